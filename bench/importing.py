"""All laws imported in the real window, and the same again: time, CPU by process, peak memory, the longest stall.

``uv run bench/figures.py import [COUNT]``; a COUNT takes a sample of that many, every n-th by size. The index is not kept meanwhile and
not counted. The memory is looked at from a process of its own, so that looking stalls nothing.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.laws import law_files, unpacked
from bench.opening import Ticker, settle, wait

REST_MS = 6000
"""A new window imports its sample, shows and indexes it and warms up its search before anybody imports thousands."""

LOOK = """
import sys, time, psutil
program, most = psutil.Process(int(sys.argv[1])), (0.0, 0.0, 0.0)
while not sys.stdin.closed:
    rss = pss = own = 0.0
    for process in (program, *program.children(recursive=True)):
        try:
            if process.pid != psutil.Process().pid:
                memory = process.memory_full_info()
                rss, pss = rss + memory.rss, pss + memory.pss
                own = memory.rss if process is program else own
        except psutil.Error:
            pass
    most = tuple(map(max, most, (rss, pss, own)))
    print(*most, flush=True)
    time.sleep(0.25)
"""


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; the exit status is 1 where a law did not import."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.window.appearance import Appearance
    from ui.window.application import make_application
    from ui.window.main_window import MainWindow

    with unpacked() as laws, tempfile.TemporaryDirectory(prefix="piyue-bench-") as home:
        os.environ["XDG_CONFIG_HOME"] = home
        chosen = sorted(law_files(laws), key=lambda path: path.stat().st_size)
        if arguments:
            chosen = chosen[:: max(len(chosen) // int(arguments[0]), 1)]
        chosen.sort()
        application = make_application(sys.argv[:1])
        window = MainWindow(Path(home) / "library", Appearance(application, "zh"))
        window.resize(1440, 900)
        window.show()
        wait(lambda: bool(window.session.cards))
        settle(REST_MS)
        window.session.index.close()  # it follows an import some seconds behind, and has a figure of its own (freshness)
        window.session.index.stop()
        print(f"{len(chosen)} laws, {sum(path.stat().st_size for path in chosen) / 1e6:.0f} MB\n")
        print(
            "| | wall, s | CPU, s: workers, window, of it main thread | peak memory of all processes: sum of RSS, PSS; "
            "window alone, MB | longest stall, of main thread's own CPU, ms |\n|---|---|---|---|---|"
        )
        first, again = (_import(window, chosen, label) for label in ("all laws", "the same again"))
        window.close()
    print(f"\nfirst: {dict(first)}; again: {dict(again)}")
    return 1 if first["failed"] or again["imported"] else 0


def _import(window: Any, chosen: list[Path], label: str) -> Counter[str]:
    ticker = Ticker()
    rows: list[Any] = []
    children = _children_cpu()
    cpu, main_cpu, wall = time.process_time(), time.thread_time(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", LOOK, str(os.getpid())], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as look:
        told: list[str] = []
        assert look.stdout is not None
        reader = threading.Thread(target=lambda: told.extend(look.stdout or ()))
        reader.start()
        ticker.begin()
        window.session.import_all(chosen, progress=lambda done, total: None, done=rows.extend, failed=_raise)
        wait(lambda: bool(rows), 1200)
        wall, cpu, main_cpu = (
            time.perf_counter() - wall,
            time.process_time() - cpu,
            time.thread_time() - main_cpu,
        )
        workers, stall, busy = _children_cpu() - children, ticker.longest_ms, ticker.busiest_ms
        look.kill()
        reader.join()
    memory = ", ".join(f"{float(value) / 1e6:.0f}" for value in told[-1].split())
    print(
        f"| {label} | {wall:.1f} | {workers:.1f}, {cpu:.1f}, {main_cpu:.1f} | {memory} | {stall:.0f}, {busy:.0f} |",
        flush=True,
    )
    return Counter(row.status for row in rows)


def _children_cpu() -> float:
    """CPU seconds of the processes that have ended: the readers end with their import."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _raise(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
