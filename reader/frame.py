"""What stands around the body of a document: title, number, notes, addressees, signature, date, annexes.

Found once, by form and place; metadata, outline and roles all read it from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.composition import Composition
from reader.model import ParagraphRole, Span
from reader.numerals import NUMERAL
from reader.outline.law import contents
from reader.patterns import DATE, INSTITUTION, NUMBER, ORDER_NUMBER, kind_of
from reader.title import HeadLine, title_lines

_BRACKETED = re.compile(r"[（(].*[）)]")
_NOTE = re.compile(r"(?:通过|公布|发布|施行|实施|修订|修正|修改|批准|废止|生效|颁布|解释|公告)")
_LABELLED = re.compile(r".{2,10}[：:]\s*\S{1,40}")
_ADDRESSEES = re.compile(r".{2,400}[：:]")
_SIGNER = re.compile(r"(?:总理|省长|市长|主席|州长|县长|区长|部长|主任|委员长|院长|检察长)\s*[\u4e00-\u9fff·\s]{2,8}")
_SENTENCE = re.compile("[，。；：！？]")
_ANNEX = re.compile(rf"附\s?件\s?(?P<number>[0-9０-９]{{1,2}}|{NUMERAL}{{1,2}})?\s*[：:.．、]?\s*(?P<title>.*)")
_IMPRINT = re.compile(r"(?:抄送|主送|分送)[：:].*|.{2,40}\d{4}年\d{1,2}月\d{1,2}日印发")
_LONE_PART = re.compile(r"[\u4e00-\u9fff]{2,8}编|[总分通附]则")
_FIRST_LEVEL = re.compile(rf"({NUMERAL}{{1,3}})、")
_MOST_SIGNERS = 8
_MOST_LISTED = 20
_MOST_BELOW = 3
_LONGEST_SIGNER = 40
_LONGEST_NOTE = 400
_LONGEST_PHRASE = 120
_LONGEST_ANNEX_LINE = 80


@dataclass(frozen=True, slots=True)
class Annex:
    """The head of an annex.

    Attributes:
        number: ``1``; empty where it has none.
        label: ``附件1``; empty for the 方案 or 办法 that a notice brings along without a label.
        title: Its own title, joined where it is split over lines.
        heading: Label and title.
        address: What it is called in a path.
    """

    number: str
    label: str
    title: str
    heading: Span
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """The body of the document or one of its annexes.

    Attributes:
        paragraphs: Those that may hold clauses; of the cells of tables, only those of one that is numbered itself.
        end: Where its last clause ends at the latest.
        annex: None for the body.
    """

    paragraphs: tuple[Span, ...]
    end: int
    annex: Annex | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The document taken apart.

    Attributes:
        roles: One for each paragraph; headings and tasks inside the body still count as ``body``.
        sections: The body first.
    """

    roles: tuple[ParagraphRole, ...]
    sections: tuple[Section, ...]

    def having(self, role: ParagraphRole) -> list[int]:
        """Give the indexes of the paragraphs in a role."""
        return [index for index, each in enumerate(self.roles) if each == role]


def frame(composition: Composition, title: int | None) -> Frame:
    """Take a document apart.

    Args:
        composition: The reading text.
        title: Index of the paragraph that is the title.
    """
    blocks = composition.blocks
    # The words of a table are no heading, signature or date of the document: a cell counts as a paragraph without words.
    words = ["" if block.cell else composition.words(index) for index, block in enumerate(blocks)]
    roles: list[ParagraphRole] = ["body"] * len(words)
    body = _head(words, roles, title)
    spans = [block.span for block in blocks]
    running = [index for index, block in enumerate(blocks) if block.cell is None]
    for index in contents(composition.text, [spans[index] for index in running]):
        roles[running[index]] = "contents"
    body_end = _foot(words, roles, body)
    starts = _annex_starts(composition, words, roles, body, body_end)
    body_end = min([body_end, *starts])
    numbered = _numbered_tables(composition)
    inside = [
        role == "body" and (not block.cell or block.cell.table in numbered)
        for role, block in zip(roles, blocks, strict=True)
    ]
    sections = [_section(spans, inside, range(body, body_end), None)]
    for start, stop in pairwise([*starts, len(words)]):
        annex, first = _annex(composition, words, start, stop)
        sections.append(_section(spans, inside, range(first, stop), annex))
    return Frame(tuple(roles), tuple(sections))


