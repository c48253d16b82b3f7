"""Titles by their pinyin: whole, unfinished, by first letters, in each reading of a character; never by half a syllable."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import spoken as module
from ui.spoken import TABLE, heard, spoken

LINES = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:])
SYLLABLES = {character: syllable for syllable, characters, *_second in LINES for character in characters}
CHARACTERS = st.sampled_from(sorted(SYLLABLES))


def finds(typed: str, title: str) -> bool:
    letters, syllables = heard(typed) or ("-", re.compile("-"))
    return letters in spoken(title) or bool(syllables.search(spoken(title)))


@pytest.mark.parametrize(
    "typed",
    ["laodong", "laod", "laodongf", "ld", "ldf", "dongfa", "df", "laodongfa"],
)
def test_a_law_is_found_by_what_is_typed_of_its_name(typed: str) -> None:
    assert finds(typed, "中华人民共和国劳动法")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("chongqing", "重庆市招标投标条例"),
        ("kuaiji", "会计法"),
        ("yinhang", "银行业监督管理法"),
        ("tiaojie", "人民调解法"),
        ("lvshi", "律师法"),
        ("zhangshui", "涨水"),
        ("xian", "西安市条例"),
        ("xian", "县"),
        ("fangan", "方案"),
        ("ldlaw", "劳动法"),
        ("nuedai", "虐待"),
    ],
)
def test_readings_that_stand_for_one_or_for_several(typed: str, title: str) -> None:
    assert finds(typed, title) is (typed != "ldlaw")


@pytest.mark.parametrize("typed", ["l", "gh", "zhonghua", "ongheguo", "aodong", "劳动", "ng", "2018", "f5", "ongf"])
def test_what_would_find_nearly_everything_or_is_no_pinyin_finds_nothing(typed: str) -> None:
    assert not finds(typed, "中华人民共和国劳动法（2018）")


def test_a_row_of_syllables_ends_where_no_character_stands() -> None:
    assert not finds("fat", "立法（条例）")
    assert finds("tl", "立法（条例）")


@given(st.data())
def test_every_title_is_found_by_its_own_syllables_and_by_its_first_letters(data: st.DataObject) -> None:
    title = data.draw(st.text(CHARACTERS, min_size=2, max_size=6))
    read = [SYLLABLES[character] for character in title]
    whole = "".join(read)
    for typed in (whole, whole[:-1], "".join(one[0] for one in read)):
        assert len(typed) < 2 or finds(typed, f"关于{title}的通知"), (title, typed)


@given(st.text(max_size=40))
def test_anything_can_be_typed(typed: str) -> None:
    finds(typed, typed)


def test_without_its_table_titles_are_found_by_their_characters_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The shelf could not be narrowed at all."""
    monkeypatch.setattr(module, "TABLE", tmp_path / "readings.txt")
    made: tuple[Callable[[], Any], ...] = (module._lines, module._tables)
    for kept in made:
        monkeypatch.setattr(module, kept.__name__, kept.__wrapped__)  # type: ignore[attr-defined]
    assert not finds("laodong", "劳动法")
    assert "readings.txt" in caplog.text
    caplog.clear()
