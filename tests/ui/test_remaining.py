"""The time left of a long import, as it is guessed and said."""

from __future__ import annotations

from ui.remaining import Remaining, in_words


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_promised_before_there_is_a_pace() -> None:
    clock = Clock()
    remaining = Remaining(clock)
    clock.now += 1
    assert remaining.seconds(50, 1000) is None
    clock.now += 9
    assert remaining.seconds(500, 1000) == 10.0


def test_the_pace_of_the_last_seconds_counts() -> None:
    clock = Clock()
    remaining = Remaining(clock)
    clock.now += 1
    remaining.seconds(3000, 4000)  # files that were known already: that says nothing of those that follow
    for second in range(60):
        clock.now += 1
        left = remaining.seconds(3000 + 10 * second, 4000)
    assert left is not None
    assert abs(left - (4000 - 3590) / 10) < 1


def test_a_second_import_begins_anew() -> None:
    clock = Clock()
    remaining = Remaining(clock)
    clock.now += 10
    remaining.seconds(100, 100)
    clock.now += 1
    assert remaining.seconds(1, 100) is None


def test_it_is_said_no_more_exactly_than_it_is_known() -> None:
    assert [in_words(seconds) for seconds in (3, 31, 59, 61, 400)] == [
        "还需几秒",
        "约还需 40 秒",
        "约还需 60 秒",
        "约还需 2 分钟",
        "约还需 7 分钟",
    ]
