"""Strings of units hold what UTF-16 holds, unit for unit."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from search.units import ENCODING, UNIT, Units, in_units


@given(st.lists(st.text(max_size=40), max_size=4))
def test_units_are_those_of_the_bytes_whatever_was_asked_for_before(texts: list[str]) -> None:
    made = Units()
    data = "".join(texts).encode(ENCODING)
    expected = "".join(map(chr, array("H", data)))
    start = 0
    for text in texts:
        end = start + len(text.encode(ENCODING))
        assert made.of(data, start, end) == expected[start // UNIT : end // UNIT]
        start = end
    assert made.of(data, 0, len(data)) == expected


@given(st.text(max_size=20))
def test_a_text_in_units_is_what_a_scan_sees_of_it(text: str) -> None:
    data = text.encode(ENCODING)
    assert in_units(text) == Units().of(data, 0, len(data))


def test_a_string_keeps_what_it_held_when_the_next_one_is_made() -> None:
    made = Units()
    first = made.of("应当".encode(ENCODING), 0, 4)
    assert (made.of("必须".encode(ENCODING), 0, 4), first) == ("必须", "应当")
