"""What was written is found to be so, and any damage is found: behind what was known to be sound, and inside of it."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from search import integrity
from search.integrity import DamagedIndex


def test_damage_behind_and_inside_of_what_is_trusted(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"sound and added")
    sound, whole = zlib.crc32(b"sound"), zlib.crc32(b"sound and added")
    integrity.unmap(integrity.map_file(path, 15, whole, (5, sound)))
    integrity.unmap(integrity.map_file(path, 15, whole, (99, 7)))
    path.write_bytes(b"sound and addex")
    with pytest.raises(DamagedIndex):
        integrity.map_file(path, 15, whole, (5, sound))
    integrity.verify_file(path, 15, whole, (15, whole))
    with pytest.raises(DamagedIndex):
        integrity.verify_file(path, 15, whole, (5, sound))
    path.write_bytes(b"cut")
    with pytest.raises(DamagedIndex):
        integrity.verify_file(path, 15, whole, (15, whole))
