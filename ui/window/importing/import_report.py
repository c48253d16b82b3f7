"""What an import says when it has ended: one sentence, and a report with a row for each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtWidgets import QWidget

from ui.importing import ImportRow
from ui.translation import _
from ui.window.outcome_dialog import Outcome, OutcomeDialog


def summary(rows: Sequence[ImportRow]) -> str:
    """Give one sentence for an import: how many files came to what."""
    counts = Counter(row.status for row in rows)
    parts = (
        (counts["imported"], _("已导入 {count} 件")),
        (counts["updated"], _("更新 {count} 件")),
        (counts["unchanged"], _("{count} 件已在文库")),
        (counts["skipped"], _("跳过 {count} 件")),
        (counts["failed"], _("{count} 件失败")),
    )
    return _("，").join(words.format(count=count) for count, words in parts if count)


def report(rows: Sequence[ImportRow], parent: QWidget | None = None) -> OutcomeDialog:
    """Give the report of an import; it is not shown yet."""
    outcomes = [
        Outcome(row.status, PurePath(row.path).name or _("剪贴板"), row.message or row.title, row.path, row.document)
        for row in rows
    ]
    return OutcomeDialog(_("导入报告"), summary(rows), outcomes, parent)
