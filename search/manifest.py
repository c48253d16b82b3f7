"""The one small file that says what an index folder holds, and the checks that find any damage of the rest.

The manifest is replaced atomically, after everything that it speaks of is written: whoever reads it sees a whole index, be it
the old or the new one. Files only grow or get new names, and a reader looks no further than the sizes in its manifest, so
another process can write at the same time. Each file's checksum stands in the manifest, and the manifest carries its own.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import time
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from search.analyzer import dictionary_fingerprint

SCHEMA = 4
"""Raise it whenever the files mean something else; indexes made before are then made again."""

NAME = "manifest.json"

Mapped = mmap.mmap | bytes
"""A mapped file; ``bytes`` where it is empty, as nothing empty can be mapped."""

_DONTNEED: int | None = getattr(mmap, "MADV_DONTNEED", None)
"""Windows has none, and trims what is not looked at by itself."""

_REPLACE_TRIES = 40
_REPLACE_PAUSE = 0.05
_PIECE = 1 << 20


class DamagedIndex(Exception):
    """The index folder does not hold what its manifest says, or was made by another version."""


class Part(NamedTuple):
    """A part of a file, in bytes."""

    at: int
    size: int


class Record(NamedTuple):
    """One document of the index: its card, and where its parts lie in the files of the corpus."""

    ordinal: int
    document: str
    stamp: str
    title: str
    issuers: tuple[str, ...]
    number: str
    date: str
    kind: str
    letters: Part
    text: Part
    clauses: Part
    details: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its parts, in the order of the files of the corpus."""
        return self.letters, self.text, self.clauses, self.details


@dataclass(frozen=True)
class Manifest:
    """What an index folder holds.

    Attributes:
        folder: Name of the folder inside the index folder in which the files lie; a rebuild gets a fresh one.
        generation: Rises with every commit.
        rebuilding: An index is being made from nothing and is not whole yet. Cleared last.
        ordinals: How many documents were ever added; the next one's ordinal.
        clauses: How many clauses the living documents have.
        letters: How many letters they have.
        words_generation: Whoosh's own generation that belongs to this manifest.
        files: Name -> size and CRC-32 of what counts of each file.
        records: The living documents by ordinal.
        words: Words of the user by which every document was cut that holds them.
        held_words: By which of them, or by which of those that he took back since, each document was cut: by ordinal, documents that
            hold none left out.
        head: First line of the file that it was loaded from or saved to, with its checksum: two that are equal hold the same.
    """

    folder: str
    generation: int = 0
    rebuilding: bool = True
    ordinals: int = 0
    clauses: int = 0
    letters: int = 0
    words_generation: int = 0
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    records: dict[int, Record] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    held_words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    head: bytes = field(default=b"", compare=False)


def load(index: Path) -> Manifest | None:
    """Give the manifest of an index folder; None where there is none.

    Raises:
        DamagedIndex: It is not whole, or of another version.
    """
    whole = _read(index)
    if whole is None:
        return None
    own, body = whole
    values: dict[str, Any] = json.loads(body)
    records = (
        Record._make((*row[:4], tuple(row[4]), *row[5:8], *map(Part._make, row[8:]))) for row in values.pop("records")
    )
    files = {name: (size, checksum) for name, (size, checksum) in values.pop("files").items()}
    words = tuple(values.pop("words", ()))
    held_words = {int(ordinal): tuple(held) for ordinal, held in values.pop("held_words", {}).items()}
    return Manifest(
        files=files,
        records={record.ordinal: record for record in records},
        words=words,
        held_words=held_words,
        head=own,
        **values,
    )


def head(index: Path) -> bytes | None:
    """Give ``Manifest.head`` of what ``load`` would give, without the work of taking it apart.

    Raises:
        DamagedIndex: As ``load``.
    """
    whole = _read(index)
    return None if whole is None else whole[0]


def save(index: Path, manifest: Manifest) -> Manifest:
    """Replace the manifest of an index folder and give the one saved, of the next generation.

    Raises:
        OSError: It cannot be written; the old one still holds.
    """
    manifest = replace(manifest, generation=manifest.generation + 1)
    values = {**manifest.__dict__, "records": list(manifest.records.values())}
    del values["head"]
    body = json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()
    fresh = index / (NAME + ".new")
    with fresh.open("wb") as file:
        file.write((own := _head(body)) + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    _replace(fresh, index / NAME)
    return replace(manifest, head=own)


def map_file(path: Path, size: int, checksum: int) -> Mapped:
    """Map the part of a file that counts.

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
    if zlib.crc32(mapped) != checksum:
        mapped.close()
        raise DamagedIndex(f"{path.name} is damaged")
    rest(mapped)
    return mapped


def rest(mapped: Mapped) -> None:
    """Let go of the pages of a mapped file that were looked at, where the system can: the next look gets them back from its cache.

    They are the system's either way, yet it counts them as the program's, and 100 MB of an index would not soon be given up.
    """
    if _DONTNEED is not None and not isinstance(mapped, bytes):
        mapped.madvise(_DONTNEED)


def verify_file(path: Path, size: int, checksum: int) -> None:
    """Check a whole file that is read by others.

    Raises:
        DamagedIndex: It is other than what was written.
    """
    if measure(path) != (size, checksum):
        raise DamagedIndex(f"{path.name} is damaged")


def measure(path: Path) -> tuple[int, int]:
    """Give size and CRC-32 of a whole file."""
    size = checksum = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
    return size, checksum


def discard(index: Path) -> None:
    """Take the manifest away: whoever opens the index folder next makes a new index."""
    with contextlib.suppress(FileNotFoundError):
        (index / NAME).unlink()


def unmap(mapped: Mapped) -> None:
    """Close a mapped file."""
    if not isinstance(mapped, bytes):
        mapped.close()


def _read(index: Path) -> tuple[bytes, bytes] | None:
    """Give the first line and the rest of the manifest, checked against each other; None where there is none."""
    try:
        own, _, body = (index / NAME).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedIndex(str(error)) from error
    if own != _head(body):
        raise DamagedIndex("the manifest is damaged or of another version")
    return own, body


def _head(body: bytes) -> bytes:
    return f"piyue-index {SCHEMA} {dictionary_fingerprint()} {zlib.crc32(body):08x}".encode()


def _replace(fresh: Path, target: Path) -> None:
    # Windows refuses while another process has the target open, which a reader has for some microseconds.
    for _ in range(_REPLACE_TRIES):
        with contextlib.suppress(PermissionError):
            fresh.replace(target)
            return
        time.sleep(_REPLACE_PAUSE)
    fresh.replace(target)
