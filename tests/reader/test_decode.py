"""Encodings are told by content."""

from __future__ import annotations

import pytest

from reader.decode import decode
from reader.errors import KnownError

WORDS = "第一条　为了规范政务公开，制定本办法。\n第二条 ABC 𠀀"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_each_encoding_that_documents_come_in(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), "办法.txt") == WORDS


def test_english_in_utf_16_without_a_mark() -> None:
    assert decode("Article 1\n".encode("utf-16-le"), "a.txt") == "Article 1\n"


def test_a_damaged_byte_does_not_lose_the_document() -> None:
    data = (WORDS * 40).encode()
    assert decode(data[:3] + b"\xff" + data[4:], "a.txt").count("第二条") == 40


def test_a_stray_nul_does_not_change_the_encoding() -> None:
    assert decode("一、总体要求\n\0".encode(), "a.txt") == "一、总体要求\n\0"


@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_nothing_is_said_to_be_nothing(data: bytes) -> None:
    with pytest.raises(KnownError) as error:
        decode(data, "空.txt")
    assert error.value.case == "file-empty"
    assert error.value.details == {"name": "空.txt"}


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(KnownError) as error:
        decode(bytes(range(256)) * 40, "图.txt")
    assert error.value.case == "file-undecodable"
