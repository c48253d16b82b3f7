"""The bundled sample: a municipal document in one paragraph whose marks a site scrambled. Issue 2, "Done when" 2.

The truth was written by hand from the page; expected texts stand here as far as they are headings, numbers and counts, and as
a hash of the letters for the whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import reader
from reader.letters import letters
from reader.model import Clause, Text

ROOT = Path(__file__).resolve().parents[2]

HEADINGS = [
    (1, "一", "总体要求"),
    (2, "一", "发展思路"),
    (2, "二", "发展目标"),
    (1, "二", "重点任务"),
    (2, "三", "依靠自主创新引领转型升级"),
    (2, "四", "进一步聚集高端装备等创新产业"),
    (2, "五", "营造创新创业良好生态环境"),
    (2, "六", "构建开放创新大格局"),
    (1, "三", "保障措施"),
    (2, "七", "建立符合创新规律的政府管理制度"),
    (2, "八", "完善科技公共投入资金体系"),
    (2, "九", "建立健全科技政策保障体系"),
    (2, "十", "加强对自创区建设工作的领导"),
]


@pytest.fixture(scope="module")
def sample(sample_bytes: bytes) -> Text:
    return reader.read(sample_bytes, "sample.txt")


def headings(clauses: tuple[Clause, ...], level: int = 1) -> list[tuple[int, str, str]]:
    found = []
    for clause in clauses:
        found.append((level, clause.number, clause.title))
        found.extend(headings(clause.children, level + 1))
    return found


def test_metadata(sample: Text) -> None:
    assert sample.title
    assert letters(sample.title.value) == letters(sample.text.split("\n")[0])
    assert len(sample.title.value) == 22
    assert sample.title.value.endswith("的实施意见")
    assert sample.kind
    assert sample.kind.value == "意见"
    assert sample.date
    assert sample.date.value == "2016-11-02"
    assert [field.value for field in sample.issuers] == [sample.text.split("\n")[-2]]
    assert sample.number is None
    assert [field.value for field in sample.addressees] == [
        "各区市县人民政府",
        "各先导区管委会",
        "市政府各有关部门",
        "各有关单位",
    ]
    assert [field.value for field in sample.numbers_cited] == ["国函〔2016〕65号", "辽政发〔2016〕46号"]


def test_thirteen_headings_with_level_number_title_and_nesting(sample: Text) -> None:
    assert headings(sample.clauses) == HEADINGS


def test_paths_follow_the_nesting(sample: Text) -> None:
    assert [clause.path for clause in sample.walk()][:5] == ["一、", "一、（一）", "一、（二）", "二、", "二、（三）"]


def test_forty_one_tasks(sample: Text) -> None:
    names = [body.name for task in sample.tasks for body in task.bodies]
    assert len(sample.tasks) == 41
    assert (len(names), len(set(names))) == (165, 30)
    assert [count for _, count in Counter(names).most_common(4)] == [34, 32, 30, 9]
    for task in sample.tasks:
        for body in task.bodies:
            assert sample.text[body.span.start : body.span.end] == body.name
            assert task.statement.start < body.span.start < body.span.end <= task.statement.end
        assert task.measure.end <= task.statement.start


def test_each_task_knows_its_clause(sample: Text) -> None:
    assert [task.clause for task in sample.tasks][:3] == ["一、（二）", "二、（三）", "二、（三）"]
    assert sample.tasks[-1].clause == "三、（十）"


def test_no_letter_is_lost_or_invented(sample: Text) -> None:
    assert letters(sample.text) == letters(sample.source)
    assert len(letters(sample.text)) == 5799
    digest = hashlib.sha256(letters(sample.text).encode()).hexdigest()
    assert sample.text_id == digest


def test_figures_and_quotations_are_restored(sample: Text) -> None:
    for piece in (
        "比重达到3.5%，",
        "比重达到55%以上",
        "利用3-5年时间",
        "“5+22”人才政策",
        "（2016—2025年）》，",
        "（以下简称自创区）提出如下实施意见：\n",
        "“多规合一”等改革",
        "“科技创业进校园”“科技创业导师伴你行”等",
    ):
        assert piece in sample.text


def test_places_are_counted_not_marks(sample: Text) -> None:
    """The page has 633 gaps with marks; some take two or three, such as 》（."""
    assert sample.restored == 633


def test_the_statement_in_mid_sentence_does_not_break_it(sample: Text) -> None:
    assert re.search("股份转让（责任单位：[^）]+）、职工教育经费税前扣除、股权和分红激励等政策", sample.text)


def test_the_page_of_the_site_gives_the_same_document(sample: Text, data_dir: Path) -> None:
    page = reader.read((data_dir / "seed" / "page.txt").read_bytes(), "page.txt")
    assert page.text == sample.text
    assert "VIP" in page.source


def test_the_truth_of_the_page(sample: Text, data_dir: Path) -> None:
    truth = json.loads((data_dir / "seed" / "truth.json").read_text(encoding="utf-8"))
    assert [[body.name for body in task.bodies] for task in sample.tasks] == [
        entry["units"] for entry in truth["responsible_units"]
    ]
    assert sample.title
    assert sample.title.value == truth["title"]
    assert [field.value for field in sample.issuers] == [truth["issuer"]]
    by_hand = (data_dir / "seed" / "restored_by_hand.txt").read_text(encoding="utf-8")
    assert letters(sample.text) == letters(by_hand)
    assert set(by_hand.splitlines()[:4]) <= set(sample.text.splitlines())


DICTIONARY = ROOT / "assets" / "dictionaries" / "words.txt"
"""All words of jieba, as build/dictionary.py takes them over: places and bodies of the whole country are among them."""


def test_no_rule_names_a_body_or_the_place_of_the_sample(sample: Text) -> None:
    names = {body.name for task in sample.tasks for body in task.bodies}
    assert sample.title
    names |= {sample.title.value, sample.issuers[0].value, sample.issuers[0].value[:2]}
    rules = [path for path in (ROOT / "reader").rglob("*") if path.suffix == ".py"]
    rules += [path for path in (ROOT / "assets").rglob("*") if path.suffix in (".txt", ".json", ".toml", ".csv")]
    for path in rules:
        if path.parent.name == "sample" or path == DICTIONARY:
            continue
        words = path.read_text(encoding="utf-8")
        assert not [name for name in names if name in words], path
