"""From the words of a person to a place in a text: a quote, a clause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reader.errors import KnownError
from reader.letters import LetterMap, letters
from reader.model import Clause, Span, Text


def find_quote(text: Text, quote: str, occurrence: int = 1) -> Span:
    """Give the n-th place where a quote stands: to the letter, else with marks and spaces left aside.

    Args:
        text: Where to look.
        quote: As a person typed or pasted it.
        occurrence: 1 for the first.

    Raises:
        KnownError: ``quote-unknown``: it does not stand there so many times.
    """
    exact = [Span(at, at + len(quote)) for at in islice(_places(text.text, quote), occurrence)]
    if len(exact) == occurrence:
        return exact[-1]
    wanted = letters(quote)
    if wanted and not exact:
        by_letters = list(islice(_places(letters(text.text), wanted), occurrence))
        if len(by_letters) == occurrence:
            return LetterMap(text.text).to_text(by_letters[-1], by_letters[-1] + len(wanted))
    raise KnownError("quote-unknown", quote=quote, occurrence=occurrence)


def find_clause(text: Text, name: str) -> Clause:
    """Give the clause that a person means by its path, its label, its number or its title.

    Raises:
        KnownError: ``clause-unknown``, or ``clause-ambiguous`` with the paths in question.
    """
    clauses = list(text.walk()) if name else []  # many have no number or no title: no name is the name of none
    wanted = letters(name)
    for matches in (
        [clause for clause in clauses if clause.path == name],
        [clause for clause in clauses if clause.label == name],
        [clause for clause in clauses if wanted and wanted in (letters(clause.path), letters(clause.label))],
        [clause for clause in clauses if name in (clause.number, clause.title)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise KnownError("clause-ambiguous", name=name, paths="，".join(clause.path for clause in matches[:5]))
    raise KnownError("clause-unknown", name=name)


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)
