"""The shelf made ready for the window, and what is collected while it is read."""

from __future__ import annotations

import gc

import pytest

from tests.support.window_objects import card
from ui.collector import collecting_later
from ui.window.shelved import Shelved, shelved


def test_it_tells_what_left_the_shelf() -> None:
    cards = [card(number) for number in range(9)]
    before = shelved(cards)
    assert shelved(cards[:3] + cards[5:]).missing(before) == {"d3", "d4"}
    assert shelved([*cards[1:], card(20)]).missing(before) == {"d0"}
    assert shelved([]).missing(before) == {one.id for one in cards}
    assert before.missing(Shelved()) == set()


def test_it_counts_what_the_documents_carry() -> None:
    assert shelved([card(1, annotations=2), card(2, annotations=3)]).annotations == 5


def test_what_stays_in_numbers_is_passed_over_and_collecting_goes_on_whatever_happens() -> None:
    frozen = gc.get_freeze_count()
    with collecting_later():
        assert not gc.isenabled()
    assert gc.get_freeze_count() == frozen
    try:
        with collecting_later():
            stays = [[number] for number in range(30_000)]
        assert gc.get_freeze_count() - frozen > len(stays)
    finally:
        gc.unfreeze()
    with pytest.raises(OSError, match="broken"), collecting_later():
        raise OSError("broken")
    assert gc.isenabled()
