"""What show --json tells of a document."""

from __future__ import annotations

import reader
from reader.names import Names
from tests.support.window_objects import card
from ui import portrait

LINES = (
    "某市人民政府关于甲的意见",
    "各县人民政府：",
    "根据《乙规划》（以下简称《规划》）第三条制定本意见，自公布之日起施行，《丙意见》同时废止。",
    "一、到2018年，建设学校5所以上。（责任单位：市教育局）",
    "附件：丁方案",
    "某市人民政府",
    "2016年5月6日",
)


def test_all_that_was_read_is_told() -> None:
    text = reader.read("\n".join(LINES).encode(), "a.txt")
    told = portrait.of_document(card(1), text, ("学校",), Names([("d7", "乙规划", "")]))
    assert told["keywords"] == ["学校"]
    assert told["validity"] is None
    assert told["repeals"] == ["丙意见"]
    assert told["signature"] == ["某市人民政府"]
    assert told["attachments"] == ["丁方案"]
    assert [(one["short"], one["full"]) for one in told["definitions"]] == [("规划", "乙规划")]
    assert [(one["target"], one["path"], one["documents"]) for one in told["references"]] == [
        ("乙规划", "第三条", ["d7"]),
        ("丙意见", "", []),
    ]
    (task,) = told["tasks"]
    assert (task["deadline"], task["figures"]) == ("2018", ["5所以上"])
