"""Forms that several steps look for: dates, document numbers, kinds of document, names of bodies.

Only generic forms stand here: suffixes, stock words, the shape of a number. Sources: 党政机关公文处理工作条例 (2012) art. 8 and 9,
GB/T 9704-2012, 立法法 (2023) art. 65.
"""

from __future__ import annotations

import re
import unicodedata

from reader.numerals import to_int

HAN = "\u3400-\u4dbf\u4e00-\u9fff"

_OFFICIAL_KINDS = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|纪要|令|函"
"""The fifteen kinds of official document."""

_OTHER_KINDS = (
    "规划纲要|行动计划|规划|纲要|方案|计划|答复|要点|指南|目录|规程|准则|标准|制度|章程|守则|公约|协定|"
    "修正案|规范|条例|细则|办法|规定|规则|解释|法典|宪法|法"
)
_KIND = re.compile(f"(?:{_OFFICIAL_KINDS}|{_OTHER_KINDS})$")
_TRAILING_BRACKET = re.compile(r"[（(〔\[][^（）()]{1,20}[）)〕\]]$")
_LAW_KINDS = {"法": "法律", "法典": "法律", "宪法": "法律"}

NUMBER = re.compile(rf"[{HAN}A-Za-z]{{1,20}}[〔\[［(（【]\s?\d{{4}}\s?[〕\]］)）】]\s?第?\d{{1,5}}\s?号")
"""发文字号: code of the issuer, year in brackets (the wrong ones are common), serial number."""

ORDER_NUMBER = re.compile(rf"[{HAN}]{{2,14}}令\s?[（(]?\s?第?\s?(?:\d{{1,5}}|[零〇一二三四五六七八九十百]{{1,7}})\s?号")

STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|GBJ|GBZ|JGJ|CJJ|JTG|HJ|DL|SL|YY|WS|AQ|TB|GA|NY|QB|JB|YD|MZ|JR|CECS|DB\d{2,4}|T/[A-Z]{2,8})(?:/[TZ])?\s?"
    r"[A-Z]?\d{1,6}(?:\.\d{1,3})*(?:\s?[-—–－]\s?\d{4})?"
)
"""Number of a standard; the year may be left out where it is cited."""

_ZEROS = "零〇○OＯ0０"
DATE = re.compile(
    rf"(?P<year>\d{{4}}|[{_ZEROS}一二三四五六七八九]{{4}})\s?年\s?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)

INSTITUTION = re.compile(
    r"(?:政府|委员会|管委会|办公厅|办公室|领导小组|部门|单位|机构|法院|检察院|总局|总署|银行|集团|公司|协会|中支|支行|"
    r"[局委办部厅院署会行社站处])$"
)
"""How the name of a body ends."""


def kind_of(title: str) -> str:
    """Give the 文种 that a title ends with (意见, 通知, 法律 …); empty where it ends with none."""
    match = _KIND.search(_TRAILING_BRACKET.sub("", title.strip()))
    return _LAW_KINDS.get(match[0], match[0]) if match else ""


def iso_date(match: re.Match[str]) -> str:
    """Give a match of ``DATE`` as ISO; empty where no calendar has such a day."""
    year = re.sub(f"[{_ZEROS}]", "〇", match["year"]) if not match["year"].isdecimal() else match["year"]
    month, day = to_int(match["month"]), to_int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{to_int(year):04}-{month:02}-{day:02}"


def standard_number(printed: str) -> str:
    """Give a document number in its standard form: half-width figures, no spaces, 〔〕 around the year."""
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed))
    return re.sub(r"[\[(【〔](\d{4})[\])】〕]", r"〔\1〕", number)


def standard_of(printed: str) -> str:
    """Give the number of a standard in its standard form: one space behind the code, a long dash before the year."""
    number = re.sub(r"\s?[-—–－]\s?(?=\d{4}$)", "—", printed)
    return re.sub(r"(?<=[A-Z])\s*(?=\d)", " ", number) if "DB" not in number else number
