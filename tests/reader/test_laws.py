"""Laws against the markup of their files. All 3,475: ``bench/laws_outline.py``; here one in three hundred."""

from __future__ import annotations

import tarfile
from itertools import islice
from pathlib import Path

import reader
from tests.support.law_truth import articles, found_articles, without_markup


def test_every_article_once_in_its_chapter_with_the_markup_and_without(data_dir: Path) -> None:
    total = 0
    with tarfile.open(data_dir / "laws.tar.xz", "r|xz") as archive:
        members = (member for member in archive if member.name.endswith(").md"))
        for member in islice(members, 0, 3000, 300):
            handle = archive.extractfile(member)
            assert handle
            markdown = handle.read().decode()
            wanted = articles(markdown)
            for data, name in ((markdown, "a.md"), (without_markup(markdown), "a.txt")):
                text = reader.read(data.encode(), name)
                assert list(found_articles(text.clauses)) == wanted, member.name
            total += len(wanted)
    assert total > 300
