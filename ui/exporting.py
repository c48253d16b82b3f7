"""Export of annotations: which file holds what, and a report of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reader.errors import KnownError
from storage.exports.exported import Exported, Labels
from storage.exports.markdown import markdown, markdown_of_many
from storage.filenames import safe_name
from storage.files import write_atomically
from ui.translation import _
from ui.wording import COLOR_WORDS, sentence

SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class ExportRow:
    """What became of the export of one document.

    Attributes:
        document: Its id.
        title: Its title.
        path: The file that holds it now, or was to hold it.
        status: What happened.
        message: A sentence for the user where something is to be said.
    """

    document: str
    title: str
    path: Path
    status: Literal["exported", "failed"]
    message: str = ""


def export_markdown(documents: Iterable[Exported], output: Path) -> list[ExportRow]:
    """Write annotations as Markdown and report every document.

    Args:
        documents: What to write, in order; may be made one by one.
        output: A path that ends like a Markdown file holds all of them; any other is a folder with a file for each, in which
            no file that is already there is touched.
    """
    when = datetime.datetime.now().astimezone()
    labels = _labels()
    if output.suffix.lower() in SUFFIXES:
        together = list(documents)
        written = (
            markdown(together[0], when, labels) if len(together) == 1 else markdown_of_many(together, when, labels)
        )
        failure = _write(output, written)
        return [_row(document, output, failure) for document in together]
    taken = {path.name for path in output.iterdir()} if output.is_dir() else set()
    rows = []
    for document in documents:
        name = safe_name(document.card.title, ".md", taken)
        taken.add(name)
        rows.append(_row(document, output / name, _write(output / name, markdown(document, when, labels))))
    return rows


def _write(path: Path, written: str) -> str:
    """Write a file; gives the sentence that says why not, empty where it was written."""
    try:
        write_atomically(path, written.encode())
    except KnownError as error:
        return sentence(error)
    return ""


def _row(document: Exported, path: Path, failure: str) -> ExportRow:
    return ExportRow(document.card.id, document.card.title, path, "failed" if failure else "exported", failure)


def _labels() -> Labels:
    return Labels(
        collection=_("批注汇编"),
        note=_("批注"),
        tags=_("标签"),
        color=_("颜色"),
        colors={color: word() for color, word in COLOR_WORDS.items()},
        bookmarks=_("书签"),
        unplaced=_("未找到位置的批注"),
        colon=_("："),
    )
