"""An import of many files is one step back and one step forward, however it was stored and whatever was done while it ran."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from reader.errors import KnownError
from reader.model import Text
from storage.history import Undone
from storage.library import Arrival, Library
from storage.readings import pack_reading
from tests.support.texts import anchor, make_text, reread, source_of

TEXTS = [make_text(f"第{number}号办法", f"第一条 为了第{number}件事，制定本办法。") for number in range(6)]


def _arrival(text: Text, path: str) -> Arrival:
    return Arrival(pack_reading(text), source_of(text), path, path.lstrip("/"))


def _arrivals(*numbers: int) -> list[Arrival]:
    return [_arrival(TEXTS[number], f"/{number}.txt") for number in numbers]


def _undone(library: Library) -> Undone:
    undone = library.undo()
    assert undone is not None
    return undone


def _shelf(library: Library) -> list[str]:
    return sorted(card.path for card in library.cards())


def test_an_import_stored_in_pieces_is_undone_and_redone_in_one_step(library: Library) -> None:
    library.add_all(_arrivals(0), part_of="before")
    library.add_all(_arrivals(1, 2), part_of="folder")
    library.add_all(_arrivals(3, 4), part_of="folder")
    undone = _undone(library)
    assert (undone.label_case, len(undone.changes.documents)) == ("import", 4)
    assert _shelf(library) == ["/0.txt"]
    assert library.can_redo() == "import"
    redone = library.redo()
    assert redone is not None
    assert redone.changes.documents == undone.changes.documents
    assert len(library.cards()) == 5
    assert library.redo() is None
    assert [_undone(library).label_case, _undone(library).label_case] == ["import", "import"]
    assert library.cards() == []
    assert library.undo() is None
    assert library.check() == []


def test_what_a_killed_import_stored_is_one_step_too(library: Library, folder: Path) -> None:
    library.add_all(_arrivals(0, 1), part_of="folder")
    library.close()
    with contextlib.closing(Library.open(folder, read=reread)) as opened:
        assert len(opened.cards()) == 2
        assert len(_undone(opened).changes.documents) == 2
        assert opened.cards() == []


def test_what_was_done_while_it_ran_is_undone_before_it(library: Library) -> None:
    first = library.add_all(_arrivals(0, 1), part_of="folder")[0].document
    note, _changes = library.annotations.add(first, [anchor(TEXTS[0], "制定本办法")], note="记")
    library.add_all(_arrivals(2, 3), part_of="folder")
    assert _undone(library).label_case == "annotate"
    assert library.can_redo() == "annotate"
    assert len(library.cards()) == 4
    assert _undone(library).label_case == "import"
    assert library.cards() == []
    library.redo()
    library.redo()
    assert len(library.cards()) == 4
    assert [one.id for one in library.annotations.listed()] == [note]


def test_an_import_that_goes_on_leaves_what_was_undone_meanwhile_to_be_redone(library: Library) -> None:
    first = library.add_all(_arrivals(0), part_of="folder")[0].document
    library.annotations.add(first, [], bookmark=True)
    library.undo()
    library.add_all(_arrivals(1), part_of="folder")
    assert library.can_redo() == "bookmark"


def test_a_running_import_is_not_undone_in_halves(library: Library) -> None:
    first = library.add_all(_arrivals(0, 1), part_of="folder")[0].document
    library.correct(first, "title", "改正的标题")
    undone = library.undo(unfinished=["folder"])
    assert undone is not None
    assert undone.label_case == "correct"
    with pytest.raises(KnownError, match="import-running"):
        library.undo(unfinished=["folder"])
    assert len(library.cards()) == 2


def test_what_comes_after_the_whole_was_undone_stands_for_itself(library: Library) -> None:
    library.add_all(_arrivals(0, 1), part_of="folder")
    library.undo()
    library.add_all(_arrivals(2, 3), part_of="folder")
    assert _shelf(library) == ["/2.txt", "/3.txt"]
    _undone(library)
    assert _shelf(library) == ["/2.txt"]
    _undone(library)
    assert library.cards() == []
    assert library.undo() is None


def test_new_versions_go_back_and_what_was_removed_before_is_removed_again(library: Library) -> None:
    """A folder holds what is new, what changed, and what the user once removed with his notes on it."""
    changed, removed = (one.document for one in library.add_all(_arrivals(0, 1), part_of="before"))
    note, _changes = library.annotations.add(removed, [anchor(TEXTS[1], "制定本办法")], note="记")
    library.remove([removed])
    newer = _arrival(TEXTS[5], "/0.txt")
    added = library.add_all([newer, *_arrivals(1, 2)], part_of="folder")
    assert [one.status for one in added] == ["updated", "imported", "imported"]
    assert library.can_undo() == "import"
    undone = _undone(library)
    assert undone.changes.annotations == {note}
    (left,) = library.cards()
    assert (left.id, left.text_id) == (changed, TEXTS[0].text_id)
    assert removed in {card.id for card in library.removed()}
    library.restore([removed])
    assert [one.id for one in library.annotations.listed()] == [note]
    library.undo()
    library.redo()
    library.undo()
    assert library.can_redo() == "restore"


def test_what_was_removed_while_it_ran_comes_back_before_it_goes(library: Library) -> None:
    first = library.add_all(_arrivals(0), part_of="folder")[0].document
    library.remove([first])
    library.add_all([*_arrivals(0), *_arrivals(1)], part_of="folder")
    assert len(library.cards()) == 2
    assert _undone(library).label_case == "remove"
    assert _undone(library).label_case == "import"
    assert library.cards() == []
    assert library.check() == []


def test_other_versions_only_are_called_an_update(library: Library) -> None:
    library.add_all(_arrivals(0, 1))
    library.add_all([_arrival(TEXTS[4], "/0.txt"), _arrival(TEXTS[5], "/1.txt")], part_of="folder")
    assert library.can_undo() == "update"
    library.undo()
    assert [card.text_id for card in library.cards()] == [TEXTS[0].text_id, TEXTS[1].text_id]
