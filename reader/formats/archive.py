"""ZIP containers of untrusted files, read in memory: a member by its exact name, nothing is ever extracted.

What a ZIP says of itself proves nothing: sizes are counted while inflating, and the declared ones are only believed where they
already speak against the file. (Python's own reader inflated 300 MB for an entry whose header promised 1,000 bytes.)
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from itertools import pairwise

from reader.errors import KnownError

_MOST_ENTRIES = 10_000
_MOST_BYTES = 512 << 20
_MOST_BYTES_OF_ENTRY = 256 << 20
_MOST_RATIO = 200
_RATIO_COUNTS_FROM = 1 << 20
_CHUNK = 64 << 10
_LOCAL_HEADER = 30
"""Bytes of a member's own header at the least; members nearer to each other lie over each other."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE = re.compile(r"(?:^|/)\.\.(?:/|$)|^[A-Za-z]:|[\x00-\x1f]")
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)
"""What ``zipfile`` raises for damaged containers."""


class Archive:
    """A ZIP whose directory was checked.

    Args:
        data: The whole file.
        name: Its name, for errors.

    Raises:
        KnownError: ``file-damaged``: no ZIP, or one whose directory lies; ``file-too-heavy``: it declares more than the limits.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._damaged() from error
        self._members: dict[str, zipfile.ZipInfo] = {}
        entries = self._zip.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise KnownError("file-too-heavy", name=name)
        for entry in entries:
            member = entry.filename.replace("\\", "/").lstrip("/")
            if _UNSAFE.search(member) or member in self._members:
                raise self._damaged()
            self._members[member] = entry
        self._folded = {member.casefold(): member for member in self._members}
        self._refuse_overlap()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def names(self) -> list[str]:
        """Give the names of all members, with ``/`` between folders and none at the start."""
        return list(self._members)

    def nearest(self, reference: str, base: str = "") -> str:
        """Give the member that a reference inside the container means; empty where there is none.

        Writers differ in case, in a leading ``/``, and in whether a path starts at the root or beside the member that names it.

        Args:
            reference: As written.
            base: Name of the member in which it stands.
        """
        reference = reference.replace("\\", "/").strip()
        beside = posixpath.join(posixpath.dirname(base), reference.lstrip("/"))
        asked = [reference.lstrip("/"), beside] if reference.startswith("/") else [beside, reference]
        for path in map(posixpath.normpath, asked):
            if found := self._folded.get(path.casefold()):
                return found
        return ""

    def read(self, member: str) -> bytes:
        """Give the bytes of a member.

        Raises:
            KnownError: ``file-damaged``: it is not there or broken; ``file-encrypted``; ``file-too-heavy``.
        """
        entry = self._members.get(member)
        if entry is None or entry.compress_type not in _METHODS:
            raise self._damaged()
        if entry.flag_bits & _ENCRYPTED:
            raise KnownError("file-encrypted", name=self._name)
        pieces = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self._count(size, len(piece), entry)
                    pieces.append(piece)
        except _BROKEN as error:
            raise self._damaged() from error
        return b"".join(pieces)

    def _count(self, size: int, piece: int, entry: zipfile.ZipInfo) -> None:
        self._inflated += piece
        is_bomb = size > _RATIO_COUNTS_FROM and size > _MOST_RATIO * max(entry.compress_size, 1)
        if is_bomb or size > _MOST_BYTES_OF_ENTRY or self._inflated > _MOST_BYTES:
            raise KnownError("file-too-heavy", name=self._name)

    def _refuse_overlap(self) -> None:
        """Refuse members that share bytes, the trick of bombs that count the same bytes many times."""
        entries = sorted(self._members.values(), key=lambda entry: entry.header_offset)
        for entry, following in pairwise(entries):
            if entry.header_offset + _LOCAL_HEADER + entry.compress_size > following.header_offset:
                raise self._damaged()

    def _damaged(self) -> KnownError:
        return KnownError("file-damaged", name=self._name)
