"""A library of its own for every test of storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.library import Library
from tests.support.texts import reread


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of the test's library, not made yet."""
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """Give an empty open library; what it has to read again is read by ``tests.support.texts.reread``."""
    opened = Library.open(folder, read=reread)
    yield opened
    opened.close()
