"""100 laws imported and opened in the real window: the longest stall of the main thread, and the time to the first full page.

A timer that should tick every millisecond tells a stall: the longest time between two ticks is the longest time that the main
thread was busy in one go. Medians of several rounds; the machine is noisy.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from bench.laws import law_files, unpacked

COUNT = 100
ROUNDS = 7
LARGE_BYTES = 300_000
"""A 300 KB law is the yardstick of the issue."""


class Ticker(QObject):
    """Ticks as often as the main thread lets it.

    Attributes:
        longest_ms: The longest time between two ticks.
        busiest_ms: The most CPU time of the main thread between two ticks: what is left of a stall on a machine of one's own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = self.busiest_ms = self._used = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._clock.start()
        self._timer.start()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest_ms = self.busiest_ms = 0.0
        self._used = time.thread_time()
        self._clock.restart()

    def _tick(self) -> None:
        self.longest_ms = max(self.longest_ms, self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()
        used = time.thread_time()
        self.busiest_ms = max(self.busiest_ms, (used - self._used) * 1000)
        self._used = used


class Painted(QObject):
    """Sees when a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def watch(self, widget: QWidget) -> None:
        """Look for the next time that a widget is painted."""
        widget.installEventFilter(self)
        widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's own name
        """Note the first paint."""
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.perf_counter()
        return super().eventFilter(watched, event)


def main(_arguments: Sequence[str] = ()) -> int:
    """Print the table; the exit status is 1 where a law did not import or open."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.importing import sources
    from ui.window.appearance import Appearance
    from ui.window.application import make_application
    from ui.window.main_window import MainWindow
    from ui.workspace import Workspace

    with unpacked() as laws, tempfile.TemporaryDirectory(prefix="piyue-bench-") as home:
        os.environ["XDG_CONFIG_HOME"] = home
        chosen = _spread(law_files(laws))
        library = Path(home) / "library"
        with Workspace.open(library) as workspace:
            started = time.perf_counter()
            rows = workspace.import_all(list(sources(chosen)))
            imported_s = time.perf_counter() - started
            workspace.bring_index_up_to_date()
        failed = [row for row in rows if row.status not in ("imported", "unchanged")]
        for row in failed:
            print(row, file=sys.stderr)

        application = make_application(sys.argv[:1])
        window = MainWindow(library, Appearance(application, "zh"))
        wait(lambda: bool(window.session.cards))
        window.resize(1440, 900)
        window.show()
        ticker = Ticker()
        opened = {row.path: _open(window, row.document, ticker) for row in rows if row.document}
        large = min(rows, key=lambda row: abs(Path(row.path).stat().st_size - LARGE_BYTES))
        large_kb = Path(large.path).stat().st_size // 1000
        again = [_open(window, large.document, ticker, fresh=True) for _round in range(ROUNDS)]
        window.close()

    print("| | |\n|---|---|")
    print(f"| laws imported | {len(rows) - len(failed)} of {len(rows)} in {imported_s:.1f} s |")
    print(f"| laws opened | {len(opened)} |")
    stalls = sorted(stall for stall, _page in opened.values())
    shown = ", ".join(f"{stalls[at]:.0f} ms" for at in (len(stalls) // 2, -6, -1))
    print(f"| longest stall while opening one: median, 95th of 100, worst | {shown} |")
    stall, page = (statistics.median(column) for column in zip(*again, strict=True))
    print(f"| {large_kb} KB law: longest stall | {stall:.0f} ms |")
    print(f"| {large_kb} KB law: to its first full page | {page:.0f} ms |")
    return 1 if failed else 0


def _spread(files: list[Path]) -> list[Path]:
    """Give laws of all sizes: every n-th by size, and the one nearest to 300 KB."""
    by_size = sorted(files, key=lambda path: path.stat().st_size)
    step = len(by_size) / (COUNT - 1)
    chosen = {by_size[int(number * step)] for number in range(COUNT - 1)}
    rest = (path for path in by_size if path not in chosen)
    return sorted(chosen | {min(rest, key=lambda path: abs(path.stat().st_size - LARGE_BYTES))})


def _open(window: object, document: str, ticker: Ticker, *, fresh: bool = False) -> tuple[float, float]:
    """Open a document; gives the longest stall and the time to the first full page, in ms."""
    area = window.area  # type: ignore[attr-defined]
    if fresh:
        area.close_document(document)
    settle(600 if fresh else 50)  # a person reads before he opens the next one
    painted = Painted()
    ticker.begin()
    started = time.perf_counter()
    window.desk.open(document)  # type: ignore[attr-defined]
    wait(lambda: (page := area.page_of(document)) is not None and page.isVisible() and page.has_settled)
    painted.watch(area.page_of(document).viewport())
    wait(lambda: painted.at > 0)
    settle()
    return ticker.longest_ms, (painted.at - started) * 1000


def settle(milliseconds: int = 50) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(there: Callable[[], bool], seconds: float = 60.0) -> None:
    """Run the event loop until something is there.

    Raises:
        TimeoutError: It does not come.
    """
    until = time.monotonic() + seconds
    loop = QEventLoop()
    look = QTimer(interval=1)
    look.timeout.connect(lambda: loop.quit() if there() or time.monotonic() > until else None)
    look.start()
    loop.exec()
    look.stop()
    if not there():
        raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
