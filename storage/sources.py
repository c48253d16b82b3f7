"""The imported files themselves, kept for ever under the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePath

from reader.errors import KnownError
from storage.files import write_atomically

_PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


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
        suffix = PurePath(name).suffix.lower()
        source = hashlib.sha256(data).hexdigest() + (suffix if _PLAIN_SUFFIX.fullmatch(suffix) else "")
        path = self.path(source)
        # Written atomically, so one that is there is whole; a length that differs was somebody else's doing and is mended.
        if not path.is_file() or path.stat().st_size != len(data):
            write_atomically(path, data)
        return source

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
