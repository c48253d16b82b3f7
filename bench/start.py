"""Start time and memory of the window, from source and packaged.

``uv run bench/figures.py start [LIBRARY]``: on a new library with the sample, and on LIBRARY where one is given (the sample must be
the document that was imported last). Each program goes through the journey of build/smoke_test.py; the first turn warms the disk.
Before each start a bare window of Qt is opened with a line of text: what any program with PySide6 costs on this machine at that moment.
CPU tells more than the clock where others use the machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "assets" / "sample" / "sample.txt"
PACKAGED = ROOT / "dist" / "piyue" / ("piyue.exe" if sys.platform == "win32" else "piyue")
TURNS = 5

_BARE = """
import json, os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

def painted():
    told = {"painted_at": time.time(), "cpu_ms": time.process_time() * 1000, "main_cpu_ms": time.thread_time() * 1000}
    with open(sys.argv[1], "w") as report:
        json.dump(told, report)
    application.quit()

class Page(QTextEdit):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

application = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(Page("第一条"))
window.resize(1280, 800)
window.show()
application.exec()
"""


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table."""
    programs = {"from source": [sys.executable, str(ROOT / "main.py")]}
    if PACKAGED.exists():
        programs["packaged"] = [str(PACKAGED)]
    with tempfile.TemporaryDirectory(prefix="piyue-start-") as name:
        home = Path(name)
        small = home / "library"
        _run([*programs["from source"], "import", str(SAMPLE), "--library", str(small)], home)
        libraries = [small, *map(Path, arguments)]
        print(
            f"| | documents | until painted, ms: median of {TURNS}, best | CPU, of it main thread, ms | RSS, USS, MB |"
        )
        print("|---|---|---|---|---|")
        bare: list[dict[str, float]] = []
        for library in libraries:
            count = len(json.loads(_run([*programs["from source"], "list", "--json", "--library", str(library)], home)))
            told: dict[str, list[dict[str, float]]] = {label: [] for label in programs}
            for _turn in range(TURNS + 1):
                bare.append(_timed([sys.executable, "-c", _BARE], home))
                for label, program in programs.items():
                    told[label].append(_timed([*program, "smoke"], home, "--library", str(library)))
            for label, reports in told.items():
                print(_row(label, f"{count:,}", reports[1:]), flush=True)
        print(_row("a bare window of PySide6", "", bare[1:]))
    return 0


def _timed(command: list[str], home: Path, *more: str) -> dict[str, float]:
    """Run a program that writes a report of its start; gives it with ``started_ms``, from the start of the process to the paint."""
    report = home / "report.json"
    # Not by the system's own time of the start: it counts from the start of the machine, which is told in whole seconds.
    started = time.time()
    _run([*command, str(report), *more], home)
    told: dict[str, float] = json.loads(report.read_text("utf-8"))
    return told | {"started_ms": (told["painted_at"] - started) * 1000}


def _row(label: str, count: str, reports: list[dict[str, float]]) -> str:
    started = [report["started_ms"] for report in reports]
    cpu, main_cpu = (statistics.median(report[key] for report in reports) for key in ("cpu_ms", "main_cpu_ms"))
    memory = ", ".join(
        f"{statistics.median(report[key] for report in reports) / 1e6:.0f}"
        for key in ("rss", "uss")
        if key in reports[0]
    )
    shown = f"{statistics.median(started):.0f}, {min(started):.0f}"
    return f"| {label} | {count} | {shown} | {cpu:.0f}, {main_cpu:.0f} | {memory} |"


def _run(command: list[str], home: Path) -> str:
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    environment = os.environ | dict.fromkeys(places, str(home)) | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    # A user's Python keeps its compiled modules; a container's may be told not to.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
