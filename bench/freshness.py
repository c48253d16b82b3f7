"""How soon an imported document is found, in the real window: one at a time, and while thousands are imported.

    uv run bench/figures.py freshness LAWS [COUNT]

One document at a time into a library of the first COUNT laws: from the call of the import to its row on the shelf, to being found letter
by letter and to being in the index that ranks; with the reader and the worker of the index warm, and ended before. In bulk, COUNT laws
(all unless told otherwise) into a new library: each time the shelf is shown anew its newest document is looked for, by a search of the
whole library a tenth of a second apart. The longest time between two turns of the event loop tells whether anything stood still.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil  # noqa: E402  # the path above comes first
from PySide6.QtCore import QTimer  # noqa: E402  # the path above comes first

from bench.laws import law_files  # noqa: E402
from bench.opening import Ticker, settle, wait  # noqa: E402
from ui.importing import ImportRow, Source  # noqa: E402
from ui.window.appearance import Appearance  # noqa: E402
from ui.window.application import make_application  # noqa: E402
from ui.window.main_window import MainWindow  # noqa: E402
from ui.window.searching.answer import Answer, Question  # noqa: E402

SINGLE = 20
_ASK_MS = 100
_ASK_OF_ONE_MS = 20
_PATIENCE = 600.0


@dataclass
class Watched:
    """A document that is waited for: when its row was there, when it was found, when it was ranked."""

    document: str
    words: str
    row: float
    found: float = 0.0
    ranked: float = 0.0


class Watch:
    """Asks again and again for the documents that were not found yet."""

    def __init__(self, window: MainWindow, every_ms: int) -> None:
        self.seen: list[Watched] = []
        self._session = window.session
        self._window = window
        self._asking = False
        self._timer = QTimer()
        self._timer.timeout.connect(self._ask)
        self._timer.start(every_ms)

    def add(self, document: str, words: str) -> None:
        """Wait for a document."""
        self.seen.append(Watched(document, words, time.perf_counter()))

    def is_done(self) -> bool:
        """Tell whether all were found and ranked."""
        return all(one.found and one.ranked for one in self.seen)

    def _ask(self) -> None:
        missing = next((one for one in self.seen if not one.found), None)
        if missing is not None and not self._asking:
            self._asking = True
            self._session.search(Question(missing.words), self._hear)
        if any(not one.ranked for one in self.seen):
            workspace = self._session._workspace
            assert workspace is not None
            self._window._tasks.run(workspace.index.indexed, lane="search", done=self._note_ranked, topic="bench")

    def _hear(self, answer: Answer) -> None:
        for one in self.seen:
            if not one.found and answer.query == one.words and one.document in answer.verbatim.counts:
                one.found = time.perf_counter()
        self._asking = not answer.complete
        if answer.complete:
            # A title that came from the name of the file stands in no text: it is not to be waited for.
            self.seen = [one for one in self.seen if one.found or not (one.ranked and one.words == answer.query)]

    def _note_ranked(self, indexed: dict[str, str]) -> None:
        for one in self.seen:
            if not one.ranked and one.document in indexed:
                one.ranked = time.perf_counter()


def main(arguments: Sequence[str]) -> int:
    """Print the tables; gives the exit status."""
    chosen = law_files(Path(arguments[0]))
    if len(arguments) > 1:
        chosen = chosen[:: max(len(chosen) // int(arguments[1]), 1)]
    app = make_application([])
    with tempfile.TemporaryDirectory(prefix="piyue-fresh-") as home:
        os.environ["XDG_CONFIG_HOME"] = home
        window = MainWindow(Path(home) / "library", Appearance(app, "zh"))
        window.resize(1440, 900)
        window.show()
        wait(lambda: bool(window.session.cards))
        settle(3000)
        wait(lambda: not window.session.index.is_busy())
        _bulk(window, chosen)
        print("\n| one document | row on the shelf, s: p50, p95 | found letter by letter | ranked |\n|---|---|---|---|")
        for label, prepare in (("workers warm", lambda: None), ("workers ended before", lambda: _end_workers(window))):
            _single(window, label, prepare)
        print(f"\nload of the machine {os.getloadavg()[0]:.1f}, processors {os.cpu_count()}")
        window.close()
    return 0


def _bulk(window: MainWindow, chosen: list[Path]) -> None:
    watch, ticker = Watch(window, _ASK_MS), Ticker()
    rows: list[ImportRow] = []
    known = set(window.session.cards)

    def on_shelf() -> None:
        fresh = [card for card in window.session.cards.values() if card.id not in known]
        known.update(card.id for card in fresh)
        if fresh:
            watch.add(fresh[-1].id, fresh[-1].title)

    window.session.cards_changed.connect(on_shelf)
    ticker.begin()
    begun, cpu, children = time.perf_counter(), time.process_time(), _ended_children()
    builder = psutil.Process(window.session.index._worker._started().pid)
    indexing = _cpu_of(builder)
    window.session.import_all(chosen, progress=lambda done, total: None, done=rows.extend, failed=_raise)
    wait(lambda: bool(rows), _PATIENCE)
    imported, cpu, children = time.perf_counter() - begun, time.process_time() - cpu, _ended_children() - children
    wait(watch.is_done, _PATIENCE)
    wait(lambda: not window.session.index.is_busy(), _PATIENCE)
    indexing = _cpu_of(builder) - indexing
    window.session.cards_changed.disconnect(on_shelf)
    found = [one.found - one.row for one in watch.seen]
    ranked = [one.ranked - one.row for one in watch.seen]
    print(f"{len(chosen)} laws in {imported:.0f} s, the index whole and tidy after {time.perf_counter() - begun:.0f} s")
    print(f"CPU, s: readers {children:.0f}, window {cpu:.0f} until then, index {indexing:.0f}\n")
    print("| in bulk, from the row on the shelf | looked for | s: p50, longest |\n|---|---|---|")
    for label, values in (("found letter by letter", found), ("ranked", ranked)):
        print(f"| {label} | {len(values)} | {statistics.median(values):.2f}, {max(values):.2f} |")
    print(
        f"| stall of the main thread, ms, of it own CPU | | {ticker.longest_ms:.0f}, {ticker.busiest_ms:.0f} |",
        flush=True,
    )


def _single(window: MainWindow, label: str, prepare: Callable[[], None]) -> None:
    times: list[tuple[float, float, float]] = []
    for number in range(SINGLE):
        wait(lambda: not window.session.index.is_busy())
        settle(200)
        prepare()
        words = f"{label}第{number}次试验用词"
        text = f"关于{words}的规定\n第一条 为了{words}，制定本规定。\n".encode()
        watch, known = Watch(window, _ASK_OF_ONE_MS), set(window.session.cards)

        def on_shelf(watch: Watch = watch, known: set[str] = known, words: str = words) -> None:
            fresh = [card for card in window.session.cards if card not in known]
            if fresh and not watch.seen:
                watch.add(fresh[0], words)

        window.session.cards_changed.connect(on_shelf)
        begun = time.perf_counter()
        source = Source(f"{number}.txt", f"{number}.txt", text)
        window.session.import_all([source], progress=lambda done, total: None, done=lambda rows: None, failed=_raise)
        wait(lambda watch=watch: bool(watch.seen) and watch.is_done())  # type: ignore[misc]  # bound at once
        window.session.cards_changed.disconnect(on_shelf)
        one = watch.seen[0]
        times.append((one.row - begun, one.found - begun, one.ranked - begun))
    columns = (sorted(column) for column in zip(*times, strict=True))
    told = " | ".join(f"{statistics.median(column):.2f}, {column[int(SINGLE * 0.95) - 1]:.2f}" for column in columns)
    print(f"| {label} | {told} |", flush=True)


def _end_workers(window: MainWindow) -> None:
    """End the worker of the index and the reader that waits for the next import."""
    window.session.index.stop()
    workspace = window.session._workspace
    assert workspace is not None
    with workspace.readers.one() as reader:
        reader.stop()


def _cpu_of(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def _ended_children() -> float:
    """CPU seconds of the processes that have ended: the readers end with their import."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _raise(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
