"""Title, addressees, signature and date of a scrambled document."""

from __future__ import annotations

import re

from reader.marks.sheet import Sheet
from reader.patterns import DATE, INSTITUTION, kind_of

_SALUTATION = re.compile(r"各(?:区|市|省|县|州|盟|镇|乡|街道|有关|部门|单位|直属|地|委|办|局|处|科)")
_ADDRESSEE = re.compile(r"各.{1,20}|.{1,12}各(?:有关)?(?:部门|单位|机构|部委|直属机构).{0,6}")
_GOVERNMENT = re.compile("(?:政府|委员会|管委会|公署)$")
_LEAST_TITLE = 6
_LONGEST_NAME = 30


def boundaries(sheet: Sheet) -> set[int]:
    """Find where a line end left no mark: between title and salutation, and between signature and date."""
    found = set()
    first = sheet.word(0)
    salutation = _SALUTATION.search(first, _LEAST_TITLE)
    while salutation:
        if kind_of(first[: salutation.start()]):
            found.add(sheet.offset(0) + salutation.start())
            break
        salutation = _SALUTATION.search(first, salutation.end())
    last = sheet.word(len(sheet) - 1)
    date = DATE.search(last)
    if date and date.start() and date.end() == len(last) and INSTITUTION.search(last[: date.start()]):
        found.add(sheet.offset(len(sheet) - 1) + date.start())
    return found


def settle_signature(sheet: Sheet) -> None:
    """Put the signature and the date at the end into paragraphs of their own."""
    last = len(sheet) - 1
    if last < 2 or not DATE.fullmatch(sheet.word(last)):
        return
    signature = last - 1
    if INSTITUTION.search(sheet.word(signature)) and len(sheet.word(signature)) <= _LONGEST_NAME:
        sheet.gaps[signature].ends_paragraph = True
        sheet.gaps[last].settle("")
        sheet.gaps[last].ends_paragraph = True
        sheet.gaps[last + 1].settle("")


def settle_head(sheet: Sheet) -> None:
    """Put title and addressees into paragraphs of their own.

    Bodies of one level are joined by 、, those of different levels by ，: a government stands apart from the departments.
    """
    if not kind_of(sheet.word(0)) or len(sheet) < 3:
        return
    sheet.gaps[1].settle("")
    sheet.gaps[1].ends_paragraph = True
    stop = 1
    while stop < len(sheet) and _is_addressee(sheet.word(stop), is_first=stop == 1):
        stop += 1
    if stop == 1 or stop == len(sheet):
        return
    for index in range(2, stop):
        sheet.gaps[index].settle("，" if _GOVERNMENT.search(sheet.word(index - 1)) else "、")
    sheet.gaps[stop].settle("：")
    sheet.gaps[stop].ends_paragraph = True


def _is_addressee(words: str, *, is_first: bool) -> bool:
    if len(words) > _LONGEST_NAME:
        return False
    return bool(_ADDRESSEE.fullmatch(words)) or (not is_first and bool(INSTITUTION.search(words)))
