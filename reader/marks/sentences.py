"""The marks inside sentences: 、 in lists, ， between clauses, 。 where a sentence has run long and a new one begins.

Which of ， and 。 stood somewhere is not in the page; these rules aim at a text that reads well and claim no more.
"""

from __future__ import annotations

import re

from reader.marks.sheet import Sheet
from reader.marks.vocabulary import CONTINUES, JOINED, PREDICATE, STARTS_CLAUSE

_CARRIES_ON = re.compile("现就|现将|为")
_OPENS_SENTENCE = re.compile(r"(?:到|至)\d{4}年|未来\d|对于|力争在|在.{1,6}领域$")
_ENUMERATES = re.compile("等|和|与|及")
_LONGEST_ITEM = 14
_SHORT_ITEM = 8
_LONGEST_ITEM_TITLE = 24
_LEAST_SENTENCE, _LONG_SENTENCE = 30, 90
"""Characters: a sentence is not ended before the first; behind the second any new clause ends it."""


def settle_sentences(sheet: Sheet) -> None:
    """Settle every gap that is still open."""
    _joined(sheet)
    _lists(sheet)
    _item_titles(sheet)
    length = 0
    for index, gap in enumerate(sheet.gaps):
        if gap.ends_paragraph:
            gap.settle("" if gap.close.endswith("）") else "。")
        elif (gap.close and CONTINUES.match(sheet.word(index))) or (gap.open and not gap.close):
            gap.settle("")
        else:
            gap.settle("。" if _ends_sentence(sheet, index, length) else "，")
        length = 0 if gap.ends_paragraph or "。" in (gap.stop or "") else length + len(sheet.word(index))
    if sheet.gaps[-1].stop == "，":
        sheet.gaps[-1].stop = "。"


def _joined(sheet: Sheet) -> None:
    for index in range(1, len(sheet)):
        if sheet.gaps[index].is_free and JOINED.fullmatch(f"{sheet.word(index - 1)[-3:]}，{sheet.word(index)[:3]}"):
            sheet.gaps[index].settle("、")


def _item_titles(sheet: Sheet) -> None:
    """End the title of an unnumbered item: it leads the paragraph behind a heading that has one of its own."""
    for index in range(1, len(sheet) - 1):
        is_led = sheet.gaps[index].ends_paragraph and sheet.gaps[index].stop == "。"
        if is_led and len(sheet.word(index)) <= _LONGEST_ITEM_TITLE and sheet.gaps[index + 1].is_free:
            sheet.gaps[index + 1].settle("。")


def _lists(sheet: Sheet) -> None:
    """Write 、 along runs of items: segments that begin no clause of their own, the last of which may carry the sentence on."""
    index = 1
    while index < len(sheet):
        stop = index
        while stop < len(sheet) and sheet.gaps[stop].is_free and _is_item(sheet.word(stop)):
            stop += 1
        if stop < len(sheet) and sheet.gaps[stop].is_free and _closes_list(sheet.word(stop), items=stop - index):
            stop += 1
        if stop - index > 1 or (stop > index and _stands_alone(sheet.word(index))):
            for gap in sheet.gaps[index:stop]:
                gap.settle("、")
        index = max(stop, index + 1)


def _is_item(words: str) -> bool:
    return len(words) <= _LONGEST_ITEM and not STARTS_CLAUSE.match(words) and not PREDICATE.search(words)


def _closes_list(words: str, *, items: int) -> bool:
    if STARTS_CLAUSE.match(words):
        return False
    return bool(_ENUMERATES.search(words[: _LONGEST_ITEM + 2])) or (items > 0 and "的" in words[:_LONGEST_ITEM])


def _stands_alone(words: str) -> bool:
    """Tell whether one segment is enough for a list of two."""
    return len(words) <= _SHORT_ITEM or bool(_ENUMERATES.search(words[:_LONGEST_ITEM]))


def _ends_sentence(sheet: Sheet, index: int, length: int) -> bool:
    following = sheet.word(index)
    if length >= _LEAST_SENTENCE and _OPENS_SENTENCE.match(following):
        return True
    begins_anew = STARTS_CLAUSE.match(following) and not _CARRIES_ON.match(following)
    return length >= _LONG_SENTENCE and bool(begins_anew)
