"""Texts in memory: read once, as long as they are the same."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reader.model import Text
from storage.corrections import Correction
from storage.library import Library
from tests.support.texts import make_text, source_of
from ui.kept_texts import KeptTexts


def test_a_text_is_read_once_until_it_is_corrected_or_three_others_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Library.open(tmp_path / "library")) as library:
        laws = [make_text(f"办法{number}", f"第一条 第{number}件，办理。") for number in range(4)]
        documents = [library.add(law, source_of(law), "", "a.txt").document for law in laws]
        read: list[str] = []
        corrected_text = library.corrected_text

        def noting(document: str) -> Text:
            read.append(document)
            return corrected_text(document)

        monkeypatch.setattr(library, "corrected_text", noting)
        texts = KeptTexts(library)
        first = texts.current(documents[0])
        for document in (*documents[1:3], documents[0], documents[3]):
            texts.current(document)
        assert read == documents, "none twice"
        assert texts.current(documents[0]) is first, "it was asked for again meanwhile"
        texts.current(documents[1])
        assert read.pop() == documents[1], "the one that was not asked for longest made room"
        library.corrections.mend(documents[0], [Correction("mark", laws[0].text_id, 9, "；")])
        assert "；" in texts.current(documents[0]).text
        assert read == [*documents, documents[0]]
