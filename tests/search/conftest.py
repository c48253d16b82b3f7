"""A small index that the tests of search share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Entry, Index
from tests.support.search_texts import make_entry

LABOUR = """中华人民共和国劳动法
第一条 为了保护劳动者的合法权益，调整劳动关系，制定本法。
第二条 在中华人民共和国境内的企业和与之形成劳动关系的劳动者，适用本法。
第三条 劳动者享有取得劳动报酬、休息休假和社会保险费减免的权利。
用人单位应当缴纳社会保险费。
第十二条 劳动者就业，不因民族、种族、性别、宗教信仰不同而受歧视。
第三十三条 企业职工一方与企业可以就劳动报酬、工作时间等事项，签订集体合同。"""

OPINION = """关于强化知识产权保护的意见
国函〔2016〕65号
一、强化知识产权保护
各地应当落实《国务院关于同意的批复》（国函〔2016〕65号），供应、当地企业一视同仁。
二、健全机制
𠮷林省𠀀地区按GB/T 1.1—2020执行，不按GB/T 11—2020执行。知识、产权分开写在此处。
附注：以上。"""

STANDARD = """建筑设计防火规范
5.3.2 防火分区的面积不应大于１２００平方米。
5.3.3 安全出口应当设置。"""


@pytest.fixture
def entries() -> list[Entry]:
    """Give a law, an opinion and a standard."""
    return [
        make_entry("law", "中华人民共和国劳动法", LABOUR, date="2018-12-29", kind="法律", issuers=("全国人民代表大会",)),
        make_entry(
            "opinion", "关于强化知识产权保护的意见", OPINION, date="2019-11-24", kind="意见", number="国函〔2016〕65号",
            issuers=("国务院办公厅",),
        ),
        make_entry("standard", "建筑设计防火规范", STANDARD, number="GB 50016-2014", date="2014-08-27", kind="标准"),
    ]  # fmt: skip


@pytest.fixture
def index(tmp_path: Path, entries: list[Entry]) -> Iterator[Index]:
    """Give an index of the three documents."""
    made = Index(tmp_path / "index")
    made.update(entries)
    yield made
    made.close()
