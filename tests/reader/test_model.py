"""The model for stops: its weights are there, small and quick, and it only touches what rules leave open."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import reader
from reader.errors import KnownError
from reader.letters import letters
from reader.marks import model
from reader.marks.restoration import settled
from reader.model import Span
from tests.support.noise import scramble

STATUTE = "".join(
    f"第{number}条　为了规范供水、用水和排水活动，保障供水安全，根据有关法律、行政法规，结合本市实际，制定本条例。"
    "供水单位应当建立、健全水质检测制度；未经批准，任何单位和个人不得擅自停止供水。\n"
    for number in "一二三四五六七八九"
)


def test_the_table_fits_its_description_and_the_package() -> None:
    assert len(model.weights()) == len(model.STOPS) << model.BITS
    assert model.WEIGHTS.stat().st_size < 2_000_000


@pytest.mark.parametrize("held", [None, b"", model.WEIGHTS.read_bytes()[:-9]])
def test_a_table_that_is_lost_is_named(held: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page whose marks are restored was said to have broken the reader."""
    table = tmp_path / "stops.bin"
    if held is not None:
        table.write_bytes(held)
    monkeypatch.setattr(model, "WEIGHTS", table)
    with pytest.raises(KnownError, match="program-damaged") as caught:
        model.weights.__wrapped__()
    assert caught.value.details == {"path": table}


def test_law_prose_that_rules_alone_get_wrong() -> None:
    """Rules alone write 制度、未经批准 and 实际、制定本条例."""
    text = reader.read(scramble(STATUTE, 1).encode(), "a.txt").text
    assert "规范供水、用水和排水活动，保障供水安全，根据有关法律、行政法规，结合本市实际，制定本条例。" in text
    assert letters(text) == letters(STATUTE)


def test_what_a_rule_settled_stays() -> None:
    source = scramble(STATUTE + "占比达到30%以上。见《某省供水条例》（某政发〔2019〕12号）。", 1)
    sheet, free = settled(source, Span(0, len(source)))
    before = [gap.stop for gap in sheet.gaps]
    model.refine(sheet, free)
    assert [gap.stop for index, gap in enumerate(sheet.gaps) if index not in free] == [
        stop for index, stop in enumerate(before) if index not in free
    ]
    assert {gap.stop for gap in sheet.gaps if gap.stop} <= {*model.STOPS, " ", ".", "，"}


def test_the_sample_page_takes_less_than_half_a_second(sample_bytes: bytes) -> None:
    reader.read(sample_bytes, "a.txt")
    start = time.process_time()
    reader.read(sample_bytes, "a.txt")
    assert time.process_time() - start < 0.5
