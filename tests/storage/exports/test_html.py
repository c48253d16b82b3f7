"""The HTML file has all notes, and nothing of theirs runs or is fetched."""

from __future__ import annotations

import re

from lxml import html

from storage.exports.html import page
from tests.support.exports import EVIL, WHEN, document, evil_document, labels, placed, text_of


def test_notes_stand_under_their_headings() -> None:
    text = text_of()
    tree = html.fromstring(
        page(
            [document(placed(text, 2, "分类保护", note="问"), placed(text, 1, "制定本办法"), text=text)], WHEN, labels()
        ).decode()
    )
    shown = [(one.tag, " ".join(one.text_content().split())) for one in tree.xpath("//main//h3 | //main//blockquote")]
    assert [words for tag, words in shown if tag == "blockquote"] == ["制定本办法", "分类保护"]
    assert next(words for tag, words in shown if tag == "h3").startswith("第一章")
    targets = {one.get("id") for one in tree.xpath("//*[@id]")}
    assert {link.get("href")[1:] for link in tree.xpath("//nav//a")} <= targets
    assert len(tree.xpath("//@id")) == len(targets)


def test_a_note_on_the_whole_is_not_lost_and_a_bookmark_has_no_colour() -> None:
    text = text_of()
    notes = [placed(text, 1, note="**整份**"), placed(text, 2, "分类保护", bookmark=True)]
    tree = html.fromstring(page([document(*notes, text=text)], WHEN, labels()).decode())
    whole, mark = tree.xpath("//article")
    assert [bold.text for bold in whole.xpath(".//strong")] == ["整份"]
    assert "未找到" not in tree.xpath("//main")[0].text_content()
    assert (mark.get("data-color"), mark.get("class").strip()) == ("", "")
    assert "黄" not in mark.text_content()


def test_hostile_words_are_shown_and_do_nothing() -> None:
    whole = evil_document()
    source = page([whole], WHEN, labels())
    tree = html.fromstring(source)
    assert len(tree.xpath("//article")) == len(whole.annotations)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath(
        "//main//*[@src or @onerror or @onload or @style] | //img | //iframe | //object | //link | //base"
    )
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    assert EVIL[1] in "".join(tree.xpath("//div[@class='note']//text()"))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert len(re.findall("'sha256-[^']+'", policy)) == 2


def test_a_page_without_notes_is_a_page() -> None:
    assert html.fromstring(page([document()], WHEN, labels()).decode()).xpath("//h1")
