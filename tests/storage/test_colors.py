"""Names of colours: given, changed, taken back, undone, kept over a restart, folded from the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.colors import LONGEST, checked
from storage.library import Library


def test_colors_are_named_renamed_taken_back_and_undone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = Library.open(folder)
    assert library.colors.names() == {}
    changes = library.colors.rename({"yellow": " 重 点 ", "pink": "疑问"})
    assert changes.colors
    assert library.colors.names() == {"yellow": "重 点", "pink": "疑问"}
    assert library.can_undo() == "name-color"
    library.colors.rename({"yellow": "要点"})
    library.undo()
    assert library.colors.names()["yellow"] == "重 点"
    library.redo()
    library.colors.rename({"yellow": ""})
    assert library.colors.names() == {"pink": "疑问"}
    library.close()

    again = Library.open(folder)
    assert again.colors.names() == {"pink": "疑问"}
    again.undo()
    assert again.colors.names()["yellow"] == "要点"
    for _step in range(2):
        again.undo()
    assert again.colors.names() == {}, "the first names went as one action"
    again.redo()
    assert again.colors.names() == {"yellow": "重 点", "pink": "疑问"}
    assert again.check() == []
    again.close()


def test_what_changes_nothing_is_no_action(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    assert not library.colors.rename({"green": "", "blue": "  "})
    assert library.can_undo() is None
    library.colors.rename({"green": "长" * 100})
    assert library.colors.names() == {"green": "长" * LONGEST}
    with pytest.raises(ValueError, match="puce"):
        library.colors.rename({"puce": "x"})  # type: ignore[dict-item]
    library.close()


def test_names_from_a_file_are_taken_as_far_as_they_are_names() -> None:
    assert checked({"yellow": " a  b ", "pink": 7, "puce": "x", "blue": " "}) == {"yellow": "a b"}


def test_nothing_that_is_not_to_be_seen_stands_in_a_name() -> None:
    """A name stands in menus, columns and exports: what turns or hides the words beside it does not come in."""
    names = {"yellow": "\u202e重\x00点\u2066", "pink": "\u200b\u200f", "green": "\x01 \x02", "blue": "\ud800e\u0301𠮷"}
    assert checked(names) == {"yellow": "重点", "blue": "e\u0301𠮷"}
