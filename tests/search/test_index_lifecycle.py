"""The index is disposable: updated from another process, killed, damaged, cancelled - it answers rightly or is made anew."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from reader.errors import Cancelled, KnownError
from search import Entry, Index, builder, manifest, vocabulary
from search.corpus import FILES
from search.integrity import DamagedIndex
from tests.support.killing import KILLED
from tests.support.search_texts import make_entry

ROOT = Path(__file__).resolve().parents[2]


def documents(index: Index, query: str) -> set[str]:
    return {hit.document for hit in index.verbatim(query).hits}


def many(count: int) -> list[Entry]:
    return [make_entry(f"d{n}", f"第{n}号规定", f"第一条 规定甲{n}乙。\n第二条 罚款。") for n in range(count)]


def test_a_missing_index_answers_nothing_and_asks_to_be_built(tmp_path: Path) -> None:
    index = Index(tmp_path / "none")
    assert index.state == "needs-rebuild"
    assert index.indexed() == {}
    assert index.search("劳动").hits == []
    assert not (tmp_path / "none").exists()


def test_what_is_indexed_is_listed_with_its_stamp(index: Index, entries: list[Entry]) -> None:
    assert index.state == "ready"
    assert index.indexed() == {entry.document: entry.stamp for entry in entries}


def test_an_empty_library_has_a_ready_index(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.update([])
    assert index.state == "ready"
    assert index.search("劳动").hits == []
    index.close()


def test_a_document_replaced_or_removed_is_found_as_it_is_now(index: Index, entries: list[Entry]) -> None:
    index.update([make_entry("law", "劳动法", "第一条 全新的内容。")], removed=["standard", "unknown"])
    assert documents(index, "全新的内容") == {"law"}
    assert documents(index, "集体合同") == set()
    assert index.search("防火分区").hits == []
    assert [hit.path for hit in index.search("新的内容").hits] == ["第一条"]
    assert set(index.indexed()) == {"law", "opinion"}


def test_one_document_twice_in_an_update_counts_once(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    index.update([make_entry("d", "甲", "第一条 从前。"), make_entry("d", "甲", "第一条 现在。")])
    assert documents(index, "从前") == set()
    assert documents(index, "现在") == {"d"}
    index.close()


def test_removing_everything_leaves_no_counts_behind(index: Index) -> None:
    index.update([], removed=["law", "opinion", "standard"])
    held = manifest.load(index._folder)
    assert held is not None
    assert (held.clauses, held.letters, held.records) == (0, 0, {})
    frequencies = next((index._folder / held.folder).glob("frequencies-*.bin"))
    assert not any(frequencies.read_bytes())


def test_what_is_gone_gives_its_bytes_back_and_a_reader_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "index"

    def size() -> int:
        return sum(path.stat().st_size for path in folder.rglob("*") if path.name in FILES)

    index, reader = Index(folder), Index(folder)
    index.update([*many(6), make_entry("𠮷", "某法", "第一条 𠮷省，甲。")])
    reader.refresh()
    assert len(reader.search("罚款").hits) == 6
    late = Index(folder)
    whole = size()
    index.update([], removed=["d0"])
    assert size() == whole
    index.update([], removed=["d1", "d2", "d4"])
    assert {hit.document for hit in reader.search("罚款").hits} == {f"d{n}" for n in range(6)}
    assert documents(index, "甲3乙") == {"d3"}
    assert [hit.snippet for hit in index.verbatim("“省，”").hits] == ["第一条 𠮷省，甲。"]
    assert {hit.document for hit in index.search("罚款").hits} == {"d3", "d5"}
    assert documents(reader, "甲1乙") == {"d1"}
    reader.close()  # what is mapped stays where it is on Windows
    index.update([make_entry("new", "新法", "第一条 新增，甲9乙。")], removed=["d3"])
    assert {hit.document for hit in index.search("罚款").hits} == {"d5"}
    assert documents(index, "甲9乙") == {"new"}
    assert size() < whole * 2 / 3
    # This one meets files that are gone, not damage.
    assert {hit.document for hit in late.search("罚款").hits} == {"d5"}
    assert late.state == "ready"
    for each in (index, late):
        each.close()


def test_reopening_gives_the_same_answers(index: Index, tmp_path: Path) -> None:
    again = Index(tmp_path / "index")
    assert again.search("社会保险").hits == index.search("社会保险").hits
    assert again.indexed() == index.indexed()
    again.close()


def test_a_closed_index_opens_nothing_any_more(tmp_path: Path) -> None:
    """A window closes its index while another lane is about to take up what a worker has written."""
    index, reader = Index(tmp_path / "index"), Index(tmp_path / "index")
    index.update(many(1))
    assert documents(reader, "甲0乙") == {"d0"}
    index.update(many(2))
    reader.close()
    assert not reader.refresh()
    assert documents(reader, "甲0乙") == set()
    with pytest.raises(ValueError, match="closed"):
        reader.update(many(3))
    index.close()
    shutil.rmtree(tmp_path / "index")  # Windows takes no file away that is open
    assert not reader.refresh()


def test_whoever_makes_the_index_hears_when_its_records_are_made(tmp_path: Path) -> None:
    index, entered = Index(tmp_path / "index"), []

    @contextlib.contextmanager
    def opening() -> Iterator[None]:
        entered.append(len(reader._held.manifest.records) if reader._held else 0)
        yield

    reader = Index(tmp_path / "index", opening=opening)
    index.update(many(1))
    assert entered == []
    assert documents(reader, "甲0乙") == {"d0"}
    index.update(many(3))
    assert reader.refresh()
    assert not reader.refresh()
    assert documents(reader, "甲2乙") == {"d2"}
    assert entered == [0, 1], "once for what was there, once for what came"
    for each in (index, reader):
        each.close()


def test_clear_forgets(index: Index) -> None:
    index.clear()
    assert index.state == "needs-rebuild"
    assert index.indexed() == {}


def test_progress_is_told_document_by_document(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    index = Index(tmp_path / "index")
    index.update(many(3), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    index.close()


def test_cancelling_keeps_what_was_committed_and_the_next_update_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "COMMIT_LETTERS", 0)
    index = Index(tmp_path / "index")
    seen: list[int] = []
    with pytest.raises(Cancelled):
        index.update(many(6), progress=lambda done, _: seen.append(done), cancelled=lambda: len(seen) == 4)
    again = Index(tmp_path / "index")
    assert set(again.indexed()) == {"d0", "d1", "d2", "d3"}
    assert again.state == "needs-rebuild"
    again.update([entry for entry in many(6) if entry.document not in again.indexed()])
    assert again.state == "ready"
    assert all(documents(again, f"甲{n}乙") == {f"d{n}"} for n in range(6))
    assert len(again.search("罚款").hits) == 6
    again.close()
    index.close()


def test_what_has_waited_for_some_seconds_is_committed_though_it_is_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "WAITING_LETTERS", 1)
    reader = Index(tmp_path / "index")
    seen: dict[int, int] = {}

    def look(done: int, _total: int) -> None:
        reader.refresh()
        seen[done] = len(reader.indexed())
        if done == 2:
            monkeypatch.setattr(builder, "COMMIT_SECONDS", -1.0)

    writer = Index(tmp_path / "index")
    writer.update(many(4), progress=look)
    assert seen == {1: 0, 2: 0, 3: 3, 4: 4}
    writer.close()
    reader.close()


def test_another_writer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.index._LOCK_SECONDS", 0.0)
    (tmp_path / "index").mkdir()
    with FileLock(tmp_path / "index" / "lock"), pytest.raises(KnownError, match="index-busy"):
        Index(tmp_path / "index").update([])


def test_a_reader_goes_on_while_another_process_writes(index: Index, tmp_path: Path) -> None:
    assert index.search("性别").hits[0].document == "law"
    _run_writer(
        tmp_path / "index", "from tests.search.test_index_lifecycle import many; index.update(many(5), removed=['law'])"
    )
    assert documents(index, "集体合同") == {"law"}
    assert index.search("性别").hits[0].document == "law"
    assert index.refresh()
    assert not index.refresh()
    assert documents(index, "集体合同") == set()
    assert documents(index, "甲3乙") == {"d3"}


@pytest.mark.parametrize(
    "stop_at", ["manifest.save", "DocumentWriter.commit", "CorpusWriter.flush", "integrity.measure"]
)
@pytest.mark.parametrize("commit", [1, 3])
def test_killed_at_any_step_of_a_commit_the_index_is_sound_and_goes_on(
    tmp_path: Path, stop_at: str, commit: int
) -> None:
    folder = tmp_path / "index"
    owner, name = stop_at.split(".")
    code = f"""
