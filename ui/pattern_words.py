"""Why a regular expression is refused, in the language of the program: the library that reads it says so in English."""

from __future__ import annotations

from collections.abc import Callable

from ui.translation import _

_REASONS: dict[str, Callable[[], str]] = {
    "missing )": lambda: _("括号没有闭合"),
    "unbalanced parenthesis": lambda: _("多了一个右括号"),
    "missing ]": lambda: _("方括号没有闭合"),
    "unterminated character set": lambda: _("方括号没有闭合"),
    "bad character range": lambda: _("方括号里的范围前后颠倒"),
    "nothing to repeat": lambda: _("重复符号前面没有可以重复的"),
    "multiple repeat": lambda: _("重复符号连用了"),
    "min repeat greater than max repeat": lambda: _("最少次数大于最多次数"),
    "repeat count too big": lambda: _("重复次数太大"),
    "bad escape (end of pattern)": lambda: _("末尾的反斜杠后面没有字符"),
    "invalid group reference": lambda: _("引用了没有的分组"),
    "unknown group": lambda: _("引用了没有的分组"),
    "missing >": lambda: _("分组名称没有以 > 结束"),
    "bad character in group name": lambda: _("分组名称里有不能用的字符"),
    "missing group name": lambda: _("分组没有名称"),
    "unknown extension": lambda: _("(? 后面的写法不存在"),
    "too complex": lambda: _("过于复杂"),
    "unknown property": lambda: _("没有这种字符类别"),
}


def pattern_reason(reason: str, position: int) -> str:
    """Give where a regular expression is wrong and, of the common mistakes, what is wrong.

    Args:
        reason: As the library ``regex`` says it; one that is not known here is left out where the position tells.
        position: The character at which reading stopped, from 1; 0 where that is not known.
    """
    words = _REASONS.get(reason)
    if not position:
        return words() if words else reason
    if words is None:
        return _("读到第 {position} 个字时不认识").format(position=position)
    return _("第 {position} 个字处，{reason}").format(position=position, reason=words())
