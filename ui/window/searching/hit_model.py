"""The hits of a search as rows: documents as headings, their best clauses below, the rest behind one row that unfolds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from search.results import Hit
from storage.cards import Card
from ui.families import versions_of
from ui.named_apart import names_apart
from ui.translation import _, counted
from ui.window.shelf.library_model import describe

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Gives the row's ``HitRow``."""
STEP = 16
"""Rows that are laid out at once, as many as fit into a usual window: the others follow as the user scrolls. Each takes half a millisecond."""
SHOWN_PER_DOCUMENT = 3
"""Hits of one document that show before the rest is asked for."""

Unfolded = str | tuple[str, ...]
"""A document by its id, or the versions of a law by what they have in common (``family``)."""

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class HitRow:
    """One row of the list.

    Attributes:
        kind: ``direct`` is the clause or document that was named, ``document`` a heading, ``more`` unfolds what is left,
            ``versions`` the older versions of the law above, ``rest`` asks for the hits that were counted but not listed.
        document: Id of the document that it belongs to; empty for ``rest``.
        title: Words of a heading or of ``more``.
        meta: What a heading says of the document.
        hit: Where the row leads; None where it leads nowhere.
        family: For ``versions``: what they have in common.
    """

    kind: Literal["direct", "document", "hit", "more", "versions", "rest"]
    document: str
    title: str = ""
    meta: str = ""
    hit: Hit | None = None
    family: tuple[str, ...] = ()


