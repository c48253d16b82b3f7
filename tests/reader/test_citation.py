"""How a place is cited."""

from __future__ import annotations

from reader.model import cite


def test_a_title_within_a_title_has_marks_of_its_own() -> None:
    assert cite("劳动法", "第三条") == "《劳动法》第三条"
    assert cite("关于适用《民法典》的解释", "第一条") == "《关于适用〈民法典〉的解释》第一条"
    assert cite("关于废止《关于适用〈刑法〉的解释》的决定", "") == "《关于废止〈关于适用《刑法》的解释〉的决定》"
    assert cite("关于〈刑法〉的解释", "") == "《关于〈刑法〉的解释》", "written as it should be already"
