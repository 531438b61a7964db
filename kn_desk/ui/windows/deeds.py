"""What the menus do with an open office besides editing: export, print, back up, look, help."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from kn_desk.errors import UserError
from kn_desk.paths import Home
from kn_desk.services import office_files
from kn_desk.settings import Settings
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.about import AboutDialog, KeysDialog
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.work import WorkBar

_LEAST_PERCENT, _MOST_PERCENT = 90, 200


class Deeds(QObject):
    """Answers ``MainWindow.asked``; what concerns the file as a whole is asked of the program."""

    #: Asked of the program: new_file, open_file, restore_backup, settings.
    passed_on = Signal(str)

    def __init__(self, window: MainWindow, context: Context, home: Home) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._home = home
        self.work = WorkBar(context.theme, window.statusBar())
        window.asked.connect(self._answer)

    def back_up(self, reason: str) -> None:
        """Back the file up in both places; said in the status bar, failures as a sentence."""
        try:
            made = office_files.back_up_now(
                self._context.desk.office, self._home, self._context.memory.settings.second_backup, reason
            )
        except UserError as error:
            self._window.say(str(error))
            return
        self._window.set_backup(f"Sicherung: heute {made[0].made_at.astimezone():%H:%M}")

    def export_to(self, target: Path) -> None:
        """Write the Gesamtmappe beside the work in the window."""
        from kn_desk.exchange.overall_workbook import export_overall  # openpyxl is slow to import

        copy = self._context.desk.office.copy_in_memory()

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
            with copy:
                export_overall(copy, target, progress=progress, cancelled=cancelled)
            return target

        self.work.start("Gesamtmappe wird geschrieben …", job, self._exported, self._window.say)

    def _answer(self, name: str) -> None:
        own: dict[str, Callable[[], None]] = {
            "export": self._export,
            "backup": self._back_up_by_hand,
            "save_as": self._save_as,
            "check": self._check,
            "keys": self._show_keys,
            "about": self._show_about,
            "look_system": lambda: self._look(replace(self._settings, mode="system")),
            "look_light": lambda: self._look(replace(self._settings, mode="light")),
            "look_dark": lambda: self._look(replace(self._settings, mode="dark")),
            "density": self._toggle_density,
            "larger": lambda: self._resize_text(10),
            "smaller": lambda: self._resize_text(-10),
            "usual_size": lambda: self._look(replace(self._settings, text_percent=100)),
        }
        if name in own:
            own[name]()
        else:
            self.passed_on.emit(name)

    @property
    def _settings(self) -> Settings:
        return self._context.memory.settings

    def _look(self, settings: Settings) -> None:
        self._context.memory.change(settings)
        self._context.theme.set_look(
            mode=settings.mode,
            density=settings.density,
            text_percent=settings.text_percent,
            system_font=settings.system_font,
        )

    def _toggle_density(self) -> None:
        compact = self._settings.density == "comfortable"
        self._look(replace(self._settings, density="compact" if compact else "comfortable"))

    def _resize_text(self, by: int) -> None:
        percent = min(max(self._settings.text_percent + by, _LEAST_PERCENT), _MOST_PERCENT)
        self._look(replace(self._settings, text_percent=percent))

    def _show_keys(self) -> None:
        KeysDialog(self._context.theme, self._window).exec()

    def _show_about(self) -> None:
        AboutDialog(self._context.theme, str(self._context.desk.office.path), self._window).exec()

    def _export(self) -> None:
        folder = self._context.memory.recall("export.folder", str(Path.home()))
        name = f"KN_Gesamtmappe_{self._context.desk.office.today:%Y-%m-%d}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Gesamtmappe exportieren", str(Path(folder) / name), "Excel-Arbeitsmappe (*.xlsx)"
        )
        if chosen:
            target = Path(chosen).with_suffix(".xlsx")
            self._context.memory.remember("export.folder", str(target.parent))
            self.export_to(target)

    def _exported(self, target: Path) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setText("Die Gesamtmappe ist geschrieben und geprüft.")
        box.setInformativeText(str(target))
        opens = box.addButton("Ordner öffnen", QMessageBox.ButtonRole.ActionRole)
        box.addButton("Schließen", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        if box.clickedButton() is opens:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

    def _back_up_by_hand(self) -> None:
        self.back_up("von Hand")
        self._window.say("Gesichert und geprüft.")

    def _save_as(self) -> None:
        path = self._context.desk.office.path
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Sichern unter", str(path.with_stem(f"{path.stem} Kopie")), "KN-Desk-Datei (*.kndesk)"
        )
        if not chosen:
            return
        try:
            office_files.save_elsewhere(self._context.desk.office, Path(chosen).with_suffix(".kndesk"))
        except UserError as error:
            self._window.say(str(error))
            return
        self._window.say(f"Eine Kopie liegt unter {chosen}.")

    def _check(self) -> None:
        path = self._context.desk.office.path

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> list[str]:
            found: list[str] = []
            for number, part in enumerate(office_files.look_through(path, self._home)):
                progress(number, 9, part.what)
                found += part.found
            return found

        self.work.start("Die Datei wird geprüft …", job, self._checked, self._window.say)

    def _checked(self, found: list[str]) -> None:
        box = QMessageBox(self._window)
        box.setText(f"{len(found)} Befunde." if found else "Alles in Ordnung.")
        box.setInformativeText("\n".join(found[:12]))
        box.addButton("Schließen", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
