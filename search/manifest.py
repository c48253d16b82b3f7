"""The one small file that says what an index folder holds.

The manifest is replaced atomically, after everything that it speaks of is written: whoever reads it sees a whole index, be it
the old or the new one. Files only grow or get new names, and a reader looks no further than the sizes in its manifest, so
another process can write at the same time. Each file's checksum stands in the manifest, and the manifest carries its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import struct
import time
import zlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from search.analyzer import dictionary_fingerprint
from search.folding import FOLDING
from search.integrity import DamagedIndex

SCHEMA = 4
"""Raise it whenever the files mean something else; indexes made before are then made again."""

NAME = "manifest.json"

_PAGE = 256
"""Records that stand in a line of the manifest. Unpacked in one go, 35,000 of them held the interpreter, and with it the window, for 0.2 s;
and of lines that are as they were, the records are taken over."""

T = TypeVar("T", bound=Hashable)
R = TypeVar("R")

_LAST = b"]}"
"""Line behind the records."""

_TRIES = 40
_TRIES_TO_READ = 10
"""Fewer: where nobody may read it at all, a search waits for this."""
_PAUSE = 0.05


class Part(NamedTuple):
    """A part of a file, in bytes."""

    at: int
    size: int


_PART = struct.Struct("<QI")
_PARTS = struct.Struct("<" + _PART.format[1:] * 4)


class Record(NamedTuple):
    """One document of the index: its card, and where its parts lie in the files of the corpus.

    ``packed`` is where they lie: as the eight numbers that they are, 35,000 documents took 20 MB for them. ``Record.of`` makes one.
    """

    ordinal: int
    document: str
    stamp: str
    title: str
    issuers: tuple[str, ...]
    number: str
    date: str
    kind: str
    packed: bytes

    @classmethod
    def of(
        cls,
        ordinal: int,
        document: str,
        stamp: str,
        title: str,
        issuers: tuple[str, ...],
        number: str,
        date: str,
        kind: str,
        parts: Iterable[Part],
    ) -> Self:
        """Give a record; ``parts`` in the order of the files of the corpus."""
        # Thousands have the same few issuers, dates and kinds.
        issuers, date, kind = _shared(issuers), _shared(date), _shared(kind)
        packed = _PARTS.pack(*chain.from_iterable(parts))
        return cls(ordinal, document, stamp, title, issuers, number, date, kind, packed)

    def with_parts(self, parts: Iterable[Part]) -> Self:
        """Give the same document with its parts elsewhere."""
        return self._replace(packed=_PARTS.pack(*chain.from_iterable(parts)))

    def part(self, file: int) -> Part:
        """Give its part of one of the files of the corpus, by the place of the file in their order."""
        return Part._make(_PART.unpack_from(self.packed, file * _PART.size))

    @property
    def size(self) -> int:
        """How many bytes all of its parts have."""
        return sum(_PARTS.unpack(self.packed)[1::2])

    @property
    def letters(self) -> Part:
        """Where its letters lie."""
        return self.part(0)

    @property
    def text(self) -> Part:
        """Where its folded text lies."""
        return self.part(1)

    @property
    def clauses(self) -> Part:
        """Where its clause table lies."""
        return self.part(2)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its parts, in the order of the files of the corpus."""
        return tuple(map(Part._make, _PART.iter_unpack(self.packed)))


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
        words: Words of the user by which every document was cut that holds them, but for those of ``lacking_words``.
        lacking_words: Those by which a document that holds them could not be cut, as its text is lost: by ordinal.
        deferred: What only makes searches quicker was left to a later update.
        folding: By which ``search.folding.FOLDING`` it was made; documents of an earlier one have no stamp.
        held_words: By which of them, or by which of those that he took back since, each document was cut: by ordinal, documents that
            hold none left out.
        head: First line of the file that it was loaded from or saved to, with its checksum: two that are equal hold the same.
        pages: The records as they stand together in a line of the file that it was loaded from, by a digest of the line.
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
    lacking_words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    held_words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    deferred: bool = False
    folding: int = FOLDING
    head: bytes = field(default=b"", compare=False)
    pages: dict[bytes, tuple[Record, ...]] = field(default_factory=dict, compare=False, repr=False)


