"""Without a display or without Qt's libraries, a sentence instead of an abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.errors import KnownError
from ui import display

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are Linux' own trouble")


def test_without_a_display_the_program_says_so_in_one_sentence(tmp_path: Path) -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "main.py", "--library", str(tmp_path)],
        cwd=ROOT,
        env=bare | {"LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "xvfb-run" in done.stderr
    assert "--help" in done.stderr


def test_a_missing_library_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(path: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(display.ctypes, "CDLL", load)
    with pytest.raises(KnownError) as caught:
        display.check()
    assert caught.value.details["library"] == "libxcb-cursor.so.0"
    assert "libxcb-cursor0" in str(caught.value.details["command"])


def test_offscreen_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.missing_library("offscreen") == ""
    display.check()