import psutil
from search import builder, integrity, manifest
from search.corpus import CorpusWriter
from search.documents import DocumentWriter
from tests.search.test_index_lifecycle import many
builder.COMMIT_LETTERS = 0
real, calls = {owner}.{name}, []
def killing(*args, **kwargs):
    calls.append(1)
    made = real(*args, **kwargs)
    if len(calls) == {commit}:
        psutil.Process().kill()
    return made
{owner}.{name} = killing
index.update(many(6))
"""
    _run_writer(folder, code, expected=KILLED)
    index = Index(folder)
    assert index.state == "needs-rebuild"
    kept = index.indexed()
    assert len(kept) in {commit - 1, commit}
    assert all(documents(index, f"甲{n}乙") == ({f"d{n}"} if f"d{n}" in kept else set()) for n in range(6))
    assert {hit.document for hit in index.search("罚款").hits} == set(kept)
    index.update([entry for entry in many(6) if entry.document not in kept])
    assert index.state == "ready"
    assert sorted(hit.document for hit in index.search("罚款").hits) == [f"d{n}" for n in range(6)]
    assert [path.name for path in folder.iterdir() if path.is_dir()] == [manifest.load(folder).folder]  # type: ignore[union-attr]
    index.close()


@pytest.mark.parametrize("stop_at", ["DocumentWriter.commit", "manifest.save"])
def test_killed_while_segments_are_put_together_nothing_is_lost(tmp_path: Path, stop_at: str) -> None:
    folder = tmp_path / "index"
    owner, name = stop_at.split(".")
    code = f"""
