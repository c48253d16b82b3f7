"""The notes of the open document as a list: filtered, notes on the whole of it first, then in text order, orphans under a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.placed import PlacedAnnotation, in_text_order
from ui.translation import _

Index = QModelIndex | QPersistentModelIndex
NOTE_ROLE = Qt.ItemDataRole.UserRole
_ORPHANS = ""
"""Key of the heading above the orphans; annotations have an id that is not empty."""


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What is shown.

    Attributes:
        words: Each must occur in the note, the quote, a tag or the clause path; whatever the case.
        colors: Of these colours; empty for all.
        tags: With all of these tags.
    """

    words: tuple[str, ...] = ()
    colors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def takes(self, placed: PlacedAnnotation) -> bool:
        """Tell whether a note is shown."""
        annotation = placed.annotation
        if self.colors and annotation.color not in self.colors:
            return False
        if not self.tags <= set(annotation.tags):
            return False
        where = "\n".join((annotation.note, quote_of(placed), placed.path, *annotation.tags)).casefold()
        return all(word.casefold() in where for word in self.words)


class NotesModel(QAbstractListModel):
    """Rows of notes. A change of the notes moves only the rows that it concerns, so that an editor stays open while others change.

    Notes that did not change come as the same objects (``ui/placed.py``): what is another object is shown anew.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: Sequence[PlacedAnnotation] = ()
        self._tags: Counter[str] = Counter()
        self._filter = NoteFilter()
        self._keys: list[str] = []
        self._by_id: dict[str, PlacedAnnotation] = {}

    def set_notes(self, notes: Sequence[PlacedAnnotation]) -> None:
        """Take the notes of the open document, in any order."""
        self._notes = in_text_order(notes)
        before, self._by_id = self._by_id, {one.annotation.id: one for one in self._notes}
        self._tags = Counter(tag for one in self._notes for tag in one.annotation.tags)
        self._show(before)

    def set_filter(self, wanted: NoteFilter) -> None:
        """Show only some of the notes."""
        self._filter = wanted
        self._show(self._by_id)

    def tags(self) -> Counter[str]:
        """Give the tags of all notes, shown or not, with how many notes have each."""
        return self._tags

    def is_empty(self) -> bool:
        """Tell whether the document has no notes at all, shown or not."""
        return not self._notes

    def shows_all(self) -> bool:
        """Tell whether no filter is set."""
        return self._filter == NoteFilter()

    def note(self, index: Index) -> PlacedAnnotation | None:
        """Give the note of a row; None for a heading."""
        return self._by_id.get(self._keys[index.row()]) if index.isValid() else None

    def index_of(self, annotation: str) -> QModelIndex:
        """Give the row of an annotation; an invalid index where it is not shown."""
        return self.index(self._keys.index(annotation)) if annotation and annotation in self._keys else QModelIndex()

    def _show(self, before: dict[str, PlacedAnnotation]) -> None:
        shown = self._notes if self.shows_all() else [one for one in self._notes if self._filter.takes(one)]
        pages = [one.annotation.id for one in shown if not one.annotation.anchors]
        keys = [one.annotation.id for one in shown if one.spans]
        orphans = [one.annotation.id for one in shown if one.annotation.anchors and not one.spans]
        stayed = self._move_to([*pages, *keys, *([_ORPHANS, *orphans] if orphans else [])])
        for row, key in enumerate(self._keys):
            if key not in stayed:
                continue
            if before.get(key) is not self._by_id.get(key) or key == _ORPHANS:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _move_to(self, keys: list[str]) -> set[str]:
        """Remove and insert rows until they are ``keys``; gives those that stayed. Starts anew where rows have changed their order."""
        wanted, there = set(keys), set(self._keys)
        if not wanted & there:  # another document: a thousand rows are not taken away one by one
            return self._start_anew(keys)
        for row in range(len(self._keys) - 1, -1, -1):
            if self._keys[row] not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._keys[row]
                self.endRemoveRows()
        there &= wanted
        if self._keys != [key for key in keys if key in there]:
            return self._start_anew(keys)
        for row, key in enumerate(keys):
            if key not in there:
                self.beginInsertRows(QModelIndex(), row, row)
                self._keys.insert(row, key)
                self.endInsertRows()
        return there

    def _start_anew(self, keys: list[str]) -> set[str]:
        if keys or self._keys:
            self.beginResetModel()
            self._keys = list(keys)
            self.endResetModel()
        return set()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows, the heading of the orphans included."""
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the note of a row, or what a screen reader says for it."""
        note = self.note(index)
        if role == NOTE_ROLE:
            return note
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if note is None:
                return _("还没有位置")
            return "　".join(part for part in (note.path, quote_of(note), note.annotation.note) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let notes be chosen and edited; a heading is just there."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.note(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


def quote_of(placed: PlacedAnnotation) -> str:
    """Give the words that an annotation stands on, its pieces joined by an ellipsis."""
    anchors = placed.annotation.anchors
    newest = anchors[-1].text_id if anchors else ""
    return " … ".join(anchor.quote for anchor in anchors if anchor.text_id == newest)
