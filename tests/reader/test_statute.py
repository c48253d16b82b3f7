"""Laws whose marks were scrambled."""

from __future__ import annotations

import pytest

import reader
from reader.letters import letters
from tests.support.noise import scramble

LAW = """某市供水条例
（2019年3月1日某市人民代表大会常务委员会第二次会议通过）
第一章　总则
第一条　为了规范供水、用水，保障安全，制定本条例。
第二条　本市行政区域内的供水、用水活动，适用本条例；法律另有规定的，从其规定。
第二章　水源、水质
第一节　保护
第三条　下列区域为水源保护区：
（一）水库、湖泊；
（二）河流。
第四条　依照本条例第二条、第五条的规定批准的，不适用第三章、第四章的规定。
第四条之一　禁止污染水源。
第三章　附则
第五条　本条例自2019年5月1日起施行。
"""


@pytest.mark.parametrize("seed", range(4))
def test_the_outline_comes_back(seed: int) -> None:
    text = reader.read(scramble(LAW, seed).encode(), "a.txt")
    sound = reader.read(LAW.encode(), "a.txt")
    assert text.restored
    outline = [(clause.kind, clause.path, clause.title) for clause in sound.walk() if clause.kind != "paragraph"]
    assert [(clause.kind, clause.path, clause.title) for clause in text.walk() if clause.kind != "paragraph"] == outline
    assert letters(text.text) == letters(LAW)
    assert text.title
    assert text.title.value == "某市供水条例"


def test_mentions_of_articles_make_no_statute() -> None:
    words = "依照第一条、第三条、第九条的规定，甲，乙（丙）的《丁》，戊、己。" * 20
    text = reader.read(scramble(words, 1).encode(), "a.txt")
    assert not [clause for clause in text.walk() if clause.kind == "article"]
