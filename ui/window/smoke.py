"""The journey of build/smoke_test.py through the real window: open the sample, search, highlight, export, leave.

It works the widgets that a person would, and writes what it found to a JSON file, because a windowed program has no output on
Windows. It is reached by ``piyue smoke REPORT`` and is no part of what users see.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.window.ahead import Ahead
from ui.window.application import Program, make_application
from ui.window.color_dot import ColorDot
from ui.window.main_window import MainWindow
from ui.window.page.annotation_bar import AnnotationBar
from ui.window.page.reading_page import ReadingPage

QUERY = "知识产权"
COLOR = "green"
PATIENCE_S = 60.0
"""For one step, on a slow machine; a step that takes longer hangs."""
LOOK_MS = 10

Wait = tuple[str, Callable[[], object]]
"""What is waited for, in words, and whether it is there."""


def run(ahead: Ahead, report: Path) -> int:
    """Open the window and take it through the journey; gives the exit status, 0 when every step went well.

    Args:
        ahead: The library, which is being opened.
        report: The file to write; the export goes beside it.
    """
    application = make_application(sys.argv[:1])
    program = Program(application, ahead.folder, ahead)
    program.open()
    assert program.window is not None
    smoke = Smoke(program.window, report)
    sys.excepthook = smoke.stop_at  # a slot that breaks would otherwise break again, with every turn of the event loop
    status = application.exec()
    if smoke.failed:
        print(smoke.failed, file=sys.stderr)
        return 1
    return status


class Smoke(QObject):
    """Takes a window through the journey, a step whenever what it waits for is there.

    Attributes:
        failed: What went wrong; empty as long as nothing did.
    """

    def __init__(self, window: MainWindow, report: Path) -> None:
        super().__init__()
        self.failed = ""
        self._window = window
        self._report = report
        # When the page was painted, and the CPU of the program and of this thread until then, in seconds.
        self._painted: tuple[float, float, float] | None = None
        self._steps = self._journey()
        self._wait: Wait = ("the event loop", lambda: True)
        self._until = time.monotonic() + PATIENCE_S
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _journey(self) -> Iterator[Wait]:
        window, session = self._window, self._window.session
        for each in window.area.pages():  # the one that waits for the first document
            each.viewport().installEventFilter(self)
        yield "the shelf", lambda: session.cards
        if not window.area.current():  # a library that another program filled: what came last
            window.desk.open(list(session.cards)[-1])
        yield "the sample painted", lambda: self._painted
        assert self._painted is not None
        painted_at, cpu_s, main_cpu_s = self._painted

        import psutil  # what only this journey needs comes when the start is timed

        from ui.exporting import Order
        from ui.window.export_dialog import ExportDialog
        from ui.window.sharing.pictures import qr_code

        hits = window.finder.view.hits
        window.top.search.set_query(QUERY)
        yield "a hit", lambda: hits.isVisible() and hits.model().rowCount()
        window.finder.view.open_chosen()
        yield "the page at the hit", lambda: not window.finder.is_shown() and self._settled_page() is not None

        page, document = self._settled_page(), window.area.current()  # of a large library another law may come first
        assert page is not None
        before = len(session.placed(document))
        page.setTextCursor(page.document().find(QUERY))
        bar = page.findChild(AnnotationBar)
        assert bar is not None
        yield "the annotation bar", bar.isVisible
        next(dot for dot in bar.findChildren(ColorDot) if dot.color == COLOR).click()
        yield "the highlight", lambda: len(session.placed(document)) > before

        exported = self._report.with_suffix(".md")
        window.actions_["export"].trigger()
        yield "the export dialog", lambda: window.findChild(ExportDialog)
        dialog = window.findChild(ExportDialog)
        assert dialog is not None
        dialog.export_requested.emit(Order([document], exported))
        dialog.reject()
        yield "the export", exported.exists

        picture = qr_code(QUERY)
        if picture.isNull():
            raise ValueError("no QR code")
        memory = psutil.Process().memory_full_info()
        told = {
            "platform": QGuiApplication.platformName(),
            "word_of_qt": QCoreApplication.translate("QPlatformTheme", "Cancel"),
            "painted_at": painted_at,
            "cpu_ms": cpu_s * 1000,
            "main_cpu_ms": main_cpu_s * 1000,
            "rss": memory.rss,
            "uss": memory.uss,
            "exported": str(exported),
        }
        self._report.write_text(json.dumps(told), encoding="utf-8")
        window.close()

    def _settled_page(self) -> ReadingPage | None:
        page = self._window.area.page()
        return page if page is not None and page.isVisible() and page.has_settled else None

    def _look(self) -> None:
        _words, is_there = self._wait
        try:
            if is_there():
                self._wait = next(self._steps)
                self._until = time.monotonic() + PATIENCE_S
            elif time.monotonic() > self._until:
                raise TimeoutError("waited in vain")
        except StopIteration:
            self._timer.stop()
        except Exception as error:
            self._fail(repr(error))

    def stop_at(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Stop at an exception that nobody caught; for ``sys.excepthook``."""
        if not self.failed:
            self._fail("".join(traceback.format_exception(kind, error, trace)))

    def _fail(self, why: str) -> None:
        self.failed = f"at {self._wait[0]}: {why}"
        self._timer.stop()
        self._window.close()
        QApplication.exit(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the page painted, once the document stands on it."""
        if event.type() == QEvent.Type.Paint and self._painted is None and self._settled_page() is not None:
            QTimer.singleShot(0, self._on_painted)  # it is about to be
        return super().eventFilter(watched, event)

    def _on_painted(self) -> None:
        if self._painted is None:
            self._painted = time.time(), time.process_time(), time.thread_time()
