"""The rows of 回收站: what was taken away, each with when; worded as they are shown, as there may be as many as a shelf had documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from storage.trash import Deleted, Removed
from ui.named_apart import names_apart
from ui.placed import quote_of
from ui.translation import _
from ui.window.eliding import ASIDE_ROLE
from ui.window.notes.times import short_time
from ui.window.shelf.library_model import describe
from ui.wording import KIND_WORDS

ID_ROLE = Qt.ItemDataRole.UserRole + 1
_LONGEST = 80
"""Characters of an annotation that are shown."""

Told = Callable[[int], tuple[str, str, str, str]]
"""Gives of a row the id, its words, all that is known of it, and when it was taken away, ISO with time zone."""


class BinRows(QAbstractListModel):
    """Rows that are only read."""

    def __init__(self, count: int, told: Told, parent: QObject | None = None) -> None:
        """Make the rows.

        Args:
            count: How many.
            told: What each says.
            parent: The owner.
        """
        super().__init__(parent)
        self._count = count
        self._told = told

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Give how many there are."""
        return 0 if parent.isValid() else self._count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a row, when it was taken away, what its hint tells, or its id."""
        if not index.isValid() or index.row() >= self._count:
            return None
        id_, words, whole, when = self._told(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{words}, {_short(when)}"
            case Qt.ItemDataRole.ToolTipRole:
                then = datetime.fromisoformat(when).astimezone()
                return whole + "\n" + _("移入回收站：{when}").format(when=f"{then:%Y-%m-%d %H:%M}")
            case _ if role == ASIDE_ROLE:
                return _short(when)
            case _ if role == ID_ROLE:
                return id_
        return None


def rows_of_documents(removed: Sequence[Removed], parent: QObject | None = None) -> BinRows:
    """Give the rows of documents, in their order."""
    names = names_apart([one.card for one in removed])

    def told(row: int) -> tuple[str, str, str, str]:
        card, name = removed[row].card, names.get(removed[row].card.id, "")
        whole = "\n".join(part for part in (card.title, name, card.number, describe(card)) if part)
        return card.id, f"{card.title}　{name}" if name else card.title, whole, removed[row].when

    return BinRows(len(removed), told, parent)


def rows_of_annotations(deleted: Sequence[tuple[Deleted, str]], parent: QObject | None = None) -> BinRows:
    """Give the rows of annotations, in their order, each with the title of its document."""

    def told(row: int) -> tuple[str, str, str, str]:
        one, title = deleted[row]
        parts = [part for part in (quote_of(one.annotation), one.annotation.note) if part]
        words = " — ".join(parts) or KIND_WORDS[one.annotation.kind]()
        shown = f"{' '.join(words.split())[:_LONGEST]}　《{title}》"
        return one.annotation.id, shown, "\n".join([*parts, f"《{title}》"]), one.when

    return BinRows(len(deleted), told, parent)


def _short(when: str) -> str:
    return short_time(when, datetime.now().astimezone())
