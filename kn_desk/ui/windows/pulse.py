"""The pulse of an open file: every second a look at whether somebody else wrote, took it away, or a new day began."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from kn_desk.errors import UserError
from kn_desk.services.desk import Desk
from kn_desk.services.file_watch import EXCHANGED, GONE, FileWatch, Seen
from kn_desk.services.second_start import take_wish

_EVERY_MS = 1000


class Pulse(QObject):
    """Looks from outside; what it finds reaches the views through the desk's announcements."""

    #: The file under the name is no longer the one that was opened: a German sentence.
    lost = Signal(str)
    #: A second start for the same file asks for the window.
    wanted = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = FileWatch(desk.office)
        self._day = desk.office.today
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.beat)
        self._folder = QFileSystemWatcher(self)
        self._folder.directoryChanged.connect(self._look_for_wish)

    def start(self) -> None:
        """Begin to look."""
        self._folder.addPath(str(self._desk.office.path.parent))
        self._timer.start()

    def stop(self) -> None:
        """Look no more: the file is about to be closed."""
        self._timer.stop()
        self._folder.directoryChanged.disconnect(self._look_for_wish)

    def beat(self) -> None:
        """Look once."""
        self._look_for_wish()  # a folder on a network tells nobody of a new file
        seen = self._watch.look()
        if seen in (Seen.GONE, Seen.EXCHANGED):
            self._timer.stop()
            self.lost.emit(EXCHANGED if seen is Seen.EXCHANGED else GONE)
            return
        try:
            if seen is Seen.CHANGED:
                self._desk.catch_up()
            if self._desk.office.today != self._day:
                self._begin_day()
        except UserError:
            return  # busy: the next beat tries again

    def _begin_day(self) -> None:
        if not self._desk.read_only:
            self._desk.office.refresh()
        self._day = self._desk.office.today
        self._desk.announce_all()

    def _look_for_wish(self) -> None:
        if take_wish(self._desk.office.path):
            self.wanted.emit()
