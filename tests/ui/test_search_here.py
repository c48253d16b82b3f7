"""The rows of the list of all places in the document in front."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from reader.model import Span
from reader.pipeline import read
from ui.window.searching.place_rows import PlaceRow, row_of
from ui.window.searching.search_bar import FindBar
from ui.window.theme import Theme

LAW = """试验法
第一章 合同的订立
第一条 甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥订立合同。
第二条 合同成立，甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛。
"""


@pytest.mark.parametrize(
    ("which", "shown"),
    [
        (0, "第一章　合同的订立"),
        (1, "第一条　…壬癸子丑寅卯辰巳午未申酉戌亥订立合同。"),
        (2, "第二条　合同成立，甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊…"),
    ],
)
def test_a_row_ends_with_the_paragraph_and_tells_where_it_is_cut(which: int, shown: str) -> None:
    text = read(LAW.encode(), "a.txt")
    starts = [at for at in range(len(text.text)) if text.text.startswith("合同", at)]
    row = row_of(text, Span(starts[which], starts[which] + 2))
    assert row.words == shown
    assert row.words[row.place.start : row.place.end] == "合同"


ITEMS = """试验法
第一条 应当遵守下列规定：
（一）试验应当安全；
（二）试验应当备案。
第二条 本法规定的试验，由机关办理。
机关应当办理。
"""


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("安全；\n（二）试验", "第一条第（一）项　试验应当[安全； （二）试验]应当备案。"),
        ("备案。\n第二条", "第一条第（二）项　试验应当[备案。 第二条] 本法规定的试验，由机关办理。"),
        ("第二条 本法", "第二条　[第二条 本法]规定的试验，由机关办理。"),
        ("规定的试验", "第二条第一款　本法[规定的试验]，由机关办理。"),
        ("机关应当", "第二条第二款　[机关应当]办理。"),
        ("试验法", "[试验法]"),
    ],
)
def test_a_row_marks_the_place_across_paragraphs_too_and_says_a_label_once(found: str, shown: str) -> None:
    """Which of several places of one paragraph a row meant, nobody could see."""
    text = read(ITEMS.encode(), "a.txt")
    start = text.text.index(found)
    row = row_of(text, Span(start, start + len(found)))
    place = row.place
    assert f"{row.words[: place.start]}[{row.words[place.start : place.end]}]{row.words[place.end :]}" == shown


def test_the_place_is_drawn_on_the_ground_of_a_hit(qtbot: QtBot) -> None:
    bar = FindBar(Theme("light"))
    qtbot.addWidget(bar)
    bar.resize(700, 200)
    bar.show_count(2, 0)
    bar._all.setChecked(True)
    bar.show()
    bar.show_rows([PlaceRow("第一条　甲乙丙丁", Span(4, 6)), PlaceRow("第一条　甲乙丙丁", Span(7, 8))])
    picture, flash = bar._list.viewport().grab().toImage(), Theme("light").color("flash")
    spans = []
    for row in range(2):
        at = bar._list.visualItemRect(bar._list.item(row))
        middle = (
            x for x in range(at.width()) if picture.pixelColor(at.left() + x, at.top() + at.height() // 2 - 8) == flash
        )
        columns = list(middle)
        spans.append((columns[0], columns[-1]))
    assert spans[0][1] < spans[1][0]
    assert spans[0][1] - spans[0][0] > spans[1][1] - spans[1][0]
