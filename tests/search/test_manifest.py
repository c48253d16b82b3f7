"""The manifest: what of a large index need not be looked at again."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search import Index, integrity, manifest, units, vocabulary
from search.integrity import DamagedIndex
from search.manifest import Manifest, Part, Record
from tests.support.search_texts import make_entry


def record(ordinal: int, title: str = "某法") -> Record:
    part = Part(ordinal, 1)
    return Record.of(ordinal, f"d{ordinal}", "stamp", title, ("国务院",), "", "", "", (part,) * 4)


def test_records_come_back_as_they_were_in_their_order(tmp_path: Path) -> None:
    records = {ordinal: record(ordinal, "某\n法") for ordinal in (0, 3, 255, 256, 700)}
    saved = manifest.save(tmp_path, Manifest("folder", records=records, words=("甲",), held_words={3: ("甲",)}))
    loaded = manifest.load(tmp_path)
    assert loaded == saved
    assert loaded is not None
    assert list(loaded.records) == [0, 3, 255, 256, 700]
    assert loaded.head == manifest.head(tmp_path)


def test_records_of_pages_that_are_as_they_were_are_taken_over(tmp_path: Path) -> None:
    held = manifest.save(tmp_path, Manifest("folder", records={ordinal: record(ordinal) for ordinal in range(1000)}))
    before = manifest.load(tmp_path)
    manifest.save(tmp_path, replace(held, records={**held.records, 999: record(999, "新法"), 1000: record(1000)}))
    after = manifest.load(tmp_path, before)
    assert before is not None
    assert after is not None
    assert [after.records[ordinal].title for ordinal in (998, 999, 1000)] == ["某法", "新法", "某法"]
    assert sum(after.records[ordinal] is before.records[ordinal] for ordinal in range(1000)) == 3 * 256


def test_a_manifest_in_one_line_as_earlier_versions_wrote_it_is_read(tmp_path: Path) -> None:
    manifest.save(tmp_path, Manifest("folder", records={ordinal: record(ordinal) for ordinal in range(600)}))
    held = manifest.load(tmp_path)
    body = (tmp_path / manifest.NAME).read_bytes().partition(b"\n")[2].replace(b"\n", b"")
    (tmp_path / manifest.NAME).write_bytes(manifest._head(body) + b"\n" + body)
    assert manifest.load(tmp_path) == held


def test_what_was_sound_is_not_looked_at_again_when_documents_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = Index(tmp_path / "index"), Index(tmp_path / "index")
    writer.update([make_entry(f"d{n}", f"第{n}号规定", f"第一条 规定甲{n}乙。{'应当依法' * 500}") for n in range(20)])
    assert reader.state == "ready"
    writer.update([make_entry("new", "新规定", "第一条 新增。")])
    looked_at = 0
    of_table = 4 << 21

    def counting(data: memoryview, begin: int = 0) -> int:
        nonlocal looked_at
        looked_at += len(data) if len(data) != of_table else 0
        return zlib.crc32(data, begin)

    class Counting:
        crc32 = staticmethod(counting)

    for module in (manifest, integrity, units):
        monkeypatch.setattr(module, "zlib", Counting)
    assert reader.refresh()
    added = looked_at
    assert [hit.document for hit in reader.verbatim("新增").hits] == ["new"]
    late = Index(tmp_path / "index")
    assert late.state == "ready"
    assert added < (looked_at - added) / 4
    for index in (writer, reader, late):
        index.close()


def test_a_line_that_is_as_it_was_is_saved_as_it_was_and_no_other(tmp_path: Path) -> None:
    records = {number: record(number) for number in range(600)}
    first = manifest.save(tmp_path, Manifest(folder="one", records=records))
    changed = {number: one for number, one in records.items() if number != 300}
    changed[5] = changed[5]._replace(title="改名")
    changed[600] = record(600)
    for folder in ("one", "two"):
        manifest.save(tmp_path, replace(first, folder=folder, records=changed))
        held = manifest.load(tmp_path)
        assert held is not None
        assert (held.folder, held.records) == (folder, changed)


def refusing(act: Callable[..., Any], times: int) -> Callable[..., Any]:
    """Give what Windows makes of a call while another process has the file open."""
    left = [times]

    def refused(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name.startswith((manifest.NAME, vocabulary.NAME)) and left[0]:
            left[0] -= 1
            raise PermissionError(13, "sharing violation")
        return act(path, *arguments, **options)

    return refused


@pytest.mark.parametrize("call", ["open", "replace", "unlink"])
def test_a_manifest_that_another_process_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """On Windows: the window took the index for damaged, and was without one."""
    monkeypatch.setattr(manifest, "_PAUSE", 0.0)
    held = manifest.save(tmp_path, Manifest("folder"))
    monkeypatch.setattr(Path, call, refusing(getattr(Path, call), 3))
    assert manifest.load(tmp_path) == held
    assert manifest.save(tmp_path, held).generation == 2
    manifest.discard(tmp_path)
    assert manifest.load(tmp_path) is None


def test_a_manifest_that_stays_held_is_an_error_and_what_cannot_be_read_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "_PAUSE", 0.0)
    held = manifest.save(tmp_path, Manifest("folder"))
    monkeypatch.setattr(Path, "replace", refusing(Path.replace, 1000))
    with pytest.raises(PermissionError):
        manifest.save(tmp_path, held)
    assert manifest.load(tmp_path) == held
    monkeypatch.setattr(Path, "open", refusing(Path.open, 1000))
    with pytest.raises(DamagedIndex):
        manifest.load(tmp_path)


def test_words_that_are_read_at_this_moment_are_folded_in_nevertheless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "_PAUSE", 0.0)
    monkeypatch.setattr(Path, "replace", refusing(Path.replace, 3))
    words = vocabulary.VocabularyWriter(tmp_path, anew=True)
    words.add("某法", ["合同"])
    words.save(documents=1, fold=True)
    found = vocabulary.load(tmp_path)
    assert found is not None
    assert found.counts["合同"] == 1
