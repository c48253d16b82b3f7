"""The index follows the words of the user: those documents are indexed again that hold them, by two processes where there are many."""

from __future__ import annotations

from pathlib import Path

import pytest

import reader
from search import manifest
from ui import indexing
from ui.importing import Reading, Source
from ui.workspace import Workspace

WORD = "新质生产力"


def _add(workspace: Workspace, number: int) -> str:
    text = f"试验{number}号办法\n第一条 {'发展新质生产力' if number % 4 == 0 else '提高生产力'}，制定本办法。"
    name = f"{number}.txt"
    return workspace.add(
        Reading(Source("", name, text.encode()), text.encode(), reader.read(text.encode(), name))
    ).document


def test_an_update_indexes_what_holds_a_word_and_nothing_else(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library") as workspace:
        documents = [_add(workspace, number) for number in range(12)]
        workspace.bring_index_up_to_date()
        told: list[tuple[int, int]] = []
        workspace.add_words([WORD, "数字孪生"])
        workspace.bring_index_up_to_date(progress=lambda done, total: told.append((done, total)))
        assert told == [(1, 3), (2, 3), (3, 3)]
        assert workspace.index.words == workspace.words == {WORD, "数字孪生"}
        assert {hit.document for hit in workspace.search(WORD).hits} == {documents[0], documents[4], documents[8]}
        assert not workspace.bring_index_up_to_date().changed
        workspace.undo()
        assert workspace.words == set()
        workspace.bring_index_up_to_date(progress=lambda done, total: told.append((done, total)))
        assert told[3:] == [(1, 3), (2, 3), (3, 3)]


def test_a_second_process_cuts_by_the_same_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "HELPED_FROM", 1)
    with Workspace.open(tmp_path / "library") as workspace:
        documents = [_add(workspace, number) for number in range(24)]
        workspace.add_words([WORD])
        workspace.bring_index_up_to_date()
        held = manifest.load(tmp_path / "library" / indexing.INDEX_FOLDER)
        assert held is not None
        cut = {held.records[ordinal].document: words for ordinal, words in held.held_words.items()}
        assert cut == dict.fromkeys(documents[::4], (WORD,))
