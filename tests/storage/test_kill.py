"""Kill -9 at any moment: what was acknowledged is there, and nothing is half done."""

from __future__ import annotations

import multiprocessing
import random
import sys
from multiprocessing.context import BaseContext
from pathlib import Path

from storage.library import Library
from tests.support.storage_writer import write_for_ever
from tests.support.texts import reread

WRITES = (*range(12), 0, 0, 1, 1)
"""After how many acknowledged writes each process is killed: in opening and importing more than once, and behind each of four notes."""


def start_method() -> BaseContext:
    """Give the quickest way to start a clean process: a server that has the modules and no open database."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["pytest", "tests.support.storage_writer"]
    )  # each imports what started this process, too
    return context


def test_acknowledged_writes_survive_kills(folder: Path) -> None:
    dice = random.Random(7)
    context = start_method()
    acknowledged: dict[str, str | None] = {}
    for writes in dice.sample(WRITES, len(WRITES)):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=write_for_ever, args=(folder, there))  # type: ignore[attr-defined]
        process.start()
        there.close()
        assert here.recv() is None, "it is at work"
        # A moment counted in writes falls into opening, importing and annotating alike, however busy the machine is.
        for _ in range(writes):
            note, text = here.recv()
            acknowledged[note] = text
        process.join(dice.random() * 0.01)
        process.kill()
        process.join()
        try:
            while True:
                note, text = here.recv()
                acknowledged[note] = text
        except EOFError:
            here.close()
        check(folder, acknowledged)
    assert len(acknowledged) > len(WRITES)


def check(folder: Path, acknowledged: dict[str, str | None]) -> None:
    library = Library.open(folder, read=reread)
    there = {annotation.id: annotation.note for annotation in library.annotations.listed()}
    assert library.check() == []
    for card in library.cards():
        assert library.text(card.text_id).text_id == card.text_id
        assert library.source_path(card.id).is_file()
    library.close()
    for note, text in acknowledged.items():
        # The one write after the last acknowledged one may be there or not; it is then a later state of the same note.
        if there.get(note) != text:
            assert note == list(acknowledged)[-1], f"{text!r} was acknowledged, {there.get(note)!r} is there"
            assert text is not None, "it was deleted"
            assert there.get(note) == (None if text.startswith("改") else f"改{text}")
            acknowledged[note] = there.get(note)
