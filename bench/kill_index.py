"""kill -9 at random moments while two processes build and update the index, and files of the index damaged: what the next start finds.

The library is one of real documents, read, stored and indexed as the program does it; the helper of the build is warm, so that both are at
work from the first document on. Of six kills two meet both processes, one the process that writes and one its helper alone, in which
case the build must go on and end whole; two meet a process that indexes in short turns, as while an import runs. After each kill the
index must open, hold nothing but whole documents, and after the next update answer for every document of the library, letter by letter
and ranked, no more and no less. The index goes on from what the killed process left; every fifth kill is of a build from nothing.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader import read  # noqa: E402  # the path above comes first
from search import Index  # noqa: E402
from search.weights import CANDIDATES  # noqa: E402
from storage.library import Arrival, Library  # noqa: E402
from storage.readings import pack_reading  # noqa: E402
from ui import indexing  # noqa: E402

KILLS = 50
DOCUMENTS = 60
PARAGRAPHS = 60
SEED = 20261122
_FROM_NOTHING = 5

_TURN_SECONDS = 0.1

Aim = Literal["both", "writer", "helper", "turns"]
_AIMS: tuple[Aim, ...] = ("both", "turns", "writer", "turns", "both", "helper")


class Outcome(NamedTuple):
    """What became of an update in processes of its own.

    Attributes:
        seconds: How long it took from the moment at which both were ready.
        was_killed: Whether the kill met it at work.
        is_whole: Whether it ended as if nothing had been.
        helped: How many documents the helper prepared, where it ended.
    """

    seconds: float
    was_killed: bool
    is_whole: bool
    helped: int


def main(arguments: Sequence[str] = ()) -> int:
    """Print the tables; the exit status is 1 if anything was lost or made up."""
    if arguments and arguments[0] == "--build":
        return _build(Path(arguments[1]))
    if arguments and arguments[0] == "--turns":
        return _index_in_turns(Path(arguments[1]))
    kills = int(arguments[0]) if arguments else KILLS
    with (
        tempfile.TemporaryDirectory(prefix="piyue-kill-") as name,
        closing(Library.open(Path(name) / "library")) as library,
    ):
        _kill(library, kills)
        unmended, damages = _damage(library)
        print("\n| damages of a file (emptied, cut, a bit flipped) | not mended by the next update |\n|---|---|")
        print(f"| {damages} | {unmended} |")
    return int(bool(_wrong.total() or unmended))


_wrong: Counter[Aim] = Counter()


def _kill(library: Library, kills: int) -> None:
    """Kill updates at random moments and print what came of it."""
    chance = random.Random(SEED)
    folder = library.folder / indexing.INDEX_FOLDER
    _amend(library, 0)
    whole = _timed(library.folder, None, "both")
    met: Counter[Aim] = Counter()
    tried: Counter[Aim] = Counter()
    kept = 0
    for turn in range(1, kills + 1):
        if turn % _FROM_NOTHING == 0:
            shutil.rmtree(folder)
        aim = _AIMS[turn % len(_AIMS)]
        _amend(library, turn)
        outcome = _timed(library.folder, whole.seconds * chance.uniform(0.0, 1.0), aim)
        tried[aim] += 1
        met[aim] += outcome.was_killed
        with closing(Index(folder)) as index:
            held = index.indexed()
            kept += len(held)
            # What is listed can be found, in the version that its stamp says.
            places = Counter(_places(index, turn)) + Counter(_places(index, turn - 1))
            _wrong[aim] += places != dict.fromkeys(held, PARAGRAPHS - 1) or _ranked(index) != held.keys()
        if aim == "helper":
            _wrong[aim] += not outcome.is_whole or _missing(library, turn)
        indexing.bring_up_to_date(library)
        _wrong[aim] += _missing(library, turn)
    print(
        f"{DOCUMENTS} documents; left alone, two processes took {whole.seconds:.1f} s, the helper prepared {whole.helped}\n"
    )
    print(
        "| kill -9 of | kills | while it worked | wrong at the next start or after the next update |\n|---|---|---|---|"
    )
    names: dict[Aim, str] = {
        "both": "both",
        "writer": "the process that writes",
        "helper": "its helper alone",
        "turns": "one that indexes in short turns",
    }
    for aim, words in names.items():
        print(f"| {words} | {tried[aim]} | {met[aim]} | {_wrong[aim]} |")
    print(f"\n{kept} documents were found at the next start, all kills together", flush=True)


def _amend(library: Library, version: int) -> None:
    """Import all documents in another version."""
    arrivals = []
    for number in range(DOCUMENTS):
        lines = [
            f"第{n}条 {_mark(number, version)}应当办理事项{n}，由主管部门负责监督管理。" for n in range(1, PARAGRAPHS)
        ]
        data = "\n".join((f"关于事项{number}的规定", *lines)).encode()
        name = f"{number}.txt"
        arrivals.append(Arrival(pack_reading(read(data, name)), data, f"/{name}", name))
    library.add_all(arrivals)


def _mark(number: int, version: int) -> str:
    return f"甲{number}乙{version}丙"


def _places(index: Index, version: int) -> dict[str, int]:
    """Give how many places of a version each document has."""
    return dict(index.verbatim(f"乙{version}丙", limit=0).counts)


def _missing(library: Library, version: int) -> bool:
    with closing(Index(library.folder / indexing.INDEX_FOLDER)) as index:
        documents = {card.id for card in library.cards()}
        is_whole = index.state == "ready" and index.indexed().keys() == documents
        is_found = _places(index, version) == dict.fromkeys(documents, PARAGRAPHS - 1) and not _places(
            index, version - 1
        )
        return not (is_whole and is_found and _ranked(index) == documents)


def _ranked(index: Index) -> set[str]:
    """Give the documents that a ranked search finds by words that each of them has."""
    held = sorted(index.indexed())
    # Some at a time: no search scores the clauses of more documents than CANDIDATES.
    parts = [held[at : at + CANDIDATES] for at in range(0, len(held), CANDIDATES)]
    found = [index.search("监督管理", limit=CANDIDATES * PARAGRAPHS, documents=part) for part in parts]
    return {hit.document for answer in found if answer.how == "all" for hit in answer.hits}


def _build(folder: Path) -> int:
    """Update the index of a library with a helper that is at work from the first document on."""
    import search.builder
    from search.preparation import Batch
    from ui.workers import Worker

    search.builder.warm_up()
    worker, helped = Worker(), 0
    worker.warm_up()

    class _Helper(indexing._Helper):
        def prepare(self, positions: range) -> Batch:
            nonlocal helped
            batch = super().prepare(positions)
            helped += len(batch.documents)
            return batch

    indexing.HELPED_FROM = 1
    indexing.Worker = lambda: worker  # type: ignore[misc,assignment]  # one that is warm
    indexing._Helper = _Helper  # type: ignore[misc]  # the same, counted
    assert worker._process is not None
    with closing(Library.open(folder, read_only=True)) as library:
        print(worker._process.pid, flush=True)
        indexing.bring_up_to_date(library)
    print(helped, flush=True)
    return 0


def _index_in_turns(folder: Path) -> int:
    """Update the index of a library as while an import runs; gives the exit status."""
    from search.builder import warm_up
    from ui.behind import Stamps

    warm_up()
    with (
        closing(Library.open(folder, read_only=True, trusted=True)) as library,
        closing(Index(folder / indexing.INDEX_FOLDER)) as index,
    ):
        stamps, cards = Stamps(), library.cards()
        print(os.getpid(), flush=True)
        while (behind := stamps.behind(index, frozenset(), cards)).documents or behind.gone:
            indexing.index_some(library, index, behind.documents, behind.gone, seconds=_TURN_SECONDS)
    print(0, flush=True)
    return 0


def _timed(library: Path, until: float | None, aim: Aim) -> Outcome:
    """Update in two processes, of which some are killed so many seconds after both were ready."""
    way = "--turns" if aim == "turns" else "--build"
    command = [sys.executable, str(Path(__file__).resolve()), way, str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        helper = int(process.stdout.readline())
        begun, was_killed = time.perf_counter(), False
        try:
            process.wait(until)
        except subprocess.TimeoutExpired:
            was_killed = True
            if aim != "writer":
                with contextlib.suppress(ProcessLookupError):
                    os.kill(helper, signal.SIGKILL)
            if aim != "helper":
                process.kill()
        seconds = time.perf_counter() - begun
        told = process.stdout.read().split()
        is_whole = process.wait() == 0
    return Outcome(seconds, was_killed, is_whole, int(told[0]) if told else 0)


def _damage(library: Library) -> tuple[int, int]:
    """Damage each file of the index in turn; gives how many damages the next update did not mend, and how many there were."""
    version = 1_000
    _amend(library, version)
    indexing.bring_up_to_date(library)
    folder = library.folder / indexing.INDEX_FOLDER
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
            indexing.bring_up_to_date(library)
            unmended += _missing(library, version)
            damages += 1
    return unmended, damages


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main(sys.argv[1:]))
