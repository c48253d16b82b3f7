"""The Word file has the whole text, and comments on the right words."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn

import reader
from storage.exports.docx import word
from tests.support.exports import WHEN, document, evil_document, labels, placed, text_of


def commented(data: bytes) -> dict[str, str]:
    """Give what each comment says, with the words that it stands on."""
    book = Document(io.BytesIO(data))
    said = {comment.comment_id: comment.text for comment in book.comments}
    found: dict[str, str] = {}
    open_: dict[int, list[str]] = {}
    for element in book.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_[int(element.get(qn("w:id")))] = []
        elif element.tag == qn("w:commentRangeEnd"):
            number = int(element.get(qn("w:id")))
            found[said[number]] = "".join(open_.pop(number))
        elif element.tag == qn("w:t"):
            for words in open_.values():
                words.append(element.text)
    return found


def test_comments_stand_on_their_words_also_where_they_overlap() -> None:
    text = text_of()
    notes = [
        placed(text, 1, "处理数据应当", note="甲"),
        placed(text, 2, "应当合法", note="乙", tags=("标",), type="question"),
        placed(text, 3, "数据安全𠮷", "分类保护", note="丙"),
        placed(text, 4, "定期评估"),
    ]
    data = word([document(*notes, text=text)], WHEN, labels())
    assert commented(data) == {
        "甲": "处理数据应当",
        "疑问 #标\n乙": "应当合法",
        "1/2 丙": "数据安全𠮷",
        "2/2 丙": "分类保护",
    }
    assert reader.read(data, "a.docx").text_id == text.text_id


def test_tables_are_tables_again() -> None:
    text = reader.read("# 办法\n\n前文。\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n后文。\n".encode(), "a.md")
    assert text.tables
    again = reader.read(word([document(placed(text, 1, "二", note="格"), text=text)], WHEN, labels()), "a.docx")
    assert (again.text_id, [len(table.cells) for table in again.tables]) == (text.text_id, [4])


def test_hostile_words_point_nowhere_and_all_notes_are_there() -> None:
    data = word([evil_document()], WHEN, labels())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert not any('TargetMode="External"' in part for part in parts.values())
    assert "instrText" not in parts["word/document.xml"]
    everything = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    assert "找不到了" in everything
    assert "全文" in everything