def load(index: Path, before: Manifest | None = None) -> Manifest | None:
    """Give the manifest of an index folder; None where there is none.

    Args:
        index: The folder.
        before: One that was loaded earlier: of 35,000 records, those that are as they were need not be made again.

    Raises:
        DamagedIndex: It is not whole, or of another version.
    """
    whole = _read(index)
    if whole is None:
        return None
    own, body = whole
    lines = io.BytesIO(body)  # no second copy of 10 MB: the window would keep its room
    first = lines.readline()
    values: dict[str, Any] = json.loads(first + _LAST if first.endswith(b"\n") else first)
    pages = _pages(lines, before.pages if before else {})
    records = [record for page in pages.values() for record in page] + list(map(_record, values.pop("records")))
    files = {name: (size, checksum) for name, (size, checksum) in values.pop("files").items()}
    words = tuple(values.pop("words", ()))
    held_words, lacking_words = (
        {int(ordinal): tuple(held) for ordinal, held in values.pop(name, {}).items()}
        for name in ("held_words", "lacking_words")
    )
    return Manifest(
        files=files,
        records={record.ordinal: record for record in records},
        words=words,
        held_words=held_words,
        lacking_words=lacking_words,
        folding=values.pop("folding", 0),
        head=own,
        pages=pages,
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
    values = {name: value for name, value in manifest.__dict__.items() if name not in ("records", "head", "pages")}
    pages = groupby(manifest.records.values(), key=lambda record: record.ordinal // _PAGE)
    lines = b"\n,".join(_line(manifest.folder, number, tuple(page)) for number, page in pages)
    body = b"\n".join([_json({**values, "records": []})[: -len(_LAST)], *([lines] if lines else []), _LAST])
    fresh = index / (NAME + ".new")
    with fresh.open("wb") as file:
        file.write((own := _head(body)) + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    put_in_place(fresh, index / NAME)
    return replace(manifest, head=own, pages={})


def discard(index: Path) -> None:
    """Take the manifest away: whoever opens the index folder next makes a new index."""
    with contextlib.suppress(FileNotFoundError):
        _patiently((index / NAME).unlink)


def put_in_place(fresh: Path, target: Path) -> None:
    """Rename a file over another one that other processes read now and then.

    Raises:
        OSError: It stayed open, or the folder cannot be written.
    """
    _patiently(partial(fresh.replace, target))


def _read(index: Path) -> tuple[bytes, bytes] | None:
    """Give the first line and the rest of the manifest, checked against each other; None where there is none."""
    try:
        with _patiently(lambda: (index / NAME).open("rb"), _TRIES_TO_READ) as file:
            own, body = file.readline().removesuffix(b"\n"), file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedIndex(str(error)) from error
    if own != _head(body):
        raise DamagedIndex("the manifest is damaged or of another version")
    return own, body


def _pages(lines: Iterable[bytes], known: Mapping[bytes, tuple[Record, ...]]) -> dict[bytes, tuple[Record, ...]]:
    pages: dict[bytes, tuple[Record, ...]] = {}
    for line in lines:
        if line == _LAST:
            break
        page = line.strip(b",\n")
        digest = hashlib.blake2b(page, digest_size=16).digest()
        pages[digest] = known.get(digest) or tuple(map(_record, json.loads(b"[" + page + b"]")))
    return pages


def _record(row: Sequence[Any]) -> Record:
    ordinal, document, stamp, title, issuers, number, date, kind, *parts = row
    return Record.of(ordinal, document, stamp, title, tuple(issuers), number, date, kind, map(Part._make, parts))


def _row(record: Record) -> list[Any]:
    return [*record[:-1], *record.parts]


_lines: dict[tuple[str, int], tuple[tuple[Record, ...], bytes]] = {}
"""The lines that were saved last, for the process that writes one commit after the other: most are as they were."""


def _line(folder: str, number: int, page: tuple[Record, ...]) -> bytes:
    """Give the line of a page, the one of that number of the index in that folder."""
    known, line = _lines.get((folder, number), ((), b""))
    if known != page:
        if any(other != folder for other, _number in _lines):
            _lines.clear()
        line = _json(list(map(_row, page)))[1:-1]
        _lines[folder, number] = page, line
    return line


@lru_cache(maxsize=4096)
def _shared(value: T) -> T:
    """Give one object for all that are equal."""
    return value


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def _head(body: bytes) -> bytes:
    return f"piyue-index {SCHEMA} {dictionary_fingerprint()} {zlib.crc32(body):08x}".encode()


def _patiently(act: Callable[[], R], tries: int = _TRIES) -> R:
    """Do what Windows refuses while another process has the file open, or is about to replace it: each takes some microseconds."""
    for _ in range(tries - 1):
        try:
            return act()
        except PermissionError:
            time.sleep(_PAUSE)
    return act()
