"""The document itself leaves with its headings and tables, and comes back with the same letters."""

from __future__ import annotations

import pytest

import reader
from reader.errors import KnownError
from storage.exports.forms import writer
from storage.exports.links import annotation_link, annotation_of
from storage.exports.whole import whole_markdown, whole_text
from tests.support.exports import WHEN, document, labels, placed, text_of

TABLED = "# 办法\n\n## 一、前文\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n后文。\n"


@pytest.mark.parametrize("form", ["markdown", "text", "docx"])
def test_a_document_alone_has_the_same_letters_again(form: str) -> None:
    text = text_of()
    made = writer(form, "document")([document(placed(text, 1, "定期评估", note="不要"), text=text)], WHEN, labels())  # type: ignore[arg-type]
    again = reader.read(made, {"markdown": "a.md", "text": "a.txt", "docx": "a.docx"}[form])
    assert again.text_id == text.text_id
    assert [clause.path for clause in again.walk()] == [clause.path for clause in text.walk()]


def test_tables_and_headings_of_markdown_are_such_again() -> None:
    text = reader.read(TABLED.encode(), "a.md")
    made = whole_markdown([document(text=text)], WHEN, labels(), notes=False)
    assert made == "# 办法\n\n## 一、前文\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n\n后文。\n"


def test_annotations_are_footnotes_or_numbered_remarks() -> None:
    text = reader.read(TABLED.encode(), "a.md")
    notes = [placed(text, 1, "后文", note="*甲*", tags=("标",)), placed(text, 2, "二", note="格")]
    made = whole_markdown([document(*notes, text=text)], WHEN, labels(), notes=True)
    assert "| 一 | 二[^1] |" in made
    assert "后文[^2]。" in made
    assert "[^2]: “后文” \\*甲\\* \\#标" in made
    plain = whole_text([document(*notes, text=text)], WHEN, labels(), notes=True)
    assert "一\t二〔批注1〕\n后文〔批注2〕。\n\n〔批注1〕“二” 格\n〔批注2〕“后文” *甲* #标\n" in plain


def test_what_has_no_place_is_listed_and_no_footnote_that_nothing_refers_to() -> None:
    text = text_of()
    notes = [
        placed(text, 1, note="整份"),
        placed(text, 2, "分类保护", note="项"),
        placed(text, 3, "合法", note="丢", found=False),
    ]
    made = whole_markdown([document(*notes, text=text)], WHEN, labels(), notes=True)
    assert "分类保护[^1]" in made
    assert made.endswith("[^1]: “分类保护” 项\n\n- 《数据安全管理办法》 整份\n\n- “合法” 丢 （未找到位置的批注）\n")


def test_other_forms_have_no_room_for_a_document() -> None:
    with pytest.raises(KnownError):
        writer("csv", "both")


@pytest.mark.parametrize(
    ("link", "id_"),
    [
        (annotation_link("ab12"), "ab12"),
        (" piyue:annotation/ab12/ ", "ab12"),
        ("piyue://annotation/../x", None),
        ("http://annotation/ab12", None),
    ],
)
def test_links_name_an_annotation(link: str, id_: str | None) -> None:
    assert annotation_of(link) == id_
