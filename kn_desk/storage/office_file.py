"""An office file: made, opened, read, written through the door, closed."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.paths import Home
from kn_desk.records.change import Change, ChangeSet, creation
from kn_desk.records.identity import new_id
from kn_desk.records.office import Threshold
from kn_desk.records.thresholds import DEFAULTS
from kn_desk.storage import derived, door, undo
from kn_desk.storage.connect import as_sentences, connect, engine_over, in_memory, write_compact_copy, writing
from kn_desk.storage.drafts import Drafts
from kn_desk.storage.files import disk_sentences, replacing
from kn_desk.storage.fingerprint import Fingerprint
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.lock import InUse, SessionLock, holder_of, is_held
from kn_desk.storage.opening import check_inside, check_name, examine, leftover_journals, rescue, try_out
from kn_desk.storage.reader import Reader, reader_over
from kn_desk.storage.scan import Scan, Scans
from kn_desk.storage.schema import check_no_code, check_shape, make_schema
from kn_desk.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from kn_desk.storage.person_places import Key

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class Office:
    """An open office file, or a copy of one in memory (then nothing can be written)."""

    def __init__(self, path: Path, engine: Engine, bare: sqlite3.Connection, clock: Clock, notes: list[str]) -> None:
        self.path = path
        #: What the person should know about how the opening went; German sentences.
        self.notes = notes
        self._engine = engine
        self._bare = bare
        self._clock = clock
        self._lock: SessionLock | None = None
        self._fingerprint: Fingerprint | None = None
        self._scans = Scans(path)
        self._being_read: Reader | None = None

    @property
    def now(self) -> datetime:
        """This moment."""
        return self._clock()

    @property
    def today(self) -> date:
        """The day in Konstanz."""
        return self._clock().astimezone(BERLIN).date()

    @property
    def is_alone(self) -> bool:
        """Whether this session holds the session lock: no other window writes."""
        return self._lock is not None

    def data_version(self) -> int:
        """Return a number that changes when somebody else wrote the file; own writes do not count."""
        with as_sentences():
            return int(self._bare.execute("PRAGMA data_version").fetchone()[0])

    def can_write(self) -> bool:
        """Return whether SQLite would let this session write; a file that is merely busy counts as writable."""
        try:
            # Changes nothing, but wants the right to: BEGIN IMMEDIATE alone is content with reading.
            self._bare.execute("UPDATE meta SET value = value WHERE 0")
        except sqlite3.OperationalError as error:
            return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
        return True

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read in one short transaction; who reads within it (a field that is filled looks for names) joins it."""
        if self._being_read is not None:
            yield self._being_read
            return
        with reader_over(self._engine, self.today) as reader:
            self._being_read = reader
            try:
                yield reader
            finally:
                self._being_read = None

    def scan(self, query: ListQuery, *, limit: int | None = None) -> Scan:
        """Begin to read the ids of a long list beside the window; a write stops it."""
        return self._scans.begin(query, limit)

    def apply(self, change: ChangeSet, *, barrier: bool = False) -> Change:
        """Write a ChangeSet through the door; see ``door.apply``."""
        with self._writing() as connection:
            return door.apply(connection, change, self._clock(), barrier=barrier)

    def undo(self, by: str, source: str) -> Change:
        """Take back the last step. Raises UserError where there is none, or where it no longer fits."""
        with self._writing() as connection:
            return undo.undo(connection, by, source, self._clock())

    def redo(self, by: str, source: str) -> Change:
        """Do again what was taken back last. Raises UserError where there is nothing."""
        with self._writing() as connection:
            return undo.redo(connection, by, source, self._clock())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction; what SQLite itself refuses, at the latest when it ends, becomes a sentence."""
        self._scans.stop()
        try:
            with writing(self._engine) as connection:
                yield connection
        except IntegrityError as error:
            raise UserError(
                "Die Änderung passt nicht zu den übrigen Daten.", "Nichts wurde geändert.", details=str(error.orig)
            ) from error

    def erase(self, person: str, label: str, ticked: "Collection[Key]", by: str, home: Home) -> None:
        """Take a person out of this file, its past and its drafts; see ``erase.erase``. Nobody else may have it open.

        Raises UserError; then nothing has changed.
        """
        from kn_desk.storage import erase  # only here: nobody needs it at a start

        if self._lock is None:
            raise InUse(self.path, holder_of(self.path))
        with self.read() as reader:
            office, without_name = reader.meta()["office"], reader.without_name(person, label)
        with writing(self._engine) as connection:
            erase.erase(connection, person, label, by, self._clock(), ticked=ticked)
        Drafts(home).rewrite(office, person, without_name)
        erase.compact(self._bare)

    def refresh(self) -> int:
        """Bring the kept computed values up to today (at start, and at midnight); return how many changed."""
        with self.read() as reader:
            affected = reader.due()
        if not affected:
            return 0
        with writing(self._engine) as connection:
            return derived.refresh_due(connection, self.today)

    def copy_in_memory(self) -> "Office":
        """Return a copy that a worker reads for as long as it likes without keeping anyone from saving.

        Its kept values are those of today.
        """
        copied = in_memory(self._bare)
        copy = Office(self.path, engine_over(copied), copied, self._clock, [])
        copy.refresh()
        return copy

    def copy_pages(self, target: Path) -> None:
        """Write the file page by page, free ones too, to a new file: what is looked at there is what lies here."""
        with as_sentences(), closing(sqlite3.connect(target, isolation_level=None)) as copied:
            self._bare.backup(copied)

    def write_copy(self, target: Path) -> None:
        """Write a whole, compact copy of the file to another place. Raises UserError; then nothing is left there."""
        with replacing(target) as temporary, as_sentences():
            write_compact_copy(self._bare, temporary, target)

    def close(self) -> None:
        """Close the file; remember what it looks like if this session was its only writer."""
        self._scans.end()
        self._engine.dispose()
        self._bare.close()
        try:
            if self._fingerprint is not None and self._lock is not None:
                self._fingerprint.keep()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def refuse_existing(path: Path) -> None:
    """Raise UserError if there is something at ``path``, or if the name is not possible."""
    with disk_sentences(path):
        check_name(path)
        if path.exists():
            raise UserError(f"Die Datei „{path}“ gibt es schon.", "Bitte einen anderen Namen wählen.")


def new_office(path: Path, by: str, *, clock: Clock = utc_now) -> None:
    """Make a new office file with the default thresholds. Raises UserError if ``path`` exists."""
    refuse_existing(path)
    with replacing(path) as temporary, as_sentences():
        bare = connect(temporary, mode="rwc")
        try:
            make_schema(bare)
            engine = engine_over(bare)
            office = Office(temporary, engine, bare, clock, [])
            now = clock().isoformat(timespec="seconds")
            with writing(engine) as connection:
                meta = {"office": new_id(), "branch": new_id(), "created_at": now}
                connection.execute(
                    text("INSERT INTO meta(key, value) VALUES (:key, :value)"),
                    [{"key": key, "value": value} for key, value in meta.items()],
                )
            thresholds = (
                Threshold(id=new_id(), key=key, label=default.label, value=default.value, unit=default.unit)
                for key, default in DEFAULTS.items()
            )
            office.apply(ChangeSet(tuple(map(creation, thresholds)), "new", by, "new"), barrier=True)
        finally:
            bare.close()


def open_office(path: Path, home: Home, *, writes: bool, busy_ms: int = 5000, clock: Clock = utc_now) -> Office:
    """Open an office file after all that ``trust`` asks of it. Raises UserError; the file is then as it was.

    An older file is brought up to date first, with a backup. ``writes`` is for whoever changes something: it takes
    the session lock where that is free.
    """
    notes: list[str] = []
    header = examine(path)
    fingerprint = Fingerprint(path, home)
    is_same = fingerprint.is_same()
    if is_same is False:
        notes.append("Die Datei wurde außerhalb von KN Desk verändert.")
    if leftover_journals(path) and not is_held(path) and (folder := rescue(path, home)):
        try_out(path, folder)
        notes.append(f"Die letzte Sitzung endete unerwartet; Kopien liegen unter „{folder}“.")
    if header.version < SCHEMA_VERSION:
        from kn_desk.storage.upgrade import upgrade  # Alembic is slow to import and rarely needed

        notes.append(upgrade(path, home))
    with as_sentences():
        bare = connect(path, busy_ms=busy_ms)
    try:
        with as_sentences():
            if not is_same:  # every page was read for the fingerprint, and is what a checked session left
                check_inside(bare, quick=not writes)
                check_no_code(bare)
                check_shape(bare)
            if writes:
                # Another program may have switched it to WAL, where a copy of the file alone can lack its last rows.
                bare.execute("PRAGMA journal_mode=DELETE")
    except BaseException:
        bare.close()
        raise
    office = Office(path, engine_over(bare), bare, clock, notes)
    if writes:
        try:
            office._lock = SessionLock(path)
        except (InUse, OSError):
            pass  # a window has it: the write lock of SQLite is enough, and the fingerprint is the window's
        else:
            office._fingerprint = fingerprint
            fingerprint.forget()
    return office
