"""What the window offers where a library cannot be opened: the newest good backup where the file is damaged, another library always."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.errors import KnownError
from storage.backup import Backup
from ui.recovery import Recovered, left_behind, newest_good, recover
from ui.translation import _, counted
from ui.window.importing.importer import Importer
from ui.window.messages import Messages
from ui.window.session import Session
from ui.window.tasks import TaskRunner
from ui.window.welcome import Welcome
from ui.wording import sentence

if TYPE_CHECKING:
    from ui.importing import Source


class Recovery(QObject):
    """Takes over when the library does not open.

    Signals:
        told: The page says why, and what can be done.
    """

    told = Signal()

    def __init__(
        self,
        folder: Path,
        session: Session,
        tasks: TaskRunner,
        welcome: Welcome,
        importer: Importer,
        messages: Messages,
        parent: QObject,
    ) -> None:
        """Stand ready.

        Args:
            folder: The library's.
            session: Opens it, and again after a restoration.
            tasks: Where the restoration runs.
            welcome: The page that says it.
            importer: Imports again what came after the backup.
            messages: Says what became of it.
            parent: The window.
        """
        super().__init__(parent)
        self._folder = folder
        self._session = session
        self._tasks = tasks
        self._welcome = welcome
        self._importer = importer
        self._messages = messages
        self._backup: Backup | None = None
        self._recovered: Recovered | None = None
        session.start_failed.connect(self._on_start_failed)
        session.started.connect(self._on_started)
        welcome.restore_wanted.connect(self._ask)

    def _on_start_failed(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            self.told.emit()  # a start that ended is not waited for
            raise error
        if error.case == "library-damaged":
            unknown = partial(self._on_backup_unknown, error)
            self._tasks.run(newest_good, self._folder, done=self._on_backup_known, failed=unknown)
        else:
            self._on_no_way_known(error)

    def _on_no_way_known(self, error: KnownError) -> None:
        self._welcome.show_failure(sentence(error))
        self.told.emit()

    def _on_backup_unknown(self, damage: KnownError, error: BaseException) -> None:
        self._on_no_way_known(damage)
        raise error

    def _on_backup_known(self, backup: Backup | None) -> None:
        self._backup = backup
        path = self._folder / "library.db"
        if backup is None:
            self._welcome.show_failure(
                _("文库文件已损坏：{path}。这里没有完好的备份；请从您自己的备份里取回整个文件夹。").format(path=path)
            )
        else:
            told = (
                _("文库文件已损坏：{path}。可以用 {when} 的备份恢复；损坏的文件会留在旁边，不会删除。")
                if path.exists()
                else _("文库文件不见了：{path}。可以用 {when} 的备份恢复。")
            )
            self._welcome.show_failure(
                told.format(path=path, when=_when(backup.taken)),
                restore=_("从 {when} 的备份恢复…").format(when=_when(backup.taken)),
            )
        self.told.emit()

    def _ask(self) -> None:
        if self._backup is None:
            return
        question = _("用 {when} 的备份代替损坏的文库文件？此后写的批注不在备份里；此后导入的文件可以重新导入。")
        if self._messages.confirm(question.format(when=_when(self._backup.taken)), _("恢复")):
            self._tasks.run(recover, self._folder, self._backup, done=self._on_recovered)

    def _on_recovered(self, recovered: Recovered) -> None:
        self._recovered = recovered
        self._welcome.show_opening()
        self._session.open(self._folder)

    def _on_started(self) -> None:
        if self._recovered is not None:
            find = partial(left_behind, recovered=self._recovered)
            self._session.run(find, done=partial(self._on_left_known, self._recovered))
            self._recovered = None

    def _on_left_known(self, recovered: Recovered, left: list[Source]) -> None:
        words = [_("文库已恢复到 {when}。").format(when=_when(recovered.taken))]
        if recovered.aside is not None:
            words.append(_("损坏的文件留在 {path}。").format(path=recovered.aside))
        if not left:
            self._messages.warn("".join(words))
            return
        words.append(counted("此后导入的 {count} 份文件，原件都在。", len(left)).format(count=len(left)))
        self._messages.warn("".join(words), _("重新导入"), partial(self._importer.import_all, left))


def _when(taken: datetime) -> str:
    return f"{taken.astimezone():%Y-%m-%d %H:%M}"
