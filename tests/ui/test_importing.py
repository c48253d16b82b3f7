"""Import of many files: each is reported, what is known is not read again, and what fails takes nothing else along."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

import reader
from reader.errors import KnownError
from reader.model import Span
from storage.readings import PackedReading, pack_reading
from ui import importing
from ui.importing import ImportRow, Reading, Source, import_sources, sources
from ui.workers import Worker
from ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read. They are read here: what processes do is another test's."""
    names: list[str] = []

    def read(_worker: Worker, data: bytes, name: str, _cancelled: object) -> PackedReading:
        names.append(name)
        return pack_reading(reader.read(data, name))

    monkeypatch.setattr(Worker, "read_packed", read)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(_law(number), "utf-8")
    return folder


def _law(number: int) -> str:
    return f"中华人民共和国第{number}号试验法\n第一条 为了试验{number}，制定本法。\n第二条 本法自公布之日起施行。"


def _statuses(rows: Sequence[ImportRow]) -> dict[str, str]:
    return {Path(row.path).name: row.status for row in rows}


def test_the_same_folder_again_reads_only_what_is_new(workspace: Workspace, folder: Path, asked: list[str]) -> None:
    first = workspace.import_all(list(sources([folder])))
    assert {row.status for row in first} == {"imported"}
    assert len(workspace.cards()) == 12

    (folder / "03.txt").write_text(_law(103), "utf-8")
    (folder / "99.txt").write_text(_law(99), "utf-8")
    asked.clear()
    again = workspace.import_all(list(sources([folder])))
    assert sorted(asked) == ["03.txt", "99.txt"]
    expected = {f"{number:02}.txt": "unchanged" for number in range(12)} | {"03.txt": "updated", "99.txt": "imported"}
    assert _statuses(again) == expected
    assert [row.document for row in again][:12] == [row.document for row in first]
    assert not any(row.message for row in again)


