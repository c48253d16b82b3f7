"""What is kept of tasks outlives everything: restart, newer text, link, undo and redo, all by the ordinary history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import KnownError
from reader.model import Text
from storage.changes import Changes
from storage.ledger import Entry
from storage.library import Library
from tests.support.texts import make_text, reread, source_of

PLAN = make_text("方案", "建设甲。（责任单位：市教育局）", "建设乙。（责任单位：市财政局）")
NEWER = make_text("方案", "建设甲。（责任单位：市教育局）", "建设丙。（责任单位：市财政局）")


def add(library: Library, text: Text = PLAN, path: str = "/a.txt") -> str:
    return library.add(text, source_of(text), path, "a.txt").document


def entry(document: str, **values: object) -> Entry:
    return replace(Entry(document, PLAN.text_id, 5, "建设甲", "一"), **values)  # type: ignore[arg-type]


def kept(library: Library, document: str) -> list[Entry]:
    return library.ledger.entries([document]).get(document, [])


def test_an_entry_is_kept_changed_undone_and_redone(library: Library) -> None:
    document = add(library)
    first = entry(document, status="doing", note="已开会")
    assert library.ledger.keep([first]) == Changes(tasks=frozenset({document}))
    assert kept(library, document) == [first]
    assert library.can_undo() == "task"
    assert library.ledger.keep([first]) == Changes(), "the same again is no action"
    second = replace(first, status="done")
    library.ledger.keep([second])
    assert library.can_undo() == "task-status"
    undone = library.undo()
    assert undone is not None
    assert undone.changes == Changes(tasks=frozenset({document}))
    assert kept(library, document) == [first]
    library.undo()
    assert kept(library, document) == []
    library.redo()
    library.redo()
    assert kept(library, document) == [second]
    assert library.check() == []


def test_what_was_undone_does_not_come_back_with_another_change(library: Library) -> None:
    document = add(library)
    library.ledger.keep([entry(document, note="旧的", deadline="2018")])
    library.undo()
    library.ledger.keep([entry(document, status="stuck")])
    assert kept(library, document) == [entry(document, status="stuck")]


def test_a_deadline_by_hand_may_be_empty_and_is_not_the_same_as_none(library: Library) -> None:
    document = add(library)
    library.ledger.keep([entry(document, deadline="", figure="100 家")])
    assert kept(library, document) == [entry(document, deadline="", figure="100 家")]
    library.ledger.keep([entry(document, figure="100 家")])
    assert kept(library, document) == [entry(document, figure="100 家")]


def test_nothing_is_written_for_an_entry_as_it_was_read(library: Library) -> None:
    document = add(library)
    assert library.ledger.keep([entry(document)]) == Changes()
    assert library.can_undo() == "import"


def test_entries_outlive_a_restart_and_a_newer_text(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    document = add(library)
    first = entry(document, status="done")
    library.ledger.keep([first])
    library.close()
    library = Library.open(folder, read=reread)
    add(library, NEWER)
    assert library.card(document).text_id == NEWER.text_id
    assert kept(library, document) == [first]
    library.close()


def test_entries_come_over_with_a_linked_document_and_are_changed_there(library: Library) -> None:
    older = add(library, NEWER, "/b.txt")
    newer = add(library)
    first = entry(newer, status="doing")
    library.ledger.keep([first])
    library.versions.link(older, newer)
    assert kept(library, older) == [replace(first, document=older)]
    library.ledger.keep([replace(first, document=older, status="done")])
    assert kept(library, older) == [replace(first, document=older, status="done")]
    library.undo()
    library.undo()
    assert (kept(library, older), kept(library, newer)) == ([], [first])


def test_entries_need_a_document_and_a_known_status(library: Library) -> None:
    document = add(library)
    with pytest.raises(KnownError, match="document-unknown"):
        library.ledger.keep([entry("nothing", status="done")])
    with pytest.raises(ValueError, match="no task status"):
        library.ledger.keep([entry(document, status="lost")])
    assert kept(library, document) == []


def test_a_card_counts_the_tasks_of_its_text(library: Library) -> None:
    assert library.card(add(library)).tasks == 0, "made by hand, without a reader"
