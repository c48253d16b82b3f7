"""A Text made anew from a reading and its corrections, by the reader's own steps.

The paragraphs of a Text hold all that these steps need of the page, so the page is not read again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.composition import Block, Composition
from reader.corrections import Corrections, Gap, NamedBody, fits, gap_after, paragraph_index
from reader.formats.grid import Place
from reader.letters import LetterMap
from reader.model import Alignment, Body, Paragraph, Span, Task, Text
from reader.pipeline import understand


def mended_text(text: Text, corrections: Corrections) -> Text:
    """Give a reading as the user corrected it; see ``corrected``, which everybody else calls."""
    mending = _Mending(text, corrections.marks)
    composition = mending.composition()
    places = LetterMap(composition.text)
    starts = [block.span.start for block in composition.blocks]
    levels = {
        starts[at]: level
        for before, level in corrections.levels.items()
        if (at := _paragraph_from(places, starts, before)) is not None
    }
    understood = understand(text.source, composition, mending.title(), levels)
    tasks = [_task(composition.text, places, task, corrections.bodies) for task in understood.tasks]
    return replace(
        understood,
        reader_version=text.reader_version,
        tasks=tuple(task for task in tasks if task.bodies),
        paragraphs=tuple(_role_kept(paragraph, understood.tasks, tasks) for paragraph in understood.paragraphs),
        mended=tuple(mending.mended),
    )


class _Mending:
    """A reading text with other marks in some of its gaps."""

    def __init__(self, text: Text, marks: Mapping[int, str]) -> None:
        self._text = text
        places = LetterMap(text.text if marks else "")
        self.mended: list[Span] = []
        self._swaps: list[tuple[Span, str]] = []
        shift = 0
        for before, value in sorted(marks.items()):
            gap = gap_after(places, len(text.text), before)
            if gap is None or not fits(text, Gap(before, gap), value):
                continue
            self._swaps.append((gap, value))
            self.mended.append(Span(gap.start + shift, gap.start + shift + len(value)))
            shift += len(value) - len(gap)

    def composition(self) -> Composition:
        """Give the reading text with the marks swapped, over the same source."""
        old = self._text.text
        pieces: list[str] = []
        kept: list[tuple[int, int, int]] = []  # stretches that stay: where they come to stand, where they stood, length
        at = length = 0
        for gap, value in [*self._swaps, (Span(len(old), len(old)), "")]:
            lead, tail = _shared(old[gap.start : gap.end], value)
            stop, following = gap.start + lead, value[lead : len(value) - tail]
            if stop > at:
                kept.append((length, at, stop - at))
            pieces += (old[at:stop], following)
            length += stop - at + len(following)
            at = gap.end - tail
        text = "".join(pieces)
        runs = _runs(self._text.alignment, kept)
        return Composition(text, tuple(self._blocks(text)), Alignment(runs), self._text.restored)

    def title(self) -> int | None:
        """Give the index of the paragraph that is the title; one that the user joined to another is that other."""
        roles = [paragraph.role for paragraph in self._text.paragraphs]
        if "title" not in roles:
            return None
        title = roles.index("title")
        whence = self._whence()
        return whence.index(max(index for index in whence if index <= title))

    def _blocks(self, text: str) -> Iterator[Block]:
        """Give the paragraphs of the mended text, each with the markup of the one that its words come from."""
        cells = _cells(self._text)
        ends = [*(match.start() for match in re.finditer("\n", text)), len(text)]
        for whence, (before, end) in zip(self._whence(), pairwise([-1, *ends]), strict=True):
            was = self._text.paragraphs[whence]
            yield Block(Span(before + 1, end), centred=was.centred, cell=cells.get(was.span))

    def _whence(self) -> list[int]:
        """Give for each paragraph of the mended text the index of the one that it comes from."""
        whence = list(range(len(self._text.paragraphs)))
        for gap, value in reversed(self._swaps):
            ends, now = value.count("\n"), self._text.text.count("\n", gap.start, gap.end)
            at = paragraph_index(self._text, gap.start)
            if ends > now:
                whence.insert(at, at)
            elif ends < now:
                del whence[at + 1]
        return whence


def _shared(old: str, new: str) -> tuple[int, int]:
    """Give how many characters two strings share at the beginning, and of the rest at the end."""
    most = min(len(old), len(new))
    lead = next((at for at in range(most) if old[at] != new[at]), most)
    most -= lead
    return lead, next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)


def _runs(alignment: Alignment, kept: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Give the runs of an alignment where the kept stretches of its reading text stand now."""
    runs: list[tuple[int, int, int]] = []
    at = 0
    for now, before, length in kept:
        while at < len(alignment.runs) and alignment.runs[at][0] + alignment.runs[at][2] <= before:
            at += 1
        following = at
        while following < len(alignment.runs) and alignment.runs[following][0] < before + length:
            reading, source, count = alignment.runs[following]
            start, stop = max(reading, before), min(reading + count, before + length)
            runs.append((start - before + now, start - reading + source, stop - start))
            following += 1
    joined: list[tuple[int, int, int]] = []
    for run in runs:
        reading, source, count = joined[-1] if joined else (-1, -1, 0)
        if joined and reading + count == run[0] and source + count == run[1]:
            joined[-1] = (reading, source, count + run[2])
        else:
            joined.append(run)
    return tuple(joined)


def _cells(text: Text) -> dict[Span, Place]:
    return {
        cell.span: Place(table=number, row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns)
        for number, table in enumerate(text.tables)
        for cell in table.cells
    }


def _paragraph_from(places: LetterMap, starts: Sequence[int], before: int) -> int | None:
    """Give the index of the paragraph whose first letter comes after so many; None where none begins there."""
    if not 0 <= before < len(places):
        return None
    at = bisect_right(starts, places.to_text(before, before).start) - 1
    return at if places.to_letters(starts[at]) == before else None


def _task(text: str, places: LetterMap, task: Task, wanted: Mapping[int, Sequence[NamedBody]]) -> Task:
    bodies = wanted.get(places.to_letters(task.statement.start))
    if bodies is None:
        return task
    taken: list[Span] = []
    for body in bodies:
        taken.append(_named_in(text, task.statement, body.name, taken))
    return replace(
        task, bodies=tuple(Body(body.name, body.role, span) for body, span in zip(bodies, taken, strict=True))
    )


def _named_in(text: str, statement: Span, name: str, taken: Sequence[Span]) -> Span:
    """Give where a statement names a body; an empty span at its end where it does not."""
    at = text.find(name, statement.start, statement.end)
    while at >= 0:
        found = Span(at, at + len(name))
        if not any(found.overlaps(other) for other in taken):
            return found
        at = text.find(name, at + 1, statement.end)
    return Span(statement.end, statement.end)


def _role_kept(paragraph: Paragraph, found: Sequence[Task], now: Sequence[Task]) -> Paragraph:
    """A paragraph whose statements are none is one of the body."""
    if paragraph.role != "task":
        return paragraph
    at = bisect_right(found, paragraph.span.start - 1, key=lambda task: task.statement.start)
    inside = [task for task in now[at:] if task.statement.start < paragraph.span.end]
    return paragraph if any(task.bodies for task in inside) else replace(paragraph, role="body")
