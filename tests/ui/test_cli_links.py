"""The command about links: what the system does with them, turned on and off; and a link never carries a command."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from storage.library import Library
from tests.support.cli import CommandLine
from tests.support.registry import Registry
from tests.support.texts import make_text, source_of
from ui.cli import run
from ui.links.handling import this_program


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there the system keeps it otherwise")
def test_links_are_turned_on_and_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piyue = CommandLine(tmp_path / "library", capsys)
    here = this_program()[-1]
    assert piyue("links") == {"state": "off", "program": None}
    assert piyue("links", "on") == piyue("links") == {"state": "on", "program": here}
    monkeypatch.setattr("ui.cli.links.this_program", lambda: ("/opt/piyue/piyue",))
    assert piyue("links") == {"state": "elsewhere", "program": here}
    assert run(["links"]) == 0
    assert capsys.readouterr().out == f"piyue:// 链接登记给了另一处的批阅：{here}。\n"
    assert piyue("links", "off") == {"state": "off", "program": None}
    assert not (tmp_path / "library").exists(), "no library is needed, and none is made"


def test_a_system_that_forbids_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.links.windows import WindowsRegistrar

    monkeypatch.setattr("ui.cli.links.system_registrar", lambda: WindowsRegistrar(Registry(forbidden=True)))
    piyue = CommandLine(tmp_path / "library", capsys)
    piyue("links", "on", status=1)
    assert piyue.error == "系统不允许登记 piyue:// 链接：Access is denied。\n"
    monkeypatch.undo()
    monkeypatch.setattr(sys, "platform", "darwin")
    piyue("links", "on", status=1)
    assert "应用程序" in piyue.error


def test_what_follows_a_link_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows puts a link between quotes as it is; one that holds quotes itself would go on as arguments."""
    asked: list[tuple[object, str]] = []
    monkeypatch.setattr("ui.display.open_window", lambda folder, link: asked.append((folder, link)) or 0)
    assert run(["PIYUE://annotation/ab12", "--library", "elsewhere", "remove", "劳动法"]) == 0
    assert asked == [(None, "PIYUE://annotation/ab12")]


def test_a_link_in_a_note_is_a_word_like_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = make_text("甲办法", "第一条 为了试验，制定本办法。")
    with contextlib.closing(Library.open(tmp_path / "library")) as library:
        library.add(text, source_of(text), "/甲办法.txt", "甲办法.txt")
    piyue = CommandLine(tmp_path / "library", capsys)
    piyue("annotate", "甲办法", "--quote", "试验", "--note", "piyue://annotation/ab12")
    (note,) = piyue("notes")
    assert note["note"] == "piyue://annotation/ab12"


def test_the_packaged_program_is_the_window_whichever_of_the_two_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for name in ("piyue", "piyue-cli"):
        monkeypatch.setattr(sys, "executable", f"/opt/批阅/{name}")
        assert this_program() == (str(Path("/opt/批阅/piyue")),)
