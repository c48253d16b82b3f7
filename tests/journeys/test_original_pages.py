"""A person reads a PDF with its pages beside the text, and turns to a document that has none."""

from __future__ import annotations

from pathlib import Path

from tests.support.fixed_pages import pdf, prose
from tests.support.user import User

PAGES = 3


def law() -> bytes:
    """Give a PDF of several pages, long enough to be scrolled."""
    rows = [f"第{number}条　用水应当节约，具体办法由市人民政府规定。" for number in "一二三四五六七八九"]
    return pdf([prose([*(["某市用水办法"] if page == 0 else []), *rows * 3]) for page in range(PAGES)])


def test_the_pages_of_a_pdf_stand_beside_its_text(user: User, tmp_path: Path) -> None:
    path = tmp_path / "law.pdf"
    path.write_bytes(law())
    user.drop([path])
    user.waits_for_document("某市用水办法")
    pane = user.window.original
    action = user.window.actions_["original-pages"]

    action.trigger()
    user.wait(lambda: not pane._sheet.pixmap().isNull())
    assert action.isChecked()
    assert "1 / 3" in pane._where.text()
    assert pane._sheet.pixmap().height() > pane._sheet.pixmap().width() > 200

    bar = user.page.verticalScrollBar()
    user.wait(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    user.wait(lambda: "3 / 3" in pane._where.text())
    pane._up.click()
    user.wait(lambda: "2 / 3" in pane._where.text())

    user.window.area.step(1)  # the sample, a text file
    user.wait(lambda: "PDF" in pane._sheet.text())
    action.trigger()
    assert pane.isHidden()
    assert not action.isChecked()
