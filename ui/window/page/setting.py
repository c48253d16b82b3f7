"""Setting a document in steps: styled in a few turns of the event loop, put on the page in one more; none stalls the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from reader.model import Text
from ui.window.page.sheet import Sheet
from ui.window.page.typography import Typography

_DONE = object()


class Setter(QObject):
    """Makes the sheet of a page when the events that wait have had their turn. Of several begun in a row only the last is made.

    Signals:
        made(Sheet): The sheet can be put on the page.
    """

    made = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: tuple[Text, Typography] | None = None
        self._sheet: Sheet | None = None
        self._stages: Iterator[object] = iter(())
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def text(self) -> Text | None:
        """What is being set; None while nothing is."""
        return self._wanted[0] if self._wanted else None

    def begin(self, text: Text, typography: Typography) -> None:
        """Set a text, instead of the one that is being set."""
        self._wanted, self._sheet = (text, typography), None
        self._timer.start()

    def finish(self) -> None:
        """Make what is being set at once."""
        while self._wanted is not None:
            self._step()

    def _step(self) -> None:
        if self._wanted is None:
            return
        if self._sheet is None:
            self._sheet = Sheet(*self._wanted)
            self._stages = self._sheet.style()
        elif next(self._stages, _DONE) is _DONE:
            self._timer.stop()
            sheet, self._sheet, self._wanted = self._sheet, None, None
            self.made.emit(sheet)
            return
        self._timer.start()
