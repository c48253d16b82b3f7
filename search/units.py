"""UTF-16 as a string of its units, at the speed of a copy.

The codec of UTF-16 looks at each character: 40 ms for the 17 M letters of all laws, more than looking for a word in them takes. A scan
needs units only, and CPython makes a string of them with one copy of the memory: 2 ms. As a unit, each half of a character outside
of the basic plane counts on its own; no half is ever mistaken for another character, so nothing is found that is not there.
"""

from __future__ import annotations

import ctypes
import sys
import zlib
from array import array
from io import FileIO
from pathlib import Path

from search.integrity import DamagedIndex

ENCODING = "utf-16-le"
UNIT = 2

_KIND = 2
_Maker = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_int, ctypes.c_void_p, ctypes.c_ssize_t)
_string = _Maker(("PyUnicode_FromKindAndData", ctypes.pythonapi))

_PIECE = 1 << 18
"""Bytes that are looked at in one go when the file is checked."""


class Units:
    """Makes strings of stretches of a file of UTF-16, little-endian. Not thread-safe.

    The file is read, not mapped: of a mapped one each scan meets every page anew, and what it met has to be given back page by page, else
    the system counts it as the program's. Of all laws that took 4 ms of 11. What is read passes through one buffer that is kept.

    Args:
        path: The file.
        size: How many of its bytes count.
        checksum: Their CRC-32.
        trusted: Size and CRC-32 of what was found to be sound before; files only grow, so that only what was added is looked at.

    Raises:
        DamagedIndex: It is shorter, or other than what was written. Any call of a method can find it to be shorter by then.
    """

    def __init__(self, path: Path, size: int, checksum: int, trusted: tuple[int, int] = (0, 0)) -> None:
        self._name = path.name
        self._file: FileIO | None = None
        self._take(_PIECE)
        if size:
            try:
                self._file = FileIO(path)
            except OSError as error:
                raise DamagedIndex(f"{self._name}: {error}") from error
        try:
            self._verify(size, checksum, trusted)
        except DamagedIndex:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def of(self, start: int, end: int) -> str:
        """Give a stretch as a string with one code point for each unit.

        Args:
            start: First byte; even.
            end: Behind the last byte; even.
        """
        size = self._read(start, end)
        if sys.byteorder == "big":
            buffer = self._buffer
            buffer[0:size:2], buffer[1:size:2] = buffer[1:size:2], buffer[0:size:2]
        made: str = _string(_KIND, self._address, size // UNIT)
        return made

    def characters(self, start: int, end: int) -> str:
        """Give a stretch as the text that it is."""
        return str(self.raw(start, end), ENCODING)

    def raw(self, start: int, end: int) -> bytes:
        """Give a stretch as its bytes."""
        size = self._read(start, end)
        return bytes(self._room[:size])

    def _read(self, start: int, end: int) -> int:
        """Read a stretch into the buffer and give its size."""
        size = end - start
        if size <= 0:
            return 0
        if size > len(self._buffer):
            self._take(size)
        if self._file is None:
            raise DamagedIndex(f"{self._name} is empty")
        try:
            self._file.seek(start)
            done = self._file.readinto(self._room[:size]) or 0
            while done < size:
                if not (more := self._file.readinto(self._room[done:size])):
                    raise DamagedIndex(f"{self._name} is cut off")
                done += more
        except OSError as error:
            raise DamagedIndex(f"{self._name}: {error}") from error
        return size

    def _take(self, size: int) -> None:
        self._buffer = bytearray(size)
        self._room = memoryview(self._buffer)
        self._held = ctypes.c_char.from_buffer(self._buffer)
        self._address = ctypes.addressof(self._held)

    def _verify(self, size: int, checksum: int, trusted: tuple[int, int]) -> None:
        begin, known = trusted if trusted[0] <= size else (0, 0)
        for at in range(begin, size, _PIECE):
            known = zlib.crc32(self._room[: self._read(at, min(at + _PIECE, size))], known)
        if known != checksum:
            raise DamagedIndex(f"{self._name} is damaged")


def in_units(text: str) -> str:
    """Give a text with one code point for each unit of its UTF-16; nearly always the text itself."""
    if text.isascii() or max(text) < "\U00010000":
        return text
    units = array("H", text.encode(ENCODING, "surrogatepass"))
    if sys.byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))
