"""An office file on the disk for a test: a copy of a template, a home of its own, and a clock that can be set."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from kn_desk.fields.days import BERLIN
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.change import Change, ChangeSet, Edit
from kn_desk.services import edit
from kn_desk.services.edit import Author
from kn_desk.storage.office_file import Office, new_office, open_office
from tests.makers.anything import TODAY

R = TypeVar("R", bound=Record)

AUTHOR = Author("Erika Muster", "test")


class SettableClock:
    """A clock that stands still until a test sets it."""

    def __init__(self, day: date = TODAY) -> None:
        self.now = datetime.min
        self.set(day)

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, at: time = time(10)) -> None:
        """Set it to a time of day in Konstanz."""
        self.now = datetime.combine(day, at, BERLIN).astimezone(UTC)

    def move(self, **span: float) -> None:
        """Move it on by a timedelta, or back by a negative one."""
        self.now += timedelta(**span)


@dataclass
class Desk:
    """One office file with its home and clock, and the few verbs that nearly every test needs."""

    path: Path
    home: Home
    clock: SettableClock = field(default_factory=SettableClock)

    def open(self, *, writes: bool = True, busy_ms: int = 100) -> Office:
        """Return the opened file; whoever opens it closes it.

        It does not wait for the disk: no test pulls the plug, and a test of the settings opens the file itself.
        """
        office = open_office(self.path, self.home, writes=writes, busy_ms=busy_ms, clock=self.clock)
        office._bare.execute("PRAGMA synchronous=OFF")
        return office

    @contextmanager
    def opened(self, *, writes: bool = True) -> Iterator["Opened"]:
        """The opened file for the length of a block."""
        with self.open(writes=writes) as office:
            yield Opened(office)


class Opened:
    """An open office file, with short words for what tests do to it."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def add(self, cls: type[R], **values: Any) -> R:
        """Store a new record (values as in ``make``: a record stands for its id) and return it as stored."""
        record = edit.new_record(cls, {name: identities(value) for name, value in values.items()})
        edit.create(self.office, AUTHOR, record)
        return self.again(cls, record.id)

    def again(self, cls: type[R], identity: str) -> R:
        """Return a record as it is stored now."""
        with self.office.read() as reader:
            return reader.by_ids(cls, [identity])[identity]

    def get(self, record: R) -> R:
        """Return the same record as it is stored now."""
        return self.again(type(record), record.id)

    def set(self, record: R, **values: Any) -> Change:
        """Give a record new values, starting from what is stored now."""
        plain = {name: identities(value) for name, value in values.items()}
        return edit.change(self.office, AUTHOR, self.get(record), plain)

    def apply(self, *edits: Edit | None, verb: str = "edit") -> Change:
        """Write edits as one step."""
        return self.office.apply(ChangeSet(tuple(filter(None, edits)), verb, AUTHOR.by, AUTHOR.source))

    def trash(self, *records: Record) -> Change:
        """Put records into the Papierkorb."""
        return edit.trash(self.office, AUTHOR, *map(self.get, records))

    def restore(self, record: Record) -> Change:
        """Bring a record back from the Papierkorb."""
        return edit.restore_from_trash(self.office, AUTHOR, self.get(record))

    def purge(self, record: Record) -> Change:
        """Delete a trashed record for good."""
        return edit.purge(self.office, AUTHOR, self.get(record))

    def undo(self) -> Change:
        """Take back the last step."""
        return self.office.undo(AUTHOR.by, AUTHOR.source)

    def redo(self) -> Change:
        """Do again what was taken back last."""
        return self.office.redo(AUTHOR.by, AUTHOR.source)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run SQL past the door: to look, or to spoil something."""
        return self.office._bare.execute(statement, values).fetchall()


def identities(value: Any) -> Any:
    """Return the ids that records as a value stand for; any other value as it is."""
    if isinstance(value, Record):
        return value.id
    if isinstance(value, list | tuple):
        return tuple(sorted(identities(one) for one in value))
    return value


class Template:
    """A new office file that is made once and copied from then on: making one costs 0.2 s."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "Vorlage.kndesk"
        new_office(self._path, AUTHOR.by, clock=SettableClock())

    def copy_to(self, path: Path) -> Path:
        """Put a copy at ``path`` and return it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._path, path)
        return path

    def desk(self, folder: Path, name: str = "Büro.kndesk") -> Desk:
        """Return a copy in ``folder``, with a home beside it."""
        return Desk(self.copy_to(folder / name), Home(folder / "Daheim"))


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain SQLite connection, as another program would open the file; commits at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()
