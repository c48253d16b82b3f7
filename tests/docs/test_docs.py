"""What the documents name is there: files, modules, commands, figures, menu entries and their keys."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from PySide6.QtGui import QKeySequence

from bench.figures import NAMES
from ui.cli.click_words import translate_click
from ui.cli.common import piyue
from ui.window.actions import TABLE

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("reader", "storage", "search", "ui")
FOLDERS = (*PACKAGES, "assets", "bench", "build", "docs", "tests", ".ci")
GUIDE = ROOT / "docs" / "guide.zh-CN.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
MADE = ("dist/piyue",)
"""Named in the documents, made by the program."""


def blocks_of_code(page: Path) -> list[str]:
    """Give the lines of the blocks of code."""
    return [line for block in BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]


def named_in_code(page: Path) -> list[str]:
    """Give what stands between backticks, and the lines of the blocks of code."""
    return [*re.findall(r"`([^`\n]+)`", BLOCK.sub("", page.read_text("utf-8"))), *blocks_of_code(page)]


def exists(path: str) -> bool:
    """Tell whether a path, or a bare file name, is one of the tree."""
    if "/" in path:
        return path in MADE or (ROOT / path).exists()
    return (ROOT / path).exists() or any(next((ROOT / folder).rglob(path), None) for folder in FOLDERS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_and_links_exist(page: Path) -> None:
    paths = {
        found[0].rstrip("/.")
        for named in named_in_code(page)
        for found in re.finditer(
            rf"(?<![\w./~-])(?:(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*|[a-z_]+\.py\b)", named
        )
    }
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [path for path in sorted(paths) if not exists(path)] == []
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_files_that_the_code_names_exist() -> None:
    named = re.compile(rf"(?<![\w./~-])(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*\.(?:py|md|csv)\b")
    sources = [source for folder in (*PACKAGES, "bench", "build") for source in (ROOT / folder).rglob("*.py")]

    assert sources
    missing = {found for source in sources for found in named.findall(source.read_text("utf-8")) if not exists(found)}
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_modules_and_what_they_define_exist(page: Path) -> None:
    def is_there(name: str) -> bool:
        *folders, last = name.split(".")
        parent = ROOT.joinpath(*folders)
        if (parent / last).is_dir() or (parent / f"{last}.py").is_file():
            return True
        source = parent.with_suffix(".py") if parent.with_suffix(".py").is_file() else parent / "__init__.py"
        return source.is_file() and bool(re.search(rf"\b{last}\b", source.read_text("utf-8")))

    modules = {
        named for named in named_in_code(page) if re.fullmatch(rf"(?:{'|'.join(PACKAGES)})(?:\.[A-Za-z_]+)+", named)
    }
    assert [name for name in sorted(modules) if not is_there(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_figures_can_be_counted(page: Path) -> None:
    figures = re.findall(r"bench/figures\.py ([a-z_]+)", page.read_text("utf-8"))

    assert sorted({*figures} - {*NAMES}) == []


def command_lines(page: Path) -> list[str]:
    """Give the lines of a page that are commands of the program, without what starts it."""
    lines = [line.split("main.py ", 1)[1] for line in named_in_code(page) if line.startswith("uv run main.py ")]
    if page == GUIDE:  # its table of commands leaves out what starts them, and says 子命令 for any of them
        lines += [line for line in blocks_of_code(page) if not line.startswith("uv ")]
    return [line for line in lines if line != "子命令"]


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "README.zh-CN.md", GUIDE], ids=lambda page: str(page.relative_to(ROOT))
)
def test_command_lines_are_those_of_the_program(page: Path) -> None:
    translate_click()  # as each start does: what a command calls its values is settled when it is loaded
    wrong = []
    for line in command_lines(page):
        command = piyue.get_command(click.Context(piyue), re.split(r"[ ，]", line)[0])
        below = command.commands.values() if isinstance(command, click.Group) else ()
        known = {option for one in (command, *below) if one for given in one.params for option in given.opts}
        if command is None or {*re.findall(r"--[a-z-]+", line)} - known:
            wrong.append(line)
    assert wrong == []


def test_the_guide_names_every_command() -> None:
    guide = GUIDE.read_text("utf-8")

    commands = piyue.list_commands(click.Context(piyue))
    assert [name for name in commands if not re.search(rf"(?<![\w-]){name}(?![\w-])", guide)] == []


def test_the_guide_names_every_entry_of_the_menu_and_its_key() -> None:
    guide = GUIDE.read_text("utf-8")
    keys = {spec.text(): [*map(QKeySequence, spec.keys)] for spec in TABLE}
    told = re.findall(r"“([^“”]+)”(?:…)?（((?:Ctrl|Alt|Shift)\+[^）]+|F\d+)）", guide)

    assert [spec.text() for spec in TABLE if spec.menu not in ("", "help") and spec.text() not in guide] == []
    assert len(told) > 3
    assert [(words, key) for words, key in told if words in keys and QKeySequence(key) not in keys[words]] == []
