"""A folder dropped on the window: it fills the shelf, and dropped again it brings only what is new."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton

from tests.support.user import User
from ui.window.import_progress import ImportProgress
from ui.window.messages import MessageBar
from ui.window.outcome_dialog import OutcomeDialog, OutcomeModel


def test_a_folder_that_is_dropped_again_brings_what_is_new(user: User, tmp_path: Path) -> None:
    user.wait(lambda: len(user.titles) == 1)
    folder = tmp_path / "laws"
    folder.mkdir()
    for number in range(20):
        _write(folder, f"{number:02}.txt", number)
    user.drop([folder])
    user.wait(lambda: len(user.titles) == 21)
    user.wait(lambda: not user.window.findChild(ImportProgress).isVisible())

    _write(folder, "new.txt", 77)
    _write(folder, "copy.txt", 4)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    user.drop([folder])
    user.wait(lambda: len(user.titles) == 22)
    bar = user.window.findChild(MessageBar)
    user.wait(lambda: "失败" in " ".join(label.text() for label in bar.findChildren(QLabel)))
    next(button for button in bar.findChildren(QPushButton) if button.text() == "查看").click()
    (report,) = user.window.findChildren(OutcomeDialog)
    rows = {row.about: row for row in (report.findChild(OutcomeModel).outcome(at) for at in range(23))}
    assert rows["new.txt"].status == "imported"
    assert rows["broken.pdf"].status == "failed"
    assert rows["copy.txt"].status == "unchanged"
    assert "《中华人民共和国第4号试验法》" in rows["copy.txt"].said
    assert sum(row.status == "unchanged" for row in rows.values()) == 21
    report.close()


def _write(folder: Path, name: str, number: int) -> None:
    law = f"中华人民共和国第{number}号试验法\n第一条 为了试验，制定本法。\n第二条 本法自公布之日起施行。\n"
    (folder / name).write_text(law, "utf-8")
