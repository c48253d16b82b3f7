"""Cross references: what a reference means, what cites a clause, and which cited documents are not in the library; plain values.

All of it belongs on the library lane. What cites a clause of another document is known only from the texts of all documents: ``look`` goes
through them in small steps, so that whatever else the lane has to do comes between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.errors import KnownError
from reader.model import Clause, Reference, Span, Text, cite
from reader.names import Names, name_key
from reader.targets import clauses_at
from storage.cards import Card
from storage.library import Library
from ui.translation import _

STEP = 12
"""Texts that one step looks at: unpacking a law takes 2 ms."""

_LONGEST = 420
"""Code points of a clause that are shown beside a reference; who wants more goes there."""

_DIVISIONS = ("part", "chapter", "section")

Stamp = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reference means.

    Attributes:
        where: ``here`` (a clause of the same document), ``there`` (another document of the library), ``absent`` (none of the
            library), or ``nowhere`` (the document is known, but has no such clause).
        document: Id of the document; empty where it is absent.
        title: Its title; as the reference writes it where it is absent.
        path: The clause that is named; empty for the whole document.
        span: Where it stands in the current text; None where it is absent or nowhere. Of a range the whole.
        words: The clause, cut short; of a whole document its beginning. Empty where there is none.
    """

    where: Literal["here", "there", "absent", "nowhere"]
    document: str
    title: str
    path: str
    span: Span | None
    words: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that cites a clause or a document.

    Attributes:
        document: Id of the document that cites.
        title: Its title.
        path: Its clause that holds the reference; empty outside of clauses.
        span: The reference, in its current text.
        words: The words around the reference, one line.
        whole: Whether the document is cited as a whole, no clause of it named.
    """

    document: str
    title: str
    path: str
    span: Span
    words: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """A document that is cited and is not in the library.

    Attributes:
        name: As it is cited most often.
        count: How often it is cited.
        citations: Where; the title of each is that of the document that cites.
    """

    name: str
    count: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """What is known by now of who cites a clause.

    Attributes:
        citations: The document's own first, then those of the others by their titles, each in the order of its text.
        done: How many documents were looked at.
        total: How many there are.
    """

    citations: tuple[Citation, ...]
    done: int
    total: int


class Following:
    """What ``Workspace.following`` is."""

    def __init__(self, library: Library, text: Callable[[str], Text]) -> None:
        """Take over the library.

        Args:
            library: The library.
            text: Gives the current text of a document, and keeps the last ones.
        """
        self._library = library
        self._text = text
        self._names: Names | None = None
        self._cards: dict[str, Card] = {}
        self._seen: dict[str, tuple[Stamp, tuple[tuple[Reference, Citation], ...]]] = {}

    def forget(self) -> None:
        """Hear that documents were added, removed or corrected."""
        self._names = None

    def meaning(self, document: str, reference: Reference) -> Meaning:
        """Give what a reference of a document means.

        Raises:
            KnownError: The document is unknown, or a source cannot be read again.
        """
        if reference.kind == "clause":
            return self._clause(document, reference.target, "here")
        found = self._shelf().find(reference)
        if not found:
            return Meaning("absent", "", reference.target, reference.path, None, "")
        newest = sorted(found, key=lambda one: (self._cards[one].date, self._cards[one].added), reverse=True)
        meanings = (self._clause(one, reference.path, "there") for one in newest)
        # Several parts of a code stand under its one title: the part that has the clause is meant.
        first = next(meanings)
        return first if first.span else next((one for one in meanings if one.span), first)

    def references(self, document: str) -> list[tuple[Reference, Meaning]]:
        """Give all references of a document with what they mean, in the order of the text."""
        return [(one, self.meaning(document, one)) for one in self._text(document).references]

    def citing(self, document: str, path: str) -> Cited:
        """Give what cites a clause, as far as the library was looked at (``look``); the document itself always was.

        Args:
            document: Whose clause it is.
            path: Of the clause; empty for the document as a whole: whatever cites it or one of its clauses.
        """
        text = self._text(document)
        wanted = clauses_at(text, path) if path else ()
        found = [one for one in self._own(document, text, wanted) if path]
        names = self._shelf()
        others: list[Citation] = []
        for holder, (_stamp_of, references) in self._seen.items():
            if holder == document or holder not in self._cards:
                continue
            for reference, citation in references:
                if document not in names.find(reference):
                    continue
                if not path or _hits(clauses_at(text, reference.path), wanted):
                    others.append(citation)
        others.sort(key=lambda one: (one.title, one.document, one.span))
        return Cited((*found, *others), self._looked(), len(self._cards))

    def absent(self, document: str = "") -> list[Absent]:
        """Give the documents that are cited and not in the library, the most cited first, as far as the library was looked at.

        Args:
            document: Count only what this one cites; all of them where empty.
        """
        names = self._shelf()
        if document:
            self._see(self._cards[document])
        by_key: dict[str, list[tuple[str, Citation]]] = defaultdict(list)
        for holder, (_stamp_of, references) in self._seen.items():
            if holder not in self._cards or (document and holder != document):
                continue
            for reference, citation in references:
                key = name_key(reference.target)
                if key and not names.find(reference):
                    by_key[key].append((reference.target, citation))
        found = []
        for those in by_key.values():
            ((name, _count),) = Counter(name for name, _ in those).most_common(1)
            found.append(Absent(name, len(those), tuple(citation for _, citation in those)))
        return sorted(found, key=lambda one: (-one.count, one.name))

    def look(self, most: int = STEP) -> tuple[int, int]:
        """Look at some documents whose references are not known yet; gives how many are known, and how many there are.

        Args:
            most: How many texts to unpack at the most.
        """
        self._shelf()
        for card in self._unseen():
            if most <= 0:
                break
            self._see(card)
            most -= 1
        return self._looked(), len(self._cards)

    def look_at_all(self) -> None:
        """Look at every document here and now."""
        self.look(len(self._library.cards()))

    # Inside

    def _clause(self, document: str, path: str, where: Literal["here", "there"]) -> Meaning:
        text = self._text(document)
        self._shelf()
        title = self._cards[document].title if document in self._cards else ""
        if not path:
            span = text.title.span if text.title and text.title.span else Span(0, min(1, len(text.text)))
            return Meaning(where, document, title, "", span, _cut(_beginning(text)))
        clauses = clauses_at(text, path)
        if not clauses:
            return Meaning("nowhere", document, title, path, None, "")
        span = Span(clauses[0].span.start, clauses[-1].span.end)
        return Meaning(where, document, title, path, span, _cut(text.text[span.start : span.end]))

    def _own(self, document: str, text: Text, wanted: Sequence[Clause]) -> Iterator[Citation]:
        title = self._library.card(document).title
        for reference in text.references:
            if reference.kind != "clause" or not _hits(clauses_at(text, reference.target), wanted):
                continue
            if not any(clause.span.contains(reference.span.start) for clause in wanted):
                yield _citation(document, title, text, reference)

    def _shelf(self) -> Names:
        if self._names is None:
            self._cards = {card.id: card for card in self._library.cards()}
            self._names = Names((card.id, card.title, card.number) for card in self._cards.values())
            self._seen = {
                document: seen
                for document, seen in self._seen.items()
                if document in self._cards and seen[0] == _stamp(self._cards[document])
            }
        return self._names

    def _unseen(self) -> list[Card]:
        return [card for card in self._cards.values() if card.id not in self._seen]

    def _looked(self) -> int:
        return len(self._seen)

    def _see(self, card: Card) -> None:
        if card.id in self._seen:
            return
        try:
            text = self._library.corrected_text(card.id)  # not kept: the open documents' texts are
        except KnownError:  # it tells of itself when somebody opens it
            self._seen[card.id] = (_stamp(card), ())
            return
        cited = tuple(
            (reference, _citation(card.id, card.title, text, reference))
            for reference in text.references
            if reference.kind != "clause"
        )
        self._seen[card.id] = (_stamp(card), cited)


def told(meaning: Meaning) -> str:
    """Give in one line where a reference leads."""
    match meaning.where:
        case "absent":
            return _("文库里没有《{title}》").format(title=meaning.title)
        case "nowhere":
            return _("{place}：现行文本里没有").format(place=cite(meaning.title, meaning.path))
        case _:
            return cite(meaning.title, meaning.path)


def reference_at(text: Text, offset: int) -> Reference | None:
    """Give the innermost reference around a code point; None where there is none."""
    around = [one for one in text.references if one.span.contains(offset)]
    return min(around, key=lambda one: len(one.span), default=None)


def citable(text: Text, offset: int) -> Clause | None:
    """Give the clause around a code point that others would cite: the 条 rather than a 款 or 项 of it."""
    innermost = text.clause_at(offset)
    if innermost is None or innermost.kind not in ("paragraph", "item", "subitem"):
        return innermost
    return next((one for one in text.walk() if one.kind == "article" and one.span.contains(offset)), innermost)


def _hits(cited: Sequence[Clause], wanted: Sequence[Clause]) -> bool:
    """Tell whether a reference means a clause, a part of it, or what it is a part of; a whole chapter means none of its clauses."""
    return any(
        one.span.overlaps(clause.span) and (one.kind not in _DIVISIONS or one.span == clause.span)
        for one in cited
        for clause in wanted
    )


def _citation(document: str, title: str, text: Text, reference: Reference) -> Citation:
    clause = text.clause_at(reference.span.start)
    start = text.text.rfind("\n", 0, reference.span.start) + 1
    start = max(start, reference.span.start - 40)
    end = text.text.find("\n", reference.span.end)
    end = min(len(text.text) if end < 0 else end, reference.span.end + 40)
    return Citation(
        document, title, clause.path if clause else "", reference.span, text.text[start:end].strip(), not reference.path
    )


def _beginning(text: Text) -> str:
    """Give the first words behind the title."""
    start = text.title.span.end if text.title and text.title.span else 0
    return text.text[start : start + _LONGEST]


def _cut(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _stamp(card: Card) -> Stamp:
    return (card.text_id, card.reader_version, card.mended)
