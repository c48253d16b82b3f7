"""All annotations of the shelf as they are now, kept in memory: what was written since is read, and nothing else.

Reading ten thousand annotations from the file takes a third of a second, and after every change of one of them the page, the panels, the
search and the list of all want to know them again. Here they are read once. Before each answer the log is asked what was written since
the one before (``Library.news``), so that an answer is as true as a fresh reading, whoever wrote: the user, an undo, an import.

An annotation that did not change stays the very same object. Whatever is made of annotations (places on a page, lines of a list) can
be kept for as long as its annotation is the same object; that is how the window finds out what to paint again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from storage.annotations import Annotation
from storage.library import Library


class KeptNotes:
    """The annotations of a library's shelf. For the lane of the library."""

    def __init__(self, library: Library) -> None:
        """Begin with nothing: the first question reads all.

        Args:
            library: Where they are kept for good.
        """
        self._library = library
        self._row: int | None = None
        self._all: dict[str, Annotation] = {}
        self._on: dict[str, dict[str, Annotation]] = {}
        self._tags: Counter[str] = Counter()

    def all(self) -> Mapping[str, Annotation]:
        """Give all of them by id, in no order that means anything."""
        self._follow()
        return self._all

    def on(self, document: str) -> Collection[Annotation]:
        """Give those of a document, in no order that means anything."""
        self._follow()
        return self._on.get(document, {}).values()

    def some(self, wanted: Iterable[str]) -> list[Annotation]:
        """Give those of some annotations that are there and on the shelf."""
        self._follow()
        return [self._all[one] for one in wanted if one in self._all]

    def tags(self) -> Counter[str]:
        """Give the tags in use, with how many annotations carry each."""
        self._follow()
        return self._tags

    def _follow(self) -> None:
        """Read what was written since the last question."""
        news = self._library.news(self._row)
        if self._row is None:
            self._take(self._library.annotations.listed())
        elif news:
            read = self._library.annotations.some(news.annotations, news.documents)
            for document in news.documents:  # it may have left the shelf, or come back to it, with all that it carries
                self._drop(list(self._on.get(document, ())))
            self._drop(news.annotations)
            self._take(read)
        self._row = news.row  # only now: what could not be read is asked for again

    def _take(self, read: Iterable[Annotation]) -> None:
        for one in read:
            self._all[one.id] = one
            self._on.setdefault(one.document, {})[one.id] = one
            self._tags.update(one.tags)

    def _drop(self, gone: Iterable[str]) -> None:
        for id_ in gone:
            one = self._all.pop(id_, None)
            if one is None:
                continue
            del self._on[one.document][id_]
            self._tags.subtract(one.tags)
            for tag in one.tags:
                if not self._tags[tag]:
                    del self._tags[tag]
