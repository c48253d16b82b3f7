"""Panels that are folded away and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.user import User

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_panel_comes_back_as_wide_as_it_was(user: User) -> None:
    user.wait(lambda: user.has_page)
    window = user.window
    window.resize(1280, 776)
    before = window._splitter.sizes()
    for name in ("right-panel", "left-panel", "right-panel"):
        for _time in range(2):
            window.actions_[name].trigger()
            user.wait(lambda: sum(window._splitter.sizes()) > 1200)
        assert window._splitter.sizes() == before, name
    window.ledger.show()
    user.wait(lambda: window._layers.currentWidget() is not window.area)
    user.wait(lambda: window._layers.currentWidget().minimumSizeHint().width() > before[1])
    window.ledger.leave()
    user.wait(lambda: window._layers.currentWidget() is window.area)
    QApplication.processEvents()
    assert window._splitter.sizes() == before, "the ledger, which wants more room, is out of sight"
