"""What leaves the library and comes back: asks for an export, for a file of annotations, for a link, and tells what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from reader.errors import KnownError
from storage.annotations import Annotation
from storage.exports.links import annotation_of
from ui.translation import _
from ui.window.desk import Desk
from ui.window.messages import Messages
from ui.window.session import Session
from ui.wording import status_word
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.exporting import ExportRow, Order
    from ui.note_import import NoteRow
    from ui.window.outcome_dialog import Outcome

_QUOTE = 60
_LINK_WIDTH = 520
"""Pixels: a whole link is seen."""


class Leaving(QObject):
    """Exports, imports of annotations, and links from exports."""

    def __init__(self, session: Session, desk: Desk, messages: Messages, folder: Path, window: QWidget) -> None:
        """Stand ready.

        Args:
            session: The open library.
            desk: Shows the places of links.
            messages: Tells what became of it.
            folder: The library's.
            window: What the dialogs stand over.
        """
        super().__init__(window)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._folder = folder
        self._window = window
        self._tags: list[str] = []
        session.tags_changed.connect(self._set_tags)

    def export(self, documents: Sequence[str]) -> None:
        """Ask what of documents goes where; all documents with notes are offered as well."""
        from storage.exports.template_files import templates
        from ui.window.export_dialog import ExportDialog

        cards = self._session.cards
        annotated = [card for card in cards.values() if card.annotations]
        dialog = ExportDialog(
            [cards[one] for one in documents if one in cards],
            annotated,
            self._window,
            tags=self._tags,
            templates=list(templates(self._folder / "templates")),
            color_names=self._session.color_names,
        )
        dialog.export_requested.connect(self._export)
        dialog.open()

    def ask_notes(self) -> None:
        """Ask for a file of annotations and take it in."""
        path, _filter = QFileDialog.getOpenFileName(
            self._window, _("导入批注"), QDir.homePath(), _("批注文件 (*.json *.jsonld);;所有文件 (*)")
        )
        if path:
            self.take_notes(Path(path))

    def take_notes(self, path: Path) -> None:
        """Take in the annotations of a file."""
        self._session.mend(partial(_taken, path=path), self._on_taken)

    def ask_link(self) -> None:
        """Ask for a link and show its place."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("打开链接"))
        dialog.setLabelText(_("导出的批注里的链接（piyue://…）："))
        dialog.resize(_LINK_WIDTH, dialog.sizeHint().height())
        dialog.textValueSelected.connect(self.open_link)
        dialog.open()

    def open_link(self, link: str) -> None:
        """Show the place of a link."""
        annotation = annotation_of(link)
        if annotation is None:
            self._messages.warn(_("这不是批阅的链接。"))
        else:
            self._session.run(_found, annotation, done=self._on_found)

    def _set_tags(self, tags: list[str]) -> None:
        self._tags = tags

    def _export(self, order: Order) -> None:
        self._session.export(order, done=partial(self._on_exported, order))

    def _on_exported(self, order: Order, rows: list[ExportRow]) -> None:
        from ui.window.outcome_dialog import Outcome

        failed = [row for row in rows if row.status == "failed"]
        if failed and len({row.path for row in rows}) == 1:
            self._messages.error(failed[0].message)
            return
        said = _counted(row.status for row in rows)
        if len(failed) == 0 and all(row.status == "exported" for row in rows):
            self._messages.info(_("已导出 {count} 件").format(count=len(rows)))
            return
        outcomes = [Outcome(row.status, row.title, row.message or row.path.name) for row in rows]
        say = self._messages.warn if failed else self._messages.info
        say(said, _("查看"), lambda: self._report(_("导出报告"), said, outcomes))

    def _on_taken(self, rows: list[NoteRow]) -> None:
        from ui.window.outcome_dialog import Outcome

        said = _counted(row.status for row in rows)
        outcomes = [Outcome(row.status, row.title, row.message or row.quote[:_QUOTE]) for row in rows]
        say = self._messages.warn if any(row.status == "failed" for row in rows) else self._messages.info
        say(said, _("查看"), lambda: self._report(_("导入批注的报告"), said, outcomes))

    def _report(self, title: str, said: str, outcomes: Sequence[Outcome]) -> None:
        from ui.window.outcome_dialog import OutcomeDialog

        OutcomeDialog(title, said, outcomes, self._window).show()

    def _on_found(self, found: Annotation | None) -> None:
        if found is None:
            self._messages.warn(_("文库里没有这条批注，或它已经删除。"))
        else:
            self._desk.show_annotation(found.document, found.id)


def _taken(workspace: Workspace, path: Path) -> list[NoteRow]:
    """Take in a file in the library lane."""
    from ui.note_import import import_notes

    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnownError("file-unreadable", name=path.name, reason=error.strerror or str(error)) from error
    rows, _changes = import_notes(workspace, data, path.name)
    return rows


def _found(workspace: Workspace, annotation: str) -> Annotation | None:
    """Give an annotation of the library by its id."""
    return next((one for one in workspace.library.annotations.listed() if one.id == annotation), None)


def _counted(statuses: Iterable[str]) -> str:
    counts = Counter(statuses)
    return _("，").join(f"{status_word(status)} {count}" for status, count in counts.items())
