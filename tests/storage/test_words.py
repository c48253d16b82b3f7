"""User words: kept, said once, deleted, undone, refused in plain words, and folded from the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import KnownError
from storage import projection
from storage.library import Library


def test_a_word_is_added_once_forgotten_and_undone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    library = Library.open(folder)
    library.words.add(" 新质生产力 ")
    library.words.add("ＡＰＩ接口")
    library.words.add("api接口")
    assert library.words.listed() == ["新质生产力", "ＡＰＩ接口"]
    assert library.can_undo() == "add-word"
    library.undo()
    assert library.words.listed() == ["新质生产力"]
    library.redo()
    library.words.forget("新质生产力", "api接口", "从未有过")
    assert library.words.listed() == []
    assert library.can_undo() == "forget-word"
    library.undo()
    library.words.forget("从未有过")
    assert library.words.listed() == ["新质生产力", "ＡＰＩ接口"], "what changes nothing is no action"
    assert library.check() == []
    projection.refold(library._db)
    library.close()
    again = Library.open(folder)
    assert again.words.listed() == ["新质生产力", "ＡＰＩ接口"]
    again.words.forget("新质生产力")
    again.words.add("新质生产力")
    assert set(again.words.listed()) == {"新质生产力", "ＡＰＩ接口"}
    again.close()


@pytest.mark.parametrize("word", ["", "质", "新质、生产力", "新质 生产力", "《劳动法》", "生" * 21])
def test_what_cannot_be_one_word_is_refused(library: Library, word: str) -> None:
    with pytest.raises(KnownError, match="word-unusable"):
        library.words.add(word)
    assert library.words.listed() == []
