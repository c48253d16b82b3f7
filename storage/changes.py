"""What a mutation changed: the one thing that the core tells the window (after Anki's ``OpChanges``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Exactly what one action changed; falsy when it changed nothing.

    Attributes:
        documents: Ids of documents whose own data changed: card, current text, or whether they stand on the shelf. That a
            document has more or fewer annotations now is told by ``annotations``, not here.
        annotations: Ids of annotations that appeared, changed or went away, with their document or by themselves.
        tags: Whether ``Library.annotations.tags()`` may give something else now.
        tasks: Ids of documents of whose tasks something else is kept now.
        colors: Whether ``Library.colors.names()`` may give something else now.
        words: Whether ``Library.words.listed()`` may give something else now.
        searches: Whether ``Library.searches.listed()`` may give something else now.
    """

    documents: frozenset[str] = frozenset()
    annotations: frozenset[str] = frozenset()
    tags: bool = False
    tasks: frozenset[str] = frozenset()
    colors: bool = False
    words: bool = False
    searches: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.documents | other.documents,
            self.annotations | other.annotations,
            self.tags or other.tags,
            self.tasks | other.tasks,
            self.colors or other.colors,
            self.words or other.words,
            self.searches or other.searches,
        )

    def __bool__(self) -> bool:
        return bool(
            self.documents or self.annotations or self.tags or self.tasks or self.colors or self.words or self.searches
        )
