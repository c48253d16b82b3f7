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
    quick = _seconds_of_one(library)
    printed: list[str] = []
    done = 0
    while done < kills:
        process = subprocess.Popen(
            _command(library, "annotate", "示范区", "--quote", "知识产权", "--note", f"第{len(printed)}条"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, _err = process.communicate(timeout=chance.uniform(0, quick * 1.3))
        except subprocess.TimeoutExpired:
            process.kill()
            done += 1
            out, _err = process.communicate()
        if out.strip():
            printed.append(json.loads(out)["id"])
    kept = {note["id"] for note in _piyue(library, "notes")}
    return Outcome(done, len(printed), len(set(printed) - kept), len(kept - set(printed)) - 1)


def main(_arguments: Sequence[str] = ()) -> int:
    """Print the table; the exit status is 1 if anything was lost."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_at_random(Path(folder) / "library", 50, SEED)
    print("| kill -9 | annotations printed | of these lost | committed, not yet printed | library opens |")
    print("|---|---|---|---|---|")
    print(f"| {outcome.kills} | {outcome.printed} | {outcome.lost} | {outcome.unprinted} | yes |")
    return 1 if outcome.lost else 0


def _seconds_of_one(library: Path) -> float:
    started = time.perf_counter()
    _piyue(library, "annotate", "示范区", "--quote", "总体要求")
    return time.perf_counter() - started


def _command(library: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *arguments, "--library", str(library), "--json"]


def _piyue(library: Path, *arguments: str) -> list[dict[str, str]]:
    done = subprocess.run(_command(library, *arguments), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    value = json.loads(done.stdout)
    return value if isinstance(value, list) else [value]
