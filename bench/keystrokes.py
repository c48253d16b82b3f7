"""As you type, in the real window on a library of laws: last key to results, and the stalls of the main thread.

    uv run bench/figures.py keystrokes LIBRARY

LIBRARY is a library with its index, as ``main.py import`` makes of the laws; it is only read. 200 keystrokes of words that are typed
letter by letter, 80 ms apart as a fast typist's, with a rest after each word. Measured: from each last key to the answer on the screen, from every
key to the next answer that is shown, and the longest gap between two turns of the event loop.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402  # the path above comes first
from PySide6.QtWidgets import QApplication  # noqa: E402

from ui.window.appearance import Appearance  # noqa: E402
from ui.window.application import dress  # noqa: E402
from ui.window.main_window import MainWindow  # noqa: E402

KEYS = 200
_BETWEEN_MS = 80
_PATIENCE_MS = 5_000
_TURN_MS = 5
WORDS = (
    "知识产权", "劳动合同", "社会保险费", "注册资本", "安全生产责任", "环境保护", "醉酒驾驶", "应当", "行政处罚听证", "土地承包经营权",
    "商标侵权赔偿", "用人单位", "劳动法第三十三条", "个人信息保护", "数据出境", "食品安全", "工伤认定", "仲裁时效", "公司章程", "不正当竞争",
)  # fmt: skip


class Pulse:
    """The longest gap between two turns of the event loop, beyond what the timer itself waits."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_TURN_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - _TURN_MS)
        self._last = now

    def reset(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, time.perf_counter()


def main(words: list[str]) -> int:
    """Type, and print what was measured; gives the exit status."""
    if len(words) != 1:
        print(__doc__)
        return 2
    app = QApplication([])
    dress(app)
    window = MainWindow(Path(words[0]), Appearance(app, "zh"))
    window.resize(1440, 900)
    ready: list[bool] = []
    window.ready.connect(lambda: ready.append(True))
    _wait_until(lambda: bool(ready))
    window.show()
    _rest(3_000)  # the first search loads its words while the user rests
    _wait_until(lambda: not window.session._indexing and window._tasks.is_idle(), 120_000)
    pulse = Pulse()
    _rest(300)
    took, stalls, cpu = _type(window, pulse)
    took.sort()
    print(f"words, keys                        {len(took)}, {KEYS}")
    print(
        f"last key to results, ms            p50 {statistics.median(took):.0f}, p95 {took[int(len(took) * 0.95)]:.0f}"
    )
    print(
        f"stall of the main thread, ms       p95 of the words {sorted(stalls)[int(len(stalls) * 0.95)]:.0f}, longest {max(stalls):.0f}"
    )
    print(f"CPU of the process for a key, ms   {cpu * 1000 / KEYS:.0f}")
    window.close()
    return 0


def _type(window: MainWindow, pulse: Pulse) -> tuple[list[float], list[float], float]:
    field = window.top.search
    took: list[float] = []
    stalls: list[float] = []
    keys = 0
    begun = time.process_time()
    for word in cycle(WORDS):
        if keys >= KEYS:
            break
        window.finder.leave()
        field.set_query("")
        _rest(200)
        window.finder.begin()
        pulse.reset()
        for length in range(1, len(word) + 1):
            field._edit.setText(word[:length])
            pressed = time.perf_counter()
            keys += 1
            if length < len(word):
                _rest(_BETWEEN_MS)
        _wait_until(partial(_shows, window, word))
        took.append((time.perf_counter() - pressed) * 1000)
        _rest(50)
        stalls.append(pulse.longest)
    return took, stalls, time.process_time() - begun


def _shows(window: MainWindow, query: str) -> bool:
    return window.finder.is_shown() and window.search_view._query == query


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_until(seen: Callable[[], bool], patience: int = _PATIENCE_MS) -> None:
    until = time.perf_counter() + patience / 1000
    while not seen():
        if time.perf_counter() > until:
            raise TimeoutError
        _rest(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
