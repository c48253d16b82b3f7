"""The review after an amendment, as window and command line use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from reader.errors import KnownError
from tests.support.amended import NEW, OLD
from ui import versioning
from ui.quoting import find_quote
from ui.versioning import ReviewRow
from ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library") as opened:
        yield opened


def put(workspace: Workspace, text: str, path: str = "/papers/a.txt") -> str:
    return workspace.library.add(reader.read(text.encode(), "a.txt"), text.encode(), path, "a.txt").document


@pytest.fixture
def reviewed(workspace: Workspace) -> tuple[str, dict[str, str]]:
    """Give a document with four notes whose file was amended, and the notes by their words."""
    document = put(workspace, OLD)
    notes = {
        words: workspace.annotate(document, [find_quote(workspace.text(document), words)], note=f"关于{words}")[0]
        for words in ("规范试验", "如实填写记录", "在三十日内公开", "按照物价部门的规定")
    }
    put(workspace, NEW)
    return document, notes


def rows_of(workspace: Workspace, document: str) -> dict[str, ReviewRow]:
    return {row.annotation.note.removeprefix("关于"): row for row in workspace.versions.reviews(document)}


def test_every_note_is_listed_with_what_became_of_it(
    workspace: Workspace, reviewed: tuple[str, dict[str, str]]
) -> None:
    document, _ = reviewed
    rows = rows_of(workspace, document)
    assert {words: row.status for words, row in rows.items()} == {
        "规范试验": "kept",
        "如实填写记录": "moved",
        "在三十日内公开": "edited",
        "按照物价部门的规定": "gone",
    }
    assert workspace.versions.waiting() == {document: 4}
    moved = rows["如实填写记录"]
    assert moved.old
    assert moved.new
    assert (moved.old.path, moved.new.path) == ("第二条", "第三条")
    assert moved.new.text[moved.new.words[0].start : moved.new.words[0].end] == "如实填写记录"
    edited = rows["在三十日内公开"]
    assert [(piece.kind, piece.text) for piece in edited.pieces if piece.kind != "same"] == [
        ("removed", "三"),
        ("added", "四"),
        ("removed", "三十"),
        ("added", "十五"),
    ]
    assert not rows["按照物价部门的规定"].spans


def test_nothing_is_placed_before_it_is_accepted_and_undo_brings_the_question_back(
    workspace: Workspace, reviewed: tuple[str, dict[str, str]]
) -> None:
    document, notes = reviewed
    assert not any(one.spans for one in workspace.placed(document))
    count, changes = workspace.versions.accept_all_certain(document)
    assert count == 3
    assert changes.annotations == set(notes.values()) - {notes["按照物价部门的规定"]}
    text = workspace.text(document).text
    placed = {one.annotation.id: one for one in workspace.placed(document)}
    assert [text[span.start : span.end] for span in placed[notes["在三十日内公开"]].spans] == ["在十五日内公开"]
    assert placed[notes["在三十日内公开"]].quote == "在十五日内公开"
    assert workspace.versions.waiting() == {document: 1}
    workspace.undo()
    assert workspace.versions.waiting() == {document: 4}


def test_an_orphan_stays_listed_until_it_is_refused_or_put_somewhere(
    workspace: Workspace, reviewed: tuple[str, dict[str, str]]
) -> None:
    document, notes = reviewed
    gone = notes["按照物价部门的规定"]
    with pytest.raises(KnownError, match="placeless"):
        workspace.versions.accept(document, [gone])
    workspace.versions.put(document, {gone: [find_quote(workspace.text(document), "公开")]})
    assert gone not in {row.annotation.id for row in workspace.versions.reviews(document)}
    workspace.undo()
    workspace.versions.reject(document, [gone])
    assert gone not in {row.annotation.id for row in workspace.versions.reviews(document)}
    (orphan,) = [one for one in workspace.placed(document) if one.annotation.id == gone]
    assert (orphan.spans, orphan.quote) == ((), "按照物价部门的规定")


def test_documents_without_a_new_text_are_never_read_for_a_review(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = put(workspace, OLD)
    workspace.annotate(document, [find_quote(workspace.text(document), "规范试验")])
    monkeypatch.setattr(workspace.library, "text", lambda *_: pytest.fail("no text is needed"))
    assert workspace.versions.reviews(document) == []
    assert workspace.versions.waiting() == {}


def test_where_the_old_text_is_lost_the_quote_and_its_surroundings_decide(
    workspace: Workspace, reviewed: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    document, _ = reviewed
    workspace.close()
    (tmp_path / "library" / "texts.db").unlink()
    for source in (tmp_path / "library" / "sources").rglob("*.txt"):
        if source.read_text(encoding="utf-8") == OLD:
            source.unlink()
    with Workspace.open(tmp_path / "library") as again:
        rows = rows_of(again, document)
    assert rows["规范试验"].old is None
    assert rows["规范试验"].status == "moved"
    assert not rows["在三十日内公开"].certain


def test_two_documents_of_one_title_are_offered_as_versions_and_compared_once_linked(workspace: Workspace) -> None:
    older, newer = put(workspace, OLD), put(workspace, NEW, "/papers/b.txt")
    (offer,) = workspace.versions.offers()
    assert (offer.older.id, offer.newer.id) == (older, newer)
    with pytest.raises(KnownError, match="versions-missing"):
        workspace.versions.comparison_of(older)
    workspace.versions.link(older, newer)
    assert workspace.versions.offers() == []
    before, now, comparison = workspace.versions.comparison_of(older)
    assert (before.current, now.current) == (False, True)
    assert comparison.counts == {"same": 3, "added": 1, "renumbered": 1, "edited": 1, "gone": 1}


def test_each_text_is_read_once_and_each_row_made_once_however_often_it_is_asked(
    workspace: Workspace, reviewed: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """1,000 notes on a law of 300 KB: the old text was unpacked for each, all of it again after each decision."""
    document, notes = reviewed
    read, made = [], []
    text, resolved = workspace.library.text, versioning.resolve
    monkeypatch.setattr(workspace.library, "text", lambda text_id: read.append(text_id) or text(text_id))
    monkeypatch.setattr(versioning, "resolve", lambda *given: made.append(given) or resolved(*given))
    before = rows_of(workspace, document)
    assert (len(read), len(made)) == (len(set(read)), 4)
    workspace.versions.reject(document, [notes["规范试验"]])
    after = rows_of(workspace, document)
    assert all(after[words] is before[words] for words in after)
    assert (after.keys(), len(made)) == (before.keys() - {"规范试验"}, 4)

    # what was written to the note since is in its row; so are the clauses of a text that came since
    workspace.change([notes["如实填写记录"]], color="green")
    assert rows_of(workspace, document)["如实填写记录"].annotation.color == "green"
    put(workspace, NEW.replace("第三条", "第三条 先行登记。\n第四条", 1))
    newer = rows_of(workspace, document)["如实填写记录"]
    assert newer.new is not None
    assert newer.new.path == "第四条"
