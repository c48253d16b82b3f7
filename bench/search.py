"""Measure search on a folder of laws: building, size, opening, memory, and the latency and quality of queries.

    uv run bench/figures.py search LAWS [--queries FOLDER] [--index FOLDER]

LAWS is the unpacked laws.tar.xz; FOLDER of --queries holds stard.dev.jsonl and lawbench_1-1_citation.dev.jsonl, whose protocol
(nDCG@10 over the collection without the folders DLC and 案例) its README gives. Everything goes through ``reader`` and
``search.Index`` as the program does.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader import read  # noqa: E402  # the path above comes first
from reader.errors import KnownError  # noqa: E402
from search import Entry, Index  # noqa: E402

WORDS = (
    "知识产权",
    "劳动合同",
    "社会保险费",
    "注册资本",
    "安全生产 责任",
    "环境保护 罚款",
    "醉酒驾驶",
    "应当",
    "行政处罚 听证",
    "土地承包",
)
HARD = ("应当", "“应当”", "的", "，", "〔")
NOT_IN_PROTOCOL = ("DLC", "案例")
_DATED = re.compile(r"\((\d{4}-\d\d-\d\d)\)")


def main(words: list[str]) -> int:
    """Run the measurements and print them, one a line; gives the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("laws", type=Path)
    arguments.add_argument(
        "--queries", type=Path, help="folder of the question sets: measure quality over the protocol's collection"
    )
    arguments.add_argument("--index", type=Path, help="keep the index here, and take the one that is here")
    given = arguments.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.index or Path(scratch) / "index"
        if not folder.exists():
            build(folder, given.laws, without=NOT_IN_PROTOCOL if given.queries else ())
        begun = time.process_time()
        index = Index(folder)
        report("open, CPU ms", (time.process_time() - begun) * 1000)
        if given.queries:
            relevance(index, given.queries)
        else:
            latency(index)
        report("private memory after the queries, MB", private_memory())
        index.close()
    return 0


def build(folder: Path, laws: Path, without: tuple[str, ...]) -> None:
    """Index all laws and report how long it took without reading them, and how large it is."""
    reading = reading_cpu = 0.0

    def entries() -> Iterator[Entry]:
        nonlocal reading, reading_cpu
        for path in sorted(laws.rglob("*.md")):
            if path.relative_to(laws).parts[0] in without:
                continue
            begun, begun_cpu = time.perf_counter(), time.process_time()
            entry = read_law(laws, path)
            reading += time.perf_counter() - begun
            reading_cpu += time.process_time() - begun_cpu
            if entry is not None:
                yield entry

    begun, begun_cpu = time.perf_counter(), time.process_time()
    index = Index(folder)
    index.update(entries())
    report("build, s", time.perf_counter() - begun - reading)
    report("build, CPU s", time.process_time() - begun_cpu - reading_cpu)
    report("peak memory of reading and building, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    report("documents", len(index.indexed()))
    report("disk, MB", sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)
    index.close()


def read_law(laws: Path, path: Path) -> Entry | None:
    """Give the Entry of a file; None where the reader finds no text in it."""
    try:
        text = read(path.read_bytes(), path.name)
    except KnownError:
        return None
    dated = _DATED.search(path.stem)
    return Entry(
        document=str(path.relative_to(laws)),
        text=text,
        title=text.title.value if text.title else _DATED.sub("", path.stem),
        issuers=tuple(issuer.value for issuer in text.issuers),
        number=text.number.value if text.number else "",
        date=text.date.value if text.date else dated[1] if dated else "",
        kind=text.kind.value if text.kind else "",
    )


def latency(index: Index) -> None:
    """Report the CPU time of what the window asks for at each key: words and fragments cut at random, ranked and verbatim."""
    draw = random.Random(7)
    places = [hit for word in WORDS for hit in index.search(word).hits]
    queries = [cut(draw, draw.choice(places).snippet) for _ in range(200)] + list(WORDS)
    ranked = [best_of(3, lambda query=query: index.search(query, limit=60)) for query in queries]
    verbatim = [best_of(3, lambda query=query: index.verbatim(query, limit=300)) for query in queries]
    both = [one + other for one, other in zip(ranked, verbatim, strict=True)]
    for name, times in {"ranked": ranked, "verbatim": verbatim, "both": both}.items():
        report(f"{name}, p50 CPU ms", statistics.median(times))
        report(f"{name}, p95 CPU ms", percentile(times, 95))
    for query in HARD:
        report(f"verbatim {query}, CPU ms", best_of(3, lambda query=query: index.verbatim(query, limit=300)))


def best_of(times: int, call: Callable[[], object]) -> float:
    """Give the CPU time of the fastest of several calls, in ms: other programs on the machine only ever add to it."""

    def once() -> float:
        begun = time.thread_time()
        call()
        return (time.thread_time() - begun) * 1000

    return min(once() for _ in range(times))


def cut(draw: random.Random, text: str) -> str:
    """Cut 2 to 12 characters at random from a text."""
    size = min(len(text), draw.randint(2, 12))
    start = draw.randrange(len(text) - size + 1)
    return text[start : start + size]


def relevance(index: Index, queries: Path) -> None:
    """Report nDCG@10 and recall@10 of the question sets."""
    for name in ("stard.dev.jsonl", "lawbench_1-1_citation.dev.jsonl"):
        gains, recalls, times = [], [], []
        for line in (queries / name).read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            wanted = {(each["law"], str(each["article"])) for each in asked["rel"]}
            results = index.search(asked["query"], limit=40)
            times.append(results.took_ms)
            # The same article in two dated versions counts once, at its best rank.
            found = list(dict.fromkeys((law_of(hit.document), hit.path) for hit in results.hits))[:10]
            ranks = [rank for rank, place in enumerate(found) if place in wanted]
            ideal = sum(1 / math.log2(rank + 2) for rank in range(min(10, len(wanted))))
            gains.append(sum(1 / math.log2(rank + 2) for rank in ranks) / ideal)
            recalls.append(len(ranks) / len(wanted))
        report(f"{name}: nDCG@10", statistics.mean(gains))
        report(f"{name}: recall@10", statistics.mean(recalls))
        report(f"{name}: p50 ms", statistics.median(times))
        report(f"{name}: p95 ms", percentile(times, 95))


def law_of(document: str) -> str:
    """Give the name of a law as the question sets write it: of the file, or of the folder for the books of 民法典."""
    path = Path(document)
    return path.parts[0] if path.parts[0] == "民法典" else _DATED.sub("", path.stem)


def percentile(values: list[float], percent: int) -> float:
    """Give a percentile of some values."""
    return statistics.quantiles(values, n=100)[percent - 1]


def private_memory() -> float:
    """Give what this process owns alone and has written to, in MB; Linux only."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


def report(what: str, value: float) -> None:
    """Print one figure."""
    print(f"{what:45} {value:10.3f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
