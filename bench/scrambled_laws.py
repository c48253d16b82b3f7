"""Laws with their marks scrambled: the 条 that are found again, and the marks restored, by class.

A 条 is right when its label is there, once, before the same letters. Laws are taken at even distances over the whole archive; the
model was not trained on them.

Run as ``uv run bench/figures.py scrambled_laws``.
"""

from __future__ import annotations

import multiprocessing
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import reader
from bench.laws import law_files, unpacked
from bench.marks import EVERY, as_one_pause, class_rows, gaps, mark_class
from reader.letters import letters
from tests.support.gov_truth import f1
from tests.support.law_truth import articles, without_markup
from tests.support.noise import scramble

_BEHIND = 8
_LEAST_ARTICLES = 10


def main(arguments: Sequence[str]) -> int:
    """Print the table; gives 1 where the 条 fall short of F1 0.97."""
    with unpacked() as folder, multiprocessing.Pool(2) as pool:
        files = law_files(folder)
        rows = list(pool.imap(_judge, files[::EVERY], chunksize=8))
    rows = [row for row in rows if row[0]]
    wanted, missing, added = (sum(row[at] for row in rows) for at in range(3))
    score = f1(wanted, missing, added)
    print(f"{len(rows)} laws, {wanted:,} 条, {missing} missing, {added} too many: F1 {score:.4f}\n")
    pairs: Counter[tuple[str, str]] = sum((row[3] for row in rows), Counter())
    same = sum(number for (a, b), number in pairs.items() if a == b)
    pause = sum(number for (a, b), number in pairs.items() if as_one_pause(a, b))
    print(
        f"marks {pairs.total():,}, right {same / pairs.total():.1%}, with ，。； as one {pause / pairs.total():.1%}\n"
    )
    print("\n".join(class_rows(pairs)))
    return int(score < 0.97)


def _judge(path: Path) -> tuple[int, int, int, Counter[tuple[str, str]]]:
    markdown = path.read_text(encoding="utf-8")
    if len(articles(markdown)) < _LEAST_ARTICLES:
        return 0, 0, 0, Counter()
    plain = without_markup(markdown)
    text = reader.read(scramble(plain, 1).encode(), "a.txt")
    wanted = Counter(_heads(plain, [article.label for article in articles(markdown)]))
    found = Counter(
        (clause.label, letters(text.text[clause.heading.end : clause.heading.end + 30])[:_BEHIND])
        for clause in text.walk()
        if clause.kind == "article"
    )
    marks = Counter(_pairs(plain, text.text))
    return wanted.total(), (wanted - found).total(), (found - wanted).total(), marks


def _heads(plain: str, labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    at = 0
    for label in labels:
        at = re.compile(rf"^{label}", re.MULTILINE).search(plain, at).end()  # type: ignore[union-attr]
        yield label, letters(plain[at : at + 30])[:_BEHIND]


def _pairs(plain: str, restored: str) -> Iterator[tuple[str, str]]:
    """Give the class of each place with a mark in the original, and what was restored there."""
    if letters(plain) != letters(restored):
        return
    for wanted, found in zip(gaps(plain), gaps(restored), strict=True):
        if wanted:
            yield mark_class(wanted), mark_class(found)
