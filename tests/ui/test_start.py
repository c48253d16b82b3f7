"""What a window loads before its first page: a start of a second has no room for what is needed later, or never."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from ui.window.application import tick_finely

LATER = {
    *("docx", "jinja2", "lxml", "markdown_it", "openpyxl", "pypdfium2", "segno"),  # importing and exporting
    *("jieba", "pypinyin", "rapidfuzz", "regex", "rjieba", "whoosh"),  # searching and comparing
    *("search.index", "search.preparation"),
    *("psutil", "click", "ui.cli"),  # workers and the command line
    *(
        "ui.window.searching.search_view",
        "ui.window.ledger.view",
        "ui.window.all_notes.view",
        "ui.window.crash_dialog",
    ),  # not seen yet
    *("ui.window.versions.review_view", "ui.window.versions.compare_view", "reader.versions"),
    *("ui.all_notes", "ui.exporting", "ui.following", "ui.importing", "ui.ledger", "ui.note_import"),
    "sqlite_utils",  # new libraries and those of older programs
}

_LOOK = """
import sys
import ui.display
from ui.window.application import run_window
print(*sorted(sys.modules))
"""


def test_a_window_that_opens_loads_nothing_that_it_does_not_show() -> None:
    answer = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True)
    assert not LATER & set(answer.stdout.split())


_IMPORT = """
import builtins
from PySide6.QtCore import QTimer
from ui.window.application import make_application
application = make_application([])
import linecache
linecache.clearcache()
import ui.exporting
print(builtins.__import__.__name__, len(linecache.cache))
"""


def test_no_source_is_read_for_what_is_imported_after_qt() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True, env=environment
    )
    name, sources = answer.stdout.split()
    assert "feature" not in name
    assert sources == "0"


def test_on_windows_the_clock_ticks_as_finely_as_the_interpreter_is_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    windows = SimpleNamespace(winmm=SimpleNamespace(timeBeginPeriod=asked.append))
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    tick_finely()
    monkeypatch.setattr(sys, "platform", "win32")
    tick_finely()
    assert asked == ([1] if os.name == "posix" else [1, 1])
