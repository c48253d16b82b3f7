"""A folder dropped on the window: it fills the shelf, and dropped again it brings only what is new."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from storage.cards import Card
from tests.support.user import User
from ui import importing
from ui.importing import Source
from ui.window.importing.import_progress import ImportProgress
from ui.window.messages import MessageBar
from ui.window.outcome_dialog import OutcomeDialog, OutcomeModel
from ui.workers import Worker


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


def test_a_folder_dropped_by_mistake_is_one_step_back_and_one_step_forward(user: User, tmp_path: Path) -> None:
    user.wait(lambda: len(user.titles) == 1)
    for number in range(70):  # more than are stored together
        _write(tmp_path, f"{number:02}.txt", number)
    user.drop(sorted(tmp_path.glob("*.txt")))
    bar = user.window.messages._bar
    user.wait(lambda: bar.text() == "已导入 70 件")
    user.press("Z", control=True)
    user.wait(lambda: len(user.titles) == 1)
    user.wait(lambda: bar.text() == "已撤销：导入文件（70 件）")
    user.press("Y", control=True)
    user.wait(lambda: len(user.titles) == 71)
    user.wait(lambda: bar.text() == "已重做：导入文件（70 件）")


def test_what_is_undone_while_it_is_imported_stops_and_goes(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = importing._read

    def read_some(worker: Worker, source: Source, known: Mapping[str, Card], cancelled: Callable[[], bool]) -> object:
        while int(source.name[:2]) >= 5 and not cancelled():
            threading.Event().wait(0.01)
        return read(worker, source, known, cancelled)

    monkeypatch.setattr(importing, "_read", read_some)
    user.wait(lambda: len(user.titles) == 1)
    (sample,) = user.window.session.cards
    for number in range(9):
        _write(tmp_path, f"{number:02}.txt", number)
    user.drop(sorted(tmp_path.glob("*.txt")))
    user.wait(lambda: user.window.actions_["undo"].text() == "撤销：导入文件" and len(user.titles) > 1)
    user.window.session.correct(sample, {"title": "改正的标题"})
    user.wait(lambda: "改正的标题" in user.titles)
    user.press("Z", control=True)
    user.wait(lambda: "改正的标题" not in user.titles)
    assert user.window.findChild(ImportProgress).isVisible()
    user.press("Z", control=True)
    user.wait(lambda: list(user.window.session.cards) == [sample])
    assert user.window.messages._bar.text().startswith("已撤销：导入文件（")
    assert not user.window.findChild(ImportProgress).isVisible()


def _write(folder: Path, name: str, number: int) -> None:
    law = f"中华人民共和国第{number}号试验法\n第一条 为了试验，制定本法。\n第二条 本法自公布之日起施行。\n"
    (folder / name).write_text(law, "utf-8")