import psutil
from search import builder, integrity, manifest
from search.documents import DocumentWriter
from tests.search.test_index_lifecycle import many
builder.COMMIT_LETTERS = 0
real, merging = {owner}.{name}, []
commit = builder.Builder.commit
def noting(self, *, merge):
    merging.append(merge)
    commit(self, merge=merge)
builder.Builder.commit = noting
def killing(*args, **kwargs):
    made = real(*args, **kwargs) if {name == "commit"} or not merging[-1] else None
    if merging[-1]:
        psutil.Process().kill()
    return made
{owner}.{name} = killing
index.update(many(10))
"""
    _run_writer(folder, code, expected=KILLED)
    index = Index(folder)
    assert index.state == "ready"
    assert {hit.document for hit in index.search("罚款").hits} == {f"d{n}" for n in range(10)}
    index.update([make_entry("new", "新法", "第一条 新增，罚款。")], removed=["d3"])
    found = [hit.document for hit in index.search("罚款").hits]
    assert sorted(found) == sorted({"new", *(f"d{n}" for n in range(10))} - {"d3"})
    index.close()


@pytest.mark.parametrize("merge", [False, True])
def test_killed_between_whoosh_and_the_manifest_what_was_to_be_replaced_is_ranked_as_before(
    tmp_path: Path, merge: bool
) -> None:
    folder = tmp_path / "index"
    index = Index(folder)
    for number in range(10):
        index.update([entry for entry in many(10) if entry.document == f"d{number}"], in_passing=True)
    code = f"""
import psutil
from search import manifest
from search.documents import DocumentWriter
from tests.search.test_index_lifecycle import make_entry
real = DocumentWriter.commit
def killing(self, *, merge):
    made = real(self, merge=merge)
    if merge == {merge}:
        psutil.Process().kill()
    return made
