"""The forms in which annotations leave: what each is called, how its files end, and what writes it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Literal, get_args

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

Writer = Callable[[Sequence[Exported], datetime.datetime, Labels], bytes]


def writer(form: Form) -> Writer:
    """Give what makes one file of some documents; its libraries are loaded only now.

    Args:
        form: The form.
    """
    if form == "markdown":
        from storage.exports.markdown import markdown, markdown_of_many

        return lambda documents, when, labels: (
            markdown(documents[0], when, labels) if len(documents) == 1 else markdown_of_many(documents, when, labels)
        ).encode()
    if form == "json":
        from storage.exports.web_annotation import annotation_set

        return lambda documents, when, labels: annotation_set(documents, when).encode()
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
