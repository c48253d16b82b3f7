"""The user prints a document, and stops it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QRadioButton

from tests.support.user import User
from ui.window.page.look import Look
from ui.window.sharing.notes_choice import NotesChoice

CLAUSES = 400
LAW = "试验管理办法\n" + "\n".join(
    f"第{number}条 试验机构应当备案，{'并且报告，' * 30}不得迟延。" for number in range(CLAUSES)
)


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_document_is_printed_from_the_menu_and_a_long_one_is_stopped(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "law.txt"
    file.write_text(LAW, "utf-8")
    user.drop([file])
    user.waits_for_document("试验管理办法")
    printing = user.window.printing

    class Dialog:
        def __init__(self, printer: QPrinter, _parent: object) -> None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(tmp_path / "a.pdf"))

        def exec(self) -> bool:
            return True

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrintDialog", Dialog)
    user.window.actions_["print"].trigger()
    user.wait(lambda: "已存为 a.pdf" in user.window.messages._bar.text())
    assert printing.dialog is None
    with pdfium.PdfDocument(tmp_path / "a.pdf") as pdf:
        whole = len(pdf)
        left, _bottom, _right, top = pdf[0].get_textpage().get_charbox(0)
        high = pdf[0].get_height()
    assert min(left, high - top) > 50, "points: the words keep from the edge of the paper"
    assert whole > 20

    # the user presses 取消 as soon as the dialog is there
    document = user.window.area.current()
    user.window.messages.info("")
    printing.print_to(document, printer_to(tmp_path / "b.pdf"))
    user.wait(lambda: printing.dialog is not None)
    assert printing.dialog is not None
    printing.dialog.canceled.emit()
    user.wait(lambda: printing.dialog is None and user.window._tasks.is_idle())
    assert "已存为" not in user.window.messages._bar.text()


def test_what_is_printed_without_annotations_stays_chosen(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user.wait(lambda: user.has_page)
    document = user.window.area.current()
    user.window.session.annotate(document, [user.place_of("总体要求")], look=Look("green"))
    user.wait(lambda: user.window.session.cards[document].annotations == 1)
    user.window.session.edit(document, user.marks[0].annotation.id, note="只给自己看的话")
    path = tmp_path / "a.pdf"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_asked: (str(path), ""))

    def print_it(choose: Callable[[NotesChoice], QRadioButton | None]) -> str:
        path.unlink(missing_ok=True)
        user.window.actions_["pdf"].trigger()
        (dialog,) = user.window.findChildren(NotesChoice)
        if wanted := choose(dialog):
            wanted.setChecked(True)
        dialog.accept()
        user.wait(lambda: path.exists() and user.window.printing.dialog is None and not _dialogs(user))
        with pdfium.PdfDocument(path) as pdf:
            words = "".join(page.get_textpage().get_text_range() for page in pdf)
        return unicodedata.normalize("NFKC", words)

    assert "只给自己看的话" in print_it(lambda dialog: None)
    assert "只给自己看的话" not in print_it(lambda dialog: dialog.without)
    assert "只给自己看的话" not in print_it(lambda dialog: None), "the choice is remembered"
    assert "只给自己看的话" in print_it(lambda dialog: dialog.with_notes)


def _dialogs(user: User) -> list[NotesChoice]:
    return user.window.findChildren(NotesChoice)
