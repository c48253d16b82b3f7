"""An open library as the window sees it: every call goes to its lane, every change comes back once and is told to all.

The core returns ``Changes``; here they become signals. Nothing below knows of the window, and no panel knows of another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from reader.model import Span, Text
from storage.annotations import Color
from storage.cards import Card
from storage.colors import NO_NAMES
from storage.documents import CardField, Corrected
from storage.history import Undone
from ui.placed import PlacedAnnotation
from ui.window import library_work as work
from ui.window.importing.index_keeper import IndexKeeper
from ui.window.library_work import Opened, Start, State
from ui.window.page.look import PLAIN, Look
from ui.window.reading_places import ReadingPlaces
from ui.window.searching.answer import Answer, Question, answer_to, search_once
from ui.window.shelf.shelved import Shelved
from ui.window.tasks import Task, TaskRunner
from ui.window.upkeep import Upkeep
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.exporting import ExportRow, Order
    from ui.importing import ImportRow, Source
    from ui.window.ahead import Ahead

_SHELF_SECONDS = 1.0
"""How often the shelf is shown anew while an import runs: the larger it is, the less often."""
_SHELF_LARGE = 1000
"""Documents with which a shelf is shown half as often; reading and showing 3,000 takes 0.1 s."""
_CARDS_ONE_BY_ONE = 20
"""Cards of more documents are read faster with the whole shelf."""


class Session(QObject):
    """One open library.

    Attributes:
        shelf: All documents, as they were read last.
        cards: The same by id, with the figures of those that were touched since.
        annotations: How many they carry together.
        index: Keeps the index in step with it.
        color_names: What the user calls colours, by role.

    Signals:
        started: ``Start``, once.
        start_failed: The exception, once, instead.
        cards_changed: The shelf is another.
        card_changed: A ``Card`` whose figures changed.
        annotations_changed: Document id, all its ``PlacedAnnotation``; those that did not change are the same objects as before.
        tags_changed: List of the tags in use.
        color_names_changed: What the user calls colours, by role.
        history_changed: Names of the actions to undo and redo, None for none; where the log of changes ends.
        overtaken: An import, which has its own lane, has written: what was done before is not the last thing any more.
        closing: The library will be closed; another process may have it then.
        documents_gone: Set of ids that are no longer on the shelf.
    """

    started = Signal(object)
    start_failed = Signal(object)
    cards_changed = Signal()
    card_changed = Signal(object)
    annotations_changed = Signal(str, object)
    tags_changed = Signal(list)
    color_names_changed = Signal(object)
    history_changed = Signal(object, object, int)
    overtaken = Signal()
    closing = Signal()
    documents_gone = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf = Shelved()
        self.cards: dict[str, Card] = {}
        self.annotations = 0
        self.color_names: Mapping[Color, str] = NO_NAMES
        self._tasks = tasks
        self._workspace: Workspace | None = None
        self._opening: work.Opening | None = None
        self.index = IndexKeeper(tasks, lambda: self.cards.values(), self)
        self._watched: dict[str, bool] = {}
        self._placed: dict[str, Sequence[PlacedAnnotation]] = {}
        self._shelf_shown = 0.0
        self._places = ReadingPlaces(partial(self.run, work.save_places), self)
        self._upkeep = Upkeep(self.update_index, self._back_up, self)

    # Opening and closing

    def open(self, folder: Path, ahead: Ahead | None = None) -> None:
        """Open the library in a folder, or wait for one that opens already; ``started`` or ``start_failed`` tells."""
        opened = ahead.opened.result if ahead else partial(work.start, folder)
        self._opening = work.Opening(opened)
        self._tasks.run(self._opening.start, done=self._on_started, failed=self.start_failed.emit)

    def close(self) -> None:
        """Save what is pending, end the lanes and close the library."""
        self.closing.emit()
        self._places.save()
        if self._workspace is not None:
            # What was made since the start is nowhere else; on the first day there is no backup from before, either.
            self._tasks.run(self._workspace.library.back_up_when_due)
            self._tasks.run(self._workspace.close)
            self._workspace = None
        elif self._opening is not None:
            self._tasks.run(self._opening.let_go)
        self._opening = None
        self.index.close()
        self._tasks.close()
        self.index.stop()

    def is_open(self) -> bool:
        """Tell whether there is a library to work with."""
        return self._workspace is not None

    def run(
        self,
        method: Callable[..., Any],
        *arguments: object,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Call a function with the workspace in the library lane (exports, settings, the list of removed documents).

        Args:
            method: Is given the workspace and the arguments; an unbound method of ``Workspace`` will do.
            *arguments: For it.
            done: Hears its answer.
            failed: Hears what went wrong; without it the user does.
        """
        if self._workspace is not None:
            self._tasks.run(method, self._workspace, *arguments, done=done, failed=failed)

    # Reading

    def watch(self, documents: Sequence[str]) -> None:
        """Say which documents are laid out: changes of their annotations are told."""
        self._watched = {document: self._watched.get(document, False) for document in documents}

    def read(self, document: str, done: Callable[[Opened], None], *, original: bool = False) -> None:
        """Fetch a document to be shown. Of several asked for in a row only the last is fetched.

        Args:
            document: Its id.
            done: Hears the document.
            original: With its marks as the source printed them (原貌).
        """
        if self._workspace is None:
            return
        self._places.save()
        take = partial(self._on_read, done)
        self._tasks.run(work.fetch, self._workspace, document, original, done=take, topic="read")

    def annotation(self, document: str, annotation: str) -> PlacedAnnotation | None:
        """Give an annotation of a watched document."""
        return next((one for one in self.placed(document) if one.annotation.id == annotation), None)

    def placed(self, document: str) -> Sequence[PlacedAnnotation]:
        """Give the annotations of a watched document, placed in the text that is shown."""
        return self._placed.get(document, ())

    def keep_place(self, document: str, offset: int) -> None:
        """Remember where the user reads; written after a rest."""
        self._places.keep(document, offset, self._watched.get(document, False))

    # Changing

    def annotate(
        self,
        document: str,
        spans: Sequence[Span],
        *,
        shown: Text | None = None,
        look: Look = PLAIN,
        bookmark: bool = False,
        done: Callable[[str], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Annotate pieces of a document.

        Args:
            document: Its id.
            spans: Pieces of ``shown``.
            shown: The text that the page shows; None where that is the current one. The shelf may have another by now.
            look: How they look.
            bookmark: A bookmark instead of a highlight.
            done: Hears the new annotation's id when the panels have it.
            failed: Hears what went wrong; without it the user does.
        """
        act = partial(
            work.annotate,
            document=document,
            spans=tuple(spans),
            shown=shown,
            look=look,
            bookmark=bookmark,
        )
        self._change(act, (document,), done, failed)

    def edit(self, document: str, annotation: str, **fields: Any) -> None:
        """Change ``note``, ``color``, ``style`` or ``type`` of an annotation."""
        self._change(partial(Workspace.change, annotations=annotation, **fields), (document,))

    def set_tags(self, document: str, annotation: str, tags: Sequence[str]) -> None:
        """Make these the tags of an annotation; only the difference is written."""
        known = self.annotation(document, annotation)
        before = set(known.annotation.tags) if known else set()
        added = [tag for tag in tags if tag not in before]
        self.edit(document, annotation, add_tags=added, drop_tags=sorted(before - set(tags)))

    def delete(self, document: str, annotations: Sequence[str], done: Callable[[Any], None] | None = None) -> None:
        """Delete annotations of a document."""
        self._change(partial(Workspace.delete, annotations=tuple(annotations)), (document,), done)

    def remove(self, documents: Sequence[str], done: Callable[[Any], None] | None = None) -> None:
        """Take documents off the shelf."""
        self._change(partial(Workspace.remove, documents=tuple(documents)), None, done)

    def restore(self, documents: Sequence[str], done: Callable[[Any], None] | None = None) -> None:
        """Put removed documents back."""
        self._change(partial(Workspace.restore, documents=tuple(documents)), None, done)

    def correct(self, document: str, values: Mapping[CardField, Corrected]) -> None:
        """Correct fields of a card; None takes a correction back."""
        self._change(partial(work.correct, document=document, values=dict(values)), None)

    def mend(self, act: Callable[[Workspace], Any], done: Callable[[Any], None] | None = None) -> None:
        """Change which text of a document is read, or how; who shows it fetches it again."""
        self._change(act, None, done)

    def settle(self, document: str, act: Callable[[Workspace], Any], done: Callable[[Any], None] | None = None) -> None:
        """Decide where annotations of a document stand after an amendment."""
        self._change(act, (document,), done)

    def keep(self, act: Callable[[Workspace], Any], done: Callable[[Any], None] | None = None) -> None:
        """Keep something that no card shows; ``history_changed`` tells when it is kept."""
        self._change(act, (), done)

    def change_many(
        self, act: Callable[[Workspace], Any], documents: Sequence[str], done: Callable[[Any], None]
    ) -> None:
        """Change annotations of several documents, as one action."""
        self._change(act, tuple(documents) if len(documents) <= _CARDS_ONE_BY_ONE else None, done)

    def replay(
        self,
        act: Callable[[Workspace], Undone | None],
        done: Callable[[Undone | None], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Undo or redo; ``failed`` hears what went wrong, without it the user does."""
        self._change(act, None, done, failed)

    def save_draft(self, annotation: str, note: str) -> None:
        """Keep a note while it is being typed."""
        self.run(work.save_draft, annotation, note)

    # Import, export, search, index

    def import_all(
        self,
        wanted: Sequence[Path] | Sequence[Source],
        *,
        progress: Callable[[int, int], None],
        done: Callable[[list[ImportRow]], None],
        failed: Callable[[BaseException], None],
        part_of: str = "",
    ) -> Task | None:
        """Import files, folders or pasted text, as a whole of this id; the shelf fills meanwhile. None where no library is open."""
        if self._workspace is None:
            return None
        self.index.begin_import()
        job = partial(
            work.import_all, self._tasks, self._workspace, tuple(wanted), pace=self.index.pace, part_of=part_of
        )
        return self._tasks.run(
            job,
            lane="import",
            progress=partial(self._on_import_progress, progress),
            done=partial(self._on_imported, done),
            failed=partial(self._on_import_failed, failed),
        )

    def export(self, order: Order, done: Callable[[list[ExportRow]], None]) -> None:
        """Write documents or their annotations."""
        self.run(Workspace.export_notes, order, done=done)

    def paint(
        self,
        act: Callable[..., Any],
        *,
        progress: Callable[[int, int], None],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Task:
        """Do work that needs nothing of the library any more in the lane of pages; it takes ``progress`` and ``cancelled``."""
        return self._tasks.run(act, lane="pages", progress=progress, done=done, failed=failed)

    def save_window(self, setting: Mapping[str, Any]) -> None:
        """Keep how the window was left."""
        self.run(work.save_window, dict(setting))

    def search(self, question: Question, done: Callable[[Answer], None]) -> None:
        """Search as the user types: ``done`` hears what is found first, then the whole; what a newer question overtook is dropped."""
        if self._workspace is not None:
            ask = partial(answer_to, self._workspace, question, self.cards)
            self._tasks.run(ask, lane="search", done=done, heard=done, topic="search")

    def suggest(self, query: str, done: Callable[[list[str]], None]) -> None:
        """Ask what a query that found little may have meant."""
        if self._workspace is not None:
            self._tasks.run(self._workspace.index.suggest, query, lane="search", done=done, topic="suggest")

    def find(self, text: str, query: str, within: Span | None, done: Callable[[list[Span]], None]) -> None:
        """Find every place of a query in a text that is shown; an answer that a newer query has overtaken is dropped."""
        from search.within import find_in

        self._tasks.run(find_in, text, query, within, lane="search", done=done, topic="find")

    def warm_up(self) -> None:
        """Load what the first search and import wait for, in a moment in which the user rests: the segmenter stops everything for 0.1 s."""
        if self._workspace is not None:
            self._tasks.run(search_once, self._workspace, lane="search")
            self.warm_reader()

    def warm_reader(self) -> None:
        """Have a reader ready for the next import; nothing to do where one is."""
        if self._workspace is not None:
            warm = partial(work.warm_reader, self._workspace.readers)
            self._tasks.run(warm, lane="import", progress=lambda _done, _total: None, failed=lambda _error: None)

    def update_index(self) -> None:
        """Bring the index up to date in the background; called again meanwhile, once more after."""
        self.index.update()

    # Answers

    def _on_started(self, start: Start) -> None:
        self._workspace, self._opening = start.workspace, None
        self.index.open(start.workspace)
        self._show(start.state)
        self.started.emit(start)
        # What ``started`` asked for, the document that is read first, goes before: at the same time all of it takes longer.
        self._tasks.run(work.nothing, done=partial(self._begin_upkeep, start))

    def _begin_upkeep(self, start: work.Start, _answer: None) -> None:
        if self._workspace is start.workspace:
            self._upkeep.begin(is_new=start.is_new)

    def _back_up(self) -> None:
        if self._workspace is not None:
            # A failure is told by the runner's own way for what nobody takes: the message bar.
            self._tasks.run(self._workspace.library.back_up_when_due)

    def _on_read(self, done: Callable[[Opened], None], opened: Opened) -> None:
        self._placed[opened.card.id] = opened.placed
        self._watched[opened.card.id] = opened.original
        done(opened)

    def _change(
        self,
        act: Callable[[Workspace], Any],
        touched: tuple[str, ...] | None,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change the library and read what is to be shown, as one piece of work.

        Args:
            act: Changes it; its answer goes to ``done``.
            touched: The documents whose cards it changes; None for anything.
            done: Called when the panels have what changed.
            failed: Hears what went wrong; without it the user does.
        """
        if self._workspace is not None:
            job = partial(work.change, act=act, touched=touched, watched=dict(self._watched))
            self._tasks.run(job, self._workspace, done=partial(self._on_changed, done), failed=failed)

    def _on_changed(self, done: Callable[[Any], None] | None, outcome: tuple[Any, State]) -> None:
        answer, state = outcome
        self._show(state)
        if any(state.watched.get(document) is not shown for document, shown in self._watched.items()):
            # A document came, or was shown otherwise, after this was asked for and before it was done.
            self.run(partial(work.look, touched=(), watched=dict(self._watched)), done=self._show)
        if state.shelf is not None:
            self.update_index()
        if done is not None:
            done(answer)

    def _show(self, state: State) -> None:
        if state.shelf is not None:
            gone, _other = state.shelf.gone_and_other(self.shelf)
            self.shelf, self.cards, self.annotations = state.shelf, dict(state.shelf.cards), state.shelf.annotations
            self.cards_changed.emit()
            if gone:
                self.documents_gone.emit(gone)
        for card in state.touched:
            if before := self.cards.get(card.id):  # it may have left the shelf meanwhile
                self.cards[card.id] = card
                self.annotations += card.annotations - before.annotations
                self.card_changed.emit(card)
        for document, placed in state.placed.items():
            if self._watched.get(document) != state.watched[document]:
                continue  # it is shown otherwise by now, or no more
            if self._placed.get(document) is not placed:
                self._placed[document] = placed
                self.annotations_changed.emit(document, placed)
        self.tags_changed.emit(state.tags)
        if state.color_names != self.color_names:
            self.color_names = state.color_names
            self.color_names_changed.emit(state.color_names)
        self.history_changed.emit(state.undo, state.redo, state.row)

    def _on_import_progress(self, progress: Callable[[int, int], None], done: int, total: int) -> None:
        progress(done, total)
        self.overtaken.emit()
        now = time.monotonic()
        if done < total and now - self._shelf_shown > _SHELF_SECONDS * (1 + len(self.cards) / _SHELF_LARGE):
            self._shelf_shown = now
            self.run(partial(work.look, touched=None, watched={}), done=self._on_shelf)

    def _on_shelf(self, state: State) -> None:
        self._show(state)
        self.index.follow_import()

    def _on_import_failed(self, failed: Callable[[BaseException], None], error: BaseException) -> None:
        self.index.end_import()
        failed(error)

    def _on_imported(self, done: Callable[[list[ImportRow]], None], rows: list[ImportRow]) -> None:
        self.index.end_import()
        self._change(lambda _workspace: rows, None, done)  # it is stored: only the shelf is to be read anew
