"""Hostile files through the real workers: ``uv run bench/figures.py hostile`` (docs/reliability.md; issue 3, point 6)."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from reader.errors import KnownError
from tests.support.hostile_files import CANARY, hostile_files
from tests.support.listening import Listener
from ui.wording import sentence
from ui.workers import READ_SECONDS, Worker


def main(_arguments: list[str]) -> int:
    """Read every file and print what became of each family; 1 where one hung, broke out or ended in no sentence."""
    outcomes: dict[str, Counter[str]] = {}
    slowest = 0.0
    failed = 0
    with Listener() as listener, Worker() as worker:
        for file in hostile_files(listener.port):
            data = file.make()
            began = time.monotonic()
            try:
                outcome = "read" if worker.read(data, file.name).text else "nothing"
            except KnownError as error:
                outcome = error.case
                if not sentence(error):
                    failed += 1
            took = time.monotonic() - began
            slowest = max(slowest, took)
            if took > READ_SECONDS + 1 or outcome == "file-broke-reader":
                failed += 1
            if took > 5 or outcome in ("file-broke-reader", "file-too-slow"):
                print(f"{file.family}, {file.name}: {outcome}, {took:.1f} s")
            outcomes.setdefault(file.family, Counter())[outcome] += 1
        heard = listener.heard
    left = [
        place for place in (Path(tempfile.gettempdir()), Path.cwd(), Path.cwd().parent) if (place / CANARY).exists()
    ]
    print(f"\n{'family':34}{'files':>6}  outcomes")
    for family, cases in sorted(outcomes.items()):
        print(f"{family:34}{cases.total():6}  " + ", ".join(f"{case} {count}" for case, count in cases.most_common()))
    total = sum(cases.total() for cases in outcomes.values())
    print(
        f"\n{total} files in {len(outcomes)} families; slowest {slowest:.1f} s; connections {heard}; files left {len(left)}"
    )
    return 1 if failed or heard or left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
