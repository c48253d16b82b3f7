"""A second start on a library that has its window open: what it was asked for is handed to that window, which comes to the front.

They talk through a socket of the machine itself (a named pipe on Windows) that only the user's own processes reach; no network is
involved, and what arrives is one short message, a link of ours or nothing.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from storage.exports.links import annotation_of

log = logging.getLogger(__name__)

_MOST_BYTES = 256
_PATIENCE_S = 2.0
_MOST_CALLERS = 8
"""Heard at the same time. Each is a process that starts; one that says half a word and waits keeps its thread."""
_HEARD = b"heard"
_NOTHING = b" "
"""What is sent where nothing is said: of a message without a byte, the pipes of Windows tell badly whether it has come."""
_NO_LINK = "?"
"""Stands for something that is no link of ours: the window says so, and does not need to be told what it was."""


def hand_over(folder: Path, link: str = "") -> bool:
    """Ask the window that has a library open to come to the front and show a place; tells whether there was one that heard.

    Args:
        folder: The library's.
        link: As the system handed it over; empty for no place.
    """
    address = _address(folder)
    if address is None or (os.name == "posix" and not Path(address).exists()):
        return False
    _let_come_to_front()
    heard = threading.Event()
    # In a thread that may be left behind: where a process holds that place and does not listen, even to connect can wait for ever.
    talk = threading.Thread(target=_tell, args=(address, _message(link), heard), name="handover", daemon=True)
    talk.start()
    talk.join(2 * _PATIENCE_S)
    return heard.is_set()


def _tell(address: str, message: str, heard: threading.Event) -> None:
    with suppress(OSError, EOFError), Client(address) as window:  # nobody listens: the window of that socket is gone
        window.send_bytes(message.encode() or _NOTHING)
        if window.poll(_PATIENCE_S) and window.recv_bytes(_MOST_BYTES) == _HEARD:
            heard.set()


class Doorbell:
    """Hears, in threads of its own, what later starts on the same library are asked for."""

    def __init__(self, rung: Callable[[str], object]) -> None:
        """Wait for ``listen``.

        Args:
            rung: Is given the link, empty for none, in a thread of the doorbell.
        """
        self._rung = rung
        self._listener: Listener | None = None
        self._address = ""
        self._thread: threading.Thread | None = None
        self._closed = False
        self._room = threading.BoundedSemaphore(_MOST_CALLERS)

    def listen(self, folder: Path) -> None:
        """Begin to listen for a library whose lock this process holds: what is left of an earlier window is cleared away.

        Where it cannot listen, a later start tells that the library is in use; that is logged.
        """
        address = _address(folder)
        if address is None or self._thread is not None:
            return
        try:
            if os.name == "posix":
                Path(address).unlink(missing_ok=True)
            self._listener = Listener(address)
        except OSError as error:
            log.info("cannot listen for later starts: %s", error)
            return
        self._address = address
        self._thread = threading.Thread(target=self._serve, name="doorbell", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Listen no longer."""
        if self._listener is None or self._thread is None:
            return
        self._closed = True
        # In a thread of its own: others may stand in the queue before it, and nobody calls them up any more.
        threading.Thread(target=self._wake, name="doorbell-wake", daemon=True).start()
        self._thread.join(_PATIENCE_S)
        self._listener.close()
        self._listener = None

    def _wake(self) -> None:
        """Let the thread that waits for somebody see that it is over."""
        with suppress(OSError):
            Client(self._address).close()

    def _serve(self) -> None:
        assert self._listener is not None
        while not self._closed:
            try:
                caller = self._listener.accept()
            except (OSError, EOFError) as error:  # who called is gone
                log.info("a call was not heard: %s", error)
                continue
            if self._closed or not self._room.acquire(blocking=False):
                caller.close()
                continue
            # Nobody who calls can keep the others waiting, or the window from closing.
            threading.Thread(target=self._hear, args=(caller,), name="doorbell-caller", daemon=True).start()

    def _hear(self, caller: Connection) -> None:
        try:
            with caller:
                if not caller.poll(_PATIENCE_S):
                    return
                said = caller.recv_bytes(_MOST_BYTES).decode("utf-8", "replace")
                if not self._closed:  # a window that closes shows nothing any more: who calls opens one
                    self._rung(_message(said))
                    caller.send_bytes(_HEARD)
        except (OSError, EOFError) as error:  # gone, or sent more than fits
            log.info("a call was not heard: %s", error)
        finally:
            self._room.release()


def _message(link: str) -> str:
    """Give what may be said: a link of ours, nothing, or that there was something else."""
    return link.strip() if annotation_of(link) else (_NO_LINK if link.strip() else "")


def _address(folder: Path) -> str | None:
    """Give where the window of a library listens; None where there is no place that is the user's alone."""
    try:
        place = os.path.normcase(folder.resolve())
        temporary = tempfile.gettempdir()
    except (OSError, RuntimeError):  # links that go round; no room left for temporary files
        return None
    name = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    if sys.platform == "win32":
        return rf"\\.\pipe\piyue-{name}"  # others may not write to a pipe of this user
    own = Path(temporary, f"piyue-{os.getuid()}")
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        found = own.lstat()
    except OSError:
        return None
    is_private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return str(own / name) if is_private else None


def _let_come_to_front() -> None:
    """Let another process show its window above ours: Windows grants that only to who was started last."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
