"""The composition root: settings, office file, services, window. The only module that knows everyone."""

import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from kn_desk.errors import UserError
from kn_desk.paths import Home, home
from kn_desk.services import crash_report, office_files
from kn_desk.services.desk import Desk, Drafts
from kn_desk.services.edit import Author
from kn_desk.services.office_files import Office
from kn_desk.settings import load_settings, save_settings
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.dialogs.backups import BackupsDialog
from kn_desk.ui.dialogs.start import StartDialog
from kn_desk.ui.memory import Memory
from kn_desk.ui.places import PLACES
from kn_desk.ui.style import Theme
from kn_desk.ui.windows.deeds import Deeds
from kn_desk.ui.windows.main_window import MainWindow, later

_BACKUP_EVERY_MS = 30 * 60 * 1000
_FILES = "KN-Desk-Datei (*.kndesk)"


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, speaking German."""
    app = QApplication(list(arguments))
    app.setApplicationName("KN Desk")
    app.setApplicationDisplayName("KN Desk")
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    QLocale.setDefault(german)
    translator = QTranslator(app)
    if translator.load(german, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


class Program:
    """One person at one office file at a time: opens it, shows it, closes it, opens another."""

    def __init__(self, app: QApplication, own: Home) -> None:
        kept = own.folder / "settings.json"
        self.own = own
        self.memory = Memory(load_settings(kept), lambda settings: save_settings(settings, kept))
        settings = self.memory.settings
        self.theme = Theme(
            app,
            mode=settings.mode,
            density=settings.density,
            text_percent=settings.text_percent,
            system_font=settings.system_font,
        )
        self.window: MainWindow | None = None
        self.deeds: Deeds | None = None
        self._office: Office | None = None
        self._backed_up_step = 0
        self._told_of_bug = False
        self._backup_timer = QTimer(interval=_BACKUP_EVERY_MS)
        self._backup_timer.timeout.connect(self._back_up_if_changed)

    def start(self, path: Path | None) -> bool:
        """Open ``path``, or the file used last, or ask; return False if there is nothing to show."""
        recent = [Path(known) for known in self.memory.settings.recent if Path(known).exists()]
        wanted = path or (recent[0] if recent else None)
        return self.open(wanted) if wanted else self.ask()

    def ask(self) -> bool:
        """Ask what to begin with."""
        dialog = StartDialog(self.theme, self.memory.settings.second_backup)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        self.memory.change(replace(self.memory.settings, second_backup=dialog.second_place))
        if dialog.choice == "open":
            return self._choose_and_open()
        path = office_files.default_path(self.own, "Konstanz" if dialog.choice == "sample" else "Digitalisierung")
        try:
            office_files.make(path, getpass.getuser(), self.own, sample=dialog.choice == "sample")
        except UserError as error:
            self._sorry(error)
            return False
        return self.open(path)

    def open(self, path: Path) -> bool:
        """Show an office file in the window, in the place of the one before."""
        try:
            office = office_files.open_for_window(path, self.own)
        except UserError as error:
            self._sorry(error)
            return False
        self.close()
        self._office = office
        self.memory.change(self.memory.settings.with_recent(path))
        announcer = Announcer()
        desk = Desk(office, Author(getpass.getuser(), "window"), announcer.changed.emit, Drafts(self.own))
        context = Context(desk, self.theme, announcer, Wishes(), self.memory)
        window = MainWindow(PLACES)
        window.build(context, f"{path.stem} – KN Desk")
        self.window = window
        self.deeds = Deeds(window, context, self.own)
        self.deeds.passed_on.connect(self._answer)
        window.show()
        later(self._fill)
        return True

    def close(self) -> None:
        """Close the file, with a backup if it was changed."""
        if self._office is None:
            return
        self._backup_timer.stop()
        if self.deeds is not None:
            self.deeds.work.wait()
        if self.window is not None:
            self.window.close()
            self._back_up_if_changed()
            self.window.deleteLater()
        self._office.close()
        self._office, self.window, self.deeds = None, None, None

    def _fill(self) -> None:
        if self.window is None or self._office is None:
            return
        self.window.show_place(min(self.memory.recall("window.place", 0), len(PLACES) - 1))
        for note in self._office.notes:
            self.window.say(note)
        self._back_up_if_changed()
        self._backup_timer.start()
        self._offer_drafts(self.window)

    def _offer_drafts(self, window: MainWindow) -> None:
        """What was typed and never saved (a crash, a rule that forbade it) is offered once."""
        for (type_name, identity), typed in window.desk.drafts().items():
            box = QMessageBox(window)
            box.setIcon(QMessageBox.Icon.Question)
            box.setText(f"Nicht gespeicherte Eingaben: {window.name_of_draft(type_name, identity)}")
            box.setInformativeText(f"{len(typed)} Felder wurden eingetippt, aber nicht gespeichert.")
            opens = box.addButton("Ansehen", QMessageBox.ButtonRole.AcceptRole)
            drops = box.addButton("Verwerfen", QMessageBox.ButtonRole.DestructiveRole)
            box.addButton("Später", QMessageBox.ButtonRole.RejectRole)
            box.exec()
            if box.clickedButton() is drops:
                window.desk.drop_drafts(identity)
            elif box.clickedButton() is opens:
                window.take_up(type_name, identity, typed)
                return

    def _back_up_if_changed(self) -> None:
        if self._office is None or self.deeds is None:
            return
        with self._office.read() as reader:
            last = reader.last_step()
        number = last.id if last else 0
        if number != self._backed_up_step:
            self._backed_up_step = number
            self.deeds.back_up("von selbst")

    def _answer(self, name: str) -> None:
        if name == "new_file":
            self.ask()
        elif name == "open_file":
            self._choose_and_open()
        elif name == "restore_backup":
            self._restore()

    def _choose_and_open(self) -> bool:
        start = (
            str(Path(self.memory.settings.recent[0]).parent) if self.memory.settings.recent else str(self.own.offices)
        )
        chosen, _ = QFileDialog.getOpenFileName(self.window, "Datei öffnen", start, _FILES)
        return self.open(Path(chosen)) if chosen else False

    def _restore(self) -> None:
        if self._office is None or self.window is None:
            return
        with self._office.read() as reader:
            uuid = reader.meta().get("office")
        backups = office_files.known_backups(uuid, self.own, self.memory.settings.second_backup)
        dialog = BackupsDialog(self.theme, backups, self.window)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.chosen is None:
            return
        path = self._office.path
        self.close()
        try:
            office_files.bring_back(dialog.chosen, path, self.own)
        except UserError as error:
            self._sorry(error)
        self.open(path)

    def _sorry(self, error: UserError) -> None:
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("KN Desk")
        box.setText(error.what)
        box.setInformativeText(error.todo)
        if error.details:
            box.setDetailedText(error.details)
        box.addButton("Schließen", QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug: kept as a report without data, said once; the window stays, and what is saved is saved."""
        sys.__excepthook__(kind, error, trace)
        text = crash_report.report(kind, trace)
        kept = crash_report.keep(text, self.own.reports)
        if self._told_of_bug:
            return
        self._told_of_bug = True
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText("Das hätte nicht passieren dürfen. Gespeichertes ist sicher.")
        where = f"Ein Bericht ohne Ihre Daten liegt unter {kept}." if kept else "Der Bericht ließ sich nicht ablegen."
        box.setInformativeText(f"{where} Bitte an die Betreuung geben und KN Desk neu starten.")
        box.setDetailedText(text)
        box.addButton("Schließen", QMessageBox.ButtonRole.AcceptRole)
        box.exec()


def check_screen() -> None:
    """Raise UserError where a window has nowhere to go: Qt would end the whole process."""
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not shown:
        raise UserError(
            "Hier ist kein Bildschirm für das Fenster.", "Die Befehle von „kn-desk --help“ brauchen keinen."
        )


def run(path: Path | None) -> int:
    """Show an office file in the window, and return when it is closed. Raises UserError without a screen."""
    check_screen()
    app = make_application(sys.argv[:1])
    program = Program(app, home())
    sys.excepthook = program.unexpected
    if not program.start(path):
        return 1
    app.aboutToQuit.connect(program.close)
    return app.exec()


def run_sample() -> int:
    """Show the Konstanz sample in the window, in a file of its own that is made anew where there is none."""
    own = home()
    path = own.offices / "Konstanzer Beispiel.kndesk"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            office_files.make(path, getpass.getuser(), own, sample=True)
        except UserError as error:
            print(error, file=sys.stderr)
            return 1
    return run(path)
