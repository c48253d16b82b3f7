"""A file with the letters of a document that stands on the shelf, and other marks: whose marks the document shows then."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Text
from storage.corrections import Correction
from storage.documents import Added
from storage.library import Arrival, Library
from storage.readings import pack_reading
from storage.remarking import key_by_stamp
from storage.texts import FILE, Texts
from tests.support.texts import anchor, make_text, reread, source_of

LAW = make_text("测绘法", "第一条 为了规范测绘，促进发展。", "第二条 测绘应当合法。")
NEWER = make_text("测绘法", "第一条 为了规范测绘、促进发展。", "第二条 测绘应当合法！")
LATER = make_text("测绘法", "第一条 为了规范测绘。促进发展。", "第二条 测绘应当合法……")
ADDED = make_text("测绘法", "第三条 本法自公布之日起施行。")
PATH, ELSEWHERE = "/laws/a.txt", "/downloads/b.txt"


def add(library: Library, text: Text, path: str = PATH, name: str = "a.txt") -> Added:
    return library.add(text, source_of(text), path, name)


def words(library: Library, document: str) -> str:
    return library.corrected_text(document).text


def test_the_same_file_with_other_marks_brings_them_under_notes_and_corrections(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    document = add(library, LAW).document
    note, _ = library.annotations.add(document, [anchor(LAW, "促进发展")])
    library.corrections.mend(document, [Correction("mark", LAW.text_id, 12, "；")])
    stamp = library.card(document).mended
    added = add(library, NEWER)
    assert (added.status, added.document, added.marks) == ("unchanged", document, "replaced")
    assert document in added.changes.documents
    mine = "测绘法\n第一条 为了规范测绘；促进发展。\n第二条 测绘应当合法！"
    assert words(library, document) == mine, "what the user said stays on top"
    assert library.card(document).mended not in (stamp, "")
    assert [one.id for one in library.annotations.listed(document)] == [note]
    assert library.source_path(document).read_bytes() == source_of(NEWER)
    assert add(library, NEWER) == Added("unchanged", document, added.changes.__class__(), "same")
    assert library.can_undo() == "update"
    library.close()

    (folder / "texts.db").unlink()
    library = Library.open(folder, read=reread)
    assert words(library, document) == mine, "read again from its own file"
    library.undo()
    assert words(library, document) == "测绘法\n第一条 为了规范测绘；促进发展。\n第二条 测绘应当合法。"
    assert library.source_path(document).read_bytes() == source_of(LAW)
    library.redo()
    assert words(library, document) == mine
    assert add(library, LATER).marks == "replaced", "and again"
    assert words(library, document).endswith("合法……")
    assert add(library, LAW).marks == "replaced", "and back"
    assert words(library, document).endswith("合法。")
    assert library.check() == []
    library.close()


GUESSED = replace(NEWER, restored=5)


@pytest.mark.parametrize(
    ("stands", "comes", "path", "marks"),
    [
        (LAW, NEWER, PATH, "replaced"),
        (LAW, NEWER, ELSEWHERE, "kept"),
        (LAW, NEWER, "", "kept"),
        (LAW, GUESSED, PATH, "kept"),
        (GUESSED, LAW, ELSEWHERE, "replaced"),
        (GUESSED, LAW, "", "replaced"),
        (GUESSED, replace(LATER, restored=2), PATH, "replaced"),
        (GUESSED, replace(LATER, restored=2), ELSEWHERE, "kept"),
        (LAW, replace(NEWER, reader_version=2), ELSEWHERE, "kept"),
    ],
)
def test_an_original_goes_before_guesses_and_a_file_before_its_copies(
    library: Library, stands: Text, comes: Text, path: str, marks: str
) -> None:
    document = add(library, stands).document
    added = add(library, comes, path)
    assert (added.document, added.marks) == (document, marks)
    assert words(library, document) == (stands if marks == "kept" else comes).text


def test_what_was_pasted_is_no_file_that_could_be_imported_again(library: Library) -> None:
    document = add(library, LAW, path="").document
    assert add(library, NEWER, path="").marks == "kept"
    assert words(library, document) == LAW.text


def test_a_newer_reader_reads_the_marks_that_were_taken(library: Library) -> None:
    document = add(library, LAW).document
    add(library, NEWER)
    better = replace(NEWER, text=NEWER.text.replace("！", "？"), reader_version=2)
    assert library.add(better, source_of(NEWER), PATH, "a.txt").marks == "taken"
    assert library.card(document).reader_version == 2
    assert words(library, document) == better.text


def test_a_file_is_known_by_the_marks_that_stand(library: Library) -> None:
    """Else the file with the old marks would count as what stands there, and never be read."""
    document = add(library, LAW).document
    old = library.source_path(document).name
    add(library, NEWER)
    new = library.source_path(document).name
    card = library.card(document)
    texts = Texts(library.folder / FILE, read_only=True)
    assert texts.words(key_by_stamp(card.text_id, card.mended)) == NEWER.text, "what a search beside the index reads"
    texts.close()
    assert list(library.known_sources()) == [new]
    assert library.known_source(old) is None
    known = library.known_source(new)
    assert known is not None
    assert known.id == document


def test_other_letters_leave_the_marks_of_the_text_before_alone(library: Library) -> None:
    document = add(library, LAW).document
    add(library, NEWER)
    assert add(library, ADDED).status == "updated"
    assert words(library, document) == ADDED.text
    assert library.card(document).mended == ""
    library.undo()
    assert words(library, document) == NEWER.text


def test_of_two_with_the_same_letters_in_one_import_the_first_is_read(library: Library) -> None:
    came = [
        Arrival(pack_reading(text), source_of(text), f"/{number}.txt", "a") for number, text in enumerate((LAW, NEWER))
    ]
    first, second = library.add_all(came)
    assert first.document == second.document
    assert library.text(LAW.text_id) == LAW
    assert library.source_path(first.document).read_bytes() == source_of(LAW)


TITLED = make_text("测绘法（试行）", "第一条 依据《海洋环境法》制定。")
RETITLED = make_text("测绘法，试行", "第一条 依据〈海洋环境法〉制定！")


def test_the_card_goes_back_with_the_marks(folder: Path) -> None:
    """The title that it shows is read from the marks, and stayed that of the newer file when they were taken back."""
    library = Library.open(folder, read=reread)
    document = add(library, TITLED).document
    before = library.card(document)
    add(library, RETITLED)
    taken = library.card(document)
    assert (before.title, taken.title) == (TITLED.title.value, RETITLED.title.value)  # type: ignore[union-attr]
    assert library.titles([document]) == {document: taken.title}
    assert [one.title for one in library.versions.chain(document)] == [taken.title]
    library.undo()
    assert library.card(document) == before
    assert library.titles([document]) == {document: before.title}
    assert [one.title for one in library.versions.chain(document)] == [before.title]
    library.close()
    library = Library.open(folder, read=reread)
    library.redo()
    assert library.card(document) == taken
    library.close()


def test_undo_goes_back_to_the_first_marks_after_a_newer_reader_read_the_taken_ones(library: Library) -> None:
    """They were put in place of the first ones too: undo then changed nothing, until texts.db was lost."""
    document = add(library, LAW).document
    add(library, NEWER)
    library.add(replace(NEWER, reader_version=2), source_of(NEWER), PATH, "a.txt")
    library.undo()
    assert words(library, document) == LAW.text
    assert library.card(document).reader_version == 1, "so that its file is read again when it comes again"


def test_undo_goes_back_to_the_first_marks_where_only_the_taken_ones_came_after_a_loss(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    document = add(library, LAW).document
    add(library, NEWER)
    library.close()
    (folder / "texts.db").unlink()
    library = Library.open(folder, read=reread)
    add(library, NEWER)
    add(library, LATER, ELSEWHERE)
    assert words(library, document) == NEWER.text
    library.undo()
    assert words(library, document) == LAW.text
    library.close()


def test_marks_that_an_older_program_left_out_are_shown_again(folder: Path) -> None:
    """An older program knows nothing of marks that were taken, and leaves them out of the row when it writes to the document."""
    library = Library.open(folder, read=reread)
    document = add(library, LAW).document
    add(library, NEWER)
    library.close()
    with closing(sqlite3.connect(folder / "library.db")) as db, db:
        db.execute("UPDATE document SET mended = '{}'")
        db.execute("UPDATE meta SET value = '10' WHERE key = 'projection'")
    library = Library.open(folder, read=reread)
    assert words(library, document) == NEWER.text
    assert library.check() == []
    library.close()


def test_a_file_that_comes_back_with_other_marks_shows_its_own(library: Library) -> None:
    """Off the shelf and in again, or other letters and back: the marks of the first file stood in place of the file's."""
    document = add(library, LAW).document
    library.remove([document])
    back = add(library, NEWER)
    assert (back.status, back.document) == ("imported", document)
    assert words(library, document) == NEWER.text
    assert library.source_path(document).read_bytes() == source_of(NEWER)
    library.undo()
    library.undo()
    assert words(library, document) == LAW.text

    add(library, ADDED)
    assert add(library, LATER).status == "updated"
    assert words(library, document) == LATER.text
    add(library, ADDED)
    assert add(library, LAW).status == "updated"
    assert words(library, document) == LAW.text, "as it was first, and not as it was last"
    library.undo()
    library.undo()
    assert words(library, document) == LATER.text
    assert library.check() == []


