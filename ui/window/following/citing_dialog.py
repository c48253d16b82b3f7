"""What cites a clause, and what is cited but not in the library: lists that fill while the library is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.model import cite
from ui.following import Absent, Citation, Cited
from ui.translation import _
from ui.window.dialog_parts import close_only
from ui.window.session import Session
from ui.workspace import Workspace

_ROLE = Qt.ItemDataRole.UserRole
_SHOW_EVERY = 20
"""Steps of the library after which the list is shown anew: the list itself takes a walk over all that is known."""


class _Looking(QDialog):
    """A list that is asked for again while the library is looked at, step by step in the library lane.

    Signals:
        place_chosen(str, Span): A place of a document is to be shown.
    """

    place_chosen = Signal(str, object)

    def __init__(self, session: Session, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(620, 440)
        self._session = session
        self._steps = 0
        self._alive = True
        self.told = QLabel(wordWrap=True)
        self.told.setProperty("voice", "hint")
        self.list = QTreeWidget()
        self.list.setObjectName("plainList")
        self.list.setAccessibleName(title)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        buttons = close_only(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        self._column.addWidget(self.told)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(buttons)
        self.finished.connect(self._end)

    def ask(self) -> None:
        """Ask for the list as far as it is known."""
        raise NotImplementedError

    def begin(self) -> None:
        """Show what is known, and look on."""
        self.ask()
        self._session.run(_look, done=self._looked)

    def _looked(self, progress: tuple[int, int]) -> None:
        if not self._alive:
            return
        self._steps += 1
        done, total = progress
        if done < total:
            self._session.run(_look, done=self._looked)
        if done >= total or self._steps % _SHOW_EVERY == 0:
            self.ask()

    def _end(self) -> None:
        self._alive = False

    def _choose(self, item: QTreeWidgetItem) -> None:
        citation = item.data(0, _ROLE)
        if isinstance(citation, Citation):
            self.place_chosen.emit(citation.document, citation.span)


class CitingDialog(_Looking):
    """What cites a clause, in its document and in the others of the library."""

    def __init__(self, session: Session, document: str, path: str, parent: QWidget | None = None) -> None:
        """Show it.

        Args:
            session: The open library.
            document: Whose clause it is.
            path: Of the clause.
            parent: What it stands over.
        """
        super().__init__(session, _("引用{clause}的条款").format(clause=path), parent)
        self._document = document
        self._path = path
        self.begin()

    def ask(self) -> None:
        """Ask for what is known."""
        self._session.run(_citing, self._document, self._path, done=self._show)

    def _show(self, cited: Cited) -> None:
        if not self._alive:
            return
        if len(cited.citations) != self.list.topLevelItemCount():
            self.list.clear()
            self.list.addTopLevelItems([_row(one, one.document != self._document) for one in cited.citations])
            self.list.setCurrentItem(self.list.topLevelItem(0))
        if cited.done < cited.total:
            self.told.setText(_("正在查找文库，已查 {done} / {total} 件…").format(done=cited.done, total=cited.total))
        elif cited.citations:
            self.told.setText(_("共 {count} 处；回车或双击前往，Alt+← 返回。").format(count=len(cited.citations)))
        else:
            self.told.setText(_("文库里没有条款引用它。"))


class AbsentDialog(_Looking):
    """What is cited and not in the library: by one document, or by all of them."""

    def __init__(self, session: Session, document: str, parent: QWidget | None = None) -> None:
        """Show it.

        Args:
            session: The open library.
            document: In front; empty where none is.
            parent: What it stands over.
        """
        super().__init__(session, _("引用了而文库里没有的文件"), parent)
        self._document = document
        self.only = QCheckBox(_("只看当前文件"))
        self.only.setChecked(bool(document))
        self.only.setVisible(bool(document))
        self.only.toggled.connect(self.ask)
        self.list.setRootIsDecorated(True)
        self._column.insertWidget(0, self.only)
        self.begin()

    def ask(self) -> None:
        """Ask for what is known."""
        self._session.run(_absent, self._document if self.only.isChecked() else "", done=self._show)

    def _show(self, missing: Sequence[Absent]) -> None:
        if not self._alive:
            return
        self.list.clear()
        for one in missing:
            item = QTreeWidgetItem([_("《{name}》　{count} 处").format(name=one.name, count=one.count)])
            item.addChildren([_row(place, True) for place in one.citations])
            self.list.addTopLevelItem(item)
        self.told.setText(
            _("共 {count} 件，引用多的在前；展开看引用在哪里。").format(count=len(missing))
            if missing
            else _("引用的文件都在文库里。")
        )


def _row(one: Citation, other: bool) -> QTreeWidgetItem:
    where = cite(one.title, one.path) if other else one.path
    words = " ".join(one.words.split())
    item = QTreeWidgetItem([words if words.startswith(where) else f"{where}　{words}"])
    item.setToolTip(0, item.text(0))
    item.setData(0, _ROLE, one)
    return item


def _look(workspace: Workspace) -> tuple[int, int]:
    return workspace.following.look()


def _citing(workspace: Workspace, document: str, path: str) -> Cited:
    return workspace.following.citing(document, path)


def _absent(workspace: Workspace, document: str) -> list[Absent]:
    return workspace.following.absent(document)
