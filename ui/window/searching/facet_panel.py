"""The facets of a search at the left of its hits: what the present answer can be narrowed by, with counts, a click each.

A second look at ``SearchFilters``, which knows what is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QGuiApplication, QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.filtering import FACETS, Facet
from ui.translation import _
from ui.window.fonts import font, program_family
from ui.window.painting import MIDDLE, draw_elided, has_state, rect_of
from ui.window.searching.search_filters import SearchFilters, facet_names, value_words
from ui.window.theme import Theme

_FIRST = 6
"""Values of a facet that are listed until more are asked for."""
_MOST = 60
"""Values of a facet that are listed at all: who looks further types the name."""
_LATER_MS = 250
"""So long after the last answer the counts are listed: while somebody types they would change with each key."""

_ROW, _HEADING = 26, 34
_SIDE, _GAP = 16, 8
_SEAL_BAR = 3

_ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the panel.

    Attributes:
        kind: The name of a facet; all documents; those with annotations; a value; what lists all values, or the first ones again; how
            many are never listed.
        words: What it says.
        facet: Of all but the documents.
        value: Of a value.
        count: How many places of the answer have it, as it is shown.
        chosen: Whether the answer is narrowed to it.
    """

    kind: Literal["heading", "all", "annotated", "value", "more", "fewer", "rest"]
    words: str
    facet: Facet | None = None
    value: str = ""
    count: str = ""
    chosen: bool = False


class FacetPanel(QWidget):
    """A list of facets and their values; a click, Space or Enter chooses one or lets go of it.

    Signals:
        seen_changed: It came into sight or went out of it.
        left: Esc.
    """

    seen_changed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, narrowing: SearchFilters, parent: QWidget | None = None) -> None:
        """Show nothing yet.

        Args:
            theme: The theme to draw in.
            narrowing: What is chosen, and what there is to choose from.
            parent: The owner.
        """
        super().__init__(parent)
        self.theme = theme
        self._narrowing = narrowing
        self._unfolded: set[Facet] = set()
        self._entries = _Entries(self)
        self._view = _List(self._entries)
        self._view.setItemDelegate(_Delegate(self, self._view))
        self._view.setAccessibleName(_("筛选"))
        self._view.setMouseTracking(True)
        # A click leaves the keyboard in the field, whose arrow keys go on among the hits.
        self._view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.clicked.connect(self._choose)
        self._view.pressed_key.connect(self._choose)
        self._view.left.connect(self.left)
        self.setFocusProxy(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._refresh)
        narrowing.offer_changed.connect(self._later.start)
        narrowing.changed.connect(self._refresh)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self._view.viewport().update()

    def _refresh(self) -> None:
        self._later.stop()
        if not self.isVisible():
            return
        if QGuiApplication.mouseButtons():
            self._later.start()  # a row that goes while it is being clicked would not be chosen, or another one would
            return
        listed = [*self._scope(), *self._values()]
        if self._entries.has(listed):
            return
        place, above = self._view.currentIndex().row(), self._view.verticalScrollBar().value()
        current = self._view.currentIndex().data(_ENTRY_ROLE)
        self._entries.set_entries(listed)
        if isinstance(current, Entry):
            row = self._entries.row_of(current)
            self._view.setCurrentIndex(self._entries.nearest(place if row < 0 else row))
        self._view.executeDelayedItemsLayout()
        self._view.verticalScrollBar().setValue(above)

    def _scope(self) -> list[Entry]:
        filters = self._narrowing.filters
        return [
            Entry("heading", _("范围")),
            Entry("all", _("全部文件"), chosen=not filters),
            Entry("annotated", _("有批注的文件"), chosen=filters.annotated),
        ]

    def _values(self) -> Iterator[Entry]:
        filters = self._narrowing.filters
        for facet in FACETS:
            offered = self._narrowing.offered(facet)
            if not offered:
                continue
            yield Entry("heading", facet_names()[facet], facet)
            most = _MOST if facet in self._unfolded else _FIRST
            chosen = filters.chosen.get(facet, frozenset())
            shown = [one for number, one in enumerate(offered) if number < most or one[0] in chosen]
            for value, count in shown:
                words = value_words(facet, value)
                yield Entry("value", words, facet, value, self._narrowing.told(count), value in chosen)
            unfolded = facet in self._unfolded
            if left := len(offered) - len(shown):
                words = _("另有 {count} 项").format(count=left)
                yield Entry("rest", words, facet) if unfolded else Entry("more", f"{words} ▾", facet)
            if unfolded and len(offered) > _FIRST:
                yield Entry("fewer", _("收起") + " ▴", facet)

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        match entry.kind:
            case "all":
                self._narrowing.clear()
            case "annotated":
                self._narrowing.set_annotated(not entry.chosen)
            case "value" if entry.facet:
                self._narrowing.set_value(entry.facet, entry.value, not entry.chosen)
            case "more" if entry.facet:
                self._unfolded.add(entry.facet)
                self._refresh()
            case "fewer" if entry.facet:
                self._unfolded.remove(entry.facet)
                self._refresh()
                folded = self._entries.row_of(Entry("more", "", entry.facet))
                self._view.setCurrentIndex(self._entries.nearest(folded))

    def showEvent(self, event: QShowEvent) -> None:
        """List what there is in a turn of its own: in the one that brings the panel the hits are drawn, and they are waited for."""
        super().showEvent(event)
        if not event.spontaneous():
            self._entries.set_entries(self._scope())  # the last answer was another one
            self._later.start()
            self.seen_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell of it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.seen_changed.emit()


