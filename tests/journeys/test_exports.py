"""The user exports in every form, into a folder with a filter, the document itself, by a template; takes notes in; follows a link."""

from __future__ import annotations

import html
import json
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QPushButton

from storage.exports.forms import FORMS, SUFFIXES
from tests.journeys.conftest import SAMPLE
from tests.support.user import User
from ui.window.export_dialog import ExportDialog
from ui.window.several import Several
from ui.window.sharing.notes_choice import NotesChoice
from ui.window.sharing.picture_dialog import PictureDialog

WORDS = "完成国务院明确的各项试点示范任务"


def ask(user: User) -> ExportDialog:
    user.window.actions_["export"].trigger()
    user.wait(lambda: any(one.isVisible() for one in user.window.findChildren(ExportDialog)))
    return next(one for one in user.window.findChildren(ExportDialog) if one.isVisible())


def go(dialog: ExportDialog) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.isDefault()).click()


def choose(dialog: ExportDialog, **wanted: str) -> None:
    for name, value in wanted.items():
        box = getattr(dialog, name)
        assert box.isEnabled()
        if isinstance(box, Several):
            box.choose(*value.split())
        else:
            box.setCurrentIndex(box.findData(value))


def read(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        return html.unescape("\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist()))


def marked(user: User) -> str:
    user.waits_for_document(SAMPLE)
    user.select(WORDS)
    user.press("2")
    user.wait(lambda: len(user.marks) == 1)
    return user.marks[0].annotation.id


def test_every_form_from_the_dialog(user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    annotation = marked(user)
    for form in FORMS:
        path = tmp_path / f"批注{SUFFIXES[form]}"
        bare = str(path.with_suffix(""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, bare=bare: (bare, ""))
        dialog = ask(user)
        choose(dialog, forms=form)
        go(dialog)
        user.wait(path.exists)
        assert WORDS in read(path)

    # The document itself, and a template
    for name, wanted in (("全文", {"contents": "document"}), ("笔记", {"templates": "读书笔记"})):
        path = tmp_path / f"{name}.md"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, path=path: (str(path), ""))
        dialog = ask(user)
        choose(dialog, **wanted)
        go(dialog)
        user.wait(path.exists)
    assert "\n## 一、" in read(tmp_path / "全文.md")
    assert "piyue" not in read(tmp_path / "全文.md")
    assert f"piyue://annotation/{annotation}" in read(tmp_path / "笔记.md")

    # Notes come back, and a link leads to its place
    user.window.desk.delete([annotation])
    user.wait(lambda: not user.marks)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(tmp_path / "批注.json"), ""))
    user.window.actions_["import-notes"].trigger()
    user.wait(lambda: len(user.marks) == 1)
    assert json.loads(read(tmp_path / "批注.json"))["items"][0]["id"].endswith(user.marks[0].annotation.id)
    user.page.go_to(user.place_of("附件") if "附件" in user.page.toPlainText() else user.place_of("大连"), flash=False)
    user.window.actions_["open-link"].trigger()
    asking = user.window.findChild(QInputDialog)
    assert isinstance(asking, QInputDialog)
    asking.setTextValue(f"piyue://annotation/{user.marks[0].annotation.id}")
    asking.accept()
    user.wait(lambda: bool(user.page.marking.lines_of(user.marks[0].spans)))


def test_a_folder_with_a_filter_tells_what_was_left_out(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(user)
    user.paste("另一份办法\n第一条 没有批注的文件。\n第二条 完。\n")
    user.wait(lambda: len(user.titles) == 2 and user.has_page and user.current_title != SAMPLE)
    folder = tmp_path / "出"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    for color, files in (("pink", 0), ("green", 1)):
        dialog = ExportDialog(list(user.window.session.cards.values()), [], user.window)
        dialog.export_requested.connect(user.window.leaving._export)
        dialog._each.setChecked(True)
        choose(dialog, forms="text", colors=color)
        go(dialog)
        user.wait(lambda: not user.window.messages._bar.isHidden())
        user.wait(lambda files=files: len(list(folder.glob("*.txt"))) == files)
    assert WORDS in read(next(folder.glob("*.txt")))


def test_words_are_shared_and_the_document_becomes_pdf(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(user)
    at = user.place_of(WORDS).start
    menu = user.window.mender.menu_for(at)
    shown = {action.text(): action for one in (menu, *menu.findChildren(QMenu)) for action in one.actions()}
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(asked.append(url.toString())) or True)
    assert not asked
    shown["贴吧"].trigger()
    assert asked[0].startswith("https://tieba.baidu.com/")
    shown["复制整条"].trigger()
    assert WORDS in QGuiApplication.clipboard().text()
    shown["带出处复制"].trigger()
    assert f"\n——《{SAMPLE}》" in QGuiApplication.clipboard().text()
    for name in ("引文卡片…", "二维码…"):
        shown[name].trigger()
    dialogs = user.window.findChildren(PictureDialog)
    assert len(dialogs) == 2
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "卡"), ""))
    for dialog in dialogs:
        dialog.copy_button.click()
        assert not QGuiApplication.clipboard().image().isNull()
        dialog.save_button.click()
        dialog.reject()
    assert (tmp_path / "卡.png").read_bytes().startswith(b"\x89PNG")
    menu.deleteLater()

    user.window.actions_["pdf"].trigger()
    (choice,) = user.window.findChildren(NotesChoice)
    assert choice.with_notes.isChecked()
    choice.accept()
    user.wait((tmp_path / "卡.pdf").exists)
    pdf = pdfium.PdfDocument(tmp_path / "卡.pdf")
    words = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    pdf.close()
    assert "〔1〕" in words
    assert unicodedata.normalize("NFKC", words).count(WORDS) == 2
