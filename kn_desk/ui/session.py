"""One open office in its window: desk, pages, notices and pulse belong together and end together."""

import getpass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kn_desk.fields.days import BERLIN
from kn_desk.paths import Home
from kn_desk.services.desk import Desk, Drafts
from kn_desk.services.draft_words import draft_words
from kn_desk.services.edit import Author
from kn_desk.services.office_files import Office
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.places import PLACES
from kn_desk.ui.windows.deeds import Deeds
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.pulse import Pulse
from kn_desk.ui.windows.safety import Safety
from kn_desk.ui.windows.undoing import Undoing

_BACKUP_EVERY_MS = 30 * 60 * 1000
#: Qt paints a few milliseconds after it was asked to.
_PAINTED_AFTER_MS = 20


class Session(QObject):
    """Fills a window with an office; ``close`` ends it with a backup if something was changed."""

    #: The first page is shown.
    filled = Signal()

    def __init__(self, window: MainWindow, office: Office, home: Home, asking: Asking, *, only_read: str) -> None:
        super().__init__()
        self.office = office
        self.window = window
        self._home = home
        self._asking = asking
        self._only_read = only_read
        announcer = Announcer()
        author = Author(getpass.getuser(), "window")
        self.desk = Desk(office, author, announcer.changed.emit, Drafts(home))
        if only_read:
            self.desk.forbid_writing(only_read)
        self.context = Context(self.desk, window.theme, announcer, Wishes(), window.memory, home, asking.answer)
        self.deeds = Deeds(window, self.context, home, asking)
        self.safety = Safety(window, self.context, home, asking)
        self.pulse = Pulse(self.desk, self)
        self._undoing = Undoing(window, asking)
        self._backup_timer = QTimer(self, interval=_BACKUP_EVERY_MS)
        #: Runs until the first rows are painted, and with them what comes after.
        self.beginning = QTimer(self, singleShot=True, interval=_PAINTED_AFTER_MS)
        self._is_open = True
        self._connect()

    def fill(self) -> None:
        """Show the page that was shown last, and put the keyboard into it; what takes longer comes after it."""
        if not self._is_open:
            return
        window = self.window
        window.fill(self.context, {place.key: make for place, make in PLACES})
        window.show_place(min(window.memory.recall("window.place", 0), len(PLACES) - 1))
        if self._only_read:
            self.safety.show_read_only(self._only_read)
        self.filled.emit()
        self.beginning.start()

    def back_up_if_changed(self) -> None:
        """Back up unless the newest backup holds all of it; reading alone changes nothing."""
        self._back_up()
        self.safety.remind_of_second_place()

    def _back_up(self) -> None:
        from kn_desk.services import backups  # only here: nobody needs it at a start

        if not self.desk.read_only and not backups.is_backed_up(self.office, self._home):
            self.deeds.back_up("von selbst")

    def close(self) -> None:
        """Close window and file."""
        if not self._is_open:
            return
        self._is_open = False
        self._backup_timer.stop()
        self.beginning.stop()
        self.pulse.stop()
        self.deeds.work.wait()
        self.deeds.returns.let_go()
        self.window.close()
        self._back_up()
        self.window.deleteLater()
        self.office.close()

    def raise_window(self) -> None:
        """Bring the window to the front: the program was started a second time."""
        window = self.window
        window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        window.show()
        window.raise_()
        window.activateWindow()
        window.say("KN Desk war schon offen.")

    def _connect(self) -> None:
        self._backup_timer.timeout.connect(self.back_up_if_changed)
        self.beginning.timeout.connect(self._after_first_rows)
        self.pulse.lost.connect(self.safety.show_lost)
        self.pulse.wanted.connect(self.raise_window)

    def _after_first_rows(self) -> None:
        self.window.dress_undo()
        for number, note in enumerate(self.office.notes):
            self.window.notices.show_notice(f"note{number}", note, tone="info", icon_name="info")
        self.safety.warn_of_place()
        self.back_up_if_changed()
        self._show_last_backup()
        self._backup_timer.start()
        self.pulse.start()
        if not self.desk.read_only:
            self._offer_drafts()

    def _show_last_backup(self) -> None:
        from kn_desk.services import backups  # only here: nobody needs it at a start

        last = backups.last_backup(str(self._home.backups), self.desk.uuid)
        if last is None:
            self.window.set_backup("Noch keine Sicherung")
            return
        at = last.made_at.astimezone(BERLIN)
        day = "heute" if at.date() == self.office.today else f"{at:%d.%m.%Y}"
        self.window.set_backup(f"Sicherung: {day} {at:%H:%M}")

    def _offer_drafts(self) -> None:
        """What was typed and never saved (a crash, a rule that forbade it) is offered once."""
        look, drop, wait = "Ansehen", "Verwerfen", "Später"
        for (type_name, identity), typed in self.desk.drafts().items():
            with self.desk.read() as reader:
                words = draft_words(reader, type_name, typed)
            question = Question(
                f"Nicht gespeicherte Eingaben: {self.window.name_of_draft(type_name, identity)}",
                words,
                (look, drop, wait),
            )
            answer = self._asking.answer(question, self.window)
            if answer == drop:
                self.desk.drop_drafts(identity)
            elif answer == look:
                self.window.take_up(type_name, identity, typed)
                return
