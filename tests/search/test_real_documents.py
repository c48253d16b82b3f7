"""The promises of search on documents that the reader has read."""

from __future__ import annotations

import random
import tarfile
from pathlib import Path

import pytest

from reader import read
from reader.model import Text
from search import Entry, Index

LAW = "社会法/劳动法(2018-12-29).md"


def plain_scan(text: str, query: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(query, at)]


def indexed(folder: Path, text: Text) -> Index:
    index = Index(folder)
    index.update([Entry("d", text, text.title.value if text.title else "")])
    return index


@pytest.fixture
def page(data_dir: Path) -> Text:
    return read((data_dir / "seed" / "page.txt").read_bytes(), "page.txt")


@pytest.fixture
def sample(sample_bytes: bytes) -> Text:
    return read(sample_bytes, "sample.txt")


@pytest.mark.parametrize("document", ["sample", "page"])
def test_every_fragment_is_found_at_its_offset(request: pytest.FixtureRequest, tmp_path: Path, document: str) -> None:
    text: Text = request.getfixturevalue(document)
    index = indexed(tmp_path / "index", text)
    draw = random.Random(2)
    letters = [offset for offset, character in enumerate(text.text) if character.isalnum()]
    for _ in range(200):
        size = draw.randint(2, 12)
        first = draw.randrange(len(letters) - size + 1)
        start, last = letters[first], letters[first + size - 1]
        without_marks = "".join(text.text[offset] for offset in letters[first : first + size])
        for query in (text.text[start : last + 1], without_marks):
            assert start in [hit.start for hit in index.verbatim(query).hits], (query, start)
    index.close()


@pytest.mark.parametrize("document", ["sample", "page"])
@pytest.mark.parametrize("word", ["知识产权", "应当", "发展", "责任单位"])
def test_a_word_is_found_exactly_where_a_plain_scan_finds_it(
    request: pytest.FixtureRequest, tmp_path: Path, document: str, word: str
) -> None:
    text: Text = request.getfixturevalue(document)
    index = indexed(tmp_path / "index", text)
    assert [hit.start for hit in index.verbatim(word).hits] == plain_scan(text.text, word)
    index.close()


def test_an_article_of_the_only_law_is_the_first_hit(data_dir: Path, tmp_path: Path) -> None:
    with tarfile.open(data_dir / "laws.tar.xz") as laws:
        member = next(member for member in laws if member.name.endswith(LAW))
        packed = laws.extractfile(member)
        assert packed is not None
        text = read(packed.read(), Path(member.name).name)
    index = indexed(tmp_path / "index", text)
    hit = index.search("第五条").hits[0]
    assert hit.path == "第五条"
    assert text.text[hit.start :].startswith("第五条")
    assert index.search("劳动法第33条").hits[0].path == "第三十三条"
    index.close()
