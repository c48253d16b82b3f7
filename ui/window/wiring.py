"""How the parts of the window are tied together, one function for each concern; no part knows another that is not handed to it.

Where several listen to one signal, they hear it in the order in which they are tied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.indexed import Skipped, in_words
from ui.translation import _
from ui.window.actions import Actions
from ui.window.all_notes.desk import AllNotesDesk
from ui.window.desk import Desk
from ui.window.dialogs import Dialogs
from ui.window.importing.importer import Importer
from ui.window.layer import Layer
from ui.window.leaving import Leaving
from ui.window.ledger.desk import LedgerDesk
from ui.window.left_panel import LeftPanel
from ui.window.mending.mender import Mender
from ui.window.messages import Messages
from ui.window.notes_panel import NotesPanel
from ui.window.page.reading_page import ReadingPage
from ui.window.reading_area import ReadingArea
from ui.window.searching.finder import Finder
from ui.window.searching.search_field import SearchField
from ui.window.session import Session
from ui.window.sharing.sharer import Sharer
from ui.window.status_bar import StatusBar
from ui.window.versions.comparer import Comparer
from ui.window.versions.desk import VersionDesk
from ui.wording import status_word


def wire_session(session: Session, desk: Desk, left: LeftPanel, notes: NotesPanel, messages: Messages) -> None:
    """Let the parts show what changes in the library, and what is offered end with what it is about."""
    session.overtaken.connect(messages.outdate)
    session.documents_gone.connect(messages.forget)
    session.cards_changed.connect(desk.on_cards_changed)
    session.card_changed.connect(left.library.replace)
    session.card_changed.connect(desk.tell_total)
    session.annotations_changed.connect(desk.on_annotations_changed)
    session.tags_changed.connect(notes.set_known_tags)
    session.documents_gone.connect(desk.on_documents_gone)


def wire_index(session: Session, status: StatusBar, messages: Messages) -> None:
    """Let the foot of the window tell how far the index is, and what it could not take in."""

    def tell(skipped: Sequence[Skipped]) -> None:
        said = [in_words(one) for one in skipped]
        status.set_skipped(said)
        if said:
            others = _("（还有 {count} 件，见窗口右下角）").format(count=len(said) - 1) if len(said) > 1 else ""
            messages.warn(said[0] + others)

    session.index.progressed.connect(status.set_indexing)
    session.index.gave_up.connect(status.set_index_behind)
    session.index.skipped.connect(tell)


def wire_history(session: Session, desk: Desk, actions: Actions, messages: Messages) -> None:
    """Let 撤销 and 重做 say what they are about, and be there, as 后退 and 前进, only where there is something to do."""

    def tell_changes(undo: str | None, redo: str | None, row: int = 0) -> None:
        messages.outdate(row)
        for name, verb, case in (("undo", _("撤销"), undo), ("redo", _("重做"), redo)):
            actions[name].setEnabled(case is not None)
            actions[name].setText(f"{verb}{_('：')}{status_word(case)}" if case else verb)

    def tell_travel(can_go_back: bool, can_go_forward: bool) -> None:
        actions["back"].setEnabled(can_go_back)
        actions["forward"].setEnabled(can_go_forward)

    session.history_changed.connect(tell_changes)
    desk.travelled.connect(tell_travel)
    tell_changes(None, None)
    tell_travel(False, False)


def wire_left(left: LeftPanel, desk: Desk, mender: Mender, ledger: LedgerDesk) -> None:
    """Let a choice in the outline or among the tasks bring the reader there."""
    left.outline.clause_chosen.connect(desk.jump_here)
    left.tasks.task_chosen.connect(desk.jump_here)
    left.tasks.bodies_requested.connect(mender.ask_bodies)
    left.tasks.ledger_requested.connect(ledger.show)


def wire_library(left: LeftPanel, desk: Desk, dialogs: Dialogs, leaving: Leaving, importer: Importer) -> None:
    """Do what is asked for at the documents of the library."""
    library = left.library
    library.open_requested.connect(desk.open)
    library.source_requested.connect(desk.open_source)
    library.remove_requested.connect(desk.remove)
    library.correct_requested.connect(dialogs.correct)
    dialogs.restored.connect(desk.offer_undo)
    library.export_requested.connect(leaving.export)
    library.import_requested.connect(importer.ask_files)


def wire_ledger(ledger: LedgerDesk, left: LeftPanel, desk: Desk) -> None:
    """Tie the ledger of tasks."""
    left.library.ledger_requested.connect(ledger.show_documents)
    ledger.place_chosen.connect(desk.jump)


def wire_versions(versions: VersionDesk, comparer: Comparer, left: LeftPanel, desk: Desk) -> None:
    """Tie the versions of a document and their comparison."""
    versions.comparison_wanted.connect(comparer.compare_versions)
    left.library.versions_requested.connect(comparer.compare_versions)
    left.library.comparison_requested.connect(comparer.compare_documents)
    comparer.place_chosen.connect(desk.jump)


def wire_layers(layers: Sequence[Layer[Any]], finder: Finder, desk: Desk) -> None:
    """Let each layer give way to another, to the search and to reading."""
    for layer in layers:
        layer.opening.connect(finder.give_way)
        desk.reading.connect(layer.leave)
        for other in layers:
            if other is not layer:
                layer.opening.connect(other.leave)
    desk.reading.connect(finder.give_way)


def wire_notes(notes: NotesPanel, all_notes: AllNotesDesk, desk: Desk, dialogs: Dialogs, session: Session) -> None:
    """Tie the notes beside the page, those of the whole library, and what became of a note before."""
    notes.jump_requested.connect(desk.show_note_place)
    notes.note_edited.connect(desk.set_note)
    notes.changed.connect(desk.change)
    notes.page_note_wanted.connect(desk.note_page)
    notes.view.history_requested.connect(dialogs.show_history)
    notes.tags_edited.connect(desk.set_tags)
    notes.delete_requested.connect(desk.delete)
    notes.draft_changed.connect(session.save_draft)
    dialogs.note_chosen.connect(desk.set_note)
    all_notes.note_chosen.connect(desk.show_annotation)
    all_notes.undo_wanted.connect(desk.undo)


def wire_sharing(sharer: Sharer, area: ReadingArea, notes: NotesPanel, all_notes: AllNotesDesk) -> None:
    """Offer the same wherever words stand: on the page, in a card, in the list of all notes."""
    area.page_made.connect(sharer.wire)
    notes.view.sharing_opened.connect(sharer.fill_for_note)
    all_notes.sharing_opened.connect(sharer.fill_for_line)


def wire_search(
    finder: Finder, field: SearchField, left: LeftPanel, desk: Desk, session: Session, messages: Messages
) -> None:
    """Tie the field, what it is narrowed by, the results and the places they lead to."""
    finder.shown_changed.connect(lambda shown: left.show_facets(finder.view.facets if shown else None))
    left.left.connect(finder.give_way)
    finder.memory.told.connect(lambda said: messages.offer_undo(said, desk.undo))
    session.index.progressed.connect(finder.set_indexing)
    session.index.ready.connect(finder.search_again)
    session.index.grew.connect(finder.look_again)
    session.cards_changed.connect(finder.look_again)
    field.query_changed.connect(finder.search)
    field.submitted.connect(finder.open_chosen)
    field.moved.connect(finder.move_choice)
    field.left.connect(finder.leave)
    finder.place_chosen.connect(desk.jump_to_found)
    finder.note_chosen.connect(desk.show_annotation)


def wire_page(page: ReadingPage, desk: Desk, finder: Finder, notes: NotesPanel) -> None:
    """Let the desk do what the user wants done with the words of a page, and follow where he reads."""
    marking = page.marking
    marking.annotate_requested.connect(desk.annotate)
    marking.tag_requested.connect(desk.tag)
    marking.bookmark_requested.connect(desk.bookmark)
    marking.search_requested.connect(finder.search_for)
    marking.change_requested.connect(desk.change)
    marking.fresh_edit_requested.connect(desk.edit_last)
    marking.note_edit_requested.connect(desk.edit_note)
    marking.tag_edit_requested.connect(desk.edit_tags)
    marking.delete_requested.connect(desk.delete)
    page.annotation_clicked.connect(notes.focus_note)
    page.place_changed.connect(desk.on_place_changed)
    page.verticalScrollBar().rangeChanged.connect(desk.on_length_changed)
    page.clause_changed.connect(desk.on_clause_changed)
    page.original_toggled.connect(desk.show_original)
    page.header.details_wanted.connect(desk.fetch_keywords)
