"""The program's values as plain JSON: what the command line prints with ``--json``. Scripts rely on these names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reader.model import Clause, Field, Span, Task, Text, cite
from reader.names import Names
from reader.validity import Validity
from search import Hit, Results
from storage.cards import Card
from ui.exporting import ExportRow
from ui.importing import ImportRow
from ui.ledger import LedgerRow, by_body, totals
from ui.mending import ShownCorrection, short_name
from ui.note_import import NoteRow
from ui.placed import PlacedAnnotation

Json = dict[str, Any]


def of_import(row: ImportRow) -> Json:
    """Give a row of an import report."""
    return {
        "path": row.path,
        "status": row.status,
        "document": row.document,
        "title": row.title,
        "message": row.message,
    }


def of_export(row: ExportRow) -> Json:
    """Give a row of an export report."""
    return {"path": str(row.path), "status": row.status, "title": row.title, "message": row.message}


def of_note_row(row: NoteRow) -> Json:
    """Give a row of the report of an import of notes."""
    return {
        "status": row.status,
        "annotation": row.annotation,
        "title": row.title,
        "quote": row.quote,
        "message": row.message,
    }


def of_card(card: Card) -> Json:
    """Give a document's row of ``list``."""
    return {
        "id": card.id,
        "title": card.title,
        "issuers": list(card.issuers),
        "number": card.number,
        "date": card.date,
        "kind": card.kind,
        "validity": _of_validity(card.validity),
        "clauses": card.clauses,
        "notes": card.annotations,
    }


def of_document(card: Card, text: Text, keywords: Sequence[str] = (), names: Names | None = None) -> Json:
    """Give everything that was read of a document, under the metadata that the user may have corrected.

    Args:
        card: Its card.
        text: Its current text.
        keywords: What it is about.
        names: Finds the documents on the shelf that its references mean.
    """
    return {
        "id": card.id,
        "title": card.title,
        "issuers": list(card.issuers),
        "number": card.number,
        "date": card.date,
        "kind": card.kind,
        "keywords": list(keywords),
        "published": card.published or None,
        "effective": card.effective or None,
        "amended": _value(text.amended),
        "validity": _of_validity(card.validity),
        "repeals": _values(text.repeals),
        "addressees": _values(text.addressees),
        "signature": _values(text.signature),
        "attachments": _values(text.attachments),
        "definitions": [{"short": one.short, "full": one.full, **_span(one.span)} for one in text.definitions],
        "numbers_cited": _values(text.numbers_cited),
        "text": text.text,
        "restored": text.restored,
        "clauses": [_of_clause(clause, card.title) for clause in text.clauses],
        "tasks": [_of_task(task, text) for task in text.tasks],
        "references": [
            {
                "kind": reference.kind,
                "target": reference.target,
                "path": reference.path,
                "short": reference.short,
                "documents": list(names.find(reference)) if names else [],
                "text": _cut(text, reference.span),
                **_span(reference.span),
            }
            for reference in text.references
        ],
    }


def of_correction(one: ShownCorrection) -> Json:
    """Give a correction of a reading with its place; ``name`` is what ``mend take-back`` takes."""
    value = one.correction.value
    return {
        "name": short_name(one.correction),
        "kind": one.correction.kind,
        "value": value if not isinstance(value, tuple) else [{"name": name, "role": role} for name, role in value],
        "text": one.here,
        "clause": one.clause,
        **_span(one.span),
    }


def of_ledger(rows: Sequence[LedgerRow]) -> Json:
    """Give a task ledger: its tasks, its bodies with what each has, and how often bodies are named."""
    counted = totals(rows)
    return {
        "tasks": [_of_ledger_row(row) for row in rows],
        "bodies": [{"name": one.name, "tasks": len(one.rows), "leads": one.leads} for one in by_body(rows)],
        "mentions": counted.mentions,
        "done": counted.done,
    }


def of_results(results: Results, newer: Mapping[str, str]) -> Json:
    """Give the answer to a search: one flat ranking.

    Args:
        results: The answer.
        newer: For documents that are older versions of a law, the newest among the hits.
    """
    return {
        "took_ms": round(results.took_ms, 2),
        "total": results.total,
        "how": results.how,
        "hits": [of_hit(hit, newer.get(hit.document, "")) for hit in results.hits],
    }


def of_hit(hit: Hit, newer: str = "") -> Json:
    """Give one hit of a search; ``newer_version`` is the id of a newer version of its document among the hits."""
    return {
        "document": hit.document,
        "title": hit.title,
        "citation": hit.citation,
        "snippet": hit.snippet,
        "start": hit.start,
        "end": hit.end,
        "kind": hit.kind,
        "newer_version": newer,
    }


def of_annotation(placed: PlacedAnnotation, title: str) -> Json:
    """Give an annotation with its place; ``start`` and ``end`` are None where the place was not found."""
    annotation = placed.annotation
    return {
        "id": annotation.id,
        "document": annotation.document,
        "title": title,
        "kind": annotation.kind,
        "citation": cite(title, placed.path),
        "quote": placed.quote,
        "note": annotation.note,
        "color": annotation.color,
        "style": annotation.style,
        "type": annotation.type,
        "tags": list(annotation.tags),
        "start": placed.spans[0].start if placed.spans else None,
        "end": placed.spans[-1].end if placed.spans else None,
        "spans": [[span.start, span.end] for span in placed.spans],
        "created": annotation.created,
        "modified": annotation.modified,
    }


def _of_ledger_row(row: LedgerRow) -> Json:
    return {
        "task": row.entry.letters,
        "document": row.entry.document,
        "title": row.title,
        "citation": row.citation,
        "clause": row.entry.clause,
        "measure": row.entry.measure,
        "bodies": [{"name": body.name, "role": body.role, "leads": row.leads(body.name)} for body in row.bodies],
        "deadline": row.deadline or None,
        "figure": row.figure,
        "status": row.entry.status,
        "note": row.entry.note,
        "older": row.span is None,
        "start": row.span.start if row.span is not None else None,
        "end": row.span.end if row.span is not None else None,
    }


def _of_clause(clause: Clause, title: str) -> Json:
    return {
        "kind": clause.kind,
        "number": clause.number,
        "label": clause.label,
        "title": clause.title,
        "citation": cite(title, clause.path),
        **_span(clause.span),
        "children": [_of_clause(child, title) for child in clause.children],
    }


def _of_task(task: Task, text: Text) -> Json:
    return {
        "bodies": [body.name for body in task.bodies],
        "roles": [body.role for body in task.bodies],
        "measure": _cut(text, task.measure),
        "clause": task.clause,
        "deadline": _value(task.deadline),
        "figures": _values(task.figures),
        **_span(task.statement),
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _cut(text: Text, span: Span) -> str:
    return text.text[span.start : span.end]


def _of_validity(validity: Validity) -> Json | None:
    """Give the standing of a document; None where nothing is known of it."""
    if not validity.state:
        return None
    return {
        "state": validity.state,
        "date": validity.date,
        "source": validity.source,
        "by_hand": validity.by_hand,
    }


def _value(field: Field | None) -> str | None:
    return field.value if field else None


def _values(fields: tuple[Field, ...]) -> list[str]:
    return [field.value for field in fields]
