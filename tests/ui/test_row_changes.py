"""What became of the rows: following what is told of them makes the one list of the other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storage.cards import Card
from tests.support.window_objects import card
from ui.window.shelf.row_changes import row_changes, runs, stretches

CARDS = [card(number) for number in range(40)]
OTHERS = [replace(one, annotations=7) for one in CARDS]
PLACES = st.lists(st.integers(0, len(CARDS) - 1), unique=True)


def follow(before: list[Card], now: list[Card]) -> list[Card] | None:
    """Do what a view is told to do; None where it is told to begin anew."""
    changes = row_changes(before, now, {one.id for one in before}, {one.id for one in now})
    if changes is None:
        return None
    rows = list(before)
    for first, last in changes.gone:
        del rows[first : last + 1]
    for first, last in changes.come:
        rows[first:first] = now[first : last + 1]
    for first, last in changes.other:
        assert [one.id for one in rows[first : last + 1]] == [one.id for one in now[first : last + 1]]
        rows[first : last + 1] = now[first : last + 1]
    return rows


@given(before=PLACES, now=PLACES, mended=st.sets(st.integers(0, len(CARDS) - 1)))
def test_whatever_the_rows_were_and_are_who_follows_has_the_new_ones(
    before: list[int], now: list[int], mended: set[int]
) -> None:
    wanted = [OTHERS[place] if place in mended else CARDS[place] for place in now]
    followed = follow([CARDS[place] for place in before], wanted)
    assert followed is None or all(one is other for one, other in zip(followed, wanted, strict=True))


@given(
    st.sets(st.integers(0, 39), max_size=3),
    st.sets(st.integers(0, 39), max_size=3),
    st.sets(st.integers(0, 39), max_size=2),
)
def test_a_few_changes_are_told_one_by_one(gone: set[int], come: set[int], mended: set[int]) -> None:
    before = [one for place, one in enumerate(CARDS) if place not in come]
    now = [OTHERS[place] if place in mended else CARDS[place] for place in range(40) if place not in gone]
    followed = follow(before, now)
    assert followed is not None
    assert [id(one) for one in followed] == [id(one) for one in now]


def test_another_order_and_changes_all_over_the_list_are_shown_from_the_start() -> None:
    assert follow(CARDS, [*CARDS[1:], CARDS[0]]) is None
    assert follow(CARDS, CARDS[::2]) is None


def test_one_that_came_is_looked_for_nowhere_else() -> None:
    assert stretches(CARDS[1:], CARDS) == (range(0, 0), range(0, 1))
    assert stretches(CARDS, CARDS) == (range(40, 40), range(40, 40))
    assert runs([1, 2, 4]) == [(1, 2), (4, 4)]
