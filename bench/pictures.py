"""Pictures of the window for the READMEs, taken of the real window at work: ``uv run python -m bench.pictures``.

They are no benchmark, but they are made like one: by a command, from the test data, so that they always show the program as it is.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.laws import ROOT, law_files, unpacked
from bench.opening import settle, wait
from reader.model import Span, Text
from storage.annotations import Color

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ui.window.main_window import MainWindow
    from ui.workspace import Workspace

FOLDER = ROOT / "docs" / "images"
SIZE = (1440, 900)
TABS = ("中华人民共和国科学技术进步法", "中华人民共和国专利法")
OTHERS = (
    "促进科技成果转化法",
    "商标法",
    "著作权法",
    "电影产业促进法",
    "网络安全法",
    "劳动法",
    "民法典",
    "公司法",
    "担保法",
)
HEADING = "依靠自主创新引领"
SELECTED = "鼓励企业、高校和科研院所承接、参与国家科技重大专项和重点研发计划相关课题"
_COLORS, _FREQUENT = 256, 128
QUERY = "知识产权 质押"
MARKS: tuple[tuple[str, Color, str, tuple[str, ...]], ...] = (
    ("研发经费支出占地区生产总值的比重", "yellow", "核对 2020 年统计公报口径。", ("指标", "待落实")),
    ("储能电池、新能源、新材料、生物医药等市政府明确支持的重点产业", "green", "", ()),
    (
        "力争每年产生100项高价值核心专利",
        "yellow",
        "“高价值”如何认定？与《专利法》第四十二条一并看。",
        ("知识产权", "疑问"),
    ),
    ("基础研究、应用研究、前沿技术研究", "blue", "", ()),
    ("支持颠覆性技术的研究", "pink", "项目库里没有对应专项。", ()),
    ("全面实施知识产权强市战略", "violet", "", ("知识产权",)),
)


def main(_arguments: Sequence[str] = ()) -> int:
    """Take the pictures; the exit status is 0."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.translation import language
    from ui.workspace import Workspace

    with unpacked() as laws, tempfile.TemporaryDirectory(prefix="piyue-pictures-") as home, language("zh"):
        os.environ["XDG_CONFIG_HOME"] = home
        library = Path(home) / "library"
        with Workspace.open(library) as workspace:
            _fill(workspace, _chosen(laws))
        _take(library)
    return 0


def _chosen(laws: Path) -> Iterator[Path]:
    """Give the laws that the pictures tell of, in their versions, and some more to search among."""
    titles = [title.removeprefix("中华人民共和国") for title in TABS] + list(OTHERS)
    for number, path in enumerate(law_files(laws)):
        if number % 25 == 0 or path.stem.partition("(")[0] in titles:
            yield path


def _fill(workspace: Workspace, laws: Iterator[Path]) -> None:
    """Import the laws and then the sample, which so stands first, and mark it."""
    from ui.importing import sources
    from ui.places import SAMPLE

    workspace.import_all(list(sources(laws)))
    (row,) = workspace.import_all(list(sources([SAMPLE])))
    text = workspace.text(row.document)
    for quote, color, note, tags in MARKS:
        workspace.annotate(row.document, [_place(text, quote)], color=color, note=note, tags=tags)
    workspace.bring_index_up_to_date()


def _place(text: Text, words: str) -> Span:
    """Give where words stand, whichever marks the reader has restored among them."""
    found = re.search(r"\W*".join(letter for letter in words if letter.isalnum()), text.text)
    if found is None:
        raise SystemExit(f"not in the sample: {words}")
    return Span(*found.span())


