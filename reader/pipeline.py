"""The steps from bytes to Text, each a function of the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader import formats, furniture, marks
from reader.composition import Composer, Composition
from reader.definitions import definitions
from reader.errors import KnownError
from reader.formats import Line, Page
from reader.frame import Frame, frame
from reader.letters import has_letters, identity
from reader.metadata import metadata
from reader.model import Clause, Field, Paragraph, ParagraphRole, Reference, Span, Task, Text
from reader.outline.choice import outline
from reader.outline.forced import NO_LEVELS
from reader.references import references
from reader.tasks import tasks
from reader.title import HeadLine, title_lines

READER_VERSION = 7
"""Counts up when the same bytes would give another Text; documents are then read again."""


def read(data: bytes, name: str) -> Text:
    """Read one file.

    Args:
        data: The whole file.
        name: Its name; the suffix is a hint, the content decides.

    Raises:
        KnownError: ``file-without-text`` and what ``formats.parse_file`` raises; each with ``name``.
    """
    page = formats.parse_file(data, name)
    composition, title = compose(page, furniture.document_lines(page))
    if not has_letters(composition.text):
        raise KnownError("file-without-text", name=name)
    return understand(page.source, composition, title)


def compose(page: Page, lines: Sequence[Line]) -> tuple[Composition, int | None]:
    """Give the reading text of a page, and the index of the paragraph that is its title.

    Args:
        page: From the format.
        lines: Those of its lines that belong to the document.
    """
    composer = Composer(page.source)
    if marks.scrambled(page.source, lines):
        for line in lines:
            marks.restore(page.source, line.span, composer)
            composer.end_paragraph(cell=line.cell)
        composition = composer.finish()
        among = _running([block.cell is not None for block in composition.blocks[:_HEAD]])
        heads = [HeadLine(composition.words(index)) for index in among]
        found = title_lines(heads, page.title)
        return composition, among[found.start] if found else None
    among = _running([line.cell is not None for line in lines[:_HEAD]])
    heads = [
        HeadLine(page.source[line.span.start : line.span.end], line.heading, line.centred)
        for line in (lines[index] for index in among)
    ]
    found = title_lines(heads, page.title)
    # A title split over lines becomes one paragraph; a table between two of them parts it.
    of_title = {among[index] for index in found}
    open_ended = {at for at in of_title if at + 1 in of_title and lines[at].cell is lines[at + 1].cell is None}
    for index, line in enumerate(lines):
        composer.take(line.span)
        if index not in open_ended:
            composer.end_paragraph(heading=line.heading, centred=line.centred, cell=line.cell)
    return composer.finish(), among[found.start] if found else None


_HEAD = 200
"""Among so many lines is the title; a letterhead may be a table."""


def _running(in_table: Sequence[bool]) -> list[int]:
    """Give the indexes of the first dozen lines outside of tables; of the first dozen at all where every line is a cell."""
    running = [index for index, inside in enumerate(in_table) if not inside][:12]
    return running or list(range(len(in_table)))[:12]


def understand(source: str, composition: Composition, title: int | None, levels: Mapping[int, int] = NO_LEVELS) -> Text:
    """Find metadata, clauses, references and tasks in a reading text.

    Args:
        source: The source text.
        composition: The reading text over it.
        title: Index of the paragraph that is the title; None where it has none.
        levels: What the user said of paragraphs; see ``reader.outline.forced``.
    """
    text = composition.text
    around = frame(composition, title)
    fields = metadata(composition, around)
    clauses = outline(text, around.sections, levels)
    found_tasks = tasks(text, [span for section in around.sections for span in section.paragraphs], clauses)
    defined = definitions(text)
    found_references = references(text, clauses, defined, fields.title.value if fields.title else "")
    return Text(
        text_id=identity(text),
        reader_version=READER_VERSION,
        source=source,
        text=text,
        alignment=composition.alignment,
        restored=composition.restored,
        paragraphs=_paragraphs(composition, around, clauses, found_tasks),
        title=fields.title,
        number=fields.number,
        date=fields.date,
        kind=fields.kind,
        issuers=fields.issuers,
        addressees=fields.addressees,
        numbers_cited=_numbers_cited(found_references, fields.number),
        clauses=clauses,
        tasks=found_tasks,
        references=found_references,
        published=fields.life.published,
        effective=fields.life.effective,
        amended=fields.life.amended,
        repeals=fields.life.repeals,
        signature=fields.signature,
        attachments=fields.attachments,
        definitions=defined,
        tables=composition.tables(),
    )


def _paragraphs(
    composition: Composition, around: Frame, clauses: Sequence[Clause], found_tasks: Sequence[Task]
) -> tuple[Paragraph, ...]:
    """Give the paragraphs with their roles: a heading fills its paragraph, a run-in one leaves it a body."""
    levels = {span: level for clause, level in _with_levels(clauses) for span in [clause.heading]}
    by_start = {span.start: (span, level) for span, level in levels.items() if len(span)}
    statements = [task.statement.start for task in found_tasks]
    paragraphs: list[Paragraph] = []
    at = 0
    reach, reach_level = -1, 0
    for block, given in zip(composition.blocks, around.roles, strict=True):
        span = block.span
        role: ParagraphRole = given
        if span.start in by_start:
            heading, level = by_start[span.start]
            if not has_letters(composition.text[heading.end : span.end]):
                reach, reach_level = max(heading.end, span.end), level
        level = reach_level if span.start < reach else 0
        while at < len(statements) and statements[at] < span.start:
            at += 1
        if level and given == "body":
            role = "heading"
        elif given == "body" and at < len(statements) and statements[at] < span.end:
            role = "task"
        paragraphs.append(Paragraph(span, role, level if role == "heading" else 0, block.centred))
    return tuple(paragraphs)


_HEADED = ("part", "chapter", "section", "heading", "standard", "annex")


def _with_levels(clauses: Sequence[Clause]) -> list[tuple[Clause, int]]:
    """Give the clauses that carry headings, with their depth in the tree."""
    found = []
    stack = [(clause, 1) for clause in clauses]
    while stack:
        clause, level = stack.pop()
        if clause.kind in _HEADED and clause.title:
            found.append((clause, level))
        stack.extend((child, level + 1) for child in clause.children)
    return found


def _numbers_cited(found: Sequence[Reference], own: Field | None) -> tuple[Field, ...]:
    """Give the numbers of other documents, each once, at its first place."""
    cited: dict[str, Span] = {}
    for reference in found:
        if reference.kind == "number" and not (own and reference.target == own.value):
            cited.setdefault(reference.target, reference.span)
    return tuple(Field(number, span) for number, span in cited.items())
