"""Connections: the settings that decide, transactions that are ours, and a sentence for what the disk says."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kn_desk.errors import UserError
from kn_desk.records.strategy import Goal
from kn_desk.storage.connect import (
    StorageFailure,
    as_sentences,
    connect,
    engine_over,
    in_memory,
    reading,
    sentence_for,
    writing,
)
from kn_desk.storage.office_file import open_office
from tests.makers.offices import Desk

PROMISED = {
    "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "secure_delete": 1, "temp_store": 2,
    "synchronous": 3, "journal_mode": "delete",
}  # fmt: skip


@pytest.mark.parametrize("writes", [True, False])
def test_every_connection_has_the_settings_that_decide(desk: Desk, writes: bool) -> None:
    with open_office(desk.path, desk.home, writes=writes) as office:
        found = {name: row[0] for name in PROMISED if (row := office._bare.execute(f"PRAGMA {name}").fetchone())}
        assert office._bare.execute("PRAGMA busy_timeout").fetchone() == (5000,)
        assert office._bare.isolation_level is None

    assert PROMISED.items() >= found.items()
    assert PROMISED.keys() - found.keys() <= {"mmap_size"}  # SQLite answers nothing where it has no mmap


def test_only_a_new_file_is_ever_created(tmp_path: Path) -> None:
    for mode in ("ro", "rw"):
        with pytest.raises(StorageFailure, match="lässt sich nicht öffnen"), as_sentences():
            connect(tmp_path / "fehlt.kndesk", mode=mode)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_in_memory_keeps_nobody_from_saving(desk: Desk) -> None:
    with desk.opened() as opened:
        with opened.office.copy_in_memory() as copy, copy.read() as reader:
            opened.add(Goal, title="Während jemand liest")
            assert reader.rows(Goal) == []
        with closing(in_memory(opened.office._bare)) as again:
            assert again.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert again.execute("SELECT count(*) FROM goal").fetchone() == (1,)


def test_a_write_takes_its_lock_at_once_and_a_read_none(desk: Desk) -> None:
    with closing(connect(desk.path, busy_ms=0)) as one, closing(connect(desk.path, busy_ms=0)) as other:
        with reading(engine_over(other)) as reader, writing(engine_over(one)) as writer:
            assert reader.exec_driver_sql("SELECT count(*) FROM goal").scalar() == 0
            assert writer.exec_driver_sql("PRAGMA defer_foreign_keys").scalar() == 1
            reader.rollback()
        engine = engine_over(other)
        with writing(engine_over(one)), pytest.raises(StorageFailure, match="von einem anderen Fenster"):
            _write_something(engine)


def _write_something(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM threshold")


def test_a_block_that_fails_writes_nothing_not_even_tables(desk: Desk) -> None:
    with closing(connect(desk.path)) as one:
        engine = engine_over(one)
        with pytest.raises(KeyError):
            _write_half(engine)
        assert one.execute("SELECT name FROM sqlite_schema WHERE name = 'halb'").fetchall() == []
        assert one.execute("SELECT count(*) > 0 FROM threshold").fetchone() == (1,)
        assert not one.in_transaction


def _write_half(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE halb(x)")
        connection.exec_driver_sql("DELETE FROM threshold")
        raise KeyError


def test_a_reader_sees_one_state_from_its_first_look_to_its_last(desk: Desk) -> None:
    with desk.opened() as opened, opened.office.read() as reader:
        assert reader.rows(Goal) == []
        with desk.opened() as other, pytest.raises(UserError, match="von einem anderen Fenster"):
            other.add(Goal, title="Wartet, bis der Leser fertig ist")
        assert reader.rows(Goal) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "Datenträger voll – Ihre letzte Änderung ist NICHT gespeichert"),
        ("SQLITE_IOERR_WRITE", "Der Datenträger meldet einen Fehler – Ihre letzte Änderung ist NICHT gespeichert"),
        ("SQLITE_READONLY", "darf nicht gespeichert werden"),
        ("SQLITE_READONLY_DBMOVED", "wurde ausgetauscht"),
        ("SQLITE_CANTOPEN_ISDIR", "lässt sich nicht öffnen"),
        ("SQLITE_BUSY_SNAPSHOT", "von einem anderen Fenster oder Programm beschrieben"),
        ("SQLITE_CORRUPT_VTAB", "beschädigt"),
        ("SQLITE_NOTADB", "keine KN-Desk-Datei"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence_with_a_code(name: str, words: str) -> None:
    error = sqlite3.OperationalError("disk")
    error.sqlite_errorname = name

    failure = sentence_for(error)

    assert failure is not None
    assert words in failure.what
    assert failure.todo.endswith(".")
    assert name in failure.details


def test_a_bug_stays_a_bug() -> None:
    error = sqlite3.OperationalError("no such column: nie")
    error.sqlite_errorname = "SQLITE_ERROR"

    assert sentence_for(error) is None
    with pytest.raises(sqlite3.OperationalError), as_sentences():
        raise error
