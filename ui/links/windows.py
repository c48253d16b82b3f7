r"""``piyue://`` links on Windows: a class of this user in the registry, for which nobody has to be an administrator.

``HKEY_CURRENT_USER\Software\Classes\piyue`` as in Microsoft's "Registering an Application to a URI Scheme": a value
``URL Protocol``, and the command under ``shell\open\command``, where ``%1`` stands for the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reader.errors import KnownError
from ui.links.handling import Registered

_ROOT = r"Software\Classes\piyue"
_COMMAND = _ROOT + r"\shell\open\command"
_KEYS = (_COMMAND, _ROOT + r"\shell\open", _ROOT + r"\shell", _ROOT)
"""In the order in which they can go: Windows deletes no key that has others in it."""
_CHOICE = r"Software\Microsoft\Windows\Shell\Associations\UrlAssociations\piyue\UserChoice"
_SCHEME = "URL Protocol"
_MADE = "URL:Piyue"
"""The name of the class, by which it is known as written by Piyue."""
_BEFORE = "Before Piyue"
"""Value that keeps what another program had written, in the key where it stood."""
_PART = re.compile(r'"([^"]*)"|(\S+)')
_PLACEHOLDER = re.compile(r"%[1LlVvUu*]")


class WindowsRegistrar:
    """The registry of the user."""

    def __init__(self, winreg: Any) -> None:
        """Stand ready.

        Args:
            winreg: The module of the standard library, or what behaves like it.
        """
        self._winreg = winreg

    def registered(self) -> Registered | None:
        """Give what Windows would start now; None for nothing."""
        chosen = self._read(_CHOICE, "ProgId")
        if chosen and chosen.lower() != "piyue":  # in the system's settings, which count more than any class
            command = self._read(rf"Software\Classes\{chosen}\shell\open\command", "")
            return Registered(command_of(command) if command else (chosen,), ours=False)
        command = self._read(_COMMAND, "")
        if not command or self._read(_ROOT, _SCHEME) is None:  # without it Windows takes the class for no scheme
            return None
        return Registered(command_of(command), ours=self._read(_ROOT, "") == _MADE)

    def register(self, command: Sequence[str]) -> None:
        """Let Windows start a command for a link; what another program had written is kept aside."""
        with _known():
            is_foreign = self._read(_ROOT, "") != _MADE and self._read(_COMMAND, "") is not None
            for path, value in ((_ROOT, _MADE), (_COMMAND, line_of(command))):
                before = self._read(path, "")
                if is_foreign:
                    self._write(path, _BEFORE, before or "")
                self._write(path, "", value)
            if self._read(_ROOT, _SCHEME) is None:
                self._write(_ROOT, _SCHEME, "")

    def unregister(self) -> None:
        """Take away what ``register`` wrote, and give another program back what was its."""
        if self._read(_ROOT, "") != _MADE:
            return
        with _known():
            was_foreign = self._read(_COMMAND, _BEFORE) is not None
            for path in (_COMMAND, _ROOT):
                before = self._read(path, _BEFORE)
                if before:
                    self._write(path, "", before)
                else:
                    self._delete(path, "")
                self._delete(path, _BEFORE)
            if was_foreign:
                return
            self._delete(_ROOT, _SCHEME)
            for path in _KEYS:
                self._delete_empty(path)

    def _read(self, path: str, name: str) -> str | None:
        """Give a value, None where there is none; the name of a key's own value is empty."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, path, 0, self._winreg.KEY_READ) as key:
                value, _kind = self._winreg.QueryValueEx(key, name)
        except OSError:  # not there, or a policy forbids to look
            return None
        return value if isinstance(value, str) else None

    def _write(self, path: str, name: str, value: str) -> None:
        with self._winreg.CreateKeyEx(self._winreg.HKEY_CURRENT_USER, path, 0, self._winreg.KEY_WRITE) as key:
            self._winreg.SetValueEx(key, name, 0, self._winreg.REG_SZ, value)

    def _delete(self, path: str, name: str) -> None:
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, path, 0, self._winreg.KEY_WRITE) as key:
                self._winreg.DeleteValue(key, name)
        except FileNotFoundError:
            return

    def _delete_empty(self, path: str) -> None:
        """Delete a key in which nothing is left; another's values and keys keep it."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, path, 0, self._winreg.KEY_READ) as key:
                keys, values, _written = self._winreg.QueryInfoKey(key)
        except FileNotFoundError:
            return
        if not keys and not values:
            self._winreg.DeleteKey(self._winreg.HKEY_CURRENT_USER, path)


def line_of(command: Sequence[str]) -> str:
    """Give a command as the registry holds it, the link last and in quotes: it may hold spaces, a path of Windows no quotes."""
    return " ".join(f'"{part}"' for part in (*command, "%1"))


def command_of(line: str) -> tuple[str, ...]:
    """Give program and arguments of such a line, without what stands for the link."""
    parts = (quoted or plain for quoted, plain in _PART.findall(line))
    return tuple(part for part in parts if not _PLACEHOLDER.fullmatch(part))


@contextmanager
def _known() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KnownError("links-unwritable", reason=error.strerror or str(error)) from error
