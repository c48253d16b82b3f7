"""kill -9 at random moments while annotations are written by the command line.

Every annotation whose JSON line was printed must be there afterwards, and the library must open.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "assets" / "sample" / "sample.txt"
SEED = 20261122


@dataclass(frozen=True)
class Outcome:
    """What a run of kills left.

    Attributes:
        kills: Processes killed while they worked.
        printed: Annotations that were acknowledged by a JSON line.
        lost: Of these, those that are not in the library.
        unprinted: Annotations in the library that were killed between commit and print.
    """

    kills: int
    printed: int
    lost: int
    unprinted: int


def kill_at_random(library: Path, kills: int, seed: int) -> Outcome:
    """Annotate by the command line and kill it at random moments.

    Args:
        library: Folder of a new library.
        kills: How many processes to kill.
        seed: Of the random moments.

    Raises:
        RuntimeError: The library does not open afterwards.
    """
    chance = random.Random(seed)
    _piyue(library, "import", str(SAMPLE))
    printed: list[str] = []
    seconds = _annotate(library, printed)
    done = 0
    while done < kills:
        # Half of a run is the start of Python: most kills fall into the other half, where the library is open and written.
        until = seconds * chance.uniform(0.3, 1.2)
        if _annotate(library, printed, until) >= until:
            done += 1
        seconds = _annotate(library, printed)  # the one that finds what the killed one left
    kept = {note["id"] for note in _piyue(library, "notes")}
    return Outcome(done, len(printed), len(set(printed) - kept), len(kept - set(printed)))


def main(_arguments: Sequence[str] = ()) -> int:
    """Print the table; the exit status is 1 if anything was lost."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_at_random(Path(folder) / "library", 50, SEED)
    print("| kill -9 | annotations printed | of these lost | committed, not yet printed | library opens |")
    print("|---|---|---|---|---|")
    print(f"| {outcome.kills} | {outcome.printed} | {outcome.lost} | {outcome.unprinted} | yes |")
    return 1 if outcome.lost else 0


def _annotate(library: Path, printed: list[str], until: float | None = None) -> float:
    """Write one annotation, killed after ``until`` seconds; gives how long it lived, and notes its id if it was printed."""
    command = _command(library, "annotate", "示范区", "--quote", "知识产权", "--note", f"第{len(printed)}条")
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, error = process.communicate(timeout=until)
    except subprocess.TimeoutExpired:
        process.kill()
        out, error = process.communicate()
    if out.strip():
        printed.append(json.loads(out)["id"])
    elif process.returncode > 0:
        raise RuntimeError(error)
    return time.perf_counter() - started


def _command(library: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *arguments, "--library", str(library), "--json"]


def _piyue(library: Path, *arguments: str) -> list[dict[str, str]]:
    done = subprocess.run(_command(library, *arguments), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    value = json.loads(done.stdout)
    return value if isinstance(value, list) else [value]
