"""An open library with its index: the one object that the window and the command line both talk to.

It imports, annotates, searches and exports; it returns plain values and never shows anything. All calls come from one thread, save
those that say that they are safe in another, which may be made at the same time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader.anchor import describe
from reader.errors import KnownError
from reader.model import Span, Text
from reader.names import Names
from search.results import Hit, Results, Sort, exact_first
from storage.annotations import Annotation, Color, Style, Type
from storage.cards import Card
from storage.changes import Changes
from storage.colors import NO_NAMES
from storage.corrections import Correction
from storage.documents import CardField, Corrected
from storage.history import Undone
from storage.identity import new_id
from storage.library import Arrival, Library
from storage.readings import packed
from ui import indexing
from ui.collector import staying
from ui.filtering import Shelf
from ui.indexed import Indexed
from ui.kept_notes import KeptNotes
from ui.kept_texts import KeptTexts
from ui.named_apart import meant_by
from ui.placed import PlacedAnnotation, Places
from ui.readers import Readers
from ui.searchable_notes import SearchableNotes
from ui.unindexed import Unindexed

if TYPE_CHECKING:
    from search.index import Index
    from storage.exports.exported import Exported
    from ui.exporting import ExportRow, Order
    from ui.following import Following
    from ui.importing import ImportRow, Reading, Source
    from ui.versioning import Versions


class Workspace:
    """An open library with its index."""

    def __init__(self, library: Library, readers: Readers) -> None:
        """Take over an open library.

        Args:
            library: The library.
            readers: Read what is imported, and sources again whose texts were lost.
        """
        self.library = library
        self.readers = readers
        self._texts = KeptTexts(library)
        self.kept = KeptNotes(library)
        self._places = Places()
        self._written = SearchableNotes(library, self.kept)
        self.words = indexing.folded_words(library.words.listed())  # of the user; another thread may look at them
        self._making = threading.Lock()
        self._index: Index | None = None
        self._is_closed = False

    # Parts that are made when they are first asked for: a window that opens waits for none of them.

    @property
    def index(self) -> Index:
        """The index, for any thread; opened with the first search. That of a closed library is closed."""
        with self._making:
            if self._index is None:
                from search.index import Index

                self._index = Index(self.library.folder / indexing.INDEX_FOLDER, opening=staying)
                if self._is_closed:
                    self._index.close()
            return self._index

    @cached_property
    def unindexed(self) -> Unindexed:
        """What a search finds beside the index."""
        return Unindexed(self.library.folder, self.index)

    @cached_property
    def versions(self) -> Versions:
        """Versions of documents and their review."""
        from ui.versioning import Versions

        return Versions(self.library, self.text, self._changed)

    @cached_property
    def following(self) -> Following:
        """Cross references."""
        from ui.following import Following

        return Following(self.library, self.text)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """Open the library in a folder; an empty or missing folder becomes a new one.

        Raises:
            KnownError: It cannot be opened: in use, damaged, made by a newer version, not writable.
        """
        readers = Readers()
        return cls(Library.open(folder, read_only=read_only, read=readers.read), readers)

    def close(self) -> None:
        """Close the library and let others open it."""
        self.readers.stop()
        with self._making:
            self._is_closed = True
            if self._index is not None:
                self._index.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Documents

    def cards(self) -> list[Card]:
        """Give the cards of all documents on the shelf, by title."""
        return self.library.cards()

    def find_document(self, name: str) -> Card:
        """Give the document that a person means by the beginning of its id or a piece of its title.

        Raises:
            KnownError: ``document-unknown``, or ``document-ambiguous`` with the titles in question.
        """
        return meant_by(name, self.cards())

    def text(self, document: str) -> Text:
        """Give the current Text of a document, as the user corrected it.

        Raises:
            KnownError: The document is unknown or its source cannot be read again.
        """
        return self._texts.current(document)

    def keywords(self, document: str) -> tuple[str, ...]:
        """Give the words that tell what a document is about; takes 0.1 s or more.

        Raises:
            KnownError: As ``text``.
        """
        from search.keywords import keywords

        text = self.text(document)
        return keywords(text.text, text.title.value if text.title else "")

    def names(self) -> Names:
        """Give what finds the documents on the shelf that a reference means."""
        return Names((card.id, card.title, card.number) for card in self.cards())

    def add(self, reading: Reading) -> ImportRow:
        """Store one reading and say what became of it."""
        (row,) = self.add_all([reading])
        return row

    def add_all(self, readings: Sequence[Reading], part_of: str = "") -> list[ImportRow]:
        """Store readings, all or none, and say what became of each; ``part_of`` as in ``Library.add_all``."""
        from ui.importing import row_of

        arrivals = [Arrival(packed(one.text), one.data, one.source.place, one.source.name) for one in readings]
        stored = self.library.add_all(arrivals, part_of)
        for added in stored:
            self._changed(added.changes)
        return [
            row_of(reading.source, added.status, self.library.card(added.document), added.marks)
            for reading, added in zip(readings, stored, strict=True)
        ]

    def import_all(
        self,
        wanted: Sequence[Source],
        *,
        report: Callable[[ImportRow, int, int], None] = lambda row, done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[ImportRow]:
        """Read and store sources here and now; see ``import_sources`` (the window does it beside its lanes)."""
        from ui.importing import import_sources

        known = self.library.known_sources().get
        store = partial(self.add_all, part_of=new_id())
        return import_sources(wanted, store, known=known, report=report, cancelled=cancelled)

    def remove(self, documents: Sequence[str]) -> Changes:
        """Take documents off the shelf; their notes stay with them and come back with ``restore``."""
        return self._changed(self.library.remove(documents))

    def restore(self, documents: Sequence[str]) -> Changes:
        """Put removed documents back on the shelf with their notes."""
        return self._changed(self.library.restore(documents))

    def correct(self, document: str, field: CardField, value: Corrected) -> Changes:
        """Correct what was read of a document (a field of its card, or its ``validity``); None takes it back."""
        return self._changed(self.library.correct(document, field, value))

    def mend(self, document: str, wanted: Sequence[Correction]) -> Changes:
        """Correct the reading of a document, as one action; ``ui/mending.py`` says what."""
        return self._changed(self.library.corrections.mend(document, wanted))

    # Annotations

    def annotate(
        self,
        document: str,
        spans: Sequence[Span],
        *,
        text: Text | None = None,
        color: Color = "yellow",
        style: Style = "solid",
        type: Type = "",
        note: str = "",
        tags: Sequence[str] = (),
        bookmark: bool = False,
    ) -> tuple[str, Changes]:
        """Annotate pieces of a document; gives the new annotation's id.

        Args:
            document: Its id.
            spans: Pieces of the reading text, none empty; no piece at all makes a note on the document as a whole.
            text: The text that they are pieces of; None for the current one. An older one's annotation waits for a review.
            color: Role of its colour.
            style: How it is drawn.
            type: What it is for.
            note: The user's words; empty for a mere highlight.
            tags: Names.
            bookmark: A bookmark instead of a highlight.
        """
        text = text or self.text(document)
        anchors = [describe(text, span) for span in spans]
        annotation, changes = self.library.annotations.add(
            document, anchors, color=color, style=style, type=type, note=note, tags=tags, bookmark=bookmark
        )
        return annotation, self._changed(changes)

    def change(
        self,
        annotations: str | Sequence[str],
        *,
        color: Color | None = None,
        style: Style | None = None,
        type: Type | None = None,
        note: str | None = None,
        add_tags: Sequence[str] = (),
        drop_tags: Sequence[str] = (),
    ) -> Changes:
        """Change what is given of one annotation, or of several alike, as one action."""
        return self._changed(
            self.library.annotations.change(
                annotations, color=color, style=style, type=type, note=note, add_tags=add_tags, drop_tags=drop_tags
            )
        )

    def bring_in(
        self, arriving: Sequence[Annotation], colors: Mapping[Color, str] = NO_NAMES
    ) -> tuple[list[bool], Changes]:
        """Put annotations that came in a file on their documents (``ui/note_import.py`` finds them); tells which are new."""
        news, changes = self.library.annotations.bring_in(arriving, colors)
        return news, self._changed(changes)

    def delete(self, annotations: Sequence[str]) -> Changes:
        """Delete annotations, as one action."""
        return self._changed(self.library.annotations.delete(annotations))

    def restore_notes(self, annotations: Sequence[str]) -> Changes:
        """Bring deleted annotations back, as one action."""
        return self._changed(self.library.trash.restore(annotations))

    def add_words(self, words: Sequence[str]) -> Changes:
        """Have words searched whole, once the index is brought up to date, as one action; see ``Library.words``."""
        return self._changed(self.library.words.add(*words))

    def forget_words(self, words: Sequence[str]) -> Changes:
        """Have words searched as any others, as one action."""
        return self._changed(self.library.words.forget(*words))

    def placed(self, document: str | None = None) -> list[PlacedAnnotation]:
        """Give annotations with their places, document by document in the order of the text; bookmarks included.

        Args:
            document: Only of this one; of all documents on the shelf where None.
        """
        if document is not None:
            return list(self.placed_in(self.text(document), document))
        in_order = sorted(self.kept.all().values(), key=lambda one: (one.created, one.id))
        holders = dict.fromkeys(one.document for one in in_order)
        return [placed for holder in holders for placed in self.placed_in(self.text(holder), holder)]

    def placed_in(self, text: Text, document: str) -> tuple[PlacedAnnotation, ...]:
        """Give the annotations of a document with their places in a text of it, in the order of the text.

        Those that did not change since the last time are the same objects, and so is the whole where none did.

        Args:
            text: As the document is read, or in 原貌.
            document: Its id.
        """
        return self._places.of(text, self.kept.on(document))

    def undo(self, unfinished: Collection[str] = ()) -> Undone | None:
        """Undo the last action that is not undone; None where there is none. See ``Library.undo``."""
        return self._replayed(self.library.undo(unfinished))

    def redo(self) -> Undone | None:
        """Redo the action that was undone last; None where there is none."""
        return self._replayed(self.library.redo())

    # Search

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
        here: str = "",
    ) -> Results:
        """Give the best clauses and notes for a query: one flat ranking. Safe in another thread.

        Args:
            query: As typed.
            limit: Hits at most.
            documents: Search these only.
            sort: The order of the hits.
            here: Id of the document that is being read: 本法第三条 is a clause of it.
        """
        found = self.index.search(query, limit=limit, documents=documents, sort=sort, here=here)
        if found.how == "best":  # as the window does
            places = self.index.verbatim(query, limit=limit, documents=documents, sort=sort)
            found = exact_first(found, places, limit)
        notes = self.search_notes(query, documents)
        # The user's own words are few and meant: they go before the clauses, unless a clause was asked for by its number.
        hits = [*found.hits, *notes] if found.how in ("citation", "number") else [*notes, *found.hits]
        return replace(found, hits=hits[:limit], total=found.total + len(notes))

    def search_notes(self, query: str, documents: Collection[str] | None = None) -> list[Hit]:
        """Give the notes that answer a query, best first. Safe in another thread. ``locate`` tells where they stand."""
        return self._written.search(query, documents)

    def locate(self, hit: Hit) -> Hit:
        """Give a hit with its place in the current text: notes know it only once the text is at hand."""
        if hit.kind != "note":
            return hit
        here = next(one for one in self.placed(hit.document) if one.annotation.id == hit.annotation)
        if not here.spans:
            return hit
        return replace(hit, start=here.spans[0].start, end=here.spans[-1].end, clause=here.spans[0])

    def verbatim(
        self,
        query: str,
        *,
        limit: int = 100,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
    ) -> Results:
        """Give every place where the query stands letter for letter, in the order of documents and text; all are counted."""
        return self.index.verbatim(query, limit=limit, documents=documents, sort=sort)

    def pattern(
        self,
        pattern: str,
        *,
        limit: int = 100,
        documents: Collection[str] | None = None,
        sort: Sort = "relevance",
        across: bool = False,
    ) -> Results:
        """Give every place of a regular expression, in the order of documents and text. Safe in another thread.

        Raises:
            KnownError: ``pattern-invalid`` or ``pattern-too-slow``.
        """
        return self.index.pattern(pattern, limit=limit, documents=documents, sort=sort, across=across)

    def shelf(self, cards: Mapping[str, Card] | None = None) -> Shelf:
        """Give what filters look at. Safe in another thread where the cards are given.

        Args:
            cards: Of all documents, by id; read where None.
        """
        known = {card.id: card for card in self.cards()} if cards is None else cards
        return Shelf(known, self._written.tags(), lambda words: {hit.document for hit in self.search_notes(words)})

    def bring_index_up_to_date(
        self,
        progress: Callable[[int, int], None] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Indexed:
        """Index what is new here and now (the window has a worker do it)."""
        indexed = indexing.bring_up_to_date(self.library, progress=progress, cancelled=cancelled)
        self.index.refresh()
        return indexed

    # Export

    def export_notes(self, order: Order) -> list[ExportRow]:
        """Write documents or their annotations.

        Raises:
            KnownError: ``nothing-to-export``, ``export-without-text``, ``template-unknown``.
        """
        from storage.exports.template_files import find_template
        from ui.exporting import export_notes

        if not order.documents:
            raise KnownError("nothing-to-export")
        template = find_template(order.template, self.template_folder)
        exported = (self.exported(document) for document in order.documents)
        return export_notes(exported, order, template, self.library.colors.names())

    @property
    def template_folder(self) -> Path:
        """Where the user's own templates lie."""
        return self.library.folder / "templates"

    # Inside

    def exported(self, document: str) -> Exported:
        """Give what an export of a document is made of."""
        from storage.exports.exported import Exported

        annotations = [(one.annotation, one.spans) for one in self.placed(document)]
        chain = self.library.versions.chain(document)
        return Exported(self.library.card(document), self.text(document), annotations, chain)

    def _replayed(self, undone: Undone | None) -> Undone | None:
        if undone is not None:
            self._changed(undone.changes)
        return undone

    def _changed(self, changes: Changes) -> Changes:
        if changes.documents and "following" in self.__dict__:
            self.following.forget()
        if changes.words:
            self.words = indexing.folded_words(self.library.words.listed())
        self._written.heed(changes)
        return changes