def test_a_junction_of_windows_is_followed_no_more_than_a_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may lead in circles, and Python 3.11 takes it for a folder like others."""
    for name in ("below", "junction"):
        (folder / name).mkdir()
        (folder / name / f"{name}.txt").write_text("第一条 甲。", "utf-8")
    lstat = os.lstat

    def told(path: str) -> object:
        found = lstat(path)
        if Path(path).name == "junction":
            return SimpleNamespace(st_mode=found.st_mode, st_reparse_tag=0xA0000003)
        return found

    monkeypatch.setattr(os, "lstat", told)
    names = [source.name for source in sources([folder])]
    assert "below.txt" in names
    assert "junction.txt" not in names
    assert len(names) == 13


def test_where_others_need_a_processor_one_reader_goes_on_alone(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Worker.read_packed
    readers: set[str] = set()

    def noting(*arguments: object) -> PackedReading:
        readers.add(threading.current_thread().name)
        return read(*arguments)  # type: ignore[arg-type]  # as they were given

    monkeypatch.setattr(Worker, "read_packed", noting)
    rows = import_sources(list(sources([folder])), workspace.add_all, spared=lambda: 1)
    assert {row.status for row in rows} == {"imported"}
    assert len(rows) == 12
    assert readers == {"import-0"}


def test_a_file_of_an_older_reader_is_read_again(
    workspace: Workspace, folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.import_all(list(sources([folder])))
    monkeypatch.setattr("reader.pipeline.READER_VERSION", 10_000)
    asked.clear()
    workspace.import_all(list(sources([folder])))
    assert len(asked) == 12


def test_a_copy_says_whose_letters_it_has(workspace: Workspace, folder: Path) -> None:
    workspace.import_all(list(sources([folder])))
    title = "《中华人民共和国第5号试验法》"
    same_bytes = folder / "copy.txt"
    same_bytes.write_bytes((folder / "05.txt").read_bytes())
    other_marks = folder / "marks.txt"
    other_marks.write_text(_law(5).replace("，", "、"), "utf-8")
    rows = workspace.import_all(list(sources([same_bytes, other_marks])))
    assert [row.status for row in rows] == ["unchanged"] * 2
    assert all(title in row.message for row in rows)
    assert len(workspace.cards()) == 12


def test_a_file_of_which_only_the_marks_changed_says_what_became_of_them(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = workspace.import_all(list(sources([folder / "05.txt"])))
    text = workspace.text(before.document).text
    (folder / "05.txt").write_text(_law(5).replace("，", "；"), "utf-8")
    at = text.index("制定")
    note = workspace.annotate(before.document, [Span(at, at + 4)], note="核对")
    (row,) = workspace.import_all(list(sources([folder / "05.txt"])))
    assert (row.status, row.message) == ("unchanged", "文字没有变化，标点按这份文件更新了，批注都在原处")
    mended = text.replace("，", "；")
    assert workspace.text(before.document).text == mended
    assert workspace.import_all(list(sources([folder / "05.txt"])))[0].message == "", "it is what stands there"

    copy = folder / "copy.txt"
    copy.write_text(_law(5).replace("，", "、"), "utf-8")
    (row,) = workspace.import_all(list(sources([copy])))
    assert row.message.startswith("与文库里的《中华人民共和国第5号试验法》文字相同，只有标点")
    (row,) = workspace.import_all([Source("", "剪贴板.txt", (_law(5).replace("，", "；") + "\n").encode())])
    assert row.message == "与文库里的《中华人民共和国第5号试验法》文字相同"

    assert workspace.text(before.document).text == mended
    (placed,) = workspace.placed(before.document)
    assert note
    assert [mended[span.start : span.end] for span in placed.spans] == ["制定本法"]
    workspace.undo()
    assert workspace.text(before.document).text == text, "the marks that it had"


def test_a_newer_reader_says_that_it_reads_other_marks(
    workspace: Workspace, folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = workspace.import_all(list(sources([folder / "05.txt"])))

    def read(_worker: Worker, data: bytes, name: str, _cancelled: object) -> PackedReading:
        return pack_reading(reader.read(data.replace("，".encode(), "；".encode()), name))

    monkeypatch.setattr(Worker, "read_packed", read)
    monkeypatch.setattr("reader.pipeline.READER_VERSION", 10_000)
    (row,) = workspace.import_all(list(sources([folder / "05.txt"])))
    assert (row.status, row.message) == ("unchanged", "文字没有变化，标点按新的读取更新了")
    assert "试验5；制定" in workspace.text(before.document).text


def test_two_copies_in_one_import_are_one_document(workspace: Workspace, folder: Path) -> None:
    (folder / "05b.txt").write_bytes((folder / "05.txt").read_bytes())
    rows = workspace.import_all(list(sources([folder])))
    assert sorted(row.status for row in rows) == ["imported"] * 12 + ["unchanged"]
    assert len(workspace.cards()) == 12


def test_what_cannot_be_stored_does_not_take_the_others_along(workspace: Workspace, folder: Path) -> None:
    def store(readings: Sequence[Reading]) -> list[ImportRow]:
        if any(reading.source.name == "07.txt" for reading in readings):
            raise KnownError("disk-full", path=folder)
        return workspace.add_all(readings)

    rows = import_sources(list(sources([folder])), store)
    expected = {f"{number:02}.txt": "imported" for number in range(12)} | {"07.txt": "failed"}
    assert _statuses(rows) == expected
    assert len(workspace.cards()) == 11


def test_a_cancelled_import_keeps_what_it_has_and_goes_on_later(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "TOGETHER", 1)
    monkeypatch.setattr(importing, "WAITING_BYTES", 1)
    known: list[ImportRow] = []
    rows = workspace.import_all(
        list(sources([folder])),
        report=lambda row, done, total: known.append(row),
        cancelled=lambda: len(known) >= 3,
    )
    stored = [row for row in rows if row.status == "imported"]
    assert len(rows) == len(known) == 12
    assert 3 <= len(stored) < 12
    assert {row.status for row in rows} == {"imported", "skipped"}
    assert len(workspace.cards()) == len(stored)

    rest = workspace.import_all(list(sources([folder])))
    assert sum(row.status == "unchanged" for row in rest) == len(stored)
    assert sum(row.status == "imported" for row in rest) == 12 - len(stored)


def test_a_bug_while_storing_leaves_no_reader_waiting(folder: Path) -> None:
    def store(_readings: Sequence[Reading]) -> list[ImportRow]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        import_sources(list(sources([folder])), store)


def test_pasted_text_that_stands_on_the_shelf_names_it(workspace: Workspace, folder: Path) -> None:
    workspace.import_all(list(sources([folder])))
    (row,) = workspace.import_all([Source("", "剪贴板.txt", _law(2).encode())])
    assert row.status == "unchanged"
    assert "《中华人民共和国第2号试验法》" in row.message
