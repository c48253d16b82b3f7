"""What the user wrote, as a search sees it: notes and tags, at hand for the search lane while the library lane goes on."""

from __future__ import annotations

from collections.abc import Collection

from search.results import Hit, Note
from storage.annotations import Annotation
from storage.changes import Changes
from storage.library import Library
from ui.kept_notes import KeptNotes
from ui.placed import quote_of


class SearchableNotes:
    """The annotations on the shelf that have words or tags. Another thread may search while one keeps them up to date."""

    def __init__(self, library: Library, kept: KeptNotes) -> None:
        """Take up what is there.

        Args:
            library: Knows the titles.
            kept: The annotations.
        """
        self._library = library
        self._kept = kept
        self._notes = self._of(kept.all().values())  # replaced as a whole, never changed: a search sees one state

    def search(self, query: str, documents: Collection[str] | None = None) -> list[Hit]:
        """Give the notes that answer a query, best first. Safe in another thread.

        Args:
            query: As typed.
            documents: Only on these; on all where None.
        """
        from search.notes import search_notes

        return search_notes(query, [note for note in self._notes if documents is None or note.document in documents])

    def tags(self) -> dict[str, frozenset[str]]:
        """Give the tags on each document that has any. Safe in another thread."""
        tags: dict[str, set[str]] = {}
        for note in self._notes:
            tags.setdefault(note.document, set()).update(note.tags)
        return {document: frozenset(own) for document, own in tags.items()}

    def heed(self, changes: Changes) -> None:
        """Take up what has changed."""
        if changes.documents and (changes.annotations or changes.documents & {one.document for one in self._notes}):
            self._notes = self._of(self._kept.all().values())
        elif changes.annotations:
            others = [note for note in self._notes if note.annotation not in changes.annotations]
            self._notes = (*others, *self._of(self._kept.some(changes.annotations)))

    def _of(self, annotations: Collection[Annotation]) -> tuple[Note, ...]:
        written = [one for one in annotations if one.note or one.tags]
        titles = self._library.titles({one.document for one in written})
        return tuple(_searchable(annotation, titles[annotation.document]) for annotation in written)


def _searchable(annotation: Annotation, title: str) -> Note:
    return Note(
        annotation=annotation.id,
        document=annotation.document,
        title=title,
        path=annotation.anchors[0].clause if annotation.anchors else "",
        quote=quote_of(annotation),
        note=annotation.note,
        tags=annotation.tags,
    )
