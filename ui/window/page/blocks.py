"""What the blocks of a page show: paragraphs, cut where the page wants it, in characters that Qt can hold in one block."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence

from reader.model import Span, Text

# Qt takes these inside a text for the end of a block or for the borders of a table. Each is shown as one other unit instead, so that a
# paragraph stays one block; what is copied, quoted and stored comes from the Text and is the true character.
# A lone surrogate comes from a source that was broken before we saw it.
_STAND_INS = (
    dict.fromkeys(map(ord, "\n\r\u2029"), "\u2028")
    | dict.fromkeys(map(ord, "\ufdd0\ufdd1\0"), "\ufffd")
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)
_NOT_SHOWABLE = re.compile("[\r\u2029\ufdd0\ufdd1\0\ud800-\udfff]")


def showable(text: Text, blocks: Sequence[Span]) -> list[str]:
    """Give the words of each block as Qt can hold them in one block: as many UTF-16 units as there are in truth."""
    words = [text.text[block.start : block.end] for block in blocks]
    # A line end inside a paragraph breaks the rule of Text, but must not break the page.
    sound = _NOT_SHOWABLE.search(text.text) is None and not any("\n" in one for one in words)
    return words if sound else [one.translate(_STAND_INS) for one in words]


def pieces(text: Text, cuts: list[int], whole: Container[Span]) -> Iterator[Span]:
    """Give the paragraphs, cut where asked; a cut at the edge of a paragraph cuts nothing, nor does one in a cell.

    Args:
        text: What is shown.
        cuts: Ascending offsets.
        whole: Paragraphs that stay whole.
    """
    for paragraph in text.paragraphs:
        start = paragraph.span.start
        if not cuts or paragraph.span in whole:
            yield paragraph.span
            continue
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, paragraph.span.end)]:
            yield Span(start, cut)
            start = cut
        yield Span(start, paragraph.span.end)
