"""The Word file has the whole text, and comments on the right words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
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


def test_a_document_looks_official() -> None:
    text = reader.read(
        ("市政府意见\n一、总体要求\n（一）思路。深入贯彻创新发展理念，" + "继续推进。" * 20 + "\n").encode(), "意见.txt"
    )
    data = word([document(text=text), document(text=text_of())], WHEN, labels())
    book: Any = Document(io.BytesIO(data))
    shown = {paragraph.text: paragraph for paragraph in book.paragraphs}
    title, heading = shown["市政府意见"], shown["一、总体要求"]
    assert (title.style.font.size.pt, title.style.paragraph_format.alignment) == (22, WD_ALIGN_PARAGRAPH.CENTER)
    assert (heading.style.name, fonts_of(heading.style), heading.style.font.size.pt) == ("Heading 1", "黑体", 16)
    opened = next(paragraph for words, paragraph in shown.items() if words.startswith("（一）"))
    assert (opened.runs[0].text, fonts_of(opened.runs[0].style)) == ("（一）思路", "楷体")
    assert (fonts_of(opened.style), opened.style.paragraph_format.first_line_indent.pt) == ("仿宋", 32)
    article = next(paragraph for words, paragraph in shown.items() if words.startswith("第一条"))
    assert (article.runs[0].text, article.runs[0].style.font.bold) == ("第一条", True)
    assert shown["第一章 总则"].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    page = book.sections[0]
    assert [round(side.mm) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        37,
        35,
        28,
        26,
    ]
    assert 'w:instr="PAGE"' in page.footer._element.xml
    used = [paragraph.style for paragraph in book.paragraphs]
    assert {str(style.font.color.rgb) for style in used if style.font.color.rgb is not None} == {"000000"}


def fonts_of(style: Any) -> Any:
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_a_bookmark_draws_nothing() -> None:
    text = text_of()
    data = word([document(placed(text, 1, "分类保护", bookmark=True), text=text)], WHEN, labels())
    assert commented(data) == {"书签": "分类保护"}
    runs = [run for paragraph in Document(io.BytesIO(data)).paragraphs for run in paragraph.runs]
    assert {run.font.highlight_color for run in runs} == {None}


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
