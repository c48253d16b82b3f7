"""The task ledger at work: reads the tasks in the library lane, keeps what is edited, jumps, exports, and gives way to the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDir, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from reader.model import Span
from ui.translation import _, counted
from ui.window.layer import Layer
from ui.window.ledger.scopes import ALL, CHOSEN, CURRENT
from ui.window.messages import Messages
from ui.window.session import Session
from ui.window.theme import Theme
from ui.wording import sentence
from ui.workspace import Workspace

if TYPE_CHECKING:
    from storage.ledger import TaskStatus
    from ui.exporting import ExportRow
    from ui.ledger import Known, LedgerRow, Unread
    from ui.window.ledger.view import LedgerView

_SLICE = 16
"""Documents that are read in one go: 0.1 s of the library lane, between which an edit or an opened document gets its turn."""


class LedgerDesk(Layer["LedgerView"]):
    """Shows the ledger over the page, which is only covered, and does what is asked there.

    Signals:
        place_chosen: Document id and span.
        told: Words for the status bar, and None.
    """

    modules = ("ui.ledger", "ui.exporting", "ui.window.ledger.head", "ui.window.ledger.view")

    place_chosen = Signal(str, object)
    told = Signal(str, object)

    def __init__(
        self,
        session: Session,
        layers: QStackedWidget,
        messages: Messages,
        current: Callable[[], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """Make the layer.

        Args:
            session: The open library.
            layers: The page and what covers it; the page is the first.
            messages: Tells what became of an export.
            current: Gives the document in front; empty for none.
            theme: The theme to draw in.
            parent: The window.
        """
        super().__init__(layers, theme, parent)
        self._session = session
        self._messages = messages
        self._current = current
        self._window = parent
        self._scope = CURRENT
        self._chosen: list[str] = []
        self._known: Known = {}
        self._seen: set[str] = set()
        self._asked = 0
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._gather)
        # Own edits, undo and redo, and whatever else changes the shelf: what is shown is read again.
        session.history_changed.connect(self._refresh)
        session.cards_changed.connect(self._refresh)

    def _make(self, theme: Theme, parent: QStackedWidget) -> LedgerView:
        from ui.window.ledger.view import LedgerView

        view = LedgerView(theme, parent)
        view.left.connect(self.leave)
        view.head.scope_chosen.connect(self._on_scope)
        view.head.export_requested.connect(self._ask_export)
        view.table.jump_requested.connect(self._jump)
        view.table.status_chosen.connect(self._set_status)
        view.table.rows.edited.connect(self._set_field)
        return view

    def show(self) -> None:
        """Show the tasks of the document in front, of the whole library where none is; again to leave."""
        if self.is_shown():
            self.leave()
            return
        if self._scope == CURRENT and not self._current():
            self._scope = ALL
        self._open()

    def show_documents(self, documents: Sequence[str]) -> None:
        """Show the tasks of chosen documents."""
        self._chosen = list(documents)
        self._scope = CHOSEN
        self._open()

    def leave(self) -> None:
        """Go back to the page; what was being read for it is not wanted any more."""
        if self.is_shown():
            self._asked += 1
        super().leave()

    def finish_editing(self) -> None:
        """Keep what is being written in a cell: the window closes."""
        if self._made is not None:
            self._made.table.finish_editing()

    # Reading

    def _open(self) -> None:
        if not self._session.is_open():
            return
        if self._cover():
            self.told.emit(_("1–4 状态 · F2 修改 · Enter 到原文 · Esc 回到正文"), None)
        self.view.head.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._gather()

    def _on_scope(self, scope: str) -> None:
        self._scope = scope
        self._gather()

    def _refresh(self, *_told: object) -> None:
        if self.is_shown():
            self._again.start()

    def _documents(self) -> list[str]:
        cards = self._session.cards
        if self._scope == ALL:
            return list(cards)
        wanted = self._chosen if self._scope == CHOSEN else [self._current()]
        return [document for document in wanted if document in cards]

    def _gather(self) -> None:
        """Read the tasks: of many documents slice by slice, so that the lane is never blocked for long."""
        if not self.is_shown():
            return
        self._offer_scopes()
        self._asked += 1
        cards = self._session.cards
        documents = self._documents()
        unread = [one for one in documents if one not in self._seen and (cards[one].tasks != 0 or cards[one].mended)]
        self._go_on(self._asked, documents, unread, 0)

    def _go_on(self, asked: int, documents: list[str], unread: list[str], done: int, _answer: object = None) -> None:
        if asked != self._asked:
            return
        now = unread[done : done + _SLICE]
        self._seen.update(unread[:done])
        failed = partial(self._on_failed, asked)
        if len(unread) <= _SLICE or not now:
            take = partial(self._show, asked)
            self._session.run(_rows_of, documents, self._known, self.view.rows(), done=take, failed=failed)
            return
        self.view.set_progress(done, len(unread))
        then = partial(self._go_on, asked, documents, unread, done + len(now))
        self._session.run(_read, now, self._known, done=then, failed=failed)

    def _show(self, asked: int, answer: tuple[list[LedgerRow], dict[int, str], Unread]) -> None:
        if asked != self._asked:
            return
        rows, written, unread = answer
        self.view.set_progress(0, 0)
        self.view.set_rows(rows, written)
        if unread:
            title, error = unread[0]
            self._messages.warn(
                counted("{count} 件没有汇总，如《{title}》：{reason}", len(unread)).format(
                    count=len(unread), title=title, reason=sentence(error)
                )
            )

    def _on_failed(self, asked: int, error: BaseException) -> None:
        if asked == self._asked:
            self.view.show_failed()
        self._messages.report(error)

    def _offer_scopes(self) -> None:
        cards = self._session.cards
        scopes = []
        if card := cards.get(self._current()):
            scopes.append((CURRENT, _("《{title}》").format(title=card.title)))
        if self._chosen:
            scopes.append((CHOSEN, _("选中的 {count} 件").format(count=len(self._chosen))))
        scopes.append((ALL, counted("整个文库，{count} 件", len(cards)).format(count=f"{len(cards):,}")))
        self.view.head.set_scopes(scopes, self._scope)

    # Doing

    def _set_status(self, rows: Sequence[LedgerRow], status: str) -> None:
        from ui.ledger import change

        self._session.keep(partial(change, rows=list(rows), status=cast("TaskStatus", status)))

    def _set_field(self, row: LedgerRow, field: str, value: str) -> None:
        from ui.ledger import change

        values: dict[str, Any] = {field: value}
        self._session.keep(partial(change, rows=[row], **values))

    def _jump(self, row: LedgerRow) -> None:
        if row.span is not None:
            self.place_chosen.emit(row.entry.document, Span(row.span.start, row.span.end))
        else:
            self._messages.info(_("这项任务属于旧版本，现在的文本里没有它。"))

    def _ask_export(self) -> None:
        from storage.filenames import safe_name
        from ui.ledger_export import SUFFIXES

        titles = {row.title for row in self.view.shown()}
        name = safe_name(f"{_('任务台账')} {next(iter(titles))}" if len(titles) == 1 else _("任务台账"), SUFFIXES[0])
        forms = [_("Excel 工作簿 (*.xlsx)"), _("CSV 文件 (*.csv)"), _("Markdown 文件 (*.md)")]
        chosen, form = QFileDialog.getSaveFileName(
            self._window, _("导出任务台账"), str(Path(QDir.homePath()) / name), ";;".join(forms)
        )
        if chosen:
            path = Path(chosen)
            wanted = SUFFIXES[forms.index(form)] if form in forms else SUFFIXES[0]
            if path.suffix.lower() not in SUFFIXES:
                path = path.with_name(path.name + wanted)
            self.export(path)

    def export(self, path: Path) -> None:
        """Write what is shown to a file of the form that its ending names."""
        shown, every = self.view.shown(), len(self.view.rows())
        filtered = _("（筛选出的 {count} 项，共 {total} 项）").format(count=len(shown), total=every)
        told = filtered if len(shown) < every else ""
        self._session.run(_export, shown, path, self.view.body(), done=partial(self._on_exported, path, told))

    def _on_exported(self, path: Path, filtered: str, rows: list[ExportRow]) -> None:
        told = "；".join(_("《{title}》{message}").format(title=row.title, message=row.message) for row in rows[:3])
        more = _("等 {count} 件").format(count=len(rows)) if len(rows) > 3 else ""
        self._messages.info(_("已导出到 {path}：{told}{more}").format(path=path.name, told=told, more=more) + filtered)


def _read(workspace: Workspace, documents: Sequence[str], known: Known) -> None:
    """Read texts into ``known``; what cannot be read is told when all is shown. For the library lane."""
    from ui.ledger import ledger

    for document in documents:
        ledger(workspace, [document], known, [])


def _rows_of(
    workspace: Workspace, documents: Sequence[str], known: Known, before: Sequence[LedgerRow]
) -> tuple[list[LedgerRow], dict[int, str], Unread]:
    """Give the rows, with what stands in them and what could not be read: all that the main thread need not do. For the library lane."""
    from ui.ledger import kept_same, ledger, words_in

    unread: Unread = []
    rows = kept_same(ledger(workspace, documents, known, unread), before)
    return rows, {id(row): words_in(row) for row in rows}, unread


def _export(_workspace: Workspace, rows: Sequence[LedgerRow], path: Path, body: str) -> list[ExportRow]:
    from ui.ledger_export import export_ledger

    return export_ledger(rows, path, body)
