"""What goes on paper is read back from it: every word, every note, every page with its number, nothing beyond the edges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, pairwise
from pathlib import Path

import pypdfium2
import pytest
from markupsafe import Markup
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from reader.errors import Cancelled, KnownError
from reader.model import Span
from ui.importing import sources
from ui.window.sharing.paper import Script, put, script, write_pdf
from ui.workspace import Workspace

CLAUSES = 100
LAW = "试验管理办法\n" + "\n".join(
    f"第{number}条 试验机构{number}号应当在三十日以内备案，并且写明1.{number}项；"
    + "处理数据应当合法。" * (number % 12)
    for number in range(1, CLAUSES + 1)
)
NOTE = "与第二十条核对<b>加粗</b>"


REMARKS = tuple(Markup("<p><b>〔{}〕</b>核对</p>").format(number) for number in range(200))


def never() -> bool:
    return False


def to_file(printed: Script, path: Path, cancelled: Callable[[], bool] = never) -> QPageLayout:
    write_pdf(printed, path, progress=lambda done, total: None, cancelled=cancelled)
    margin = QMarginsF(20, 20, 20, 20)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margin, QPageLayout.Unit.Millimeter)


def to_printer(printed: Script, path: Path, cancelled: Callable[[], bool] = never) -> QPageLayout:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    put(printed, printer, progress=lambda done, total: None, cancelled=cancelled)
    return printer.pageLayout()


Way = Callable[..., QPageLayout]


def folded(words: str) -> str:
    """Fold what a font draws with one glyph: a PDF names the radical ⻓ where 长 was meant. Without spaces and line ends."""
    normal = unicodedata.normalize("NFKC", words)
    kept = (one for one in normal if not one.isspace() and unicodedata.category(one) != "Cc")
    return "".join("?" if one in RADICALS else one for one in kept)


RADICALS = "".join(map(chr, range(0x2E80, 0x2FE0))) + "长见页龙龟齿"


def pages_of(path: Path, layout: QPageLayout) -> list[str]:
    """Give the words that are seen on each page, and see that none is cut by an edge.

    Qt writes the line above a page once more where its paragraph goes on there, beyond the edge of what is painted.
    """
    area = layout.paintRect(QPageLayout.Unit.Point).adjusted(-1, -1, 1, 1)
    told = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            height = page.get_height()
            words = page.get_textpage()
            seen = []
            for at in range(words.count_chars()):
                left, bottom, right, top = words.get_charbox(at, loose=True)
                box = QRectF(left, height - top, right - left, top - bottom)
                if area.contains(box.center()) or not box.isValid():
                    seen.append(words.get_text_range(at, 1))
                    assert area.contains(box) or not box.isValid()
            told.append("".join(seen))
    return told


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def document(workspace: Workspace, tmp_path: Path) -> str:
    file = tmp_path / "law.txt"
    file.write_text(LAW, "utf-8")
    workspace.import_all(list(sources([file])))
    return workspace.cards()[0].id


@pytest.mark.parametrize("way", [to_file, to_printer])
@pytest.mark.parametrize("noted", [False, True])
def test_all_words_and_notes_stand_on_numbered_pages(
    qtbot: QtBot, workspace: Workspace, document: str, tmp_path: Path, way: Way, noted: bool
) -> None:
    text = workspace.text(document)
    if noted:
        at = text.text.index("机构70号")
        workspace.annotate(document, [Span(at, at + 5)], note=NOTE)
    layout = way(script(workspace, document), tmp_path / "out.pdf")
    pages = pages_of(tmp_path / "out.pdf", layout)
    assert len(pages) > 4
    words = ""
    for number, page in enumerate(pages, start=1):
        lines = folded(page)
        foot = folded(f"试验管理办法{number}")
        assert lines.endswith(foot)
        words += lines.removesuffix(foot)
    written = folded(text.text)
    if noted:
        cut = written.index("机构70号") + len("机构70号")
        written = written[:cut] + "〔1〕" + written[cut:]
        assert words.startswith(f"{written}批注〔1〕“机构70号”")
        assert folded(NOTE) in words[len(written) :]
    else:
        assert words == written


@pytest.mark.parametrize("way", [to_file, to_printer])
@pytest.mark.parametrize("remarks", [(), REMARKS])
def test_work_is_told_from_its_beginning_and_stops_when_asked(
    qtbot: QtBot, tmp_path: Path, way: Way, remarks: tuple[Markup, ...]
) -> None:
    printed = Script("办法", LAW.replace("\n", "\n\n"), "批注", remarks)
    told: list[tuple[int, int]] = []
    write_pdf(printed, tmp_path / "whole.pdf", progress=lambda done, total: told.append((done, total)), cancelled=never)
    assert told == sorted(set(told))
    assert told[0][0] <= 16
    assert told[-1] == (100, 100)
    assert max(later - sooner for (sooner, _), (later, _) in pairwise(told)) < 20, "no stretch of it goes by in silence"
    for asked in (1, 150, 204):  # while it dresses, lays out and paints
        calls = count(1)
        with pytest.raises(Cancelled):
            way(printed, tmp_path / "part.pdf", cancelled=partial(_at, calls, asked))
    assert way is to_printer or not (tmp_path / "part.pdf").exists()


def _at(calls: Iterator[int], asked: int) -> bool:
    return next(calls) >= asked


def test_where_a_page_ends_between_two_paragraphs_the_rest_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    """What Qt had not laid out yet it took for the end of all: one page of seven was printed."""
    words = "\n\n".join(
        f"第{number}条 试验机构{number}号应当在三十日以内备案，并且写明项；" + "处理数据应当合法。" * (number % 12)
        for number in range(CLAUSES)
    )
    layout = to_file(Script("办法", words), tmp_path / "out.pdf")
    printed = "".join(folded(page) for page in pages_of(tmp_path / "out.pdf", layout))
    assert [number for number in range(CLAUSES) if f"试验机构{number}号" not in printed] == []


def test_what_looks_like_html_is_printed_as_it_stands_and_a_long_title_stays_on_its_line(
    qtbot: QtBot, tmp_path: Path
) -> None:
    title = "关于印发办法的通知" * 20
    layout = to_file(Script(title, "甲<b>乙</b>丙<img src=x>"), tmp_path / "out.pdf")
    (page,) = pages_of(tmp_path / "out.pdf", layout)
    assert folded(page).startswith("甲<b>乙</b>丙<imgsrc=x>")
    assert folded(page).endswith("…1") or folded(page).endswith("...1")
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        assert pdf.get_metadata_value("Title") == title
        assert [round(side) for side in pdf[0].get_size()] == [595, 842]


def test_a_printer_is_told_to_stop(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Printer(QPrinter):
        aborted = False

        def abort(self) -> bool:
            self.aborted = True
            return super().abort()

    printer = Printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    monkeypatch.setattr(printer, "outputFormat", lambda: QPrinter.OutputFormat.NativeFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(Cancelled):
        put(Script("办法", "甲"), printer, progress=lambda done, total: None, cancelled=lambda: True)
    assert printer.aborted


def test_only_the_chosen_pages_are_printed_with_their_numbers(qtbot: QtBot, tmp_path: Path) -> None:
    """All were: what the user sets in the dialog is for the program to keep."""
    words = Script("办法", "\n\n".join(f"第{number}段，" + "甲乙丙丁。" * 60 for number in range(40)))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    put(words, printer, progress=lambda done, total: None, cancelled=never)
    everything = pages_of(tmp_path / "out.pdf", printer.pageLayout())
    assert len(everything) > 4
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    put(words, printer, progress=lambda done, total: None, cancelled=never)
    assert pages_of(tmp_path / "out.pdf", printer.pageLayout()) == everything[1:3]
    printer.setFromTo(90, 95)
    before = (tmp_path / "out.pdf").read_bytes()
    with pytest.raises(KnownError) as told:
        put(words, printer, progress=lambda done, total: None, cancelled=never)
    assert (told.value.case, told.value.details) == ("pages-absent", {"last": len(everything)})
    assert (tmp_path / "out.pdf").read_bytes() == before


def test_a_file_that_cannot_be_printed_to_is_told_and_one_that_is_there_stays_when_stopped(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """Nothing was written, and the user heard that it was."""
    (tmp_path / "old.pdf").write_bytes(b"old")
    with pytest.raises(KnownError) as told:
        to_printer(Script("办法", "甲"), tmp_path / "old.pdf" / "out.pdf")
    assert told.value.case == "file-unwritable"
    with pytest.raises(Cancelled):
        to_printer(Script("办法", "甲"), tmp_path / "old.pdf", lambda: True)
    assert (tmp_path / "old.pdf").read_bytes() == b"old"


@pytest.mark.no_qt_log
def test_a_printer_that_takes_nothing_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    monkeypatch.setattr(printer, "outputFormat", lambda: QPrinter.OutputFormat.NativeFormat)
    (tmp_path / "file").touch()
    printer.setOutputFileName(str(tmp_path / "file" / "out.pdf"))
    with pytest.raises(KnownError) as told:
        put(Script("办法", "甲"), printer, progress=lambda done, total: None, cancelled=never)
    assert told.value.case == "printer-refused"


DRESSED = (
    "**要点**\n\n- 甲\n- 乙\n\n[网](https://a.example/x)![图](http://a.example/p.png)\n\n```\n"
    + "长行 " * 80
    + "尾\n```"
)


def test_notes_stand_apart_and_are_dressed(qtbot: QtBot, workspace: Workspace, document: str, tmp_path: Path) -> None:
    """No sign of Markdown, nothing lost or loaded, marks small, high and never broken, the title in the middle."""
    text = workspace.text(document)
    noted = range(12, 100)
    for number in noted:
        at = text.text.index(f"机构{number}号")
        workspace.annotate(document, [Span(at, at + 5 + number % 13)], note=DRESSED)
    layout = to_file(script(workspace, document), tmp_path / "out.pdf")
    _law, _heading, notes = folded("".join(pages_of(tmp_path / "out.pdf", layout))).partition("批注〔1〕")
    assert "**" not in notes
    assert "```" not in notes
    assert notes.count("要点") == notes.count("尾") == len(noted)
    assert folded("网（https://a.example/x）![图](http://a.example/p.png)") in notes
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        marks: dict[str, list[tuple[float, ...]]] = {}
        for page in pdf:
            for words, boxes in marks_of(page.get_textpage()):
                marks.setdefault(words, boxes)  # those of the notes come behind
        left, _bottom, _right, _top = pdf[0].get_textpage().get_charbox(0)
    assert list(marks) == [f"〔{number}〕" for number in range(1, len(noted) + 1)]
    for before, *own in marks.values():
        assert len({round(box[1]) for box in own}) == 1, "one line"
        assert all(before[1] < box[1] < before[3] for box in own), "high, on the line of the words before it"
        assert all(box[3] - box[1] < 0.8 * (before[3] - before[1]) for box in own), "small"
    assert left > 200, "points: the title stands in the middle"


def marks_of(page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, list[tuple[float, ...]]]]:
    """Give what stands between brackets, with the boxes of the letter before it and of its own."""
    seen = [
        (letter, page.get_charbox(at, loose=True))
        for at in range(page.count_chars())
        if not (letter := page.get_text_range(at, 1)).isspace() and letter not in JOINERS
    ]
    letters = "".join(letter for letter, _box in seen)
    for found in re.finditer(r"〔\d+〕", letters):
        yield found[0], [box for _letter, box in seen[max(0, found.start() - 1) : found.end()]]


JOINERS = ("\u2060", "\x00", "\x02", "")


def test_a_table_of_the_document_is_a_table_on_paper(qtbot: QtBot, tmp_path: Path) -> None:
    layout = to_file(Script("办法", "| 项目 | 数量 |\n|---|---|\n| 甲 | 3 |"), tmp_path / "out.pdf")
    (words,) = pages_of(tmp_path / "out.pdf", layout)
    assert "项目数量甲3" in folded(words)
    assert "|" not in words
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        page = pdf[0].render(scale=2, grayscale=True)
        rows = [bytes(page.buffer[at : at + page.width]) for at in range(0, len(page.buffer), page.stride)]
        ink = bytes(shade < 160 for shade in range(256))
        longest = [max(map(len, row.translate(ink).split(b"\0"))) for row in rows]
        ruled = [at for at, length in enumerate(longest) if length > 50]
        assert len({at // 4 for at in ruled}) >= 3, "above, below and between its rows"
        assert len(ruled) < 12, "thin"
