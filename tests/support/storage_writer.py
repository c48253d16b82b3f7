"""A process that writes to a library and says what it has written, to be killed in the middle."""

from __future__ import annotations

from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from storage.library import Library
from tests.support.texts import make_text, reread, source_of

TEXT = make_text("办法", "第一条 为了规范管理，制定本办法。")


def write_for_ever(folder: Path, told: Connection) -> None:
    """Import, annotate, change and delete; says None, then every acknowledged write as (annotation, note or None)."""
    told.send(None)
    library = Library.open(folder, read=reread)
    document = library.add(TEXT, source_of(TEXT), "/a.txt", "a.txt").document
    for number in count():
        text = make_text(f"办法{number}", "第一条 内容。")
        library.add(text, source_of(text), f"/{number}.txt", f"{number}.txt")
        note, _ = library.annotations.add(document, [], note=f"第{number}次")
        told.send((note, f"第{number}次"))
        library.annotations.change(note, note=f"改第{number}次")
        told.send((note, f"改第{number}次"))
        if number % 3 == 0:
            library.annotations.delete([note])
            told.send((note, None))
