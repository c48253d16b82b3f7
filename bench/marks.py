"""How far the restored marks of the scrambled page agree with the page restored by hand.

The page is never tuned on: this reports, nothing reads it back. A gap is a place between two letters where either text has a
mark. Full stop or comma is one reader's choice in an unknown share of the gaps, so those two are lower bounds.

Run as ``uv run bench/figures.py marks [FOLDER]``, the folder that holds ``page.txt`` and ``restored_by_hand.txt``
(default: ``seed`` in PIYUE_DATA, else in ../shared/data).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import reader
from reader.letters import LetterMap, letters
from reader.marks.restoration import settled
from reader.model import Span, Text

CLASSES = {
    "：": "：",
    "、": "、",
    "，": "，",
    "。": "。",
    "open （《“〔": "（《“〔",
    "close ）》”〕": "）》”〕",
    "% - — + .": "%-—+.",
}


def gaps(text: str) -> Iterator[str]:
    """Give what stands behind each letter of a text, without spaces and line ends."""
    marks: list[str] = []
    begun = False
    for character in text:
        if letters(character):
            if begun:
                yield "".join(marks)
            marks.clear()
            begun = True
        elif not character.isspace():
            marks.append(character)
    yield "".join(marks)


def _as_pause(marks: str) -> str:
    return re.sub("[，。；]", "，", marks)


def _settled_by_rules(text: Text, by_hand: str) -> Iterator[tuple[str, str]]:
    """Give the gaps, by hand and restored, that the rules before those for sentences settled; the document is one line."""
    document = max(re.finditer("[^\n]+", text.source), key=lambda match: len(match[0]))
    sheet, free = settled(text.source, Span(*document.span()))
    before = LetterMap(document[0])
    open_still = {before.to_letters(sheet.offset(index) - document.start()) - 1 for index in free}
    for index, pair in enumerate(zip(gaps(by_hand), gaps(text.text), strict=True)):
        if index not in open_still:
            yield pair


def main(arguments: Sequence[str]) -> int:
    """Print the agreement for each class of marks; gives the exit status."""
    data = Path(os.environ.get("PIYUE_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    folder = Path(arguments[0]) if arguments else data / "seed"
    page = (folder / "page.txt").read_bytes()
    start = time.perf_counter()
    text = reader.read(page, "page.txt")
    took = time.perf_counter() - start
    by_hand = (folder / "restored_by_hand.txt").read_text(encoding="utf-8")
    pairs = [pair for pair in zip(gaps(by_hand), gaps(text.text), strict=True) if any(pair)]
    same = sum(wanted == found for wanted, found in pairs)
    pause = sum(_as_pause(wanted) == _as_pause(found) for wanted, found in pairs)
    by_rule = [pair for pair in _settled_by_rules(text, by_hand) if any(pair)]
    right = sum(wanted == found for wanted, found in by_rule)
    print(
        f"gaps {len(pairs)}, the same {same} ({same / len(pairs):.1%}), restored {text.restored}, read in {took * 1000:.0f} ms"
    )
    print(f"with ，。； as one pause {pause} ({pause / len(pairs):.1%})")
    print(f"settled by rules before those for sentences {len(by_rule)}, the same {right} ({right / len(by_rule):.1%})")
    print(f"{'class':16}{'by hand':>8}{'found':>8}{'both':>8}{'precision':>11}{'recall':>8}")
    for name, marks in CLASSES.items():
        wanted_at = [bool(set(wanted) & set(marks)) for wanted, _ in pairs]
        found_at = [bool(set(found) & set(marks)) for _, found in pairs]
        both = sum(wanted and found for wanted, found in zip(wanted_at, found_at, strict=True))
        precision, recall = both / max(sum(found_at), 1), both / max(sum(wanted_at), 1)
        print(f"{name:16}{sum(wanted_at):8}{sum(found_at):8}{both:8}{precision:11.2f}{recall:8.2f}")
    return 0
