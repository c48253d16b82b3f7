"""The user reviews annotations after an amendment, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import KnownError
from tests.journeys.conftest import TITLE, Begin
from tests.support.amended import NEW, OLD
from tests.support.user import User
from ui.versioning import ReviewRow, Versions

QUOTES = ("规范试验", "如实填写记录", "在三十日内公开", "按照物价部门的规定")


@pytest.fixture
def reviewer(user: User, tmp_path: Path) -> User:
    """A person who annotated a document whose file was amended and imported again."""
    file = tmp_path / "a.txt"
    file.write_text(OLD, "utf-8")
    user.drop([file])
    user.waits_for_document(TITLE)
    for count, quote in enumerate(QUOTES, start=1):
        user.select(quote)
        user.press("1")
        user.wait(lambda wanted=count: len(user.marks) == wanted)
    file.write_text(NEW, "utf-8")
    user.drop([file])
    user.wait(lambda: user.window.versions.bar.isVisible() and "4 条批注" in user.window.versions.bar.told.text())
    user.wait(lambda: user.has_page and "鼓励科学研究" in user.window.desk.shown().text.text)  # type: ignore[union-attr]
    return user


@pytest.fixture
def amended(begin_amended: Begin) -> None:
    """Let the library begin where that was done."""
    begin_amended(*QUOTES)


@pytest.fixture
def returning(amended: None, user: User) -> User:
    """A person whose annotations wait since the last time."""
    user.waits_for_document(TITLE)
    user.wait(lambda: user.window.versions.bar.isVisible() and "4 条批注" in user.window.versions.bar.told.text())
    return user


def rows(user: User) -> list[str]:
    listed = user.window.versions.view.list
    return [listed.item(row).text() for row in range(listed.count())]


def open_review(user: User) -> None:
    user.window.versions.bar.review.click()
    user.wait(lambda: user.window.versions.is_shown() and len(rows(user)) > 0)


def placed_quotes(user: User) -> list[str]:
    text = user.window.desk.shown().text.text  # type: ignore[union-attr]
    return [text[span.start : span.end] for one in user.marks for span in one.spans]


def test_what_waits_is_told_in_page_and_library_and_reviewed_row_by_row(reviewer: User) -> None:
    window = reviewer.window
    view = window.versions.view
    badge = window.left.library._model
    assert [badge.index(row).data(257) for row in range(badge.rowCount())].count("待审 4") == 1
    assert placed_quotes(reviewer) == []  # nothing is placed before somebody says so

    open_review(reviewer)
    assert [row.splitlines() for row in rows(reviewer)] == [
        ["✓ 保留　第一条", "规范试验"],
        ["→ 条号已变　第二条 → 第三条", "如实填写记录"],
        ["✎ 文字有改动　第三条 → 第四条", "在三十日内公开"],
        ["✗ 已无此处　第四条", "按照物价部门的规定"],
    ]
    view.list.setCurrentRow(2)
    assert view.old.toPlainText() == "第三条 试验结果应当在三十日内公开。"
    assert view.new.toPlainText() == "第四条 试验结果应当在十五日内公开。"
    marked = view.new.document().find("十五").charFormat()
    assert marked.fontUnderline()
    assert view.old.document().find("三十").charFormat().fontStrikeOut()

    # One by key; the keyboard stays in the list
    view.list.setFocus()
    reviewer.press("Return")
    reviewer.wait(lambda: len(rows(reviewer)) == 3)
    assert placed_quotes(reviewer) == ["在十五日内公开"]
    # Undone: it waits again
    window.actions_["undo"].trigger()
    reviewer.wait(lambda: len(rows(reviewer)) == 4 and placed_quotes(reviewer) == [])
    # All that is certain, at once
    view.all.click()
    reviewer.wait(lambda: len(rows(reviewer)) == 1)
    assert sorted(placed_quotes(reviewer)) == sorted(["规范试验", "如实填写记录", "在十五日内公开"])
    assert not view.yes.isEnabled()  # the last has no place that could be accepted
    view.list.setFocus()
    reviewer.press("Escape")
    reviewer.wait(lambda: not window.versions.is_shown())
    assert "1 条批注" in window.versions.bar.told.text()

    # After a restart the orphan still waits; refused, it stays listed among the notes
    reviewer.close()
    reviewer.open()
    reviewer.waits_for_document(TITLE)
    window = reviewer.window
    reviewer.wait(window.versions.bar.isVisible)
    open_review(reviewer)
    window.versions.view.list.setFocus()
    reviewer.press("Delete")
    reviewer.wait(lambda: rows(reviewer) == [])
    reviewer.wait(lambda: window.versions.bar.isHidden())
    window.versions.view.left.emit()
    reviewer.wait(lambda: not window.versions.is_shown())
    assert reviewer.shown_notes()[-2:] == ["还没有位置", "第四条　按照物价部门的规定"]


def test_another_place_is_chosen_by_selecting_it_in_the_new_text(returning: User) -> None:
    window = returning.window
    open_review(returning)
    view = window.versions.view
    view.list.setCurrentRow(3)
    view.list.setFocus()
    returning.press("P")
    returning.wait(lambda: not window.versions.is_shown() and window.versions.bar.put.isVisible())
    assert "按照物价部门的规定" in window.versions.bar.told.text()
    returning.select("鼓励科学研究")
    window.versions.bar.put.click()
    returning.wait(lambda: window.versions.is_shown() and len(rows(returning)) == 3)
    assert placed_quotes(returning) == ["鼓励科学研究"]


def test_the_review_of_another_document_shows_none_of_the_former_ones_rows_while_it_is_worked_out(
    returning: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_review(returning)
    window, view = returning.window, returning.window.versions.view
    waiting = window.versions._document
    other = next(document for document in window.session.cards if document != waiting)
    assert len(rows(returning)) == 4
    window.versions.show_review(other)
    assert (rows(returning), view._told.text()) == ([], "正在比对两个版本……")
    assert not view.all.isEnabled()
    assert not view.no.isEnabled()
    returning.wait(lambda: view._told.text() == "都审阅过了。")
    window.versions.show_review(waiting)
    assert (rows(returning), view._told.text()) == ([], "正在比对两个版本……")
    returning.wait(lambda: len(rows(returning)) == 4)
    returning.wait(lambda: "4 条批注等着" in view._told.text())
    window.versions.show_review(waiting)
    assert len(rows(returning)) == 4, "the rows of the same document stay while they are asked for again"

    # where that fails, nobody is left waiting, and what was asked before can be asked again
    def fail(_versions: Versions, _document: str) -> list[ReviewRow]:
        raise KnownError("library-locked", path=tmp_path)

    with monkeypatch.context() as broken:
        broken.setattr(Versions, "reviews", fail)
        window.versions.show_review(other)
        returning.wait(lambda: view._told.text().startswith("没能比对这两个版本"))
        assert "文库" in window.messages._bar.text()
    window.versions.show_review(waiting)
    returning.wait(lambda: len(rows(returning)) == 4)


def test_the_same_title_from_another_file_is_offered_as_a_version(user: User, tmp_path: Path) -> None:
    for name, text in (("a.txt", OLD), ("b.txt", NEW)):
        (tmp_path / name).write_text(text, "utf-8")
        user.drop([tmp_path / name])
        user.wait(lambda wanted=text: user.has_page and user.window.desk.shown().text.text == wanted.strip())  # type: ignore[union-attr]
        if name == "a.txt":
            user.select("如实填写记录")
            user.press("1")
            user.wait(lambda: len(user.marks) == 1)
    bar = user.window.messages._bar
    user.wait(lambda: TITLE in bar.text() and bar._button.text() == "关联为版本")
    bar._button.click()
    user.waits_for_document(TITLE)
    user.wait(lambda: user.titles.count(TITLE) == 1 and user.window.versions.bar.isVisible())
