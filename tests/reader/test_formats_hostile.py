"""Files made to hurt, through the real worker: each ends in a sentence or a text, and nothing leaves the process."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from reader.errors import KnownError
from tests.support.hostile_files import CANARY, hostile_files
from tests.support.listening import Listener
from ui.wording import sentence
from ui.workers import Worker

SECONDS = 30.0
"""For one of the quick files. The limit of the worker itself is tested in tests/ui; `bench/hostile.py` reads all files under it."""


def test_there_are_a_hundred_files_in_twenty_families() -> None:
    files = list(hostile_files())
    assert len(files) >= 100
    assert len({file.family for file in files}) >= 20


def test_hostile_files_end_in_a_sentence_and_touch_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.workers.READ_SECONDS", SECONDS)
    surprises = []
    with Listener() as listener, Worker() as worker:
        for file in hostile_files(listener.port):
            if not file.quick:
                continue
            try:
                text = worker.read(file.make(), file.name)
            except KnownError as error:
                if error.case in ("file-broke-reader", "file-too-slow") or not sentence(error):
                    surprises.append((file.family, file.name, error.case))
            else:
                if not text.text or "root:" in text.text:
                    surprises.append((file.family, file.name, "what it read"))
        assert listener.heard == 0
    assert surprises == []
    for folder in (Path(tempfile.gettempdir()), Path.cwd(), Path.cwd().parent):
        assert not (folder / CANARY).exists()
