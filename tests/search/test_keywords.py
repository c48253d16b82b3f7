"""The words that tell what a document is about."""

from __future__ import annotations

import pytest

from search import keywords as module
from search.keywords import keywords

TEXT = """某市职业教育条例
第一条 职业教育应当培养技能人才。职业院校依法开展实训，企业应当接收学生实训。
第二条 职业院校的实训基地由企业与职业院校共同建设，2020年建成30个。违反本条例规定的，依法处理。
第三条 有关部门应当支持职业教育，企业应当支付实训津贴。"""


def test_what_a_text_is_about_comes_first() -> None:
    found = keywords(TEXT, "某市职业教育条例", limit=4)
    assert len(found) == 4
    assert {"实训", "职业院校"} <= set(found[:3])
    assert "职业" not in found


def test_stock_words_and_figures_are_none() -> None:
    found = keywords(TEXT, limit=100)
    assert not {"应当", "依法", "规定", "2020", "30", "第一条"} & set(found)


def test_nothing_has_no_keywords() -> None:
    assert keywords("") == ()


def test_without_the_table_frequency_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_table", lambda: b"")
    assert keywords(TEXT, limit=1)[0] in {"实训", "职业院校", "企业", "职业", "教育"}
