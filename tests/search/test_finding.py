"""A string is found where a plain scan finds it, however rare its letters are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.finding import Finder

LETTERS = "的一隐"
FILLING = "的" * 3000
"""So much of one letter that every other one is rare beside it."""


@given(
    st.lists(st.text(st.sampled_from(LETTERS), max_size=20), max_size=3),
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=4),
)
def test_every_place_is_found_in_one_text_after_the_other(texts: list[str], form: str) -> None:
    for first in ([], [FILLING + form]):
        finder = Finder(form)
        for text in (*first, *texts, form):
            expected = [at for at in range(len(text)) if text.startswith(form, at)]
            assert list(finder.places(text)) == finder.all(text) == expected


def test_a_rare_letter_at_the_beginning_of_a_text_is_no_place_before_it() -> None:
    finder = Finder("一隐")
    assert list(finder.places(FILLING)) == []
    assert list(finder.places("隐一")) == []
    assert list(finder.places("隐" + FILLING + "一隐")) == [3001]
