"""Short forms, and what they stand for."""

from __future__ import annotations

import pytest

from reader.definitions import definitions


@pytest.mark.parametrize(
    ("sentence", "short", "full"),
    [
        (
            "为保证某省人民代表大会常务委员会（以下简称省人大常委会）依法行使职权，",
            "省人大常委会",
            "某省人民代表大会常务委员会",
        ),
        ("根据《中华人民共和国文物保护法》(以下简称文物保护法)，", "文物保护法", "中华人民共和国文物保护法"),
        (
            "原则同意《某新区总体规划（2018—2035年）》（以下简称《总体规划》）。",
            "总体规划",
            "某新区总体规划（2018—2035年）",
        ),
        ("按照《某某改革的决定》（某发〔2004〕20号，以下简称《决定》）执行。", "决定", "某某改革的决定"),
        ("第六条 国家市场监督管理总局（以下简称市场监管总局）负责", "市场监管总局", "国家市场监督管理总局"),
        ("对太原钢铁（集团）有限公司（以下简称“太钢”）", "太钢", "太原钢铁（集团）有限公司"),
        ("应当通过国家企业信用信息公示系统（以下称“公示系统”）公告", "公示系统", "国家企业信用信息公示系统"),
        ("使用军工设备的企业、事业单位(以下简称企业、事业单位)应当", "企业、事业单位", "企业、事业单位"),
        ("适用于商场、宾馆和影剧院（以下统称公共场所）。", "公共场所", "商场、宾馆和影剧院"),
        ("全面推行行政执法公示制度，以下简称公示制度，要求", "公示制度", "全面推行行政执法公示制度"),
    ],
)
def test_forms(sentence: str, short: str, full: str) -> None:
    found = definitions(sentence)
    if short == full:  # what is called by itself
        assert found == ()
        return
    assert [(one.short, one.full) for one in found] == [(short, full)]
    assert sentence[found[0].span.start : found[0].span.end] == short


@pytest.mark.parametrize(
    "sentence",
    ["以下简称谓之。", "制定本条例（以下简称条例）。", "以下统称谓不变。", "价格（以下浮动）", "以下称述如下："],
)
def test_prose_defines_nothing(sentence: str) -> None:
    assert definitions(sentence) == ()


def test_the_first_place_counts() -> None:
    found = definitions("国家自创区（以下简称自创区）。某自创区域（以下简称自创区）。")
    assert [one.full for one in found] == ["国家自创区"]
