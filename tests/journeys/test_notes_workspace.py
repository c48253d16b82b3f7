"""All annotations in one place: grouped, narrowed, changed many at once, taken back, followed to their place, exported, copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.journeys.conftest import SAMPLE
from tests.support.user import User

# Qt's offscreen platform says so for every menu that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LAW = "中华人民共和国试验法\n\n第一章 总则\n\n第一条 为了试验，制定本法。\n\n第二条 国家鼓励试验。\n\n第三条 试验应当公开。\n"


def listed(user: User) -> list[str]:
    rows = user.window.all_notes.view.list.rows
    found = [(rows.group(row), rows.line(row)) for row in range(rows.rowCount())]
    return [group.name if group else line.quote or line.annotation.note for group, line in found if group or line]


def annotate_two_documents(user: User, law: Path) -> None:
    """Highlight in the sample and in a law that comes, and write a note on the law as a whole."""
    user.waits_for_document(SAMPLE)
    user.select("总体要求")
    user.press("2")
    law.write_text(LAW, "utf-8")
    user.drop([law])
    user.waits_for_document("中华人民共和国试验法")
    user.select("国家鼓励试验")
    user.press("1")
    user.wait(lambda: len(user.marks) == 1)
    user.press("N", control=True, shift=True)
    user.wait(lambda: user.is_writing)
    user.type("整部法的看法")
    user.press("Return", control=True)
    user.wait(lambda: [mark.annotation.note for mark in user.marks if not mark.spans] == ["整部法的看法"])


def change_many_at_once(user: User) -> None:
    """Change all annotations, each time as one action, and take it back."""
    everything = user.window.all_notes
    everything.view.list.setFocus()
    everything.view.list.selectAll()
    user.press("4")
    user.wait(lambda: {line.annotation.color for line in everything._lines} == {"pink"})
    everything.view.head.group_by("color")
    assert listed(user)[0] == "粉色"
    assert len(everything.view.list.selected()) == 3, "a change leaves the selection alone"
    everything._add_tags(everything.view.list.selected(), "汇总 核对")
    user.wait(lambda: all(line.annotation.tags == ("核对", "汇总") for line in everything._lines))
    user.window.desk.undo()
    user.wait(lambda: not any(line.annotation.tags for line in everything._lines))
    user.window.desk.undo()
    user.wait(lambda: listed(user)[0] == "黄色")


def narrow_copy_and_export(user: User, folder: Path) -> None:
    """Narrow the list to one annotation, copy it and export it."""
    everything = user.window.all_notes
    everything.view.head.field.setFocus()
    user.type("鼓励")
    assert listed(user)[1:] == ["国家鼓励试验"]
    user.press("Down")
    user.wait(lambda: everything.view.list.hasFocus())
    QGuiApplication.clipboard().clear()
    user.press("C", control=True)
    user.wait(lambda: "——《中华人民共和国试验法》第二条" in QGuiApplication.clipboard().text())
    assert "总体要求" not in QGuiApplication.clipboard().text()
    chosen = [(line.annotation.document, line.annotation.id) for line in everything.view.list.selected()]
    for name in ("notes.md", "notes.json"):
        everything.export(chosen, folder / name)
        user.wait(lambda name=name: (folder / name).exists())
        written = (folder / name).read_text("utf-8")
        assert "国家鼓励试验" in written
        assert "整部法的看法" not in written


def test_all_annotations_are_worked_in_one_place(user: User, tmp_path: Path) -> None:
    annotate_two_documents(user, tmp_path / "试验法.txt")

    # Everything is there, and the page is only covered.
    everything = user.window.all_notes
    user.press("4", control=True)
    user.wait(lambda: len(listed(user)) == 5)
    assert listed(user) == ["中华人民共和国试验法", "整部法的看法", "国家鼓励试验", SAMPLE, "总体要求"]
    assert not user.window.notes.isVisible()
    change_many_at_once(user)

    # By the bodies that are responsible: read from the texts, when asked.
    everything.view.head.group_by("body")
    user.wait(lambda: listed(user)[0] == "没有责任单位")
    narrow_copy_and_export(user, tmp_path)

    # Deleted and brought back; then to its place.
    user.press("Delete")
    user.wait(lambda: len(everything._lines) == 2)
    user.window.desk.undo()
    user.wait(lambda: len(everything._lines) == 3)
    everything.view.list.setFocus()
    everything.view.list.setCurrentIndex(everything.view.list.rows.index(1))
    user.press("Return")
    user.wait(lambda: not everything.is_shown() and user.has_page)
    assert user.current_title == "中华人民共和国试验法"
    user.wait(lambda: user.page._surface.flash.span == user.place_of("国家鼓励试验"))
    assert user.window.notes.view.note_here().quote == "国家鼓励试验"  # type: ignore[union-attr]
