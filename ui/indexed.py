"""What became of an update of the index; crosses the pipe from the worker as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from reader.errors import KnownError
from ui.translation import _
from ui.wording import sentence


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that could not be read for the index. It is tried again with the next update.

    Attributes:
        document: Its id.
        title: Its title.
        case: Why: the case of a ``KnownError``.
        details: Of the same, as words.
    """

    document: str
    title: str
    case: str
    details: Mapping[str, str]

    @classmethod
    def of(cls, document: str, title: str, error: KnownError) -> Self:
        """Give what an error says of a document."""
        return cls(document, title, error.case, {name: str(value) for name, value in error.details.items()})


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an update did.

    Attributes:
        changed: Whether there was anything to do.
        skipped: Documents that it had to leave out.
        left: How many it had no time for.
    """

    changed: bool = False
    skipped: tuple[Skipped, ...] = ()
    left: int = 0


def packed_skipped(skipped: Sequence[Skipped]) -> list[list[Any]]:
    """Give documents that were skipped as JSON values."""
    return [[one.document, one.title, one.case, dict(one.details)] for one in skipped]


def unpacked_skipped(rows: Sequence[Sequence[Any]]) -> tuple[Skipped, ...]:
    """Give what ``packed_skipped`` was given."""
    return tuple(Skipped(*row) for row in rows)


def in_words(skipped: Skipped) -> str:
    """Say that a document was left out, and why."""
    reason = sentence(KnownError(skipped.case, **skipped.details))
    return _("《{title}》没有编入索引：{reason}").format(title=skipped.title, reason=reason)
