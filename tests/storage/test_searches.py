"""Saved searches: kept, replaced by name, deleted, undone, and folded from the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import KnownError
from storage.library import Library


def test_a_search_is_saved_replaced_forgotten_and_undone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = Library.open(folder)
    library.searches.save("处罚", {"query": "罚款"})
    library.searches.save("合同", {"query": "劳动合同", "filters": {"year": ["2020"]}})
    library.searches.save("处罚", {"query": "罚款 听证"})
    assert [(one.name, one.question) for one in library.searches.listed()] == [
        ("处罚", {"query": "罚款 听证"}),
        ("合同", {"query": "劳动合同", "filters": {"year": ["2020"]}}),
    ]
    assert library.can_undo() == "save-search"
    library.undo()
    assert library.searches.listed()[0].question == {"query": "罚款"}
    library.searches.forget(library.searches.listed()[0].id)
    library.searches.forget("never")
    assert [one.name for one in library.searches.listed()] == ["合同"]
    library.undo()
    assert len(library.searches.listed()) == 2
    assert library.check() == []
    library.close()
    again = Library.open(folder)
    assert [one.name for one in again.searches.listed()] == ["处罚", "合同"]
    again.close()


def test_a_search_is_called_otherwise(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    library.searches.save("处罚", {"query": "罚款"})
    library.searches.save("合同", {"query": "劳动合同"})
    fines, contracts = (one.id for one in library.searches.listed())
    assert library.searches.name(fines, " 行政  处罚 ")
    assert library.can_undo() == "name-search"
    with pytest.raises(KnownError, match="search-name-taken"):
        library.searches.name(contracts, "行政 处罚")
    assert not library.searches.name(contracts, "  ")
    assert not library.searches.name(contracts, "合同")
    assert not library.searches.name("never", "什么")
    library.searches.save("处罚", {"query": "罚款 听证"})
    assert [(one.name, one.question["query"]) for one in library.searches.listed()] == [
        ("行政 处罚", "罚款"),
        ("合同", "劳动合同"),
        ("处罚", "罚款 听证"),
    ], "a new one under the former name stands beside it"
    library.undo()
    library.undo()
    assert [one.name for one in library.searches.listed()] == ["处罚", "合同"]
    library.close()
