"""Truth of the 30 State Council pages: headings and tasks as labelled by hand, kept as hashes of their letters.

The headings were taken by a line pattern (一、 （一） 1. （1）) from the paragraphs of each page as the reader lays them out, then every page
was looked at: the notes under a table and the list of annexes above a signature are numbered and no headings. A row is the page,
the depth among the numbered headings, the number, how many letters (at most six) of the heading's words are kept, and the start
of their SHA-256.

The responsibility statements were labelled by reading the pages, all thirty: four carry any (05, 07, 09, 15), two of them with a remark
that the first named leads in this statement and all below (列第一位者为牵头单位，下同), which is labelled so wherever there is more than one body.
What prose says of duties (由…牵头，抓紧研究) is no statement. A row is a body: the page, the ordinal of the statement on it, the path of
the clause without its annex, the place in the statement, the role (指导 and 参与 count as support), and the length and hash of the name.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import reader
from reader.letters import letters
from reader.model import Clause, Text
from tests.support.noise import scramble

TRUTH = Path(__file__).resolve().parents[1] / "reader" / "truth"
_MOST_LETTERS = 6
_FAR = 40


class Heading(NamedTuple):
    """A row of ``gov_headings.csv``."""

    page: str
    level: int
    number: str
    letters: int
    start: str


class Statement(NamedTuple):
    """A responsibility statement of ``gov_tasks.csv`` or of a reading: where it stands, and role and hashed name of each body in order."""

    page: str
    clause: str
    bodies: tuple[tuple[str, str], ...]


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


def wanted_statements() -> list[Statement]:
    """Give the labelled statements of all pages."""
    with (TRUTH / "gov_tasks.csv").open(encoding="utf-8", newline="") as handle:
        groups = groupby(csv.DictReader(handle), key=lambda row: (row["page"], row["statement"], row["clause"]))
        return [
            Statement(page, clause, tuple((row["role"], row["name"]) for row in rows))
            for (page, _, clause), rows in groups
        ]


def found_statements(text: Text, page: str) -> list[Statement]:
    """Give the tasks of a reading in the form of the rows."""
    annexes = [root.path for root in text.clauses if root.kind == "annex"]
    found = []
    for task in text.tasks:
        annex = next((path for path in annexes if task.clause.startswith(path)), "")
        bodies = tuple((body.role, digest(body.name)) for body in task.bodies)
        found.append(Statement(page, task.clause.removeprefix(annex), bodies))
    return found


def statements_f1(wanted: Sequence[Statement], found: Sequence[Statement]) -> tuple[float, float]:
    """Give the F1 of whole statements, and that of their bodies: each with its clause, role and place in the statement."""
    scores = []
    for labelled, read in ((Counter(wanted), Counter(found)), (_bodies(wanted), _bodies(found))):
        scores.append(f1(labelled.total(), (labelled - read).total(), (read - labelled).total()))
    return scores[0], scores[1]


def _bodies(statements: Sequence[Statement]) -> Counter[tuple[str, str, int, str, str]]:
    return Counter(
        (row.page, row.clause, place, role, name) for row in statements for place, (role, name) in enumerate(row.bodies)
    )


def as_html(page: bytes) -> Text:
    """Read a page as the site gives it."""
    return reader.read(page, "a.html")


def as_text(page: bytes) -> Text:
    """Read the text of a page."""
    return reader.read(as_html(page).source.encode(), "a.txt")


def as_scrambled(page: bytes, seed: int = 1) -> Text:
    """Read the text of a page with its marks scrambled."""
    return reader.read(scramble(as_html(page).source, seed).encode(), "a.txt")


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
