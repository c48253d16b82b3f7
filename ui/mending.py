"""Correcting what the reader read of a document: one mark, one heading, the bodies of one task; and the list of all corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.corrections import (
    DEEPEST,
    NamedBody,
    gap_at,
    letters_before,
    paragraph_at,
    place_of,
    task_at,
    usable_bodies,
    usable_marks,
)
from reader.errors import KnownError
from reader.model import Paragraph, Span, Text
from storage.changes import Changes
from storage.corrections import Correction
from ui.translation import _
from ui.workspace import Workspace

_AROUND = 12
_HEADABLE = ("heading", "body", "task")


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction as lists show it.

    Attributes:
        correction: As stored.
        span: Where it stands in the corrected text.
        before, here, after: The words around it: of a mark, its neighbours and the marks; else the paragraph or statement.
        clause: Path of the clause around it; empty outside of all.
    """

    correction: Correction
    span: Span
    before: str
    here: str
    after: str
    clause: str


def mend_marks(workspace: Workspace, document: str, offset: int, marks: str, *, shown: Text | None = None) -> Changes:
    """Say which marks stand in the gap between two letters.

    Args:
        workspace: The open library.
        document: Its id.
        offset: In ``shown``: of a mark, or of the letter before which marks are wanted.
        marks: All that is to stand in the gap; empty for nothing. What stands there already is confirmed by it.
        shown: The text that the user saw; None for that of ``workspace.text``. Both may be corrected otherwise.

    Raises:
        KnownError: ``marks-unusable``, ``amended-meanwhile`` or ``offset-outside``.
    """
    text = _seen(workspace, document, shown, offset)
    gap = gap_at(text, offset)
    value = usable_marks(text, gap, marks)
    return workspace.mend(document, [Correction("mark", text.text_id, gap.letters, value)])


def mend_level(workspace: Workspace, document: str, offset: int, level: int, *, shown: Text | None = None) -> Changes:
    """Say that the paragraph around an offset is a heading of a level (1 and up), or none (0).

    The offset is one of ``shown``, as for marks.

    Raises:
        KnownError: ``level-unusable``, ``amended-meanwhile`` or ``offset-outside``.
    """
    text = _seen(workspace, document, shown, offset)
    paragraph = paragraph_at(text, offset)
    before = letters_before(text, paragraph.span.start)
    if not 0 <= level <= DEEPEST or not can_be_heading(text, paragraph):
        raise KnownError("level-unusable", reason=_level_problem(level))
    return workspace.mend(document, [Correction("level", text.text_id, before, level)])


def mend_bodies(
    workspace: Workspace, document: str, offset: int, bodies: Sequence[tuple[str, str]], *, shown: Text | None = None
) -> Changes:
    """Say which bodies are responsible for the task around an offset, in their order; none where it is no such statement.

    The offset is one of ``shown``, as for marks.

    Raises:
        KnownError: ``task-unknown``, ``bodies-unusable`` or ``amended-meanwhile``.
    """
    text = _seen(workspace, document, shown, offset)
    task = task_at(text, offset)
    if task is None:
        raise KnownError("task-unknown")
    before = letters_before(text, task.statement.start)
    return workspace.mend(document, [Correction("bodies", text.text_id, before, tuple(usable_bodies(bodies)))])


def take_back(workspace: Workspace, document: str, fields: Iterable[str]) -> Changes:
    """Take corrections back, as one action.

    Args:
        workspace: The open library.
        document: Its id.
        fields: Their names (``Correction.field``), in full or without the text between the colons (``mark:12``).

    Raises:
        KnownError: ``correction-unknown``.
    """
    known = {
        name: one for one in workspace.library.corrections.listed(document) for name in (one.field, short_name(one))
    }
    wanted = list(fields)
    for name in wanted:
        if name not in known:
            raise KnownError("correction-unknown", name=name)
    gone = {known[name].field: replace(known[name], value=None) for name in wanted}
    return workspace.mend(document, list(gone.values()))


def listed(workspace: Workspace, document: str) -> list[ShownCorrection]:
    """Give the corrections of a document in the order of the text, with what they show now."""
    corrections = workspace.library.corrections.listed(document)
    text = workspace.text(document) if corrections else None
    return [_shown(text, one) for one in corrections if text is not None]


def short_name(correction: Correction) -> str:
    """Give the name of a correction of the current text: ``mark:12``."""
    return f"{correction.kind}:{correction.letters}"


def can_be_heading(text: Text, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph can be a heading, or stop being one: it has words, and is no cell, title, signature or annex."""
    in_table = any(table.span.start <= paragraph.span.start <= table.span.end for table in text.tables)
    is_annex = any(root.kind == "annex" and root.heading.start == paragraph.span.start for root in text.clauses)
    return paragraph.role in _HEADABLE and len(paragraph.span) > 0 and not in_table and not is_annex


def _seen(workspace: Workspace, document: str, shown: Text | None, offset: int) -> Text:
    """Give the text that a user's offset means; one with other letters than the document has by now is corrected no more."""
    text = workspace.text(document)
    if shown is not None and shown.text_id != text.text_id:
        raise KnownError("amended-meanwhile")
    if offset > len((shown or text).text):
        raise KnownError("offset-outside", offset=offset, length=len((shown or text).text))
    return shown or text


def _level_problem(level: int) -> str:
    if not 0 <= level <= DEEPEST:
        return _("层级是 0 到 {deepest}").format(deepest=DEEPEST)
    return _("只有正文里的段落可以，题名、署名、附件标题和表格不行")


def _shown(text: Text, correction: Correction) -> ShownCorrection:
    gap = place_of(text, correction.letters)
    if correction.kind == "mark":
        span = gap
    elif correction.kind == "level":
        span = paragraph_at(text, gap.end).span
    else:
        task = task_at(text, gap.end)
        span = task.statement if task else paragraph_at(text, gap.end).span
    clause = text.clause_at(span.start)
    return ShownCorrection(
        correction,
        span,
        _one_line(text.text[max(span.start - _AROUND, 0) : span.start]) if correction.kind == "mark" else "",
        _one_line(text.text[span.start : span.end]),
        _one_line(text.text[span.end : span.end + _AROUND]) if correction.kind == "mark" else "",
        clause.path if clause else "",
    )


def _one_line(words: str) -> str:
    return words.replace("\n", "↵")


def value_words(value: str | int | tuple[NamedBody, ...] | None) -> str:
    """Give what a correction says, for a person."""
    if isinstance(value, str):
        return _one_line(value) or _("（无标点）")
    if isinstance(value, int):
        return _("正文") if value == 0 else _("{level} 级标题").format(level=value)
    return "、".join(
        _("{name}（{role}）").format(name=body.name, role=role_word(body.role)) for body in value or ()
    ) or _("没有责任单位")


def role_word(role: str) -> str:
    """Give the word for the role of a body."""
    return {"lead": _("牵头"), "support": _("配合"), "responsible": _("责任")}[role]
