"""10,000 annotations in one library and 1,000 in one document, in the real window: opening, scrolling, filtering, adding, changing.

    uv run bench/figures.py notes LAWS [FOLDER]

LAWS is a folder of laws, of which 200 are taken; FOLDER keeps the library for the next run (a new one otherwise). The annotations have five
colours, four styles, notes (one in three, half of them Markdown) and tags. Times are from the call to the picture of the viewport, in ms of wall
clock and of the process's CPU; the stall is the longest gap between two turns of the event loop meanwhile.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget  # noqa: E402  # the path above comes first

from bench.keystrokes import Pulse, pause, wait_until  # noqa: E402
from reader.anchor import describe  # noqa: E402
from reader.model import Span, Text  # noqa: E402
from storage.annotations import Annotation  # noqa: E402
from storage.identity import new_id  # noqa: E402
from ui.importing import sources  # noqa: E402
from ui.window.all_notes.desk import AllNotesDesk  # noqa: E402
from ui.window.appearance import Appearance  # noqa: E402
from ui.window.application import dress  # noqa: E402
from ui.window.main_window import MainWindow  # noqa: E402
from ui.window.page.look import Look  # noqa: E402
from ui.workspace import Workspace  # noqa: E402

LAWS, ALL, IN_ONE, FRAMES, TIMES = 200, 10_000, 1_000, 200, 5
_COLORS, _STYLES = ("yellow", "green", "blue", "pink", "violet"), ("solid", "solid", "underline", "wavy", "strike")
_NOTES = ("", "", "如何认定？与第二十条核对。", "", "", "**要点**：\n- 看第三款\n- 见 `附件`")


def main(words: list[str]) -> int:
    """Make the library, work it in the window, print the table; gives the exit status."""
    if not words:
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(words[1]) if len(words) > 1 else Path(temporary) / "library"
        document = _library(Path(words[0]), folder)
        app = QApplication([])
        dress(app)
        window = MainWindow(folder, Appearance(app, "zh"))
        window.resize(1440, 900)
        ready: list[bool] = []
        window.ready.connect(lambda: ready.append(True))
        window.ready.connect(gc.freeze)  # as the program does
        wait_until(lambda: bool(ready), 60_000)
        window.show()
        wait_until(lambda: not window.session.index.is_busy() and window._tasks.is_idle(), 300_000)
        pause(2_000)
        print("| | wall ms, median (most) | CPU ms, median | longest stall, ms |\n|---|---|---|---|")
        _one_document(window, document)
        _whole_library(window)
        window.close()
    return 0


def _library(laws: Path, folder: Path) -> str:
    """Make the library where it is not there; gives the document with the most annotations."""
    with Workspace.open(folder) as workspace:
        if not workspace.cards():
            files = sorted((one for one in laws.rglob("*.md") if one.is_file()), key=lambda one: one.stat().st_size)
            picked = [*files[:: max(len(files) // LAWS, 1)], files[-20]]
            workspace.import_all(list(sources(picked)))
            cards = sorted(workspace.cards(), key=lambda card: -card.chars)
            chance = random.Random(5)
            some = list(made_annotations(workspace.text(cards[0].id), cards[0].id, IN_ONE, chance))
            rest = (ALL - IN_ONE) // (len(cards) - 1) + 1
            for card in cards[1:]:
                some += made_annotations(workspace.text(card.id), card.id, rest, chance)
            workspace.bring_in(some[:ALL])
        return max(workspace.cards(), key=lambda card: card.annotations).id


def made_annotations(text: Text, document: str, count: int, chance: random.Random) -> Iterator[Annotation]:
    """Make annotations at random places of a text, as if they came in a file."""
    for number in range(count):
        start = chance.randrange(max(len(text.text) - 60, 1))
        span = Span(start, min(start + chance.randrange(6, 60), len(text.text)))
        when = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00+00:00"
        yield Annotation(
            id=new_id(),
            document=document,
            color=_COLORS[number % 5],  # type: ignore[arg-type]
            style=_STYLES[number // 5 % 5],  # type: ignore[arg-type]
            note=_NOTES[number % 6],
            tags=(("预算", "劳动", "待核对")[number % 3],) if number % 2 else (),
            bookmark=False,
            anchors=(describe(text, span),),
            created=when,
            modified=when,
        )


def _one_document(window: MainWindow, document: str) -> None:
    area = window.area

    def opened() -> bool:
        page = area.page()
        return area.current() == document and page is not None and page.has_settled and bool(page._annotations)

    _row(
        f"open the document with {IN_ONE:,}",
        partial(window.desk.open, document),
        opened,
        lambda: area.page().viewport(),  # type: ignore[union-attr]
        area.close_document,
    )
    page = area.page()
    assert page is not None
    _scroll(f"scroll the page, {FRAMES} frames", page)
    _scroll(f"scroll the cards, {FRAMES} frames", window.notes.view)
    words = iter(["预算", "劳", "", "要点", "附件", "待核", ""] * 9)
    _row("filter the cards", lambda: window.notes._field.setText(next(words)), lambda: True, window.notes.view.viewport)
    window.notes._field.clear()
    where = iter(range(200, 9_000, 97))
    before: list[int] = []

    def add() -> None:
        before[:] = [len(page._annotations)]
        start = next(where)
        window.desk.annotate([Span(start, start + 12)], Look("blue", "wavy"), False)

    _row("add a highlight to it", add, lambda: len(page._annotations) == before[0] + 1, page.viewport)


def _whole_library(window: MainWindow) -> None:
    everything: AllNotesDesk = window.all_notes
    view = everything.view

    def hide() -> None:
        everything.leave()
        everything._lines = ()
        view.set_lines([])

    _row(
        f"show all {ALL:,} annotations",
        everything.show,
        lambda: len(everything._lines) >= ALL,
        view.list.viewport,
        hide,
    )
    _scroll(f"scroll the list, {FRAMES} frames", view.list)
    words = iter(["预", "预算", "预算 应当", "", "第三十", "劳动者", ""] * 9)
    _row("filter by words", lambda: view.head.field.setText(next(words)), lambda: True, view.list.viewport)
    view.head.field.clear()
    groupings = iter(("tag", "color", "type", "date", "document", "tag", "color", "document") * 9)
    _row("group otherwise", lambda: view.head.group_by(next(groupings)), lambda: True, view.list.viewport)  # type: ignore[arg-type]
    colors = iter(_COLORS * 9)
    wanted: list[str] = []

    def change() -> None:
        wanted[:] = [next(colors)]
        lines = everything._lines[:100]
        everything._change(lines, {"color": wanted[0]})

    _row(
        "colour 100 at once",
        change,
        lambda: all(one.annotation.color == wanted[0] for one in everything._lines[:100]),
        view.list.viewport,
    )


def _row(
    what: str,
    act: Callable[[], object],
    seen: Callable[[], bool],
    shown: Callable[[], QWidget],
    prepare: Callable[[], object] = lambda: None,
) -> None:
    wall, cpu, stalls = [], [], []
    pulse = Pulse()
    for _time in range(TIMES):
        prepare()
        pause(300)
        pulse.reset()
        began, used = time.perf_counter(), time.process_time()
        act()
        if not seen():
            wait_until(seen, 60_000)
        shown().grab()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        pause(20)
        stalls.append(pulse.longest)
    _print(what, wall, cpu, f"{statistics.median(stalls):.0f}")


def _scroll(what: str, area: QAbstractScrollArea) -> None:
    bar = area.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 0)
    pause(1_000)  # until all rows have their places
    step = max(bar.maximum() // FRAMES, 1)
    wall, cpu = [], []
    for frame in range(FRAMES):
        began, used = time.perf_counter(), time.process_time()
        bar.setValue(min(frame * step, bar.maximum()))
        area.viewport().grab()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        if frame % 20 == 0:
            pause(1)
    wall.sort()
    _print(what, wall, cpu, f"p95 of the frames {wall[int(FRAMES * 0.95)]:.0f}")


def _print(what: str, wall: list[float], cpu: list[float], last: str) -> None:
    print(
        f"| {what} | {statistics.median(wall):.0f} ({max(wall):.0f}) | {statistics.median(cpu):.0f} | {last} |",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
