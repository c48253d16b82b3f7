"""ZIP containers: what they declare is not believed, and nothing but exact members is read."""

from __future__ import annotations

import io
import warnings
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from reader.formats.archive import Archive
from tests.support.packages import zipped


def case(data: bytes, member: str = "a") -> str:
    with pytest.raises(KnownError) as error:
        Archive(data, "a.zip").read(member)
    return error.value.case


def test_a_member_is_found_as_real_writers_name_it() -> None:
    archive = Archive(zipped({"Doc_0\\Pages\\P.xml": "甲", "Doc_0/Tpl.xml": "乙"}), "a.ofd")
    assert archive.read(archive.nearest("/doc_0/pages/P.xml")).decode() == "甲"
    assert archive.nearest("Tpl.xml", "Doc_0/Document.xml") == "Doc_0/Tpl.xml"
    assert archive.nearest("Doc_0/Tpl.xml", "Doc_0/Document.xml") == "Doc_0/Tpl.xml"
    assert archive.nearest("../../etc/passwd", "Doc_0/Document.xml") == ""


def test_a_bomb_is_stopped_by_what_comes_out() -> None:
    assert case(zipped({"a": b"\0" * (64 << 20)})) == "file-too-heavy"


def test_a_lying_size_is_no_way_around() -> None:
    data = zipped({"a": b"\0" * (64 << 20)})
    size = (64 << 20).to_bytes(4, "little")
    assert case(data.replace(size, (1000).to_bytes(4, "little"))) in ("file-damaged", "file-too-heavy")


@pytest.mark.parametrize("name", ["../a", "b/../../a", "C:a", "b\\..\\a", "a\x01"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert case(zipped({"a": "甲", name: "乙"})) == "file-damaged"


def test_a_name_that_stands_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a", "甲")
        archive.writestr("a", "乙")
    assert case(buffer.getvalue()) == "file-damaged"


def test_members_that_lie_over_each_other_are_refused() -> None:
    data = zipped({"a": b"A" * 100_000, "b": b"B" * 100_000})
    second = data.index(b"PK\x03\x04", 4)
    assert case(data.replace(second.to_bytes(4, "little"), bytes(4))) == "file-damaged"


def test_too_many_members_are_refused() -> None:
    assert case(zipped({f"a{n}": b"" for n in range(10_001)})) == "file-too-heavy"


def test_an_encrypted_member_says_so() -> None:
    data = bytearray(zipped({"a": "甲"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert case(bytes(data)) == "file-encrypted"


@given(st.data())
def test_damage_anywhere_ends_in_a_known_error_or_leaves_the_members_as_they_were(draw: st.DataObject) -> None:
    members = {"a": "甲乙丙".encode() * 100, "b/c": "丁".encode()}
    data = bytearray(zipped(members))
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(KnownError):  # anything else that is raised fails the test
        archive = Archive(bytes(data[: draw.draw(st.integers(0, len(data)))]), "a.zip")
        for name in archive.names():
            assert archive.read(name) in members.values()
