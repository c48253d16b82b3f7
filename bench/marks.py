"""How far restored marks agree with those that stood there: the scrambled page, State Council pages and laws held out from training.

The sample page is never tuned on: this reports, nothing reads it back. A gap is a place between two letters where either text has a
mark; it falls into one of nine classes by what the text has there: what opens or closes goes before the stop beside it. Full stop or
comma is one reader's choice in an unknown share of the gaps of the page restored by hand, so those two are lower bounds.

Run as ``uv run bench/figures.py marks [FOLDER]``, the folder that holds ``page.txt`` and ``restored_by_hand.txt``
(default: ``seed`` in PIYUE_DATA, else in ../shared/data). ``-v`` shows the gaps where a rule was wrong on the held-out pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import reader
from bench.laws import data_folder, law_files, unpacked
from reader.letters import LetterMap, letters
from reader.marks.restoration import settled
from reader.model import Span
from tests.support.law_truth import without_markup
from tests.support.noise import scramble

CLASSES = ("，", "。", "；", "、", "：", "open", "close", "figure", "blank")
"""Nine; ``figure`` is what stands in figures and names (% - — + .), ``blank`` a space or a line end alone."""

EVERY = 11
"""Which laws are held out of training; here every third of these is judged, in ``scrambled_laws`` all."""

_HELD_OUT_PAGES = range(5, 31, 5)
_BRACKETS = (("open", "（《“〔〈(["), ("close", "）》”〕〉)]"))
_WIDE = str.maketrans("(),;:", "（），；：")
"""Nothing tells whether the original used marks of ASCII."""


class Pair(NamedTuple):
    """What stood at a gap and what was restored there.

    Attributes:
        wanted: The marks of the original.
        found: Those restored.
        by_rule: Rules settled it, before those for sentences and the model.
        around: The letters on both sides, to look at.
    """

    wanted: str
    found: str
    by_rule: bool
    around: str


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


def mark_class(marks: str) -> str:
    """Give the class of what stands at a gap: what closes and what opens goes before the stop beside it."""
    for name, members in _BRACKETS:
        if set(marks) & set(members):
            return name
    first = marks[:1].translate(str.maketrans(",;:", "，；："))
    return first if first in CLASSES[:5] else ("figure" if first else "blank")


def class_rows(pairs: Counter[tuple[str, str]]) -> Iterator[str]:
    """Give the rows of the table of classes, from counted pairs of class wanted and class found."""
    yield "| class | stood there | restored | right | precision | recall |"
    yield "|---|---|---|---|---|---|"
    for name in CLASSES:
        there = sum(number for (a, _), number in pairs.items() if a == name)
        found = sum(number for (_, b), number in pairs.items() if b == name)
        right = pairs[name, name]
        yield f"| {name} | {there} | {found} | {right} | {right / max(found, 1):.2f} | {right / max(there, 1):.2f} |"


def as_one_pause(wanted: str, found: str) -> bool:
    """Tell whether two classes are the same with ，。； as one."""
    return wanted == found or (wanted in "，。；" and found in "，。；")


def compare(source: str, document: Span, original: str) -> Iterator[Pair]:
    """Give the gaps of a scrambled document.

    Args:
        source: The scrambled text.
        document: The one line of it that is the document.
        original: The document with its marks.
    """
    restored = reader.read(source.encode(), "a.txt").text
    if letters(restored) != letters(original):
        return
    sheet, free = settled(source, document)
    before = LetterMap(source[document.start : document.end])
    left_open = {before.to_letters(sheet.offset(index) - document.start) - 1 for index in free}
    words = letters(original)
    for index, (wanted, found) in enumerate(zip(gaps(original), gaps(restored), strict=True)):
        if wanted or found:
            around = f"{words[max(index - 11, 0) : index + 1]}|{words[index + 1 : index + 13]}"
            yield Pair(wanted.translate(_WIDE), found, index not in left_open, around)


def main(arguments: Sequence[str]) -> int:
    """Print the agreement for each class of marks; gives the exit status."""
    folders = [Path(each) for each in arguments if each != "-v"]
    _print("the sample page", _page(folders[0] if folders else data_folder() / "seed"))
    pages = list(_state_council())
    _print("State Council pages held out from training", pages)
    if "-v" in arguments:
        for pair in pages:
            if pair.by_rule and pair.wanted != pair.found:
                print(f"- {pair.wanted!r} {pair.found!r} {pair.around}")
    _print("laws held out from training", _laws())
    return 0


def _page(folder: Path) -> Iterator[Pair]:
    source = (folder / "page.txt").read_bytes().decode()
    document = max(re.finditer("[^\n]+", source), key=lambda match: len(match[0]))
    yield from compare(source, Span(*document.span()), (folder / "restored_by_hand.txt").read_text(encoding="utf-8"))


def _state_council() -> Iterator[Pair]:
    for number in _HELD_OUT_PAGES:
        page = (data_folder() / "gov" / f"{number:02}.html").read_bytes()
        yield from _scrambled(reader.read(page, "a.html").text)


def _laws() -> Iterator[Pair]:
    with unpacked() as folder:
        for path in law_files(folder)[:: 3 * EVERY]:
            yield from _scrambled(without_markup(path.read_text(encoding="utf-8")))


def _scrambled(original: str) -> Iterator[Pair]:
    source = scramble(original, 1)
    yield from compare(source, Span(0, len(source)), original)


def _print(title: str, gaps_there: Iterable[Pair]) -> None:
    pairs = list(gaps_there)
    classes = Counter((mark_class(pair.wanted), mark_class(pair.found)) for pair in pairs)
    same = sum(pair.wanted == pair.found for pair in pairs)
    right = sum(number for (a, b), number in classes.items() if a == b)
    pause = sum(number for (a, b), number in classes.items() if as_one_pause(a, b))
    by_rule = [pair for pair in pairs if pair.by_rule]
    settled_right = sum(pair.wanted == pair.found for pair in by_rule)
    print(f"\n{title}: {len(pairs):,} gaps; {same:,} ({same / len(pairs):.1%}) the same mark for mark")
    print(f"class right {right / len(pairs):.1%}, with ，。； as one {pause / len(pairs):.1%}")
    print(f"settled by rules {len(by_rule):,}, the same {settled_right:,} ({settled_right / len(by_rule):.1%})\n")
    print("\n".join(class_rows(classes)))
