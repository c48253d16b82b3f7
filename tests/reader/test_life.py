"""Dates of publication, force and amendment, and what a document repeals."""

from __future__ import annotations

import pytest

import reader
from reader.model import Field, Text


def law(*lines: str, title: str = "某管理条例") -> Text:
    return reader.read("\n".join((title, *lines)).encode(), "a.txt")


def value(field: Field | None) -> str | None:
    return field.value if field else None


def dates(text: Text) -> tuple[str | None, str | None, str | None]:
    return value(text.published), value(text.effective), value(text.amended)


ARTICLE = "第一条 为了某事，制定本条例。"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (
            ("2008年11月19日 国务院第36次常务会议修订通过", "2008年12月1日 国务院令第541号公布", "2009年1月1日 施行"),
            ("2008-12-01", "2009-01-01", "2008-11-19"),
        ),
        (
            (
                "（2005年8月28日某市人民代表大会通过　根据2012年10月26日《关于修改〈某法〉的决定》第一次修正　自2013年1月1日起施行）",
            ),
            (None, "2013-01-01", "2012-10-26"),
        ),
        (("1982年12月4日 全国人民代表大会公告公布施行",), ("1982-12-04", "1982-12-04", None)),
        (
            ("1988年4月12日 第七届全国人民代表大会第一次会议通过的《某宪法修正案》",),
            (None, None, "1988-04-12"),
        ),
        (("2020年1月2日 《关于修改某些条例的决定》公布",), ("2020-01-02", None, None)),
        (("公布日期：2020年1月2日", "施行日期：2020年3月1日"), ("2020-01-02", "2020-03-01", None)),
        (("2001年2月3日 国务院令第1号公布 自公布之日起施行",), ("2001-02-03", "2001-02-03", None)),
    ],
)
def test_notes_under_the_title(notes: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    text = law(*notes, ARTICLE)
    assert dates(text) == expected
    for field in (text.published, text.effective, text.amended):
        assert not field or field.span


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("第二条 本条例自2020年1月1日起施行。", "2020-01-01"),
        ("第二条 本条例自２０２０年１月１日起正式施行。", "2020-01-01"),
        ("第二条 本条例第三条自2020年1月1日起施行。", None),
        ("第二条 依照自2020年1月1日起施行的《某法》办理。", None),
        ("第二条 新建项目自2020年1月1日起执行。", None),
        ("第二条 本条例自公布之日起施行。", None),
    ],
)
def test_the_last_article_names_the_day(article: str, expected: str | None) -> None:
    assert value(law(ARTICLE, article).effective) == expected


def test_a_law_in_force_since_its_publication_takes_the_day_of_the_order() -> None:
    text = law("2001年2月3日 国务院令第1号发布", ARTICLE, "第二条 本条例自发布之日起施行。")
    assert value(text.effective) == "2001-02-03"


def test_who_signs_publishes() -> None:
    text = law(
        "各县人民政府：",
        "一、甲。",
        "二、本通知自印发之日起施行。",
        "某市人民政府",
        "2020年5月6日",
        title="某市人民政府关于甲的通知",
    )
    assert value(text.effective) == "2020-05-06"
    assert [field.value for field in text.signature] == ["某市人民政府"]


def test_the_year_in_the_title_tells_of_an_amendment() -> None:
    assert value(law(ARTICLE, title="某供水条例（2021修正）").amended) == "2021"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("《甲法》、《乙法》和《丙条例》同时废止。", ["甲法", "乙法", "丙条例"]),
        (
            "1986年9月5日公布、1994年修订公布的《甲条例》和1990年发布的《乙办法》（某发〔1990〕2号）同时废止。",
            ["甲条例", "乙办法"],
        ),
        ("根据《甲法》制定的《乙办法》同时废止。", ["乙办法"]),
        ("自本条例施行之日起，《甲条例》即行废止。", ["甲条例"]),
        ("《甲<乙>办法》予以废止。", ["甲<乙>办法"]),
        ("本条例自2020年1月1日起施行，同时废止《甲规定》、《乙规定》。", ["甲规定", "乙规定"]),
        ("《甲条例》第三条同时废止。", []),
        ("《甲条例》中与本条例不一致的规定同时废止。", []),
        ("制定《甲条例》的机关应当公布废止的规章。", []),
        ("同时废止《甲条例》第三条。", []),
    ],
)
def test_repeals(sentence: str, expected: list[str]) -> None:
    text = law(ARTICLE, f"第二条 {sentence}")
    assert [field.value for field in text.repeals] == expected
    for field in text.repeals:
        assert field.span
        assert text.text[field.span.start : field.span.end] == field.value


def test_a_decision_repeals_what_its_title_says() -> None:
    text = law("决定废止《某办法》。", title="某市人民政府关于废止《某办法》的决定")
    assert [field.value for field in text.repeals] == ["某办法"]


def test_a_title_that_tells_of_a_repeal_repeals_nothing() -> None:
    assert law("一、甲。", title="关于《某办法》废止后有关问题的通知").repeals == ()


def test_a_decision_that_amends_repeals_nothing() -> None:
    text = law("一、删去第三条。", title="关于修改《某办法》的决定")
    assert text.repeals == ()


def test_attachments_are_listed() -> None:
    text = law(
        "各县人民政府：",
        "现印发给你们。",
        "附件：1.甲方案（2020年版）",
        "2.乙清单",
        "某市人民政府",
        "2020年5月6日",
        title="某市人民政府关于印发甲方案的通知",
    )
    assert [field.value for field in text.attachments] == ["甲方案（2020年版）", "乙清单"]
    one_line = law("甲。", "附件：1．甲表 2．乙表", "某市人民政府", "2020年5月6日", title="某市人民政府关于甲的通知")
    assert [field.value for field in one_line.attachments] == ["甲表", "乙表"]
