"""Links on Windows: what is written, what it is taken for, and that nothing of it stays."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from reader.errors import KnownError
from tests.support.registry import Registry
from ui.links.handling import Handling, handling, turn_off, turn_on
from ui.links.windows import WindowsRegistrar, command_of, line_of

CLASS = r"HKCU\Software\Classes\piyue"
PROGRAM = (r"C:\Users\张 三\批阅\piyue.exe",)


@pytest.fixture
def registry() -> Registry:
    """Give the registry of somebody who has other programs."""
    registry = Registry()
    with registry.CreateKeyEx("HKCU", r"Software\Classes\other\shell\open\command") as key:
        registry.SetValueEx(key, "", 0, registry.REG_SZ, r'"C:\other.exe" "%1"')
    return registry


def test_what_windows_asks_for_is_written_and_nothing_of_it_stays(registry: Registry) -> None:
    before = copy.deepcopy(registry.keys)
    registrar = WindowsRegistrar(registry)
    assert handling(registrar, PROGRAM) == Handling("off")
    turn_on(registrar, PROGRAM)
    assert registry.values().items() - {
        (path, name): value for path, held in before.items() for name, (value, _kind) in held.items()
    }.items() == {
        ((CLASS, ""), "URL:Piyue"),
        ((CLASS, "URL Protocol"), ""),
        ((CLASS + r"\shell\open\command", ""), r'"C:\Users\张 三\批阅\piyue.exe" "%1"'),
    }
    assert handling(registrar, PROGRAM) == Handling("on", PROGRAM[0])
    turn_off(registrar, PROGRAM)
    assert registry.keys == before
    turn_off(registrar, PROGRAM)
    assert registry.keys == before


def test_a_program_that_moved_is_noticed_and_mended(registry: Registry, tmp_path: Path) -> None:
    registrar = WindowsRegistrar(registry)
    old = tmp_path / "piyue.exe"
    old.touch()
    turn_on(registrar, (str(old),))
    assert handling(registrar, PROGRAM) == Handling("elsewhere", str(old))
    old.unlink()
    assert handling(registrar, PROGRAM) == Handling("gone", str(old))
    turn_on(registrar, PROGRAM)
    assert handling(registrar, PROGRAM).standing == "on"


def test_another_program_gets_back_what_was_its(registry: Registry) -> None:
    registrar = WindowsRegistrar(registry)
    for path, name, value in (
        (r"Software\Classes\piyue", "", "Reader"),
        (r"Software\Classes\piyue", "URL Protocol", ""),
        (r"Software\Classes\piyue\shell\open\command", "", r"C:\reader.exe %1"),
    ):
        with registry.CreateKeyEx("HKCU", path) as key:
            registry.SetValueEx(key, name, 0, registry.REG_SZ, value)
    before = copy.deepcopy(registry.keys)
    assert handling(registrar, PROGRAM) == Handling("foreign", r"C:\reader.exe")
    turn_off(registrar, PROGRAM)
    assert registry.keys == before, "what somebody else wrote is not ours to take away"
    turn_on(registrar, PROGRAM)
    turn_on(registrar, (r"D:\piyue.exe",))
    assert handling(registrar, (r"d:\piyue.exe",)).standing in ("on", "gone")
    turn_off(registrar, PROGRAM)
    assert registry.keys == before


def test_what_others_keep_in_our_keys_stays(registry: Registry) -> None:
    registrar = WindowsRegistrar(registry)
    turn_on(registrar, PROGRAM)
    with registry.CreateKeyEx("HKCU", r"Software\Classes\piyue\DefaultIcon") as key:
        registry.SetValueEx(key, "", 0, registry.REG_SZ, "icon")
    turn_off(registrar, PROGRAM)
    assert {path: value for path, value in registry.values().items() if path[0].startswith(CLASS)} == {
        (CLASS + r"\DefaultIcon", ""): "icon"
    }
    assert handling(registrar, PROGRAM) == Handling("off")


def test_a_choice_in_the_settings_of_the_system_counts_more(registry: Registry) -> None:
    registrar = WindowsRegistrar(registry)
    with registry.CreateKeyEx(
        "HKCU", r"Software\Microsoft\Windows\Shell\Associations\UrlAssociations\piyue\UserChoice"
    ) as key:
        registry.SetValueEx(key, "ProgId", 0, registry.REG_SZ, "other")
    with pytest.raises(KnownError) as told:
        turn_on(registrar, PROGRAM)
    assert (told.value.case, told.value.details) == ("links-overruled", {"program": r"C:\other.exe"})


def test_what_was_written_by_hand_is_left_and_said(registry: Registry) -> None:
    for path, name, value in (
        (r"Software\Classes\piyue", "URL Protocol", ""),
        (r"Software\Classes\piyue\shell\open\command", "", line_of(PROGRAM)),
    ):
        with registry.CreateKeyEx("HKCU", path) as key:
            registry.SetValueEx(key, name, 0, registry.REG_SZ, value)
    registrar = WindowsRegistrar(registry)
    assert handling(registrar, PROGRAM).standing == "on"
    with pytest.raises(KnownError, match="links-not-ours"):
        turn_off(registrar, PROGRAM)


def test_a_registry_that_a_policy_forbids_is_said(registry: Registry) -> None:
    registry.forbidden = True
    with pytest.raises(KnownError, match="links-unwritable"):
        turn_on(WindowsRegistrar(registry), PROGRAM)


def test_the_line_of_a_command_is_read_as_it_was_written() -> None:
    from_source = (r"C:\Program Files\Python\pythonw.exe", r"D:\批 阅\main.py")
    assert line_of(from_source) == r'"C:\Program Files\Python\pythonw.exe" "D:\批 阅\main.py" "%1"'
    assert command_of(line_of(from_source)) == from_source
    assert command_of(r"C:\piyue.exe %1") == (r"C:\piyue.exe",)
    assert command_of(r'"C:\piyue.exe" --link "%L"') == (r"C:\piyue.exe", "--link")
