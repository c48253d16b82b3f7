"""What the packaged program leaves out: parts of Qt that nothing here uses, and the libraries that only they needed.

PyInstaller's hooks collect all plugins and translations of a Qt module. One of the plugins, the GTK platform theme, alone brings
twenty libraries. So the plugins are chosen here, and then everything that nothing kept refers to is dropped.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""PyInstaller's description of a file: its place in the package, where it comes from, its kind."""

PLUGINS = {
    # X11, Wayland, Windows, macOS; offscreen is for the smoke test and for pictures made by scripts.
    "platforms": ("qxcb", "qwayland-generic", "qwindows", "qcocoa", "qoffscreen"),
    # Chinese is typed through one of these on Linux. The wheel has none for fcitx: README, "Typing Chinese".
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    # File dialogs of the desktop without linking to GTK.
    "platformthemes": ("qxdgdesktopportal",),
    "styles": ("qmodernwindowsstyle", "qwindowsvistastyle", "qmacstyle"),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qico", "qicns"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("adwaita", "bradient"),
}
"""Folder of Qt plugins -> names of those that are carried, without ``lib`` and suffix."""

TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")
"""Qt's own texts (buttons of dialogs, menus of text fields), in the languages that the program speaks."""


LOADED = ("pdfium",)
"""Libraries that Python loads by their names (ctypes), without ``lib`` and suffix."""


def qt_modules(sources: Path) -> set[str]:
    """Give the names of the Qt modules (``QtGui``) that the Python files under a folder import."""
    found: set[str] = set()
    for path in sources.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("PySide6."):
                found.add(node.module.split(".")[1])
    return found


def is_wanted(entry: Entry, modules: set[str]) -> bool:
    """Tell whether a file is carried, as far as its name says; libraries are decided by ``without_unreferenced``.

    Args:
        entry: A file of the package.
        modules: The Qt modules that are used.
    """
    place = PurePath(entry[0])
    if "PySide6" not in place.parts:
        return True
    folder, name = place.parent.name, place.stem.removesuffix(".abi3")
    if "plugins" in place.parts:
        return name.removeprefix("lib") in PLUGINS.get(folder, ())
    if folder == "translations":
        return place.name in TRANSLATIONS
    # QtGui.abi3.so, QtGui.pyd, and their .pyi; on Windows Qt's own Qt6Gui.dll lies beside them.
    if folder == "PySide6" and name.startswith("Qt") and not name.startswith("Qt6"):
        return name in modules
    return True


def without_unreferenced(entries: Iterable[Entry], imports: Callable[[str], set[str]]) -> list[Entry]:
    """Drop the libraries that no extension module, plugin or program of the package links to, however indirectly.

    Args:
        entries: Binaries of the package.
        imports: Gives the file names of the libraries that a binary links to.
    """
    entries = list(entries)
    libraries = {PurePath(place).name.lower(): source for place, source, kind in entries if kind == "BINARY"}
    waiting = [source for place, source, kind in entries if kind == "EXTENSION" or _is_root(place)]
    needed: set[str] = set()
    while waiting:
        for name in {name.lower() for name in imports(waiting.pop())} & libraries.keys() - needed:
            needed.add(name)
            waiting.append(libraries[name])
    return [
        entry
        for entry in entries
        if entry[2] == "EXTENSION" or _is_root(entry[0]) or PurePath(entry[0]).name.lower() in needed
    ]


def without_dangling(entries: Iterable[Entry], carried: Iterable[Entry]) -> list[Entry]:
    """Drop the links whose target is not carried.

    Args:
        entries: Data files and links of the package.
        carried: Its binaries.
    """
    places = {place for place, _source, _kind in carried}
    return [entry for entry in entries if entry[2] != "SYMLINK" or entry[1] in places]


def _is_root(place: str) -> bool:
    """Plugins are loaded by Qt, Python's library by the starter, and those of ``LOADED`` by Python: nothing links to them."""
    path = PurePath(place)
    return (
        "plugins" in path.parts
        or path.name.startswith(("libpython", "python3", "Python"))
        or path.stem.removeprefix("lib") in LOADED
    )
