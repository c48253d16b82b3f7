"""Annotations as Markdown by a template of the user's (Jinja2), in a sandbox.

A template gets words and nothing else: what it shows is escaped unless a filter of ours made it, it cannot change or call what it is not
given, and it ends after a limit of time and of length. So a template from elsewhere can make a bad file and no more.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reader.errors import KnownError
from storage.exports.exported import Exported, Labels
from storage.exports.links import annotation_link
from storage.exports.markdown import escape
from storage.exports.rows import NoteRow, note_rows

_SECONDS = 10.0
_LONGEST = 50_000_000
"""Code points; the notes of the largest library we know come to a tenth."""
_LONGEST_REPEAT = 10_000
_NO_FILTERS = ("center", "format", "indent", "pprint", "random", "urlize", "wordwrap", "xmlattr", "safe", "tojson")
"""They make a huge text of a small one, or text that is not escaped."""
_NO_METHODS = frozenset(("center", "expandtabs", "ljust", "rjust", "zfill", "translate", "join"))


class Safe(str):
    """Markdown that a filter of ours made."""

    __slots__ = ()


def from_template(path: Path, documents: Sequence[Exported], when: datetime.datetime, labels: Labels) -> str:
    """Give the annotations of documents as a template shows them.

    Args:
        path: The template.
        documents: In the order in which they appear.
        when: Time of the export, with time zone.
        labels: The words.

    Raises:
        KnownError: ``template-broken`` with what is wrong and, where it is known, the line.
    """
    deadline = time.monotonic() + _SECONDS

    def tick() -> str:
        if time.monotonic() > deadline:
            raise SecurityError(f"took longer than {_SECONDS:.0f} s")
        return ""

    try:
        template = _Sandbox(tick).from_string(path.read_text("utf-8-sig"))
        made: list[str] = []
        length = 0
        for piece in template.generate(
            documents=[_document(document, labels) for document in documents],
            exported=when.isoformat(timespec="seconds"),
            day=when.strftime("%Y-%m-%d"),
            collection=labels.collection,
            labels={**labels.columns, "unplaced": labels.unplaced, "bookmarks": labels.bookmarks},
        ):
            tick()
            length += len(piece)
            if length > _LONGEST:
                raise SecurityError(f"longer than {_LONGEST} characters")
            made.append(piece)
        return "".join(made)
    except OSError as error:
        raise KnownError("file-unreadable", name=path.name, reason=error.strerror or str(error)) from error
    except (
        TemplateError,
        ValueError,
        TypeError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
        MemoryError,
    ) as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        raise KnownError("template-broken", name=path.name, line=line, reason=str(error)) from error


def _line_of(error: BaseException) -> int:
    """Give the line of the template that an error at work came from; 0 where it is unknown."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _document(document: Exported, labels: Labels) -> dict[str, Any]:
    card = document.card
    return {
        "title": card.title,
        "issuers": list(card.issuers),
        "number": card.number,
        "date": card.date,
        "kind": card.kind,
        "validity": labels.validities[card.validity.state],
        "notes": [_note(row) for row in note_rows([document], labels)],
    }


def _note(row: NoteRow) -> dict[str, Any]:
    annotation = row.annotation
    return {
        "id": annotation.id,
        "quote": row.quote,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "color": row.color,
        "color_role": annotation.color,
        "type": row.type,
        "type_role": annotation.type,
        "style": row.style,
        "kind": row.kind,
        "bookmark": annotation.bookmark,
        "citation": row.citation,
        "clause": row.clause,
        "bodies": list(row.bodies),
        "placed": bool(row.spans) or not annotation.anchors,
        "created": annotation.created[:10],
        "modified": annotation.modified[:10],
        "link": Safe(annotation_link(annotation.id)),
    }


def _shown(value: object) -> str:
    if isinstance(value, Safe):
        return value
    return escape("、".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _quoted(value: object) -> Safe:
    """Give text as a block quote, a paragraph for each line."""
    lines = [line for part in str(value).splitlines() if (line := escape(part))]
    return Safe("\n>\n".join(f"> {line}" for line in lines))


def _yaml(value: object) -> Safe:
    return Safe(json.dumps(value if isinstance(value, list | tuple) else str(value)))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Where templates work; every round of a loop and every call of a macro looks at the clock."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, tick: Callable[[], str]) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True)
        self.tick = tick
        self.autoescape = False
        for name in _NO_FILTERS:
            self.filters.pop(name)
        self.filters |= {"quoted": _quoted, "yaml": _yaml}
        self.globals = {"range": self.globals["range"], "namespace": self.globals["namespace"]}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all((nodes.For, nodes.Macro, nodes.CallBlock)):
            call = nodes.Call(nodes.EnvironmentAttribute("tick"), [], [], None, None, lineno=node.lineno)
            node.body.insert(0, nodes.ExprStmt(call, lineno=node.lineno))  # type: ignore[attr-defined]
        tree.set_environment(self)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse, beside what Jinja does, the methods that make a huge text of a small one."""
        return super().is_safe_attribute(obj, attr, value) and not (isinstance(obj, str) and attr in _NO_METHODS)

    def wrap_str_format(self, value: Any) -> None:
        """Refuse ``str.format``, which Jinja would let through: a width in it makes a huge text of nothing."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("format is not for templates")

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse what makes a huge text or number of a small one."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or (operator == "%" and not numbers):
            raise SecurityError(f"{operator} is not for templates")
        if operator == "*" and not numbers and max(n for n in (left, right) if isinstance(n, int)) > _LONGEST_REPEAT:
            raise SecurityError("repeated too often")
        return super().call_binop(context, operator, left, right)
