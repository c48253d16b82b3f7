"""The marks of a gap as they are edited by its buttons."""

from __future__ import annotations

import pytest

from ui.window.mending.gap_words import meant, shown, toggled, with_stop


@pytest.mark.parametrize(
    ("field", "stop", "after"),
    [
        ("", "。", "。"),
        ("，", "。", "。"),
        (",", "。", "。"),
        ("》，", "。", "》。"),
        ("》", "，", "》，"),
        ("↵", "。", "。↵"),
        ("，↵（", "。", "。↵（"),
        ("》《", "、", "》、《"),
        ("“", "：", "：“"),
    ],
)
def test_a_stop_takes_the_place_of_the_one_that_is_there(field: str, stop: str, after: str) -> None:
    assert with_stop(field, stop) == after


@pytest.mark.parametrize(
    ("field", "mark", "after"),
    [
        ("，", "》", "》，"),
        ("，", "《", "，《"),
        ("》，", "》", "，"),
        ("。", "↵", "。↵"),
        ("。（", "↵", "。↵（"),
        ("。↵", "↵", "。"),
    ],
)
def test_other_marks_come_and_go_at_their_place(field: str, mark: str, after: str) -> None:
    assert toggled(field, mark) == after


def test_the_end_of_a_paragraph_is_seen_in_the_field() -> None:
    assert shown("。\n（") == "。↵（"
    assert meant(shown("。\n（")) == "。\n（"
