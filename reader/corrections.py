"""What the user corrected of a reading, and the Text that it gives: marks, levels of headings, bodies of tasks.

A correction stands at a number of letters, as an anchor does, so it holds for every later reading of the same letters. Everything
that depends on marks and headings is found again by the reader's own steps: the letters and the ``text_id`` stay what they are.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from reader.errors import KnownError
from reader.letters import LetterMap, letters
from reader.model import BodyRole, Paragraph, Span, Task, Text

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
    # The steps of the reader come with all of its parsers: who corrected nothing does not wait for them.
    from reader.mending import mended_text

    return mended_text(text, corrections)


def gap_at(text: Text, offset: int) -> Gap:
    """Give the gap between two letters that an offset stands in, or directly before the letter at the offset."""
    places = LetterMap(text.text)
    before = places.to_letters(offset)
    return Gap(before, gap_after(places, len(text.text), before) or Span(offset, offset))


def paragraph_at(text: Text, offset: int) -> Paragraph:
    """Give the paragraph around an offset."""
    return text.paragraphs[paragraph_index(text, offset)]


def task_at(text: Text, offset: int) -> Task | None:
    """Give the task whose measure or statement an offset stands in; None outside of all."""
    return next((task for task in text.tasks if task.measure.start <= offset < task.statement.end), None)


def letters_before(text: Text, offset: int) -> int:
    """Give the number of letters before an offset: the key of a correction there."""
    return len(letters(text.text[:offset]))


def place_of(text: Text, before: int) -> Span:
    """Give the gap after so many letters in a reading: where to show a correction."""
    places = LetterMap(text.text)
    return gap_after(places, len(text.text), before) or places.to_text(before, before)


def usable_marks(text: Text, gap: Gap, value: str) -> str:
    r"""Give the marks that a user wants in a gap, as they are kept.

    Raises:
        KnownError: ``marks-unusable``: letters or invisible characters among them, too many, or paragraphs ended where that
            cannot be (at the edge of a table, or so that one has no words).
    """
    value = "\n".join(line.strip(_BLANKS) for line in value.split("\n")) if "\n" in value else value
    if len(value) > _LONGEST_MARKS or letters(value) or not all(map(_is_mark, value)):
        raise KnownError("marks-unusable", value=value)
    if not fits(text, gap, value):
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


def fits(text: Text, gap: Gap, value: str) -> bool:
    """Tell whether a value can stand in a gap: it neither breaks a table nor makes a paragraph without words."""
    span = gap.span
    ends, now = value.count("\n"), text.text.count("\n", span.start, span.end)
    in_table = any(table.span.start - 1 <= span.end and span.start <= table.span.end + 1 for table in text.tables)
    at_edge = gap.letters == 0 or span.end == len(text.text)
    return ends == now if in_table or at_edge or now > 1 else ends <= 1


def paragraph_index(text: Text, offset: int) -> int:
    """Give the index of the paragraph around an offset."""
    return max(bisect_right(text.paragraphs, offset, key=lambda paragraph: paragraph.span.start) - 1, 0)


def gap_after(places: LetterMap, length: int, before: int) -> Span | None:
    """Give what stands between a letter and the next, of a text of that length; None where they are one character, or the text has not so many."""
    if not 0 <= before <= len(places):
        return None
    end = places.to_text(before, before).start if before < len(places) else length
    start = places.to_text(before - 1, before).end if before else 0
    return Span(start, end) if places.to_letters(end) == before else None


def _is_mark(character: str) -> bool:
    return character in _BLANKS + "\n" or unicodedata.category(character)[0] in "PS"
