"""The 30 State Council pages against their labels; the figures: ``bench/gov.py``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.letters import letters
from reader.model import Text
from tests.support.gov_truth import (
    as_html,
    as_scrambled,
    as_text,
    differences,
    f1,
    found_headings,
    found_statements,
    statements_f1,
    wanted_headings,
    wanted_statements,
)


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


@pytest.mark.parametrize(("how", "least"), [(as_html, 0.95), (as_text, 0.95), (as_scrambled, 0.95)])
def test_responsibility_statements(data_dir: Path, how: Callable[[bytes], Text], least: float) -> None:
    found = [row for page, text in pages(data_dir, how).items() for row in found_statements(text, page)]
    wanted = wanted_statements()
    assert len(wanted) == 95
    whole, bodies = statements_f1(wanted, found)
    assert min(whole, bodies) >= least
