"""The ids of a long list, read in a thread through a connection of its own, and given up at once when asked to.

A scan holds a read transaction, for which a save would wait: whoever writes stops all scans first.
"""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kn_desk.errors import UserError
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage import lists
from kn_desk.storage.connect import as_sentences, connect, engine_over, reading
from kn_desk.storage.lists import ListQuery

#: So many ids are told before all others: more than a screen shows.
FIRST = 128
#: So many steps of SQLite's machine, well below a millisecond, lie between two looks at whether to go on.
_STEPS = 2000


class Scan:
    """Reads the ids of one list: the ``first`` ones at once, then all ``ids``; None until they are known.

    Where it was stopped or failed they stay None.
    """

    def __init__(self, path: Path, query: ListQuery) -> None:
        self.first: list[str] | None = None
        self.ids: list[str] | None = None
        self._path = path
        self._query = query
        self._stopped = False
        self._failed = False
        self._thread = threading.Thread(target=self._run, name="scan", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether it still reads."""
        return self._thread.is_alive()

    @property
    def has_failed(self) -> bool:
        """Whether the file could not be read; then beginning anew is of no use."""
        return self._failed

    def stop(self) -> None:
        """Let it give up."""
        self._stopped = True

    def wait(self) -> None:
        """Return when it is over."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self._read()
        except (UserError, DBAPIError, sqlite3.Error):
            self._failed = not self._stopped  # a failing disk: whoever reads next in the window is told

    def _read(self) -> None:
        cls = BY_NAME[self._query.type]
        with as_sentences(), closing(connect(self._path, mode="ro")) as bare:
            bare.set_progress_handler(self._should_stop, _STEPS)
            with reading(engine_over(bare)) as connection:
                self.first = lists.ids(connection, cls, self._query, limit=FIRST)
                everything = len(self.first) < FIRST
                self.ids = self.first if everything else lists.ids(connection, cls, self._query)

    def _should_stop(self) -> int:
        return int(self._stopped)


class Scans:
    """The scans of one office file that may be running."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._running: list[Scan] = []

    def begin(self, query: ListQuery) -> Scan:
        """Begin to read a list."""
        self._running = [scan for scan in self._running if scan.is_running]
        scan = Scan(self._path, query)
        self._running.append(scan)
        return scan

    def stop(self) -> None:
        """Stop them all: somebody is about to write."""
        for scan in self._running:
            scan.stop()

    def end(self) -> None:
        """Stop them all and wait for them: the file is about to be closed."""
        self.stop()
        for scan in self._running:
            scan.wait()
        self._running.clear()
