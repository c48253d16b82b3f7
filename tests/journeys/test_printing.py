"""The user prints a document, and stops it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtPrintSupport import QPrinter

from tests.support.user import User

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
    user.wait(lambda: "已送到打印机" in user.window.messages._bar.text())
    assert printing.dialog is None
    with pdfium.PdfDocument(tmp_path / "a.pdf") as pdf:
        whole = len(pdf)
    assert whole > 20

    # the user presses 取消 as soon as the dialog is there
    document = user.window.area.current()
    user.window.messages.info("")
    printing.print_to(document, printer_to(tmp_path / "b.pdf"))
    user.wait(lambda: printing.dialog is not None)
    assert printing.dialog is not None
    printing.dialog.canceled.emit()
    user.wait(lambda: printing.dialog is None and user.window._tasks.is_idle())
    assert "已送到打印机" not in user.window.messages._bar.text()
