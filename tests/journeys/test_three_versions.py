"""A document that is amended twice: annotated in its first version, reviewed in each later one, the first compared with the last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.support.amended import NEW, OLD
from tests.support.user import User

TITLE = "试验管理办法"
LAST = """试验管理办法
第一条 为了规范试验，制定本办法。
第二条 国家鼓励科学研究。
第三条 试验应当遵守伦理，尊重他人的权利。
第四条 试验人员应当如实填写记录，并妥善保存。
第五条 试验结果应当在十日内公开。
第六条 本办法自公布之日起施行。
"""
QUOTES = ("规范试验", "如实填写记录", "在三十日内公开")


def brings(user: User, file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    user.drop([file])
    user.waits_for_document(TITLE)
    user.wait(lambda: user.window.desk.shown().text.text == text.strip())  # type: ignore[union-attr]
    user.wait(user.window._tasks.is_idle)  # what is still laid out anew would move the words under the mouse


def rows(user: User) -> list[str]:
    listed = user.window.versions.view.list
    return [listed.item(row).text().replace("\n", "　") for row in range(listed.count())]


def opens_review(user: User, waiting: int) -> None:
    bar = user.window.versions.bar
    user.wait(lambda: bar.isVisible() and f"{waiting} 条批注" in bar.told.text())
    bar.review.click()
    user.wait(lambda: user.window.versions.is_shown() and len(rows(user)) == waiting)


def placed_quotes(user: User) -> list[str]:
    text = user.window.desk.shown().text.text  # type: ignore[union-attr]
    return sorted(text[span.start : span.end] for one in user.marks for span in one.spans)


def accepts(user: User, row: int) -> None:
    listed = user.window.versions.view.list
    before = listed.count()
    listed.setCurrentRow(row)
    listed.setFocus()
    user.press("Return")
    user.wait(lambda: len(rows(user)) == before - 1)


def test_notes_follow_through_two_amendments_and_the_first_version_is_compared_with_the_last(
    user: User, tmp_path: Path
) -> None:
    window, file = user.window, tmp_path / "a.txt"
    brings(user, file, OLD)
    for count, quote in enumerate(QUOTES, start=1):
        user.select(quote)
        user.press("1")
        user.wait(lambda wanted=count: len(user.marks) == wanted)

    # The second version: two are accepted, the first one is left for later
    brings(user, file, NEW)
    opens_review(user, 3)
    assert rows(user) == [
        "✓ 保留　第一条　规范试验",
        "→ 条号已变　第二条 → 第三条　如实填写记录",
        "✎ 文字有改动　第三条 → 第四条　在三十日内公开",
    ]
    accepts(user, 2)
    accepts(user, 1)
    assert placed_quotes(user) == ["在十五日内公开", "如实填写记录"]
    user.press("Escape")

    # The third: what was accepted goes on from the second version, what waited comes from the first
    brings(user, file, LAST)
    opens_review(user, 3)
    assert rows(user) == [
        "✓ 保留　第一条　规范试验",
        "→ 条号已变　第三条 → 第四条　如实填写记录",
        "✎ 文字有改动　第四条 → 第五条　在十五日内公开",
    ]
    window.versions.view.list.setCurrentRow(2)
    assert window.versions.view.old.toPlainText() == "第四条 试验结果应当在十五日内公开。"
    accepts(user, 2)
    window.versions.view.all.click()
    user.wait(lambda: len(rows(user)) == 0)
    assert placed_quotes(user) == ["在十日内公开", "如实填写记录", "规范试验"]
    user.press("Escape")

    # The first with the last, not only with the one before
    (document,) = [card.id for card in window.session.cards.values() if card.title == TITLE]
    window.comparer.compare_versions(document)
    user.wait(lambda: window.comparer.is_shown() and window.comparer.view.model.rowCount() > 0)
    view = window.comparer.view
    assert view.older.count() == 2
    assert view.told.text() == "未变 3、只改条号 2、有改动 1、新增 1"
    view.older.setCurrentIndex(1)
    view.older.activated.emit(1)
    user.wait(lambda: "删去 1" in view.told.text())
    assert view.told.text() == "未变 2、只改条号 2、有改动 1、新增 2、删去 1"
    labels = [view.model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(view.model.rowCount())]
    assert "有改动  第三条 → 第五条" in labels
    edited = next(view.model.row_at(at) for at, words in enumerate(labels) if words.startswith("有改动"))
    said = {kind: [piece.text for piece in edited.pieces if piece.kind == kind] for kind in ("removed", "added")}
    assert said == {"removed": ["三", "三"], "added": ["五"]}

    # From the changed clause to the text, where the note of the first version stands
    view.list.setCurrentIndex(view.model.index(labels.index("有改动  第三条 → 第五条")))
    view.list.setFocus()
    user.press("Return")
    user.wait(lambda: not window.comparer.is_shown() and user.page.clause == "第五条")
    assert "在十日内公开" in placed_quotes(user)