DocumentWriter.commit = killing
index.update([make_entry("d1", "第1号规定", "第一条 奖励。")], removed=["d2"])
"""
    _run_writer(folder, code, expected=KILLED)
    fresh = Index(folder)
    gone = {"d1", "d2"} if merge else set()  # by then the manifest speaks of the new text
    assert {hit.document for hit in fresh.search("罚款").hits} == {f"d{n}" for n in range(10)} - gone
    # Not replaced after all: an update with other documents must not leave them out.
    fresh.update([make_entry("d10", "第10号规定", "第一条 罚款。")])
    assert {hit.document for hit in fresh.search("罚款").hits} == {f"d{n}" for n in range(11)} - gone
    words = next(path.parent for path in folder.rglob("*.toc"))
    assert len(list(words.glob("*.toc"))) == 1, "what no manifest speaks of is taken away"
    for one in (index, fresh):
        one.close()


def test_what_was_left_to_a_later_update_is_made_up_for(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = Index(folder)
    for number in range(12):
        index.update([make_entry(f"d{number}", f"第{number}号规定", "第一条 罚款。")], in_passing=True)
        assert index.has_deferred
    assert len(list(folder.rglob("*.trm"))) == 12, "nothing is put together while more is to come"
    assert not (folder / vocabulary.NAME).read_text(encoding="utf-8").split("\n")[0]
    index.update([])
    assert not index.has_deferred
    assert len(list(folder.rglob("*.trm"))) < 8
    assert (folder / vocabulary.NAME).read_text(encoding="utf-8").split("\n")[0]
    assert {hit.document for hit in index.search("罚款").hits} == set(index.indexed())
    index.close()


def _damages(data: bytes) -> dict[str, bytes]:
    middle = len(data) // 2
    return {
        "emptied": b"",
        "cut": data[:middle],
        "flipped": data[:middle] + bytes([data[middle] ^ 0x10]) + data[middle + 1 :],
        "overwritten": os.urandom(len(data)),
    }


def test_any_damage_of_any_file_is_noticed_and_mended(index: Index, entries: list[Entry], tmp_path: Path) -> None:
    folder = tmp_path / "index"
    right = index.search("社会保险").hits, index.verbatim("应当").hits
    index.close()
    sound = tmp_path / "sound"
    shutil.copytree(folder, sound)
    # The vocabulary is of no consequence: a damaged line of it is a word less.
    found = (
        path for path in sound.rglob("*") if path.is_file() and path.stat().st_size and path.name != vocabulary.NAME
    )
    files = sorted(path.relative_to(sound) for path in found)
    assert len(files) >= 6
    for name in files:
        for how, data in _damages((sound / name).read_bytes()).items():
            shutil.rmtree(folder)
            shutil.copytree(sound, folder)
            (folder / name).write_bytes(data)
            damaged = Index(folder)
            assert damaged.state == "needs-rebuild", (name, how)
            assert damaged.indexed() == {}, (name, how)
        # Mending is the same for every damage: one a file.
        damaged.update(entries)
        assert (damaged.search("社会保险").hits, damaged.verbatim("应当").hits) == right, name
        damaged.close()


def test_a_missing_file_is_damage(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index.close()  # Windows takes no file away that is open
    for path in [
        path for path in folder.rglob("*") if path.is_file() and path.suffix in {".bin", ".trm", ".pst", ".col", ".toc"}
    ]:
        data = path.read_bytes()
        path.unlink()
        assert Index(folder).state == "needs-rebuild", path.name
        path.write_bytes(data)


def test_an_index_of_another_version_is_made_anew(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "SCHEMA", manifest.SCHEMA + 1)
    assert Index(tmp_path / "index").state == "needs-rebuild"
    monkeypatch.undo()
    monkeypatch.setattr(manifest, "dictionary_fingerprint", lambda: "another dictionary")
    assert Index(tmp_path / "index").state == "needs-rebuild"


def test_damage_met_while_searching_is_a_state_not_an_error(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise DamagedIndex("met late")

    monkeypatch.setattr("search.snapshot.Snapshot.search", stumble)
    assert index.search("劳动").hits == []
    assert index.state == "needs-rebuild"
    assert Index(index._folder).state == "needs-rebuild"


def test_opening_loads_neither_whoosh_nor_a_segmenter(index: Index, tmp_path: Path) -> None:
    code = "import sys; index.verbatim('劳动'); assert not {'whoosh', 'jieba', 'rjieba'} & set(sys.modules)"
    _run_writer(tmp_path / "index", code)


def _run_writer(folder: Path, code: str, expected: int = 0) -> None:
    program = f"from pathlib import Path\nfrom search import Index\nindex = Index(Path({str(folder)!r}))\n{code}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stderr


def test_an_index_is_not_opened_before_it_is_asked_for(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window with thousands of documents shows its shelf first."""
    opened: list[Path] = []
    load = manifest.load

    def noting(folder: Path, before: manifest.Manifest | None = None) -> manifest.Manifest | None:
        opened.append(folder)
        return load(folder, before)

    monkeypatch.setattr(manifest, "load", noting)
    later = Index(tmp_path / "index")
    assert opened == []
    assert later.state == "ready"
    assert len(opened) == 1
    assert not later.refresh()  # nothing new: it is not taken apart again
    assert len(opened) == 1
    later.close()


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells")
def test_a_search_leaves_no_pages_of_the_texts_with_the_program(index: Index, tmp_path: Path) -> None:
    index.update(many(400))
    assert index.verbatim("规定甲").total == 400
    held = 0
    texts = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        texts = str(tmp_path) in line if "-" in line.split()[0] else texts
        held += int(line.split()[1]) if texts and line.startswith("Rss:") else 0
    assert held <= 16  # KB; what is written of them was more than that


def test_what_an_earlier_generation_held_in_memory_goes_with_it(tmp_path: Path) -> None:
    writer, reader = Index(tmp_path / "index"), Index(tmp_path / "index")
    writer.update([make_entry("d1", "某规定", "第一条 应当依法备案。")])
    assert not gc.isenabled()  # what is in a circle stays for minutes
    try:
        assert reader.verbatim("应当").total == 1
        assert reader._held is not None
        earlier = weakref.ref(reader._held._corpus)
        writer.update([make_entry("d2", "另一规定", "第一条 应当公布。")])
        assert reader.refresh()
        assert reader.verbatim("应当").total == 2
        assert earlier() is None
    finally:
        writer.close()
        reader.close()
