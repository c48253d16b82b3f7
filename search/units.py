"""UTF-16 as a string of its units, at the speed of a copy.

The codec of UTF-16 looks at each character: 40 ms for the 17 M letters of all laws. As units CPython makes a string of them with one copy
of the memory: 2 ms. Of a document without characters outside of the basic plane, nearly every one, its units are its characters.
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
    """Reads stretches of a file of UTF-16, little-endian. Not thread-safe.

    The file is read, not mapped: of a mapped one each scan meets every page anew, and what it met has to be given back page by page, else
    the system counts it as the program's. Of all laws that took 4 ms of 11. What is read passes through two buffers that are kept, one for
    what is lent.

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
        self._room = memoryview(bytearray(_PIECE))
        self._lent = memoryview(b"")
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

    def lent(self, start: int, end: int) -> memoryview:
        """Give a stretch as its bytes, until the next one is lent.

        Args:
            start: First byte.
            end: Behind the last byte.
        """
        self._lent = _wide_enough(self._lent, end - start)
        return self._read(start, end, self._lent)

    def of(self, start: int, end: int) -> str:
        """Give a stretch as a string with one code point for each unit.

        Args:
            start: First byte; even.
            end: Behind the last byte; even.
        """
        return units_of(self._stretch(start, end))

    def characters(self, start: int, end: int) -> str:
        """Give a stretch as the text that it is."""
        return str(self._stretch(start, end), ENCODING)

    def raw(self, start: int, end: int) -> bytes:
        """Give a stretch as its bytes, to keep."""
        return bytes(self._stretch(start, end))

    def _stretch(self, start: int, end: int) -> memoryview:
        self._room = _wide_enough(self._room, end - start)
        return self._read(start, end, self._room)

    def _read(self, start: int, end: int, room: memoryview) -> memoryview:
        """Read a stretch into a buffer and give the part of it that holds it."""
        size = max(end - start, 0)
        if not size:
            return room[:0]
        if self._file is None:
            raise DamagedIndex(f"{self._name} is empty")
        try:
            self._file.seek(start)
            done = self._file.readinto(room[:size]) or 0
            while done < size:
                if not (more := self._file.readinto(room[done:size])):
                    raise DamagedIndex(f"{self._name} is cut off")
                done += more
        except OSError as error:
            raise DamagedIndex(f"{self._name}: {error}") from error
        return room[:size]

    def _verify(self, size: int, checksum: int, trusted: tuple[int, int]) -> None:
        begin, known = trusted if trusted[0] <= size else (0, 0)
        for at in range(begin, size, _PIECE):
            known = zlib.crc32(self._stretch(at, min(at + _PIECE, size)), known)
        if known != checksum:
            raise DamagedIndex(f"{self._name} is damaged")


def units_of(data: memoryview) -> str:
    """Give UTF-16 as a string with one code point for each unit.

    Args:
        data: A part of a buffer that can be written to.
    """
    if not data:
        return ""
    if sys.byteorder == "big":
        swapped = array("H", data)
        swapped.byteswap()
        data = memoryview(swapped).cast("B")
    made: str = _string(_KIND, ctypes.addressof(ctypes.c_char.from_buffer(data)), len(data) // UNIT)
    return made


def _wide_enough(room: memoryview, size: int) -> memoryview:
    return room if len(room) >= size else memoryview(bytearray(size))
