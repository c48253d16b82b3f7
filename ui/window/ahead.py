"""Opening the library ahead of the window: its lane reads the shelf while the window's modules and widgets are still being made.

Nothing here or in what it imports needs Qt's widgets: the sooner it begins, the less the window waits at its end.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from ui.window.library_work import Start, start


class Ahead:
    """A library that is being opened in the thread that will be its lane.

    Attributes:
        folder: The library's.
        lane: The thread; the library belongs to it from now on.
        opened: What ``library_work.start`` gives or raises.
    """

    def __init__(self, folder: Path) -> None:
        """Begin.

        Args:
            folder: The library's.
        """
        self.folder = folder
        self.lane = ThreadPoolExecutor(1, thread_name_prefix="library")
        self.opened: Future[Start] = self.lane.submit(start, folder)
