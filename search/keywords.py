"""The words that tell what a document is about: frequent in it, rare elsewhere (TF-IDF with jieba's table of frequencies)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import util
from pathlib import Path

from search.segmenter import cut

_WORD = re.compile(r"(?!第[一二三四五六七八九十百千0-9]+)(?=.*[A-Za-z\u3400-\u9fff])[A-Za-z0-9\u3400-\u9fff]{2,}")
_CANDIDATES = 80
"""Looked up in the table, the most frequent first: a word behind them is no keyword, however rare."""

_STOCK = """
应当 规定 或者 依法 依照 本法 本条例 本办法 本规定 法律 法规 有关 以及 进行 可以 不得 按照 根据 并且 其他 下列 情形 条例 办法 部门 单位 责任
工作 加强 建设 发展 推进 完善 实施 组织 开展 支持 相关 国家 规范 管理 负责 具体 自行 方面 给予 予以 人民 附则 总则 国务院 人民政府 人民法院
本市 本省 以上 以下 同时 提供 要求 制定 建立 健全 提高 促进 通过 鼓励 行为 违反 处以 罚款 机关 人员 主管部门 行政部门 行政 坚持 打造 日起
施行 废止 人民代表大会 常务委员会
"""
_COMMON = frozenset(_STOCK.split())
"""Frequent in every official text: the table counts newspapers, in which they are rare."""

_UNKNOWN_WEIGHT = 11.0
"""Of a word that the table does not have: nearly that of its median (11.6), less because names split badly end up here."""


def keywords(text: str, title: str = "", *, limit: int = 8) -> tuple[str, ...]:
    """Give the keywords of a document, the weightiest first.

    Args:
        text: The reading text.
        title: A word of the title counts double.
        limit: How many at most.
    """
    words = [word for word in cut(text) if _WORD.fullmatch(word) and word not in _COMMON]
    counted = Counter(words)
    candidates = [
        (word, count) for word, count in counted.most_common(_CANDIDATES) if count > 1 or len(words) < _CANDIDATES
    ]
    weighed = _weights([word for word, _ in candidates])
    scores = {word: count * weighed[word] * (2 if word in title else 1) for word, count in candidates}
    ranked = sorted(scores, key=lambda word: (-scores[word], word))
    return tuple(_without_pieces(ranked)[:limit])


def _without_pieces(ranked: Sequence[str]) -> list[str]:
    """Leave out a word that a weightier one holds (职业 behind 职业教育)."""
    kept: list[str] = []
    for word in ranked:
        if not any(word in other for other in kept):
            kept.append(word)
    return kept


def _weights(words: Sequence[str]) -> dict[str, float]:
    table = _table()
    return {word: _weight(table, word) for word in words}


def _weight(table: bytes, word: str) -> float:
    """Look a word up: some dozens of words do not need the 270,000 of the table in memory as objects."""
    at = table.find(f"\n{word} ".encode())
    if at < 0:
        return _UNKNOWN_WEIGHT
    number = table[table.index(b" ", at) : table.index(b"\n", at + 1)]
    weight = float(number)
    return weight if math.isfinite(weight) else _UNKNOWN_WEIGHT


@cache
def _table() -> bytes:
    """Give jieba's table, a line a word with its weight; empty where the package came without it, so that frequency alone counts."""
    spec = util.find_spec("jieba")
    folders = spec.submodule_search_locations if spec and spec.submodule_search_locations else []
    for folder in folders:
        path = Path(folder) / "analyse" / "idf.txt"
        if path.is_file():
            return b"\n" + path.read_bytes().replace(b"\r\n", b"\n") + b"\n"
    return b""
