"""Annotations leave as JSON and come back as they were; those of other programs find their place or say why not."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import reader
from reader.anchor import describe
from reader.errors import KnownError
from reader.model import Span
from storage.annotations import Annotation, Color, Style, Type
from storage.clocks import iso
from storage.exports.web_annotation import annotation_set
from storage.identity import new_id
from tests.support.cli import CommandLine
from ui.importing import Reading, Source
from ui.note_import import NoteRow, import_notes
from ui.workspace import Workspace

WHEN = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.UTC)
LAW = "数据安全办法\n第一条 为了保障数据安全𠮷𠮷，制定本办法。\n第二条 处理数据应当合法。\n第三条 处理数据应当合法、正当。\n"
NEWER = LAW.replace("第三条", "第三条 开展活动的单位")
HARD = [
    "𠮷𠀀",
    "# 标题\n- [x](javascript:alert(1))",
    "<script>alert(1)</script>",
    "אבג ערך",
    "e\u0301",
    "=1+1",
    "长" * 5000,
    "\u200f",
    "“引”",
]


def add(workspace: Workspace, words: str, name: str = "办法.txt") -> str:
    data = words.encode()
    return workspace.add(Reading(Source(name, name), data, reader.read(data, name))).document


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "one") as opened:
        yield opened


def fill(workspace: Workspace, document: str, count: int, dice: random.Random) -> None:
    """Put annotations of all kinds on a document, in one action: a thousand single ones would wait for the disk."""
    text = workspace.text(document)
    made = []
    for _ in range(count):
        starts = [dice.randrange(len(text.text) - 8) for _piece in range(dice.choice([0, 1, 1, 1, 2, 3]))]
        anchors = tuple(describe(text, Span(start, start + dice.randint(1, 8))) for start in starts)
        created = dice.randrange(1_500_000_000_000, 1_790_000_000_000)
        made.append(
            Annotation(
                id=new_id(),
                document=document,
                color=dice.choice(get_args(Color)),
                note=dice.choice(["", *HARD]),
                tags=tuple(sorted(dice.sample(["重点", "a b", "#", "𠮷", "待/办"], dice.randint(0, 3)))),
                bookmark=bool(anchors) and dice.random() < 0.2,
                anchors=anchors,
                created=iso(created),
                modified=iso(created + dice.randrange(10**9)),
                style=dice.choice(get_args(Style)),
                type=dice.choice(get_args(Type)),
            )
        )
    workspace.bring_in(made)


def exported(workspace: Workspace) -> bytes:
    documents = [workspace.exported(card.id) for card in workspace.cards()]
    return annotation_set(documents, WHEN).encode()


def notes(workspace: Workspace) -> list[Annotation]:
    return sorted(workspace.library.annotations.listed(), key=lambda one: one.id)


def told(workspace: Workspace, data: Any) -> list[NoteRow]:
    rows, _changes = import_notes(workspace, json.dumps(data).encode(), "批注.json")
    return rows


def test_a_thousand_annotations_come_back_identical(workspace: Workspace, tmp_path: Path) -> None:
    document = add(workspace, LAW)
    fill(workspace, document, 500, random.Random(1))
    add(workspace, NEWER)  # the same file with other letters: the first five hundred stand on an older text
    fill(workspace, document, 500, random.Random(2))
    data = exported(workspace)
    with Workspace.open(tmp_path / "two") as other:
        twin = add(other, LAW)
        add(other, NEWER)
        rows, changes = import_notes(other, data, "批注.json")
        assert len(rows) == len(changes.annotations) == 1000
        assert {row.status for row in rows} == {"imported"}
        as_first = data.replace(document.encode(), twin.encode())
        assert exported(other) == as_first
        moved = [
            (one.id, one.created, one.modified, one.anchors, one.note, one.tags, one.style, one.type)
            for one in notes(other)
        ]
        assert moved == [
            (one.id, one.created, one.modified, one.anchors, one.note, one.tags, one.style, one.type)
            for one in notes(workspace)
        ]
        assert other.library.check() == []
        rows, changes = import_notes(other, data, "批注.json")
        assert {row.status for row in rows} == {"unchanged"}
        assert not changes
        other.undo()
        assert notes(other) == []


def test_what_is_changed_after_an_import_counts_from_then(workspace: Workspace, tmp_path: Path) -> None:
    made, _ = workspace.annotate(add(workspace, LAW), [Span(0, 3)], note="旧")
    data = exported(workspace)
    with Workspace.open(tmp_path / "two") as other:
        add(other, LAW)
        import_notes(other, data, "批注.json")
        before = notes(other)[0]
        other.change(made, note="新")
        after = notes(other)[0]
    assert (after.created, after.note) == (before.created, "新")
    assert after.modified > before.modified


def test_a_deleted_annotation_comes_back_by_import(workspace: Workspace) -> None:
    made, _ = workspace.annotate(add(workspace, LAW), [Span(0, 3)])
    data = exported(workspace)
    workspace.delete([made])
    rows, _changes = import_notes(workspace, data, "批注.json")
    assert [row.status for row in rows] == ["imported"]
    assert [one.id for one in notes(workspace)] == [made]


def test_notes_of_koreader_and_hypothesis_find_their_words(workspace: Workspace) -> None:
    document = add(workspace, LAW)
    koreader = {
        "title": "数据安全办法",
        "entries": [
            {
                "sort": "highlight",
                "text": "制定本办法",
                "note": "依据",
                "time": 1789000000,
                "drawer": "underscore",
                "color": "red",
            },
            {"sort": "highlight", "text": "处理数据应当合法", "time": 1789000000},
            {"sort": "highlight", "text": 7},
        ],
    }
    rows = told(workspace, koreader)
    assert [row.status for row in rows] == ["imported", "failed", "failed"]
    assert "不止一处" in rows[1].message
    hypothesis = {
        "annotations": [
            {
                "created": "2026-01-02T03:04:05.678+00:00",
                "document": {"title": ["数据安全办法"]},
                "tags": ["重点"],
                "target": [
                    {
                        "selector": [
                            {
                                "type": "TextQuoteSelector",
                                "exact": "处理数据应当合法",
                                "prefix": "第三条 ",
                                "suffix": "、正当",
                            }
                        ]
                    }
                ],
                "text": "第三条",
            },
            {
                "document": {"title": ["没有的文件"]},
                "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "甲"}]}],
            },
        ]
    }
    rows = told(workspace, hypothesis)
    assert [row.status for row in rows] == ["imported", "failed"]
    assert "《没有的文件》" in rows[1].message
    assert [row.status for row in told(workspace, hypothesis)] == ["unchanged", "failed"]
    places = {one.note: workspace.placed(document) for one in notes(workspace)}
    assert set(places) == {"依据", "第三条"}
    by_note = {one.annotation.note: one for one in workspace.placed(document)}
    assert (by_note["第三条"].path, by_note["第三条"].annotation.tags) == ("第三条", ("重点",))
    assert (by_note["依据"].annotation.style, by_note["依据"].annotation.color) == ("underline", "pink")


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[1]", b'{"type":"AnnotationSet"}', b"[" * 100_000, b'"\xed\xa0\x80"']
)
def test_what_is_no_file_of_notes_is_told(workspace: Workspace, data: bytes) -> None:
    with pytest.raises(KnownError, match="notes-unreadable"):
        import_notes(workspace, data, "x.json")


def test_broken_entries_fail_alone(workspace: Workspace) -> None:
    add(workspace, LAW)
    workspace.annotate(workspace.cards()[0].id, [Span(0, 3)], note="好")
    whole = json.loads(exported(workspace))
    good = whole["items"][0]
    dice = random.Random(3)
    broken: list[Any] = [None, 1, "x", [], {}]
    for _ in range(300):
        item = json.loads(json.dumps(good))
        place = dice.choice(
            [
                item,
                item["body"],
                item["target"][0],
                item["target"][0]["piyue"],
                item["target"][0]["selector"][0],
                item["piyue"],
            ]
        )
        place[dice.choice(list(place))] = dice.choice([None, 1, -1, "x", [], {}, [[]], 1e400, True])
        broken.append(item)
    whole["items"] = [*broken, good]
    workspace.delete([one.id for one in notes(workspace)])
    rows = told(workspace, whole)
    assert len(rows) == len(broken) + 1
    assert all(row.message for row in rows if row.status == "failed")
    assert good["id"].endswith(next(row.annotation for row in rows if row.status != "failed"))


def test_an_import_that_brings_a_deleted_note_back_is_undone_and_done_again(workspace: Workspace) -> None:
    """The note was made here: before the import it was of no other time than that of its ops."""
    document = add(workspace, LAW)
    workspace.annotate(document, [Span(0, 3)], note="好")
    whole, before = json.loads(exported(workspace)), notes(workspace)
    workspace.delete([before[0].id])
    told(workspace, whole)
    back = notes(workspace)
    for _time in range(2):
        undone = workspace.undo()
        assert undone is not None
        assert undone.label_case == "import-notes"
        assert notes(workspace) == []
        assert workspace.redo() is not None
        assert [(one.id, one.note, one.created) for one in notes(workspace)] == [
            (one.id, one.note, one.created) for one in back
        ]
    for _time in range(2):
        workspace.undo()
    assert [(one.id, one.note) for one in notes(workspace)] == [(one.id, one.note) for one in before]
    assert workspace.library.check() == []


def test_a_file_touches_nothing_but_annotations(workspace: Workspace) -> None:
    """Ids that are something else's: a colour's, a word's, a removed document's, an action's, a search's, none at all."""
    document = add(workspace, LAW)
    removed = add(workspace, NEWER.replace("数据安全办法", "数据安全办法实施细则"), "细则.txt")
    workspace.annotate(document, [Span(0, 3)], note="好")
    workspace.library.remove([removed])
    workspace.library.searches.save("我的", {"words": "数据"})
    workspace.library.colors.rename({"pink": "疑问"})
    whole = json.loads(exported(workspace))
    good = whole["items"][0]
    (made,) = notes(workspace)
    workspace.delete([made.id])
    others = [
        id_ for (id_,) in workspace.library._db.execute("SELECT DISTINCT object FROM op WHERE object <> ?", [made.id])
    ]
    for id_ in [*others, "color:yellow", "color:pink", "word:数据", "a" * 65, "a b", "\x00", '"><b>', "-" * 10**6]:
        whole["items"].append({**good, "id": f"urn:piyue:annotation:{id_}"})
    rows = told(workspace, whole)
    assert [row.status for row in rows] == ["imported", *["failed"] * (len(rows) - 1)]
    assert all(row.message for row in rows[1:])
    assert [one.id for one in notes(workspace)] == [made.id]
    assert [card.id for card in workspace.cards()] == [document], "what was removed stays so"
    workspace.library.colors.rename({"yellow": "重点"})
    workspace.library.words.add("数据")
    assert workspace.library.colors.names() == {"yellow": "重点", "pink": "疑问"}
    assert workspace.library.words.listed() == ["数据"]
    assert workspace.library.check() == []


@pytest.mark.parametrize(
    "when",
    ["9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59.9999+00:00", "0001-01-01T00:00:00+14:00", "1969-07-20T20:17Z"],
)
def test_a_note_of_a_time_that_cannot_be_is_taken_as_of_now(workspace: Workspace, when: str) -> None:
    add(workspace, LAW)
    workspace.annotate(workspace.cards()[0].id, [Span(0, 3)], note="好")
    whole = json.loads(exported(workspace))
    whole["items"][0] |= {"created": when, "modified": when}
    workspace.delete([one.id for one in notes(workspace)])
    assert [row.status for row in told(workspace, whole)] == ["imported"]
    (note,) = notes(workspace)
    assert datetime.datetime.fromisoformat(note.created).year >= 2026
    book = {
        "title": "数据安全办法",
        "entries": [{"text": "为了保障数据安全", "time": time} for time in (1e30, -(10**30), -5)],
    }
    assert {row.status for row in told(workspace, book)} <= {"imported", "unchanged"}


def test_import_notes_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piyue = CommandLine(tmp_path / "library", capsys)
    piyue("import", _written(tmp_path / "办法.txt", LAW))
    entries = {"title": "数据安全办法", "entries": [{"text": "制定本办法", "note": "依据"}]}
    (row,) = piyue("import-notes", _written(tmp_path / "k.json", json.dumps(entries)))
    assert (row["status"], row["quote"]) == ("imported", "制定本办法")
    (kept,) = piyue("notes")
    assert kept["note"] == "依据"
    assert piyue("import-notes", tmp_path / "办法.txt", status=1) is None
    assert "办法.txt" in piyue.error


def _written(path: Path, words: str) -> Path:
    path.write_text(words, "utf-8")
    return path
