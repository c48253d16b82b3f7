"""Files that LibreOffice, pandoc and Chromium wrote of the sample, and real OFDs: the words of the original, in its order."""

from __future__ import annotations

from pathlib import Path

import pytest

import reader
from reader.letters import letters

WRITTEN = sorted((Path(__file__).parent / "written").iterdir())

OFDS = {
    "hello.ofd": [
        "拿来主义",
        "鲁迅",
        "中国一向是所谓“闭关主义”，自己不去，别人也不许来。自从给枪炮打破了大门之后",
        "文艺不能自成为新文艺。",
    ],
    "helloworld.ofd": ["你好呀，OFD Reader&Writer！"],
    "namespace_no_std.ofd": ["你好呀，OFD Reader&Writer！"],
    "multiKeywordInTextCode.ofd": ["打发打发打发打发打发哈哈打发哈哈哈哈哈哈哈哈哈打发"],
    "no_page_container.ofd": [
        "上海增值税电子普通发票",
        "发票代码：031001900511",
        "名 称：上海浪潮云计算服务有限公司",
        "（小写）¥57.00",
    ],
    "path_unstd.ofd": ["根据《中华人民共和国刑事诉讼法》第", "（存根）", "填 发 人测试数据TFR"],
    "999.ofd": [
        "重庆增值税电子普通发票",
        "1 *餐饮服务*餐费",
        "2 *餐饮服务*餐费",
        "100 *餐饮服务*餐费",
    ],
    "SplitParagraph.ofd": [
        "报告：",
        "“超长文档“裁切测试",
        "第一段：K*",
        "结KZ划区区D”区有",
        "第二段",
        "第三段",
        "第四段",
    ],
    "拿来主义_page6.ofd": ["拿来主义", "鲁迅", "总之，我们要拿来。"],
}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_sample_reads_alike_from_every_format(path: Path, sample_bytes: bytes) -> None:
    original = reader.read(sample_bytes, "sample.txt")
    text = reader.read(path.read_bytes(), path.name)
    assert text.text_id == original.text_id
    assert [(each.path, each.title) for each in text.walk()] == [(each.path, each.title) for each in original.walk()]


@pytest.mark.parametrize("name", OFDS)
def test_real_ofds_are_read_in_order(name: str, data_dir: Path) -> None:
    text = reader.read((data_dir / "ofd" / name).read_bytes(), name).text
    at = 0
    for piece in OFDS[name]:
        assert piece in text[at:], piece
        at = text.index(piece, at) + len(piece)
    assert letters(text)
