"""The shelf made ready for the window."""

from __future__ import annotations

import pytest

from tests.support.window_objects import card
from ui.window.shelf.shelved import Shelved, shelved


@pytest.mark.parametrize("size", [9, 99])
def test_it_tells_what_left_the_shelf_and_what_is_other(size: int) -> None:
    cards = [card(number, added=f"{2000 + number}") for number in range(size)]
    before = shelved(cards)
    assert shelved(cards[:3] + cards[5:]).gone_and_other(before) == ({"d3", "d4"}, set())
    assert shelved([*cards[1:], card(200)]).gone_and_other(before) == ({"d0"}, set())
    assert shelved([]).gone_and_other(before) == ({one.id for one in cards}, set())
    assert before.gone_and_other(Shelved()) == (set(), set())
    # In a few places, and in so many that they are not told one by one.
    mended = {number: card(number, added=f"{2000 + number}", annotations=3) for number in range(1, size, 4)}
    now = [mended.get(number, one) for number, one in enumerate(cards) if number != 2]
    assert shelved(now).gone_and_other(before) == ({"d2"}, {one.id for one in mended.values()})


def test_it_counts_what_the_documents_carry() -> None:
    assert shelved([card(1, annotations=2), card(2, annotations=3)]).annotations == 5
