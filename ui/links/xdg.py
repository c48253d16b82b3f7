"""``piyue://`` links on Linux: a desktop entry of this user, and a line in ``mimeapps.list`` that names it.

As in the specifications "Desktop Entry" 1.5 and "Association between MIME types and applications" 1.0.1 of freedesktop.org; what
``xdg-mime default`` would write, but beside what stood there, so that it can be taken away again to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.files import known_file_errors, write_atomically
from ui.links.handling import Registered
from ui.places import ASSETS

ENTRY = "piyue-link.desktop"
"""Not ``piyue.desktop``: that may be a user's own, in his menu."""
_TYPE = "x-scheme-handler/piyue"
_GROUP = "[Default Applications]"
_RESERVED = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
_TO_ESCAPE = re.compile(r'(["`$\\])')
_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_FIELD = re.compile("%[fFuUdDnNickvm]")
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_CODES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_CODE = re.compile(r"[\\\n\t\r]")


@dataclass(frozen=True, slots=True)
class XdgRegistrar:
    """The files of the user.

    Attributes:
        config: Folders of settings, the user's first (``$XDG_CONFIG_HOME``, ``$XDG_CONFIG_DIRS``).
        data: Folders of data, the user's first (``$XDG_DATA_HOME``, ``$XDG_DATA_DIRS``).
        desktops: What the running desktop calls itself, in lower case; its own lists count more.
    """

    config: tuple[Path, ...]
    data: tuple[Path, ...]
    desktops: tuple[str, ...] = ()

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> XdgRegistrar:
        """Give the files that the environment names, or the usual ones."""

        def folders(home: str, usual: str, others: str, usual_others: str) -> tuple[Path, ...]:
            own = Path(environment.get(home) or Path.home() / usual)
            return (own, *(Path(one) for one in (environment.get(others) or usual_others).split(":") if one))

        return cls(
            folders("XDG_CONFIG_HOME", ".config", "XDG_CONFIG_DIRS", "/etc/xdg"),
            folders("XDG_DATA_HOME", ".local/share", "XDG_DATA_DIRS", "/usr/local/share:/usr/share"),
            tuple(one.lower() for one in environment.get("XDG_CURRENT_DESKTOP", "").split(":") if one),
        )

    def registered(self) -> Registered | None:
        """Give what the desktop would start now; None for nothing."""
        for name in self._defaults():
            for folder in self.data:
                command = _command_in(folder / "applications" / name)
                if command:
                    return Registered(command, ours=name == ENTRY)
        return None

    def register(self, command: Sequence[str]) -> None:
        """Let the desktop start a command for a link; who did before comes next."""
        write_atomically(self._entry, entry_text(command).encode("utf-8", "surrogateescape"))
        before = _read(self._list)
        after = with_default(before)
        if after != before:
            write_atomically(self._list.resolve(), after.encode("utf-8", "surrogateescape"))

    def unregister(self) -> None:
        """Take away the entry and the name of it; a list that then holds nothing goes, too."""
        before = _read(self._list)
        after = without_default(before)
        with known_file_errors(self._list):
            if after != before and not after.strip() and not self._list.is_symlink():
                self._list.unlink()
            elif after != before:
                write_atomically(self._list.resolve(), after.encode("utf-8", "surrogateescape"))
            self._entry.unlink(missing_ok=True)

    @property
    def _entry(self) -> Path:
        return self.data[0] / "applications" / ENTRY

    @property
    def _list(self) -> Path:
        return self.config[0] / "mimeapps.list"

    def _defaults(self) -> Iterator[str]:
        """Give the names of the entries for our links, the one that counts first."""
        for folder in (*self.config, *(one / "applications" for one in self.data)):
            for name in (*(f"{desktop}-mimeapps.list" for desktop in self.desktops), "mimeapps.list"):
                lines = _read(folder / name).splitlines()
                at = _line_of_type(lines)
                if at is not None:
                    yield from filter(None, (one.strip() for one in lines[at].partition("=")[2].split(";")))


