"""任务台账: the tasks of documents as one table, with what the user keeps of them, by body, narrowed, and counted."""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.corrections import NamedBody
from reader.errors import KnownError
from reader.letters import LetterMap, letters
from reader.model import Span, Task, Text, cite
from storage.cards import Card
from storage.changes import Changes
from storage.ledger import Entry, TaskStatus
from ui.translation import _
from ui.workspace import Workspace

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task.

    Attributes:
        entry: What is kept of it, its measure and its clause; as it was read where nothing is kept.
        title: Of its document.
        bodies: Responsible for it, in their order; none of a task that is not in the current text.
        deadline_read: What the document says, ISO date or its beginning; empty for none.
        figure_read: What the document says, figures in the order of the text.
        span: The measure in the current text; None where the task belongs to an older version and was not found again.
    """

    entry: Entry
    title: str
    bodies: tuple[NamedBody, ...]
    deadline_read: str
    figure_read: str
    span: Span | None

    @property
    def deadline(self) -> str:
        """By hand, or as the document says."""
        return self.deadline_read if self.entry.deadline is None else self.entry.deadline

    @property
    def figure(self) -> str:
        """By hand, or as the document says."""
        return self.figure_read if self.entry.figure is None else self.entry.figure

    @property
    def citation(self) -> str:
        """Document and clause: ``《…》二、（三）``."""
        return cite(self.title, self.entry.clause)

    @property
    def key(self) -> tuple[str, str, int]:
        """Tells it from all others."""
        return self.entry.document, self.entry.text_id, self.entry.letters

    @property
    def leaders(self) -> list[str]:
        """The bodies that lead: those named 牵头, or the first where the document makes no distinction."""
        return [body.name for body in self.bodies if body.role == "lead"] or [body.name for body in self.bodies[:1]]

    def leads(self, name: str) -> bool:
        """Tell whether a body leads."""
        return name in self.leaders


@dataclass(frozen=True, slots=True)
class BodyRows:
    """The tasks of one body.

    Attributes:
        name: The body.
        rows: Those that it leads first, else in their order.
        leads: How many it leads.
    """

    name: str
    rows: tuple[LedgerRow, ...]
    leads: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a ledger amounts to: tasks, how often bodies are named for them, different bodies, tasks done."""

    tasks: int
    mentions: int
    bodies: int
    done: int


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which rows are shown; what is empty takes all.

    Attributes:
        body: Name of a body that is responsible.
        statuses: One of them.
        until: The deadline is this day or earlier; an ISO date or its beginning. Rows without a deadline are not taken then.
        words: All of them stand in measure, bodies, clause, title, figure or note.
    """

    body: str = ""
    statuses: frozenset[TaskStatus] = frozenset()
    until: str = ""
    words: str = ""

    def takes(self, row: LedgerRow, written: dict[int, str] | None = None) -> bool:
        """Tell whether a row is shown.

        Args:
            row: It.
            written: What stands in rows, by the ids of the objects: who narrows the same rows with each key keeps it. Grows.
        """
        if self.body and all(body.name != self.body for body in row.bodies):
            return False
        if self.statuses and row.entry.status not in self.statuses:
            return False
        if self.until and not (row.deadline and last_day(row.deadline) <= last_day(self.until)):
            return False
        if not self.words:
            return True
        words = None if written is None else written.get(id(row))
        if words is None:
            words = words_in(row)
            if written is not None:
                written[id(row)] = words
        return all(word in words for word in self.words.casefold().split())


Tasks = tuple[LedgerRow, ...]
Known = dict[str, tuple[tuple[str, int, str], Tasks]]
"""Tasks as they were read, by document, with the reading that they are of: ``ledger`` fills it and reads no text twice."""


Unread = list[tuple[str, KnownError]]
"""Documents that could not be read, by title, and why."""

_FEW = 8
"""Of so many documents the cards are read one by one; of more, those of the shelf together."""


def ledger(
    workspace: Workspace, documents: Sequence[str], known: Known | None = None, unread: Unread | None = None
) -> list[LedgerRow]:
    """Give the tasks of documents in their order, then what is kept of tasks that the current texts have no more.

    A task keeps what was written for another version of its document where the letters of its measure are the same, and stand
    once in the text; everything else of older versions is listed without a place.

    Args:
        workspace: The open library.
        documents: Ids.
        known: What was read before; grows.
        unread: Takes the documents that cannot be read.

    Raises:
        KnownError: A document is unknown, or cannot be read and ``unread`` was not given.
    """
    known = {} if known is None else known
    kept = workspace.library.ledger.entries(documents)
    shelf = {card.id: card for card in workspace.cards()} if len(documents) > _FEW else {}
    rows: list[LedgerRow] = []
    for document in documents:
        card = shelf.get(document) or workspace.library.card(document)
        try:
            rows += _with_entries(card, _read(workspace, card, known), kept.get(document, []))
        except KnownError as error:
            if unread is None:
                raise
            unread.append((card.title, error))
    return rows


def change(
    workspace: Workspace,
    rows: Sequence[LedgerRow],
    *,
    status: TaskStatus | None = None,
    note: str | None = None,
    deadline: str | None = None,
    figure: str | None = None,
) -> Changes:
    """Change what is given of tasks, all alike, as one action.

    Args:
        workspace: The open library.
        rows: The tasks.
        status: How far they are.
        note: The user's words.
        deadline: ``2018``, ``2018-06``, ``2018-06-30``, ``2018年6月``; empty for none. What the document says is not kept.
        figure: The target; empty for none. What the document says is not kept.

    Raises:
        KnownError: ``value-unusable``: that is no date; ``document-unknown``.
    """
    day = None if deadline is None else usable_date(deadline)
    kept = workspace.library.ledger.entries({row.entry.document for row in rows})
    now = {(one.document, one.text_id, one.letters): one for same in kept.values() for one in reversed(same)}
    wanted = []
    for row in rows:
        entry = now.get(row.key, row.entry)
        if status is not None:
            entry = replace(entry, status=status)
        if note is not None:
            entry = replace(entry, note=note.strip())
        if day is not None:
            entry = replace(entry, deadline=None if day == row.deadline_read else day)
        if figure is not None:
            words = " ".join(figure.split())
            entry = replace(entry, figure=None if words == row.figure_read else words)
        wanted.append(entry)
    return workspace.library.ledger.keep(wanted)


def by_body(rows: Iterable[LedgerRow], only: str = "") -> list[BodyRows]:
    """Give the rows under each of their bodies: the body with most tasks first, else in the order of first naming.

    Args:
        rows: The tasks.
        only: The one body that they were narrowed to: of the others with whom it shares some they are not all. Empty for all bodies.
    """
    groups: defaultdict[str, tuple[list[LedgerRow], list[LedgerRow]]] = defaultdict(lambda: ([], []))
    for row in rows:
        leaders = row.leaders
        for name in dict.fromkeys([body.name for body in row.bodies]):
            groups[name][name not in leaders].append(row)
    found = [BodyRows(name, (*led, *others), len(led)) for name, (led, others) in groups.items() if only in ("", name)]
    return sorted(found, key=lambda one: -len(one.rows))


def totals(rows: Iterable[LedgerRow]) -> Totals:
    """Count."""
    rows = list(rows)
    names = [body.name for row in rows for body in row.bodies]
    return Totals(len(rows), len(names), len(set(names)), sum(row.entry.status == "done" for row in rows))


def usable_date(value: str) -> str:
    """Give a date that a person wrote as ISO date or its beginning; empty for empty.

    Raises:
        KnownError: ``value-unusable``.
    """
    value = "".join(value.split())
    if not value:
        return ""
    match = _DATE.fullmatch(value)
    parts = [int(part) for part in match.groups() if part] if match else []
    try:
        datetime.date(*(*parts, 1, 1)[:3])
    except (TypeError, ValueError) as error:
        raise KnownError("value-unusable", value=value, field=_("期限")) from error
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


def last_day(date: str) -> str:
    """Give the last day of an ISO date or its beginning: ``2018`` is 2018-12-31."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return f"{year:04}-{month or 12:02}-{day or calendar.monthrange(year, month or 12)[1]:02}"


