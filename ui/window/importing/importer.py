"""The ways in: files, folders, the clipboard, drag and drop; with progress, cancel and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

import reader
from reader.errors import Cancelled
from storage.identity import new_id
from ui.places import SAMPLE
from ui.translation import _
from ui.window.importing.import_progress import ImportProgress
from ui.window.messages import Messages
from ui.window.rest import Rest
from ui.window.session import Session
from ui.window.tasks import Task
from ui.window.typing_now import Typed, has_typed_since, typed

if TYPE_CHECKING:
    from ui.importing import ImportRow, Source


_REST_MS = 3000
"""So long nothing was pressed after an import before a reader is made ready for the next: it takes half a second of a processor."""


@dataclass(slots=True)
class _Running:
    """An import that is running or waits its turn.

    Attributes:
        id: As the library knows it.
        task: What runs.
        typed: What was being typed when it was asked for.
        then: Called at its end instead of telling what it brought.
    """

    id: str
    task: Task
    typed: Typed
    then: Callable[[], None] | None = None


class Importer(QObject):
    """Imports one batch at a time; what is asked for meanwhile waits its turn in the lane.

    Signals:
        imported: Document id of the one document that an import brought, to be opened.
    """

    imported = Signal(str)

    def __init__(self, session: Session, messages: Messages, progress: ImportProgress, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._messages = messages
        self._progress = progress
        self._window = window
        self._running: list[_Running] = []
        self._rest: Rest | None = None
        progress.cancel_requested.connect(self.cancel)

    def ask_files(self) -> None:
        """Ask for files and import them."""
        patterns = " ".join(f"*{suffix}" for suffix in reader.SUFFIXES)
        kinds = _("文件 ({patterns})").format(patterns=patterns) + ";;" + _("所有文件 (*)")
        chosen, _filter = QFileDialog.getOpenFileNames(self._window, _("导入文件"), QDir.homePath(), kinds)
        self.import_all([Path(name) for name in chosen])

    def ask_folder(self) -> None:
        """Ask for a folder and import what is in it."""
        chosen = QFileDialog.getExistingDirectory(self._window, _("导入文件夹"), QDir.homePath())
        if chosen:
            self.import_all([Path(chosen)])

    def paste(self) -> None:
        """Import what the clipboard holds: files, HTML or text."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._messages.info(_("剪贴板里没有文字或文件。"))

    def import_sample(self) -> None:
        """Import the document that comes with the program, so that the first start shows something to read."""
        self.import_all([SAMPLE])

    def take(self, mime: QMimeData) -> bool:
        """Import what was pasted or dropped; tells whether there was anything."""
        wanted = contents(mime)
        self.import_all(wanted)
        return bool(wanted)

    def import_all(self, wanted: Sequence[Path] | Sequence[Source]) -> None:
        """Import files, folders or texts."""
        if not wanted:
            return
        whole = new_id()
        task = self._session.import_all(
            wanted, progress=self._progress.advance, done=self._on_done, failed=self._on_failed, part_of=whole
        )
        if task is not None:
            self._running.append(_Running(whole, task, typed()))
            self._progress.begin()

    def cancel(self) -> None:
        """Stop; what was imported by then stays."""
        for one in self._running:
            one.task.stop()

    def unfinished(self) -> frozenset[str]:
        """Give the ids of the imports that are running or wait their turn."""
        return frozenset(one.id for one in self._running)

    def stop(self, whole: str, then: Callable[[], None]) -> None:
        """Stop one import, and call ``then`` instead of telling what it brought."""
        for one in self._running:
            if one.id == whole:
                one.task.stop()
                one.then = then
                return
        then()  # it ended in between

    def _on_done(self, rows: list[ImportRow]) -> None:
        ended = self._end()
        if ended.then is not None:
            ended.then()
            return
        is_typing = has_typed_since(ended.typed)
        bad = [row for row in rows if row.status in ("failed", "skipped")]
        brought = [row for row in rows if row.document]
        if len(rows) == 1 and brought:
            if is_typing:  # the document stays behind until it is asked for: the letters would go to its page
                told = _("《{title}》已导入。").format(title=rows[0].title)
                documents = [rows[0].document]
                self._messages.info(told, _("打开"), lambda: self.imported.emit(documents[0]), about=documents)
                return
            if rows[0].status == "unchanged":
                self._messages.info(
                    _("《{title}》已在文库里。").format(title=rows[0].title) + _sentence(rows[0].message)
                )
            self.imported.emit(rows[0].document)
        elif len(rows) == 1 and bad:
            self._messages.error(bad[0].message)
        else:
            from ui.window.importing.import_report import summary

            told, show = summary(rows), partial(self._show_report, rows)
            if bad:
                self._messages.warn(told, _("查看"), show)
            else:
                self._messages.info(told, _("查看"), show, about={row.document for row in brought})

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            self._messages.report(error)

    def _end(self) -> _Running:
        """Take the import that ended from the list, and give it."""
        ended = self._running.pop(0)  # a lane is an order: the first that was given is the first to end
        if not self._running:
            self._progress.hide()
            if self._rest is None:
                # One that has read many was not kept.
                self._rest = Rest(_REST_MS, self)
                self._rest.came.connect(self._on_rest)
        return ended

    def _on_rest(self) -> None:
        self._rest = None
        self._session.warm_reader()

    def _show_report(self, rows: list[ImportRow]) -> None:
        from ui.window.importing.import_report import report

        shown = report(rows, self._window)
        shown.open_requested.connect(self._open)
        shown.show()

    def _open(self, document: str) -> None:
        """Open what a report names; it can stay open while the document leaves the shelf."""
        if document in self._session.cards:
            self.imported.emit(document)
        else:
            self._messages.info(_("这份文件不在文库里了，可以从回收站恢复。"))


def _sentence(said: str) -> str:
    return _("{said}。").format(said=said) if said else ""


def contents(mime: QMimeData) -> list[Path] | list[Source]:
    """Give what a paste or a drop brings: local files first, then HTML for its headings, then text."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return files
    if mime.hasHtml():
        return [_pasted(mime.html(), ".html")]
    if mime.hasText() and mime.text().strip():
        return [_pasted(mime.text(), ".txt")]
    return []


def can_take(mime: QMimeData) -> bool:
    """Tell whether a drop brings anything that could be imported, without reading it."""
    return mime.hasHtml() or mime.hasText() or any(url.isLocalFile() for url in mime.urls())


def _pasted(text: str, suffix: str) -> Source:
    from ui.importing import Source

    # The name is the reader's hint for the format (contract of reader.read); surrogates that no encoding carries become marks.
    return Source("", f"剪贴板{suffix}", text.encode("utf-8", "replace"))
