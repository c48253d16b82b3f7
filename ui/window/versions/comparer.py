"""Compares two documents, or two versions of one, and shows, exports and leads from there into the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from reader.model import Text
from ui.translation import _
from ui.window.layer import Layer
from ui.window.messages import Messages
from ui.window.session import Session
from ui.window.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from reader.versions import Row
    from storage.versions import Version
    from ui.comparing import Compared
    from ui.window.versions.compare_view import CompareView


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison with where it came from.

    Attributes:
        compared: It.
        old: Document of the older side; empty where that text is no longer the current one and cannot be opened.
        new: Document of the newer side.
        olders: The older versions to choose from, the youngest first; none for two documents.
        chosen: Which of them is compared.
    """

    compared: Compared
    old: str
    new: str
    olders: tuple[Version, ...] = ()
    chosen: int = -1


class Comparer(Layer["CompareView"]):
    """Shows a comparison over the page, which is only covered.

    Signals:
        place_chosen: Document id and span.
    """

    modules = ("ui.window.versions.compare_view",)

    place_chosen = Signal(str, object)

    def __init__(
        self, session: Session, layers: QStackedWidget, messages: Messages, theme: Theme, parent: QWidget
    ) -> None:
        """Make the layer.

        Args:
            session: The open library.
            layers: The page and what covers it; the page is the first.
            messages: Tells what became of an export.
            theme: To draw in.
            parent: The window.
        """
        super().__init__(layers, theme, parent)
        self._session = session
        self._messages = messages
        self._window = parent
        self._asked: Asked | None = None

    def _make(self, theme: Theme, parent: QStackedWidget) -> CompareView:
        from ui.window.versions.compare_view import CompareView

        view = CompareView(theme, parent)
        view.left.connect(self.leave)
        view.older_chosen.connect(self._compare_older)
        view.export_wanted.connect(self._ask_export)
        view.place_wanted.connect(self._show_place)
        return view

    def compare_versions(self, document: str) -> None:
        """Compare a document with its former version."""
        self._session.run(_versions, document, 0, done=self._show)

    def compare_documents(self, documents: Sequence[str]) -> None:
        """Compare two documents; with one only, ask for the other."""
        if len(documents) == 2:
            self._session.run(_documents, documents[0], documents[1], done=self._show)
            return
        from ui.window.versions.choose_dialog import ChooseDialog

        dialog = ChooseDialog(self._session.cards, documents[0], self._window)
        dialog.chosen.connect(partial(self._compare_with, documents[0]))
        dialog.open()

    def _compare_with(self, document: str, other: str) -> None:
        self._session.run(_documents, document, other, done=self._show)

    def _compare_older(self, number: int) -> None:
        if self._asked is not None:
            self._session.run(_versions, self._asked.new, number, done=self._show)

    def _show(self, asked: Asked) -> None:
        self._asked = asked
        if self._cover():
            # The page gives way in one turn and the rows come in the next: both together would stop the window.
            self.view.model.set_rows(())
            QTimer.singleShot(0, self, partial(self._fill, asked))
        else:
            self._fill(asked)

    def _fill(self, asked: Asked) -> None:
        if asked is not self._asked or not self.is_shown():
            return
        names = [f"{version.date or version.added[:10]}　{version.name}" for version in asked.olders]
        self.view.show_comparison(asked.compared, names, asked.chosen)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_place(self, row: Row) -> None:
        if self._asked is None:
            return
        if row.new:
            self.place_chosen.emit(self._asked.new, row.new[0].span)
        elif self._asked.old and row.old:
            self.place_chosen.emit(self._asked.old, row.old[0].span)

    def _ask_export(self) -> None:
        if self._asked is None:
            return
        from storage.filenames import safe_name

        name = safe_name(_("版本比对 {title}").format(title=self._asked.compared.new), ".html")
        forms = ";;".join((_("网页 (*.html)"), _("Markdown (*.md)"), _("JSON (*.json)")))
        chosen, _form = QFileDialog.getSaveFileName(
            self._window, _("导出比对"), str(Path(QDir.homePath()) / name), forms
        )
        if chosen:
            self.export(Path(chosen))

    def export(self, output: Path) -> None:
        """Write the comparison that is shown to a file, in the form that its ending tells."""
        if self._asked is not None:
            told = partial(self._messages.info, _("已写到 {path}").format(path=output))
            self._session.run(_write, self._asked.compared, output, done=lambda _answer: told())


def _versions(workspace: Workspace, document: str, number: int) -> Asked:
    """Compare the current text of a document, as the user corrected it, with one of its older ones (0 is the youngest).

    Of one that has none, a version of the same law that stands on the shelf as a document of its own is meant.
    """
    from ui import comparing
    from ui.families import version_beside

    chain = workspace.versions.chain(document)
    if len(chain) < 2:
        if other := version_beside(document, {card.id: card for card in workspace.cards()}):
            return _documents(workspace, document, other)
        workspace.versions.comparison_of(document)  # tells that there is only one
    olders = tuple(reversed(chain[:-1]))
    older = workspace.library.text(olders[number].text_id)
    newer = workspace.text(document)
    names = (
        comparing.name_of(older, olders[number].name),
        comparing.name_of(newer, workspace.library.card(document).title),
    )
    return Asked(_compared(older, newer, names, (olders[number].added, chain[-1].added)), "", document, olders, number)


def _documents(workspace: Workspace, one: str, other: str) -> Asked:
    """Compare two documents, the older first: by their dates, by their import where those tell nothing."""
    from ui import comparing

    cards = sorted(
        (workspace.library.card(one), workspace.library.card(other)), key=lambda card: (card.date, card.added)
    )
    older, newer = (workspace.text(card.id) for card in cards)
    names = comparing.name_of(older, cards[0].title), comparing.name_of(newer, cards[1].title)
    return Asked(_compared(older, newer, names, (cards[0].added, cards[1].added)), cards[0].id, cards[1].id)


def _compared(older: Text, newer: Text, names: tuple[str, str], added: tuple[str, str]) -> Compared:
    from reader.versions import compare
    from ui import comparing
    from ui.comparing import Compared

    first, second = comparing.apart(names, (added[0][:19], added[1][:19]))
    return Compared(first, second, compare(older, newer))


def _write(_workspace: Workspace, compared: Compared, output: Path) -> None:
    from ui import comparing

    comparing.write(compared, output)
