"""Export of annotations: which file holds what, and a report of each."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from reader.errors import KnownError
from reader.validity import STATES
from storage.annotations import Annotation, Color
from storage.colors import NO_NAMES
from storage.exports.exported import Exported, Labels
from storage.exports.forms import SUFFIXES, Contents, Form, writer
from storage.filenames import safe_name
from storage.files import write_atomically
from ui.standing import state_word
from ui.translation import _
from ui.wording import KIND_WORDS, STYLE_WORDS, TYPE_WORDS, color_word, sentence


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
    status: Literal["exported", "skipped", "failed"]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which annotations leave; what is empty chooses all.

    Attributes:
        colors, types, tags: One of them is enough.
        since, until: Days on which they were last changed, ISO, both included.
        ids: These alone.
    """

    colors: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    ids: frozenset[str] = field(default=frozenset(), kw_only=True)

    def takes(self, annotation: Annotation) -> bool:
        """Tell whether an annotation leaves."""
        day = annotation.modified[:10]
        return (
            (not self.colors or annotation.color in self.colors)
            and (not self.types or annotation.type in self.types)
            and (not self.tags or not self.tags.isdisjoint(annotation.tags))
            and (not self.since or day >= self.since)
            and (not self.until or day <= self.until)
            and (not self.ids or annotation.id in self.ids)
        )

    def of(self, document: Exported) -> Exported:
        """Give a document with the annotations that leave."""
        return replace(document, annotations=[one for one in document.annotations if self.takes(one[0])])


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, where and how.

    Attributes:
        documents: Ids.
        output: A path that ends as files of the form do holds all of them; any other is a folder with a file for each, in which no
            file that is already there is touched.
        form: What is written.
        choice: Which annotations leave.
        contents: The annotations, the document itself, or both.
        template: Name or file of a template for Markdown; empty for our own form.
    """

    documents: Sequence[str]
    output: Path
    form: Form = "markdown"
    choice: Choice = EVERYTHING
    contents: Contents = "notes"
    template: str = ""


def form_of(output: Path) -> Form | None:
    """Give the form that a file's ending names; None where it names none."""
    return next((form for form, suffix in SUFFIXES.items() if output.suffix.lower() == suffix), None)


def export_notes(
    documents: Iterable[Exported],
    order: Order,
    template: Path | None = None,
    names: Mapping[Color, str] = NO_NAMES,
) -> list[ExportRow]:
    """Write annotations or documents and report every document.

    Args:
        documents: What to write, in the order of ``order.documents``; may be made one by one.
        order: How. A document of which no annotation leaves is skipped where annotations are what is wanted.
        template: The file of the template.
        names: What the user calls colours.

    Raises:
        KnownError: ``nothing-to-export``, ``export-without-text``.
    """
    when = datetime.datetime.now().astimezone()
    output, form, choice = order.output, order.form, order.choice
    labels, write = labels_in_use(names), writer(form, order.contents, template)
    chosen = (choice.of(document) for document in documents)
    selective = choice != EVERYTHING and order.contents == "notes"
    if output.suffix.lower() == SUFFIXES[form]:
        together = list(chosen)
        if selective and not any(document.annotations for document in together):
            raise KnownError("nothing-to-export")
        failure = _write(output, partial(write, together, when, labels))
        return [_row(document, output, failure) for document in together]
    taken = {path.name for path in output.iterdir()} if output.is_dir() else set()
    rows = []
    for document in chosen:
        if selective and not document.annotations:
            skipped = _("没有符合条件的批注")
            rows.append(ExportRow(document.card.id, document.card.title, output, "skipped", skipped))
            continue
        name = safe_name(document.card.title, SUFFIXES[form], taken)
        taken.add(name)
        rows.append(_row(document, output / name, _write(output / name, partial(write, [document], when, labels))))
    if all(row.status == "skipped" for row in rows):
        raise KnownError("nothing-to-export")
    return rows


def _write(path: Path, make: Callable[[], bytes]) -> str:
    """Write a file; gives the sentence that says why not, empty where it was written."""
    try:
        write_atomically(path, make())
    except KnownError as error:
        return sentence(error)
    return ""


def _row(document: Exported, path: Path, failure: str) -> ExportRow:
    return ExportRow(document.card.id, document.card.title, path, "failed" if failure else "exported", failure)


def labels_in_use(names: Mapping[Color, str] = NO_NAMES) -> Labels:
    """Give the words of an export in the language in use; ``names`` is what the user calls colours."""
    return Labels(
        collection=_("批注汇编"),
        note=_("批注"),
        tags=_("标签"),
        color=_("颜色"),
        colors={color: color_word(color, names) for color in get_args(Color)},
        named=names,
        bookmarks=_("书签"),
        unplaced=_("未找到位置的批注"),
        current=_("当前版本"),
        earlier=_("旧版本"),
        colon=_("："),
        program=_("批阅"),
        find=_("查找"),
        outline=_("目录"),
        kinds={kind: word() for kind, word in KIND_WORDS.items()},
        styles={style: word() for style, word in STYLE_WORDS.items()},
        types={type_: word() for type_, word in TYPE_WORDS.items()},
        validities={state: state_word(state) for state in STATES},
        columns={
            "title": _("文件"),
            "number": _("文号"),
            "issuers": _("发文机关"),
            "date": _("日期"),
            "validity": _("效力"),
            "version": _("版本"),
            "citation": _("条款"),
            "clause": _("原文"),
            "quote": _("标出的文字"),
            "note": _("批注"),
            "tags": _("标签"),
            "type": _("类型"),
            "color": _("颜色"),
            "kind": _("形式"),
            "bodies": _("责任单位"),
            "created": _("添加时间"),
            "modified": _("修改时间"),
            "id": _("编号"),
        },
    )
