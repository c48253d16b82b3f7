"""The checks that find any damage of what an index folder holds: a file is looked at when it is opened, as far as it counts.

What counts of each file and its checksum stand in the manifest (``search.manifest``).
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, tuple[int, int]]
"""Name -> size and CRC-32 of what counts of each file."""

NOTHING: Files = {}

Mapped = mmap.mmap | bytes
"""A mapped file; ``bytes`` where it is empty, as nothing empty can be mapped."""

_DONTNEED: int | None = getattr(mmap, "MADV_DONTNEED", None)
"""Windows has none, and trims what is not looked at by itself."""

_PIECE = 1 << 20
_LOOKED_AT = 1 << 24
"""Bytes that are looked at before their pages are let go: checked in one go, a file of 400 MB is counted as the program's."""


class DamagedIndex(Exception):
    """The index folder does not hold what its manifest says, or was made by another version."""


def map_file(path: Path, size: int, checksum: int, trusted: tuple[int, int] = (0, 0)) -> Mapped:
    """Map the part of a file that counts.

    Args:
        path: The file.
        size: Of that part, in bytes.
        checksum: Its CRC-32.
        trusted: Size and CRC-32 of what was found to be sound before; files only grow, so that only what was added is looked at.

    Raises:
        DamagedIndex: It is shorter, or other than what was written.
    """
    if size == 0:
        return b""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{path.name}: {error}") from error
    begin, known = trusted if trusted[0] <= size else (0, 0)
    with memoryview(mapped) as whole:
        for at in range(begin, size, _LOOKED_AT):
            end = min(at + _LOOKED_AT, size)
            with whole[at:end] as piece:
                known = zlib.crc32(piece, known)
            rest(mapped, at, end)
    if known != checksum:
        mapped.close()
        raise DamagedIndex(f"{path.name} is damaged")
    return mapped


def rest(mapped: Mapped, begin: int = 0, end: int | None = None) -> None:
    """Let go of the pages of a mapped file that were looked at, where the system can: the next look gets them back from its cache.

    They are the system's either way, yet it counts them as the program's, and 100 MB of an index would not soon be given up.

    Args:
        mapped: The file.
        begin: From where on, in bytes.
        end: How far; None for all of it.
    """
    if _DONTNEED is not None and not isinstance(mapped, bytes):
        begin -= begin % mmap.PAGESIZE
        mapped.madvise(_DONTNEED, begin, (len(mapped) if end is None else end) - begin)


def verify_file(path: Path, size: int, checksum: int, trusted: tuple[int, int] = (0, 0)) -> None:
    """Check a whole file that is read by others.

    Args:
        path: The file.
        size: In bytes.
        checksum: Its CRC-32.
        trusted: Size and CRC-32 of what was found to be sound before; where they are the same, only the size is looked at.

    Raises:
        DamagedIndex: It is other than what was written.
        OSError: It is not there.
    """
    if path.stat().st_size != size or ((size, checksum) != trusted and measure(path) != (size, checksum)):
        raise DamagedIndex(f"{path.name} is damaged")


def measure(path: Path) -> tuple[int, int]:
    """Give size and CRC-32 of a whole file."""
    size = checksum = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
    return size, checksum


def unmap(mapped: Mapped) -> None:
    """Close a mapped file."""
    if not isinstance(mapped, bytes):
        mapped.close()
