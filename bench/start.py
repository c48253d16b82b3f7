"""Start time and memory of the window, from source and packaged.

``uv run bench/figures.py start [LIBRARY]``: on a new library with the sample, and on LIBRARY where one is given (the sample must be
the document that was imported last). Each program goes through the journey of build/smoke_test.py; the first turn warms the disk.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "assets" / "sample" / "sample.txt"
PACKAGED = ROOT / "dist" / "piyue" / ("piyue.exe" if sys.platform == "win32" else "piyue")
TURNS = 5


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
            f"| | documents | window painted, ms: median of {TURNS}, best | RSS, MB | USS, MB |\n|---|---|---|---|---|"
        )
        for library in libraries:
            count = len(json.loads(_run([*programs["from source"], "list", "--json", "--library", str(library)], home)))
            for label, program in programs.items():
                told = [_journey(program, library, home) for _turn in range(TURNS + 1)][1:]
                started = [report["started_ms"] for report in told]
                rss, uss = (statistics.median(report[key] for report in told) / 1e6 for key in ("rss", "uss"))
                shown = f"{statistics.median(started):.0f}, {min(started):.0f}"
                print(f"| {label} | {count} | {shown} | {rss:.0f} | {uss:.0f} |", flush=True)
    return 0


def _journey(program: list[str], library: Path, home: Path) -> dict[str, float]:
    report = home / "report.json"
    _run([*program, "smoke", str(report), "--library", str(library)], home)
    told: dict[str, float] = json.loads(report.read_text("utf-8"))
    return told


def _run(command: list[str], home: Path) -> str:
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    environment = os.environ | dict.fromkeys(places, str(home)) | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    # A user's Python keeps its compiled modules; a container's may be told not to.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
