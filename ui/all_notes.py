"""All annotations of a library as one list: narrowed, grouped and sorted without opening a single text.

An annotation tells by itself what it stands on (its quote and the clause of its anchor). Only who is responsible for what it touches
is known from the text alone, and is read when somebody groups by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from reader.errors import KnownError
from reader.model import Span
from storage.annotations import Annotation
from storage.exports.exported import Exported
from ui.exporting import Choice, labels_in_use
from ui.placed import quote_of
from ui.translation import _
from ui.wording import TYPE_WORDS
from ui.workspace import Workspace

Grouping = Literal["document", "tag", "color", "type", "body", "date"]
GROUPINGS: tuple[Grouping, ...] = ("document", "tag", "color", "type", "body", "date")
Known = dict[str, "Line"]
"""The lines that were made, by id."""
Bodies = Mapping[str, tuple[str, ...]]
"""Names of the bodies responsible for what an annotation touches, by the id of the annotation."""


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation in the list.

    Attributes:
        annotation: As stored.
        title: Of its document.
        path: Of the clause in which it was made; empty outside of clauses.
        quote: The annotated words.
        order: To sort by: title, document, first letter (notes on a whole document come first), and when it was made.
        folded: Everything that words are looked for in.
    """

    annotation: Annotation
    title: str
    path: str
    quote: str
    order: tuple[str, str, int, str]
    folded: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which annotations are listed; what is empty takes all.

    Attributes:
        words: Each must occur in note, quote, tags, clause or title; whatever the case.
        colors, types, kinds: One of them is enough; the type of an annotation that has none is empty.
        tags: All of them.
    """

    words: tuple[str, ...] = ()
    colors: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def takes(self, line: Line) -> bool:
        """Tell whether an annotation is listed."""
        annotation = line.annotation
        return (
            (not self.colors or annotation.color in self.colors)
            and (not self.types or annotation.type in self.types)
            and (not self.kinds or annotation.kind in self.kinds)
            and (not self.tags or self.tags <= set(annotation.tags))
            and all(word in line.folded for word in self.words)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and what stands under it.

    Attributes:
        name: The heading.
        lines: Document by document, in the order of the text.
    """

    name: str
    lines: list[Line]


def narrowing(words: str, **chosen: Iterable[str]) -> Narrowing:
    """Give what a person typed and ticked as a narrowing."""
    return Narrowing(tuple(words.casefold().split()), **{name: frozenset(ones) for name, ones in chosen.items()})


def collect(workspace: Workspace, known: Known) -> list[Line]:
    """Give all annotations of the shelf, document by document in the order of the text. For the library lane.

    Args:
        workspace: The open library.
        known: The lines that were given before; is brought up to date. Of an annotation that did not change, in a document that
            is called as it was, the line stays the very same object.
    """
    annotations = workspace.kept.all()
    titles = workspace.library.titles({one.document for one in annotations.values()})
    for id_ in known.keys() - annotations.keys():
        del known[id_]
    for id_, one in annotations.items():
        line = known.get(id_)
        if line is None or line.annotation is not one or line.title != titles[one.document]:
            known[id_] = _line(one, titles[one.document])
    lines = sorted(known.values(), key=attrgetter("order"))
    known.clear()  # what is in order already is sorted ten times faster the next time
    known.update((line.annotation.id, line) for line in lines)
    return lines


def bodies_of(workspace: Workspace, documents: Sequence[str]) -> Bodies:
    """Give who is responsible for what the annotations of some documents touch. For the library lane; it opens their texts."""
    found: dict[str, tuple[str, ...]] = {}
    for document in documents:
        try:
            text = workspace.text(document)
        except KnownError:  # a source that is lost names nobody; the list has the notes all the same
            continue
        for placed in workspace.placed_in(text, document) if text.tasks else ():
            names = [
                body.name
                for task in text.tasks
                if _touches(task.statement, task.measure, placed.spans)
                for body in task.bodies
            ]
            if names:
                found[placed.annotation.id] = tuple(dict.fromkeys(names))
    return found


def grouped(lines: Iterable[Line], by: Grouping, bodies: Bodies, color_word: Callable[[str], str]) -> list[Group]:
    """Give annotations under headings; one with several tags or bodies stands under each of them.

    Args:
        lines: In the order that they keep within a group.
        by: What the headings are.
        bodies: As far as they are known.
        color_word: Gives the name of a colour.
    """
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        for key in keys(line, by, bodies, color_word):
            found[key].append(line)
    order = sorted(found, reverse=True) if by == "date" else sorted(found, key=lambda key: (key[1] == "", key))
    if by in ("color", "type", "document"):  # as the words of the program and of the shelf are ordered
        order = list(found) if by == "document" else sorted(found, key=lambda key: key[0])
    return [Group(key[1] or _without(by), found[key]) for key in order]


def plain_text(workspace: Workspace, chosen: Sequence[tuple[str, str]]) -> str:
    """Give annotations as plain text, placed in the texts of today. For the library lane.

    Args:
        workspace: The open library.
        chosen: Ids of a document and of an annotation of it.
    """
    import datetime

    from storage.exports.plain import plain

    return plain(
        _exported(workspace, chosen),
        datetime.datetime.now().astimezone(),
        labels_in_use(workspace.library.colors.names()),
    )


def choice_of(chosen: Iterable[tuple[str, str]]) -> Choice:
    """Give the choice of an export that takes these annotations alone."""
    return Choice(ids=frozenset(annotation for _document, annotation in chosen))


def _exported(workspace: Workspace, chosen: Sequence[tuple[str, str]]) -> Iterable[Exported]:
    choice = choice_of(chosen)
    for document in dict.fromkeys(document for document, _annotation in chosen):
        yield choice.of(workspace.exported(document))


def _line(annotation: Annotation, title: str) -> Line:
    anchor = annotation.anchors[0] if annotation.anchors else None
    quote, path = quote_of(annotation), anchor.clause if anchor else ""
    folded = "\n".join((annotation.note, quote, path, title, *annotation.tags)).casefold()
    order = (title, annotation.document, anchor.start if anchor else -1, annotation.created)
    return Line(annotation, title, path, quote, order, folded)


def _touches(statement: Span, measure: Span, spans: Sequence[Span]) -> bool:
    return any(statement.overlaps(span) or measure.overlaps(span) for span in spans)


_TYPES = tuple(TYPE_WORDS)
_COLORS = ("yellow", "green", "blue", "pink", "violet")


def keys(line: Line, by: Grouping, bodies: Bodies, color_word: Callable[[str], str]) -> list[tuple[str, str]]:
    """Give what an annotation stands under: a key to sort by, and the heading; an empty heading for what has none."""
    annotation = line.annotation
    match by:
        case "document":
            return [(annotation.document, line.title)]
        case "tag":
            return [(tag, tag) for tag in annotation.tags] or [("", "")]
        case "color":
            return [(str(_COLORS.index(annotation.color)), color_word(annotation.color))]
        case "type":
            type_ = annotation.type
            return [(str(_TYPES.index(type_)), TYPE_WORDS[type_]())] if type_ else [("9", "")]
        case "body":
            return [(name, name) for name in bodies.get(annotation.id, ())] or [("", "")]
        case "date":
            day = annotation.modified[:10]
            return [(day, day)]


def _without(by: Grouping) -> str:
    return {"tag": _("没有标签"), "type": _("没有类型"), "body": _("没有责任单位")}.get(by, "")
