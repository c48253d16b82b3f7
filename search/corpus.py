"""The texts of all documents in a few files: what verbatim search scans and snippets are cut from.

``letters.bin``   the letters of each document, one document after the other;
``texts.bin``     their folded texts likewise. Both are UTF-16, 75 MB for 20 M characters, read in slices and scanned by their units.
``clauses.bin``   the ``ClauseTable`` of each document.
``details.bin``   the paths of its clauses, its ``Spelling`` and its length, compressed; opened for hits only. Like the tables, mapped.

Documents are only ever appended; one that is removed loses its ``Record`` in the manifest, and ``search.compaction`` reclaims its
bytes.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import BinaryIO

from reader.model import Span
from search.clauses import ClauseTable
from search.finding import Stretch
from search.integrity import NOTHING, Files, Mapped, map_file, rest, unmap
from search.manifest import Manifest, Part, Record
from search.spelling import Spelling
from search.units import ENCODING, UNIT, Units

FILES = ("letters.bin", "texts.bin", "clauses.bin", "details.bin")
"""In the order of the parts of a ``Record``."""

_OF_STRINGS = frozenset({"letters.bin", "texts.bin"})

SLICE = 400_000
"""Bytes that are read and scanned in one go: they stay in the cache of the processor, and no call holds the interpreter lock long."""

_GAP = "\0"  # keeps a match from running on into the next document
_KEPT_BYTES = 8_000_000
"""Of the strings of the documents that were looked into last: some 300 laws, what the shown places of a word stand in."""

_LEVEL = 6


class Strings:
    """One string of each document, side by side in a file.

    Args:
        units: Reads the file.
        part: Gives the part of it that holds the string of a document.
        records: All documents.
    """

    def __init__(self, units: Units, part: Callable[[Record], Part], records: Collection[Record]) -> None:
        self._units = units
        self._part = part
        self._whole: list[Slice] = []
        self._others = self.slices(records)

    def of(self, record: Record, length: int | None = None) -> str:
        """Give the string of a document.

        Args:
            record: The document.
            length: How many code points it has, where that is known: most strings are unpacked sooner then.
        """
        at, size = self._part(record)
        if length is not None and length * UNIT == size:
            return self._units.of(at, at + size)
        return self._units.characters(at, at + size)

    def size(self, record: Record) -> int:
        """Give how many bytes the string of a document takes."""
        return self._part(record).size

    def offset(self, record: Record, length: int, at: int) -> int:
        """Give in code points what lies some units behind the beginning of a document's string.

        Args:
            record: The document.
            length: How many code points its string has.
            at: How many units.
        """
        begin, size = self._part(record)
        # A character outside the basic plane takes two units.
        return at if length * UNIT == size else len(self._units.characters(begin, begin + at * UNIT))

    def whole(self) -> Iterator[Slice]:
        """Give the ``slices`` of all documents, cut when they are first asked for: those of 35,000 documents take 50 ms."""
        for at in count():
            if at == len(self._whole):
                if (cut := next(self._others, None)) is None:
                    return
                self._whole.append(cut)
            yield self._whole[at]

    def slices(self, documents: Iterable[Record]) -> Iterator[Slice]:
        """Give neighbouring documents together, ``SLICE`` bytes at most unless one is longer.

        Args:
            documents: In the order in which they were added.
        """
        last: Slice | None = None
        gap = len(_GAP) * UNIT
        for record in documents:
            at, size = self._part(record)
            if last and at == last.end + gap and at + size - last.begin <= SLICE:
                last.records.append(record)
                last.starts.append((at - last.begin) // UNIT)
                last.end = at + size
            else:
                if last:
                    yield last
                last = Slice([record], at, at + size, array("I", [0]))
        if last:
            yield last

    def apart(self, documents: Iterable[Record]) -> list[Slice]:
        """Give each document as a slice of its own, in any order."""
        return [slice_ for record in documents for slice_ in self.slices([record])]

    def read(self, part: Slice) -> Stretch:
        """Give a slice, to be scanned before the next one is read."""
        return Stretch(self._units.lent(part.begin, part.end))


@dataclass(slots=True)
class Slice:
    """Documents whose strings lie side by side.

    Attributes:
        records: The documents.
        begin: Where the first of their strings begins in the file, in bytes.
        end: Where the last one ends.
        starts: Where each of them begins, in units behind the first.
    """

    records: list[Record]
    begin: int
    end: int
    starts: array[int]

    def index(self, at: int) -> int:
        """Give which of the documents holds a unit of the slice."""
        return bisect_right(self.starts, at) - 1


class Document:
    """What the index holds of one document, unpacked when it is first asked for."""

    def __init__(self, corpus: Corpus, record: Record) -> None:
        self._corpus = corpus
        self.record = record

    @property
    def size(self) -> int:
        """How many bytes its strings take when they are unpacked, about."""
        return self.record.letters.size + self.record.text.size

    @cached_property
    def letters(self) -> str:
        """Its letters."""
        return self._corpus.letters.of(self.record, self.clauses.total)

    @cached_property
    def folded(self) -> str:
        """Its folded text."""
        return self._corpus.texts.of(self.record, self._details[2])

    @cached_property
    def clauses(self) -> ClauseTable:
        """Its clause table."""
        return ClauseTable(_numbers(self._corpus.raw(self.record, "clauses.bin")))

    @property
    def paths(self) -> list[str]:
        """The paths of its pieces, in the order of the clause table."""
        return self._details[0]

    def text(self, span: Span) -> str:
        """Give a stretch of its reading text."""
        return self._details[1].restore(self.folded, span)

    @cached_property
    def _details(self) -> tuple[list[str], Spelling, int | None]:
        details = json.loads(zlib.decompress(self._corpus.raw(self.record, "details.bin")))
        paths, usual, offsets, others = details[:4]
        # An index that was made before has not the length.
        length = details[4] if len(details) > 4 else None
        return paths, Spelling(usual, offsets, others), length


class Corpus:
    """The texts of one generation of the index, for reading. Not thread-safe: the index serialises its searches.

    Args:
        folder: Where the files lie.
        manifest: Says what counts of them.
        trusted: What was found to be sound of them before.

    Raises:
        DamagedIndex: A file does not hold what was written.
    """

    def __init__(self, folder: Path, manifest: Manifest, trusted: Files = NOTHING) -> None:
        self._kept: OrderedDict[int, Document] = OrderedDict()
        self._kept_bytes = 0
        with ExitStack() as opened:
            self._maps: dict[str, Mapped] = {}
            self._units: dict[str, Units] = {}
            for name in FILES:
                counts, sound = manifest.files.get(name, (0, 0)), trusted.get(name, (0, 0))
                if name in _OF_STRINGS:
                    self._units[name] = opened.enter_context(closing(Units(folder / name, *counts, sound)))
                else:
                    self._maps[name] = map_file(folder / name, *counts, sound)
                    opened.callback(unmap, self._maps[name])
            self._opened = opened.pop_all()
        records = manifest.records.values()
        self.letters = Strings(self._units["letters.bin"], lambda record: record.letters, records)
        self.texts = Strings(self._units["texts.bin"], lambda record: record.text, records)

    def close(self) -> None:
        """Let go of the files, and of the documents, which hold the corpus as it holds them: else both stay until Python looks for such."""
        self._kept.clear()
        self._opened.close()

    def rest(self) -> None:
        """Let go of the pages of the mapped files that were looked at."""
        for mapped in self._maps.values():
            rest(mapped)

    def document(self, record: Record) -> Document:
        """Give a document; the last few are kept."""
        kept = self._kept.get(record.ordinal)
        if kept is None:
            kept = self._kept[record.ordinal] = Document(self, record)
            self._kept_bytes += kept.size
            while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
                self._kept_bytes -= self._kept.popitem(last=False)[1].size
        self._kept.move_to_end(record.ordinal)
        return kept

    def raw(self, record: Record, name: str) -> bytes:
        """Give the part of a document that lies in a file."""
        at, size = record.part(FILES.index(name))
        units = self._units.get(name)
        return units.raw(at, at + size) if units else self._maps[name][at : at + size]


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

    def add(self, parts: Iterable[bytes]) -> list[Part]:
        """Append one document and give where its parts lie.

        Args:
            parts: From ``packed_parts``.
        """
        return [self._append(name, data) for name, data in zip(FILES, parts, strict=True)]

    def copy(self, record: Record, corpus: Corpus) -> Record:
        """Append a document as another corpus holds it and give its record here."""
        return record.with_parts([self._append(name, corpus.raw(record, name)) for name in FILES])

    def flush(self) -> dict[str, tuple[int, int]]:
        """Hand everything to the system and give size and checksum of each file, for the manifest."""
        for file in self._files.values():
            file.flush()
        return dict(self._sizes)

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()

    def _append(self, name: str, data: bytes) -> Part:
        gap = _GAP.encode(ENCODING) if name in _OF_STRINGS else b""
        at, checksum = self._sizes[name]
        self._files[name].write(data + gap)
        self._sizes[name] = at + len(data) + len(gap), zlib.crc32(data + gap, checksum)
        return Part(at, len(data))


def packed_parts(
    text: str, folded: str, letters: str, clauses: ClauseTable, paths: list[str]
) -> tuple[bytes, bytes, bytes, bytes]:
    """Give what the files of the corpus hold of a document, in the order of ``FILES``.

    Args:
        text: Its reading text.
        folded: The same, folded.
        letters: The letters of its clauses.
        clauses: Its clause table.
        paths: Of its clauses.
    """
    spelling = Spelling.of(text)
    # As the characters that they are: escaped, they take three times as long to be read.
    details = json.dumps(
        [paths, spelling.usual, spelling.offsets, spelling.others, len(text)], separators=(",", ":"), ensure_ascii=False
    )
    strings = letters.encode(ENCODING), folded.encode(ENCODING)
    return *strings, _bytes(clauses.values), zlib.compress(details.encode("utf-8", "surrogatepass"), _LEVEL)


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
