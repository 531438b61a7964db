"""What the menus do with an open office besides editing: export, back up, save elsewhere, check, look, help."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.paths import SUFFIX, Home
from kn_desk.services import office_files
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import CLOSE, Question
from kn_desk.ui.look import STEP_PERCENT, change_look, resize_text
from kn_desk.ui.windows.list_deeds import ListDeeds
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.print_deeds import PrintDeeds
from kn_desk.ui.windows.return_deeds import ReturnDeeds
from kn_desk.ui.windows.sheet_deeds import SheetDeeds
from kn_desk.ui.work import WorkBar

_OPEN_FOLDER = "Ordner öffnen"
#: So many parts a check has.
_PARTS = 9
_OPEN_COPY = "Kopie öffnen"


class Deeds(QObject):
    """Answers ``MainWindow.asked``; what concerns the file as a whole is asked of the program."""

    #: Asked of the program: new_file, open_file, restore_backup …
    passed_on = Signal(str)
    #: Another file is to be opened in the place of this one: its path.
    open_wanted = Signal(str)
    #: A backup was made.
    backed_up = Signal()

    def __init__(self, window: MainWindow, context: Context, home: Home, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._home = home
        self._asking = asking
        self._own = self._answers()
        self.work = WorkBar(context.theme, window.statusBar())
        self._own |= ListDeeds(window, context, asking, self.work).answers
        self._own |= SheetDeeds(window, context, asking, self.work).answers
        self.returns = ReturnDeeds(window, context, asking, self.work)
        self._own |= self.returns.answers
        self._own |= PrintDeeds(window, context, asking, self.work).answers
        window.asked.connect(self._answer)

    def back_up(self, reason: str) -> bool:
        """Back the file up in both places; said in the status bar, failures as a sentence."""
        from kn_desk.services import backups  # only here: nobody needs it at a start

        second = self._context.memory.settings.second_backup
        try:
            made = backups.back_up_now(self._context.desk.office, self._home, second, reason)
        except UserError as error:
            self._window.say(str(error))
            return False
        self._window.set_backup(f"Sicherung: heute {made[0].made_at.astimezone(BERLIN):%H:%M}")
        self.backed_up.emit()
        return True

    def export_to(self, target: Path) -> None:
        """Write the Gesamtmappe beside the work in the window."""
        from kn_desk.exchange.overall_workbook import export_overall  # openpyxl is slow to import

        copy = self._context.desk.office.copy_in_memory()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
            with copy:
                export_overall(copy, target, progress=progress, cancelled=cancelled)
            return target

        self.work.start("Gesamtmappe wird geschrieben …", job, self._exported, self._window.say)

    def _answers(self) -> dict[str, Callable[[], object]]:
        memory, theme = self._context.memory, self._context.theme
        return {
            "export": self._export,
            "backup": self._back_up_by_hand,
            "save_as": self._save_as,
            "check": self._check,
            "help": self._show_help,
            "agenda": self._put_on_agenda,
            "about": self._show_about,
            "look_system": partial(change_look, memory, theme, mode="system"),
            "look_light": partial(change_look, memory, theme, mode="light"),
            "look_dark": partial(change_look, memory, theme, mode="dark"),
            "density": self._toggle_density,
            "larger": partial(resize_text, memory, theme, STEP_PERCENT),
            "smaller": partial(resize_text, memory, theme, -STEP_PERCENT),
            "usual_size": partial(change_look, memory, theme, text_percent=100),
        }

    def _answer(self, name: str) -> None:
        if name in self._own:
            self._own[name]()
        else:
            self.passed_on.emit(name)

    def _toggle_density(self) -> None:
        compact = self._context.memory.settings.density == "comfortable"
        change_look(self._context.memory, self._context.theme, density="compact" if compact else "comfortable")

    def _show_help(self) -> None:
        from kn_desk.ui.dialogs.help import HelpDialog

        HelpDialog(self._context.theme, self._window).exec()

    def _put_on_agenda(self) -> None:
        from kn_desk.ui.windows.agenda_deed import put_on_agenda

        put_on_agenda(self._window, self._context, self._asking)

    def _show_about(self) -> None:
        from kn_desk.ui.dialogs.about import AboutDialog

        AboutDialog(self._context.theme, str(self._context.desk.office.path), self._window).exec()

    def _export(self) -> None:
        folder = self._context.memory.recall("export.folder", str(Path.home()))
        name = f"KN_Gesamtmappe_{self._context.desk.office.today:%Y-%m-%d}.xlsx"
        chosen = self._asking.file_to_write(
            self._window, "Gesamtmappe exportieren", str(Path(folder) / name), "Excel-Arbeitsmappe (*.xlsx)"
        )
        if chosen:
            target = Path(chosen).with_suffix(".xlsx")
            self._context.memory.remember("export.folder", str(target.parent))
            self.export_to(target)

    def _exported(self, target: Path) -> None:
        question = Question(
            "Die Gesamtmappe ist geschrieben und geprüft.", str(target), (_OPEN_FOLDER, CLOSE), tone="info"
        )
        if self._asking.answer(question, self._window) == _OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

    def _back_up_by_hand(self) -> None:
        if self.back_up("von Hand"):
            self._window.say("Gesichert und geprüft.")

    def _save_as(self) -> None:
        path = self._context.desk.office.path
        start = str(path.with_stem(f"{path.stem} Kopie"))
        chosen = self._asking.file_to_write(self._window, "Kopie speichern unter", start)
        if not chosen or not (self._window.save_all() or self._context.desk.read_only):
            return
        target = Path(chosen).with_suffix(SUFFIX)
        try:
            office_files.save_elsewhere(self._context.desk.office, target)
        except UserError as error:
            self._asking.say(error, self._window)
            return
        question = Question("Die Kopie ist geschrieben.", str(target), (_OPEN_COPY, CLOSE), tone="info")
        if self._asking.answer(question, self._window) == _OPEN_COPY:
            self.open_wanted.emit(str(target))

    def _check(self) -> None:
        folder = TemporaryDirectory(prefix="kn-desk-", ignore_cleanup_errors=True)
        try:
            copy = office_files.copy_to_check(self._context.desk.office, Path(folder.name))
        except UserError as error:
            self._window.say(str(error))
            return

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> list[str]:
            found: list[str] = []
            with folder:
                for number, part in enumerate(office_files.look_through(copy, self._home), start=1):
                    progress(number, _PARTS, part.what)
                    found += part.found
                    if cancelled():
                        break
            return found

        self.work.start("Die Datei wird geprüft …", job, self._checked, self._window.say)

    def _checked(self, found: list[str]) -> None:
        what = f"{len(found)} Befunde." if found else "Alles in Ordnung."
        tone = "warning" if found else "info"
        self._asking.answer(Question(what, "\n".join(found[:12]), tone=tone), self._window)
