"""Strings of units hold what UTF-16 holds, unit for unit, and nothing that is not as it was written."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.integrity import DamagedIndex
from search.units import ENCODING, UNIT, Units


@contextmanager
def written(folder: Path, data: bytes) -> Iterator[Units]:
    path = folder / "units"
    path.write_bytes(data)
    with closing(Units(path, len(data), zlib.crc32(data))) as made:
        yield made


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=40), max_size=4))
def test_units_are_those_of_the_bytes_whatever_was_asked_for_before(tmp_path: Path, texts: list[str]) -> None:
    data = "".join(texts).encode(ENCODING)
    expected = "".join(map(chr, array("H", data)))
    with written(tmp_path, data) as made:
        start = 0
        for text in texts:
            end = start + len(text.encode(ENCODING))
            assert made.of(start, end) == expected[start // UNIT : end // UNIT]
            assert (made.characters(start, end), made.raw(start, end)) == (text, data[start:end])
            lent = made.lent(start, end)
            made.of(0, len(data))  # what is lent stays when other things are read
            assert lent == data[start:end]
            start = end
        assert made.of(0, len(data)) == expected


def test_a_string_keeps_what_it_held_when_the_next_one_is_made(tmp_path: Path) -> None:
    with written(tmp_path, "应当必须".encode(ENCODING)) as made:
        first = made.of(0, 4)
        assert (made.of(4, 8), first) == ("必须", "应当")


def test_damage_behind_and_inside_of_what_is_trusted(tmp_path: Path) -> None:
    path, data = tmp_path / "units", "应当必须".encode(ENCODING)
    sound = 4, zlib.crc32(data[:4])
    path.write_bytes(data + b"more")
    for trusted in (sound, (99, 7)):
        Units(path, 8, zlib.crc32(data), trusted).close()
    for damaged in (data[:6] + b"xx", data[:6], b""):
        path.write_bytes(damaged)
        with pytest.raises(DamagedIndex):
            Units(path, 8, zlib.crc32(data), sound)
    path.unlink()
    with pytest.raises(DamagedIndex):
        Units(path, 8, zlib.crc32(data))
    Units(path, 0, 0).close()  # nothing was ever written


def test_a_file_that_was_cut_off_since_it_was_opened_gives_no_other_text(tmp_path: Path) -> None:
    with written(tmp_path, "应当必须".encode(ENCODING)) as made:
        (tmp_path / "units").write_bytes(b"xx")
        with pytest.raises(DamagedIndex):
            made.of(0, 8)