def one_line(words: str) -> str:
    """Give words that stand in several lines in one."""
    return " ".join(words.split())


def _read(workspace: Workspace, card: Card, known: Known) -> Tasks:
    reading = (card.text_id, card.reader_version, card.mended)
    if card.id not in known or known[card.id][0] != reading:
        has_none = card.tasks == 0 and not card.mended
        # Not workspace.text: a ledger of many documents would push out the few that are shown.
        tasks = () if has_none else _tasks(card, workspace.library.corrected_text(card.id))
        known[card.id] = (reading, tasks)
    return known[card.id][1]


def _tasks(card: Card, text: Text) -> Tasks:
    places = LetterMap(text.text)
    rows = []
    for task in text.tasks:
        span = _measure(text, task)
        measure = one_line(text.text[span.start : span.end])
        entry = Entry(card.id, text.text_id, places.to_letters(task.statement.start), measure, task.clause)
        bodies = tuple(NamedBody(body.name, body.role) for body in task.bodies)
        figures = "、".join(figure.value for figure in task.figures)
        deadline = task.deadline.value if task.deadline else ""
        rows.append(LedgerRow(entry, card.title, bodies, deadline, figures, span))
    return tuple(rows)


def _measure(text: Text, task: Task) -> Span:
    """Give where the words of a task stand: （二）建设中心。（责任单位：…） has them in the heading of its clause."""
    clause = text.clause_at(task.statement.start)
    if len(task.measure) or clause is None or not clause.title:
        return task.measure
    start = max(text.text.find(clause.title, clause.heading.start), clause.heading.start)
    return Span(start, clause.heading.end)