class HitModel(QAbstractListModel):
    """Rows of one list of hits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._cards: Mapping[str, Card] = {}
        self._direct = False
        self._left = 0
        self._unfolded: set[Unfolded] = set()
        self._rows: list[HitRow] = []
        self._laid_out = 0

    def set_hits(
        self,
        hits: Sequence[Hit],
        cards: Mapping[str, Card],
        *,
        direct: bool = False,
        left: int = 0,
        continued: bool = False,
    ) -> None:
        """Show other hits.

        Args:
            hits: In their order.
            cards: For the headings, by document id.
            direct: The first hit is what the query named.
            left: How many more were counted.
            continued: They are the same with more of them: what was unfolded stays so.
        """
        self._hits, self._cards, self._direct, self._left = list(hits), cards, direct, left
        if not continued:
            self._unfolded.clear()
            self._laid_out = 0
        self._arrange()

    def set_left(self, left: int) -> None:
        """Say how many more were counted, where that was not known before; the rows that are there stay."""
        known, self._left = self._left, left
        if not left or known:
            return
        whole = self._laid_out == len(self._rows)
        if whole:
            self.beginInsertRows(QModelIndex(), self._laid_out, self._laid_out)
        self._rows.append(_rest(len(self._hits), left))
        if whole:
            self._laid_out += 1
            self.endInsertRows()

    def unfold(self, what: Unfolded) -> None:
        """Show all hits of a document, or all versions of a law."""
        self._unfolded.add(what)
        self._arrange()

    def row(self, number: int) -> HitRow:
        """Give a row."""
        return self._rows[number]

    def find(self, hit: Hit) -> int:
        """Give the row of a hit, unfolding what it is folded into; -1 where it is none of these hits any more."""
        place = _place(hit)
        if all(_place(one) != place for one in self._hits):
            return -1
        folded = (row.family for row in self._rows if row.kind == "versions")
        for what in (None, hit.document, *folded):
            if what is not None:
                self.unfold(what)
            for number, row in enumerate(self._rows):
                if row.hit is not None and _place(row.hit) == place:
                    while number >= self._laid_out:
                        self.fetchMore()
                    return number
        return -1

    def next_choice(self, number: int, step: int) -> int:
        """Give the next row that can be chosen from a row on; the same one at either end.

        Args:
            number: -1 to begin.
            step: 1 or -1.
        """
        wanted = number + step
        while 0 <= wanted < len(self._rows):
            if wanted >= self._laid_out:
                self.fetchMore()
            if self._rows[wanted].kind != "document":
                return wanted
            wanted += step
        return number

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = arrange(self._hits, self._cards, direct=self._direct, unfolded=self._unfolded, left=self._left)
        self._laid_out = min(max(self._laid_out, STEP), len(self._rows))
        self.endResetModel()

    def canFetchMore(self, parent: AnyIndex = QModelIndex()) -> bool:  # noqa: B008
        """Tell whether there are rows below those that are laid out."""
        return not parent.isValid() and self._laid_out < len(self._rows)

    def fetchMore(self, parent: AnyIndex = QModelIndex()) -> None:  # noqa: B008
        """Lay out the next rows."""
        if self.canFetchMore(parent):
            last = min(self._laid_out + STEP, len(self._rows))
            self.beginInsertRows(QModelIndex(), self._laid_out, last - 1)
            self._laid_out = last
            self.endInsertRows()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of rows that are laid out."""
        return 0 if parent.isValid() else self._laid_out

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen; nor are they enabled, for a click on one would take the choice from the row that has it."""
        if not index.isValid() or self._rows[index.row()].kind == "document":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the row, or its words for a screen reader."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{row.hit.citation}: {row.hit.snippet}" if row.hit else row.title
            case _ if role == ROW_ROLE:
                return row
        return None


def arrange(
    hits: Sequence[Hit],
    cards: Mapping[str, Card],
    *,
    direct: bool,
    unfolded: Set[Unfolded] = frozenset(),
    left: int = 0,
) -> list[HitRow]:
    """Group hits by document, documents in the order of their first hit; of a law the newest version, the others behind a row.

    Args:
        hits: In their order.
        cards: For the headings.
        direct: The first hit stands alone at the top.
        unfolded: What is shown whole.
        left: How many more were counted: they are asked for at the end.
    """
    rows: list[HitRow] = []
    rest = list(hits)
    if direct and rest:
        rows.append(HitRow("direct", rest[0].document, hit=rest.pop(0)))
    groups: dict[str, list[Hit]] = {}
    for hit in rest:
        groups.setdefault(hit.document, []).append(hit)
    names = names_apart(cards[document] for document in groups if document in cards)
    # What was named stands for the newest version of its law, where it is that.
    documents = dict.fromkeys([*(row.document for row in rows), *groups])
    for common, (newest, *older) in versions_of(documents, cards).items():
        if newest in groups:
            rows += _of_document(newest, groups[newest], cards, unfolded, names)
        older = [document for document in older if document in groups]
        if common in unfolded:
            for document in older:
                rows += _of_document(document, groups[document], cards, unfolded, names)
        elif older:
            words = counted("另有 {count} 个旧版本", len(older)).format(count=len(older))
            rows.append(HitRow("versions", newest, words, family=common))
    if left:
        rows.append(_rest(len(hits), left))
    return rows


def _place(hit: Hit) -> tuple[str, int, str]:
    return hit.document, hit.start, hit.annotation


def _rest(shown: int, left: int) -> HitRow:
    words = _("只列出了前 {shown} 条，还有 {left} 条：再列一些").format(shown=f"{shown:,}", left=f"{left:,}")
    return HitRow("rest", "", words)


def _of_document(
    document: str,
    group: Sequence[Hit],
    cards: Mapping[str, Card],
    unfolded: Set[Unfolded],
    names: Mapping[str, str],
) -> list[HitRow]:
    rows = [HitRow("document", document, group[0].title, _meta(cards.get(document), names.get(document, "")))]
    # One that is left over is shown rather than announced: the announcement would take as much room.
    whole = document in unfolded or len(group) <= SHOWN_PER_DOCUMENT + 1
    shown = group if whole else group[:SHOWN_PER_DOCUMENT]
    rows.extend(HitRow("hit", document, hit=hit) for hit in shown)
    if len(shown) < len(group):
        left = len(group) - len(shown)
        rows.append(HitRow("more", document, _("另有 {count} 条").format(count=left)))
    return rows


def _meta(card: Card | None, name: str) -> str:
    if card is None:
        return ""
    notes = counted("{count} 条批注", card.annotations).format(count=card.annotations) if card.annotations else ""
    return " · ".join(part for part in (describe(card, name), notes) if part)
