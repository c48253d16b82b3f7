"""How well search ranks: nDCG@10, recall@10 and MRR@10 on questions with the articles that answer them.

    uv run bench/figures.py relevance LAWS [QUERIES] [--library FOLDER]

LAWS is the unpacked laws.tar.xz, QUERIES the folder of the question sets (``queries`` of the test data), whose README gives the
protocol: the collection is every article of the laws without the folders DLC and 案例; the same article in two dated versions counts
once, at its best rank. The laws are imported into a library, and every question goes through ``Workspace.search`` as in the window.

An article is known by its file, not by the name that the question set gives its law: the sets leave out the 《》 inside of the names of
62 of 1,345 answers (最高人民法院关于适用民事诉讼法的解释), which then could never be found. Headings and preambles are no articles: the
first row of a set passes over them, as its collection has none, the second counts them as wrong answers.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.laws import data_folder, law_files
from ui.importing import sources
from ui.workspace import Workspace

SETS = ("stard.dev.jsonl", "lawbench_1-1_citation.dev.jsonl")
NOT_IN_PROTOCOL = ("DLC", "案例")
DEEP = 10
ASKED_FOR = 120
"""Hits: enough for ten articles where each stands in several dated versions."""

_DATED = re.compile(r"\((\d{4}-\d\d-\d\d)\)")
Article = tuple[str, str]


def main(words: Sequence[str]) -> int:
    """Print the table; gives the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("laws", type=Path)
    arguments.add_argument("queries", type=Path, nargs="?", default=None)
    arguments.add_argument("--library", type=Path, help="keep the library here, and take the one that is here")
    given = arguments.parse_args(words)
    with ExitStack() as opened:
        scratch = opened.enter_context(tempfile.TemporaryDirectory(prefix="piyue-bench-"))
        workspace = opened.enter_context(Workspace.open(given.library or Path(scratch) / "library"))
        if not workspace.cards():
            collection = (path for path in law_files(given.laws) if in_protocol(path.relative_to(given.laws)))
            workspace.import_all(list(sources(collection)))
        workspace.bring_index_up_to_date()
        laws = {card.id: law_of(Path(card.path)) for card in workspace.cards()}
        print(
            "| set | hits that count | questions | nDCG@10 | recall@10 | MRR@10 | p50, p95 ms |\n|---|---|---|---|---|---|---|"
        )
        for name in SETS:
            questions = read_questions((given.queries or data_folder() / "queries") / name)
            answers = [workspace.search(text, limit=ASKED_FOR) for text, _wanted in questions]
            took = sorted(answer.took_ms for answer in answers)
            for which in ("articles", "all"):
                scores = [
                    judged(found([(laws[hit.document], hit.path) for hit in answer.hits], which), wanted)
                    for answer, (_text, wanted) in zip(answers, questions, strict=True)
                ]
                means = " | ".join(f"{statistics.mean(column):.4f}" for column in zip(*scores, strict=True))
                times = f"{took[len(took) // 2]:.0f}, {took[len(took) * 95 // 100]:.0f}"
                print(f"| {name} | {which} | {len(questions)} | {means} | {times} |", flush=True)
    return 0


def in_protocol(path: Path) -> bool:
    """Tell whether a law, by its path below the laws, is in the collection."""
    return path.parts[0] not in NOT_IN_PROTOCOL


def law_of(path: Path) -> str:
    """Give what a law is known by in all its versions: its file without the date; the folder for the books of 民法典."""
    return path.parent.name if path.parent.name == "民法典" else _DATED.sub("", path.stem)


def read_questions(path: Path) -> list[tuple[str, set[Article]]]:
    """Give the questions of a set, each with the articles that answer it."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(row["query"], {(law_of(Path(each["file"])), str(each["article"])) for each in row["rel"]}) for row in rows]


def found(hits: Iterable[Article], which: str) -> list[Article]:
    """Give the first ten different places of an answer: all of them, or articles alone."""
    places = dict.fromkeys(place for place in hits if which == "all" or place[1].endswith("条") or "条之" in place[1])
    return list(places)[:DEEP]


def judged(places: Sequence[Article], wanted: set[Article]) -> tuple[float, float, float]:
    """Give nDCG with binary gains, recall and the reciprocal rank of the first right one."""
    ranks = [rank for rank, place in enumerate(places) if place in wanted]
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(DEEP, len(wanted))))
    gain = sum(1 / math.log2(rank + 2) for rank in ranks)
    return gain / ideal, len(ranks) / len(wanted), 1 / (ranks[0] + 1) if ranks else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
