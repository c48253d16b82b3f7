"""What covers the page, in the real window: a comparison of two versions of a long law, the review of 1,000 annotations, a ledger of 3,000 tasks.

    uv run bench/figures.py layers LAWS [FOLDER]

LAWS is a folder of laws that has the dated pair below (300 KB each); FOLDER keeps the library for the next run (a new one otherwise). Each
thing is done some times. Told are the wall clock until it is shown, the processor time of the program until then, and the most processor
time that the main thread took in one turn of its event loop, the median and the most: what a user could feel as a stall on a quiet machine.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: E402  # the path above comes first
from PySide6.QtWidgets import QWidget  # noqa: E402

from bench.notes import IN_ONE, made_annotations  # noqa: E402
from bench.opening import Ticker, settle, wait  # noqa: E402
from ui.importing import sources  # noqa: E402
from ui.window.appearance import Appearance  # noqa: E402
from ui.window.application import make_application  # noqa: E402
from ui.window.main_window import MainWindow  # noqa: E402
from ui.workspace import Workspace  # noqa: E402

PAIR = ("(2012-12-20)", "(2021-01-26)")
LAW = "适用《刑事诉讼法》的解释"
TASKS, PER_PLAN, TIMES = 3_000, 50, 7
_BODIES = [f"市{name}局" for name in (
    "财政", "教育", "科技", "公安", "民政", "司法", "人社", "自然资源", "生态环境", "住建", "交通", "水务", "农业农村", "商务",
    "文旅", "卫健", "应急", "审计", "市场监管", "统计", "体育", "医保", "信访", "林草", "数据", "金融", "外事", "国资",
)]  # fmt: skip
_MEASURES = (
    "建设一批高水平公共服务平台，完善运行机制，形成可复制的做法",
    "制定年度工作方案，明确时间节点，按季度通报进展",
    "开展专项检查，对发现的问题建立清单，限期整改到位",
)


def main(words: list[str]) -> int:
    """Make the library, work the layers, print the table; gives the exit status."""
    if not words:
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(prefix="piyue-layers-") as home:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = home
        folder = Path(words[1]) if len(words) > 1 else Path(home) / "library"
        law = _library(Path(words[0]), folder, Path(home))
        app = make_application([])
        window = MainWindow(folder, Appearance(app, "zh"))
        window.resize(1440, 900)
        ready: list[bool] = []
        window.ready.connect(lambda: ready.append(True))
        window.ready.connect(gc.freeze)  # as the program does
        wait(lambda: bool(ready))
        window.show()
        settle(3_000)
        wait(lambda: not window.session.index.is_busy() and window._tasks.is_idle(), 300)
        print("| | wall ms: median, most | CPU ms, median | longest turn of the main thread, CPU ms: median, most |")
        print("|---|---|---|---|")
        bench = Bench()
        _comparison(bench, window, law)
        _review(bench, window, law)
        _ledger(bench, window)
        print(f"\nload of the machine {os.getloadavg()[0]:.1f}, processors {os.cpu_count()}")
        window.close()
    return 0


def _library(laws: Path, folder: Path, home: Path) -> str:
    """Make the library where it is not there; gives the law with two versions."""
    with Workspace.open(folder) as workspace:
        if not workspace.cards():
            for number in range(TASKS // PER_PLAN):
                (home / f"工作要点{number:02}.txt").write_text(_plan(number), "utf-8")
            workspace.import_all(list(sources(sorted(home.glob("工作要点*.txt")))))
            path = home / "解释.md"
            for version in PAIR:
                (file,) = (one for one in laws.rglob(f"*{version}.md") if LAW in one.name)
                path.write_bytes(file.read_bytes())
                (row,) = workspace.import_all(list(sources([path])))
                if version == PAIR[0]:
                    text = workspace.text(row.document)
                    workspace.bring_in(list(made_annotations(text, row.document, IN_ONE, random.Random(5))))
            workspace.bring_index_up_to_date()
        return max(workspace.cards(), key=lambda card: card.chars).id


def _plan(number: int) -> str:
    """Give a plan whose every item names who does it, and by when."""
    chance = random.Random(number)
    lines = [f"某市{2000 + number}年工作要点", "", "各区人民政府，市政府各部门：", ""]
    for item in range(PER_PLAN):
        bodies = "、".join(chance.sample(_BODIES, chance.randrange(2, 6)))
        lines.append(
            f"{item + 1}. 第{number}组任务{item}：{_MEASURES[item % 3]}，{2018 + item % 5}年底前完成{item + 5}项。（责任单位：{bodies}）"
        )
    return "\n".join(lines) + "\n"


class Bench:
    """Does a thing some times and prints a row of the table."""

    def __init__(self) -> None:
        self._ticker = Ticker()

    def row(
        self,
        what: str,
        act: Callable[[], object],
        seen: Callable[[], bool],
        shown: Callable[[], QWidget],
        prepare: Callable[[], object] = lambda: None,
        *,
        times: int = TIMES,
    ) -> None:
        """Print what a thing takes.

        Args:
            what: Its name.
            act: Does it.
            seen: Tells whether it is done.
            shown: Is painted then.
            prepare: Makes it undone, outside of what is measured.
            times: How often it is done.
        """
        wall, cpu, turns = [], [], []
        for _time in range(times):
            prepare()
            settle(400)
            self._ticker.begin()
            began, used = time.perf_counter(), time.process_time()
            act()
            wait(seen)
            shown().repaint()
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - used) * 1000)
            settle(600)  # what it left to later turns counts, too
            turns.append(self._ticker.busiest_ms)
        print(
            f"| {what} | {statistics.median(wall):.0f}, {max(wall):.0f} | {statistics.median(cpu):.0f}"
            f" | {statistics.median(turns):.0f}, {max(turns):.0f} |",
            flush=True,
        )


def _comparison(bench: Bench, window: MainWindow, law: str) -> None:
    comparer = window.comparer
    there = comparer.is_shown

    def rows() -> int:
        return comparer.view.model.rowCount()

    def forget() -> None:
        comparer.leave()
        comparer.view._measuring.stop()
        comparer.view.model.set_rows(())
        comparer.view._delegate.forget()

    def measured() -> bool:
        return there() and rows() > 0 and not comparer.view._measuring.is_running()

    def viewport() -> QWidget:
        return comparer.view.list.viewport()

    bench.row(
        "compare the two versions",
        partial(comparer.compare_versions, law),
        lambda: there() and rows() > 0,
        viewport,
        forget,
    )
    view = comparer.view
    changed = rows()
    bench.row(
        "… until every row is measured", partial(comparer.compare_versions, law), measured, viewport, forget, times=3
    )
    bench.row("go to the next change", view.step, lambda: True, viewport)
    bench.row(
        "show what did not change, too",
        partial(view.only.setChecked, False),
        measured,
        viewport,
        partial(view.only.setChecked, True),
    )
    everything = rows()
    widths = iter((1300, 1440) * TIMES)
    bench.row("another width of the window", lambda: window.resize(next(widths), 900), measured, viewport)
    bar = view.list.verticalScrollBar()
    ends = iter((bar.maximum(), 0) * TIMES)
    bench.row("scroll to the other end", lambda: bar.setValue(next(ends)), lambda: True, viewport)
    window.resize(1440, 900)
    comparer.leave()
    print(f"| ({changed} changed rows of {everything}) | | | |")


def _review(bench: Bench, window: MainWindow, law: str) -> None:
    desk = window.versions

    def count() -> int:
        return desk.view.list.count()

    def viewport() -> QWidget:
        return desk.view.list.viewport()

    def forget() -> None:
        desk.leave()
        desk.view.show_rows("", [])

    bench.row(
        f"review {IN_ONE:,} annotations",
        partial(desk.show_review, law),
        lambda: desk.is_shown() and count() > 0,
        viewport,
        forget,
    )
    waiting = count()
    bench.row(
        "go to the next annotation",
        lambda: desk.view.list.setCurrentRow(desk.view.list.currentRow() + 1),
        lambda: True,
        viewport,
    )
    before: list[int] = []

    def decide(act: Callable[[str], None]) -> None:
        before[:] = [count()]
        certain = next(row for row in desk.view._rows if row.certain)
        act(certain.annotation.id)

    bench.row("accept one", partial(decide, desk._accept), lambda: count() < before[0], viewport)
    bench.row("refuse one", partial(decide, desk._reject), lambda: count() < before[0], viewport)

    def accept_all() -> None:
        before[:] = [count()]
        desk._accept_all()

    def undo() -> None:
        if before and count() < before[0]:
            window.desk.undo()
            wait(lambda: count() == before[0])

    before.clear()
    bench.row("accept all that are certain", accept_all, lambda: count() < before[0], viewport, undo, times=3)

    def take_back() -> None:
        window.desk.undo()

    bench.row("… and undo that", take_back, lambda: count() == before[0], viewport, times=1)
    desk.leave()
    print(f"| ({waiting} waited at first) | | | |")


def _ledger(bench: Bench, window: MainWindow) -> None:
    desk = window.ledger
    desk._scope = "all"

    def viewport() -> QWidget:
        return desk.view.table.viewport()

    def shown() -> bool:
        return desk.is_shown() and len(desk.view.shown()) >= TASKS

    def forget() -> None:
        desk.leave()
        desk.view.set_rows([])

    def forget_all() -> None:
        forget()
        desk._known.clear()
        desk._seen.clear()

    desk.show()
    bench.row(f"ledger of {TASKS:,} tasks, read the first time", desk.show, shown, viewport, forget_all, times=3)
    bench.row("… once more", desk.show, shown, viewport, forget)
    head, table = desk.view.head, desk.view.table
    words = iter(("平", "平台", "", "财政", "检查", "") * TIMES)
    bench.row("flat: filter by words", lambda: head.words.setText(next(words)), lambda: True, viewport)
    head.words.clear()
    _edit(bench, desk, "flat: ")
    bodies = iter((_BODIES[3], "", _BODIES[5], "") * TIMES)
    bench.row("flat: one body, and all again", lambda: desk.view.set_body(next(bodies)), lambda: True, viewport)
    desk.view.set_body("")
    bench.row(
        "under bodies",
        partial(head.grouped.setChecked, True),
        lambda: True,
        viewport,
        partial(head.grouped.setChecked, False),
    )
    first = next(table.rows.groups())
    bench.row("open a body", partial(table.expand, first), lambda: True, viewport, partial(table.collapse, first))
    words = iter(("平", "平台", "", "财政", "检查", "") * TIMES)
    bench.row("under bodies: filter by words", lambda: head.words.setText(next(words)), lambda: True, viewport)
    head.words.clear()
    _edit(bench, desk, "under bodies: ")
    bench.row(
        "flat again",
        partial(head.grouped.setChecked, False),
        lambda: True,
        viewport,
        partial(head.grouped.setChecked, True),
    )
    bench.row("select all", table.selectAll, lambda: True, viewport, table.clearSelection)
    bench.row("read what is selected", table.chosen, lambda: True, viewport, times=3)
    desk.leave()


def _edit(bench: Bench, desk: object, where: str) -> None:
    view = desk.view  # type: ignore[attr-defined]
    statuses = iter(("doing", "done", "stuck") * TIMES * 2)
    wanted: list[str] = []

    def set_status(count: int) -> None:
        wanted[:] = [next(statuses)]
        desk._set_status(view.shown()[100 : 100 + count], wanted[0])  # type: ignore[attr-defined]

    def kept(count: int) -> bool:
        return all(row.entry.status == wanted[0] for row in view.shown()[100 : 100 + count])

    for count in (1, 500):
        bench.row(f"{where}status of {count}", partial(set_status, count), partial(kept, count), view.table.viewport)
    notes = iter(f"第{number}稿" for number in range(TIMES))
    written: list[str] = []

    def note() -> None:
        written[:] = [next(notes)]
        index = view.table.rows.index_of(view.shown()[7].key).siblingAtColumn(5)
        view.table.rows.setData(index, written[0], Qt.ItemDataRole.EditRole)

    bench.row(f"{where}write a note", note, lambda: view.shown()[7].entry.note == written[0], view.table.viewport)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