class _List(QListView):
    """The view: it chooses by a click or a key, once each; a double click is two clicks. What it shows, it shows with its heading.

    Signals:
        pressed_key: The row on which Enter or Space was pressed.
        left: Esc.
    """

    pressed_key = Signal(QModelIndex)
    left = Signal()

    def __init__(self, entries: _Entries) -> None:
        super().__init__()
        self._entries = entries
        self.setModel(entries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter and Space, leave with Esc; the rest is the list's."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.pressed_key.emit(self.currentIndex())
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Give where a key leads: Home and Page Up may lead to a heading, and Qt would stay where it is."""
        index = super().moveCursor(action, modifiers)
        return index if _can_be_chosen(index) else self._entries.nearest(index.row())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight, and a heading above it."""
        above = index.sibling(index.row() - 1, 0)
        if above.isValid() and not _can_be_chosen(above):
            super().scrollTo(above, hint)
        super().scrollTo(index, hint)


class _Entries(QAbstractListModel):
    """The rows; those that name a facet, or only tell of more, cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def set_entries(self, entries: list[Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def has(self, entries: list[Entry]) -> bool:
        """Tell whether these are the rows already."""
        return entries == self._entries

    def row_of(self, entry: Entry) -> int:
        """Give the row that stands for the same, chosen or not, however many there are; -1 where none does."""
        same = (entry.kind, entry.facet, entry.value)
        rows = (row for row, one in enumerate(self._entries) if (one.kind, one.facet, one.value) == same)
        return next(rows, -1)

    def nearest(self, row: int) -> QModelIndex:
        """Give the row that can be chosen and is nearest to one, the lower one first."""
        rows = sorted(range(len(self._entries)), key=lambda other: (abs(other - row), -other))
        return next(filter(_can_be_chosen, map(self.index, rows)), QModelIndex())

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Give how many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Tell whether a row can be chosen."""
        only_told = index.isValid() and self._entries[index.row()].kind in ("heading", "rest")
        return Qt.ItemFlag.NoItemFlags if only_told else super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a row, what is read out of it, or its Entry."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.words
            case Qt.ItemDataRole.ToolTipRole:
                return entry.words if entry.kind == "value" else None
            case Qt.ItemDataRole.AccessibleTextRole:
                # Who hears them one by one does not hear the heading that a row stands under.
                name = facet_names()[entry.facet] if entry.facet and entry.kind != "heading" else ""
                said = (entry.words.rstrip(" ▾▴"), name, entry.count, _("已选") if entry.chosen else "")
                return ", ".join(part for part in said if part)
            case _ if role == _ENTRY_ROLE:
                return entry
        return None


def _can_be_chosen(index: QModelIndex | QPersistentModelIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)


class _Delegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, panel: FacetPanel, view: QListView) -> None:
        super().__init__(view)
        self._panel = panel
        self._view = view
        family = program_family()
        self._plain = font(family, 13)
        self._bold = font(family, 13, weight=QFont.Weight.DemiBold)
        self._name = font(family, 12, weight=QFont.Weight.DemiBold)
        self._small = font(family, 11)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a row."""
        return QSize(0, _HEADING if index.data(_ENTRY_ROLE).kind == "heading" else _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, words and count."""
        entry: Entry = index.data(_ENTRY_ROLE)
        theme = self._panel.theme
        row = rect_of(option)
        row.setTop(row.bottom() - _ROW + 1)  # the name of a facet stands a little apart from what is above
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if _can_be_chosen(index):
            self._draw_ground(painter, option, row, entry.chosen)
        words = row.adjusted(_SIDE, 0, -_SIDE, 0)
        if entry.count:
            painter.setFont(self._small)
            painter.setPen(theme.color("ink3"))
            width = painter.fontMetrics().horizontalAdvance(entry.count)
            painter.drawText(QRect(words.right() - width + 1, row.top(), width, row.height()), MIDDLE, entry.count)
            words.setRight(words.right() - width - _GAP)
        quiet: dict[str, str] = {"heading": "ink3", "rest": "ink3", "more": "focus", "fewer": "focus"}
        role = quiet.get(entry.kind, "seal" if entry.chosen else "ink2")
        painter.setFont(self._name if entry.kind == "heading" else self._bold if entry.chosen else self._plain)
        painter.setPen(theme.color(role))
        draw_elided(painter, words, entry.words)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, chosen: bool) -> None:
        theme = self._panel.theme
        focused = has_state(option, QStyle.StateFlag.State_HasFocus)
        if chosen:
            painter.fillRect(QRect(row.left(), row.top() + 4, _SEAL_BAR, row.height() - 8), theme.color("seal"))
        if has_state(option, QStyle.StateFlag.State_MouseOver) or focused:
            painter.fillRect(row.adjusted(_SEAL_BAR, 0, 0, 0), theme.color("hover"))
        if focused and self._view.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(row.adjusted(4, 1, -5, -2), 4, 4)
