"""What the lanes do for the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ui.importing import ImportRow, Source
from ui.window import library_work as work
from ui.window.importing.pace import Pace

FILES = 2000


def test_an_import_tells_how_far_it_is_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time something is painted: with every file of thousands that are there already, the window would stand still."""

    def import_sources(
        files: list[Source], _store: object, report: Callable[[ImportRow, int, int], None], **_others: object
    ) -> list[ImportRow]:
        for done in range(1, len(files) + 1):
            report(ImportRow("", "unchanged"), done, len(files))
        return []

    monkeypatch.setattr("ui.importing.import_sources", import_sources)
    heard: list[tuple[int, int]] = []
    tasks: Any = SimpleNamespace(call=lambda _lane, function, *arguments: function(*arguments))
    workspace: Any = SimpleNamespace(library=SimpleNamespace(known_sources=dict), readers=None)
    work.import_all(
        tasks,
        workspace,
        [Source(str(Path("a")), "a", b"a")] * FILES,
        progress=lambda done, total: heard.append((done, total)),
        cancelled=lambda: False,
        pace=Pace(),
    )
    assert heard[0] == (1, FILES)
    assert heard[-1] == (FILES, FILES)
    assert len(heard) < FILES / 10
