"""A scrambled paragraph as segments and gaps: what the rules work on.

The marks of the source say only *where* something stood. A segment is what lies between two of them, and each gap carries
what the rules decide: a mark that closes, a stop, an end of the paragraph, a mark that opens, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from reader.composition import Composer
from reader.marks.detection import MARK
from reader.model import Span

_SEGMENT = re.compile(f"(?:(?!{MARK}).)+")


@dataclass(slots=True)
class Gap:
    """What stands between two segments; each rule fills in what it knows, the first word on a stop is the last.

    Attributes:
        at: Source offset of the scrambled mark, or of the boundary where the source has none.
        close: ``》``, ``”``, ``）``, ``%`` …
        stop: ``，`` ``。`` ``、`` ``：`` or empty for none; None while nobody has decided.
        ends_paragraph: A new paragraph begins behind it.
        open: ``《``, ``“``, ``（`` …
    """

    at: int
    close: str = ""
    stop: str | None = None
    ends_paragraph: bool = False
    open: str = ""

    def settle(self, stop: str) -> None:
        """Decide the stop unless an earlier rule did."""
        if self.stop is None:
            self.stop = stop

    @property
    def is_free(self) -> bool:
        """Tell whether no rule has said anything about it."""
        return self.stop is None and not (self.close or self.open or self.ends_paragraph)

    @property
    def has_open_stop(self) -> bool:
        """Tell whether a stop may stand here that no rule has decided: behind a mark that closes, or alone."""
        return self.stop is None and not self.ends_paragraph and (bool(self.close) or not self.open)


class Sheet:
    """The segments of a scrambled paragraph and the gaps around them.

    Args:
        source: The source text.
        span: The paragraph.
        boundaries: Source offsets where two segments meet without a mark between them.

    Attributes:
        words: The segments.
        gaps: One more than segments; ``gaps[i]`` stands before ``words[i]``.
        is_statute: Its 条 come in sequence.
    """

    def __init__(self, source: str, span: Span, boundaries: Collection[int] = ()) -> None:
        self._source = source
        self._span = span
        self._boundaries = set(boundaries)
        self.is_statute = False
        self._spans: list[Span] = []
        for match in _SEGMENT.finditer(source, span.start, span.end):
            start = match.start()
            for offset in range(start + 1, match.end()) if self._boundaries else ():
                if offset in self._boundaries:
                    self._spans.append(Span(start, offset))
                    start = offset
            self._spans.append(Span(start, match.end()))
        self.words = [source[segment.start : segment.end] for segment in self._spans]
        self.gaps = [Gap(span.start, stop="")]
        self.gaps.extend(Gap(segment.end) for segment in self._spans)
        if self._spans and self._spans[-1].end == span.end:
            self.gaps[-1].stop = ""

    def __len__(self) -> int:
        """Give the number of segments."""
        return len(self.words)

    def word(self, index: int) -> str:
        """Give a segment; empty beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def has_mark(self, index: int) -> bool:
        """Tell whether the source has a mark before a segment; two segments also meet where a line end left none."""
        return index == 0 or self._spans[index - 1].end < self._spans[index].start

    def offset(self, index: int) -> int:
        """Give the source offset at which a segment starts."""
        return self._spans[index].start

    def divided(self, boundaries: Collection[int]) -> Sheet:
        """Give the sheet anew with further boundaries; call it before any gap is settled."""
        return Sheet(self._source, self._span, self._boundaries | set(boundaries)) if boundaries else self

    def write(self, composer: Composer) -> None:
        """Write segments and marks into the reading text."""
        for index, gap in enumerate(self.gaps):
            if gap.close or gap.stop or gap.open:
                composer.count_place()
            for mark in gap.close + (gap.stop or ""):
                composer.write(mark, gap.at)
            if gap.ends_paragraph:
                composer.end_paragraph()
            for mark in gap.open:
                composer.write(mark, gap.at)
            if index < len(self._spans):
                composer.take(self._spans[index])
