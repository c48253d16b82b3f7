"""The fold is a function of the set of ops, and the causally later op wins whatever the clocks say."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storage.folding import fold
from storage.ops import Op


class Replica:
    """A device in a model: it knows a set of ops and makes new ones on top of them."""

    def __init__(self, name: str, skew: int) -> None:
        self.name = name
        self.skew = skew
        self.known: list[Op] = []

    def write(self, field: str, value: Any, now: int) -> Op:
        seen = {
            name: max(op.seq for op in self.known if op.replica == name)
            for name in {op.replica for op in self.known} - {self.name}
        }
        seq = 1 + sum(op.replica == self.name for op in self.known)
        op = Op(self.name, seq, "action", "object", "annotation", field, value, now + self.skew, seen)
        self.known.append(op)
        return op

    def receive(self, other: Replica) -> None:
        """Take over everything that the other one knows, in its order, so that causes come before effects."""
        self.known += [op for op in other.known if op not in self.known]


FIELDS = st.sampled_from(["color", "note", "tag:a", "alive"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 1), FIELDS, st.booleans()),
        st.tuples(st.just("sync"), st.integers(0, 1), st.none(), st.none()),
    ),
    max_size=25,
)


def play(steps: list[tuple[str, int, str | None, bool | None]], skews: tuple[int, int]) -> list[Replica]:
    replicas = [Replica("a", skews[0]), Replica("b", skews[1])]
    replicas[0].write("alive", True, 0)
    replicas[1].receive(replicas[0])
    for now, (what, who, field, value) in enumerate(steps, start=1):
        if what == "write":
            assert field is not None
            replicas[who].write(field, value if field == "alive" else now if value else None, now)
        else:
            replicas[who].receive(replicas[1 - who])
    return replicas


@given(STEPS, st.tuples(st.integers(-100, 100), st.integers(-100, 100)), st.randoms(use_true_random=False))
def test_order_does_not_matter(
    steps: list[tuple[str, int, str | None, bool | None]], skews: tuple[int, int], dice: random.Random
) -> None:
    one, other = play(steps, skews)
    one.receive(other)
    state = fold(one.known)
    shuffled = list(one.known)
    dice.shuffle(shuffled)
    assert fold(shuffled) == state
    assert fold(shuffled + shuffled[:3]) == state


@given(
    STEPS, st.tuples(st.integers(-100, 100), st.integers(-100, 100)), st.booleans(), st.sampled_from(["color", "note"])
)
def test_who_knew_everything_wins_whatever_the_clocks(
    steps: list[tuple[str, int, str | None, bool | None]], skews: tuple[int, int], deleted: bool, field: str
) -> None:
    one, other = play(steps, skews)
    one.receive(other)
    one.write(field, "last", -(10**9))
    if deleted:
        one.write("alive", False, -(10**9))
    other.receive(one)
    state = fold(other.known)
    assert state.values[field] == "last"
    assert state.alive is not deleted


def test_a_deletion_hides_what_it_has_seen_and_nothing_else() -> None:
    one, other = play([], (0, 0))
    one.write("alive", False, 5)
    assert not fold(one.known).alive
    other.write("note", "made meanwhile", 1)
    one.receive(other)
    state = fold(one.known)
    assert state.alive
    assert state.values["note"] == "made meanwhile"


def test_two_deletions_that_have_seen_all_of_it_delete() -> None:
    one, other = play([], (0, 0))
    one.write("alive", False, 5)
    other.write("alive", False, 6)
    one.receive(other)
    assert not fold(one.known).alive


def test_two_tags_at_once_are_both_kept() -> None:
    one, other = play([], (0, 0))
    one.write("tag:a", True, 1)
    other.write("tag:b", True, 2)
    one.receive(other)
    assert fold(one.known).values == {"tag:a": True, "tag:b": True}


def test_among_concurrent_edits_the_later_clock_shows_and_nothing_depends_on_who_asks() -> None:
    one, other = play([], (0, 0))
    one.write("color", "green", 1)
    other.write("color", "blue", 2)
    one.receive(other)
    other.receive(one)
    assert fold(one.known).values == fold(other.known).values == {"color": "blue"}


def test_a_value_taken_away_is_no_value() -> None:
    one, _ = play([], (0, 0))
    one.write("tag:a", True, 1)
    one.write("tag:a", None, 2)
    assert fold(one.known).values == {}


def test_created_and_modified_tell_about_what_is_shown() -> None:
    one, _ = play([], (100, 0))
    one.write("note", "x", 1)
    one.write("alive", False, 7)
    one.write("alive", True, 9)
    state = fold(one.known)
    assert (state.created, state.modified) == (100, 101)
