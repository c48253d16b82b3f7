"""The imported file is kept as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import KnownError
from storage.sources import Sources


def test_keeps_and_gives_back(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    source = sources.keep(b"page", "通知.HTML")
    assert source.endswith(".html")
    assert sources.read(source) == b"page"
    assert sources.keep(b"page", "other.html") == source
    assert len(list(tmp_path.rglob("*.html"))) == 1


@pytest.mark.parametrize("name", ["通知", "a.b/c", "x.超文本", "x.", "x.averylongsuffix"])
def test_leaves_a_strange_suffix_off(tmp_path: Path, name: str) -> None:
    assert len(Sources(tmp_path).keep(b"page", name)) == 64


def test_says_when_it_is_missing_or_damaged(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    source = sources.keep(b"page", "a.txt")
    sources.path(source).write_bytes(b"pagf")
    with pytest.raises(KnownError, match="source-damaged"):
        sources.read(source)
    sources.path(source).unlink()
    with pytest.raises(KnownError, match="source-missing"):
        sources.read(source)


def test_mends_a_cut_file_on_the_next_import(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    source = sources.keep(b"page", "a.txt")
    sources.path(source).write_bytes(b"pa")
    assert sources.read(sources.keep(b"page", "a.txt")) == b"page"
