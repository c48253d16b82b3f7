"""Letters: the identity of a text, and offsets counted in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.letters import LetterMap, identity, letters
from reader.model import Span


def test_marks_and_spaces_are_no_letters() -> None:
    assert letters("国函〔2016〕65号，《IT＋》 100％") == "国函201665号it100"


def test_width_and_case_do_not_change_the_identity() -> None:
    assert identity("ＧＢ／Ｔ １．１") == identity("gb/t 1.1")


def test_a_restored_mark_does_not_change_the_identity() -> None:
    assert identity("比重达到3,5、高端") == identity("比重达到3.5%，高端")


@given(st.text(), st.text())
def test_letters_of_two_texts_joined_are_their_letters_joined(first: str, second: str) -> None:
    assert letters(first + second) == letters(first) + letters(second)


@given(st.text(alphabet=st.sampled_from("条，㈠ﬁ①½ 3😀𠀀a\n")))
def test_the_map_counts_what_letters_gives(text: str) -> None:
    places = LetterMap(text)
    assert [places.to_letters(offset) for offset in range(len(text) + 1)] == [
        len(letters(text[:offset])) for offset in range(len(text) + 1)
    ]


@given(st.text(alphabet=st.sampled_from("条，㈠ﬁ①3😀𠀀a\n")), st.data())
def test_a_stretch_of_letters_comes_back_tight(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = LetterMap(text)
    span = places.to_text(places.to_letters(start), places.to_letters(end))
    assert letters(text[span.start : span.end]) == letters(text[start:end])
    if len(span):
        assert letters(text[span.start])
        assert letters(text[span.end - 1])


def test_an_offset_beyond_the_end_counts_as_the_end() -> None:
    assert LetterMap("一，二").to_text(1, 99) == Span(2, 3)
