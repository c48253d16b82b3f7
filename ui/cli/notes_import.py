"""The command that takes in annotations from a file: import-notes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ui import portrait
from ui.cli.common import Choices, common, piyue
from ui.importing import Source
from ui.note_import import import_notes
from ui.translation import _
from ui.wording import status_word


@piyue.command("import-notes", help=_("导入批注：本程序、Hypothesis 或 KOReader 导出的 JSON"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--document", default=None, help=_("批注属于哪份文件；默认按文字和标题查找"))
@common
def import_notes_(choices: Choices, file: Path, document: str | None) -> None:
    with choices.workspace() as workspace:
        wanted = workspace.find_document(document).id if document else None
        rows, _changes = import_notes(workspace, Source(str(file), file.name).bytes(), file.name, wanted)
    choices.show(
        [portrait.of_note_row(row) for row in rows],
        lambda: (f"{status_word(row.status)}  {row.title}  {row.quote}  {row.message}".rstrip() for row in rows),
    )
    if any(row.status == "failed" for row in rows):
        sys.exit(1)
