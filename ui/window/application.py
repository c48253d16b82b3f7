"""The window's program: Qt, fonts, Qt's own Chinese, the crash hook, and one window after the other."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QSize, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent, QFont
from PySide6.QtWidgets import QApplication, QStyle

from reader.errors import KnownError
from ui.allocator import keep_little
from ui.handover import Doorbell
from ui.places import preference, set_preference
from ui.translation import _, use_preferred
from ui.window.ahead import Ahead
from ui.window.appearance import Appearance
from ui.window.collecting import Collector
from ui.window.crash_hook import CrashHook
from ui.window.fonts import has_chinese, program_family
from ui.window.main_window import MainWindow
from ui.window.plain_imports import import_plainly
from ui.window.pressing import EnterPresses
from ui.window.theme import program_icon
from ui.window.window_state import WindowState

_SWITCH_S = 0.001
_PATIENCE_MS = 400
"""A library that takes longer to open shows its window before it is open."""


class Program(QObject):
    """Holds the one window, and opens another when library or language change.

    Signals:
        rung: The program was started once more: the link that it was given, empty for none.
    """

    rung = Signal(str)

    def __init__(self, application: QApplication, folder: Path, ahead: Ahead | None = None) -> None:
        """Hold no window yet.

        Args:
            application: Qt's.
            folder: The library's.
            ahead: The library, where its lane has begun to open it already; for the first window.
        """
        super().__init__(application)
        self._application = application
        self._folder = folder
        self._ahead = ahead
        self._window: MainWindow | None = None
        self._doorbell: Doorbell | None = None
        self.rung.connect(self._come, Qt.ConnectionType.QueuedConnection)  # the doorbell has a thread of its own
        if sys.platform == "darwin":  # the filter looks at every event, and elsewhere there is nothing to be found
            application.installEventFilter(LinkEvents(self.rung.emit, self))
        self._qt_words = QTranslator(self)
        self._appearance = Appearance(application, self._use_language(preference("language")))
        self.crash_hook = CrashHook(self.quit, self)

    @property
    def window(self) -> MainWindow | None:
        """The window that is open."""
        return self._window

    def open(self, link: str = "") -> None:
        """Make the window; it shows as soon as the library is open, so that it never changes before the user's eyes.

        Args:
            link: A link from an export whose place is shown; empty for none.
        """
        ahead, self._ahead = self._ahead, None
        window = MainWindow(self._folder, self._appearance, ahead)
        first = WindowState()
        window.resize(first.width, first.height)  # the size that was kept comes with the library, if that opens
        window.ready.connect(partial(_show, window))
        if link:
            window.ready.connect(partial(window.leaving.open_link, link))
        self._doorbell = Doorbell(self.rung.emit)
        window.session.started.connect(partial(self._listen, self._doorbell, self._folder))
        # Before the library is let go: a start that comes then must open a window of its own, and listens at the same place.
        window.session.closing.connect(self._doorbell.close)
        self._application.aboutToQuit.connect(self._doorbell.close)
        collector: Collector | None = self._application.findChild(Collector)  # of ``make_application``
        if collector is not None:
            collector.pause()
            window.ready.connect(collector.go_on)
        window.other_library_wanted.connect(self._change_library)
        window.language_wanted.connect(self._change_language)
        QTimer.singleShot(_PATIENCE_MS, window, partial(_show, window))
        self._window = window
        if not has_chinese():
            window.messages.warn(
                _("系统里没有中文字体，汉字可能显示为方框。请安装一种，例如 Noto CJK（fonts-noto-cjk）。")
            )

    def quit(self) -> None:
        """Close the window in order, then the program."""
        if self._window is not None:
            self._window.close()
        self._application.quit()

    @staticmethod
    def _listen(doorbell: Doorbell, folder: Path, _start: object) -> None:
        """Hear of later starts: the library is open, so its lock is ours."""
        doorbell.listen(folder)

    def _come(self, link: str) -> None:
        """Come to the front, and show the place of a link."""
        window = self._window
        if window is None:
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if link and window.session.is_open():
            window.leaving.open_link(link)
        elif link:  # macOS hands the link over after the start, and does not wait for the library
            window.ready.connect(partial(window.leaving.open_link, link), Qt.ConnectionType.SingleShotConnection)

    def _change_library(self, folder: Path) -> None:
        if self._remember("library", str(folder)):
            self._folder = folder
            self._reopen()

    def _change_language(self, language: str) -> None:
        if language != self._appearance.language and self._remember("language", language):
            self._appearance.language = self._use_language(language)
            self._reopen()

    def _remember(self, name: str, value: str) -> bool:
        """Keep a choice for this machine; where that is not possible the window says so, and nothing changes."""
        try:
            set_preference(name, value)
        except KnownError as error:
            if self._window is not None:
                self._window.messages.report(error)
            return False
        return True

    def _use_language(self, chosen: str) -> str:
        """Let the program, and Qt's own words, speak the language that is chosen; gives it."""
        language = use_preferred(chosen)
        self._application.setApplicationDisplayName(_("批阅"))
        self._application.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language == "zh" and self._qt_words.load("qtbase_zh_CN", folder):
            self._application.installTranslator(self._qt_words)
        return language

    def _reopen(self) -> None:
        """Close the window and open it anew. The library in the old place is left as it is."""
        before = self._window
        if before is not None:
            # Between the two windows none is open: the program must not end with the first.
            self._application.setQuitOnLastWindowClosed(False)
            if self._doorbell is not None:
                self._doorbell.close()  # before the next window hangs up one at the same place
            before.close()
            before.deleteLater()
        self.open()
        self._application.setQuitOnLastWindowClosed(True)


