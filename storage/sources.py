"""The imported files themselves, kept for ever under the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath

from reader.errors import KnownError
from storage.files import write_atomically

_PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_SOURCE = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?")
_AT_ONCE = 8
"""Files written at the same time: a file system makes those that wait for the disk together last in one go."""


def source_name(data: bytes, name: str) -> str:
    """Give the name that a file has in ``sources/``: ``<sha256><suffix>``.

    Args:
        data: All of its bytes.
        name: Its name, for the suffix.
    """
    suffix = PurePath(name).suffix.lower()
    return hashlib.sha256(data).hexdigest() + (suffix if _PLAIN_SUFFIX.fullmatch(suffix) else "")


class Sources:
    """The folder ``sources/``.

    A source is named ``<sha256><suffix>``; the suffix is kept so that the system knows which program opens it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes, name: str) -> str:
        """Store the bytes of a file, once however often it is imported.

        Args:
            data: All of its bytes.
            name: Its name, for the suffix.

        Returns:
            The name of the source.

        Raises:
            KnownError: ``disk-full`` or ``file-unwritable``.
        """
        source = source_name(data, name)
        path = self.path(source)
        # Written atomically, so one that is there is whole; a length that differs was somebody else's doing and is mended.
        if not path.is_file() or path.stat().st_size != len(data):
            write_atomically(path, data)
        return source

    def keep_all(self, files: Sequence[tuple[bytes, str]]) -> list[str]:
        """Store several files, given as for ``keep``; they wait for the disk together. After the return all are on it.

        Raises:
            KnownError: ``disk-full`` or ``file-unwritable``; some may be stored.
        """
        if len(files) == 1:
            return [self.keep(*files[0])]
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="sources") as pool:
            return list(pool.map(self.keep, *zip(*files, strict=True)))

    def since(self, when: float) -> list[str]:
        """Give the sources that were stored after a time, in the order of their storing.

        Args:
            when: Seconds since 1970.
        """
        stored = sorted((path.stat().st_mtime, path.name) for path in self._folder.glob("??/*") if path.is_file())
        return [name for at, name in stored if at > when and _SOURCE.fullmatch(name)]

    def path(self, source: str) -> Path:
        """Give where a source lies."""
        return self._folder / source[:2] / source

    def read(self, source: str) -> bytes:
        """Give the bytes of a source.

        Raises:
            KnownError: ``source-missing``, or ``source-damaged`` when the bytes are not those that were imported.
        """
        path = self.path(source)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise KnownError("source-missing", path=path) from error
        if hashlib.sha256(data).hexdigest() != source.partition(".")[0]:
            raise KnownError("source-damaged", path=path)
        return data
