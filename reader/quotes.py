"""Words that came without a place: where they stand in a text, told by what stood around them."""

from __future__ import annotations

import re
from itertools import takewhile

from reader.letters import LetterMap, letters
from reader.model import Span, Text


def find_quote(text: Text, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Give the place of a quote in a text, compared by letters; None where it stands nowhere, or at several places alike.

    Args:
        text: The text.
        exact: The words.
        prefix: What stood before them, as much as is known.
        suffix: What stood behind them.
    """
    wanted, before, behind = letters(exact), letters(prefix), letters(suffix)
    if not wanted:
        return None
    whole = letters(text.text)
    places = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", whole)]
    agreement = {
        place: _shared(whole[:place][::-1][: len(before)], before[::-1]) + _shared(whole[place + len(wanted) :], behind)
        for place in places
    }
    best = [place for place, shared in agreement.items() if shared == max(agreement.values())]
    if len(best) != 1:
        return None
    return LetterMap(text.text).to_text(best[0], best[0] + len(wanted))


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
