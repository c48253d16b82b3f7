"""Small texts, cards and hits for the tests of the window's parts."""

from __future__ import annotations

from reader.model import Alignment, Body, Clause, Paragraph, Span, Task, Text
from search.results import Hit
from storage.cards import Card


def card(which: int = 1, /, *, title: str = "", **fields: object) -> Card:
    """Give a card; its id is ``d<which>``."""
    values: dict[str, object] = {
        "id": f"d{which}",
        "title": title or f"关于第{which}件事的通知",
        "issuers": ("国务院",),
        "number": f"国发〔2020〕{which}号",
        "date": "2020-01-02",
        "kind": "通知",
        "text_id": f"t{which}",
        "reader_version": 1,
        "clauses": 3,
        "chars": 1000,
        "annotations": 0,
        "added": f"2024-01-01T00:00:{which % 60:02d}+00:00",
        "path": "",
        "name": f"{which}.txt",
    }
    return Card(**{**values, **fields})  # type: ignore[arg-type]


def hit(document: str, start: int = 0, *, path: str = "第一条", title: str = "某法", annotation: str = "") -> Hit:
    """Give a hit of four characters with its two middle ones marked."""
    return Hit(
        document,
        title,
        f"《{title}》{path}",
        path,
        start,
        start + 2,
        Span(start, start + 4),
        "甲乙丙丁",
        (Span(1, 3),),
        "note" if annotation else "clause",
        1.0,
        annotation,
    )


def clause(text: str, label: str, title: str, whole: str, *children: Clause, path: str = "") -> Clause:
    """Give a clause whose place is found by its words in the text."""
    start = text.index(whole)
    heading = Span(start, start + len(label) + len(title))
    span = Span(start, start + len(whole))
    return Clause("heading", label.strip("（）、"), label, title, path or label, span, heading, children)


def plan() -> Text:
    """Give a small plan: two headings with clauses below, and two tasks with three bodies."""
    first = "（一）建平台。建设平台。责任单位：科技局、财政局"
    second = "（二）引人才。引进人才。责任单位：科技局"
    text = f"一、总则\n{first}\n{second}\n二、附则\n自印发之日起施行。"
    clauses = (
        clause(
            text,
            "一、",
            "总则",
            f"一、总则\n{first}\n{second}",
            clause(text, "（一）", "建平台", first, path="一、（一）"),
            clause(text, "（二）", "引人才", second, path="一、（二）"),
            path="一",
        ),
        clause(text, "二、", "附则", "二、附则\n自印发之日起施行。", path="二"),
    )
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line)), "body"))
        start += len(line) + 1

    def body(name: str, after: int) -> Body:
        at = text.index(name, after)
        return Body(name, "responsible", Span(at, at + len(name)))

    here, there = text.index(first), text.index(second)
    tasks = (
        Task(
            (body("科技局", here), body("财政局", here)),
            _found(text, "建设平台", 0),
            Span(here, here + 3),
            "一、（一）",
        ),
        Task((body("科技局", there),), _found(text, "引进人才", 0), Span(there, there + 3), "一、（二）"),
    )
    return Text(
        "id", 1, text, text, Alignment(((0, 0, len(text)),)), 0, tuple(paragraphs), clauses=clauses, tasks=tasks
    )


def _found(text: str, words: str, after: int) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))
