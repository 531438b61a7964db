"""The composition root: settings, shell, office file, session. Imports what reads an office after the first paint."""

import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import kn_desk.ui.quick_imports  # noqa: F401 - before all that imports Qt

# isort: split
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QDialog

from kn_desk.errors import UserError
from kn_desk.paths import Home, home
from kn_desk.settings import load_settings, save_settings
from kn_desk.ui.memory import Memory
from kn_desk.ui.style import Theme
from kn_desk.ui.windows.main_window import MainWindow, later
from kn_desk.ui.windows.rail import RAIL

if TYPE_CHECKING:
    from kn_desk.services.office_files import Office
    from kn_desk.storage.lock import InUse
    from kn_desk.ui.dialogs.asking import Asking
    from kn_desk.ui.session import Session

_ONLY_READ = "Nur lesen öffnen"
_OTHER_FILE = "Andere Datei öffnen …"
_CANCEL = "Abbrechen"
#: Looking for garbage among what is being imported takes a tenth of a start.
_COLLECT_AFTER_MS = 1500


def _now() -> datetime:
    return datetime.now(UTC)


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, speaking German."""
    app = QApplication(list(arguments))
    # Qt tells in the menu of a field only the keys that the window has no action for: all of them, or none.
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowShortcutsInContextMenus)
    app.setApplicationName("KN Desk")
    app.setApplicationDisplayName("KN Desk")
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    QLocale.setDefault(german)
    translator = QTranslator(app)
    if translator.load(german, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


class Program(QObject):
    """One person at one office file at a time: opens it, shows it, closes it, opens another."""

    _bug_elsewhere = Signal(object, object)

    def __init__(
        self, app: QApplication, own: Home, clock: Callable[[], datetime] = _now, asking: "Asking | None" = None
    ) -> None:
        super().__init__()
        kept = own.folder / "settings.json"
        self.own = own
        self._clock = clock
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
        self.session: Session | None = None
        #: A second start: the window that was there already has come to the front.
        self.is_elsewhere = False
        self._asked = asking
        self._told_of_bug = False
        self._bug_elsewhere.connect(self._tell_of_bug)

    @property
    def asking(self) -> "Asking":
        """The way to ask the person."""
        if self._asked is None:
            from kn_desk.ui.dialogs.asking import Asking

            self._asked = Asking(self.theme)
        return self._asked

    def start(self, path: Path | None) -> bool:
        """Show the shell for ``path`` or the file used last, or ask; return False if there is nothing to show."""
        recent = [Path(known) for known in self.memory.settings.recent if Path(known).exists()]
        wanted = path.absolute() if path else recent[0] if recent else None
        if wanted is None:
            return self.ask()
        if self._raised_elsewhere(wanted):
            return False
        window = self._shell(wanted)
        window.painted.connect(lambda: self._open_first(wanted))
        window.show()
        return True

    def ask(self) -> bool:
        """Ask what to begin with."""
        from kn_desk.ui.dialogs.start import StartDialog

        dialog = StartDialog(self.theme, self.memory.settings.second_backup, self.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted:
            return False
        self.memory.change(replace(self.memory.settings, second_backup=dialog.second_place))
        return self.begin(dialog.choice)

    def begin(self, choice: str) -> bool:
        """Begin with a new file, the sample, or an existing file ("new", "sample", "open")."""
        import getpass

        from kn_desk.services import office_files

        if choice == "open":
            return self._choose_and_open()
        path = office_files.default_path(self.own, "Konstanz" if choice == "sample" else "Digitalisierung")
        try:
            office_files.make(path, getpass.getuser(), self.own, sample=choice == "sample", clock=self._clock)
        except UserError as error:
            self.asking.say(error, self.window)
            return False
        return self.open(path)

    def open(self, path: Path, *, only_read: bool = False) -> bool:
        """Show an office file in the window, in the place of the one before."""
        from kn_desk.services import office_files

        path = path.absolute()
        if self.session is not None and self.session.office.path == path and not self.session.desk.read_only:
            return True
        self.close_session_of(path)
        try:
            if only_read:
                office = office_files.open_to_read(path, self.own, self._clock)
                why = "Die Datei wird nur angesehen."
            else:
                office = office_files.open_for_window(path, self.own, self._clock)
                why = office_files.why_read_only(office)
        except office_files.InUse as error:
            return self._offer_reading(path, error)
        except UserError as error:
            self.asking.say(error, self.window)
            return False
        self._begin_session(office, why)
        return True

    def close(self) -> None:
        """Close the file, with a backup if it was changed."""
        if self.session is not None:
            self.session.close()
        self.session, self.window = None, None

    def close_session_of(self, path: Path) -> None:
        """Close the session of a file that is to be opened anew: the lock is its own."""
        if self.session is not None and self.session.office.path == path:
            self.close()

    def _begin_session(self, office: "Office", why_read_only: str) -> None:
        from kn_desk.ui.session import Session

        if self.session is not None:
            self.close()
        self.memory.change(self.memory.settings.with_recent(office.path))
        window = self.window or self._shell(office.path)
        window.setWindowTitle(_title(office.path))
        self.window = window
        self.session = Session(window, office, self.own, self.asking, only_read=why_read_only)
        self.session.deeds.passed_on.connect(self._answer)
        self.session.deeds.open_wanted.connect(self._open_chosen)
        window.file_chosen.connect(self._open_chosen)
        window.show()
        later(self.session.fill)

    def _shell(self, path: Path) -> MainWindow:
        self.window = MainWindow(self.theme, self.memory, RAIL, _title(path))
        return self.window

    def _open_first(self, path: Path) -> None:
        """The shell is painted: now open the file; what cannot be opened leads to the question of the first start."""
        if not self.open(path) and self.session is None and not self.ask() and self.window is not None:
            self.window.close()
            self.window = None

    def _raised_elsewhere(self, path: Path) -> bool:
        """Whether this person has the file in another window, which has come to the front now."""
        if not path.with_name(f"{path.name}.who").exists():
            return False  # the usual case needs no import of what knows locks
        from kn_desk.services.second_start import ask_first_window, is_ours_elsewhere

        self.is_elsewhere = is_ours_elsewhere(path) and ask_first_window(path)
        return self.is_elsewhere

    def _offer_reading(self, path: Path, error: "InUse") -> bool:
        from kn_desk.ui.dialogs.question import Question

        more = "Zwei Fenster können nicht in dieselbe Datei schreiben. Ansehen geht; Änderungen dort erscheinen hier."
        question = Question(error.what, more, (_ONLY_READ, _OTHER_FILE, _CANCEL), tone="warning")
        answer = self.asking.answer(question, self.window)
        if answer == _ONLY_READ:
            return self.open(path, only_read=True)
        return self._choose_and_open() if answer == _OTHER_FILE else False

    def _may_leave(self) -> bool:
        if self.session is None:
            return True
        return self.session.deeds.returns.may_leave() and self.session.window.save_all()

    def _answer(self, name: str) -> None:
        if not self._may_leave():
            return
        if name == "new_file":
            self.ask()
        elif name == "open_file":
            self._choose_and_open()
        elif name == "restore_backup":
            self._restore()

    def _open_chosen(self, path: str) -> None:
        # Not at once: the menu or dialog that was chosen from belongs to the window that is about to go.
        later(lambda: self._may_leave() and self.open(Path(path)))

    def _choose_and_open(self) -> bool:
        recent = self.memory.settings.recent
        folder = str(Path(recent[0]).parent) if recent else str(self.own.offices)
        chosen = self.asking.file_to_open(self.window, folder)
        return self.open(Path(chosen)) if chosen else False

    def _restore(self) -> None:
        from kn_desk.services.backups import known_backups
        from kn_desk.ui.dialogs.backups import BackupsDialog

        if self.session is None:
            return
        desk, path = self.session.desk, self.session.office.path
        backups = known_backups(desk.uuid, self.own, self.memory.settings.second_backup)
        dialog = BackupsDialog(self.theme, backups, self.window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted and dialog.chosen is not None:
            later(lambda: self.bring_back(dialog.chosen, path))

    def bring_back(self, backup: object, path: Path) -> None:
        """Put a backup in the place of the open file, and open that."""
        from kn_desk.services import backups

        assert isinstance(backup, backups.Backup)
        self.close()
        try:
            backups.bring_back(backup, path, self.own)
        except UserError as error:
            self.asking.say(error, None)
        if self.open(path) and self.window is not None:
            self.window.say("Die Sicherung ist wiederhergestellt.")

    def unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug: kept as a report without data, said once; the window stays, and what is saved is saved."""
        from kn_desk.services import crash_report

        text = crash_report.report(kind, trace)
        print(text, file=sys.stderr)  # not the error itself: its message may hold data
        kept = crash_report.keep(text, self.own.reports)
        self._bug_elsewhere.emit(text, kept)

    def _tell_of_bug(self, text: str, kept: Path | None) -> None:
        from kn_desk.ui.dialogs.question import Question

        if self._told_of_bug:
            return
        self._told_of_bug = True
        where = f"Ein Bericht ohne Ihre Daten liegt unter {kept}." if kept else "Der Bericht ließ sich nicht ablegen."
        question = Question(
            "Das hätte nicht passieren dürfen. Gespeichertes ist sicher.",
            f"{where} Bitte an die Betreuung geben und KN Desk neu starten.",
            tone="crit",
            details=text,
        )
        self.asking.answer(question, self.window)


def _title(path: Path) -> str:
    return f"{path.stem} – KN Desk"


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
    gc.disable()
    app = make_application(sys.argv[:1])
    QTimer.singleShot(_COLLECT_AFTER_MS, _collect_from_now_on)
    program = Program(app, home())
    sys.excepthook = program.unexpected
    threading.excepthook = lambda found: program.unexpected(
        found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback
    )
    if not program.start(path):
        return 0 if program.is_elsewhere else 1
    app.aboutToQuit.connect(program.close)
    return app.exec()


def _collect_from_now_on() -> None:
    """What was imported stays: it is never looked through for garbage again."""
    gc.freeze()
    gc.enable()


def run_sample() -> int:
    """Show the Konstanz sample in the window, in a file of its own that is made anew where there is none."""
    own = home()
    path = own.offices / "Konstanzer Beispiel.kndesk"
    if not path.exists():
        import getpass

        from kn_desk.services import office_files

        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            office_files.make(path, getpass.getuser(), own, sample=True)
        except UserError as error:
            print(error, file=sys.stderr)
            return 1
    return run(path)
