"""Plain and pasted text: every line is a line."""

from __future__ import annotations

import re

from reader.formats.page import Page, lines_between, without_controls

_LINE_END = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]|\Z")


def parse(text: str) -> Page:
    """Give the page of a plain text.

    Control characters go at once: they print nothing, and no later step has to think of them.
    """
    source = without_controls(_LINE_END.sub("\n", text).removesuffix("\n"))
    ends = [match.start() for match in re.finditer(r"\n|\Z", source)]
    return Page(source, lines_between(source, ends))
