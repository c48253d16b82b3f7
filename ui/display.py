"""Whether this machine can show a window, found out before Qt does: Qt aborts the process instead of saying why."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import KnownError
from ui.allocator import keep_little
from ui.collector import collect_by_hand
from ui.handover import hand_over
from ui.places import default_library

if TYPE_CHECKING:
    from ui.window.ahead import Ahead

DEBIAN_PACKAGES = (
    "libglib2.0-0 libegl1 libgl1 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0"
    " libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libwayland-cursor0 fonts-noto-cjk"
)
"""What Qt 6.8 and its xcb and Wayland platforms load on a bare Debian 12, and a Chinese font."""


def start(journey: Sequence[str] = ()) -> int:
    """Open the window on the usual library, without the command line; gives the exit status.

    Args:
        journey: What follows ``smoke``: the report of a journey through the window, ``--library`` and the library's folder.
    """
    try:
        if not journey:
            return open_window(None)
        check()
        report, _option, folder = journey
        ahead = _open_ahead(Path(folder))
        from ui.window.smoke import run

        return run(ahead, Path(report))
    except KnownError as error:
        from ui.wording import sentence

        print(sentence(error), file=sys.stderr)
        return 1


def open_window(folder: Path | None, link: str = "") -> int:
    """Open the window on a library; gives the exit status.

    Args:
        folder: The library; None for the usual one.
        link: A link from an export (``piyue://…``) whose place is shown; empty for none.

    Raises:
        KnownError: There is no display, or Qt's system libraries are missing.
    """
    if getattr(sys, "frozen", False) and Path(sys.executable).stem == "piyue-cli":
        return _open_beside(folder, link)
    if hand_over(folder or default_library(), link):
        return 0
    check()
    ahead = _open_ahead(folder or default_library())
    from ui.window.application import run_window

    return run_window(ahead, link)


def _open_ahead(folder: Path) -> Ahead:
    """Let the library open before the rest of the window is imported: that takes longer than to read the shelf."""
    collect_by_hand()  # a start only makes what stays; and lanes begin here
    keep_little()
    from ui.window.ahead import Ahead

    return Ahead(folder)


def _open_beside(folder: Path | None, link: str) -> int:
    """Start the windowed program that lies beside the packaged command line, which itself carries no Qt."""
    program = Path(sys.executable)
    window = program.with_name("piyue" + program.suffix)
    return subprocess.call([str(window), *(["--library", str(folder)] if folder else []), *([link] if link else [])])


def check() -> None:
    """Raise ``KnownError`` where a window cannot open here."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not platform and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise KnownError("no-display")
    if missing := missing_library(platform):
        raise KnownError("qt-libraries-missing", library=missing, command=f"sudo apt-get install {DEBIAN_PACKAGES}")


def missing_library(platform: str) -> str:
    """Give the first system library that Qt lacks here; empty where it has all.

    Args:
        platform: ``QT_QPA_PLATFORM``; empty for the system's own.
    """
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return "PySide6"
    home = Path(found.submodule_search_locations[0])
    plugins = home / "Qt" / "plugins" / "platforms"
    wanted = [home / "Qt" / "lib" / "libQt6Gui.so.6", home / "Qt" / "lib" / "libQt6Widgets.so.6"]
    if not platform and os.environ.get("DISPLAY"):
        wanted.append(plugins / "libqxcb.so")
    for library in wanted:
        if not library.exists():
            continue
        try:
            ctypes.CDLL(str(library))
        except OSError as error:
            return str(error).partition(":")[0]
    return ""
