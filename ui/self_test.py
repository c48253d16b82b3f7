"""The program tries itself in a temporary library: for the packaged program, and for a user whose machine behaves oddly."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from reader.errors import KnownError
from ui.exporting import Order, form_of
from ui.importing import Source
from ui.places import SAMPLE
from ui.quoting import find_clause, find_quote
from ui.translation import _
from ui.workspace import Workspace

QUOTE = "知识产权"
NOTE = "自检批注"


def run() -> list[str]:
    """Import, read, annotate, search, undo, export and reindex the sample; gives the names of the steps that passed.

    Raises:
        KnownError: ``self-test-failed`` with the step and what went wrong.
    """
    folder = Path(tempfile.mkdtemp(prefix="piyue-self-test-"))
    passed: list[str] = []
    try:
        with Workspace.open(folder / "library") as workspace:
            for name, step in _steps(workspace, folder):
                try:
                    step()
                except (AssertionError, KnownError) as error:
                    raise KnownError("self-test-failed", step=name, reason=str(error)) from error
                passed.append(name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return passed


def _steps(workspace: Workspace, folder: Path) -> list[tuple[str, Callable[[], None]]]:
    document = ""

    def import_sample() -> None:
        nonlocal document
        rows = workspace.import_all([Source(SAMPLE.name, SAMPLE.name, SAMPLE.read_bytes())])
        _expect([row.status for row in rows] == ["imported"], rows)
        document = rows[0].document
        workspace.bring_index_up_to_date()

    def read_clauses() -> None:
        text = workspace.text(document)
        _expect(len(text.tasks) == 41, len(text.tasks))
        _expect(find_clause(text, "（三）").path == "二、（三）", [clause.path for clause in text.walk()])

    def annotate() -> None:
        span = find_quote(workspace.text(document), QUOTE)
        workspace.annotate(document, [span], note=NOTE, tags=["自检"])
        heading = find_clause(workspace.text(document), "（三）").heading
        workspace.annotate(document, [heading], bookmark=True)
        _expect([p.annotation.kind for p in workspace.placed(document)].count("note") == 1, "kinds")

    def search() -> None:
        text = workspace.text(document).text
        places = [hit.start for hit in workspace.verbatim(QUOTE).hits]
        _expect(places == [at for at in range(len(text)) if text.startswith(QUOTE, at)], places)
        _expect(any(hit.kind == "note" for hit in workspace.search(NOTE).hits), "note")
        _expect(bool(workspace.search("知识产权质押").hits), "ranked")
        _expect(QUOTE in workspace.index.suggest("zhishichanquan"), "pinyin")

    def undo() -> None:
        workspace.undo()
        _expect(len(workspace.placed(document)) == 1, "undo")
        workspace.redo()
        _expect(len(workspace.placed(document)) == 2, "redo")

    def export() -> None:
        path = folder / "export.md"
        workspace.export_notes(Order([document], path))
        written = path.read_text("utf-8")
        _expect(QUOTE in written and NOTE in written, written[:200])
        for ending in ("docx", "xlsx", "html"):
            path = folder / f"export.{ending}"
            (row,) = workspace.export_notes(Order([document], path, form_of(path) or "markdown"))
            _expect(row.status == "exported", row)
        with zipfile.ZipFile(folder / "export.docx") as document_file:
            _expect(NOTE in document_file.read("word/comments.xml").decode(), "comments")
        pages = folder / "template.md"
        workspace.export_notes(Order([document], pages, template="读书笔记"))
        _expect(NOTE in pages.read_text("utf-8"), "template")

    def reindex() -> None:
        workspace.index.clear()
        workspace.bring_index_up_to_date()
        _expect(bool(workspace.search(QUOTE).hits), "reindex")

    def remove() -> None:
        workspace.remove([document])
        workspace.bring_index_up_to_date()
        _expect(not workspace.cards() and not workspace.verbatim(QUOTE).hits, "remove")

    return [
        (_("导入"), import_sample),
        (_("条款"), read_clauses),
        (_("批注"), annotate),
        (_("检索"), search),
        (_("撤销"), undo),
        (_("导出"), export),
        (_("重建索引"), reindex),
        (_("移除"), remove),
    ]


def _expect(met: bool, shown: object) -> None:
    if not met:
        raise AssertionError(repr(shown))
