"""The words of click itself (headings of the help, wrong usage) in the language of the program.

Click asks the gettext of the standard library, which knows the language of the system and has no catalogue of click's. Its modules call
it by the names ``_`` and ``ngettext``, late, so that these names are where another catalogue is put in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from ui.translation import _

_MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)

WORDS: dict[str, Callable[[], str]] = {
    "Usage:": lambda: _("用法："),
    "[OPTIONS]": lambda: _("[选项]"),
    "COMMAND [ARGS]...": lambda: _("命令 [参数]..."),
    "[COMMAND] [ARGS]...": lambda: _("[命令] [参数]..."),
    "Options": lambda: _("选项"),
    "Commands": lambda: _("命令"),
    "Show this message and exit.": lambda: _("显示这段说明"),
    "required": lambda: _("必须给出"),
    "default: {default}": lambda: _("默认：{default}"),
    "Error: {message}": lambda: _("错误：{message}"),
    "Try '{command} {option}' for help.": lambda: _("用 '{command} {option}' 查看用法。"),
    "Missing command.": lambda: _("还要给出命令。"),
    "Missing argument": lambda: _("还要给出"),
    "Missing option": lambda: _("还要给出选项"),
    "Missing parameter": lambda: _("还要给出"),
    "No such option {name!r}.": lambda: _("没有选项 {name!r}。"),
    "No such command {name!r}.": lambda: _("没有命令 {name!r}。"),
    "Did you mean {possibility}?": lambda: _("是不是 {possibility}？"),
    "(Did you mean one of: {possibilities}?)": lambda: _("是不是其中之一：{possibilities}？"),
    "Invalid value: {message}": lambda: _("值不对：{message}"),
    "Invalid value for {param_hint}: {message}": lambda: _("{param_hint} 的值不对：{message}"),
    "Got unexpected extra argument ({args})": lambda: _("多给了：{args}"),
    "Got unexpected extra arguments ({args})": lambda: _("多给了：{args}"),
    "Option {name!r} requires an argument.": lambda: _("选项 {name!r} 后面要有值。"),
    "Option {name!r} does not take a value.": lambda: _("选项 {name!r} 后面不能有值。"),
    "Choose from:\n\t{choices}": lambda: _("可以是：\n\t{choices}"),
    "{value!r} is not {choice}.": lambda: _("{value!r} 不是 {choice}。"),
    "{value!r} is not one of {choices}.": lambda: _("{value!r} 不在其中：{choices}。"),
    "{value!r} does not match the format {format}.": lambda: _("{value!r} 不合格式 {format}。"),
    "{value!r} does not match the formats {formats}.": lambda: _("{value!r} 不合格式 {formats}。"),
    "{value!r} is not a valid {number_type}.": lambda: _("{value!r} 不是整数。"),
    "{value} is not in the range {range}.": lambda: _("{value} 不在范围 {range} 内。"),
    "{name} {filename!r} does not exist.": lambda: _("没有{name} {filename!r}。"),
    "{name} {filename!r} is a file.": lambda: _("{filename!r} 是文件，不是文件夹。"),
    "{name} {filename!r} is a directory.": lambda: _("{filename!r} 是文件夹，不是文件。"),
    "{name} {filename!r} is not readable.": lambda: _("{filename!r} 没有读取的权限。"),
    "Could not open file {filename!r}: {message}": lambda: _("打不开文件 {filename!r}：{message}"),
    "file": lambda: _("文件"),
    "directory": lambda: _("文件夹"),
    "path": lambda: _("文件或文件夹"),
}
"""Click's words -> ours; those about which no command of this program makes click speak are not here, and stay English."""


_TYPES: tuple[tuple[type[click.ParamType[Any]], Callable[[], str]], ...] = (
    (click.types.StringParamType, lambda: _("文字")),
    (click.types.IntParamType, lambda: _("整数")),
    (click.IntRange, lambda: _("整数")),
    (click.File, lambda: _("文件")),
)
"""What the help calls the values of options."""


class Command(click.Command):
    """A command whose line of usage is in the language of the program."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give what follows its name."""
        return [_one(piece) for piece in super().collect_usage_pieces(ctx)]


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give what follows its name."""
        return [_one(piece) for piece in super().collect_usage_pieces(ctx)]


def translate_click() -> None:
    """Let click speak the language of the program from now on, and set its columns by what characters take of a terminal."""
    for kind, word in _TYPES:
        kind.name = word()
    setattr(click.formatting, "term_len", _columns)  # noqa: B010  as its own module calls it
    for module in _MODULES:
        for name, words in (("_", _one), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, words)


def _columns(words: str) -> int:
    """Give how many columns words take: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in click.unstyle(words))


def _one(message: str) -> str:
    return WORDS[message]() if message in WORDS else message


def _counted(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)