def _head(words: Sequence[str], roles: list[ParagraphRole], title: int | None) -> int:
    """Give the roles above the body; return the index of its first paragraph."""
    index = 0
    if title is not None:
        for above in range(title):
            roles[above] = "number" if _is_number(words[above]) else "note"
        roles[title] = "title"
        index = title + 1
    part: int | None = None
    while index < len(words):
        if not words[index]:
            pass  # a table with the number, the date and the like, which the body may stand under
        elif _is_number(words[index]):
            roles[index] = "number"
        elif title is not None and _is_note(words[index]):
            roles[index] = "note"
        elif title is not None and part is None and _LONE_PART.fullmatch(words[index]):
            part = index  # 人格权编 between the title of the code and its notes
        else:
            break
        index += 1
    if index < len(words) and _ADDRESSEES.fullmatch(words[index]) and _is_salutation(words[index]):
        roles[index] = "addressees"
        index += 1
    return index if part is None else part


def _is_number(line: str) -> bool:
    bare = line.strip("（）() ")
    return bool(NUMBER.fullmatch(bare) or ORDER_NUMBER.fullmatch(bare))


def _is_note(line: str) -> bool:
    """Tell whether a line under the title is a 题注: when and by whom it was passed, amended, put into force."""
    if len(line) > _LONGEST_NOTE:
        return False
    dated, enacts = DATE.search(line), _NOTE.search(line)
    if DATE.match(line) or (_BRACKETED.fullmatch(line) and (dated or enacts)):
        return True
    # 国务院令第1号2020年1月2日公布, or 施行日期：2020年1月2日; a sentence of the preamble is longer and ends otherwise.
    is_phrase = len(line) <= _LONGEST_PHRASE and not line.endswith(("：", ":"))
    return bool(is_phrase and dated and (enacts or _LABELLED.fullmatch(line)))


def _is_salutation(line: str) -> bool:
    bodies = line[:-1]
    if "。" in bodies or "；" in bodies or len(bodies) > 300:
        return False
    return bodies.startswith("各") or bool(INSTITUTION.search(bodies)) or bool(re.search("(?:代表|委员|同志)$", bodies))


def _foot(words: Sequence[str], roles: list[ParagraphRole], body: int) -> int:
    """Give the roles of signature, date and what follows at once; return the index after the body."""
    for index in range(body, len(words)):
        if roles[index] != "body" or not _is_foot(words, index):
            continue
        first = index
        while first > body and index - first < _MOST_SIGNERS and _is_signature(words[first - 1]):
            first -= 1
            roles[first] = "signature"
        roles[index] = "date"
        _notes_below(words, roles, index + 1)
        return _list_of_annexes(words, roles, body, first)
    return len(words)


def _is_foot(words: Sequence[str], index: int) -> bool:
    """Tell whether a line is the date of signature: alone under a signature, behind one, or alone at the very end."""
    line = words[index]
    date = DATE.search(line)
    if not date or len(line) > _LONGEST_SIGNER or line[date.end() :].strip("） )"):
        return False
    before = line[: date.start()].strip("（( ")
    if before:
        return _is_signature(before)
    below = words[index + 1 : index + 1 + _MOST_BELOW + 1]
    is_last = len(below) <= _MOST_BELOW and all(
        _IMPRINT.fullmatch(each) or _BRACKETED.fullmatch(each) for each in below
    )
    return is_last or (index > 0 and _is_signature(words[index - 1]))


