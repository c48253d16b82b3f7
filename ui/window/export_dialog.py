"""Exporting: which documents, what of them, in which form, which annotations, in one file or one for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QDate, QDir, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from storage.annotations import Color, Type
from storage.cards import Card
from storage.colors import NO_NAMES
from storage.exports.forms import SUFFIXES, WHOLE, Contents, Form
from storage.filenames import safe_name
from ui.coloring import ROLES
from ui.exporting import Choice, Order
from ui.translation import _, in_context
from ui.window.dialog_parts import put_buttons
from ui.window.several import Several
from ui.wording import TYPE_WORDS, color_word


def form_words() -> dict[Form, str]:
    """Give what each form is called."""
    return {
        "markdown": "Markdown (.md)",
        "html": _("网页，手机可看 (.html)"),
        "docx": _("Word，批注在原文上 (.docx)"),
        "xlsx": _("Excel 表格 (.xlsx)"),
        "csv": _("CSV 表格 (.csv)"),
        "json": _("JSON，可再导入 (.json)"),
        "text": _("纯文本 (.txt)"),
    }


class ExportDialog(QDialog):
    """Asks what is to be exported, then where.

    Signals:
        export_requested(Order): What the user wants.
    """

    export_requested = Signal(object)

    def __init__(
        self,
        chosen: Sequence[Card],
        annotated: Sequence[Card],
        parent: QWidget | None = None,
        *,
        tags: Sequence[str] = (),
        templates: Collection[str] = (),
        color_names: Mapping[Color, str] = NO_NAMES,
    ) -> None:
        """Make the dialog.

        Args:
            chosen: What the user has before him or selected.
            annotated: All documents with annotations.
            parent: The window.
            tags: In use in the library.
            templates: Names of the templates for Markdown.
            color_names: What the user calls colours.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("导出"))
        self.setMinimumWidth(460)
        self._chosen, self._annotated = list(chosen), list(annotated)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 16)
        self._column.setSpacing(8)
        self._make_documents()
        self._make_form(templates)
        self._make_filters(tags, color_names)
        self._make_files()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go = buttons.addButton(_("选择位置…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setEnabled(bool(self._chosen or self._annotated))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        put_buttons(self._column, buttons, go)
        self._on_form_changed()

    def cards(self) -> list[Card]:
        """Give the documents that are chosen."""
        return self._chosen if self._these.isChecked() else self._annotated

    def form(self) -> Form:
        """Give the form that is chosen."""
        form: Form = self.forms.currentData()
        return form

    def choice(self) -> Choice:
        """Give which annotations leave."""
        dated = self.dated.isChecked()
        return Choice(
            self.colors.chosen(),
            self.types.chosen(),
            self.tags.chosen(),
            self.since.date().toString(Qt.DateFormat.ISODate) if dated else "",
            self.until.date().toString(Qt.DateFormat.ISODate) if dated else "",
        )

    def accept(self) -> None:
        """Ask for the place, then tell."""
        cards, form = self.cards(), self.form()
        if path := self._ask_place(cards):
            contents: Contents = self.contents.currentData()
            template = self.templates.currentData() if form == "markdown" and contents == "notes" else ""
            documents = [card.id for card in cards]
            self.export_requested.emit(Order(documents, path, form, self.choice(), contents, template))
            super().accept()

    def _make_documents(self) -> None:
        one = len(self._chosen) == 1
        words = (
            _("《{title}》").format(title=self._chosen[0].title)
            if one
            else _("选中的 {count} 件").format(count=len(self._chosen))
        )
        self._these = QRadioButton(words)
        self._all = QRadioButton(_("所有有批注的文件，{count} 件").format(count=len(self._annotated)))
        self._these.setVisible(bool(self._chosen))
        self._all.setEnabled(bool(self._annotated))
        (self._these if self._chosen else self._all).setChecked(True)
        self._add_group(_("导出哪些"), self._these, self._all)

    def _make_form(self, templates: Collection[str]) -> None:
        self.forms = _box(_("格式"), form_words())
        self.contents = _box(
            _("内容"), {"notes": _("批注和它们的原文"), "both": _("文件全文和批注"), "document": _("只要文件全文")}
        )
        self.templates = _box(_("模板"), {"": _("默认样式"), **{name: name for name in templates}})
        self.forms.currentIndexChanged.connect(self._on_form_changed)
        self.contents.currentIndexChanged.connect(self._on_form_changed)
        grid = self._forms_grid = self._add_grid(_("怎样导出"))
        for row, (words, box) in enumerate(
            ((_("格式"), self.forms), (_("内容"), self.contents), (_("模板"), self.templates))
        ):
            _add_row(grid, row, words, box)

    def _make_filters(self, tags: Sequence[str], names: Mapping[Color, str]) -> None:
        self.colors = Several(_("颜色"), {color: color_word(color, names) for color in ROLES})
        self.types = Several(_("类型"), {kind: TYPE_WORDS[kind]() for kind in get_args(Type) if kind})
        self.tags = Several(_("标签"), {tag: tag for tag in tags})
        self.dated = QCheckBox(_("只要这些天改过的"))
        today = QDate.currentDate()
        self.since, self.until = QDateEdit(today.addMonths(-1)), QDateEdit(today)
        for edit, words in ((self.since, _("开始日期")), (self.until, _("结束日期"))):
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
            edit.setEnabled(False)
            edit.setAccessibleName(words)
            self.dated.toggled.connect(edit.setEnabled)
        self._grid = self._add_grid(_("哪些批注"))
        for row, (words, box) in enumerate(((_("颜色"), self.colors), (_("类型"), self.types), (_("标签"), self.tags))):
            _add_row(self._grid, row, words, box)
        _align(self._forms_grid, self._grid)
        days = QHBoxLayout()
        days.addWidget(self.dated)
        days.addWidget(self.since)
        days.addWidget(QLabel("—"))
        days.addWidget(self.until)
        days.addStretch()
        self._column.addLayout(days)
        self._column.addSpacing(6)

    def _make_files(self) -> None:
        self._one_file = QRadioButton(_("合成一个文件"))
        self._each = QRadioButton(_("每份文件一个，放进文件夹"))
        self._one_file.setChecked(True)
        self._add_group(_("怎样保存"), self._one_file, self._each)

    def _add_heading(self, words: str) -> None:
        label = QLabel(words)
        label.setProperty("voice", "hint")
        self._column.addWidget(label)

    def _add_group(self, heading: str, *choices: QRadioButton) -> None:
        self._add_heading(heading)
        group = QButtonGroup(self)
        for choice in choices:
            group.addButton(choice)
            self._column.addWidget(choice)
        self._column.addSpacing(6)

    def _add_grid(self, heading: str) -> QGridLayout:
        self._add_heading(heading)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        self._column.addLayout(grid)
        if self._column.sizeConstraint() is not QLayout.SizeConstraint.SetMinimumSize:
            self._column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        return grid

    def _on_form_changed(self) -> None:
        form = self.form()
        if form not in WHOLE:
            self.contents.setCurrentIndex(0)
        self.contents.setEnabled(form in WHOLE)
        contents = self.contents.currentData()
        self.templates.setEnabled(form == "markdown" and contents == "notes")
        for box in (self.colors, self.types, self.tags, self.dated):
            box.setEnabled(contents != "document" and (box is not self.tags or bool(self.tags.menu().actions())))

    def _ask_place(self, cards: Sequence[Card]) -> Path | None:
        home = Path(QDir.homePath())
        suffix = SUFFIXES[self.form()]
        if self._one_file.isChecked():
            name = safe_name(cards[0].title if len(cards) == 1 else in_context("panel", "批注"), suffix)
            chosen, _filter = QFileDialog.getSaveFileName(
                self, _("导出"), str(home / name), f"{self.forms.currentText()} (*{suffix})"
            )
            if not chosen:
                return None
            return Path(chosen) if chosen.lower().endswith(suffix) else Path(chosen + suffix)
        folder = QFileDialog.getExistingDirectory(self, _("导出到文件夹"), str(home))
        return Path(folder) if folder else None


def _box(name: str, choices: dict[str, str] | dict[Form, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, words in choices.items():
        box.addItem(words, value)
    return box


def _align(*grids: QGridLayout) -> None:
    """Let the fields of several grids begin at one line."""
    labels = [item.sizeHint().width() for grid in grids for row in range(3) if (item := grid.itemAtPosition(row, 0))]
    for grid in grids:
        grid.setColumnMinimumWidth(0, max(labels))


def _add_row(grid: QGridLayout, row: int, words: str, box: QComboBox | Several) -> None:
    label = QLabel(words)
    label.setBuddy(box)
    grid.addWidget(label, row, 0)
    grid.addWidget(box, row, 1)
