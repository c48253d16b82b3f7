"""Small Texts for the tests of the page and the notes panel, written as marked lines instead of being read from a file.

A line is a role, a space and the words: ``title 办法``, ``h1 一、总则``, ``body …``, ``task 责任单位：甲局、乙局``. An ``article`` is a
body paragraph with the clause 第…条 around it.
"""

from __future__ import annotations

import hashlib
import re

from reader.anchor import Anchor
from reader.model import Alignment, Body, Clause, Field, Paragraph, ParagraphRole, Span, Task, Text
from storage.annotations import Annotation
from storage.cards import Card
from ui.placed import PlacedAnnotation

POLICY = """\
title 关于加快示范区建设的实施意见
number 示政发〔2016〕46号
addressees 各区市县人民政府，各有关单位：
body 为贯彻落实精神，现就建设示范区提出如下实施意见。
h1 一、总体要求
h2 （一）发展思路
body 深入贯彻创新、协调、绿色、开放、共享的发展理念，坚持问题导向、企业主体、以人为本、开放合作的原则。
h2 （二）发展目标
body 研发经费支出占地区生产总值的比重达到3.5%，力争每年产生100项高价值核心专利。𠮷字与𠀀字在第三平面。
h1 二、重点任务
h2 （三）依靠自主创新引领转型升级
body 围绕优势产业实施重点研发计划。要在新一代信息技术、集成电路、智能制造、储能电池、新能源、新材料、生物医药等重点产业开展联合攻关。
task 责任单位：甲局、乙委、丙区管委会
task 建立符合创新规律的管理制度。（责任单位：甲局、丁办）
body 积极推动原始创新和颠覆性创新，支持颠覆性技术的研究，为新兴产业发展奠定基础。
signature 某市人民政府
date 2016年11月2日
"""

_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十百千零]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十百千零]+[编章节条])"
)


def page_text(marked: str = POLICY, *, restored: int = 0) -> Text:
    """Give a Text made of marked lines."""
    paragraphs: list[Paragraph] = []
    pieces: list[str] = []
    tasks: list[Task] = []
    opened: list[tuple[int, str, str, int, int]] = []  # level, label, kind, start, end of heading
    at = 0
    for line in marked.rstrip("\n").split("\n"):
        mark, _space, words = line.partition(" ")
        level = int(mark[1:]) if mark[0] == "h" and mark[1:].isdigit() else 0
        role: ParagraphRole = "heading" if level else "body" if mark == "article" else mark  # type: ignore[assignment]
        span = Span(at, at + len(words))
        paragraphs.append(Paragraph(span, role, level))
        label = _LABEL.match(words)
        if label and (level or mark == "article"):
            kind = "article" if mark == "article" else "chapter" if label[0][-1] in "编章节" else "heading"
            opened.append((level or 9, label[0], kind, at, span.end if level else at + len(label[0])))
        if role == "task":
            tasks.append(_task(words, at))
        pieces.append(words)
        at = span.end + 1
    text = "\n".join(pieces)
    return Text(
        text_id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        reader_version=1,
        source=text,
        text=text,
        alignment=Alignment(((0, 0, len(text)),)),
        restored=restored,
        paragraphs=tuple(paragraphs),
        title=Field(pieces[0]),
        clauses=_tree(opened, len(text), ""),
        tasks=tuple(tasks),
    )


def span_of(text: Text, words: str, occurrence: int = 0) -> Span:
    """Give where some words stand."""
    start = -1
    for _time in range(occurrence + 1):
        start = text.text.index(words, start + 1)
    return Span(start, start + len(words))


def card_of(text: Text, **known: object) -> Card:
    """Give the card of a Text as the library would."""
    values: dict[str, object] = {
        "id": "d1", "title": text.title.value if text.title else "", "issuers": ("某市人民政府",), "number": "",
        "date": "2016-11-02", "kind": "意见", "text_id": text.text_id, "reader_version": 1, "clauses": 0, "chars": len(text.text),
        "annotations": 0, "added": "2026-09-20T08:00:00+08:00", "path": "", "name": "",
    }  # fmt: skip
    return Card(**{**values, **known})  # type: ignore[arg-type]


def placed(
    text: Text,
    words: str | None,
    number: int = 1,
    *,
    color: str = "yellow",
    note: str = "",
    tags: tuple[str, ...] = (),
    bookmark: bool = False,
    occurrence: int = 0,
) -> PlacedAnnotation:
    """Give an annotation on some words; the ``number`` is its id (``a<number>``) and its age. No words: an orphan."""
    span = span_of(text, words, occurrence) if words is not None else None
    clause = text.clause_at(span.start) if span else None
    path = clause.path if clause else ""
    created = f"2026-09-20T{8 + number // 3600 % 12:02d}:{number // 60 % 60:02d}:{number % 60:02d}+08:00"
    anchor = Anchor(
        text_id=text.text_id, start=0, end=0, quote=words or "找不到的话", prefix="", suffix="", clause=path
    )
    annotation = Annotation(f"a{number}", "d1", color, note, tags, bookmark, (anchor,), created, created)  # type: ignore[arg-type]
    return PlacedAnnotation(annotation, (span,) if span else (), path)


def _task(words: str, at: int) -> Task:
    start = words.index("责任单位：")
    opening = start - 1 if words[start - 1 : start] == "（" else start
    bodies = [
        Body(name[0], "responsible", Span(at + name.start(), at + name.end()))
        for name in re.compile(r"[^、，。（）]+").finditer(words, start + len("责任单位："))
    ]
    end = at + len(words) if opening < start else bodies[-1].span.end
    return Task(tuple(bodies), Span(at, at + opening), Span(at + opening, end), "")


def _tree(opened: list[tuple[int, str, str, int, int]], end: int, path: str) -> tuple[Clause, ...]:
    roots: list[Clause] = []
    if not opened:
        return ()
    top = opened[0][0]
    starts = [number for number, one in enumerate(opened) if one[0] <= top]
    for number, upto in zip(starts, [*starts[1:], len(opened)], strict=True):
        _level, label, kind, start, heading_end = opened[number]
        until = opened[upto][3] - 1 if upto < len(opened) else end
        own = path + label.rstrip("、") if kind == "article" else f"{path}{label}" if path else label
        shown = label if kind == "article" else own
        children = _tree(opened[number + 1 : upto], until, "" if kind == "chapter" else own)
        roots.append(
            Clause(
                kind,
                label.strip("（）、第条章"),
                label,
                "",
                shown.rstrip("、"),
                Span(start, until),
                Span(start, heading_end),
                children,
            )  # type: ignore[arg-type]
        )
    return tuple(roots)
