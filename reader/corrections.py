"""What the user corrected of a reading, and the Text that it gives: marks, levels of headings, bodies of tasks.

A correction stands at a number of letters, as an anchor does, so it holds for every later reading of the same letters. Everything
that depends on marks and headings is found again by the reader's own steps: the letters and the ``text_id`` stay what they are.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple, get_args

from reader.composition import Block, Composition
from reader.errors import KnownError
from reader.formats.grid import Place
from reader.letters import LetterMap, letters
from reader.model import Alignment, Body, BodyRole, Paragraph, Span, Task, Text
from reader.pipeline import understand

ROLES: tuple[BodyRole, ...] = get_args(BodyRole)
DEEPEST = 9
"""No family of documents has more levels of headings."""

_LONGEST_MARKS = 32
_LONGEST_NAME = 60
_MOST_BODIES = 100
_BLANKS = " \u3000"


class NamedBody(NamedTuple):
    """A body as the user names it."""

    name: str
    role: BodyRole


@dataclass(frozen=True, slots=True)
class Corrections:
    r"""What a user corrected of one text. Keys count letters from its beginning.

    Attributes:
        marks: Letters before a gap -> all that stands in the gap: marks, blanks, ``\n`` for the end of a paragraph.
        levels: Letters before a paragraph -> level of its heading, 1 and up; 0 where it is none.
        bodies: Letters before a responsibility statement -> its bodies in their order; none where it is no such statement.
    """

    marks: Mapping[int, str] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    bodies: Mapping[int, Sequence[NamedBody]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.marks or self.levels or self.bodies)

    @property
    def stamp(self) -> str:
        """Short, the same for the same corrections; empty where there are none."""
        if not self:
            return ""
        values = [sorted(self.marks.items()), sorted(self.levels.items()), sorted(self.bodies.items())]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


class Gap(NamedTuple):
    """What stands between two letters.

    Attributes:
        letters: How many letters stand before it.
        span: Its place in the reading text; empty where two letters touch.
    """

    letters: int
    span: Span


def corrected(text: Text, corrections: Corrections) -> Text:
    """Give a reading as the user corrected it: the same letters, the same ``text_id``.

    What does not fit a text (a later reader sees no paragraph there) is left out, and fits again when it does.

    Args:
        text: As the reader made it.
        corrections: Of its letters.
    """
    if not corrections:
        return text
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


def gap_at(text: Text, offset: int) -> Gap:
    """Give the gap between two letters that an offset stands in, or directly before the letter at the offset."""
    places = LetterMap(text.text)
    before = places.to_letters(offset)
    return Gap(before, _gap(places, len(text.text), before) or Span(offset, offset))


def paragraph_at(text: Text, offset: int) -> Paragraph:
    """Give the paragraph around an offset."""
    return text.paragraphs[_paragraph_index(text, offset)]


def task_at(text: Text, offset: int) -> Task | None:
    """Give the task whose measure or statement an offset stands in; None outside of all."""
    return next((task for task in text.tasks if task.measure.start <= offset < task.statement.end), None)


def letters_before(text: Text, offset: int) -> int:
    """Give the number of letters before an offset: the key of a correction there."""
    return len(letters(text.text[:offset]))


def place_of(text: Text, before: int) -> Span:
    """Give the gap after so many letters in a reading: where to show a correction."""
    places = LetterMap(text.text)
    return _gap(places, len(text.text), before) or places.to_text(before, before)


def usable_marks(text: Text, gap: Gap, value: str) -> str:
    r"""Give the marks that a user wants in a gap, as they are kept.

    Raises:
        KnownError: ``marks-unusable``: letters or invisible characters among them, too many, or paragraphs ended where that
            cannot be (at the edge of a table, or so that one has no words).
    """
    value = "\n".join(line.strip(_BLANKS) for line in value.split("\n")) if "\n" in value else value
    if len(value) > _LONGEST_MARKS or letters(value) or not all(map(_is_mark, value)):
        raise KnownError("marks-unusable", value=value)
    if not _Mending(text, {}).fits(gap.letters, gap.span, value):
        raise KnownError("marks-unusable", value=value)
    return value


def usable_bodies(bodies: Sequence[tuple[str, str]]) -> list[NamedBody]:
    """Give the bodies that a user names, as they are kept.

    Raises:
        KnownError: ``bodies-unusable``: a name that is empty, very long or there twice, a role that is none, or far too many.
    """
    named = [
        NamedBody(" ".join(name.split()), next((one for one in ROLES if one == role), "responsible"))
        for name, role in bodies
    ]
    for (name, _role), (_name, role) in zip(named, bodies, strict=True):
        if not letters(name) or len(name) > _LONGEST_NAME or role not in ROLES:
            raise KnownError("bodies-unusable", value=name)
    if len(named) > _MOST_BODIES or len({body.name for body in named}) < len(named):
        raise KnownError("bodies-unusable", value="、".join(body.name for body in named)[:_LONGEST_NAME])
    return named


class _Mending:
    """A reading text with other marks in some of its gaps."""

    def __init__(self, text: Text, marks: Mapping[int, str]) -> None:
        self._text = text
        places = LetterMap(text.text if marks else "")
        self.mended: list[Span] = []
        self._swaps: list[tuple[Span, str]] = []
        shift = 0
        for before, value in sorted(marks.items()):
            gap = _gap(places, len(text.text), before)
            if gap is None or not self.fits(before, gap, value):
                continue
            self._swaps.append((gap, value))
            self.mended.append(Span(gap.start + shift, gap.start + shift + len(value)))
            shift += len(value) - len(gap)

    def fits(self, before: int, gap: Span, value: str) -> bool:
        """Tell whether a value can stand in a gap: it neither breaks a table nor makes a paragraph without words."""
        ends, now = value.count("\n"), self._text.text.count("\n", gap.start, gap.end)
        in_table = any(
            table.span.start - 1 <= gap.end and gap.start <= table.span.end + 1 for table in self._text.tables
        )
        at_edge = before == 0 or gap.end == len(self._text.text)
        return ends == now if in_table or at_edge or now > 1 else ends <= 1

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
            at = _paragraph_index(self._text, gap.start)
            if ends > now:
                whence.insert(at, at)
            elif ends < now:
                del whence[at + 1]
        return whence


def _paragraph_index(text: Text, offset: int) -> int:
    return max(bisect_right(text.paragraphs, offset, key=lambda paragraph: paragraph.span.start) - 1, 0)


def _gap(places: LetterMap, length: int, before: int) -> Span | None:
    """Give what stands between a letter and the next; None where they are one character, or the text has not so many."""
    if not 0 <= before <= len(places):
        return None
    end = places.to_text(before, before).start if before < len(places) else length
    start = places.to_text(before - 1, before).end if before else 0
    return Span(start, end) if places.to_letters(end) == before else None


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


def _is_mark(character: str) -> bool:
    return character in _BLANKS + "\n" or unicodedata.category(character)[0] in "PS"
