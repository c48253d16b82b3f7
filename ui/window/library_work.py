"""What the window has its lanes do with the library: plain functions of a Workspace, safe in their lane and nowhere else.

None touches a Qt object. What they give is what the window shows, read in one go, so that a change costs one trip to the lane.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import KnownError
from reader.letters import LetterMap
from reader.model import Span, Text
from storage.annotations import Color
from storage.cards import Card
from storage.documents import CardField, Corrected
from storage.identity import new_id
from storage.trash import Deleted, Removed
from ui.collector import staying
from ui.placed import PlacedAnnotation
from ui.window.outline import Chains, chains, outline
from ui.window.page.look import PLAIN, Look
from ui.window.shelf.shelved import Shelved, shelved
from ui.window.tasks import TaskRunner
from ui.window.tree_model import Node
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.importing import ImportRow, Known, Reading, Source
    from ui.readers import Readers
    from ui.window.importing.pace import Pace

_TELL_SECONDS = 0.1
"""How often an import tells how far it is: files that are there already pass by the hundred, and each would be painted."""

_FEW = 8
"""Files that are looked up one by one."""

Watched = Mapping[str, bool]
"""Documents that are laid out, and whether each shows its marks as the source printed them (原貌)."""


@dataclass(frozen=True, slots=True)
class State:
    """What the window shows of the library.

    Attributes:
        shelf: All documents; None where nothing but the figures of ``touched`` has changed.
        touched: Cards whose figures changed.
        watched: The documents whose annotations are given, as they were shown when this was asked for.
        placed: Annotations of the watched documents, in the texts that are shown. What did not change since it was given last is the
            same object: one annotation, or all of a document.
        tags: In use on the shelf, the most used first.
        undo, redo: Names of the actions; None where there is none.
        color_names: What the user calls colours, by role.
        row: Where the log of changes ends.
    """

    shelf: Shelved | None
    touched: list[Card]
    watched: Watched
    placed: dict[str, Sequence[PlacedAnnotation]]
    tags: list[str]
    undo: str | None
    redo: str | None
    color_names: Mapping[Color, str]
    row: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A document ready to be shown.

    Attributes:
        text: Its current text; in 原貌 with the marks as the source printed them.
        card: Its card.
        placed: Its annotations, placed in ``text``.
        place: Offset in ``text`` where the user was reading; None before the first time.
        original: Whether ``text`` is in 原貌.
        outline: Rows of its clauses.
        chains: Its clauses by path, each with those around it.
    """

    text: Text
    card: Card
    placed: Sequence[PlacedAnnotation]
    place: int | None
    original: bool
    outline: list[Node]
    chains: Chains


@dataclass(frozen=True, slots=True)
class Start:
    """What opening a library gives.

    Attributes:
        workspace: The open library.
        state: What it holds.
        settings: The window's.
        recovered: How many notes were being typed when the program ended; they are saved now.
        is_new: Nothing was ever imported into it.
    """

    workspace: Workspace
    state: State
    settings: dict[str, Any]
    recovered: int
    is_new: bool


def start(folder: Path) -> Start:
    """Open the library in a folder, and save the notes that were being typed when the program ended.

    Raises:
        KnownError: It cannot be opened.
    """
    workspace = Workspace.open(folder)
    library = workspace.library
    recovered = 0
    for annotation, note in library.state.drafts().items():
        try:
            recovered += bool(workspace.change(annotation, note=note))
        except KnownError:  # the annotation is gone, and with it what was being typed on it
            library.state.drop_draft(annotation)
    state = look(workspace, None, {})
    is_new = not (state.shelf and state.shelf.cards) and not library.removed()
    return Start(workspace, state, library.state.setting("window", {}), recovered, is_new)


class Opening:
    """A library that opens, for the library lane: what nobody takes over, as the window closes meanwhile, is closed again.

    Args:
        opened: Gives what opening it gives.
    """

    def __init__(self, opened: Callable[[], Start]) -> None:
        self._opened = opened
        self._start: Start | None = None

    def start(self) -> Start:
        """Give the open library.

        Raises:
            KnownError: It cannot be opened.
        """
        self._start = self._opened()
        return self._start

    def let_go(self) -> None:
        """Close the library: the next window may want it."""
        if self._start is not None:
            self._start.workspace.close()


def warm_reader(readers: Readers, *, progress: object, cancelled: Callable[[], bool]) -> None:
    """Have a reader ready. For the lane of imports, as one that may be told to stop: nobody waits for it on closing."""
    readers.warm_up(cancelled)


def nothing() -> None:
    """Do nothing: its answer comes when what was asked of the lane before is done."""


def look(workspace: Workspace, touched: tuple[str, ...] | None, watched: Watched) -> State:
    """Read what the window shows.

    Args:
        workspace: The open library.
        touched: Documents whose figures changed; None where anything may have changed.
        watched: Documents whose annotations are shown.
    """
    library = workspace.library
    shelf = _shelf(workspace) if touched is None else None
    living = watched if shelf is None else shelf.cards
    return State(
        shelf=shelf,
        touched=[library.card(document) for document in touched or ()],
        watched=watched,
        placed={
            document: workspace.placed_in(shown_text(workspace, document, is_original), document)
            for document, is_original in watched.items()
            if document in living
        },
        tags=[tag for tag, _count in sorted(workspace.kept.tags().items(), key=lambda one: (-one[1], one[0]))],
        undo=library.can_undo(),
        redo=library.can_redo(),
        color_names=library.colors.names(),
        row=library.news(None).row,
    )


