"""What was acknowledged survives kill -9. The big count is ``bench/figures.py kill``."""

from __future__ import annotations

from pathlib import Path

from bench.kill import kill_at_random


def test_every_annotation_that_was_printed_survives_kill_9(tmp_path: Path) -> None:
    outcome = kill_at_random(tmp_path / "library", kills=8, seed=7)
    assert outcome.kills == 8
    assert outcome.lost == 0
