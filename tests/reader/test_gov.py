"""The 30 State Council pages against their labels; the figures: ``bench/gov.py``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import reader
from reader.letters import letters
from reader.model import Text
from tests.support.gov_truth import (
    TASK_PAGES,
    differences,
    f1,
    found_bodies,
    found_headings,
    wanted_bodies,
    wanted_headings,
)
from tests.support.noise import scramble


def as_html(page: bytes) -> Text:
    return reader.read(page, "a.html")


def as_text(page: bytes) -> Text:
    return reader.read(as_html(page).source.encode(), "a.txt")


def as_scrambled(page: bytes) -> Text:
    return reader.read(scramble(as_html(page).source, 1).encode(), "a.txt")


def pages(data_dir: Path, how: Callable[[bytes], Text]) -> dict[str, Text]:
    return {path.stem: how(path.read_bytes()) for path in sorted((data_dir / "gov").glob("*.html"))}


@pytest.mark.parametrize(("how", "least"), [(as_html, 0.99), (as_text, 0.99), (as_scrambled, 0.96)])
def test_headings(data_dir: Path, how: Callable[[bytes], Text], least: float) -> None:
    wanted = wanted_headings()
    found = [row for page, text in pages(data_dir, how).items() for row in found_headings(text, page)]
    missing, added = differences(wanted, found)
    assert f1(len(wanted), len(missing), len(added)) >= least, (missing, added)


@pytest.mark.parametrize("how", [as_html, as_text])
def test_title_issuer_and_number(data_dir: Path, how: Callable[[bytes], Text]) -> None:
    truth = json.loads((data_dir / "gov" / "truth.json").read_text(encoding="utf-8"))
    texts = pages(data_dir, how)
    assert len(texts) == len(truth) == 30
    for row in truth:
        text = texts[f"{row['n']:02}"]
        assert text.title
        assert letters(text.title.value) == letters(row["title"])
        assert "、".join(field.value for field in text.issuers) == row["issuer"]
        assert text.number
        assert text.number.value == row["number"]


def test_bodies_of_tasks(data_dir: Path) -> None:
    texts = pages(data_dir, as_html)
    found = Counter(row for page in TASK_PAGES for row in found_bodies(texts[page], page))
    wanted = Counter(wanted_bodies())
    assert wanted.total() > 300
    assert f1(wanted.total(), (wanted - found).total(), (found - wanted).total()) >= 0.95