class LinkEvents(QObject):
    """Hears of links that the system hands over as an event, as macOS does: there no argument carries them."""

    def __init__(self, heard: Callable[[str], object], parent: QObject) -> None:
        """Listen, as a filter of the application's events.

        Args:
            heard: Is given the link.
            parent: The owner.
        """
        super().__init__(parent)
        self._heard = heard

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take links; files and everything else go on."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and not event.url().isLocalFile():
            self._heard(event.url().toString())
            return True
        return False


def _show(window: MainWindow) -> None:
    """Show the window, no larger than the screen has room for: else its foot would hang over the edge, unseen."""
    if not window.isMaximized():
        room = window.screen().availableSize()
        title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        window.resize(window.size().boundedTo(room if window.height() <= room.height() else room - QSize(0, title)))
    window.show()


def make_application(arguments: list[str]) -> QApplication:
    """Make Qt's application with our name, icon, style and font."""
    # A lane that computes hands the interpreter over this often: at Python's 5 ms, opening a law stalled the window for 80.
    sys.setswitchinterval(_SWITCH_S)
    tick_finely()
    keep_little()
    import_plainly()
    application = QApplication(arguments)
    Collector(application)
    dress(application)
    EnterPresses(application)
    return application


def tick_finely() -> None:
    """Have Windows end a wait within a millisecond: else at a tick of its clock, 15.6 ms, and so long the window waits for each lane that computes.

    ``timeBeginPeriod`` counts for this process and as long as it lives.
    """
    if sys.platform == "win32":
        ctypes.windll.winmm.timeBeginPeriod(1)


def dress(application: QApplication) -> None:
    """Give an application our name, icon, style and font."""
    application.setApplicationName("Piyue")
    application.setApplicationDisplayName("批阅")
    application.setDesktopFileName("piyue")
    application.setWindowIcon(program_icon())
    application.setStyle("Fusion")  # the same on every system, and the one that style sheets cover whole
    font = QFont(program_family())
    font.setPixelSize(14)
    application.setFont(font)


def run_window(ahead: Ahead, link: str = "") -> int:
    """Open the window and stay until it is closed; gives the exit status.

    Args:
        ahead: The library, which is being opened.
        link: A link from an export whose place is shown first; empty for none.
    """
    application = make_application(sys.argv[:1])
    program = Program(application, ahead.folder, ahead)
    before, sys.excepthook = sys.excepthook, program.crash_hook.take
    try:
        program.open(link)
        return application.exec()
    finally:
        sys.excepthook = before
