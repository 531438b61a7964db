"""The ids of a list, short ones at once, long ones in two steps beside the window: the first page, then all."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kn_desk.services.desk import Desk, ListQuery, Scan

#: Up to so many records of a type are read at once: a few milliseconds. Of up to four times as many, the first page is.
AT_ONCE = 5000
_FIRST_AT_ONCE = 4
#: The first page: more than a screen shows.
FIRST = 128
_LOOK_EVERY_MS = 4
#: The first page is painted before the rest is read: two threads at a time are slower than one after the other.
_AFTER_FIRST_MS = 40


class IdList(QObject):
    """Reads the ids of one list after another; what is read for an older question is never told."""

    #: The first ids of a long list are known: a list (as an object; as a list, Qt would copy every id).
    began = Signal(object)
    #: All ids are known.
    ended = Signal(object)

    def __init__(self, desk: Desk, parent: QObject, at_once: int = AT_ONCE) -> None:
        super().__init__(parent)
        self._desk = desk
        self._at_once = at_once
        self._query: ListQuery | None = None
        self._limit: int | None = None
        self._scan: Scan | None = None
        self._look = QTimer(self, interval=_LOOK_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._look.timeout.connect(self._take)
        self._rest = QTimer(self, singleShot=True, interval=_AFTER_FIRST_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def is_reading(self) -> bool:
        """Whether ``ended`` is still to come."""
        return self._query is not None

    def ask(self, query: ListQuery, total: int, *, first: bool) -> list[str] | None:
        """Return all ids of a list at once if its type has few records; else None, and they are told by signals.

        ``first``: the first page is wanted before the rest.
        """
        self.stop()
        if total <= self._at_once:
            with self._desk.read() as reader:
                return reader.ids(query)
        self._query = query
        self._limit = FIRST if first else None
        if first and total <= _FIRST_AT_ONCE * self._at_once:
            with self._desk.read() as reader:
                found = reader.first_ids(query, FIRST)
            self._tell(found)  # whoever is told may read too
        else:
            self._begin()
        return None

    def stop(self) -> None:
        """Forget what is being read."""
        self._query = None
        self._rest.stop()
        self._look.stop()
        if self._scan is not None:
            self._scan.stop()
            self._scan = None

    def _begin(self) -> None:
        if self._query is not None:
            self._scan = self._desk.scan(self._query, limit=self._limit)
            self._look.start()

    def _take(self) -> None:
        scan = self._scan
        if scan is None or scan.is_running:
            return
        self._look.stop()
        if scan.ids is None and not scan.has_failed:
            self._begin()  # a save stopped it
            return
        self._tell(scan.ids or [])

    def _tell(self, ids: list[str]) -> None:
        if self._limit is not None and len(ids) == self._limit:
            self._limit = None
            self._rest.start()
            self.began.emit(ids)
        else:
            self.stop()
            self.ended.emit(ids)
