"""An index that is brought up to date takes in what can be read, says what cannot, and tries that again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Self

import pytest

import reader
from reader.errors import KnownError
from search import Index
from tests.support.cli import CommandLine
from ui import indexing
from ui.importing import Reading, Source
from ui.indexed import Skipped, in_words, packed_skipped, unpacked_skipped
from ui.indexing import INDEX_FOLDER, bring_up_to_date, index_some, prepare_documents
from ui.worker import JOBS, _index_in
from ui.workspace import Workspace

TITLES = ("试验甲办法", "试验乙办法", "试验丙办法", "试验丁办法")


def _add(workspace: Workspace, title: str) -> str:
    data = f"{title}\n第一条 {title}应当公开。".encode()
    name = f"{title}.txt"
    return workspace.add(Reading(Source("", name, data), data, reader.read(data, name))).document


@pytest.fixture
def lost(tmp_path: Path) -> tuple[Path, Path]:
    """A library whose texts must be read again, and where the source of the second document lay that is gone."""
    folder = tmp_path / "library"
    with Workspace.open(folder) as workspace:
        documents = [_add(workspace, title) for title in TITLES]
        source = workspace.library.source_path(documents[1])
    (folder / "texts.db").unlink()
    source.rename(tmp_path / "away")
    return folder, source


class _Beside:
    """What a second worker does, in this process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def prepare(self, library: Path, documents: list[str], words: list[str]) -> tuple[bytes, tuple[Skipped, ...]]:
        with Workspace.open(library, read_only=True) as workspace:
            batch, skipped = prepare_documents(workspace.library, documents, words)
        return batch.to_bytes(), unpacked_skipped(packed_skipped(skipped))


@pytest.mark.parametrize("helped", [False, True])
def test_a_document_whose_text_is_lost_does_not_keep_the_others_out(
    lost: tuple[Path, Path], helped: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(indexing, "HELPED_FROM", 1 if helped else 1000)
    monkeypatch.setattr(indexing, "Worker", _Beside)
    folder, source = lost
    with Workspace.open(folder) as workspace:
        indexed = workspace.bring_index_up_to_date()
        (skipped,) = indexed.skipped
        assert (skipped.title, skipped.case) == ("试验乙办法", "source-missing")
        assert "《试验乙办法》" in in_words(skipped)
        assert str(source) in in_words(skipped)
        assert {hit.title for hit in workspace.search("应当公开").hits} == set(TITLES) - {"试验乙办法"}
        assert workspace.bring_index_up_to_date().skipped == indexed.skipped, "it is tried again"

        (folder.parent / "away").rename(source)
        assert not workspace.bring_index_up_to_date().skipped
        assert {hit.title for hit in workspace.search("应当公开").hits} == set(TITLES)
    assert all("试验乙办法" in record.getMessage() for record in caplog.records if record.levelname == "WARNING")
    caplog.clear()


def test_what_speaks_of_the_whole_library_ends_the_update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(tmp_path / "library") as workspace:
        _add(workspace, TITLES[0])

        def text(_text_id: str) -> object:
            raise KnownError("library-locked", path="here")

        monkeypatch.setattr(workspace.library, "text", text)
        with pytest.raises(KnownError, match="library-locked"):
            bring_up_to_date(workspace.library)


def test_some_documents_are_indexed_for_as_long_as_there_is_time_and_the_rest_is_told(
    lost: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    with Workspace.open(lost[0]) as workspace:
        first, second, third, fourth = (card.id for card in workspace.cards())

        def some(documents: list[str], gone: list[str], seconds: float) -> tuple[int, int]:
            told: list[tuple[int, int]] = []
            indexed = index_some(
                workspace.library,
                workspace.index,
                documents,
                gone,
                progress=lambda done, total: told.append((done, total)),
                seconds=seconds,
            )
            assert not told or told[-1][0] == told[-1][1] - indexed.left - len(indexed.skipped)
            return indexed.left, len(indexed.skipped)

        assert some([third, second, first], [], 0.0) == (2, 0), "at least one is taken in"
        assert workspace.index.indexed().keys() == {third}
        assert some([second, first], [fourth], 9.0) == (0, 1), "what is lost is left out"
        assert workspace.index.indexed().keys() == {first, third}
        workspace.remove([third])
        assert some([third], [third, first], 9.0) == (0, 0)
        assert workspace.index.indexed().keys() == {first}, "what stands on the shelf stays, what does not goes"
        assert index_some(workspace.library, workspace.index, ["unknown"], []).left == 0
    caplog.clear()


def test_a_worker_that_keeps_the_index_open_finds_damage_when_the_whole_is_to_be_gone_through(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Workspace.open(folder) as workspace:
        documents = [_add(workspace, title) for title in TITLES]

    def ask(**some: list[str]) -> bool:
        answer, _ = JOBS["index"]({"library": str(folder), **some}, b"", lambda _done, _total: None)
        return bool(answer["done"])

    def found() -> set[str]:
        with closing(Index(folder / INDEX_FOLDER)) as index:
            return set(index.verbatim("应当公开").counts)

    assert ask(documents=documents[:2], gone=[])
    assert found() == set(documents[:2])
    (letters,) = (folder / INDEX_FOLDER).rglob("letters.bin")
    data = letters.read_bytes()
    letters.write_bytes(data[:8] + bytes([data[8] ^ 0x10]) + data[9:])
    assert found() == set()
    assert ask()
    assert found() == set(documents)
    assert not ask()
    _index_in(str(folder)).close()
    _index_in.cache_clear()


def test_the_command_line_says_what_it_left_out(
    lost: tuple[Path, Path], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    command = CommandLine(lost[0], capsys)
    command("reindex")
    assert command.error.startswith("《试验乙办法》没有编入索引：")
    assert command("search", "应当公开")["total"] == len(TITLES) - 1
    caplog.clear()
