"""kill -9 at random moments while the index is built and updated, and files of the index damaged: what the next start finds.

After each kill the index must open, hold nothing but whole documents, and after the next update answer for every document of the
library, no more and no less. The index goes on from what the killed process left; every fifth kill is of a build from nothing.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader import read  # noqa: E402  # the path above comes first
from search import Entry, Index  # noqa: E402

KILLS = 50
DOCUMENTS = 20
PARAGRAPHS = 60
SEED = 20261122
_FROM_NOTHING = 5


def main(arguments: Sequence[str] = ()) -> int:
    """Print the tables; the exit status is 1 if anything was lost or made up."""
    if arguments and arguments[0] == "--build":
        import search.builder  # noqa: F401  # loaded before the clock of the killer starts

        print("begun", flush=True)
        return _update(Path(arguments[1]), int(arguments[2]))
    kills = int(arguments[0]) if arguments else KILLS
    with tempfile.TemporaryDirectory(prefix="piyue-kill-") as name:
        folder = Path(name) / "index"
        wrong, hits, kept = _kill(folder, kills)
        print(
            "| kill -9 | while it worked | documents found at the next start, all kills together | wrong after the next update |"
        )
        print("|---|---|---|---|")
        print(f"| {kills} | {hits} | {kept} | {wrong} |\n", flush=True)
        unmended, damages = _damage(folder)
        print("| damages of a file (emptied, cut, a bit flipped) | not mended by the next update |\n|---|---|")
        print(f"| {damages} | {unmended} |")
    return int(bool(wrong or unmended))


def entry(number: int, version: int) -> Entry:
    """Give one document of the library in one of its versions; its words tell which."""
    lines = [f"第{n}条 {_mark(number, version)}应当办理事项{n}，由主管部门负责监督管理。" for n in range(1, PARAGRAPHS)]
    title = f"关于事项{number}的规定"
    return Entry(f"d{number}", read("\n".join((title, *lines)).encode(), f"{number}.txt"), title)


def _mark(number: int, version: int) -> str:
    return f"甲{number}乙{version}丙"


def _update(folder: Path, version: int) -> int:
    with closing(Index(folder)) as index:
        known = index.indexed()
        wanted = [
            each for each in (entry(n, version) for n in range(DOCUMENTS)) if known.get(each.document) != each.stamp
        ]
        index.update(wanted)
    return 0


def _kill(folder: Path, kills: int) -> tuple[int, int, int]:
    """Kill updates at random moments; gives what was wrong, how many kills met a working process, and documents found."""
    chance = random.Random(SEED)
    wrong = met = kept = 0
    seconds = _timed(folder, 0, None)[0]
    for turn in range(1, kills + 1):
        if turn % _FROM_NOTHING == 0:
            shutil.rmtree(folder)
        met += _timed(folder, turn, seconds * chance.uniform(0.0, 1.0))[1]
        with closing(Index(folder)) as index:
            held = index.indexed()
            kept += len(held)
            # What is listed can be found, in the version that its stamp says.
            for number in range(DOCUMENTS):
                places = index.verbatim(_mark(number, turn)).total + index.verbatim(_mark(number, turn - 1)).total
                wrong += places != (PARAGRAPHS - 1 if f"d{number}" in held else 0)
        _update(folder, turn)
        wrong += _missing(folder, turn)
    return wrong, met, kept


def _missing(folder: Path, version: int) -> int:
    with closing(Index(folder)) as index:
        wrong = int(index.state != "ready") + int(len(index.indexed()) != DOCUMENTS)
        for number in range(DOCUMENTS):
            wrong += index.verbatim(_mark(number, version)).total != PARAGRAPHS - 1
            wrong += index.verbatim(_mark(number, version - 1)).total != 0
        best = index.search("监督管理", limit=DOCUMENTS * PARAGRAPHS)
        return wrong + int(not best.hits)


def _timed(folder: Path, version: int, until: float | None) -> tuple[float, bool]:
    """Update in a process of its own, killed so many seconds after it began to write; gives its seconds, and if it was killed."""
    command = [sys.executable, str(Path(__file__).resolve()), "--build", str(folder), str(version)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    begun = time.perf_counter()
    try:
        process.wait(until)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return time.perf_counter() - begun, True
    finally:
        process.stdout.close()
    return time.perf_counter() - begun, False


def _damage(folder: Path) -> tuple[int, int]:
    """Damage each file of the index in turn; gives how many damages the next update did not mend, and how many there were."""
    version = 1_000
    _update(folder, version)
    sound = folder.with_name("sound")
    shutil.copytree(folder, sound)
    unmended = damages = 0
    for path in sorted(path for path in sound.rglob("*") if path.is_file() and path.stat().st_size):
        data = path.read_bytes()
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 0x10]) + data[middle + 1 :]
        for damaged in (b"", data[:middle], flipped):
            shutil.rmtree(folder)
            shutil.copytree(sound, folder)
            (folder / path.relative_to(sound)).write_bytes(damaged)
            _update(folder, version)
            unmended += bool(_missing(folder, version))
            damages += 1
    return unmended, damages


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main(sys.argv[1:]))