def _take(library: Path) -> None:
    from PySide6.QtWidgets import QLineEdit

    from ui.window.appearance import Appearance
    from ui.window.application import make_application
    from ui.window.left_panel import OUTLINE
    from ui.window.main_window import MainWindow

    application = make_application(sys.argv[:1])
    appearance = Appearance(application, "zh")
    appearance.choose("light")
    window = MainWindow(library, appearance)
    wait(window.session.is_open)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    cards = list(window.session.cards.values())
    sample = max(cards, key=lambda card: card.annotations).id
    newest = {title: max((card for card in cards if card.title == title), key=lambda card: card.date) for title in TABS}
    for document in (sample, *(card.id for card in newest.values()), sample):
        window.desk.open(document)
        wait(lambda document=document: _is_shown(window, document))  # type: ignore[misc]  # called before the next turn
    window.left.segments.choose(OUTLINE)
    page = window.area.page()
    assert page is not None
    text = window.desk._opened[sample].text
    heading = next(clause for clause in text.walk() if clause.title.startswith(HEADING))
    page.go_to(heading.heading, flash=False)
    _save(window, "window-light")
    appearance.choose("dark")
    _save(window, "window-dark")
    appearance.choose("light")
    wait(lambda: _is_shown(window, sample))  # a theme sets the page anew: words stand nowhere while it is laid out
    _select(window, _place(text, SELECTED))
    _save(window, "annotation-bar")
    window.finder.search_for(QUERY)
    hits = window.finder.view.hits
    facets = window.finder.view.facets._entries
    wait(lambda: window.finder.is_shown() and hits.model().rowCount() > 0 and facets.rowCount() > 3)
    window.top.search.findChild(QLineEdit).deselect()
    _save(window, "search")
    window.close()


def _is_shown(window: MainWindow, document: str) -> bool:
    page = window.area.page()
    return window.area.current() == document and page is not None and page.has_settled


def _select(window: MainWindow, span: Span) -> None:
    """Drag the mouse over words, which brings the annotation bar."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtTest import QTest

    page = window.area.page()
    assert page is not None
    assert page._sheet is not None
    boxes = page._sheet.bridge.boxes(span)
    down = QPointF(0, page.verticalScrollBar().value())
    start = QPointF(boxes[0].rect.left() + 1, boxes[0].rect.center().y()) - down
    end = QPointF(boxes[-1].rect.right() - 1, boxes[-1].rect.center().y()) - down
    view, left = page.viewport(), Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, keys, start.toPoint())
    QTest.mouseMove(view, ((start + end) / 2).toPoint())
    QTest.mouseMove(view, end.toPoint())
    QTest.mouseRelease(view, left, keys, end.toPoint())
    wait(page.marking.bar.isVisible)


def _reduced(image: QImage) -> QImage:
    """Give a picture in 256 colours, which takes a third of the room: the most frequent, then those that differ most from all taken."""
    from PySide6.QtGui import QImage

    data = memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")
    by_count = [color for color, _count in Counter(data).most_common()]
    table, rest = by_count[:_FREQUENT], by_count[_FREQUENT:]
    nearest = {color: number for number, color in enumerate(table)}
    away = {color: min((_distance(taken, color), number) for number, taken in enumerate(table)) for color in rest}
    while away and len(table) < _COLORS:
        farthest = max(away, key=away.__getitem__)
        del away[farthest]
        nearest[farthest] = len(table)
        away = {color: min(found, (_distance(farthest, color), len(table))) for color, found in away.items()}
        table.append(farthest)
    nearest.update({color: number for color, (_far, number) in away.items()})
    width, height = image.width(), image.height()
    reduced = QImage(bytes(map(nearest.__getitem__, data)), width, height, width, QImage.Format.Format_Indexed8)
    reduced.setColorTable(table)
    return reduced.copy()  # it owns its bytes


def _distance(one: int, other: int) -> int:
    return sum(((one >> shift & 255) - (other >> shift & 255)) ** 2 for shift in (0, 8, 16))


def _save(window: MainWindow, name: str) -> None:
    for _turn in range(6):  # pages, panels and messages come to rest
        settle()
    path = FOLDER / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    _reduced(window.grab().toImage()).save(str(path))
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} KB")


if __name__ == "__main__":
    sys.exit(main())
