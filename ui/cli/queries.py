"""A file of queries, one a line, in whatever encoding an editor has saved it; a pipe is read line by line as it comes, as UTF-8."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO, cast

import click

from reader.decode import decode
from reader.errors import KnownError


class Queries(click.File):
    """A file of queries; one that cannot be opened is told as any other file."""

    def __init__(self) -> None:
        super().__init__(encoding="utf-8-sig")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> TextIO:
        """Open it."""
        # Whoever asks through a pipe waits for each answer before the next question: no end of it is waited for.
        if isinstance(value, str) and Path(value).is_file():
            return _read_whole(Path(value))
        try:
            return cast("TextIO", super().convert(value, param, ctx))
        except click.BadParameter as error:
            if isinstance(error.__context__, OSError):
                raise _unreadable(value, error.__context__) from error
            raise


def lines(queries: TextIO) -> Iterator[str]:
    """Give the queries, without the ends of their lines.

    Raises:
        KnownError: ``queries-undecodable``.
    """
    try:
        for line in queries:
            yield line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise KnownError("queries-undecodable", name=queries.name) from error


def _read_whole(path: Path) -> TextIO:
    try:
        data = path.read_bytes()
        text = decode(data, str(path)) if data.strip() else data.decode("utf-8")
    except OSError as error:
        raise _unreadable(str(path), error) from error
    except KnownError as error:  # which speaks of a document
        raise KnownError("queries-undecodable", name=str(path)) from error
    return io.StringIO(text, newline=None)


def _unreadable(name: str, error: OSError) -> KnownError:
    return KnownError("file-unreadable", name=name, reason=error.strerror or str(error))
