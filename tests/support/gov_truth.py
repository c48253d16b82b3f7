"""Truth of the 30 State Council pages: headings and tasks as labelled by hand, kept as hashes of their letters.

The headings were taken by a line pattern (一、 （一） 1. （1）) from the paragraphs of each page as the reader lays them out, then every page
was looked at: the notes under a table and the list of annexes above a signature are numbered and no headings. A row is the page,
the depth among the numbered headings, the number, how many letters (at most six) of the heading's words are kept, and the start
of their SHA-256.

The bodies of tasks were labelled on the ten pages of ``TASK_PAGES`` in the same way, from what stands in brackets before 负责, 牵头,
参与 and 指导 (which counts as support); six of the pages have none. A row is the page, the path of the clause without its annex, the
role, and the length and hash of the name.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reader.letters import letters
from reader.model import Clause, Text

TRUTH = Path(__file__).resolve().parents[1] / "reader" / "truth"
TASK_PAGES = ("01", "02", "03", "05", "07", "08", "09", "13", "15", "30")
_MOST_LETTERS = 6
_FAR = 40


class Heading(NamedTuple):
    """A row of ``gov_headings.csv``."""

    page: str
    level: int
    number: str
    letters: int
    start: str


class Assignment(NamedTuple):
    """A row of ``gov_tasks.csv``: a body of a task."""

    page: str
    clause: str
    role: str
    name: str


class Found(NamedTuple):
    """A numbered heading of a reading: the first letters behind the number, and of its title or else first sentence."""

    page: str
    level: int
    number: str
    words: str
    title: str


def digest(words: str) -> str:
    """Give the first 12 hex digits of the SHA-256 of some words' letters."""
    return hashlib.sha256(letters(words).encode()).hexdigest()[:12]


def wanted_headings() -> list[Heading]:
    """Give the labelled headings of all pages."""
    with (TRUTH / "gov_headings.csv").open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle)
        return [
            Heading(row["page"], int(row["level"]), row["number"], int(row["letters"]), row["start"]) for row in rows
        ]


def found_headings(text: Text, page: str) -> list[Found]:
    """Give the numbered headings of a reading."""
    found: list[Found] = []
    for root in text.clauses:
        _collect(text, root, page, 1, found)
    return found


def _collect(text: Text, clause: Clause, page: str, level: int, found: list[Found]) -> None:
    if clause.kind == "heading":
        behind = clause.span.start + len(clause.label)
        words = text.text[behind : min(behind + _FAR, clause.span.end)]
        title = clause.title or re.split("[。\n]", words.lstrip())[0]
        found.append(Found(page, level, clause.number, letters(words)[:_MOST_LETTERS], letters(title)[:_MOST_LETTERS]))
    for child in clause.children:
        _collect(text, child, page, level + (clause.kind == "heading"), found)


def wanted_bodies() -> list[Assignment]:
    """Give the labelled bodies of the tasks of ten pages."""
    with (TRUTH / "gov_tasks.csv").open(encoding="utf-8", newline="") as handle:
        return [Assignment(row["page"], row["clause"], row["role"], row["name"]) for row in csv.DictReader(handle)]


def found_bodies(text: Text, page: str) -> list[Assignment]:
    """Give the bodies of a reading's tasks in the form of the rows."""
    annexes = [root.path for root in text.clauses if root.kind == "annex"]
    found = []
    for task in text.tasks:
        annex = next((path for path in annexes if task.clause.startswith(path)), "")
        clause = task.clause.removeprefix(annex)
        found.extend(Assignment(page, clause, body.role, digest(body.name)) for body in task.bodies)
    return found


def differences(
    wanted: Sequence[Heading], found: Sequence[Found], *, strict: bool = False
) -> tuple[list[Heading], list[Found]]:
    """Give the rows that no found heading matches, and the found headings that match no row; each is used once.

    Args:
        wanted: From the labels.
        found: From the readings.
        strict: A title shorter than six letters must also end where it does.
    """
    missing, left = [], list(found)
    for row in wanted:
        for each in left:
            start = each.title if strict else each.words[: row.letters]
            if each[:3] == row[:3] and digest(start) == row.start:
                left.remove(each)
                break
        else:
            missing.append(row)
    return missing, left


def f1(wanted: int, missing: int, added: int) -> float:
    """Give the F1 of so many wanted, of which some are missing, with some too many."""
    right = wanted - missing
    return 2 * right / max(wanted + right + added, 1)
