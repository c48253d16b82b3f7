"""texts.db may be lost at any time: the texts are read again from their sources."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import KnownError
from reader.model import Text
from storage.library import Library
from storage.readings import pack_reading, unpack_words
from storage.texts import FILE, Texts
from tests.support.texts import make_text, reread, source_of

TEXTS = [make_text(f"办法{number}", "第一条 为了规范管理，制定本办法。") for number in range(3)]


@pytest.fixture
def filled(folder: Path) -> Path:
    """Give the folder of a closed library with all texts."""
    library = Library.open(folder, read=reread)
    for number, text in enumerate(TEXTS):
        library.add(text, source_of(text), f"/{number}.txt", f"{number}.txt")
    library.close()
    return folder


def never(data: bytes, name: str) -> Text:
    raise AssertionError("read again without need")


def all_texts(library: Library) -> list[Text]:
    return [library.text(card.text_id) for card in library.cards()]


def test_a_text_comes_back_without_being_read_again(filled: Path) -> None:
    library = Library.open(filled, read=never)
    assert all_texts(library) == TEXTS
    library.close()


def damage_nothing_left(path: Path) -> None:
    path.unlink()


def damage_noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def damage_cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def damage_empty(path: Path) -> None:
    path.write_bytes(b"")


def damage_last_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096] + b"\xff" * 4096)


@pytest.mark.parametrize("damage", [damage_nothing_left, damage_noise, damage_cut, damage_empty, damage_last_page])
@pytest.mark.parametrize("read_only", [False, True])
def test_whatever_happens_to_it_the_texts_are_read_again(filled: Path, damage: object, read_only: bool) -> None:
    damage(filled / "texts.db")  # type: ignore[operator]
    library = Library.open(filled, read_only=read_only, read=reread)
    assert all_texts(library) == TEXTS
    library.close()
    if not read_only:
        library = Library.open(filled, read=never)
        assert all_texts(library) == TEXTS
        library.close()


def test_a_damaged_file_is_kept_beside(filled: Path) -> None:
    (filled / "texts.db").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    Library.open(filled, read=reread).close()
    assert len(list(filled.glob("texts-damaged-*.db"))) == 1


def test_a_damaged_text_alone_is_read_again(filled: Path) -> None:
    library = Library.open(filled, read=reread)
    db = library._texts._db
    assert db is not None
    db.execute("UPDATE text SET packed = x'00' WHERE text_id = ?", [TEXTS[1].text_id])
    assert all_texts(library) == TEXTS
    library.close()


def test_a_file_of_another_version_is_laid_out_anew(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.texts.VERSION", 2)
    library = Library.open(filled, read=reread)
    assert all_texts(library) == TEXTS
    library.close()


def test_says_when_the_source_is_gone_too(filled: Path) -> None:
    (filled / "texts.db").unlink()
    library = Library.open(filled, read=reread)
    library.source_path(library.cards()[0].id).unlink()
    with pytest.raises(KnownError, match="source-missing"):
        library.text(TEXTS[0].text_id)
    library.close()


def test_says_when_the_reader_finds_other_letters_today(filled: Path) -> None:
    (filled / "texts.db").unlink()
    library = Library.open(filled, read=lambda data, name: make_text("别的"))
    with pytest.raises(KnownError, match="text-changed") as caught:
        library.text(TEXTS[0].text_id)
    assert caught.value.details == {"name": "0.txt"}
    library.close()


@given(st.text(st.one_of(st.sampled_from('"\\,:{}第条\n'), st.characters()), max_size=60))
def test_the_words_alone_are_those_of_the_whole_text(words: str) -> None:
    text = replace(TEXTS[0], text=words, source=f'{words},"text":"{words}')
    assert unpack_words(pack_reading(text).data) == words


def test_the_words_of_a_text_that_is_lost_are_none(filled: Path) -> None:
    texts = Texts(filled / FILE, read_only=True)
    assert texts.words(TEXTS[1].text_id) == TEXTS[1].text
    assert texts.words("0" * 64) is None
    texts.close()
