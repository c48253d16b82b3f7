"""As you type, in the real window on a library of laws: last key to results, and the stalls of the main thread.

    uv run bench/figures.py keystrokes LIBRARY

LIBRARY is a library with its index, as ``main.py import`` makes of the laws; it is only read. 200 keystrokes of words that are typed
letter by letter, 80 ms apart as a fast typist's, with a rest after each word. Measured: from each last key to the ranked answer on the
screen and to all counts, and the longest gap between two turns of the event loop. A machine that others share says little by the clock,
so each is told by the processor time of the program, too, and the load of the machine stands below.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402  # the path above comes first

from ui.window.appearance import Appearance  # noqa: E402
from ui.window.application import make_application  # noqa: E402
from ui.window.main_window import MainWindow  # noqa: E402

KEYS = 200
_BETWEEN_MS = 80
_PATIENCE_MS = 30_000
_TURN_MS = 5
WORDS = (
    "知识产权", "劳动合同", "社会保险费", "注册资本", "安全生产责任", "环境保护", "醉酒驾驶", "应当", "行政处罚听证", "土地承包经营权",
    "商标侵权赔偿", "用人单位", "劳动法第三十三条", "个人信息保护", "数据出境", "食品安全", "工伤认定", "仲裁时效", "公司章程", "不正当竞争",
)  # fmt: skip


class Pulse:
    """The longest gap between two turns of the event loop, beyond what the timer itself waits, and the most its thread worked in one."""

    def __init__(self) -> None:
        self.longest = self.worked = 0.0
        self._cpu = time.thread_time()
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_TURN_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - _TURN_MS)
        self._last = now
        cpu = time.thread_time()
        self.worked = max(self.worked, (cpu - self._cpu) * 1000)
        self._cpu = cpu

    def reset(self) -> None:
        """Begin anew."""
        self.longest = self.worked = 0.0
        self._last, self._cpu = time.perf_counter(), time.thread_time()


def main(words: list[str]) -> int:
    """Type, and print what was measured; gives the exit status."""
    if len(words) != 1:
        print(__doc__)
        return 2
    app = make_application([])
    window = MainWindow(Path(words[0]), Appearance(app, "zh"))
    window.resize(1440, 900)
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    wait_until(lambda: bool(ready))
    window.show()
    pause(3_000)  # the first search loads its words while the user rests
    wait_until(lambda: not window.session.index.is_busy() and window._tasks.is_idle(), 120_000)
    pulse = Pulse()
    pause(300)
    typed = _type(window, pulse)
    print(f"words, keys                                    {len(typed.results)}, {KEYS}")
    print(f"last key to results, ms                        {_said(typed.results)}")
    print(f"  processor time of the program until then     {_said(typed.results_cpu)}")
    print(f"last key to all places and counts, ms          {_said(typed.complete)}")
    print(f"stall of the main thread in a word, ms         {_said(typed.stalls)}, longest {max(typed.stalls):.0f}")
    print(f"  longest turn of it in processor time         {_said(typed.turns)}, longest {max(typed.turns):.0f}")
    print(
        f"processor time of the program for a key, ms    {typed.cpu * 1000 / KEYS:.0f}, of the main thread {typed.main_cpu * 1000 / KEYS:.0f}"
    )
    print(f"load of the machine, processors                {os.getloadavg()[0]:.1f}, {os.cpu_count()}")
    window.close()
    return 0


@dataclass
class Typed:
    """What was measured, a value a word in milliseconds; ``cpu`` and ``main_cpu`` in seconds over all."""

    results: list[float] = field(default_factory=list)
    results_cpu: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    cpu: float = 0.0
    main_cpu: float = 0.0


def _type(window: MainWindow, pulse: Pulse) -> Typed:
    edit = window.top.search
    typed = Typed()
    keys = 0
    begun = time.process_time(), time.thread_time()
    for word in cycle(WORDS):
        if keys >= KEYS:
            break
        window.finder.leave()
        edit.set_query("")
        pause(200)
        window.finder.begin()
        pulse.reset()
        for length in range(1, len(word) + 1):
            edit._edit.setText(word[:length])
            pressed, cpu = time.perf_counter(), time.process_time()
            keys += 1
            if length < len(word):
                pause(_BETWEEN_MS)
        wait_until(partial(_shows, window, word))
        typed.results.append((time.perf_counter() - pressed) * 1000)
        typed.results_cpu.append((time.process_time() - cpu) * 1000)
        wait_until(lambda: window.finder.view._complete)
        typed.complete.append((time.perf_counter() - pressed) * 1000)
        pause(50)
        typed.stalls.append(pulse.longest)
        typed.turns.append(pulse.worked)
    typed.cpu, typed.main_cpu = time.process_time() - begun[0], time.thread_time() - begun[1]
    return typed


def _said(values: list[float]) -> str:
    ordered = sorted(values)
    return f"p50 {statistics.median(ordered):.0f}, p95 {ordered[int(len(ordered) * 0.95)]:.0f}"


def _shows(window: MainWindow, query: str) -> bool:
    return window.finder.is_shown() and window.finder.view._query == query


def pause(milliseconds: int) -> None:
    """Let the window work for a while, as a user who rests."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(seen: Callable[[], bool], patience: int = _PATIENCE_MS) -> None:
    """Let the window work until something is seen; TimeoutError where it is not within so many milliseconds."""
    until = time.perf_counter() + patience / 1000
    while not seen():
        if time.perf_counter() > until:
            raise TimeoutError
        pause(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
