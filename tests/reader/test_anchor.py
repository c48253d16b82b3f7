"""Anchors hold on every reading of the same source, and 原貌 shows the source's marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reader
from reader.anchor import describe, place
from reader.letters import letters
from reader.model import Span, Text
from reader.original import original


@pytest.fixture(scope="module")
def sample(sample_bytes: bytes) -> Text:
    return reader.read(sample_bytes, "sample.txt")


@pytest.fixture(scope="module")
def source_face(sample: Text) -> Text:
    return original(sample)


@given(data=st.data())
def test_there_and_back_on_both_faces(sample: Text, source_face: Text, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sample.text)))
    end = data.draw(st.integers(start, min(start + 300, len(sample.text))))
    anchor = describe(sample, Span(start, end))
    chosen = letters(sample.text[start:end])
    assert anchor.quote == sample.text[start:end]
    for face in (sample, source_face):
        span = place(face, anchor)
        assert span is not None
        assert letters(face.text[span.start : span.end]) == chosen
        again = describe(face, span)
        assert (again.start, again.end) == (anchor.start, anchor.end)


def test_context_and_clause(sample: Text) -> None:
    start = sample.text.index("“5+22”")
    anchor = describe(sample, Span(start, start + 6))
    assert anchor.prefix.endswith("并不断完善")
    assert (len(anchor.prefix), len(anchor.suffix)) == (32, 32)
    assert anchor.suffix.startswith("人才政策")
    assert anchor.clause == "二、（五）"


def test_marks_that_were_selected_stay_with_their_words(sample: Text, source_face: Text) -> None:
    start = sample.text.index("3.5%")
    anchor = describe(sample, Span(start, start + 4))
    assert place(sample, anchor) == Span(start, start + 4)
    there = place(source_face, anchor)
    assert there is not None
    assert letters(source_face.text[there.start : there.end]) == "35", (
        "the source prints another mark, which is not ours"
    )

    quoted = sample.text.index("“5+22”")
    assert place(sample, describe(sample, Span(quoted, quoted + 6))) == Span(quoted, quoted + 6)


def test_other_letters_are_not_guessed_at(sample: Text) -> None:
    anchor = describe(sample, Span(0, 5))
    assert place(sample, replace(anchor, text_id="0" * 64)) is None


class TestOriginal:
    """原貌: the face with the marks of the source."""

    def test_the_marks_are_those_of_the_source(self, source_face: Text) -> None:
        assert "比重达到3,5、高端" in source_face.text
        assert "国函。2016。65号,和," in source_face.text
        assert source_face.restored == 0

    def test_letters_paragraphs_and_tree_are_the_same(self, sample: Text, source_face: Text) -> None:
        assert source_face.text_id == sample.text_id
        assert letters(source_face.text) == letters(sample.text)
        assert [p.role for p in source_face.paragraphs] == [p.role for p in sample.paragraphs]
        assert [c.path for c in source_face.walk()] == [c.path for c in sample.walk()]

    def test_every_span_covers_the_same_letters(self, sample: Text, source_face: Text) -> None:
        def spans(text: Text) -> list[Span]:
            found = [span for clause in text.walk() for span in (clause.span, clause.heading)]
            found += [body.span for task in text.tasks for body in task.bodies]
            found += [span for task in text.tasks for span in (task.measure, task.statement)]
            found += [reference.span for reference in text.references]
            return found + [paragraph.span for paragraph in text.paragraphs]

        pairs = list(zip(spans(sample), spans(source_face), strict=True))
        assert len(pairs) > 300
        for old, new in pairs:
            assert letters(sample.text[old.start : old.end]) == letters(source_face.text[new.start : new.end])

    def test_a_sound_document_is_its_own_original(self) -> None:
        text = reader.read("某法\n第一条 甲。".encode(), "a.txt")
        assert original(text) is text