def _list_of_annexes(words: Sequence[str], roles: list[ParagraphRole], body: int, foot: int) -> int:
    """Give the role of a 附件说明 above the signature (附件：1.… 2.…); return the index after the body without it."""
    for index in range(foot - 1, max(body, foot - _MOST_LISTED), -1):
        match = _ANNEX.fullmatch(words[index])
        if match and match["title"] and not match["number"] and len(words[index]) <= _LONGEST_ANNEX_LINE:
            roles[index:foot] = ["note"] * (foot - index)
            return index
    return foot


def _is_signature(line: str) -> bool:
    if len(line) > _LONGEST_SIGNER or _SENTENCE.search(line):
        return False
    names = re.split(r"[、\s]+", line.strip())
    return all(INSTITUTION.search(name) for name in names) or bool(_SIGNER.fullmatch(line.strip()))


def _notes_below(words: Sequence[str], roles: list[ParagraphRole], index: int) -> None:
    while index < len(words) and (_BRACKETED.fullmatch(words[index]) or _IMPRINT.fullmatch(words[index])):
        roles[index] = "note"
        index += 1


def _annex_starts(
    composition: Composition, words: Sequence[str], roles: Sequence[ParagraphRole], body: int, body_end: int
) -> list[int]:
    """Give the indexes at which annexes start: a line 附件1, or behind the signature a title of its own."""
    starts: list[int] = []
    after_foot = body_end
    while after_foot < len(words) and roles[after_foot] in ("signature", "date", "note"):
        after_foot += 1
    for index in range(body + 1, len(words)):
        if roles[index] != "body":
            continue
        label = _ANNEX.fullmatch(words[index])
        is_behind = index >= after_foot
        is_label = label and len(words[index]) <= _LONGEST_ANNEX_LINE and (is_behind or not label["title"])
        names_itself = (
            is_behind and body_end < len(words) and (index == after_foot or _is_centred_title(composition, index))
        )
        if is_label or (names_itself and index - 1 not in starts[-1:]):
            starts.append(index)
    return starts


def _is_centred_title(composition: Composition, index: int) -> bool:
    joined = ""
    for at in range(index, min(index + 4, len(composition.blocks))):
        if not composition.blocks[at].centred:
            break
        joined += composition.words(at)
        if _SENTENCE.search(joined):
            return False
        if kind_of(joined):
            return not composition.blocks[index - 1].centred
    return False


def _annex(composition: Composition, words: Sequence[str], start: int, stop: int) -> tuple[Annex | None, int]:
    """Give the head of an annex and the index of the first paragraph below it; no head where nothing titles it."""
    match = _ANNEX.fullmatch(words[start])
    label = words[start][: match.start("title")].rstrip("：:.．、 ") if match else ""
    own = match["title"] if match else ""
    first = start + 1 if match else start
    title, end = own, composition.blocks[start].span.end
    if not own:
        lines = [HeadLine(words[at], centred=composition.blocks[at].centred) for at in range(first, stop)][:6]
        found = title_lines(lines, "")
        if found and found.start == 0:
            title = "".join(words[first + offset] for offset in found)
            first += found.stop
            end = composition.blocks[first - 1].span.end
    if not label and not title:
        return None, start
    number = (match["number"] or "") if match else ""
    heading = Span(composition.blocks[start].span.start, end)
    return Annex(number, label, title, heading, label.replace(" ", "") or title), first


def _numbered_tables(composition: Composition) -> set[int]:
    """Give the tables whose cells carry the numbering of a 公文, 一、 and then 二、: lists of indicators, of measures to copy."""
    numbers: dict[int, list[str]] = {}
    for index, block in enumerate(composition.blocks):
        if block.cell and (match := _FIRST_LEVEL.match(composition.words(index))):
            numbers.setdefault(block.cell.table, []).append(match[1])
    return {table for table, found in numbers.items() if found[:2] == ["一", "二"]}


def _section(spans: Sequence[Span], inside: Sequence[bool], indexes: range, annex: Annex | None) -> Section:
    paragraphs = tuple(spans[index] for index in indexes if inside[index])
    end = spans[indexes[-1]].end if indexes else (annex.heading.end if annex else 0)
    return Section(paragraphs, end, annex)