def _with_entries(card: Card, tasks: Tasks, entries: Sequence[Entry]) -> list[LedgerRow]:
    """Put entries, those changed last first, on the tasks that they belong to; the rest of them behind."""
    measures = [letters(task.entry.measure) for task in tasks]
    at = {task.entry.letters: place for place, task in enumerate(tasks)}
    often = Counter(measures)
    once = {measure: place for place, measure in enumerate(measures) if measure and often[measure] == 1}
    rows = [replace(task, title=card.title) for task in tasks]
    settled: set[int] = set()
    left: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda one: one.text_id != card.text_id):
        exact = at.get(entry.letters) if entry.text_id == card.text_id else None
        measure = letters(entry.measure)
        place = once.get(measure) if exact is None else exact
        if place is None:
            left.setdefault(measure, entry)
        elif place not in settled:
            settled.add(place)
            rows[place] = replace(rows[place], entry=_carried(entry, rows[place].entry))
    lost = [LedgerRow(entry, card.title, (), "", "", None) for entry in left.values() if _says_something(entry)]
    return [*rows, *lost]


def _carried(entry: Entry, to: Entry) -> Entry:
    """Give what is kept in an entry as an entry of the task that stands there now."""
    kept = {"status": entry.status, "note": entry.note, "deadline": entry.deadline, "figure": entry.figure}
    return replace(to, **kept)  # type: ignore[arg-type]  # each has its type in Entry


def _says_something(entry: Entry) -> bool:
    return bool(entry.note or entry.status != "todo" or entry.deadline is not None or entry.figure is not None)


def words_in(row: LedgerRow) -> str:
    """Give what a filter's words are looked for in: measure, bodies, clause, title, figure and note."""
    named = " ".join([body.name for body in row.bodies])
    return f"{row.entry.measure} {named} {row.citation} {row.figure} {row.entry.note}".casefold()


def kept_same(rows: Iterable[LedgerRow], before: Iterable[LedgerRow]) -> list[LedgerRow]:
    """Give rows, as the very objects of before where they say the same: what shows them sees at once that they do."""
    known = {row.key: row for row in before}
    return [old if (old := known.get(row.key)) == row and old is not None else row for row in rows]


def narrowed(rows: Iterable[LedgerRow], wanted: LedgerFilter, written: dict[int, str] | None = None) -> list[LedgerRow]:
    """Give the rows that a filter takes; ``written`` as ``LedgerFilter.takes`` has it."""
    return [row for row in rows if wanted.takes(row, written)]


def titles(rows: Iterable[LedgerRow]) -> Mapping[str, str]:
    """Give the documents of rows with their titles, in the order of the rows."""
    return {row.entry.document: row.title for row in rows}
