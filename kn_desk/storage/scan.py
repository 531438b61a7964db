"""The ids of a long list, read in a thread through a connection of its own, and given up at once when asked to.

A scan holds a read transaction, for which a save would wait: whoever writes stops all scans first.
"""

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kn_desk.errors import UserError
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage import lists
from kn_desk.storage.connect import as_sentences, connect, engine_over, reading
from kn_desk.storage.lists import ListQuery

#: About 10 ms of SQLite's work lie between two looks at whether to go on; looking costs a turn of Python's lock.
_STEPS = 200_000


class Scan:
    """Reads the ids of one list, at most ``limit``; they are None until it is done, and where it stopped or failed."""

    def __init__(self, path: Path, query: ListQuery, limit: int | None = None) -> None:
        self.ids: list[str] | None = None
        self._path = path
        self._query = query
        self._limit = limit
        self._bare: sqlite3.Connection | None = None
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
        """Let it give up: within the statement that runs, or before the next."""
        self._stopped = True
        if (bare := self._bare) is not None:
            with suppress(sqlite3.ProgrammingError):  # just closed
                bare.interrupt()

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
            self._bare = bare
            bare.set_progress_handler(lambda: self._stopped, _STEPS)  # where it was stopped just before a statement
            with reading(engine_over(bare)) as connection:
                if self._stopped:
                    return
                if self._limit is None:
                    self.ids = lists.ids(connection, cls, self._query)
                else:
                    self.ids = lists.first_ids(connection, cls, self._query, self._limit)


class Scans:
    """The scans of one office file that may be running."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._running: list[Scan] = []

    def begin(self, query: ListQuery, limit: int | None = None) -> Scan:
        """Begin to read a list."""
        self._running = [scan for scan in self._running if scan.is_running]
        scan = Scan(self._path, query, limit)
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
