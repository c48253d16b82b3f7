"""A string is found in UTF-16 where a plain scan finds it, whichever way of the library the machine can go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stringzilla
from hypothesis import example, given
from hypothesis import strategies as st

from search.finding import Stretch, packed, unpacked
from search.units import UNIT

LETTERS = "一丁七乎万𠮷𠮸ā"
"""The bytes of one stand across two others, too: 丁 (01 4e) in ā乎 (01 01 4e 4e)."""


@pytest.fixture(params=["serial", "westmere"], scope="module", autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    before = stringzilla.__capabilities__
    if request.param not in before:
        pytest.skip(f"this machine cannot go the way {request.param}")
    stringzilla.reset_capabilities((request.param,))
    yield
    stringzilla.reset_capabilities(before)


def stretch_of(text: str) -> Stretch:
    return Stretch(memoryview(bytearray(packed(text))))


def plainly(text: str, form: str) -> list[int]:
    data, sought = packed(text), packed(form)
    return [at // UNIT for at in range(0, len(data), UNIT) if data.startswith(sought, at)]


@example("一一一丁" * 20, "一一")
@given(st.text(st.sampled_from(LETTERS), max_size=80), st.text(st.sampled_from(LETTERS), min_size=1, max_size=13))
def test_every_place_is_found_and_those_that_overlap(text: str, form: str) -> None:
    assert list(stretch_of(text).places(packed(form))) == plainly(text, form)
    assert list(stretch_of(text + form + text).places(packed(form))) == plainly(text + form + text, form)


@given(st.text(max_size=60), st.integers(0, 59), st.integers(1, 12))
def test_any_fragment_is_found_at_its_place(text: str, start: int, size: int) -> None:
    text = text.encode("utf-16-le", "ignore").decode("utf-16-le")
    if form := text[start : start + size]:
        found = list(stretch_of(text).places(packed(form)))
        assert found == plainly(text, form)
        assert len(packed(text[:start])) // UNIT in found


@given(st.text(st.sampled_from("一丁ā乎"), max_size=60), st.integers(0, 30), st.integers(0, 30))
def test_a_part_is_counted_with_all_its_places(text: str, start: int, size: int) -> None:
    end = min(start + size, len(text))
    held = text[start:end].count("一丁")
    assert stretch_of(text).count(packed("一丁"), start, max(start, end)) >= held
    assert stretch_of("甲乙" * 20).count(packed("甲乙"), 2, 7) == 2


def test_places_are_found_across_the_whole_of_a_long_stretch() -> None:
    text = ("甲" * 997 + "应当") * 211
    assert list(stretch_of(text).places(packed("应当"))) == [999 * n + 997 for n in range(211)]


@given(st.text(max_size=20))
def test_as_units_a_stretch_is_what_its_bytes_say(text: str) -> None:
    data = text.encode("utf-16-le", "surrogatepass")
    units = "".join(chr(int.from_bytes(data[at : at + UNIT], "little")) for at in range(0, len(data), UNIT))
    assert stretch_of(text).units == unpacked(packed(text)) == units
    assert len(stretch_of(text)) == len(units)
