"""What has little room says less, and says it whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.window.eliding import elide
from ui.window.narrow import ElidedBox, KeyButton


def picture(widget: QWidget, width: int) -> QImage:
    widget.resize(width, 34)
    return widget.grab().toImage()


def test_a_button_leaves_its_key_out_before_it_cuts_its_words(qtbot: QtBot) -> None:
    button, bare = KeyButton("不放到新版本", "Del"), KeyButton("不放到新版本")
    for one in (button, bare):
        qtbot.addWidget(one)
    wide, least = button.sizeHint().width(), button.minimumSizeHint().width()
    assert wide > least == bare.sizeHint().width()
    assert picture(button, least) == picture(bare, least)
    assert picture(button, wide) != picture(bare, wide)
    assert button.accessibleName() == "不放到新版本"
    assert button.toolTip() == "不放到新版本 (Del)"


def test_a_box_ends_in_dots(qtbot: QtBot) -> None:
    box, short = ElidedBox(), ElidedBox()
    for one, words in ((box, "《加快推进大连国家自主创新示范区建设的实施意见》"), (short, "《加快推进")):
        qtbot.addWidget(one)
        one.addItem(words)
    assert box.currentText().endswith("》"), "the words themselves are whole"
    assert picture(box, 160) != picture(short, 160)


def test_a_plain_list_is_never_wider_than_its_window(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    rows = QListWidget()
    QVBoxLayout(room).addWidget(rows)
    elide(rows, Qt.TextElideMode.ElideMiddle)
    rows.addItem("长" * 500)
    rows.addItem("短")
    room.resize(300, 200)
    room.show()
    assert rows.visualItemRect(rows.item(0)).width() <= rows.viewport().width()
    assert rows.horizontalScrollBar().maximum() == 0
