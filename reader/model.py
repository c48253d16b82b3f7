"""What reading a document gives: the words of design and code for the parts of a Text.

Everything here is immutable, plain and serialisable. Offsets are **code points of the reading text**, end excluded; nothing
in this program counts bytes or UTF-16 units except ``ui/window/page/text_bridge.py``, which meets Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ParagraphRole = Literal[
    "title", "number", "addressees", "heading", "body", "task", "signature", "date", "note", "contents"
]
"""What a paragraph is in the document; the reading page styles it by this. ``note`` is 题注, 附注 and the like."""

ClauseKind = Literal[
    "part", "chapter", "section", "article", "paragraph", "item", "subitem", "heading", "standard", "annex"
]
"""编, 章, 节, 条, 款, 项, 目; a numbered heading of a 公文 (一、（一）1.（1）); a clause of a standard (5.3.2, a)); 附件 or 附录."""


BodyRole = Literal["lead", "support", "responsible"]
"""牵头, 配合, or 责任单位 and the like, no distinction made."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the reading text, in code points, end excluded."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, offset: int) -> bool:
        """Tell whether the code point at ``offset`` lies inside."""
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""One paragraph of the reading text, without its line end.

    Attributes:
        span: Where it stands. Paragraphs follow each other with exactly one ``\n`` between them and cover the whole text.
        role: What it is in the document.
        level: For headings 1 and up, as deep as the clause in the tree; 0 elsewhere.
        centred: By the markup of the source; it speaks for the title of an annex.
    """

    span: Span
    role: ParagraphRole
    level: int = 0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree: what is opened, highlighted, cited, searched and exported.

    Attributes:
        kind: See ``ClauseKind``.
        number: As written, without brackets and marks: ``三``, ``12``, ``5.3.2``; empty for an unnumbered 款 it is the ordinal
            in Chinese numerals (``二``).
        label: As printed: ``（三）``, ``第十二条``, ``5.3.2``; empty for a 款.
        title: The heading's own words, without number and end mark; empty where there are none.
        path: The address inside the document in the form that lawyers and officials write: ``第十二条第二款第（三）项``, ``二、（三）``.
        span: From the label to the end of the last word that belongs to the clause, children included.
        heading: The label and title alone.
        children: Nested clauses in the order of the text.
    """

    kind: ClauseKind
    number: str
    label: str
    title: str
    path: str
    span: Span
    heading: Span
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """Give this clause and all below it, in the order of the text."""
        stack = [self]
        while stack:
            clause = stack.pop()
            yield clause
            stack.extend(reversed(clause.children))


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata with its place in the reading text.

    Attributes:
        value: In its standard form: dates as ISO (``2016-11-02``), numbers with 〔〕.
        span: Where it was read; None where it was not printed as such.
    """

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body responsible for a measure.

    Attributes:
        name: As the document writes it.
        role: ``lead`` (牵头), ``support`` (配合) or ``responsible`` (责任单位 and the like, no distinction made).
        span: Where the name stands.
    """

    name: str
    role: BodyRole
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """A measure with the bodies responsible for it, in their order (the first named is normally the lead).

    Attributes:
        bodies: In the order of the document.
        measure: Where the measure stands.
        statement: Where the responsibility statement stands, from 责任单位 (or its bracket) to the last body (or its bracket).
        clause: ``path`` of the innermost clause around it; empty outside of all clauses.
        deadline: By when, as ISO date or its beginning (``2018``, ``2018-06``); None where the measure names none.
        figures: Its target figures in the order of the text, as written (``50家以上``, ``3.5%``).
    """

    bodies: tuple[Body, ...]
    measure: Span
    statement: Span
    clause: str
    deadline: Field | None = None
    figures: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that names another document or clause.

    Attributes:
        kind: ``document`` (《…》), ``number`` (国函〔2016〕65号), ``standard`` (GB/T 1.1—2020) or ``clause`` (第十二条第二款).
        span: Where it stands.
        target: What is meant: title without 《》, number in its standard form (〔〕), or the path of a clause of the same document.
        short: The short form that the document defines for it (以下简称…); empty where none.
        path: Of another document's reference: the clause that is named with it (《劳动法》第三十三条); empty for the whole.
    """

    kind: Literal["document", "number", "standard", "clause"]
    span: Span
    target: str
    short: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form that the document gives something: （以下简称自创区）.

    Attributes:
        short: The short form.
        full: What it stands for, as written before it.
        span: Where the short form stands.
    """

    short: str
    full: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: exactly one paragraph of the reading text, possibly empty.

    Attributes:
        span: The paragraph.
        row, column: Where it begins, from 0.
        rows, columns: How many it fills.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a run of paragraphs, cell after cell in the order of the rows.

    Attributes:
        span: From the first cell to the last.
        rows, columns: Its size.
        cells: In the order of the text.
    """

    span: Span
    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the reading text lies over the source text.

    Attributes:
        runs: ``(reading, source, length)``: stretches of equal characters, ascending in both. What lies between two runs was
            restored, dropped or laid out anew. All letters of the reading text lie inside runs.
    """

    runs: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Text:
    r"""One immutable reading of one source.

    Attributes:
        text_id: SHA-256 (hex) of the letters: the same however well the marks are restored.
        reader_version: Version of the reader that made it; decides about reading again, never about identity.
        source: The characters as imported, site furniture included. Kept for ever.
        text: The reading text: paragraphs joined by ``\n``, marks restored.
        alignment: Where the characters of the reading text stand in the source.
        restored: At how many places of a scrambled source the reader restored the marks, right by chance or not; ``》（`` is one
            place. 0 for a sound source.
        paragraphs: They cover ``text``.
        title, number, date, kind: Metadata; None where the document does not tell. ``kind`` is the 文种 (意见, 通知, 法律 …), ``date``
            the 成文日期.
        published, effective: 公布 (or 印发) and 施行 dates.
        amended: Date of the last 修正 or 修订 that the document tells of.
        repeals: Titles that it says are no longer in force with it (同时废止).
        issuers, addressees, signature, attachments, numbers_cited: Metadata in the order of the document; ``signature`` is the 署名,
            ``attachments`` the titles in its 附件说明.
        definitions: Short forms that it defines.
        clauses: Roots of the clause tree.
        tasks: In the order of the text.
        references: In the order of the text.
        tables: In the order of the text.
        mended: Where the user said which marks stand, in the order of the text; empty spans where none do. See
            ``reader.corrections``.
    """

    text_id: str
    reader_version: int
    source: str
    text: str
    alignment: Alignment
    restored: int
    paragraphs: tuple[Paragraph, ...]
    title: Field | None = None
    number: Field | None = None
    date: Field | None = None
    kind: Field | None = None
    issuers: tuple[Field, ...] = ()
    addressees: tuple[Field, ...] = ()
    numbers_cited: tuple[Field, ...] = ()
    clauses: tuple[Clause, ...] = ()
    tasks: tuple[Task, ...] = ()
    references: tuple[Reference, ...] = ()
    published: Field | None = None
    effective: Field | None = None
    amended: Field | None = None
    repeals: tuple[Field, ...] = ()
    signature: tuple[Field, ...] = ()
    attachments: tuple[Field, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    mended: tuple[Span, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """Give every clause in the order of the text."""
        for root in self.clauses:
            yield from root.walk()

    def clause_at(self, offset: int) -> Clause | None:
        """Give the innermost clause around a code point; None outside of all clauses."""
        found = None
        level: tuple[Clause, ...] = self.clauses
        while level:
            for clause in level:
                if clause.span.contains(offset):
                    found, level = clause, clause.children
                    break
            else:
                break
        return found


_MARKS_WITHIN = str.maketrans("《》〈〉", "〈〉《》")


def cite(title: str, path: str) -> str:
    """Give the citation of a clause: ``《…法》第十二条第二款第（三）项``.

    A title that itself names another is written as GB/T 15834 has it: the marks inside of 《》 are 〈〉, and those inside of 〈〉 《》.

    Args:
        title: Of the document, without 《》.
        path: ``Clause.path``; empty for the document as a whole.
    """
    return f"《{title.translate(_MARKS_WITHIN) if '《' in title else title}》{path}"