def test_of_two_that_come_back_in_one_import_the_first_is_read(library: Library) -> None:
    document = add(library, LAW).document
    library.remove([document])
    came = [
        Arrival(pack_reading(text), source_of(text), f"/{number}.txt", "a")
        for number, text in enumerate((NEWER, LATER))
    ]
    assert [added.document for added in library.add_all(came)] == [document] * 2
    assert words(library, document) == NEWER.text


def test_undo_goes_back_where_a_newer_reader_read_the_newer_file(library: Library) -> None:
    document = add(library, LAW).document
    assert library.add(replace(NEWER, reader_version=2), source_of(NEWER), PATH, "a.txt").marks == "replaced"
    assert library.card(document).reader_version == 2
    library.undo()
    assert words(library, document) == LAW.text
    assert library.card(document).reader_version == 1


def test_marks_that_came_after_a_loss_are_not_taken_for_those_of_the_first_file(folder: Path) -> None:
    """The first file, imported again, showed the marks of the other one."""
    library = Library.open(folder, read=reread)
    add(library, LAW)
    library.undo()
    library.close()
    (folder / "texts.db").unlink()
    library = Library.open(folder, read=reread)
    assert words(library, add(library, NEWER).document) == NEWER.text
    library.undo()
    document = add(library, LAW).document
    assert words(library, document) == LAW.text
    assert library.source_path(document).read_bytes() == source_of(LAW)
    assert library.check() == []
    library.close()


