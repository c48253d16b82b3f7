"""Scrambled marks found by their statistics.

Some sites replace every run of marks by one symbol drawn at random. Position survives, identity does not. What gives it away
is what no writer does: a space or an ASCII full stop between two Han characters, again and again, and in thousands of
characters not one bracket, colon or title mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.formats import Line

MARK = "[,，.．。、 ]"
"""Any of the symbols that a scrambler draws from, as a pattern."""

_HAN = r"[\u3400-\u9fff]"
_GAP = re.compile(f"(?<={_HAN}){MARK}(?={_HAN})")
_TELLING = re.compile("[（）：；《》“”！？()]")

_LEAST_GAPS = 20
_LEAST_SHARE = 0.06
"""Of the full stops of ASCII, and of the spaces, between two Han characters. A fair draw from six symbols gives 0.17 of each.
Sound text has the one or the other (第一条 为了, 总 则, 网址 a.b), never both."""

_MOST_TELLING = 0.05
"""Marks that the scrambler would have swallowed, for each gap. In sound policy texts it is above 0.3."""


def scrambled(source: str, lines: Sequence[Line]) -> bool:
    """Tell whether the marks of a document were scrambled.

    Args:
        source: The source text.
        lines: The lines of the document, without the site's own.
    """
    gaps: Counter[str] = Counter()
    telling = 0
    for line in lines:
        gaps.update(_GAP.findall(source, line.span.start, line.span.end))
        telling += len(_TELLING.findall(source, line.span.start, line.span.end))
    total = gaps.total()
    rarest = min(gaps["."], gaps[" "])
    return total >= _LEAST_GAPS and rarest >= _LEAST_SHARE * total and telling <= _MOST_TELLING * total
