"""Makes annotations and opens their editors, also where the user asks for the editor before the annotation is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject

from reader.model import Span, Text
from ui.window.notes.editors import NoteEditor, TagEditor
from ui.window.notes.type_ahead import TypeAhead
from ui.window.notes_panel import NotesPanel
from ui.window.page.look import Look
from ui.window.page.reading_page import ReadingPage
from ui.window.session import Session

Wanted = Literal["", "note", "tags"]
"""The editor that is asked for; empty for none."""


@dataclass(slots=True)
class _Made:
    """An annotation that is being made (no id yet) or is made, the editor that waits for it, and what is typed for that."""

    document: str
    wanted: Wanted = ""
    annotation: str = ""
    ahead: TypeAhead | None = None


class Annotator(QObject):
    """Makes annotations one after the other; the last one is the one that the user means by a key right after it."""

    def __init__(
        self,
        session: Session,
        notes: NotesPanel,
        edit: Callable[[str, Wanted], None],
        report: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        """Stand ready.

        Args:
            session: Makes them.
            notes: Shows them.
            edit: Opens an editor of an annotation, now or when the panel has it.
            report: Says what went wrong.
            parent: The owner.
        """
        super().__init__(parent)
        self._session = session
        self._notes = notes
        self._edit = edit
        self._report = report
        self._last: _Made | None = None
        self._waiting: dict[str, TypeAhead] = {}
        notes.editing_began.connect(self._on_editing_began)

    def make(
        self,
        page: ReadingPage | None,
        document: str,
        spans: Sequence[Span],
        shown: Text | None,
        look: Look,
        wanted: Wanted = "",
    ) -> None:
        """Annotate pieces of the text that a page shows, and open an editor where one is wanted."""
        made = self._last = _Made(document)
        if wanted:
            self._want(made, page, wanted)
        self._session.annotate(
            document,
            spans,
            shown=shown,
            look=look,
            done=lambda annotation: self._on_made(made, annotation),
            failed=lambda error: self._on_failed(made, error),
        )

    def edit_last(self, page: ReadingPage | None, document: str, wanted: Wanted) -> None:
        """Open an editor of the annotation that was made last, or is just being made."""
        made = self._last
        if made is None or made.document != document:
            return
        if not made.annotation:
            self._want(made, page, wanted)
        elif self._session.annotation(document, made.annotation) is not None:
            self._edit(made.annotation, wanted)

    def _want(self, made: _Made, page: ReadingPage | None, wanted: Wanted) -> None:
        made.wanted = wanted
        if made.ahead is None and page is not None:
            made.ahead = TypeAhead(page, self)

    def _on_made(self, made: _Made, annotation: str) -> None:
        made.annotation = annotation
        if not made.wanted:
            self._notes.focus_note(annotation)
            return
        if made.ahead is not None:
            self._waiting[annotation] = made.ahead
        self._edit(annotation, made.wanted)

    def _on_editing_began(self, annotation: str, editor: NoteEditor | TagEditor | None) -> None:
        if (ahead := self._waiting.pop(annotation, None)) is not None:
            ahead.give(editor)

    def _on_failed(self, made: _Made, error: BaseException) -> None:
        if made.ahead is not None:
            made.ahead.give(None)
        if self._last is made:
            self._last = None
        self._report(error)