def _shelf(workspace: Workspace) -> Shelved:
    with staying():
        return shelved(workspace.cards())


def change(
    workspace: Workspace, act: Callable[[Workspace], Any], touched: tuple[str, ...] | None, watched: Watched
) -> tuple[Any, State]:
    """Change the library and read what is to be shown then; gives the answer of ``act`` and the state.

    Raises:
        KnownError: The change was not possible; nothing has changed.
    """
    answer = act(workspace)
    return answer, look(workspace, touched, watched)


def fetch(workspace: Workspace, document: str, is_original: bool) -> Opened:
    """Give a document ready to be shown, in 原貌 where asked.

    Raises:
        KnownError: It is not on the shelf or its source cannot be read.
    """
    text = shown_text(workspace, document, is_original)
    library = workspace.library
    letters = library.state.place(document)
    place = None if letters is None else _letter_map(text.text).to_text(letters, letters).start
    return Opened(
        text,
        library.card(document),
        workspace.placed_in(text, document),
        place,
        is_original,
        outline(text.text, text.clauses),
        chains(text.clauses),
    )


def shown_text(workspace: Workspace, document: str, is_original: bool) -> Text:
    """Give the text of a document as it is shown."""
    text = workspace.text(document)
    return _in_original(text) if is_original else text


def annotate(
    workspace: Workspace,
    *,
    document: str,
    spans: Sequence[Span],
    shown: Text | None = None,
    look: Look = PLAIN,
    tags: Sequence[str] = (),
    bookmark: bool = False,
) -> str:
    """Annotate spans of a document as it is shown; gives the annotation's id.

    What the page shows need not be what the shelf has: it may be in 原貌, a mark may have been mended, and after an amendment
    the new text is fetched while the user still marks the old one. His words are then those of the old text, and the new
    annotation waits for the review like those that were made before.
    """
    text = workspace.text(document)
    if shown is not None and shown.text_id == text.text_id and shown.text != text.text:
        there, here = _letter_map(shown.text), _letter_map(text.text)
        spans = [here.to_text(there.to_letters(span.start), there.to_letters(span.end)) for span in spans]
        shown = None
    annotation, _changes = workspace.annotate(
        document, spans, text=shown, **look._asdict(), tags=tags, bookmark=bookmark
    )
    return annotation


def correct(workspace: Workspace, *, document: str, values: Mapping[CardField, Corrected]) -> None:
    """Correct fields of a card, each an action of its own."""
    for name, value in values.items():
        workspace.correct(document, name, value)


def save_places(workspace: Workspace, places: Mapping[str, tuple[int, bool]]) -> None:
    """Remember reading positions: the offset in the text as it was shown, and whether that was 原貌."""
    for document, (offset, is_original) in places.items():
        text = shown_text(workspace, document, is_original)
        workspace.library.state.set_place(document, _letter_map(text.text).to_letters(offset))


def save_draft(workspace: Workspace, annotation: str, note: str) -> None:
    """Keep a note that is being typed."""
    workspace.library.state.save_draft(annotation, note)


def save_window(workspace: Workspace, setting: dict[str, Any]) -> None:
    """Keep how the window was left."""
    workspace.library.state.set_setting("window", setting)


def trash(workspace: Workspace) -> tuple[list[Removed], list[tuple[Deleted, str]]]:
    """Give the removed documents, and the deleted annotations with the titles of their documents."""
    titles = {card.id: card.title for card in workspace.cards()}
    bin_ = workspace.library.trash
    return bin_.removed(), [(one, titles[one.annotation.document]) for one in bin_.listed()]


def import_all(
    tasks: TaskRunner,
    workspace: Workspace,
    wanted: Iterable[Path | Source],
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    pace: Pace,
    part_of: str = "",
) -> list[ImportRow]:
    """Import files, folders and pasted text. For the import lane: it reads there and stores in the library lane.

    Args:
        tasks: The lanes.
        workspace: The open library.
        wanted: What to import.
        progress: Hears done and total.
        cancelled: Asked often.
        pace: Told of each document that is stored, and asked whether more are to be read.
        part_of: Id for what is imported as a whole; a new one where empty.

    Raises:
        KnownError: There is nothing to import.
        Cancelled: The program is closing.
    """
    from ui.importing import Source, import_sources, sources

    wanted = list(wanted)
    files = [found for one in wanted for found in ([one] if isinstance(one, Source) else sources([one]))]
    if not files:
        raise KnownError("nothing-to-import", paths="、".join(str(one) for one in wanted))

    whole = part_of or new_id()

    def store(readings: Sequence[Reading]) -> list[ImportRow]:
        return tasks.call("library", workspace.add_all, readings, whole)

    told = 0.0

    def report(row: ImportRow, done: int, total: int) -> None:
        nonlocal told
        if row.status in ("imported", "updated"):
            pace.stored()
        now = time.monotonic()
        if done in (1, total) or now - told >= _TELL_SECONDS:
            told = now
            progress(done, total)

    known: Known
    if len(files) > _FEW:
        known = tasks.call("library", workspace.library.known_sources).get
    else:  # a shelf of thousands is not looked through for one file
        known = partial(tasks.call, "library", workspace.library.known_source)
    return import_sources(
        files,
        store,
        known=known,
        report=report,
        cancelled=cancelled,
        spared=pace.spared,
        readers=workspace.readers,
    )


@lru_cache(maxsize=3)
def _in_original(text: Text) -> Text:
    from reader.original import original

    return original(text)


@lru_cache(maxsize=4)
def _letter_map(text: str) -> LetterMap:
    return LetterMap(text)
