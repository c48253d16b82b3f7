"""A crash or a refusal leaves the old file or the new one."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from reader.errors import KnownError
from storage.files import write_atomically


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.md"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["file.md"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "case"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "file-unwritable"), (errno.EACCES, "file-unwritable")]
)
def test_a_failing_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, case: str
) -> None:
    path = tmp_path / "file.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(KnownError) as caught:
        write_atomically(path, b"new")
    assert caught.value.case == case
    assert caught.value.details["path"] == path
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file.md"]


class HeldOpen(OSError):
    """What Windows says when a virus scanner looks at the file."""

    winerror = 32


@pytest.mark.parametrize("refusals", [1, 6])
def test_waits_for_those_who_hold_the_target_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    rename = os.replace
    left = [HeldOpen()] * refusals

    def replace(source: Path, target: Path) -> None:
        if left:
            raise left.pop()
        rename(source, target)

    monkeypatch.setattr(os, "replace", replace)
    write_atomically(tmp_path / "file.md", b"new")
    assert (tmp_path / "file.md").read_bytes() == b"new"
    assert len(waited) == refusals
    assert sum(waited) < 3


def test_gives_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)

    def replace(*_: object) -> None:
        raise HeldOpen

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KnownError, match="file-unwritable"):
        write_atomically(tmp_path / "file.md", b"new")
