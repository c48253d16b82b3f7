"""An open library with its index, as window and command line use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from ui.importing import Reading, Source
from ui.quoting import find_quote
from ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library") as opened:
        yield opened


def _add(workspace: Workspace, name: str, text: str) -> str:
    data = text.encode()
    return workspace.add(Reading(Source("", name, data), data, reader.read(data, name))).document


def test_notes_are_searched_as_they_are_now(workspace: Workspace) -> None:
    document = _add(workspace, "a.txt", "试验办法\n第一条 为了试验，制定本办法。\n第二条 试验应当公开。")
    made, _changes = workspace.annotate(document, [find_quote(workspace.text(document), "应当公开")], note="口径待核")
    (hit,) = workspace.search_notes("口径待核")
    assert (hit.annotation, hit.title, hit.path) == (made, "试验办法", "第二条")
    located = workspace.locate(hit)
    assert workspace.text(document).text[located.start : located.end] == "应当公开"

    workspace.change(made, note="已经核对")
    assert not workspace.search_notes("口径待核")
    workspace.correct(document, "title", "试验管理办法")
    assert workspace.search_notes("已经核对")[0].title == "试验管理办法"
    workspace.remove([document])
    assert not workspace.search_notes("已经核对")
    workspace.undo()
    assert workspace.search_notes("已经核对")
    workspace.delete([made])
    assert not workspace.search_notes("已经核对")


def test_importing_beside_notes_does_not_read_them_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    document = _add(workspace, "a.txt", "试验办法\n第一条 试验应当公开。")
    workspace.annotate(document, [find_quote(workspace.text(document), "公开")], note="要点")
    monkeypatch.setattr(workspace.library, "annotations", lambda *_: pytest.fail("a bulk import would be quadratic"))
    _add(workspace, "b.txt", "试行办法\n第一条 试行应当公开。")
    assert workspace.search_notes("要点")


def test_a_clause_asked_for_by_its_number_goes_before_the_notes_that_name_it(workspace: Workspace) -> None:
    document = _add(workspace, "a.txt", "中华人民共和国试验法\n第一条 试验应当公开。\n第二条 本法自公布之日起施行。")
    workspace.annotate(document, [find_quote(workspace.text(document), "公开")], note="比较第二条")
    workspace.bring_index_up_to_date()
    first, *others = workspace.search("第二条").hits
    assert first.citation == "《中华人民共和国试验法》第二条"
    assert any(hit.kind == "note" for hit in others)


def test_a_text_that_was_lost_is_read_again_in_a_worker(workspace: Workspace, tmp_path: Path) -> None:
    document = _add(workspace, "a.txt", "试验办法\n第一条 试验应当公开。")
    before = workspace.text(document)
    workspace.close()
    (tmp_path / "library" / "texts.db").unlink()
    with Workspace.open(tmp_path / "library") as again:
        assert again.text(document) == before


def test_a_closed_library_opens_its_index_no_more(tmp_path: Path) -> None:
    """Whoever searches or indexes in another thread may ask for the index first when the window has closed the library."""
    with Workspace.open(tmp_path / "library") as workspace:
        _add(workspace, "a.txt", "试验办法\n第一条 试验应当公开。")
        workspace.bring_index_up_to_date()
    with Workspace.open(tmp_path / "library") as again:
        pass
    assert not again.index.search("公开").hits
    assert not again.index.refresh()
