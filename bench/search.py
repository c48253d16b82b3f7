"""Search beside its peers: building, size, memory, and the time of 200 short queries and 200 questions, all in one run.

    uv run bench/figures.py search LAWS [--only ENGINE ...] [--times N]

LAWS is the unpacked laws.tar.xz. The peers are those of ``bench.peers``; Recoll needs ``apt-get install recollcmd``. Each engine builds
and answers in processes of its own, one after the other; the reading of the laws is in no engine's time. Ours is the job that the
window gives to its worker, over a library that holds the laws. Memory is what all processes of an engine have for themselves or share
among them (PSS), sampled. ``--times 10`` makes of each law ten documents with titles of
their own and clauses in another order each, so that no index can share them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import peers  # noqa: E402  # the path above comes first
from reader import read  # noqa: E402
from reader.errors import KnownError  # noqa: E402
from search import Entry, Index  # noqa: E402
from search.clauses import cut  # noqa: E402
from storage.library import Arrival, Library  # noqa: E402
from storage.readings import pack_reading  # noqa: E402
from ui.collector import collect_seldom  # noqa: E402
from ui.indexing import INDEX_FOLDER, bring_up_to_date  # noqa: E402

QUERIES = ROOT / "bench" / "queries"
HITS = 60
HARD = ("应当", "“应当”", "的", "，", "〔", "知识产权", "第一条")
ENGINES = ("piyue", "verbatim", "recoll", "fts5", "tantivy", "scan")
BUILT = ("piyue", "recoll", "fts5", "tantivy")
"""Engines that build something; verbatim is piyue's own index, a scan has none."""

_DATED = re.compile(r"\((\d{4}-\d\d-\d\d)\)")
_SAMPLE_SECONDS = 0.05
_TOGETHER = 64


@dataclass
class Built:
    """What building took: seconds of wall and processor, megabytes of disk and of memory at the worst moment."""

    wall: float
    cpu: float
    disk: float
    memory: float


def main(words: list[str]) -> int:
    """Run the measurements and print the tables; gives the exit status."""
    if words[:1] == ["--child"]:
        return _child(words[1:])
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("laws", type=Path)
    arguments.add_argument("--only", nargs="+", choices=ENGINES, default=ENGINES)
    arguments.add_argument("--times", type=int, default=1)
    given = arguments.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="piyue-search-") as name:
        folder = Path(name)
        print(f"{write_corpus(given.laws, folder, given.times)} documents\n")
        print(
            "| | build, s | CPU, s | disk, MB | peak memory, MB | beside piyue: wall, disk |\n|---|---|---|---|---|---|"
        )
        ours: Built | None = None
        for engine in (each for each in given.only if each in BUILT):
            built = _build(engine, folder)
            ours = ours or built
            ratio = f"{built.wall / ours.wall:.1f}, {built.disk / ours.disk:.1f}"
            figures = f"{built.wall:.0f} | {built.cpu:.0f} | {built.disk:.0f} | {built.memory:.0f}"
            print(f"| {engine} | {figures} | {ratio} |", flush=True)
        print("\n| | queries | p50, p95 ms | p50, p95 CPU ms | answered |\n|---|---|---|---|---|")
        for engine in given.only:
            for kind in ("short", "questions"):
                _ask(engine, folder, kind)
        if "verbatim" in given.only:
            _hard(folder)
    return 0


def write_corpus(laws: Path, folder: Path, times: int) -> int:
    """Read the laws into a library for us and into clauses and files for the peers; gives how many documents."""
    files = folder / "files"
    files.mkdir()
    number = 0
    arrivals: list[Arrival] = []
    with (
        closing(Library.open(folder / "piyue")) as library,
        (folder / "texts.jsonl").open("w", encoding="utf-8") as lines,
    ):
        for path in sorted(laws.rglob("*.md")):
            for turn in range(times):
                entry = read_law(laws, path, turn)
                if entry is None:
                    break
                text = "\n".join((entry.title, entry.text.text))
                # The peers get every file; a shelf does not take the same letters twice.
                arrivals.append(
                    Arrival(pack_reading(entry.text), text.encode(errors="replace"), "", f"{entry.title}.txt")
                )
                if len(arrivals) == _TOGETHER:
                    library.add_all(arrivals)
                    arrivals.clear()
                clauses = [entry.text.text[piece.span.start : piece.span.end] for piece in cut(entry.text)]
                lines.write(json.dumps({"title": entry.title, "clauses": clauses}, ensure_ascii=False) + "\n")
                (files / f"{number:06}.txt").write_text(text, encoding="utf-8", errors="replace")
                number += 1
        library.add_all(arrivals)
    return number


def build(folder: Path, laws: Path, without: tuple[str, ...] = ()) -> None:
    """Index all laws but those of some folders, for the other benchmarks of search."""
    paths = (path for path in sorted(laws.rglob("*.md")) if path.relative_to(laws).parts[0] not in without)
    with closing(Index(folder)) as index:
        index.update(entry for path in paths if (entry := read_law(laws, path)))


