"""Title, addressees, signature and date of a scrambled document."""

from __future__ import annotations

import re

from reader.marks.sheet import Sheet
from reader.patterns import DATE, INSTITUTION, kind_of

_SALUTATION = re.compile(r"各(?:区|市|省|县|州|盟|镇|乡|街道|有关|部门|单位|直属|地|委|办|局|处|科)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"\d{1,5}号")
_ADDRESSEE = re.compile(
    r"各.{1,20}|自治区|直辖市.{0,6}|计划单列市.{0,6}|.{1,12}各(?:有关)?(?:部门|单位|机构|部委|直属机构).{0,6}"
)
_GOVERNMENT = re.compile("(?:政府|委员会|管委会|公署)$")
_NOTE = re.compile("(?:此件|本文)(?:公开发布|主动公开|依申请公开|不予公开|有删减|发至.{1,12})")
_LEAST_TITLE = 6
_LONGEST_NAME = 30
_LONGEST_CODE = 10
_MOST_TITLE_SEGMENTS = 8
_MOST_ISSUERS = 4


def boundaries(sheet: Sheet) -> set[int]:
    """Find where a line end left no mark: around the number and the salutation, and between signature and date."""
    found = set()
    year = _number_year(sheet)
    if year:
        code = sheet.word(year - 1)
        ends = [end for end in range(max(len(code) - _LONGEST_CODE, 1), len(code) - 1) if kind_of(code[:end])]
        found |= {sheet.offset(year - 1) + end for end in ends[-1:]}
        serial = _SERIAL.match(sheet.word(year + 1))
        if serial and serial.end() < len(sheet.word(year + 1)):
            found.add(sheet.offset(year + 1) + serial.end())
    first = sheet.word(0)
    salutation = _SALUTATION.search(first, _LEAST_TITLE)
    while salutation:
        if kind_of(first[: salutation.start()]):
            found.add(sheet.offset(0) + salutation.start())
            break
        salutation = _SALUTATION.search(first, salutation.end())
    dated = _dated(sheet)
    last = sheet.word(dated)
    date = DATE.search(last)
    if date and date.start() and date.end() == len(last) and INSTITUTION.search(last[: date.start()]):
        found.add(sheet.offset(dated) + date.start())
    return found


def settle_signature(sheet: Sheet) -> None:
    """Put the signature, the date and the note （此件公开发布） at the end into paragraphs of their own."""
    last = _dated(sheet)
    if last < 2 or not DATE.fullmatch(sheet.word(last)):
        return
    if last + 1 < len(sheet):
        sheet.gaps[last + 1].ends_paragraph = True
        sheet.gaps[last + 1].open = "（"
        sheet.gaps[last + 2].close = "）"
        sheet.gaps[last + 2].stop = ""
    signature = last - 1
    if INSTITUTION.search(sheet.word(signature)) and len(sheet.word(signature)) <= _LONGEST_NAME:
        sheet.gaps[signature].ends_paragraph = True
        while signature > _MOST_TITLE_SEGMENTS and _is_in_title(sheet, sheet.word(signature - 1)):
            sheet.gaps[signature].settle("")
            signature -= 1
            sheet.gaps[signature].ends_paragraph = True
        sheet.gaps[last].settle("")
        sheet.gaps[last].ends_paragraph = True
        sheet.gaps[last + 1].settle("")


def _is_in_title(sheet: Sheet, name: str) -> bool:
    """Tell whether a body is named at the head of the title: of several that sign, each has a line."""
    return bool(INSTITUTION.search(name)) and any(sheet.word(at).startswith(name) for at in range(_MOST_ISSUERS))


def _dated(sheet: Sheet) -> int:
    """Give the index of the segment that may hold the date: the last, or the one before a note."""
    last = len(sheet) - 1
    return last - 1 if last > 0 and _NOTE.fullmatch(sheet.word(last)) else last


def settle_head(sheet: Sheet) -> None:
    """Put title and addressees into paragraphs of their own.

    Bodies of one level are joined by 、, those of different levels by ，: a government stands apart from the departments.
    """
    year = _number_year(sheet)
    # Behind title and number where it has one, else behind the first segment.
    body = year + 2 if year else 1
    if not kind_of(sheet.word(year - 2 if year else 0)) or len(sheet) < body + 2:
        return
    for index in (year - 1, body) if year else (body,):
        sheet.gaps[index].settle("")
        sheet.gaps[index].ends_paragraph = True
    stop = body
    while stop < len(sheet):
        gap = sheet.gaps[stop]
        goes_on = stop > body and bool(gap.open or gap.close or gap.stop == "、")  # 各县（市、区）人民政府
        if not goes_on and not _is_addressee(sheet.word(stop), is_first=stop == body):
            break
        stop += 1
    if stop in (body, len(sheet)):
        return
    for index in range(body + 1, stop):
        sheet.gaps[index].settle("，" if _GOVERNMENT.search(sheet.word(index - 1)) else "、")
    sheet.gaps[stop].settle("：")
    sheet.gaps[stop].ends_paragraph = True


def _number_year(sheet: Sheet) -> int:
    """Give the index of the year in the document's own number, which follows the title; 0 where there is none."""
    for index in range(1, min(_MOST_TITLE_SEGMENTS, len(sheet) - 1)):
        if _YEAR.fullmatch(sheet.word(index)) and _SERIAL.match(sheet.word(index + 1)):
            # A line end leaves no mark: the code of an own number runs on from the title, that of a cited one does not.
            head = sheet.word(index - 1)
            ends = range(max(len(head) - _LONGEST_CODE, 1), len(head) - 1)
            is_own = not sheet.has_mark(index - 1) or any(kind_of(head[:end]) for end in ends)
            return index if is_own else 0
    return 0


def _is_addressee(words: str, *, is_first: bool) -> bool:
    if len(words) > _LONGEST_NAME:
        return False
    return bool(_ADDRESSEE.fullmatch(words)) or (not is_first and bool(INSTITUTION.search(words)))
