"""What holds for every Text, whatever was read: hostile bytes, random documents, real laws."""

from __future__ import annotations

import json
import re
import tarfile
import time
import unicodedata
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reader
from reader.anchor import describe, place
from reader.errors import KnownError
from reader.letters import identity, letters
from reader.model import Clause, Span, Text
from reader.original import original
from reader.packing import pack, unpack
from tests.support.alignment import places_in_source

PIECES = (
    "某市人民政府关于甲的通知",
    "第一编 总则",
    "第二章　分则",
    "第三节 丙",
    "第一条 为了甲。",
    "第十二条之一　乙：",
    "第二条规定",
    "（一）丁；",
    "(二)戊。",
    "1.己",
    "（1）庚",
    "一、总体要求",
    "二、措施。建设甲。（责任单位：市教育局、市财政局）",
    "5.3.2 管材",
    "5.3.3",
    "5.3.4 管",
    "a) 壁厚",
    "附录A",
    "A.1 装置",
    "附件",
    "附件1：表",
    "目录",
    "某市人民政府",
    "2020年1月2日",
    "（此件公开发布）",
    "各县人民政府：",
    "国发〔2020〕1号",
    "依照本条第一款、前款、第一条和《甲法》第二条。",
    "中.国 甲,乙。丙、丁.戊 己 " * 8,
    "责任单位.市局 一. 二. 2016,2025年",
    "",
    "\t\u200b甲\u00ad",
    "㈠ﬁ😀𠀀",
)
documents = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), min_size=1, max_size=40).map("\n".join)


def check(text: Text) -> None:
    """Assert everything that the model promises."""
    assert text.text_id == identity(text.text)
    assert not [c for c in text.text if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]
    end = -1
    for paragraph in text.paragraphs:
        assert paragraph.span.start == end + 1
        assert letters(text.text[paragraph.span.start : paragraph.span.end]) or len(paragraph.span)
        assert "\n" not in text.text[paragraph.span.start : paragraph.span.end]
        end = paragraph.span.end
    assert end == len(text.text)
    reading_end = source_end = 0
    kept = []
    for reading, source, length in text.alignment.runs:
        assert reading >= reading_end
        assert source >= source_end
        assert length > 0
        assert text.text[reading : reading + length] == text.source[source : source + length]
        reading_end, source_end = reading + length, source + length
        kept.append(text.source[source:source_end])
    assert letters("".join(kept)) == letters(text.text)
    nests(text.clauses, Span(0, len(text.text)))
    for task in text.tasks:
        for body in task.bodies:
            assert text.text[body.span.start : body.span.end] == body.name
    for reference in text.references:
        assert 0 <= reference.span.start < reference.span.end <= len(text.text)


def nests(clauses: tuple[Clause, ...], around: Span) -> None:
    for clause in clauses:
        assert around.start <= clause.span.start <= clause.heading.start <= clause.heading.end
        assert clause.heading.end <= clause.span.end <= around.end
        nests(clause.children, clause.span)
    for before, after in pairwise(clauses):
        assert before.span.end <= after.span.start


def read_or_refusal(data: bytes, name: str) -> Text | KnownError:
    """Read; a refusal is an answer too, any other error fails the test."""
    try:
        return reader.read(data, name)
    except KnownError as refusal:
        return refusal


@settings(deadline=None)  # the machine may be busy; time is tested below
@given(documents, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_every_text_keeps_the_promises_of_the_model(document: str, name: str) -> None:
    text = read_or_refusal(document.encode("utf-8", "replace"), name)
    if isinstance(text, KnownError):
        assert text.case in ("file-empty", "file-without-text")
        return
    check(text)
    check(original(text))
    assert unpack(json.loads(json.dumps(pack(text)))) == text
    whole = Span(0, len(text.text))
    assert place(text, describe(text, whole)) is not None


@given(documents)
def test_plain_text_loses_no_letter(document: str) -> None:
    text = read_or_refusal(document.encode("utf-8", "replace"), "a.txt")
    if isinstance(text, Text) and not re.search("QQ|VIP|App|微信", text.source, re.IGNORECASE):
        assert letters(text.text) == letters(text.source)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a"]))
def test_random_bytes(data: bytes, name: str) -> None:
    text = read_or_refusal(data, name)
    if isinstance(text, KnownError):
        assert text.details["name"] == name
    else:
        check(text)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("character", ["一", "第", "（", "《", "，", ".", "1", "<", "\t", "\n", "\0", "😀"])
def test_a_megabyte_of_one_character(character: str, name: str) -> None:
    data = character.encode() * (1_000_000 // len(character.encode()))
    text = read_or_refusal(data, name)
    if isinstance(text, KnownError):
        assert text.case in ("file-empty", "file-without-text")
    else:
        assert len(text.text) <= len(data)


@pytest.mark.parametrize(
    "piece",
    [
        "第一条 中\n",
        "第一章. 中. ",
        "甲第一条. 中. ",
        "一、\n",
        "《a",
        "（a",
        "一. 中. ",
        "A.1 \n",
        "附件\n",
        "本条",
        "责任单位. 市局. ",
        "<td>中",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Eight times the size takes at most thirty times as long; squared it would be sixty-four times."""

    def seconds(size: int) -> float:
        data = (piece * (size // len(piece.encode()))).encode()
        start = time.process_time()
        reader.read(data, "a.html" if piece.startswith("<") else "a.txt")
        return time.process_time() - start

    small = min(seconds(10_000) for _ in range(2))
    assert seconds(80_000) < max(30 * small, 0.5)


def test_two_hundred_thousand_nested_elements() -> None:
    text = reader.read(b"<html>" + b"<div>" * 200_000 + "第一条 甲。".encode(), "a.html")
    assert text.text == "第一条 甲。"


@pytest.mark.parametrize("data", [b"<html><script>1</script>", "……—— 。".encode(), "\u200b\u00ad".encode()])
def test_a_file_without_a_letter_says_so(data: bytes) -> None:
    with pytest.raises(KnownError) as error:
        reader.read(data, "空.html")
    assert error.value.case == "file-without-text"


def test_two_readings_of_the_same_bytes_are_equal(sample_bytes: bytes) -> None:
    assert reader.read(sample_bytes, "a.txt") == reader.read(sample_bytes, "a.txt")


def test_the_alignment_leads_every_letter_to_the_source(sample_bytes: bytes) -> None:
    text = reader.read(sample_bytes, "a.txt")
    sources = places_in_source(text)
    for offset, character in enumerate(text.text):
        if letters(character):
            assert text.source[sources[offset]] == character


ARTICLE = re.compile(r"^第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?(?=[ 　])", re.MULTILINE)


def test_real_laws(data_dir: Path) -> None:
    """Some of the laws: no error, every article once and in order, the title that the file gives."""
    with tarfile.open(data_dir / "laws.tar.xz", "r|xz") as archive:
        members = (member for member in archive if member.name.endswith(").md"))
        for member in islice(members, 0, 600, 15):
            handle = archive.extractfile(member)
            assert handle
            text = reader.read(handle.read(), member.name)
            check(text)
            articles = [clause.label for clause in text.walk() if clause.kind == "article"]
            assert articles == ARTICLE.findall(text.text), member.name
            assert text.title, member.name
