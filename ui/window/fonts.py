"""Which of the system's fonts play our two roles: a serif (宋) for documents and a sans (黑) for the program."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

# In order of preference; the first that the system has is used. Names as the systems list them, Chinese ones included.
_DOCUMENT_FAMILIES = (
    "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC",
    "FangSong", "仿宋", "FangSong_GB2312", "SimSun", "宋体", "Songti SC", "STSong", "AR PL UMing CN",
)  # fmt: skip
_PROGRAM_FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Noto Sans SC",
    "Microsoft YaHei UI", "Microsoft YaHei", "微软雅黑", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "SimHei",
)  # fmt: skip


def document_family() -> str:
    """Give the family for the words of documents."""
    return _first_of(_DOCUMENT_FAMILIES)


def program_family() -> str:
    """Give the family for the words of the program."""
    return _first_of(_PROGRAM_FAMILIES)


def has_chinese() -> bool:
    """Tell whether any font of the system can show simplified Chinese."""
    return bool(_chinese_families())


def font(family: str, pixels: float, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give a font in device-independent pixels (they follow the screen's scale)."""
    made = QFont(family)
    made.setPixelSize(round(pixels))
    made.setWeight(weight)
    return made


@cache
def _chinese_families() -> frozenset[str]:
    return frozenset(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


@cache
def _first_of(preferred: tuple[str, ...]) -> str:
    there = _chinese_families()
    for family in preferred:
        if family in there:
            return family
    # Any font that shows Chinese is better than a better-looking one that does not; last the system's own choice.
    return min(there, default=QFont().family())
