"""The list of all annotations at work: reads them in the library lane, changes what is selected, jumps, exports, and gives way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QStackedWidget, QWidget

from storage.annotations import Color
from storage.changes import Changes
from storage.colors import NO_NAMES
from ui.translation import _, counted
from ui.window.layer import Layer
from ui.window.messages import Messages
from ui.window.session import Session
from ui.window.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.all_notes import Bodies, Known, Line
    from ui.exporting import ExportRow
    from ui.window.all_notes.view import AllNotesView

_SLICE = 16
"""Documents whose bodies are read in one go: 0.1 s of the library lane."""


class AllNotesDesk(Layer["AllNotesView"]):
    """Shows all annotations over the page, which is only covered, and does what is asked there.

    Signals:
        sharing_opened(QMenu, Line): A menu to be filled with what can be done with the words of this one.
        color_names_wanted: The user asks to call the colours otherwise.
        note_chosen: Document id and annotation id.
        undo_wanted: What was deleted is wanted back.
    """

    modules = ("ui.window.all_notes.view",)

    note_chosen = Signal(str, str)
    undo_wanted = Signal()
    sharing_opened = Signal(object, object)
    color_names_wanted = Signal()

    def __init__(
        self, session: Session, layers: QStackedWidget, messages: Messages, theme: Theme, parent: QWidget
    ) -> None:
        """Make the layer.

        Args:
            session: The open library.
            layers: The page and what covers it; the page is the first.
            messages: Tells what became of it.
            theme: The theme to draw in.
            parent: The window.
        """
        super().__init__(layers, theme, parent)
        self._session = session
        self._messages = messages
        self._window = parent
        self._bodies: dict[str, tuple[str, ...]] = {}
        self._bodies_asked = False
        self._asked = 0
        self._lines: Sequence[Line] = ()
        self._known: Known = {}
        self._color_names: Mapping[Color, str] = NO_NAMES
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._gather)
        # Own edits, undo and redo, and whatever else changes the shelf: what is shown is read again.
        session.history_changed.connect(self._refresh)

    def _make(self, theme: Theme, parent: QStackedWidget) -> AllNotesView:
        from ui.window.all_notes.view import AllNotesView

        view = AllNotesView(theme, parent)
        self._messages.keep_clear(view.bar)  # what was done to the selected is told, and they stay selected
        view.set_color_names(self._color_names)
        view.list.left.connect(self.leave)
        view.list.jump_requested.connect(self._jump)
        view.changed.connect(self._change)
        view.acted.connect(self._act)
        view.bodies_wanted.connect(self._ask_bodies)
        view.sharing_opened.connect(self.sharing_opened)
        view.color_names_wanted.connect(self.color_names_wanted)
        return view

    def show(self) -> None:
        """Show all annotations; again to leave."""
        if self.is_shown():
            self.leave()
            return
        if not self._session.is_open():
            return
        self._cover()
        self.view.head.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._gather()

    def warm_up(self) -> None:
        """Read all annotations while the user rests: the list is then there at once."""
        if not self._known:
            self._session.run(_collect, self._known)

    def set_color_names(self, names: Mapping[Color, str]) -> None:
        """Call the colours as the user does."""
        self._color_names = names
        if self._made is not None:
            self._made.set_color_names(names)

    # Reading

    def _refresh(self, *_told: object) -> None:
        if self.is_shown():
            self._again.start()

    def _gather(self) -> None:
        self._asked += 1
        self._session.run(_collect, self._known, done=partial(self._show, self._asked))

    def _show(self, asked: int, lines: list[Line]) -> None:
        if asked == self._asked and self.is_shown():
            self._lines = lines
            self._bodies_asked = False
            self.view.set_lines(lines)

    def _ask_bodies(self) -> None:
        """Read who is responsible, slice by slice: the texts are opened for it, and the lane is never blocked for long."""
        if self._bodies_asked:
            return
        self._bodies_asked = True
        cards = self._session.cards
        holders = dict.fromkeys(line.annotation.document for line in self._lines)
        wanted = [one for one in holders if one in cards and (cards[one].tasks != 0 or cards[one].mended)]
        self._bodies = {}
        self._go_on(self._asked, wanted, {})

    def _go_on(self, asked: int, wanted: Sequence[str], found: Bodies) -> None:
        if asked != self._asked:
            return
        self._bodies.update(found)
        if wanted:
            from ui.all_notes import bodies_of

            then = partial(self._go_on, asked, wanted[_SLICE:])
            self._session.run(bodies_of, wanted[:_SLICE], done=then)
        if found or not wanted:
            self.view.set_bodies(self._bodies)

    # Doing

    def _jump(self, line: Line) -> None:
        self.note_chosen.emit(line.annotation.document, line.annotation.id)

    def _change(self, lines: Sequence[Line], fields: Mapping[str, Any]) -> None:
        act = partial(Workspace.change, annotations=[line.annotation.id for line in lines], **fields)
        self._session.keep(act)

    def _act(self, action: str, lines: Sequence[Line]) -> None:
        chosen = [(line.annotation.document, line.annotation.id) for line in lines]
        match action:
            case "copy":
                from ui.all_notes import plain_text

                self._session.run(plain_text, chosen, done=partial(self._on_copied, len(chosen)))
            case "delete":
                self._delete(chosen)
            case "tag":
                self._ask_tags(lines)
            case "export":
                self._ask_export(chosen)

    def _delete(self, chosen: Sequence[tuple[str, str]]) -> None:
        act = partial(Workspace.delete, annotations=[annotation for _document, annotation in chosen])
        told = counted("已删除 {count} 条批注", len(chosen)).format(count=len(chosen))
        documents = tuple(dict.fromkeys(document for document, _annotation in chosen))
        self._session.change_many(act, documents, partial(self._offer_undo, told))

    def _offer_undo(self, told: str, changes: Changes) -> None:
        if changes:
            self._messages.offer_undo(told, self.undo_wanted.emit)

    def _ask_tags(self, lines: Sequence[Line]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("加标签"))
        dialog.setLabelText(_("给选中的 {count} 条加上这些标签，以空格分隔：").format(count=len(lines)))
        dialog.textValueSelected.connect(partial(self._add_tags, lines))
        dialog.open()

    def _add_tags(self, lines: Sequence[Line], words: str) -> None:
        if words.split():
            self._change(lines, {"add_tags": words.split()})

    def _ask_export(self, chosen: Sequence[tuple[str, str]]) -> None:
        from storage.exports.forms import FORMS, SUFFIXES
        from ui.exporting import form_of

        forms = [
            _("Markdown 文件 (*.md)"),
            _("网页文件 (*.html)"),
            _("JSON 文件 (*.json)"),
            _("CSV 文件 (*.csv)"),
            _("Excel 工作簿 (*.xlsx)"),
            _("Word 文件 (*.docx)"),
            _("文本文件 (*.txt)"),
        ]
        name = Path(QDir.homePath()) / f"{_('批注')}.md"
        path, form = QFileDialog.getSaveFileName(self._window, _("导出批注"), str(name), ";;".join(forms))
        if path:
            suffix = SUFFIXES[FORMS[forms.index(form)]] if form in forms else ".md"
            self.export(chosen, Path(path) if form_of(Path(path)) else Path(path + suffix))

    def export(self, chosen: Sequence[tuple[str, str]], path: Path) -> None:
        """Write chosen annotations to a file of the form that its ending names."""
        from ui.all_notes import choice_of
        from ui.exporting import Order, form_of

        documents = list(dict.fromkeys(document for document, _annotation in chosen))
        form = form_of(path) or "markdown"
        order = Order(documents, path, form, choice_of(chosen))
        self._session.run(Workspace.export_notes, order, done=partial(self._on_exported, len(chosen)))

    def _on_copied(self, count: int, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._messages.info(counted("已复制 {count} 条批注", count).format(count=count))

    def _on_exported(self, count: int, rows: list[ExportRow]) -> None:
        failed = [row.message for row in rows if row.status == "failed"]
        if failed:
            self._messages.error(failed[0])
        else:
            self._messages.info(counted("已导出 {count} 条批注", count).format(count=count))


def _collect(workspace: Workspace, known: Known) -> list[Line]:
    from ui.all_notes import collect  # in the lane: it need not keep the window waiting

    return collect(workspace, known)
