"""A comparison of two versions as a file: Markdown, HTML in one file, or JSON; and its words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import KnownError
from reader.model import Text
from reader.versions import Comparison, Row
from reader.versions.comparison import CHANGES, Change
from reader.versions.resolution import Status
from storage.exports.markdown import escape
from storage.files import write_atomically
from ui.places import ASSETS
from ui.translation import _

CHANGE_WORDS: Mapping[Change, Callable[[], str]] = {
    "same": lambda: _("未变"),
    "renumbered": lambda: _("只改条号"),
    "moved": lambda: _("移到别处"),
    "edited": lambda: _("有改动"),
    "split": lambda: _("拆分"),
    "merged": lambda: _("合并"),
    "added": lambda: _("新增"),
    "gone": lambda: _("删去"),
}

REVIEW_WORDS: Mapping[Status, Callable[[], str]] = {
    "kept": lambda: _("保留"),
    "moved": lambda: _("条号已变"),
    "edited": lambda: _("文字有改动"),
    "uncertain": lambda: _("待确认"),
    "gone": lambda: _("已无此处"),
}

FORMS = (".md", ".markdown", ".html", ".htm", ".json")


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what is compared.

    Attributes:
        old: Name of the older version, for people.
        new: Name of the newer one.
        comparison: What changed.
    """

    old: str
    new: str
    comparison: Comparison


def name_of(text: Text, fallback: str) -> str:
    """Give what a version is called: its title, and the date that it is told apart by.

    Args:
        text: The version.
        fallback: Name of its file, for one without a title.
    """
    title = text.title.value if text.title else fallback
    date = text.amended or text.published or text.date
    if text.date and date and text.amended:
        # As the shelf dates it: of a note that runs over several lines no more than its day may have been read.
        date = max(date, text.date, key=lambda field: field.value)
    return f"{title} ({date.value})" if date else title


def apart(names: tuple[str, str], otherwise: tuple[str, str]) -> tuple[str, str]:
    """Give two names that differ: two versions without dates have the same title."""
    if names[0] != names[1]:
        return names
    return f"{names[0]} [{otherwise[0]}]", f"{names[1]} [{otherwise[1]}]"


def summary(comparison: Comparison) -> str:
    """Tell in one line how many clauses changed in which way."""
    counts = [
        (CHANGE_WORDS[change](), comparison.counts[change]) for change in CHANGES if comparison.counts.get(change)
    ]
    return _("、").join(f"{word} {count}" for word, count in counts)


def write(compared: Compared, output: Path) -> None:
    """Write a comparison to a file, in the form that its ending tells.

    Raises:
        KnownError: ``form-unknown``, ``file-unwritable`` or ``disk-full``.
    """
    makers = {".md": as_markdown, ".markdown": as_markdown, ".html": as_html, ".htm": as_html, ".json": as_json}
    make = makers.get(output.suffix.lower())
    if make is None:
        raise KnownError("form-unknown", path=output, forms=_("、").join(FORMS))
    write_atomically(output, make(compared).encode())


def portrait(compared: Compared) -> dict[str, Any]:
    """Give a comparison as JSON values; spans are code points of the two reading texts."""
    return {
        "old": compared.old,
        "new": compared.new,
        "counts": dict(compared.comparison.counts),
        "rows": [
            {
                "change": row.change,
                "score": round(row.score, 3),
                "old": [{"path": one.path, "start": one.span.start, "end": one.span.end} for one in row.old],
                "new": [{"path": one.path, "start": one.span.start, "end": one.span.end} for one in row.new],
                "pieces": [[piece.kind, piece.text] for piece in row.pieces],
            }
            for row in compared.comparison.rows
        ],
    }


def as_json(compared: Compared) -> str:
    """Give a comparison as JSON."""
    return json.dumps(portrait(compared), ensure_ascii=False, indent=1) + "\n"


def as_markdown(compared: Compared) -> str:
    """Give a comparison as Markdown: what changed, removed words in ``<del>``, added ones in ``<ins>``."""
    parts = [f"# {escape(_heading(compared))}", escape(summary(compared.comparison))]
    for row in _changed(compared.comparison):
        parts += [f"## {escape(label(row))}", "".join(_marked(row))]
    return "\n\n".join(parts) + "\n"


def as_html(compared: Compared) -> str:
    """Give a comparison as one HTML file without scripts and without anything from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only needed here, and slow to load

    environment = Environment(
        loader=FileSystemLoader(ASSETS / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    rows = [
        {
            "label": label(row),
            "old": [(piece.kind, piece.text) for piece in row.pieces if piece.kind != "added"],
            "new": [(piece.kind, piece.text) for piece in row.pieces if piece.kind != "removed"],
        }
        for row in _changed(compared.comparison)
    ]
    return environment.get_template("comparison.html").render(
        heading=_heading(compared), summary=summary(compared.comparison), rows=rows
    )


def label(row: Row) -> str:
    """Give the heading of a row: what happened, and the clause on both sides."""
    sides = [_("、").join(one.path for one in side if one.path) for side in (row.old, row.new)]
    if sides[0] == sides[1]:
        sides = sides[:1]
    return "  ".join([CHANGE_WORDS[row.change](), " → ".join(side for side in sides if side)]).rstrip()


def _heading(compared: Compared) -> str:
    return _("版本比对：{old} → {new}").format(old=compared.old, new=compared.new)


def _changed(comparison: Comparison) -> Iterator[Row]:
    return (row for row in comparison.rows if row.change != "same")


def _marked(row: Row) -> Iterator[str]:
    """Give the words of a row line by line: an element of HTML must not reach over the end of a Markdown paragraph."""
    elements = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}
    for piece in row.pieces:
        before, behind = elements[piece.kind]
        lines = piece.text.split("\n")
        yield "\n\n".join(f"{before}{_escaped(line)}{behind}" if line else "" for line in lines)


def _escaped(line: str) -> str:
    """Escape a piece of a line; the blanks at its ends part it from the piece beside it."""
    words = line.strip(" ")
    before, behind = line.split(words, 1) if words else (line, "")
    return f"{before}{escape(words)}{behind}"