def read_law(laws: Path, path: Path, turn: int = 0) -> Entry | None:
    """Give the Entry of a file; None where the reader finds no text in it.

    Args:
        laws: The folder of all laws.
        path: Of the law.
        turn: 0 for the law itself; else which of the documents made of it: another title, its paragraphs in another order.
    """
    source = path.read_bytes()
    if turn:
        head, *lines = source.decode("utf-8", "replace").split("\n")
        random.Random(f"{path.name} {turn}").shuffle(lines)
        source = "\n".join((f"{head}之{turn}", *lines)).encode()
    try:
        text = read(source, path.name)
    except KnownError:
        return None
    dated = _DATED.search(path.stem)
    return Entry(
        document=str(path.relative_to(laws)) + (f" {turn}" if turn else ""),
        text=text,
        title=(text.title.value if text.title else _DATED.sub("", path.stem)) + (f"之{turn}" if turn else ""),
        issuers=tuple(issuer.value for issuer in text.issuers),
        number=text.number.value if text.number else "",
        date=text.date.value if text.date else dated[1] if dated else "",
        kind=text.kind.value if text.kind else "",
    )


def percentile(values: list[float], percent: int) -> float:
    """Give a percentile of some values."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _build(engine: str, folder: Path) -> Built:
    home = folder / engine / INDEX_FOLDER if engine == "piyue" else folder / engine
    home.mkdir(exist_ok=True)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    memory = _watched([engine, "build", str(folder)])
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Built(wall, cpu, disk, memory)


def _ask(engine: str, folder: Path, kind: str) -> None:
    done = subprocess.run(_command([engine, kind, str(folder)]), capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    wall, cpu = [row["wall"] for row in rows], [row["cpu"] for row in rows]
    answered = sum(row["hits"] > 0 for row in rows)
    times = f"{statistics.median(wall):.1f}, {percentile(wall, 95):.1f} | {statistics.median(cpu):.1f}, {percentile(cpu, 95):.1f}"
    print(f"| {engine} | {kind} | {times} | {answered} of {len(rows)} |", flush=True)


def _hard(folder: Path) -> None:
    print("\n| verbatim | places | first hits after ms | whole after ms | CPU ms |\n|---|---|---|---|---|")
    with closing(Index(folder / "piyue" / INDEX_FOLDER)) as index:
        for query in HARD:
            begun, cpu, first = time.perf_counter(), time.thread_time(), []
            found = index.verbatim(query, limit=300, heard=lambda _: first.append(time.perf_counter()))  # noqa: B023  # used at once
            whole = (time.perf_counter() - begun) * 1000
            after = (first[0] - begun) * 1000 if first else whole
            print(f"| {query} | {found.total} | {after:.0f} | {whole:.0f} | {(time.thread_time() - cpu) * 1000:.0f} |")


def _child(words: list[str]) -> int:
    engine, what, folder = words[0], words[1], Path(words[2])
    if what == "build":
        if engine == "piyue":
            with closing(Library.open(folder / engine, read_only=True)) as library:
                bring_up_to_date(library)
        else:
            peers.BUILDERS[engine](folder / engine, folder)
        return 0
    lines = (QUERIES / f"{what}.txt").read_text(encoding="utf-8").splitlines()
    queries = [line for line in lines if not line.startswith("#")]
    ask = _asker(engine, folder)
    for query in queries[:5]:
        ask(query)
    for query in queries:
        begun, cpu = time.perf_counter(), _cpu()
        hits = ask(query)
        print(json.dumps({"hits": hits, "wall": (time.perf_counter() - begun) * 1000, "cpu": (_cpu() - cpu) * 1000}))
    return 0


def _asker(engine: str, folder: Path) -> Callable[[str], int]:
    if engine not in ("piyue", "verbatim"):
        return peers.QUERIES[engine](folder / engine, folder)
    collect_seldom()  # as main.py does
    index = Index(folder / "piyue" / INDEX_FOLDER)
    if engine == "piyue":
        return lambda query: len(index.search(query, limit=HITS).hits)
    return lambda query: len(index.verbatim(query, limit=300).hits)


def _cpu() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _command(words: list[str]) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), "--child", *words]


def _watched(words: list[str]) -> float:
    """Run a child to its end; gives the most memory that it and its own children had together, in MB."""
    peak = 0.0
    process = subprocess.Popen(_command(words), start_new_session=True)
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(_SAMPLE_SECONDS):
            peak = max(peak, sum(map(_memory, _session(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    over.set()
    watcher.join()
    if status:
        raise SystemExit(f"{words[0]} could not be built")
    return peak


def _session(leader: int) -> list[int]:
    found = []
    for name in os.listdir("/proc"):
        if name.isdecimal():
            try:
                if os.getsid(int(name)) == leader:
                    found.append(int(name))
            except OSError:
                continue
    return found


def _memory(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
