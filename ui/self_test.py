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
            for name, step in _Trial(workspace, folder).steps():
                try:
                    step()
                except (AssertionError, KnownError) as error:
                    raise KnownError("self-test-failed", step=name, reason=str(error)) from error
                passed.append(name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return passed


class _Trial:
    """One library from its first document to its last; each step goes on from the one before."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        """Begin with nothing.

        Args:
            workspace: An empty library.
            folder: Takes what is exported.
        """
        self._workspace = workspace
        self._folder = folder
        self._document = ""

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """Give the steps, in their order, each with its name for the user."""
        return [
            (_("导入"), self.import_sample),
            (_("条款"), self.read_clauses),
            (_("批注"), self.annotate),
            (_("检索"), self.search),
            (_("撤销"), self.undo),
            (_("导出"), self.export),
            (_("重建索引"), self.reindex),
            (_("移除"), self.remove),
        ]

    def import_sample(self) -> None:
        rows = self._workspace.import_all([Source(SAMPLE.name, SAMPLE.name, SAMPLE.read_bytes())])
        _expect([row.status for row in rows] == ["imported"], rows)
        self._document = rows[0].document
        self._workspace.bring_index_up_to_date()

    def read_clauses(self) -> None:
        text = self._workspace.text(self._document)
        _expect(len(text.tasks) == 41, len(text.tasks))
        _expect(find_clause(text, "（三）").path == "二、（三）", [clause.path for clause in text.walk()])

    def annotate(self) -> None:
        span = find_quote(self._workspace.text(self._document), QUOTE)
        self._workspace.annotate(self._document, [span], note=NOTE, tags=["自检"])
        heading = find_clause(self._workspace.text(self._document), "（三）").heading
        self._workspace.annotate(self._document, [heading], bookmark=True)
        _expect([p.annotation.kind for p in self._workspace.placed(self._document)].count("note") == 1, "kinds")

    def search(self) -> None:
        text = self._workspace.text(self._document).text
        places = [hit.start for hit in self._workspace.verbatim(QUOTE).hits]
        _expect(places == [at for at in range(len(text)) if text.startswith(QUOTE, at)], places)
        _expect(any(hit.kind == "note" for hit in self._workspace.search(NOTE).hits), "note")
        _expect(bool(self._workspace.search("知识产权质押").hits), "ranked")
        _expect(QUOTE in self._workspace.index.suggest("zhishichanquan"), "pinyin")

    def undo(self) -> None:
        self._workspace.undo()
        _expect(len(self._workspace.placed(self._document)) == 1, "undo")
        self._workspace.redo()
        _expect(len(self._workspace.placed(self._document)) == 2, "redo")

    def export(self) -> None:
        path = self._folder / "export.md"
        self._workspace.export_notes(Order([self._document], path))
        written = path.read_text("utf-8")
        _expect(QUOTE in written and NOTE in written, written[:200])
        for ending in ("docx", "xlsx", "html"):
            path = self._folder / f"export.{ending}"
            (row,) = self._workspace.export_notes(Order([self._document], path, form_of(path) or "markdown"))
            _expect(row.status == "exported", row)
        with zipfile.ZipFile(self._folder / "export.docx") as word_file:
            _expect(NOTE in word_file.read("word/comments.xml").decode(), "comments")
        pages = self._folder / "template.md"
        self._workspace.export_notes(Order([self._document], pages, template="读书笔记"))
        _expect(NOTE in pages.read_text("utf-8"), "template")

    def reindex(self) -> None:
        self._workspace.index.clear()
        self._workspace.bring_index_up_to_date()
        _expect(bool(self._workspace.search(QUOTE).hits), "reindex")

    def remove(self) -> None:
        self._workspace.remove([self._document])
        self._workspace.bring_index_up_to_date()
        _expect(not self._workspace.cards() and not self._workspace.verbatim(QUOTE).hits, "remove")


def _expect(met: bool, shown: object) -> None:
    if not met:
        raise AssertionError(repr(shown))
