"""Any title gives a name that every system and sync service takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.filenames import safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于印发《办法》的通知", "关于印发《办法》的通知.md"),
        ("a/b\\c:d?", "a_b_c_d_.md"),
        ("  两行\n标题\t ", "两行 标题.md"),
        ("con", "_con.md"),
        ("COM1.txt", "_COM1.txt.md"),
        ("constitution", "constitution.md"),
        ("\u202e倒着的\u2066", "倒着的.md"),
        ("...", "_.md"),
        ("", "_.md"),
    ],
)
def test_examples(title: str, name: str) -> None:
    assert safe_name(title, ".md") == name


def test_numbers_what_is_taken() -> None:
    assert safe_name("Plan", ".md", {"plan.MD"}) == "Plan (2).md"
    assert safe_name("Plan", ".md", {"plan.md", "PLAN (2).md"}) == "Plan (3).md"
    long = "规" * 100
    first = safe_name(long, ".md")
    second = safe_name(long, ".md", {first})
    assert second.endswith(" (2).md")
    assert len(second.encode()) <= 120


def test_long_titles_of_a_series_keep_what_tells_them_apart() -> None:
    title = "最高人民法院、最高人民检察院关于执行《中华人民共和国刑法》确定罪名的补充规定"
    first, second = (safe_name(f"{title}（{number}）", ".md") for number in "一二")
    assert first == "最高人民法院、最高人民检察院关于执行《中华人民共和国…确定罪名的补充规定（一）.md"
    assert second.endswith("（二）.md")
    assert len(first.encode()) <= 120


@given(st.text(), st.sets(st.text()))
def test_any_title(title: str, taken: set[str]) -> None:
    name = safe_name(title, ".md", taken)
    assert name not in taken
    assert 4 <= len(name.encode()) <= 120
    assert not set('<>:"/\\|?*') & set(name)
    assert all(unicodedata.category(character)[0] != "C" for character in name)
    assert unicodedata.is_normalized("NFC", name)
    assert name == name.strip()
    assert not name.startswith(".")
