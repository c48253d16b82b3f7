"""The site's own words go, the document's stay."""

from __future__ import annotations

import reader

DOCUMENT = [
    "某市人民政府关于推进数字政府建设的意见",
    "各县人民政府，市政府各部门：",
    "为推进数字政府建设，提出如下意见：",
    "一、总体要求",
    "支持网站和客户端融合，方便群众扫一扫办事。",
    "二、保障措施",
    "加强组织领导。",
    "某市人民政府",
    "2020年1月2日",
]


def read(lines: list[str]) -> list[str]:
    return reader.read("\n".join(lines).encode(), "剪贴板.txt").text.split("\n")


def test_lines_around_a_document_that_speak_of_the_site_go() -> None:
    head = ["首页 > 政策", "热门推荐 更多>"]
    tail = [
        "复制 搜索 分享",
        "您可以选择以下方式:",
        "1、重新复制操作",
        "2、开通VIP,享受下载海量资源",
        "QQ好友 微信 更多",
    ]
    assert read([*head, *DOCUMENT, *tail]) == DOCUMENT


def test_the_source_keeps_them() -> None:
    assert "QQ好友" in reader.read("\n".join([*DOCUMENT, "QQ好友 微信"]).encode(), "a.txt").source


def test_a_document_that_speaks_of_clients_loses_nothing() -> None:
    assert read(DOCUMENT) == DOCUMENT


def test_where_all_is_site_all_stays() -> None:
    assert read(["开通VIP", "QQ好友 微信"]) == ["开通VIP", "QQ好友 微信"]
