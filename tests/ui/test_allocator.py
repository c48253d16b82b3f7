"""What lanes give back of memory goes back to the system."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from ui import allocator

_HAS_GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "gnu_get_libc_version")

_LANES = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from ui.allocator import keep_little

def private():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))

def work():
    kept = []
    for _turn in range(3):  # as a shelf that is read again: much comes back, with a little made meanwhile that stays
        lists = [[None] * 200_000 for _ in range(8)]
        kept.append([None] * 1000)
        del lists
    return kept

if sys.argv[1:]:
    keep_little()
lanes = [ThreadPoolExecutor(1) for _ in range(4)]
before = private()
held = [lane.submit(work).result() for lane in lanes]
print(private() - before)
"""


@pytest.mark.skipif(not _HAS_GLIBC, reason="of the C library of Linux")
def test_what_lanes_give_back_is_not_kept_for_each_of_them() -> None:
    kept = subprocess.run([sys.executable, "-c", _LANES, "little"], capture_output=True, text=True, check=True)
    assert int(kept.stdout) < 3000  # KB; 50,000 without


def test_what_comes_again_and_again_gives_back_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    given: list[float] = []
    monkeypatch.setattr(allocator.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(allocator, "_given_back", 0.0)
    monkeypatch.setattr(allocator, "give_back", lambda: given.append(now[0]))
    for _letter in range(25):
        allocator.give_back_seldom()
        now[0] += 1.0
    assert given == [1000.0, 1011.0, 1022.0]
