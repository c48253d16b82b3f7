"""The forms in which annotations leave: what each is called, how its files end, and what writes it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from reader.errors import KnownError
from storage.exports.exported import Exported, Labels

Form = Literal["markdown", "html", "json", "csv", "xlsx", "docx", "text"]
FORMS: tuple[Form, ...] = get_args(Form)
SUFFIXES: dict[Form, str] = {
    "markdown": ".md",
    "html": ".html",
    "json": ".json",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "docx": ".docx",
    "text": ".txt",
}

Contents = Literal["notes", "document", "both"]
CONTENTS: tuple[Contents, ...] = get_args(Contents)
WHOLE: tuple[Form, ...] = ("markdown", "docx", "text")
"""The forms in which the document itself can leave."""

Writer = Callable[[Sequence[Exported], datetime.datetime, Labels], bytes]


def writer(form: Form, contents: Contents = "notes", template: Path | None = None) -> Writer:
    """Give what makes one file of some documents; its libraries are loaded only now.

    Args:
        form: The form.
        contents: The annotations, the document itself, or both. A Word file of annotations is the document with comments.
        template: Makes the Markdown of annotations instead of our own form.

    Raises:
        KnownError: ``export-without-text`` where the form has no way to show a document.
    """
    if contents != "notes":
        return _whole_writer(form, contents == "both")
    if form == "markdown" and template is not None:
        from storage.exports.templates import from_template

        return lambda documents, when, labels: from_template(template, documents, when, labels).encode(errors="replace")
    if form == "markdown":
        from storage.exports.markdown import markdown, markdown_of_many

        return lambda documents, when, labels: (
            markdown(documents[0], when, labels) if len(documents) == 1 else markdown_of_many(documents, when, labels)
        ).encode()
    if form == "json":
        from storage.exports.web_annotation import annotation_set

        return lambda documents, when, labels: annotation_set(documents, when, labels.named).encode()
    if form == "csv":
        from storage.exports.table import csv_table

        return lambda documents, when, labels: csv_table(documents, labels)
    if form == "xlsx":
        from storage.exports.table import xlsx

        return lambda documents, when, labels: xlsx(documents, labels)
    if form == "html":
        from storage.exports.html import page

        return page
    if form == "docx":
        from storage.exports.docx import word

        return word
    from storage.exports.plain import plain

    return lambda documents, when, labels: plain(documents, when, labels).encode()


def _whole_writer(form: Form, notes: bool) -> Writer:
    if form not in WHOLE:
        raise KnownError("export-without-text", form=form)
    if form == "docx":
        from storage.exports.docx import word

        return lambda documents, when, labels: word(
            documents if notes else [replace(document, annotations=()) for document in documents], when, labels
        )
    from storage.exports.whole import whole_markdown, whole_text

    whole = whole_markdown if form == "markdown" else whole_text
    return lambda documents, when, labels: whole(documents, when, labels, notes=notes).encode(errors="replace")
