"""A note that was not followed into the new version says to which version its clause number belongs, in every form."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import get_args

import pytest
from lxml import html

from reader.anchor import describe
from storage.exports.docx import word
from storage.exports.exported import Exported
from storage.exports.forms import Form, writer
from storage.versions import Version
from tests.support.docx_words import words_of
from tests.support.exports import WHEN, WORDS, document, labels, placed, text_of


def amended(old_date: str = "2020-05-06") -> Exported:
    """Give a document in its second version, with a note that has a place in each and one that waits in the first."""
    old, new = text_of(), text_of(WORDS.replace("第二条", "第二条 新增一条。\n第三条"))
    both, spans = placed(new, 1, "制定本办法", note="随行")
    both = replace(both, anchors=(*placed(old, 1, "制定本办法")[0].anchors, *both.anchors))
    waiting = placed(old, 2, "处理数据应当合法", note="待复核", found=False)
    versions = [
        Version(old.text_id, "旧.txt", "", "", old_date, False),
        Version(new.text_id, "新.txt", "", "", "2026-01-02", True),
    ]
    return replace(document((both, spans), waiting, text=new), versions=versions)


def shown(form: Form, whole: Exported) -> str:
    data = writer(form)([whole], WHEN, labels())
    return words_of(data) if form in ("docx", "xlsx") else data.decode("utf-8-sig")


@pytest.mark.parametrize("form", [form for form in get_args(Form) if form != "json"])
def test_only_the_note_that_waits_names_the_older_version(form: Form) -> None:
    words = shown(form, amended())
    assert words.count("旧版本 2020-05-06") == (2 if form in ("csv", "xlsx") else 1)  # a column of its own there
    assert "第二条（旧版本 2020-05-06）" in words


def test_a_table_has_a_column_for_the_version() -> None:
    rows = list(csv.DictReader(io.StringIO(shown("csv", amended()), newline="")))
    assert [row["版本"] for row in rows] == ["当前版本", "旧版本 2020-05-06"]


def test_versions_of_one_date_are_told_apart_by_their_files() -> None:
    assert "第二条（旧版本 旧.txt）" in shown("text", amended(old_date="2026-01-02"))


def test_the_words_are_those_of_one_version() -> None:
    whole = amended()
    note, _spans = whole.annotations[0]
    lost = replace(whole, text=text_of("第一条 别的。\n"), annotations=[(note, [])])
    (quote,) = html.fromstring(shown("html", lost)).xpath("//blockquote/text()")
    assert quote == "制定本办法"


def test_a_place_in_a_text_that_is_not_in_the_chain_is_of_an_older_version_too() -> None:
    old = text_of()
    note, _spans = placed(old, 1, "合法", note="甲")
    strange = replace(note, anchors=(replace(describe(old, old.paragraphs[3].span), text_id="f" * 64),))
    assert "第二条（旧版本）" in shown("text", document((strange, []), text=old))


def test_the_word_file_of_the_document_itself_says_it_too() -> None:
    assert "旧版本 2020-05-06" in words_of(word([amended()], WHEN, labels()))
