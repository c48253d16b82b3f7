"""The 条 of all laws against the markup of their files, read as Markdown and as plain text without it.

A law is right when its 条 come in the order of the file, each once, each inside the same 编, 章 and 节, and when no character is
lost or told twice: what the clauses hold and what stands outside of them is the whole text, which has the letters of the file.
Below that, the addresses of 款, 项 and 目 in twenty laws that were labelled by hand.

Run as ``uv run bench/figures.py laws_outline [EVERY]``: every EVERY-th law only, for a look while working.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import reader
from bench.laws import law_files, unpacked
from reader.letters import letters
from reader.model import Clause, Text
from tests.support.law_addresses import Labelled, wanted_addresses, wrong_addresses
from tests.support.law_truth import Article, articles, found_articles, without_markup

_MOST_SHOWN = 40


def main(arguments: Sequence[str]) -> int:
    """Print the table; gives 1 where fewer than 99.5 % of the laws are right."""
    every = int(arguments[0]) if arguments else 1
    start = time.perf_counter()
    with unpacked() as folder, multiprocessing.Pool(2) as pool:
        files = law_files(folder)[::every]
        rows = [row for pair in pool.imap(_judge, files, chunksize=16) for row in pair]
        names = [str(path.relative_to(folder)) for path in files]
        addresses = _addresses(folder)
    print(f"{len(files)} laws, {time.perf_counter() - start:.0f} s\n")
    print(
        "| read as | laws | 条 | laws with the same 条 in the same place | | 条 lost | 条 too many | laws with a character amiss |"
    )
    print("|---|---|---|---|---|---|---|---|")
    worst = 1.0
    for how, shown in enumerate(("Markdown", "plain text")):
        mine = rows[how::2]
        right = sum(row[0] for row in mine)
        worst = min(worst, right / len(mine))
        print(
            f"| {shown} | {len(mine)} | {sum(row[1] for row in mine):,} | {right:,} | {right / len(mine):.2%} "
            f"| {sum(row[2] for row in mine)} | {sum(row[3] for row in mine)} | {sum(not row[4] for row in mine)} |"
        )
    amiss = [(name, row) for index, row in enumerate(rows) for name in [names[index // 2]] if not (row[0] and row[4])]
    for name, row in amiss[:_MOST_SHOWN]:
        print(f"- {name}: {row[5]}")
    print(addresses)
    return int(worst < 0.995)


def _addresses(folder: Path) -> str:
    """Give the table of the addresses labelled by hand, and the wrong ones below it."""
    laws: dict[str, list[Labelled]] = defaultdict(list)
    for row in wanted_addresses():
        laws[row.law].append(row)
    total = sum(map(len, laws.values()))
    lines = [
        f"\n{len(laws)} laws, {total} addresses: {sum(row.place.item > 0 for rows in laws.values() for row in rows)} of 项, "
        f"{sum(row.place.subitem > 0 for rows in laws.values() for row in rows)} of these with 目\n",
        "| read as | addresses right | laws without a wrong one |",
        "|---|---|---|",
    ]
    amiss = []
    for shown in ("Markdown", "plain text"):
        wrong = {}
        for law, rows in laws.items():
            markdown = (folder / law).read_text(encoding="utf-8")
            source, name = (markdown, "a.md") if shown == "Markdown" else (without_markup(markdown), "a.txt")
            wrong[law] = wrong_addresses(reader.read(source.encode(), name), rows)
        lines.append(
            f"| {shown} | {total - sum(map(len, wrong.values()))} | {sum(not rows for rows in wrong.values())} |"
        )
        amiss += [f"- {law}: {[tuple(row.place) for row in rows]}" for law, rows in wrong.items() if rows]
    return "\n".join([*lines, *amiss])


_Row = tuple[bool, int, int, int, bool, str]
"""Whether the 条 are right; how many there are, are lost, are too many; whether the characters are right; what is wrong."""


def _judge(path: Path) -> tuple[_Row, _Row]:
    markdown = path.read_text(encoding="utf-8")
    plain = without_markup(markdown)
    wanted = articles(markdown)
    as_markdown = reader.read(markdown.encode(), path.name)
    as_text = reader.read(plain.encode(), path.stem + ".txt")
    return _compare(wanted, as_markdown, letters(plain)), _compare(wanted, as_text, letters(plain))


def _compare(wanted: list[Article], text: Text, plain: str) -> _Row:
    found = list(found_articles(text.clauses))
    labels, expected = Counter(each.label for each in found), Counter(each.label for each in wanted)
    whole = _accounted(text.clauses, 0, len(text.text)) == len(text.text) and letters(text.text) == plain
    wrong = next((f"{a} | {b}" for a, b in zip(wanted, found, strict=False) if a != b), "the count or the characters")
    lost, added = (expected - labels).total(), (labels - expected).total()
    return found == wanted, len(wanted), lost, added, whole, wrong


def _accounted(clauses: Sequence[Clause], start: int, end: int) -> int:
    """Give how many characters stand between the clauses or inside of one, each counted where it stands innermost."""
    total, at = 0, start
    for clause in clauses:
        total += max(clause.span.start - at, 0)
        total += _accounted(clause.children, clause.span.start, clause.span.end)
        at = clause.span.end
    return total + end - at
