"""Whether a document is in force, and titles as others write them."""

from __future__ import annotations

import pytest

import reader
from reader.model import Reference, Span, Text
from reader.names import Names, name_key
from reader.validity import Claim, Validity, claims_of, standing

TODAY = "2022-06-01"


def read(*lines: str) -> Text:
    return reader.read("\n".join(lines).encode(), "a.txt")


def of(title: str, date: str, *claims: Claim, effective: str = "2001-01-01", is_dated: bool = True) -> Validity:
    return standing(title, date, effective, claims, TODAY, is_dated=is_dated)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("中华人民共和国民法典", "民法典"),
        ("民法典", "民法典"),
        ("某供水条例（2021修正）", "某供水条例"),
        ("某 供水条例(2021年第二次修订)", "某供水条例"),
        ("某办法（试行）", "某办法试行"),
        ("省实施〈甲法〉办法", name_key("省实施《甲法》办法")),
        ("某法修正案（1988年）", "某法修正案1988年"),
        ("令", ""),
    ],
)
def test_one_name(title: str, key: str) -> None:
    assert name_key(title) == key


def test_a_reference_finds_its_documents() -> None:
    names = Names(
        [
            ("a", "中华人民共和国民法典", ""),
            ("b", "中华人民共和国民法典", ""),
            ("c", "某规划", "某发〔2016〕65号"),
            ("d", "某规范", "GB 50016—2014"),
        ]
    )

    def found(kind: str, target: str) -> tuple[str, ...]:
        return names.find(Reference(kind, Span(0, 1), target))  # type: ignore[arg-type]

    assert found("document", "民法典") == ("a", "b")
    assert found("number", "某发[2016]65号") == ("c",)
    assert found("standard", "GB50016-2014") == ("d",)
    assert found("document", "刑法") == found("clause", "第一条") == ()


def test_what_a_law_says_of_others() -> None:
    text = read(
        "某供水条例",
        "2019年3月1日 某市人民代表大会通过",
        "第一条 甲。",
        "第二条 本条例自2020年1月1日起施行。《某供水办法》同时废止。",
    )
    assert claims_of(text) == (
        Claim("repeals", "某供水办法", "2020-01-01", "某供水条例"),
        Claim("is", "某供水条例", "2019-03-01", "某供水条例"),
    )
    decision = read("某市关于修改《某供水条例》的决定", "2021年3月1日 某市人民代表大会通过", "一、甲。")
    assert Claim("amends", "某供水条例", "2021-03-01", "某市关于修改《某供水条例》的决定") in claims_of(decision)


def test_standing() -> None:
    repealed = Claim("repeals", "某办法", "2020-01-01", "某条例")
    assert of("某办法", "1999-01-01") == Validity("in-force", "2001-01-01")
    assert of("某办法", "1999-01-01", repealed) == Validity("repealed", "2020-01-01", "某条例")
    assert of("某办法（已废止）", "1999-01-01") == Validity("repealed")
    assert of("某办法", "2022-05-01", effective="2023-01-01") == Validity("future", "2023-01-01")
    assert of("某通知", "2020-01-01", effective="", is_dated=False) == Validity()


def test_a_repeal_does_not_reach_what_is_younger_nor_is_it_before_its_day() -> None:
    repealed = Claim("repeals", "某办法", "2020-01-01", "某条例")
    assert of("某办法", "2021-01-01", repealed).state == "in-force"
    assert of("某办法", "1999-01-01", Claim("repeals", "某办法", "2023-01-01", "某条例")).state == "in-force"


def test_a_later_version_and_a_decision_amend() -> None:
    version = Claim("is", "某条例", "2021-01-01", "某条例")
    decision = Claim("amends", "某条例", "2022-01-01", "关于修改《某条例》的决定")
    assert of("某条例", "2019-01-01", version) == Validity("amended", "2021-01-01", "某条例")
    assert of("某条例", "2021-01-01", version, decision).source == "关于修改《某条例》的决定"
    assert of("某条例", "2022-01-01", version, decision).state == "in-force"
    # The later version repeats that it repealed its forerunner of the same name: that is no repeal of this one.
    assert of("某条例", "2019-01-01", Claim("repeals", "某条例", "2020-01-01", "某条例")).state == "in-force"
