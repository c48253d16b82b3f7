"""35,000 documents: the laws ten times over, imported and indexed; then search and the real window on them.

    uv run bench/figures.py scale LAWS FOLDER [--only STEP ...]

LAWS is the unpacked laws.tar.xz; FOLDER keeps what is made of it (4 GB), so that a step can be run again by itself. Of each law ten
files are made: itself, and nine with other titles and their paragraphs in other orders, so that no index can share them. They
are imported and indexed as the command line does it. Then 200 short queries and 200 questions are answered by what the search lane of
the window calls, and the real window is opened: the shelf is narrowed and sorted, three documents are read, the words of
bench/keystrokes.py are typed, and one more document is imported.
"""

from __future__ import annotations

import argparse
import operator
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.laws import law_files  # noqa: E402  # the path above comes first
from bench.search import HARD, QUERIES, percentile  # noqa: E402

TIMES = 10
STEPS = ("import", "index", "search", "window")
OPENED = 3
_PART = 5000
_TOLD = 8
_REST_MS = 3000
_LONG_MS = 300_000


def main(words: list[str]) -> int:
    """Take the steps and print their tables; gives the exit status."""
    if words[:1] == ["--child"]:
        {"search": _search, "window": _window}[words[1]](Path(words[2]))
        return 0
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("laws", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only", nargs="+", choices=STEPS, default=STEPS)
    given = arguments.parse_args(words)
    files, library = given.folder / "files", given.folder / "library"
    if not files.is_dir():
        write_files(given.laws, files)
    if "import" in given.only:
        _import(files, library)
    if "index" in given.only:
        _index(library)
    for step in ("search", "window"):
        if step in given.only:  # each in a process of its own: what one keeps in memory is none of the other's
            subprocess.run([sys.executable, __file__, "--child", step, str(library)], check=True)
    return 0


def write_files(laws: Path, folder: Path) -> None:
    """Make the documents of the laws: ``TIMES`` files each."""
    fresh = folder.with_name(f"{folder.name}.new")
    for path in law_files(laws):
        head, *lines = path.read_bytes().decode("utf-8", "replace").split("\n")
        below = fresh / path.relative_to(laws).parent
        for turn in range(TIMES):
            (below / str(turn)).mkdir(parents=True, exist_ok=True)
            random.Random(f"{path.name} {turn}").shuffle(lines)
            name = f"{head}之{turn}" if turn else head
            source = "\n".join((name, *lines)).encode() if turn else path.read_bytes()
            (below / str(turn) / (f"{path.stem}之{turn}.md" if turn else path.name)).write_bytes(source)
    fresh.rename(folder)


def _import(files: Path, library: Path) -> None:
    from ui.importing import ImportRow, sources
    from ui.workspace import Workspace

    print("\n| documents | wall, s | CPU of the process that stores, s |\n|---|---|---|")
    begun = time.perf_counter(), time.process_time()

    def report(_row: ImportRow, done: int, total: int) -> None:
        nonlocal begun
        if done % _PART == 0 or done == total:
            now = time.perf_counter(), time.process_time()
            print(f"| {done} | {now[0] - begun[0]:.0f} | {now[1] - begun[1]:.1f} |", flush=True)
            begun = now

    with Workspace.open(library) as workspace:
        workspace.import_all(list(sources([files])), report=report)
    print(f"\nreaders: {_children():.0f} s of CPU; load {os.getloadavg()[0]:.1f}")


def _index(library: Path) -> None:
    from storage.library import Library
    from ui.indexing import INDEX_FOLDER
    from ui.workers import Worker

    Library.open(library).close()  # one that was kept since an earlier version is brought up to date
    begun, cpu = time.perf_counter(), _children()

    def tell(done: int, total: int) -> None:
        if done % _PART < _TOLD or done == total:
            print(f"  {done} of {total} in the index after {time.perf_counter() - begun:.0f} s", flush=True)

    with Worker() as worker:
        worker.index(library, tell, lambda: False)
    size = sum(path.stat().st_size for path in (library / INDEX_FOLDER).rglob("*") if path.is_file())
    wall, took = time.perf_counter() - begun, _children() - cpu
    print(f"\nindex: {wall:.0f} s, {took:.0f} s of CPU, {size / 1e6:.0f} MB on the disk; load {os.getloadavg()[0]:.1f}")


@dataclass
class Asked:
    """What a query took until the ranked clauses, until the first places, and whole: wall and CPU of the search lane, ms."""

    ranked: tuple[float, float]
    first: tuple[float, float] | None
    whole: tuple[float, float]
    places: int


def _search(library: Path) -> None:
    from ui.window.searching.answer import Answer, Question, answer_to
    from ui.workspace import Workspace

    with Workspace.open(library, read_only=True) as workspace:
        begun = time.perf_counter(), time.process_time()
        cards = {card.id: card for card in workspace.cards()}
        took = (time.perf_counter() - begun[0]) * 1000, (time.process_time() - begun[1]) * 1000
        print(f"\n{len(cards)} cards: {took[0]:.0f} ms, {took[1]:.0f} ms of CPU")

        def ask(query: str) -> Asked:
            begun, cpu = time.perf_counter(), time.thread_time()
            marks: list[tuple[float, float]] = []
            found = 0

            def now() -> tuple[float, float]:
                return (time.perf_counter() - begun) * 1000, (time.thread_time() - cpu) * 1000

            def hear(part: Answer) -> None:
                nonlocal found
                if not marks or (part.verbatim.hits and not found):
                    marks.append(now())
                found = len(part.verbatim.hits)

            answer = answer_to(workspace, Question(query), cards, hear)
            whole = now()
            return Asked(marks[0], marks[1] if len(marks) > 1 else None, whole, answer.verbatim.total)

        begun = time.perf_counter(), time.process_time()
        ask("第一条")
        took = (time.perf_counter() - begun[0]) * 1000, (time.process_time() - begun[1]) * 1000
        print(f"first query, opening the index: {took[0]:.0f} ms, {took[1]:.0f} ms of CPU\n")
        print(
            "| 200 of | ranked: p50, p95 ms | CPU | from there to the first places: p50, p95 ms | CPU | whole: p50, p95 ms | CPU |"
        )
        print("|---|---|---|---|---|---|---|")
        for kind in ("short", "questions"):
            lines = (QUERIES / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
            asked = [ask(line) for line in lines if line and not line.startswith("#")]
            first = [tuple(map(operator.sub, one.first, one.ranked)) for one in asked if one.first]
            columns = [[one.ranked for one in asked], first, [one.whole for one in asked]]
            print(f"| {kind} | {' | '.join(_said(column) for column in columns)} |")
        print("\n| verbatim | places | first ms after the ranked | whole ms | CPU ms |\n|---|---|---|---|---|")
        for query in HARD:
            one = ask(query)
            after = f"{one.first[0] - one.ranked[0]:.0f}" if one.first else ""
            print(f"| {query} | {one.places} | {after} | {one.whole[0]:.0f} | {one.whole[1]:.0f} |")
    print(f"\nload {os.getloadavg()[0]:.1f}")


def _said(values: Sequence[tuple[float, ...]]) -> str:
    wall, cpu = ([each[which] for each in values] for which in (0, 1))
    if not wall:
        return " | "
    return " | ".join(f"{statistics.median(each):.0f}, {percentile(each, 95):.0f}" for each in (wall, cpu))


def _window(library: Path) -> None:
    from bench import keystrokes
    from ui.window.application import Program

    app = keystrokes.make_application([])
    begun = time.perf_counter(), time.process_time(), time.thread_time()
    program = Program(app, library)
    program.open()
    window = program.window
    assert window is not None
    window.resize(1440, 900)
    pulse = keystrokes.Pulse()  # only now: until there is a window, nothing can stall
    opened = keystrokes.QEventLoop()  # asking again and again whether it is ready would cost more than the start itself
    window.ready.connect(opened.quit)
    keystrokes.QTimer.singleShot(_LONG_MS, opened.quit)
    opened.exec()
    keystrokes.pause(1)
    took = time.perf_counter() - begun[0], time.process_time() - begun[1], time.thread_time() - begun[2]
    print("\n| | wall ms | longest stall, ms | of it own CPU, ms | private memory, MB | written by itself |")
    print("|---|---|---|---|---|---|")

    def tell(what: str, wall: float) -> None:
        memory, written = psutil.Process().memory_full_info().uss / 1e6, _written() / 1e6
        stalls = f"{pulse.longest:.0f} | {pulse.worked:.0f}"
        print(f"| {what} | {wall:.0f} | {stalls} | {memory:.0f} | {written:.0f} |", flush=True)

    def act(what: str, do: Callable[[], object], seen: Callable[[], bool] = lambda: True) -> None:
        pulse.reset()
        before = time.perf_counter()
        do()
        keystrokes.pause(1)
        keystrokes.wait_until(seen, _LONG_MS)
        wall = (time.perf_counter() - before) * 1000
        keystrokes.pause(200)
        tell(what, wall)

    tell(f"start: CPU {took[1] * 1000:.0f} ms, {took[2] * 1000:.0f} of the main thread", took[0] * 1000)
    act("rest, the index looked at", lambda: keystrokes.pause(_REST_MS), lambda: _is_quiet(window))
    shelf = window.left.library
    rows = shelf._model.rowCount
    everything = rows()
    act("the shelf narrowed to 劳动", lambda: shelf._filter.setText("劳动"), lambda: rows() < everything)
    act("… to 劳动合同", lambda: shelf._filter.setText("劳动合同"))
    act("… to nothing", lambda: shelf._filter.setText(""), lambda: rows() == everything)
    act("the shelf sorted by title", lambda: shelf._model.set_order("title"))
    act("the shelf scrolled to its end", shelf._view.scrollToBottom)
    for card in list(window.session.cards.values())[:: everything // OPENED][:OPENED]:
        act("a document opened", lambda: window.desk.open(card.id), lambda: window.desk.shown() is not None)  # noqa: B023
    typed = keystrokes._type(window, pulse)
    results, turns, stalls = sorted(typed.results), sorted(typed.turns), sorted(typed.stalls)
    middle, late = statistics.median(results), percentile(results, 95)
    pulse.longest, pulse.worked = stalls[-1], turns[-1]
    tell(f"{len(results)} words typed, last key to results: p50 {middle:.0f}, p95 {late:.0f}", late)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "新规定.txt"
        path.write_text("新规定\n第一条 鹓鶵饮醴泉，应当依法备案。\n", encoding="utf-8")
        rows_ = []
        act(
            "one more document imported",
            lambda: window.session.import_all(
                [path], progress=lambda done, total: None, done=rows_.extend, failed=_raise
            ),
            lambda: bool(rows_),
        )
        act("… and in the index", lambda: None, lambda: _is_quiet(window))
        act("… and taken back", lambda: window.session.remove([rows_[0].document]), lambda: _is_quiet(window))
    print(f"\nCPU of the program {time.process_time():.0f} s; load {os.getloadavg()[0]:.1f}")
    window.close()


def _written() -> int:
    """Give the bytes that the process has written: what libraries are private of hangs on who else has them, and on what memory is free."""
    return sum(part.private_dirty for part in psutil.Process().memory_maps(grouped=True))


def _is_quiet(window: Any) -> bool:
    return not window.session.index.is_busy() and window._tasks.is_idle()


def _raise(error: BaseException) -> None:
    raise error


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
