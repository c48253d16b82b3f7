"""Exporting annotations: which documents, in one file or one for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from storage.documents import Card
from storage.filenames import safe_name
from ui.translation import _


class ExportDialog(QDialog):
    """Asks what is to be exported, then where.

    Signals:
        export_requested: List of document ids, and the path: a ``.md`` file, or a folder for one file each.
    """

    export_requested = Signal(list, object)

    def __init__(self, chosen: Sequence[Card], annotated: Sequence[Card], parent: QWidget | None = None) -> None:
        """Make the dialog.

        Args:
            chosen: What the user has before him or selected.
            annotated: All documents with annotations.
            parent: The window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("导出批注"))
        self.setMinimumWidth(420)
        self._chosen, self._annotated = list(chosen), list(annotated)
        one = len(self._chosen) == 1
        words = (
            _("《{title}》").format(title=self._chosen[0].title)
            if one
            else _("选中的 {count} 件").format(count=len(chosen))
        )
        self._these = QRadioButton(words)
        self._all = QRadioButton(_("所有有批注的文件，{count} 件").format(count=len(self._annotated)))
        self._one_file = QRadioButton(_("合成一个 Markdown 文件"))
        self._each = QRadioButton(_("每份文件一个 Markdown 文件"))
        self._these.setVisible(bool(self._chosen))
        self._all.setEnabled(bool(self._annotated))
        (self._these if self._chosen else self._all).setChecked(True)
        self._one_file.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for heading, choices in (
            (_("导出哪些"), (self._these, self._all)),
            (_("怎样保存"), (self._one_file, self._each)),
        ):
            label = QLabel(heading)
            label.setProperty("voice", "hint")
            column.addWidget(label)
            group = QButtonGroup(self)
            for choice in choices:
                group.addButton(choice)
                column.addWidget(choice)
            column.addSpacing(8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go = buttons.addButton(_("选择位置…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setDefault(True)
        go.setEnabled(bool(self._chosen or self._annotated))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def cards(self) -> list[Card]:
        """Give the documents that are chosen."""
        return self._chosen if self._these.isChecked() else self._annotated

    def accept(self) -> None:
        """Ask for the place, then tell."""
        cards = self.cards()
        if path := self._ask_place(cards):
            self.export_requested.emit([card.id for card in cards], path)
            super().accept()

    def _ask_place(self, cards: Sequence[Card]) -> Path | None:
        home = Path(QDir.homePath())
        if self._one_file.isChecked():
            name = safe_name(cards[0].title if len(cards) == 1 else _("批注"), ".md")
            chosen, _filter = QFileDialog.getSaveFileName(
                self, _("导出批注"), str(home / name), _("Markdown 文件 (*.md)")
            )
            return Path(chosen).with_suffix(".md") if chosen else None
        folder = QFileDialog.getExistingDirectory(self, _("导出到文件夹"), str(home))
        return Path(folder) if folder else None
