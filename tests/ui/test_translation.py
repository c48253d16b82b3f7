"""Which language the program speaks."""

from __future__ import annotations

import sys

import pytest

from ui.translation import _, counted, in_context, language, language_of_system, use_preferred

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its language by a call")
@pytest.mark.parametrize(
    ("set_to", "expected"),
    [
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_system_is_asked_for_its_language(
    monkeypatch: pytest.MonkeyPatch, set_to: dict[str, str], expected: str
) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in set_to.items():
        monkeypatch.setenv(variable, value)
    assert language_of_system() == expected


def test_the_users_choice_goes_before_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.translation.language_of_system", lambda: "zh")
    with language("zh"):
        use_preferred("en")
        assert _("已导入") != "已导入"
        use_preferred("klingon")
        assert _("已导入") == "已导入"


def test_the_head_of_the_notes_is_not_one_note() -> None:
    with language("en"):
        assert in_context("panel", "批注") == "Notes"
        assert _("批注") == "Note"
    with language("zh"):
        assert in_context("panel", "批注") == "批注"


def test_one_is_no_plural() -> None:
    with language("en"):
        assert [counted("{count} 条批注", count).format(count=count) for count in (0, 1, 2)] == [
            "0 notes",
            "1 note",
            "2 notes",
        ]
    with language("zh"):
        assert {counted("{count} 条批注", count) for count in (0, 1, 2)} == {"{count} 条批注"}