@pytest.mark.parametrize("path", [PATH, ELSEWHERE, ""])
def test_after_a_loss_no_text_shows_the_marks_of_a_file_that_is_not_its_own(folder: Path, path: str) -> None:
    """The text was that of the file that came, and the kept file the one from before."""
    library = Library.open(folder, read=reread)
    document = add(library, LAW).document
    note, _ = library.annotations.add(document, [anchor(LAW, "促进发展")])
    library.close()
    (folder / "texts.db").unlink()
    library = Library.open(folder, read=reread)
    added = add(library, NEWER, path)
    shown = NEWER if path == PATH else LAW
    assert (added.status, added.document) == ("unchanged", document)
    assert words(library, document) == shown.text
    assert library.source_path(document).read_bytes() == source_of(shown)
    assert [one.id for one in library.annotations.listed(document)] == [note]
    if path == PATH:
        library.undo()
        assert words(library, document) == LAW.text
        assert library.source_path(document).read_bytes() == source_of(LAW)
    assert library.check() == []
    library.close()


def test_a_text_whose_file_is_lost_too_is_that_of_the_file_that_comes(folder: Path) -> None:
    library = Library.open(folder, read=reread)
    document = add(library, LAW).document
    library.source_path(document).unlink()
    library.close()
    (folder / "texts.db").unlink()
    library = Library.open(folder, read=reread)
    add(library, NEWER, ELSEWHERE)
    assert words(library, document) == NEWER.text
    assert library.source_path(document).read_bytes() == source_of(NEWER)
    library.close()


def test_a_newer_reader_of_another_file_leaves_the_marks_as_they_stand(library: Library) -> None:
    """They were put in their place: the text was that of one file, and the kept file the other."""
    document = add(library, LAW).document
    library.add(replace(NEWER, reader_version=2), source_of(NEWER), ELSEWHERE, "b.txt")
    assert words(library, document) == LAW.text
    assert library.card(document).reader_version == 1, "so that its own file is read again when it comes again"
    assert library.source_path(document).read_bytes() == source_of(LAW)


def _arrival(text: Text, path: str) -> Arrival:
    return Arrival(pack_reading(text), source_of(text), path, path)


def test_letters_that_a_document_leaves_in_the_same_import_come_with_their_own_marks(library: Library) -> None:
    """The document that came with them showed the marks of the one that had left, and kept the file that came."""
    document = add(library, LAW).document
    first, second = library.add_all([_arrival(ADDED, PATH), _arrival(NEWER, ELSEWHERE)])
    assert [first.status, second.status] == ["updated", "imported"]
    assert first.document == document
    assert words(library, document) == ADDED.text
    assert words(library, second.document) == NEWER.text
    assert library.source_path(second.document).read_bytes() == source_of(NEWER)
    library.undo()
    library.undo()
    assert words(library, document) == LAW.text, "whatever marks one has that is on the shelf no longer"


MARKED = [LAW, NEWER, GUESSED, replace(LATER, restored=2), ADDED, replace(ADDED, text=ADDED.text + "！")]


@given(
    st.lists(st.tuples(st.sampled_from(MARKED), st.sampled_from([PATH, ELSEWHERE, "/c.txt", ""])), max_size=6),
    st.integers(0, 6),
)
@settings(max_examples=15)
def test_an_import_of_many_becomes_what_they_become_one_by_one(arriving: list[tuple[Text, str]], before: int) -> None:
    came = [_arrival(text, path) for text, path in arriving]
    told = []
    for together in (True, False):
        with tempfile.TemporaryDirectory() as place:
            library = Library.open(Path(place), read=reread)
            for one in came[:before]:
                library.add_all([one])
            rest = came[before:]
            added = library.add_all(rest) if together else [each for one in rest for each in library.add_all([one])]
            names = {card.id: number for number, card in enumerate(library.cards())}
            told.append(
                (
                    [(one.status, names[one.document], one.marks) for one in added],
                    [(words(library, one), library.source_path(one).name, library.card(one).path) for one in names],
                )
            )
            assert library.check() == []
            library.close()
    assert told[0] == told[1]
