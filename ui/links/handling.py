"""What the system does with a ``piyue://`` link, and what can be done about it; how it is written down is each system's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from reader.errors import KnownError
from ui.translation import _

Standing = Literal["on", "off", "gone", "elsewhere", "foreign"]

_MAIN = Path(__file__).resolve().parents[2] / "main.py"


@dataclass(frozen=True, slots=True)
class Registered:
    """What the system starts for a link.

    Attributes:
        command: Program and arguments, without the link.
        ours: Whether Piyue, this or another copy of it, wrote it down.
    """

    command: tuple[str, ...]
    ours: bool


class Registrar(Protocol):
    """Where a system keeps who opens which links."""

    def registered(self) -> Registered | None:
        """Give what the system would start now; None for nothing."""

    def register(self, command: Sequence[str]) -> None:
        """Let the system start a command for a link; what another program had written is kept aside.

        Raises:
            KnownError: It cannot be written.
        """

    def unregister(self) -> None:
        """Take away what ``register`` wrote, of whichever copy of the program, and nothing else.

        Raises:
            KnownError: It cannot be written.
        """


@dataclass(frozen=True, slots=True)
class Handling:
    """What becomes of a link.

    Attributes:
        standing: ``on`` it opens this program; ``off`` nothing; ``gone`` Piyue at a place where it is no more; ``elsewhere``
            another copy of Piyue; ``foreign`` another program.
        program: The program in question; empty where there is none.
    """

    standing: Standing
    program: str = ""


def handling(registrar: Registrar, program: Sequence[str]) -> Handling:
    """Ask the system what it does with a link.

    Args:
        registrar: The system's.
        program: How this program is started (``this_program``).
    """
    found = registrar.registered()
    if found is None or not found.command:
        return Handling("off")
    shown = found.command[-1]
    if _normal(found.command) == _normal(program):
        return Handling("on", shown)
    if not found.ours:
        return Handling("foreign", shown)
    is_whole = all(Path(part).exists() for part in found.command)
    return Handling("elsewhere" if is_whole else "gone", shown)


def turn_on(registrar: Registrar, program: Sequence[str]) -> None:
    """Let the system start this program for a link, whatever it started before.

    Raises:
        KnownError: ``links-overruled``: another setting of the system counts more. Or it cannot be written.
    """
    registrar.register(program)
    found = handling(registrar, program)
    if found.standing != "on":
        raise KnownError("links-overruled", program=found.program)


def turn_off(registrar: Registrar, program: Sequence[str]) -> None:
    """Take away what was registered by ``turn_on``.

    Raises:
        KnownError: ``links-not-ours``: somebody registered this program by hand. Or it cannot be written.
    """
    registrar.unregister()
    if handling(registrar, program).standing == "on":
        raise KnownError("links-not-ours")


def system_registrar() -> Registrar:
    """Give where this system keeps it.

    Raises:
        KnownError: ``links-by-bundle``: macOS reads it from the program itself and asks nobody.
    """
    if sys.platform == "win32":
        import winreg

        from ui.links.windows import WindowsRegistrar

        return WindowsRegistrar(winreg)
    if sys.platform == "darwin":
        raise KnownError("links-by-bundle")
    from ui.links.xdg import XdgRegistrar

    return XdgRegistrar.of_environment(os.environ)


def this_program() -> tuple[str, ...]:
    """Give how the window of this very copy is started: the packaged program, or Python with ``main.py``."""
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return (str(program.with_name("piyue" + program.suffix)),)  # piyue-cli stands beside it
    silent = program.with_name("pythonw" + program.suffix)  # on Windows the other one opens a console
    return (str(silent if sys.platform == "win32" and silent.exists() else program), str(_MAIN))


def in_words(found: Handling) -> str:
    """Say it in a sentence."""
    words = {
        "on": _("点 piyue:// 链接，系统会打开这里的批阅。"),
        "off": _("系统还不会打开 piyue:// 链接。"),
        "gone": _("piyue:// 链接登记在 {program}，那里已经没有批阅了。"),
        "elsewhere": _("piyue:// 链接登记给了另一处的批阅：{program}。"),
        "foreign": _("piyue:// 链接由另一个程序打开：{program}。"),
    }
    return words[found.standing].format(program=found.program)


def _normal(command: Sequence[str]) -> list[str]:
    """Not resolved: the Python of an environment is a link to one that lacks its libraries."""
    return [os.path.normcase(os.path.normpath(part)) for part in command]
