"""The 30 State Council pages against their labels: headings, title, issuer and number; clean, as plain text, and scrambled.

Run as ``uv run bench/figures.py gov [-v]``; ``-v`` shows the rows that differ on each page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial

from bench.laws import data_folder
from reader.letters import letters
from reader.model import Text
from tests.support.gov_truth import (
    as_html,
    as_scrambled,
    as_text,
    differences,
    f1,
    found_headings,
    found_statements,
    statements_f1,
    wanted_headings,
    wanted_statements,
)

_SEEDS = (1, 2, 3)


def main(arguments: Sequence[str]) -> int:
    """Print the table; gives 1 where a heading or a field falls short of issue 3."""
    folder = data_folder() / "gov"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    pages = {f"{row['n']:02}": row for row in truth}
    html = {page: (folder / f"{page}.html").read_bytes() for page in pages}
    ways: dict[str, Callable[[bytes], Text]] = {"HTML": as_html, "text of the HTML": as_text}
    for seed in _SEEDS:
        ways[f"scrambled, seed {seed}"] = partial(as_scrambled, seed=seed)
    print(
        "| read as | headings wanted | found | right | F1 | F1, titles end there | title | issuer | number | statements, F1 | bodies, F1 |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    good = True
    for way, read in ways.items():
        texts = {page: read(html[page]) for page in pages}
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
    found_here = [row for page, text in texts.items() for row in found_statements(text, page)]
    whole, bodies = statements_f1(wanted_statements(), found_here)
    strict = f1(len(wanted), *map(len, differences(wanted, found, strict=True)))
    print(
        f"| {way} | {len(wanted)} | {len(found)} | {right} | {score:.4f} | {strict:.4f} | {titles} | {issuers} | {numbers} "
        f"| {whole:.4f} | {bodies:.4f} |"
    )
    return score


def _show(texts: dict[str, Text]) -> None:
    for page, text in texts.items():
        wanted = [row for row in wanted_headings() if row.page == page]
        missing, added = differences(wanted, found_headings(text, page))
        if missing or added:
            print(f"- {page}: missing {[row[1:3] for row in missing]}, added {[each[1:] for each in added]}")
