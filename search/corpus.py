"""The texts of all documents in a few mapped files: what verbatim search scans and snippets are cut from.

``letters.bin``   the letters of each document as UTF-16, one document after the other: 20 M characters are 35 MB that no process
                  owns, and a scan runs over them as bytes.
``texts.bin``     the reading text of each document, compressed, and the paths of its clauses; opened for hits only.
``clauses.bin``   the ``ClauseTable`` of each document.

Documents are only ever appended; one that is removed loses its ``Record`` in the manifest and its bytes stay until the index is
made anew.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from search.clauses import ClauseTable
from search.manifest import Manifest, Mapped, Record, map_file, unmap
from search.results import Entry

FILES = ("letters.bin", "texts.bin", "clauses.bin")
ENCODING = "utf-16-le"

SLICE = 4_000_000
"""Bytes that are scanned in one go, 2 M characters: one call into C holds the interpreter lock for about 3 ms."""

_GAP = "\0"  # keeps a match from running on into the next document
_GAP_BYTES = 2
_KEPT_TEXTS = 24
_LEVEL = 6


class Corpus:
    """The texts of one generation of the index, for reading. Not thread-safe: the index serialises its searches.

    Args:
        folder: Where the files lie.
        manifest: Says what counts of them.

    Raises:
        DamagedIndex: A file does not hold what was written.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.records = manifest.records
        self._texts: OrderedDict[int, str] = OrderedDict()
        with ExitStack() as opened:
            maps: list[Mapped] = []
            for name in FILES:
                maps.append(map_file(folder / name, *manifest.files.get(name, (0, 0))))
                opened.callback(unmap, maps[-1])
            self._letters, self._packed, self._clauses = maps
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def text(self, record: Record) -> str:
        """Give the reading text of a document."""
        kept = self._texts.get(record.ordinal)
        if kept is None:
            packed = self._packed[record.text_at : record.text_at + record.text_size]
            kept = self._texts[record.ordinal] = zlib.decompress(packed).decode("utf-8", "surrogatepass")
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(record.ordinal)
        return kept

    def letters(self, record: Record) -> str:
        """Give the letters of a document."""
        return self.letters_before(record, record.letters_size)

    def letters_before(self, record: Record, size: int) -> str:
        """Give the letters of a document up to a place, in bytes from its beginning."""
        return str(self._letters[record.letters_at : record.letters_at + size], ENCODING)

    def clauses(self, record: Record) -> ClauseTable:
        """Give the clause table of a document."""
        return ClauseTable(_numbers(self._clauses[record.clauses_at : record.clauses_at + record.clauses_size]))

    def paths(self, record: Record) -> list[str]:
        """Give the paths of the pieces of a document, in the order of its clause table."""
        at = record.text_at + record.text_size
        return zlib.decompress(self._packed[at : at + record.paths_size]).decode().split("\n")

    def slices(self, documents: Iterable[Record]) -> Iterator[tuple[list[Record], bytes]]:
        """Give the letters of documents as bytes, in slices of neighbouring documents.

        Args:
            documents: Ascending in their place.

        Yields:
            The documents of a slice, and their letters from the first one's beginning to the last one's end.
        """
        run: list[Record] = []
        for record in documents:
            if run and not (_follows(record, run[-1]) and _end(record) - run[0].letters_at <= SLICE):
                yield run, self._letters[run[0].letters_at : _end(run[-1])]
                run = []
            run.append(record)
        if run:
            yield run, self._letters[run[0].letters_at : _end(run[-1])]


class CorpusWriter:
    """Appends documents behind what counts of the files; nothing is seen of it before the manifest says so.

    Args:
        folder: Where the files lie or will lie.
        manifest: Says what counts of them.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._sizes: dict[str, tuple[int, int]] = {name: manifest.files.get(name, (0, 0)) for name in FILES}
        self._files: dict[str, BinaryIO] = {}
        with ExitStack() as opened:
            for name in FILES:
                path = folder / name
                path.touch()
                # What an update that was cut off left behind is overwritten: a mapped file cannot be cut on Windows.
                file = self._files[name] = opened.enter_context(path.open("r+b"))
                file.seek(self._sizes[name][0])
            self._opened = opened.pop_all()

    def add(self, ordinal: int, entry: Entry, letters: str, clauses: ClauseTable, paths: list[str]) -> Record:
        """Append one document and give its record."""
        text = zlib.compress(entry.text.text.encode("utf-8", "surrogatepass"), _LEVEL)
        names = zlib.compress("\n".join(path.replace("\n", " ") for path in paths).encode("utf-8", "replace"), _LEVEL)
        letters_at, letters_size = self._append("letters.bin", (letters + _GAP).encode(ENCODING))
        text_at, _ = self._append("texts.bin", text + names)
        clauses_at, clauses_size = self._append("clauses.bin", _bytes(clauses.values))
        return Record(
            ordinal, entry.document, entry.stamp, entry.title, entry.issuers, entry.number, entry.date, entry.kind,
            letters_at, letters_size - _GAP_BYTES, text_at, len(text), len(names), clauses_at, clauses_size,
        )  # fmt: skip

    def flush(self) -> dict[str, tuple[int, int]]:
        """Hand everything to the system and give size and checksum of each file, for the manifest."""
        for file in self._files.values():
            file.flush()
        return dict(self._sizes)

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def _append(self, name: str, data: bytes) -> tuple[int, int]:
        at, checksum = self._sizes[name]
        self._files[name].write(data)
        self._sizes[name] = at + len(data), zlib.crc32(data, checksum)
        return at, len(data)


def _end(record: Record) -> int:
    return record.letters_at + record.letters_size


def _follows(record: Record, before: Record) -> bool:
    return record.letters_at == _end(before) + _GAP_BYTES


def _numbers(data: bytes) -> array[int]:
    values = array("I", data)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _bytes(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()
