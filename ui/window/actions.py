"""Everything the user can do in the window, as one table: words, keys, icon and place in the menu.

Menus, tool buttons and shortcuts are all made from the table, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.translation import _
from ui.window.theme import Theme

Menu = Literal["file", "edit", "view", "library", "panels", "theme", "size", "language", "help", ""]


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.

    Attributes:
        id: Its name in the code.
        text: Its words, asked late so that the language in use then counts.
        menu: Where in the menu it stands; empty for keys alone.
        keys: Shortcuts; the first is shown.
        icon: Of ``assets/icons``; empty for none.
        checkable: Whether it is on or off.
        group: Checkable actions of one group exclude each other.
    """

    id: str
    text: Callable[[], str]
    menu: Menu = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    group: str = ""


TABLE: tuple[Spec, ...] = (
    Spec("import-files", lambda: _("导入文件…"), "file", ("Ctrl+O",), "import"),
    Spec("import-folder", lambda: _("导入文件夹…"), "file", ("Ctrl+Shift+O",), "folder"),
    Spec("paste", lambda: _("从剪贴板导入"), "file", ("Ctrl+V",), "paste"),
    Spec("export", lambda: _("导出…"), "file", ("Ctrl+E",), "export"),
    Spec("import-notes", lambda: _("导入批注…"), "library"),
    Spec("pdf", lambda: _("存为 PDF…"), "file"),
    Spec("print", lambda: _("打印…"), "file", ("Ctrl+P",)),
    Spec("open-link", lambda: _("打开链接…"), "library"),
    Spec("system-links", lambda: _("让系统打开 piyue:// 链接"), "library", checkable=True),
    Spec("removed", lambda: _("回收站…"), "library", (), "trash"),
    Spec("place", lambda: _("文库位置…"), "library", (), "place"),
    Spec("undo", lambda: _("撤销"), "edit", ("Ctrl+Z",), "undo"),
    Spec("redo", lambda: _("重做"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Spec("search", lambda: _("搜索"), "edit", ("Ctrl+K",), "search"),
    Spec("all-notes", lambda: _("全部批注"), "view", ("Ctrl+4",), "note"),
    Spec("page-note", lambda: _("写全文批注"), "edit", ("Ctrl+Shift+N",)),
    Spec("find", lambda: _("在本文中查找"), "edit", ("Ctrl+F",)),
    Spec("find-next", lambda: _("下一处"), "", ("F3", "Ctrl+G")),
    Spec("find-previous", lambda: _("上一处"), "", ("Shift+F3", "Ctrl+Shift+G")),
    Spec("corrections", lambda: _("更正记录…"), "library"),
    Spec("absent", lambda: _("缺少的引用文件…"), "library"),
    Spec("color-names", lambda: _("颜色名称…"), "library"),
    Spec("words", lambda: _("检索用词…"), "library"),
    Spec("ledger", lambda: _("任务台账"), "view", ("Ctrl+Shift+T",), "task"),
    Spec("left-panel", lambda: _("左侧栏"), "panels", ("F9",), "panel-left", checkable=True),
    Spec("right-panel", lambda: _("批注栏"), "panels", ("F10",), "panel-right", checkable=True),
    Spec("original-pages", lambda: _("原件对照"), "panels", ("F8",), "beside", checkable=True),
    Spec("theme-system", lambda: _("跟随系统"), "theme", checkable=True, group="theme"),
    Spec("theme-light", lambda: _("浅色"), "theme", checkable=True, group="theme"),
    Spec("theme-dark", lambda: _("深色"), "theme", checkable=True, group="theme"),
    Spec("larger", lambda: _("放大文字"), "size", ("Ctrl++", "Ctrl+=")),
    Spec("smaller", lambda: _("缩小文字"), "size", ("Ctrl+-",)),
    Spec("normal-size", lambda: _("标准大小"), "size", ("Ctrl+0",)),
    Spec("language-zh", lambda: "中文", "language", checkable=True, group="language"),
    Spec("language-en", lambda: "English", "language", checkable=True, group="language"),
    Spec("about", lambda: _("关于批阅"), "help", (), "info"),
    Spec("quit", lambda: _("退出"), "help", ("Ctrl+Q",)),
    Spec("back", lambda: _("后退"), "", ("Alt+Left",), "back"),
    Spec("forward", lambda: _("前进"), "", ("Alt+Right",), "forward"),
    Spec("show-library", lambda: _("文库"), "", ("Ctrl+1",)),
    Spec("show-outline", lambda: _("目录"), "", ("Ctrl+2",)),
    Spec("show-tasks", lambda: _("任务"), "", ("Ctrl+3",)),
    Spec("message", lambda: _("到提示"), "", ("F6",)),
    Spec("close-tab", lambda: _("关闭文件"), "", ("Ctrl+W",)),
    Spec("next-tab", lambda: _("下一份文件"), "", ("Ctrl+Tab", "Ctrl+PgDown")),
    Spec("previous-tab", lambda: _("上一份文件"), "", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
)


class Actions(QObject):
    """The actions of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for spec in TABLE:
            action = QAction(spec.text(), window)
            action.setObjectName(spec.id)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(spec.checkable)
            if spec.group:
                self._group(spec.group).addAction(action)
            window.addAction(action)
            self._actions[spec.id] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_all(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Give every action what it does.

        Raises:
            KeyError: An action without a handler, or a handler without an action.
        """
        if handlers.keys() != self._actions.keys():
            raise KeyError(f"actions and handlers differ: {sorted(handlers.keys() ^ self._actions.keys())}")
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(_without_checked(handler))

    def menu(self, parent: QWidget) -> QMenu:
        """Give the one menu of the window, group by group."""
        menu = QMenu(parent)
        for group in ("file", "edit", "view"):
            self.fill(menu, group)
            menu.addSeparator()
        self.fill(menu.addMenu(_("文库")), "library")
        look = menu.addMenu(_("视图"))
        for group in ("panels", "theme", "size"):
            self.fill(look, group)
            look.addSeparator()
        self.fill(menu.addMenu(_("语言 Language")), "language")
        menu.addSeparator()
        self.fill(menu, "help")
        return menu

    def fill(self, menu: QMenu, group: str) -> None:
        """Add the actions of one group of the table to a menu."""
        for spec in TABLE:
            if spec.menu == group:
                menu.addAction(self._actions[spec.id])

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in another theme."""
        for spec in TABLE:
            if spec.icon:
                self._actions[spec.id].setIcon(theme.icon(spec.icon))

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self)
        return self._groups[name]


def _without_checked(handler: Callable[[], object]) -> Callable[[bool], None]:
    """Drop the checked flag of ``triggered``; the handler asks the action where it matters."""

    def call(_checked: bool) -> None:
        handler()

    return call
