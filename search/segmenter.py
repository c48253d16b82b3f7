"""Cuts texts into words as rjieba does, to the letter, by a dictionary that is mapped and not loaded (``search.dictionary``).

rjieba keeps everybody else in the process waiting for 0.1 to 0.3 s while it loads its dictionary, and takes 32 MB for it: too much for a
window that only cuts what is typed. What is indexed it cuts twenty times faster. Both must find the same words; therefore this follows rjieba
and not jieba, from which it differs in what belongs to a run of characters, in names of letters and digits (GB-T.1 is one word),
and in emissions rounded to six places. tests/search/test_segmenter.py compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log

from search.dictionary import FIRST, LAST, NEVER, dictionary

FOLLOWS = "rjieba 0.2.2"
"""Whose words these are."""

_RUN = re.compile(
    "([a-zA-Z0-9+#&._%\\-\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002f800-\U0002fa1f]+)"
)
"""What words are looked for in; whatever else there is stands alone."""
_ALONE = re.compile(r"\r\n|.", re.DOTALL)
_HAN = re.compile(f"([{chr(FIRST)}-{chr(LAST)}]+)")
"""What emissions are known of."""
_NAME = re.compile(r"([a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*%?)")
_JOINT = re.compile(r"[._-]")
_LATIN = re.compile(r"[a-zA-Z]")

_Edges = Sequence[dict[int, int]]
"""For each place of a run the words that begin there: their ends and frequencies."""

# The states of a character in a word that no dictionary has, and the logarithms with which one follows the other; jieba's.
_BEGINNING, _END, _MIDDLE, _WHOLE = range(4)
_STARTS = (-0.26268660809250016, NEVER, NEVER, -1.4652633398537678)
_FROM_BEGINNING = {_END: -0.51082562376599, _MIDDLE: -0.916290731874155}
_FROM_END = {_BEGINNING: -0.5897149736854513, _WHOLE: -0.8085250474669937}
_FROM_MIDDLE = {_END: -0.33344856811948514, _MIDDLE: -1.2603623820268226}
_FROM_WHOLE = {_BEGINNING: -0.7211965654669841, _WHOLE: -0.6658631448798212}
_WAYS = tuple(
    ((_END, _FROM_END[state]), (_WHOLE, _FROM_WHOLE[state]))
    if state in {_BEGINNING, _WHOLE}
    else ((_BEGINNING, _FROM_BEGINNING[state]), (_MIDDLE, _FROM_MIDDLE[state]))
    for state in range(4)
)
"""For each state the two that may stand before it; of two that are as likely the second one does."""


def cut(text: str) -> list[str]:
    """Give the words of a text, one after the other, covering it."""
    return [word for word, _edges, _start in _words(text)]


def cut_for_search(text: str) -> list[str]:
    """Give the words of a text, each behind the shorter words inside of it."""
    found: list[str] = []
    for word, edges, start in _words(text):
        parts = _JOINT.split(word)
        if len(parts) > 1:
            found += [part for part in parts if len(part) > 1 and _LATIN.search(part)]
        for length in (2, 3):
            if len(word) > length:
                inside = range(len(word) - length + 1)
                found += [word[at : at + length] for at in inside if start + at + length in edges[start + at]]
        found.append(word)
    return found


def _words(text: str) -> Iterator[tuple[str, _Edges, int]]:
    """Give the words of a text, each with the edges of its run and its place in it."""
    for number, piece in enumerate(_RUN.split(text)):
        if number % 2 == 0:
            for mark in _ALONE.findall(piece):
                yield mark, (), 0
            continue
        edges = [dictionary().words_at(piece, at) for at in range(len(piece))]
        for start, end in _spans(piece, edges):
            yield piece[start:end], edges, start


def _spans(run: str, edges: _Edges) -> Iterator[tuple[int, int]]:
    """Give the words of a run: those of the likeliest way through it, and what may be words among the characters left over."""
    ends = _likeliest(edges)
    at = left_over = 0
    while at < len(run):
        end = ends[at]
        if end - at > 1:
            yield from _among(run, edges, left_over, at)
            yield at, end
            left_over = end
        at = end
    yield from _among(run, edges, left_over, at)


def _likeliest(edges: _Edges) -> list[int]:
    """Give for each place the end of the word that begins there on the likeliest way to the end of the run."""
    log_total = log(dictionary().total)
    weights = [0.0] * (len(edges) + 1)
    ends = [0] * len(edges)
    for at in range(len(edges) - 1, -1, -1):
        best = NEVER
        for end, frequency in (edges[at] or {at + 1: 1}).items():
            weight = log(frequency) - log_total + weights[end]
            if weight >= best:
                best, ends[at] = weight, end
        weights[at] = best
    return ends


def _among(run: str, edges: _Edges, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the words of some characters that stand alone on the likeliest way."""
    if end - start < 2 or end in edges[start]:
        # Together they are a word, and yet less likely than apart.
        yield from ((at, at + 1) for at in range(start, end))
        return
    at = start
    for number, piece in enumerate(_HAN.split(run[start:end])):
        if number % 2 == 0:
            for name in filter(None, _NAME.split(piece)):
                yield at, at + len(name)
                at += len(name)
        else:
            yield from ((at + begin, at + stop) for begin, stop in _guessed(piece))
            at += len(piece)


def _guessed(han: str) -> Iterator[tuple[int, int]]:
    """Give the words that characters are likely to make which no dictionary has together (Viterbi)."""
    if len(han) == 1:
        yield 0, 1
        return
    begin = 0
    for at, state in enumerate(_states(han), start=1):
        if state in {_END, _WHOLE}:
            yield begin, at
            begin = at
    if begin < len(han):
        yield begin, len(han)


def _states(han: str) -> list[int]:
    emission = dictionary().emission
    weights = [start + emitted for start, emitted in zip(_STARTS, emission(han[0]), strict=True)]
    before: list[list[int]] = []
    for char in han[1:]:
        chosen: list[int] = []
        fresh: list[float] = []
        for ((one, from_one), (other, from_other)), emitted in zip(_WAYS, emission(char), strict=True):
            by_one = weights[one] + from_one + emitted
            by_other = weights[other] + from_other + emitted
            chosen.append(one if by_one > by_other else other)
            fresh.append(max(by_one, by_other))
        before.append(chosen)
        weights = fresh
    states = [_END if weights[_END] > weights[_WHOLE] else _WHOLE]
    for chosen in reversed(before):
        states.append(chosen[states[-1]])
    states.reverse()
    return states
