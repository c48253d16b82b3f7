"""What a user has selected and sees in a list stays as it was while its rows become others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPersistentModelIndex

from ui.window.shelf.row_changes import runs
from ui.window.shelf.row_list import RowList

_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate
_SELECT = QItemSelectionModel.SelectionFlag.Select


@contextmanager
def kept(
    view: RowList, id_of: Callable[[int], str], rows_of: Callable[[Collection[str]], Mapping[str, int]]
) -> Iterator[None]:
    """Keep selection, current row and the row at the upper edge; who is at the top stays there and sees what comes.

    Args:
        view: The list.
        id_of: Gives what a row is known by.
        rows_of: Gives the rows of those that are shown.
    """
    model, chosen = view.model(), view.selectionModel()
    selected: list[str] = []
    current = view.currentIndex().row()
    current_id = id_of(current) if current >= 0 else ""
    top, depth = view.upper_row()
    top_id, anchor = id_of(top) if top >= 0 else "", QPersistentModelIndex(model.index(top, 0))
    at_top = view.verticalScrollBar().value() == 0

    def remember() -> None:
        selected.extend(id_of(row) for row in view.selected_rows())

    # All may be selected: they are looked up only where the view is about to forget them.
    model.modelAboutToBeReset.connect(remember)
    yield
    model.modelAboutToBeReset.disconnect(remember)
    row = anchor.row()
    if not anchor.isValid():
        rows = rows_of({*selected, current_id, top_id} - {""})
        if current_id in rows and not view.currentIndex().isValid():
            chosen.setCurrentIndex(model.index(rows[current_id], 0), _KEEP)
        again = QItemSelection()
        for first, last in runs(sorted(rows[one] for one in selected if one in rows)):
            again.select(model.index(first, 0), model.index(last, 0))
        chosen.select(again, _SELECT)
        row = rows.get(top_id, -1)
    if at_top:
        view.scrollToTop()
    elif row >= 0:
        view.show_at_upper_edge(row, depth)
