"""Frames between the program and its workers, sound and hostile."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import pipes


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.text(max_size=8), st.one_of(st.integers(), st.text(max_size=20))), st.binary(max_size=99)
        ),
        max_size=5,
    )
)
def test_frames_come_out_as_they_went_in(frames: list[tuple[pipes.Header, bytes]]) -> None:
    stream = io.BytesIO()
    for header, payload in frames:
        pipes.send(stream, header, payload)
    stream.seek(0)
    assert [pipes.receive(stream) for _frame in frames] == frames
    assert pipes.receive(stream) is None


def test_what_a_large_library_has_to_say_of_each_document_fits() -> None:
    """Else an undone import of very many files would never leave the index, and a library without its texts never be indexed."""
    lost = [["0" * 12, "最高人民法院关于适用民事诉讼法的解释", "source-missing", {"path": "sources/" + "a" * 64}]]
    stream = io.BytesIO()
    pipes.send(stream, {"gone": ["0" * 12] * 100_000, "skipped": lost * 35_000})
    stream.seek(0)
    assert pipes.receive(stream) is not None


@given(st.binary(min_size=1, max_size=200))
def test_random_bytes_are_a_broken_pipe_or_a_frame(noise: bytes) -> None:
    try:
        frame = pipes.receive(io.BytesIO(noise))
    except pipes.BrokenPipe:
        return
    assert frame is not None
    assert isinstance(frame[0], dict)


@pytest.mark.parametrize("cut", [1, 15, 17, 30])
def test_a_frame_cut_short_is_a_broken_pipe(cut: int) -> None:
    stream = io.BytesIO()
    pipes.send(stream, {"job": "read"}, b"payload of some length")
    with pytest.raises(pipes.BrokenPipe):
        pipes.receive(io.BytesIO(stream.getvalue()[:cut]))


def test_a_frame_that_claims_to_be_huge_is_refused_before_it_is_read() -> None:
    with pytest.raises(pipes.BrokenPipe, match="bytes"):
        pipes.receive(io.BytesIO(pipes.LENGTHS.pack(2, pipes.PAYLOAD_LIMIT + 1) + b"{}"))
