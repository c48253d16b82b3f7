"""The rows of the list of all places in the document in front."""

from __future__ import annotations

import pytest

from reader.model import Span
from reader.pipeline import read
from ui.window.searching.search_here import row_of

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
    assert row_of(text, Span(starts[which], starts[which] + 2)) == shown
