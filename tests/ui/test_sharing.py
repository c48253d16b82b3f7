"""What is shared carries its words and source, whatever they are; nothing is opened but by a click."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from reader.errors import KnownError
from reader.model import Span
from tests.support.exports import EVIL, text_of
from ui.sharing import Passage, clause_and_chapter, passage, services, share_link, source_of
from ui.window.sharing.pictures import qr_code, quote_card
from ui.window.theme import Theme


@pytest.mark.parametrize("service", services())
@pytest.mark.parametrize("quote", [*EVIL, "a&b=c#d?e+f %20", "𠮷", "长" * 5000])
def test_a_link_carries_words_and_source_and_no_more(service: str, quote: str) -> None:
    link = share_link(service, Passage(quote, "《办法》第一条"))
    parts = urlsplit(QUrl.fromEncoded(link.encode()).toString(QUrl.ComponentFormattingOption.FullyEncoded))
    assert parts.scheme == "https"
    values = "".join(value for values in parse_qs(parts.query, strict_parsing=True).values() for value in values)
    assert "《办法》第一条" in values
    words = " ".join(quote.encode(errors="replace").decode().split())
    assert words[:198] in values
    assert not parts.fragment
    assert len(link) < 4000
    assert set(parse_qs(parts.query)) <= {"title", "summary", "desc"}


def test_whole_clauses_and_chapters_are_found() -> None:
    text = text_of()
    clause, chapter = clause_and_chapter(text, text.text.index("分类保护"))
    assert clause is not None
    assert chapter is not None
    assert text.text[clause.span.start :].startswith("第三条")
    assert "分类保护" in text.text[clause.span.start : clause.span.end]
    assert text.text[chapter.span.start :].startswith("第二章")
    assert clause_and_chapter(text, 0) == (None, None)


def test_the_chapter_around_a_clause_is_the_nearest() -> None:
    law = "试验法\n第一编 总则\n第一章 一般规定\n第一节 原则\n第一条 处理数据应当合法。\n第二章 附则\n第二条 自公布之日起施行。\n"
    text = text_of(law)
    clause, chapter = clause_and_chapter(text, text.text.index("应当合法"))
    assert clause is not None
    assert chapter is not None
    assert (clause.label, chapter.label) == ("第一条", "第一节")


def test_a_quote_goes_with_its_source() -> None:
    text = text_of()
    start = text.text.index("应当合法")
    assert source_of("办法", text, Span(start, start + 4)) == "《办法》第二条"
    assert passage("办法", text, [Span(start, start + 4)]).cited() == "应当合法\n——《办法》第二条"
    pieces = passage("办法", text, [Span(start, start + 2), Span(start + 2, start + 4)])
    assert pieces == Passage("应当\n合法", "《办法》第二条")


def test_pictures_are_painted_in_the_theme_and_grow_with_the_words(qtbot: QtBot) -> None:
    for theme in (Theme("light"), Theme("dark")):
        short, long = (quote_card(theme, "处理数据应当合法。" * count, "—— 《办法》第二条") for count in (1, 20))
        assert short.pixelColor(short.width() - 3, 3) == theme.color("paper")
        assert long.height() > short.height()
    assert not qr_code("处理数据应当合法。\n——《办法》第二条").isNull()
    assert not qr_code("半个字\ud840").isNull()
    with pytest.raises(KnownError):
        qr_code("长" * 3000)


def test_words_and_source_are_seen_on_the_card_and_what_is_too_long_is_cut(qtbot: QtBot) -> None:
    for theme in (Theme("light"), Theme("dark")):
        card = quote_card(theme, "处理数据应当合法。", "—— 《办法》第二条")
        assert card != quote_card(theme, "处理数据应当正当。", "—— 《办法》第二条")
        assert card != quote_card(theme, "处理数据应当合法。", "—— 《办法》第三条")
        cut = quote_card(theme, "长" * 598 + "……", "—— 《办法》第二条")
        assert quote_card(theme, "长" * 6000, "—— 《办法》第二条") == cut


def test_a_code_says_all_the_words_and_can_be_read_off_a_screen(qtbot: QtBot) -> None:
    code = qr_code("a")
    module = code.width() // (21 + 2 * 4)  # the smallest code, with the quiet zone that the standard asks for
    assert code.width() == module * (21 + 2 * 4)
    black = [at for at in range(code.width()) if code.pixelColor(at, at) == Qt.GlobalColor.black]
    assert black[0] == 4 * module
    assert 300 < code.width() / code.devicePixelRatio() <= 360
    words = "处理数据应当合法。" * 80
    long = qr_code(words)
    assert long != qr_code(words[:-1] + "？")
    dark = [long.pixelColor(at, long.height() // 2).value() < 128 for at in range(long.width())]
    runs = [len(list(run)) for _dark, run in groupby(dark)]
    assert min(runs) >= 3 * long.devicePixelRatio()
