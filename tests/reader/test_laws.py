"""Laws against the markup of their files and against addresses labelled by hand. All of them: ``bench/laws_outline.py``."""

from __future__ import annotations

import tarfile
from collections import defaultdict
from pathlib import Path

import pytest

import reader
from reader.targets import clauses_at
from tests.support.law_addresses import Labelled, wanted_addresses, wrong_addresses
from tests.support.law_truth import articles, found_articles, without_markup

_EVERY = 300


@pytest.fixture(scope="module")
def laws(data_dir: Path) -> dict[str, str]:
    """Give the Markdown of one law in three hundred and of those with labels, in one go over the archive."""
    labelled = {row.law for row in wanted_addresses()}
    found = {}
    with tarfile.open(data_dir / "laws.tar.xz", "r|xz") as archive:
        count = 0
        for member in archive:
            count += member.name.endswith(").md")
            name = member.name.removeprefix("./")
            if name in labelled or (member.name.endswith(").md") and count % _EVERY == 1):
                handle = archive.extractfile(member)
                assert handle
                found[name] = handle.read().decode()
    return found


def test_every_article_once_in_its_chapter_with_the_markup_and_without(laws: dict[str, str]) -> None:
    total = 0
    for name, markdown in laws.items():
        wanted = articles(markdown)
        for data, kind in ((markdown, "a.md"), (without_markup(markdown), "a.txt")):
            text = reader.read(data.encode(), kind)
            assert list(found_articles(text.clauses)) == wanted, name
        total += len(wanted)
    assert total > 300


def test_addresses_labelled_by_hand(laws: dict[str, str]) -> None:
    rows: dict[str, list[Labelled]] = defaultdict(list)
    for row in wanted_addresses():
        rows[row.law].append(row)
    assert len(rows) == 20
    assert min(map(len, rows.values())) >= 15
    for name, wanted in rows.items():
        for data, kind in ((laws[name], "a.md"), (without_markup(laws[name]), "a.txt")):
            assert not wrong_addresses(reader.read(data.encode(), kind), wanted), name


def test_what_a_number_counts_depends_on_those_above_it() -> None:
    text = reader.read(
        "\n".join(
            (
                "某办法",
                "第一条 甲：",
                "（1）乙；",
                "（2）丙。",
                "丁：",
                "1.戊；",
                "2.己。",
                "第二条 庚：",
                "（一）辛：",
                "1.壬：",
                "（1）癸；",
                "2.子。",
                "（二）丑。",
            )
        ).encode(),
        "a.txt",
    )
    assert [clause.path for clause in text.walk() if clause.kind in ("item", "subitem")] == [
        "第一条第一款第（1）项",
        "第一条第一款第（2）项",
        "第一条第二款第1项",
        "第一条第二款第2项",
        "第二条第（一）项",
        "第二条第（一）项第1目",
        "第二条第（一）项第2目",
        "第二条第（二）项",
    ]


def test_all_clauses_that_laws_name_are_there(laws: dict[str, str]) -> None:
    named = 0
    for name, markdown in list(laws.items())[::3]:
        text = reader.read(markdown.encode(), "a.md")
        for reference in text.references:
            if reference.kind == "clause":
                assert clauses_at(text, reference.target), (name, reference)
                named += 1
    assert named > 100
