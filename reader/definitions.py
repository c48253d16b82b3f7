"""Short forms that a document gives its terms: （以下简称自创区）, （以下简称《条例》）, 以下统称."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.model import Definition, Span
from reader.numerals import NUMERAL

_DEFINES = re.compile(
    r"(?P<open>[（(，])(?:以下|下)(?:均|合)?(?:统称|简称|称)(?:为|作)?[：:]?(?P<quote>[“《\"]?)"
    r"(?P<short>[^“”《》（）(),，。；\n\"]{1,20})[”》\"]?(?=[）)，。；、]|$)"
)
_PART = re.compile(rf"[，。；：:、》\n]|第{NUMERAL}+条(?:之{NUMERAL}+)?[ \u3000]+")
_COLLECTED_PART = re.compile(rf"[，。；：:》\n]|第{NUMERAL}+条(?:之{NUMERAL}+)?[ \u3000]+")
_UNBALANCED = re.compile("[（(）)“”]")
_PARTNERS = {"（": "）", "(": ")", "）": "（", ")": "(", "“": "”", "”": "“"}
_LEAD_IN = re.compile(
    "适用于|为了|减少|防止|发给|上报|交验|保证|加强|促进|规范|保障|维护|推进|推动|实施|落实|贯彻|开展|建立|设立|成立|批准|同意|支持|建设|根据|按照|依照|依据|通过|"
    "制定|执行|适用|提高|改善|鼓励|引导|所称|是指|应当|可以|用于|负责|组织|授权|委托|[为对向由在将把经与的]"
)
_NUMBERED = re.compile(r"[（(][^（）()]{1,40}[）)]?$")
_LEAST_FULL = 2


def definitions(text: str) -> tuple[Definition, ...]:
    """Give the short forms in the order of the text, each at its first place.

    Args:
        text: The reading text.
    """
    found: dict[str, Definition] = {}
    for definition in _definitions(text):
        found.setdefault(definition.short, definition)
    return tuple(found.values())


def _definitions(text: str) -> Iterator[Definition]:
    for match in _DEFINES.finditer(text):
        short = match["short"].strip()
        full = _full(text, match.start(), short, collects=any(sign in match[0] for sign in "统合、"))
        # 本条例（以下简称条例） tells nothing that a reader could look up.
        if short and len(full) >= _LEAST_FULL and full not in (short, f"本{short}"):
            start = match.start("short")
            yield Definition(short, full, Span(start, match.end("short")))


def _full(text: str, end: int, short: str, *, collects: bool) -> str:
    """Give what stands before a definition and is defined by it.

    A title in 《》 is taken whole. Else the words back to the mark before them, without those that lead into them: a verb before
    the place where the letters of the short form begin.
    """
    before = text[max(end - 120, 0) : end]
    numbered = _NUMBERED.search(before)
    if before.endswith("》") or (numbered and before[: numbered.start()].endswith("》")):
        title = before[: before.rfind("》")]
        depth_start = title.rfind("《")
        while depth_start > 0 and title.count("》", depth_start) >= title.count("《", depth_start):
            depth_start = title.rfind("《", 0, depth_start)
        return title[depth_start + 1 :] if depth_start >= 0 else ""
    divider = _COLLECTED_PART if collects else _PART
    start = max((match.end() for match in divider.finditer(before)), default=0)
    words = before[start:]
    opened = [match for match in _UNBALANCED.finditer(words) if _is_unbalanced(words, match.start())]
    words = words[opened[-1].end() :] if opened else words
    reach = _first_letter(words, short)
    if reach is None:
        leading = _LEAD_IN.match(words)
        return words[leading.end() :] if leading else words
    cut = max((match.end() for match in _LEAD_IN.finditer(words, 0, reach)), default=0)
    return words[cut:]


def _first_letter(words: str, short: str) -> int | None:
    """Give where the letters of a short form begin in its full form, matched from the end; None where they are not all there."""
    at = len(words)
    for letter in reversed(short):
        at = words.rfind(letter, 0, at)
        if at < 0:
            return None
    return at


def _is_unbalanced(words: str, at: int) -> bool:
    """Tell whether the partner of a bracket or quote does not stand in the same words."""
    partner = _PARTNERS[words[at]]
    return partner not in (words[at:] if words[at] in "（(“" else words[:at])
