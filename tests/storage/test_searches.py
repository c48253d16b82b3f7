"""Saved searches: kept, replaced by name, deleted, undone, and folded from the log."""

from __future__ import annotations

from pathlib import Path

from storage.library import Library


def test_a_search_is_saved_replaced_forgotten_and_undone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = Library.open(folder)
    library.save_search("处罚", {"query": "罚款"})
    library.save_search("合同", {"query": "劳动合同", "filters": {"year": ["2020"]}})
    library.save_search("处罚", {"query": "罚款 听证"})
    assert [(one.name, one.question) for one in library.saved_searches()] == [
        ("处罚", {"query": "罚款 听证"}),
        ("合同", {"query": "劳动合同", "filters": {"year": ["2020"]}}),
    ]
    assert library.can_undo() == "save-search"
    library.undo()
    assert library.saved_searches()[0].question == {"query": "罚款"}
    library.forget_search(library.saved_searches()[0].id)
    library.forget_search("never")
    assert [one.name for one in library.saved_searches()] == ["合同"]
    library.undo()
    assert len(library.saved_searches()) == 2
    assert library.check() == []
    library.close()
    again = Library.open(folder)
    assert [one.name for one in again.saved_searches()] == ["处罚", "合同"]
    again.close()
