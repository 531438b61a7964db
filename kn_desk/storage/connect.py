"""Connections to a SQLite file, with the settings that every one of them has."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from kn_desk.errors import UserError
from kn_desk.storage.files import WriteFailure

#: 4 MB, which take a few milliseconds.
_PAGES_AT_ONCE = 1024
_WRITES = "kn_desk_writes"


def file_uri(path: Path, mode: str) -> str:
    """Return the SQLite URI of a path; quoted, since people name files with # and ? and %."""
    quoted = quote(os.fsencode(path.absolute().as_posix()))
    # After two slashes SQLite expects the name of a computer; an empty one needs two more.
    return f"file:{'//' if quoted.startswith('//') else ''}{quoted}?mode={mode}"


def connect(path: Path, *, mode: str = "rw", busy_ms: int = 5000, foreign_keys: bool = True) -> sqlite3.Connection:
    """Return a bare connection; ``mode`` is ro, rw or (only for a new file) rwc. Transactions are ours alone.

    Raises sqlite3.Error; whoever calls wraps it in ``as_sentences``.
    """
    bare = sqlite3.connect(
        file_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=busy_ms / 1000
    )
    settle(bare, foreign_keys=foreign_keys)
    return bare


def settle(bare: sqlite3.Connection, *, foreign_keys: bool = True) -> None:
    """Give a connection our settings; the journal is a rollback journal and a save is on the disk when it returns."""
    if sys.version_info >= (3, 12):
        bare.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    for pragma in (
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "synchronous=EXTRA",
    ):
        bare.execute(f"PRAGMA {pragma}")
    if bare.execute("PRAGMA foreign_keys").fetchone()[0] != int(foreign_keys):
        raise sqlite3.NotSupportedError("foreign keys cannot be switched on")


def in_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy in memory, made by SQLite's backup: whoever reads it for long keeps nobody from saving."""
    copied = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with as_sentences():
        # A bit at a time: in between, another thread may save over ``source`` (SQLite brings the copy up to date; a
        # step never sees half a save), and another process too.
        source.backup(copied, pages=_PAGES_AT_ONCE, sleep=0.005)
    settle(copied)
    return copied


def write_compact_copy(bare: sqlite3.Connection, temporary: Path, target: Path) -> None:
    """Write a whole copy without free pages to ``temporary``, which is to become ``target``.

    Past SQLAlchemy: VACUUM cannot run inside a transaction. Raises WriteFailure; the file itself is not touched.
    """
    try:
        bare.execute("VACUUM INTO ?", (file_uri(temporary, "rwc"),))
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_FULL":
            raise WriteFailure(
                f"Datenträger voll: „{target.name}“ wurde nicht geschrieben.", "Bitte Platz schaffen."
            ) from error
        if name.startswith("SQLITE_IOERR"):
            raise WriteFailure(
                f"„{target.name}“ ließ sich nicht schreiben.",
                "Bitte einen anderen Ordner wählen.",
                details=f"{name}: {error}",
            ) from error
        raise


def engine_over(bare: sqlite3.Connection) -> Engine:
    """Return an engine whose one connection is ``bare``; it begins IMMEDIATE where ``writing`` is used."""
    engine = create_engine("sqlite://", creator=lambda: bare, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if writes:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A short read transaction."""
    with as_sentences(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all of it is stored when the block ends, or nothing."""
    with as_sentences(), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


class StorageFailure(UserError):
    """The disk, the folder or another program kept the file from being read or written; nothing half done."""


_SENTENCES: dict[str, tuple[str, str]] = {
    "SQLITE_FULL": (
        "Datenträger voll – Ihre letzte Änderung ist NICHT gespeichert.",
        "Bitte Platz schaffen und noch einmal speichern.",
    ),
    "SQLITE_IOERR": (
        "Der Datenträger meldet einen Fehler – Ihre letzte Änderung ist NICHT gespeichert.",
        "Bitte prüfen, ob das Laufwerk noch angeschlossen ist, und noch einmal speichern.",
    ),
    "SQLITE_READONLY_DBMOVED": (
        "Die Datei wurde ausgetauscht, umbenannt oder gelöscht – Ihre letzte Änderung ist NICHT gespeichert.",
        "Bitte schließen und die richtige Datei öffnen.",
    ),
    "SQLITE_READONLY": ("In diese Datei oder diesen Ordner darf nicht gespeichert werden.", "Nichts wurde geändert."),
    "SQLITE_PERM": ("In diese Datei oder diesen Ordner darf nicht gespeichert werden.", "Nichts wurde geändert."),
    "SQLITE_CANTOPEN": (
        "Die Datei lässt sich nicht öffnen, oder in diesem Ordner darf nicht gespeichert werden.",
        "Nichts wurde geändert.",
    ),
    "SQLITE_BUSY": (
        "Die Datei wird gerade von einem anderen Fenster oder Programm beschrieben.",
        "Nichts wurde geändert. Bitte gleich noch einmal versuchen.",
    ),
    "SQLITE_CORRUPT": ("Die Datei ist beschädigt.", "Bitte eine Sicherung wiederherstellen."),
    "SQLITE_NOTADB": ("Das ist keine KN-Desk-Datei, oder sie ist verschlüsselt.", "Nichts wurde geändert."),
}


#: What SQLite and Python say of a damaged file without a code of its own.
_DAMAGED = ("unsupported file format", "Could not decode to UTF-8")


def sentence_for(error: sqlite3.Error) -> StorageFailure | None:
    """Return what a person should read about a failure of the file, None if it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", "")
    if any(words in str(error) for words in _DAMAGED):
        name = "SQLITE_CORRUPT"
    for prefix, (what, todo) in _SENTENCES.items():
        if name.startswith(prefix):
            return StorageFailure(what, todo, details=f"{name}: {error}")
    return None


def is_busy(failure: StorageFailure) -> bool:
    """Return whether somebody else was writing just then: trying again may do."""
    return failure.details.startswith("SQLITE_BUSY")


def damaged(details: object = "") -> StorageFailure:
    """Return the error for a stored value that no program of ours wrote."""
    return StorageFailure(*_SENTENCES["SQLITE_CORRUPT"], details=str(details))


@contextmanager
def as_sentences() -> Iterator[None]:
    """Turn failures of file and disk into StorageFailure; a bug stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        if failure := sentence_for(error):
            raise failure from error
        raise
    except UnicodeDecodeError as error:
        # SQLite quotes a name in the schema that is no text any more.
        raise damaged(type(error).__name__) from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (failure := sentence_for(error.orig)):
            raise failure from error
        raise
