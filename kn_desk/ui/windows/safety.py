"""Notices about the file itself: only to be read, lost, not to be saved, lying badly, long without a second backup."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.paths import SUFFIX, Home
from kn_desk.services.desk import StorageFailure
from kn_desk.services.places_on_disk import danger_of, second_versions
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.windows.main_window import MainWindow

_FOLDERS = "files.folders_known"


class Safety(QObject):
    """Shows and clears the notices of one open office."""

    def __init__(self, window: MainWindow, context: Context, home: Home, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._home = home
        self._asking = asking
        context.desk.failed = self._save_failed

    def show_read_only(self, why: str) -> None:
        """Let nothing be edited, and say why."""
        self._context.desk.forbid_writing(why)
        self._window.lock()
        self._window.notices.show_notice(
            "read_only", f"Nur lesen. {why}", ("Kopie speichern unter …", self._save_as), icon_name="lock", stays=True
        )

    def show_lost(self, what: str) -> None:
        """The file under the name is another one now: nothing more is written; what is typed stays, and is kept."""
        self._window.keep_drafts()
        self._context.desk.forbid_writing(f"{what} Hier wird nicht mehr gespeichert.")
        self._window.lock()
        self._window.notices.dismiss("save")
        words = f"{what} Hier wird nicht mehr gespeichert. Der geöffnete Stand lässt sich unter anderem Namen sichern."
        self._window.notices.show_notice(
            "lost", words, ("Kopie speichern unter …", self._save_as), tone="crit", stays=True
        )

    def warn_of_place(self) -> None:
        """Say once per folder that a network drive or a cloud folder is no good place; name a second version."""
        path = self._context.desk.office.path
        known = self._context.memory.recall(_FOLDERS, [])
        filesystem = bytes(QStorageInfo(str(path.parent)).fileSystemType().data()).decode(errors="replace")
        danger = danger_of(path, filesystem, os.environ)
        if danger is not None and str(path.parent) not in known:
            self._context.memory.remember(_FOLDERS, [*known, str(path.parent)])
            self._window.notices.show_notice(
                "place", f"{danger.what} {danger.todo}", ("Kopie speichern unter …", self._save_as)
            )
        for number, sentence in enumerate(second_versions(self._context.desk.office, self._home)[:2]):
            self._window.notices.show_notice(f"second{number}", sentence)

    def remind_of_second_place(self) -> None:
        """Say that the second place has had no backup for a week."""
        from kn_desk.services import backups  # only here: nobody needs it at a start

        second = self._context.memory.settings.second_backup
        desk = self._context.desk
        if not backups.second_place_is_late(second, desk.uuid, desk.office.now):
            self._window.notices.dismiss("second_place")
            return
        last = backups.last_backup(second, desk.uuid)
        since = f"Letzte dort: {last.made_at.astimezone(BERLIN):%d.%m.%Y}." if last else "Dort liegt noch keine."
        self._window.notices.show_notice(
            "second_place", f"Am zweiten Ort „{second}“ fehlt seit über 7 Tagen eine Sicherung. {since}",
            ("Jetzt sichern", self._back_up), ("Einstellungen", self._show_settings), tone="info", icon_name="shield",
        )  # fmt: skip

    def _save_failed(self, failure: StorageFailure | None) -> None:
        if failure is None:
            self._window.notices.dismiss("save")
            return
        self._window.notices.show_notice(
            "save", f"{failure.what} Der Text bleibt im Formular. {failure.todo}",
            ("Noch einmal versuchen", self._try_again), ("Notfallkopie nach …", self._emergency), tone="crit",
        )  # fmt: skip

    def _try_again(self) -> None:
        if self._window.save_all() and self._window.notices.notice("save") is not None:
            self._window.notices.dismiss("save")  # nothing was waiting any more

    def _emergency(self) -> None:
        from kn_desk.services import backups  # only here: nobody needs it at a start

        path = self._context.desk.office.path
        start = str(Path.home() / f"{path.stem} Notfallkopie{SUFFIX}")
        chosen = self._asking.file_to_write(self._window, "Notfallkopie speichern", start)
        if not chosen:
            return
        self._window.keep_drafts()
        try:
            said = backups.emergency_copy(
                self._context.desk.office,
                Path(chosen).with_suffix(SUFFIX),
                self._home,
                self._context.memory.settings.second_backup,
            )
        except UserError as error:
            said = str(error)
        self._window.say(said)

    def _save_as(self) -> None:
        self._window.actions_by_name["save_as"].trigger()

    def _back_up(self) -> None:
        self._window.actions_by_name["backup"].trigger()
        self.remind_of_second_place()

    def _show_settings(self) -> None:
        self._window.show_place_of("settings")
