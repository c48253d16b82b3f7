"""A file with the letters of a document that stands on the shelf, and other marks: whose marks the document shows then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

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
        (LAW, replace(NEWER, reader_version=2), ELSEWHERE, "taken"),
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
