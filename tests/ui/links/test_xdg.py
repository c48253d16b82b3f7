"""Links on Linux: the two files, what they are taken for, and that they are as before in the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from ui.links.handling import Handling, handling, turn_off, turn_on
from ui.links.xdg import ENTRY, XdgRegistrar, command_of, entry_text, with_default, without_default

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what Linux has; test_windows.py has the other")

NAMES = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), min_size=1).map("/".__add__)


@pytest.fixture
def home(own_home: Path) -> XdgRegistrar:
    """Give the files of a user whose folders are his home, on no desktop in particular."""
    return XdgRegistrar((own_home, own_home / "etc"), (own_home, own_home / "usr"), ("gnome",))


@pytest.fixture
def program(tmp_path: Path) -> tuple[str, ...]:
    """Give a program that is there, at a place as users have them."""
    place = tmp_path / "软 件" / "piyue"
    place.parent.mkdir()
    place.touch(0o755)
    return (str(place),)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_files_are_written_and_gone_again(home: XdgRegistrar, program: tuple[str, ...], own_home: Path) -> None:
    assert handling(home, program) == Handling("off")
    turn_on(home, program)
    turn_on(home, program)
    assert files_in(own_home).keys() == {f"applications/{ENTRY}", "mimeapps.list"}
    assert handling(home, program) == Handling("on", program[0])
    turn_off(home, program)
    assert files_in(own_home) == {}
    turn_off(home, program)


def test_a_program_that_moved_is_noticed_and_mended(home: XdgRegistrar, program: tuple[str, ...]) -> None:
    here = ("/opt/piyue/piyue",)
    turn_on(home, program)
    assert handling(home, here) == Handling("elsewhere", program[0])
    Path(program[0]).unlink()
    assert handling(home, here) == Handling("gone", program[0])
    turn_on(home, here)
    assert handling(home, here).standing == "on"


def test_who_opened_links_before_does_so_again(home: XdgRegistrar, program: tuple[str, ...], own_home: Path) -> None:
    (own_home / "applications").mkdir()
    (own_home / "applications" / "reader.desktop").write_text("[Desktop Entry]\nExec=/usr/bin/reader %U\n")
    (own_home / "mimeapps.list").write_text(
        "# mine\n[Default Applications]\ntext/html=firefox.desktop\nx-scheme-handler/piyue=reader.desktop;\n\n[Added Associations]\n"
    )
    before = files_in(own_home)
    assert handling(home, program) == Handling("foreign", "/usr/bin/reader")
    turn_on(home, program)
    assert handling(home, program).standing == "on"
    turn_off(home, program)
    assert files_in(own_home) == before


def test_the_list_of_the_running_desktop_counts_more(
    home: XdgRegistrar, program: tuple[str, ...], own_home: Path
) -> None:
    (own_home / "applications").mkdir()
    (own_home / "applications" / "reader.desktop").write_text("[Desktop Entry]\nExec=/usr/bin/reader %U\n")
    own = own_home / "gnome-mimeapps.list"
    own.write_text("[Default Applications]\nx-scheme-handler/piyue=reader.desktop\n")
    with pytest.raises(KnownError, match="links-overruled"):
        turn_on(home, program)
    own.write_text("[Default Applications]\nx-scheme-handler/piyue=missing.desktop\n")
    assert handling(home, program).standing == "on", "an entry that is not there opens nothing"


def test_what_was_written_by_hand_is_left_and_said(
    home: XdgRegistrar, program: tuple[str, ...], own_home: Path
) -> None:
    (own_home / "applications").mkdir()
    (own_home / "applications" / "piyue.desktop").write_text(f'[Desktop Entry]\nExec="{program[0]}" %u\n')
    (own_home / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/piyue=piyue.desktop\n")
    assert handling(home, program).standing == "on"
    with pytest.raises(KnownError, match="links-not-ours"):
        turn_off(home, program)


def test_a_list_that_is_a_link_stays_one(home: XdgRegistrar, program: tuple[str, ...], own_home: Path) -> None:
    kept = own_home / "dotfiles.list"
    kept.touch()
    (own_home / "mimeapps.list").symlink_to(kept)
    turn_on(home, program)
    assert ENTRY in kept.read_text()
    turn_off(home, program)
    assert (own_home / "mimeapps.list").is_symlink()
    assert kept.read_text() == ""


def test_a_folder_that_cannot_be_written_is_said(home: XdgRegistrar, program: tuple[str, ...], own_home: Path) -> None:
    (own_home / "applications").touch()
    with pytest.raises(KnownError, match="file-unwritable"):
        turn_on(home, program)


@given(st.lists(NAMES, min_size=1, max_size=3).map(tuple))
def test_a_command_is_read_as_it_was_written(command: tuple[str, ...]) -> None:
    (line,) = [line for line in entry_text(command).split("\n") if line.startswith("Exec=")]
    assert command_of(line.removeprefix("Exec=")) == command


LINES = st.lists(
    st.sampled_from(
        ["# mine", "", "text/html=firefox.desktop;", "x-scheme-handler/piyue=reader.desktop", "[Added Associations]"]
    ),
    max_size=8,
)


@given(LINES, LINES, st.booleans())
def test_a_list_is_to_the_letter_as_before(first: list[str], second: list[str], has_group: bool) -> None:
    middle = ["[Default Applications]", "text/plain=kate.desktop"] if has_group else []
    text = "".join(f"{line}\n" for line in [*first, *middle, *second])
    registered = with_default(text)
    assert with_default(registered) == registered
    assert without_default(registered) == text


@pytest.mark.skipif(shutil.which("gio") is None, reason="no gio here")
def test_the_desktop_starts_the_program_with_the_link(tmp_path: Path, own_home: Path) -> None:
    """The real way from a click to the program: what a browser and a file manager call."""
    told = tmp_path / "told"
    os.mkfifo(told)
    program = tmp_path / "软 件 $(x) 100%" / 'pi"yue`'
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\n')
    program.chmod(0o755)
    turn_on(XdgRegistrar.of_environment(os.environ), (str(program), "main.py"))
    subprocess.run(["gio", "open", "piyue://annotation/ab12"], check=True, timeout=20)
    heard = subprocess.run(["cat", told], capture_output=True, text=True, check=True, timeout=20)
    assert heard.stdout == "main.py\npiyue://annotation/ab12\n"