def entry_text(command: Sequence[str]) -> str:
    """Give the desktop entry that starts a command with a link."""
    # GLib takes %% in the name of a program for two characters, in what follows it for one.
    through = ["env"] if "%" in command[0] else []
    line = " ".join(map(_quoted, [*through, *command])) + " %u"
    values = {
        "Type": "Application",
        "Name": "Piyue",
        "Name[zh_CN]": "批阅",
        "Exec": line,
        "Icon": str(ASSETS / "icons" / "piyue.svg"),
        "MimeType": f"{_TYPE};",
        "NoDisplay": "true",  # it opens links, and is no second program in the menu
        "Terminal": "false",
    }
    written = (f"{name}={_TO_CODE.sub(_code, value)}\n" for name, value in values.items())
    return "[Desktop Entry]\n" + "".join(written)


def command_of(value: str) -> tuple[str, ...]:
    """Give program and arguments of an ``Exec`` as it is written in an entry, without what stands for the link."""
    line = re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), value)
    parts = [
        (re.sub(r"\\(.)", r"\1", quoted) if quoted else plain).replace("%%", "%")
        for quoted, plain in _ARGUMENT.findall(line)
        if not _FIELD.fullmatch(plain)
    ]
    return tuple(parts[1:] if parts[:1] == ["env"] else parts)


def with_default(text: str) -> str:
    """Give a ``mimeapps.list`` that names our entry first for our links; nothing else in it changes."""
    lines = text.splitlines(keepends=True)
    at = _line_of_type(lines)
    if at is not None:
        others = _without_entry(lines[at].partition("=")[2])
        lines[at] = f"{_TYPE}={ENTRY};{others}\n" if others.strip() else f"{_TYPE}={ENTRY}\n"
        return "".join(lines)
    for number, line in enumerate(lines):
        if line.strip() == _GROUP:
            lines[number] = line.rstrip("\r\n") + "\n"
            return "".join([*lines[: number + 1], f"{_TYPE}={ENTRY}\n", *lines[number + 1 :]])
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{_GROUP}\n{_TYPE}={ENTRY}\n"


def without_default(text: str) -> str:
    """Give a ``mimeapps.list`` that does not name our entry for our links; nothing else in it changes."""
    lines = text.splitlines(keepends=True)
    at = _line_of_type(lines)
    if at is None or ENTRY not in lines[at]:
        return text
    others = _without_entry(lines[at].partition("=")[2])
    if others.strip(" ;"):
        lines[at] = f"{_TYPE}={others}\n"
        return "".join(lines)
    del lines[at]
    is_last = at == len(lines) or lines[at].startswith("[")
    if is_last and lines[at - 1].strip() == _GROUP:  # nothing is left of the group
        del lines[at - 1]
        if at - 1 == len(lines) and lines and not lines[-1].strip():
            del lines[-1]
    return "".join(lines)


def _without_entry(names: str) -> str:
    """Give the names of a line without ours, and without the end of the line."""
    return ";".join(name for name in names.rstrip("\r\n").split(";") if name.strip() != ENTRY)


def _line_of_type(lines: Sequence[str]) -> int | None:
    """Give the number of the line of our links among the defaults."""
    is_inside = False
    for number, line in enumerate(lines):
        if line.startswith("["):
            is_inside = line.strip() == _GROUP
        elif is_inside and line.partition("=")[0].strip() == _TYPE:
            return number
    return None


def _command_in(entry: Path) -> tuple[str, ...]:
    """Give what a desktop entry starts; empty where there is none, or nothing in it."""
    is_inside = False
    for line in _read(entry).splitlines():
        if line.startswith("["):
            is_inside = line.strip() == "[Desktop Entry]"
        elif is_inside and line.partition("=")[0].strip() == "Exec":
            return command_of(line.partition("=")[2].strip())
    return ()


def _quoted(argument: str) -> str:
    """Give an argument as ``Exec`` holds it. What needs no quotes has none: the plain ``xdg-open`` does not know them."""
    doubled = argument.replace("%", "%%")
    if doubled and not _RESERVED.search(doubled):
        return doubled
    return '"' + _TO_ESCAPE.sub(r"\\\1", doubled) + '"'


def _code(found: re.Match[str]) -> str:
    return _CODES[found[0]]


def _read(path: Path) -> str:
    """Give the text of a file; empty where there is none to read."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return ""
