"""Train the model of ``reader/marks/model.py``: an averaged perceptron over the gaps of scrambled laws and State Council pages.

``uv run bench/figures.py train_marks`` writes ``assets/marks/stops.bin``, the same bytes each time. The laws that
``bench/scrambled_laws.py`` judges are left out, in all their versions, and so is every fifth State Council page. The sample page is
never read.
"""

from __future__ import annotations

import random
import re
import time
import zlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import reader
from bench.laws import data_folder, law_files, unpacked
from bench.marks import EVERY, gaps
from reader.letters import LetterMap
from reader.marks import model
from reader.marks.restoration import settled
from reader.marks.sheet import Sheet
from reader.model import Span
from tests.support.law_truth import without_markup
from tests.support.noise import scramble

_LAWS = 420
_LONGEST = 25_000
_ROUNDS = 4
_PAGES_WEIGH = 4
_WIDTH = len(model.STOPS)

_Case = tuple[Sheet, dict[int, tuple[str, int]]]
"""A sheet, and for each gap to learn from the stop of the rules and the index of the one that stood there."""


def main(arguments: Sequence[str]) -> int:
    """Train and write the weights; gives 0."""
    start = time.perf_counter()
    cases = [case for text in _texts() for case in _cases(text)]
    print(f"{len(cases)} texts, {sum(len(gold) for _, gold in cases):,} gaps, {time.perf_counter() - start:.0f} s")
    weights = _train(cases)
    scale = 127 / max(max(weights), -min(weights))
    table = array("b", (round(weight * scale) for weight in weights))
    model.WEIGHTS.parent.mkdir(exist_ok=True)
    model.WEIGHTS.write_bytes(zlib.compress(table.tobytes(), 9))
    print(f"{model.WEIGHTS.stat().st_size / 1e6:.2f} MB, {time.perf_counter() - start:.0f} s")
    return 0


def _texts() -> Iterator[str]:
    with unpacked() as folder:
        files = law_files(folder)
        judged = {_name(path) for path in files[::EVERY]}
        others = [path for path in files if _name(path) not in judged]
        for path in random.Random(0).sample(others, _LAWS):
            yield without_markup(path.read_text(encoding="utf-8"))[:_LONGEST]
    for number in range(1, 31):
        if number % 5:
            page = (data_folder() / "gov" / f"{number:02}.html").read_bytes()
            yield from [reader.read(page, "a.html").text] * _PAGES_WEIGH


def _name(path: Path) -> str:
    """Give the name of a law without the date of its version."""
    return re.sub(r"[（(]\d.*", "", path.stem)


def _cases(plain: str) -> Iterator[_Case]:
    source = scramble(plain, len(plain))
    stood = list(gaps(plain))
    letters = LetterMap(source)
    sheet, free = settled(source, Span(0, len(source)))
    gold = {}
    for index in free:
        rule, at = sheet.gaps[index].stop, letters.to_letters(sheet.offset(index)) - 1
        if rule and rule in model.STOPS and not sheet.gaps[index].ends_paragraph and 0 <= at < len(stood):
            mark = stood[at]
            if len(mark) == 1 and mark in model.STOPS:
                gold[index] = (rule, model.STOPS.index(mark))
    yield sheet, gold


def _train(cases: list[_Case]) -> array[float]:
    """Give the weights, averaged over all steps."""
    weights = array("d", bytes(8 * _WIDTH << model.BITS))
    moved = array("d", bytes(8 * _WIDTH << model.BITS))
    kept = [
        {index: array("I", model.still(sheet, index, rule)) for index, (rule, _) in gold.items()}
        for sheet, gold in cases
    ]
    step = 1
    for number in range(_ROUNDS):
        wrong = total = 0
        order = list(range(len(cases)))
        random.Random(number).shuffle(order)
        for at in order:
            sheet, gold = cases[at]
            for index, context in model.walk(sheet):
                if index not in gold:
                    continue
                rule, want = gold[index]
                rows = [*kept[at][index], *model.moving(sheet, index, rule, context)]
                scores = [sum([weights[row * _WIDTH + stop] for row in rows]) for stop in range(_WIDTH)]
                found = scores.index(max(scores))
                sheet.gaps[index].stop = model.STOPS[found]
                total += 1
                step += 1
                if found != want:
                    wrong += 1
                    for row in rows:
                        for stop, change in ((want, 1.0), (found, -1.0)):
                            weights[row * _WIDTH + stop] += change
                            moved[row * _WIDTH + stop] += change * step
        print(f"round {number + 1}: {wrong / total:.1%} wrong")
    return array("d", (weight - move / step for weight, move in zip(weights, moved, strict=True)))
