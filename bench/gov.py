"""The 30 State Council pages against their labels: headings, title, issuer and number; clean, as plain text, and scrambled.

Run as ``uv run bench/figures.py gov [-v]``; ``-v`` shows the rows that differ on each page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

import reader
from bench.laws import data_folder
from reader.letters import letters
from reader.model import Text
from tests.support.gov_truth import (
    TASK_PAGES,
    differences,
    f1,
    found_bodies,
    found_headings,
    wanted_bodies,
    wanted_headings,
)
from tests.support.noise import scramble

_SEEDS = (1, 2, 3)


def main(arguments: Sequence[str]) -> int:
    """Print the table; gives 1 where a heading or a field falls short of issue 3."""
    folder = data_folder() / "gov"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    pages = {f"{row['n']:02}": row for row in truth}
    html = {page: (folder / f"{page}.html").read_bytes() for page in pages}
    plain = {page: reader.read(data, f"{page}.html").source for page, data in html.items()}
    ways: dict[str, Callable[[str], tuple[bytes, str]]] = {
        "HTML": lambda page: (html[page], f"{page}.html"),
        "text of the HTML": lambda page: (plain[page].encode(), f"{page}.txt"),
    }
    for seed in _SEEDS:
        ways[f"scrambled, seed {seed}"] = lambda page, seed=seed: (  # type: ignore[misc]
            scramble(plain[page], seed).encode(),
            f"{page}.txt",
        )
    print(
        "| read as | headings wanted | found | right | F1 | F1, titles end there | title | issuer | number | bodies of tasks, F1 |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    good = True
    for way, source in ways.items():
        texts = {page: reader.read(*source(page)) for page in pages}
        score = _row(way, texts, pages)
        good &= score >= (0.96 if way.startswith("scrambled") else 0.99)
        if "-v" in arguments:
            _show(texts)
    return int(not good)


def _row(way: str, texts: dict[str, Text], pages: dict[str, dict[str, str]]) -> float:
    wanted = wanted_headings()
    found = [row for page, text in texts.items() for row in found_headings(text, page)]
    missing, added = differences(wanted, found)
    score = f1(len(wanted), len(missing), len(added))
    titles = sum(
        bool(text.title) and letters(text.title.value) == letters(pages[page]["title"]) for page, text in texts.items()
    )
    issuers = sum(
        "、".join(field.value for field in text.issuers) == pages[page]["issuer"] for page, text in texts.items()
    )
    numbers = sum(bool(text.number) and text.number.value == pages[page]["number"] for page, text in texts.items())
    right = len(wanted) - len(missing)
    bodies = [row for page in TASK_PAGES for row in found_bodies(texts[page], page)]
    labelled = Counter(wanted_bodies())
    tasks = f1(labelled.total(), (labelled - Counter(bodies)).total(), (Counter(bodies) - labelled).total())
    strict = f1(len(wanted), *map(len, differences(wanted, found, strict=True)))
    print(
        f"| {way} | {len(wanted)} | {len(found)} | {right} | {score:.4f} | {strict:.4f} | {titles} | {issuers} | {numbers} | {tasks:.4f} |"
    )
    return score


def _show(texts: dict[str, Text]) -> None:
    for page, text in texts.items():
        wanted = [row for row in wanted_headings() if row.page == page]
        missing, added = differences(wanted, found_headings(text, page))
        if missing or added:
            print(f"- {page}: missing {[row[1:3] for row in missing]}, added {[each[1:] for each in added]}")
