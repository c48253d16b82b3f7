"""Folding keeps every offset, and merges what readers take for the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from search import folding
from search.folding import fold, letter_offsets, letters

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_one_code_point_for_one(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_letters_stand_where_their_offsets_say(text: str) -> None:
    folded = fold(text)
    assert "".join(folded[offset] for offset in letter_offsets(folded)) == letters(folded)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＧＢ／Ｔ　１．１", "gb/t 1.1"),
        ("（，：）", "(,:)"),
        ("知識產權", "知识产权"),
        ("裡面為甚麼", "里面为甚么"),
        ("乾 著 ① Ａ", "干 着 1 a"),
        ("𠮷〇—〔2016〕", "𠮷〇—〔2016〕"),
        ("二○一六年，第二◯条", "二〇一六年,第二〇条"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_is_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("held", [None, b"\xff\xfe", "# 表\n知\n".encode()])
def test_without_its_table_nothing_is_folded_and_the_file_is_named(
    held: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "traditional.txt"
    if held is not None:
        table.write_bytes(held)
    monkeypatch.setattr(folding, "TABLE", table)
    with pytest.raises(KnownError, match="program-damaged") as caught:
        folding._folds.__wrapped__()
    assert caught.value.details == {"path": table}
