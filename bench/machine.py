"""10,000 random steps on a library against a plain dictionary: add, edit, move, delete, restore, undo, redo, new version, review, restart.

Run as ``uv run bench/figures.py machine [steps]``.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.library_machine import LibraryMachine

_LENGTH = 50


def main(arguments: Sequence[str]) -> int:
    """Take the steps; a difference is raised with the shortest way to it."""
    wanted = int(arguments[0]) if arguments else 10_000
    began = time.process_time()
    runs = 0
    while LibraryMachine.steps < wanted:
        run_state_machine_as_test(
            LibraryMachine,
            settings=settings(
                max_examples=20,
                stateful_step_count=_LENGTH,
                deadline=None,
                database=None,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
            ),
        )
        runs += 20
    print(
        f"{LibraryMachine.steps:,} steps in {runs} libraries without a difference,"
        f" {time.process_time() - began:.0f} s CPU"
    )
    return 0
