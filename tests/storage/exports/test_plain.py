"""Plain text reads like a letter."""

from __future__ import annotations

from storage.exports.plain import plain
from tests.support.exports import WHEN, document, labels, placed, text_of


def test_each_note_has_its_words_and_its_source() -> None:
    text = text_of()
    written = plain([document(placed(text, 1, "分类保护", note="问题", tags=("甲",)), text=text)], WHEN, labels())
    assert written == (
        "数据安全管理办法\n某部 某发〔2026〕1号 2026-01-02\n\n"
        "“分类保护”\n——《数据安全管理办法》第三条第（一）项\n批注：问题\n标签：甲\n\n2026-11-22\n"
    )
