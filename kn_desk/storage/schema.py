"""The shape of an office file: made anew, written down, and compared with what a file really has."""

import re
import sqlite3
from functools import cache

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from kn_desk.errors import UserError
from kn_desk.paths import database
from kn_desk.storage.tables import APPLICATION_ID, SCHEMA_VERSION, SEARCH_INDEX, all_tables

_TRAILING = re.compile(r" +$", re.MULTILINE)

Shape = dict[tuple[str, str], tuple[object, ...]]

#: Alembic's own table cannot be STRICT; ``user_version`` rules.
VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def schema_sql() -> str:
    """Return the SQL that makes an empty office file of today's schema; kept as ``database/schema.sql``."""
    dialect = sqlite.dialect()
    statements = [
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {SCHEMA_VERSION}",
        VERSION_TABLE,
        f"INSERT INTO alembic_version VALUES ('{SCHEMA_VERSION:04d}')",
    ]
    for table in all_tables():
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    statements.append(SEARCH_INDEX)
    return "".join(f"{_TRAILING.sub('', statement.replace(chr(9), '    '))};\n" for statement in statements)


def make_schema(bare: sqlite3.Connection) -> None:
    """Make an empty office file of today's schema, in one transaction: each statement alone would wait for the disk."""
    script = (database() / "schema.sql").read_text(encoding="utf-8")
    bare.executescript(f"BEGIN;\n{script}COMMIT;\n")


def shape_of(bare: sqlite3.Connection) -> Shape:
    """Return what tables, columns, indexes, triggers and views a file has; a later column may stand anywhere."""
    shape: Shape = {}
    for kind, name, table in bare.execute("SELECT type, name, tbl_name FROM sqlite_schema"):
        if name.startswith(("sqlite_autoindex", "sqlite_stat")):
            continue
        quoted = name.replace('"', '""')
        if kind == "table":
            parts = sorted(row[1:] for row in bare.execute(f'PRAGMA table_xinfo("{quoted}")'))
            parts += sorted(row[2:] for row in bare.execute(f'PRAGMA foreign_key_list("{quoted}")'))
            parts += sorted(row[1:] for row in bare.execute(f'PRAGMA index_list("{quoted}")'))
        elif kind == "index":
            parts = [table, *(row[2] for row in bare.execute(f'PRAGMA index_xinfo("{quoted}")'))]
        else:
            parts = [table]
        shape[kind, name] = tuple(parts)
    return shape


@cache
def expected_shape() -> Shape:
    """Return the shape of an empty file of today's schema."""
    bare = sqlite3.connect(":memory:", isolation_level=None)
    try:
        make_schema(bare)
        return shape_of(bare)
    finally:
        bare.close()


def check_shape(bare: sqlite3.Connection) -> None:
    """Raise UserError if a file has parts that are not ours, or lacks or changes one that is."""
    expected = expected_shape()
    try:
        found = shape_of(bare)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_ERROR":
            raise
        raise _changed(str(error)) from error  # a part that does not even open, such as half a search index
    if strange := sorted(name for kind, name in found.keys() - expected.keys()):
        raise UserError(
            f"Die Datei enthält unbekannte Bestandteile ({', '.join(strange[:3])}).",
            "Sie wurde nicht geöffnet. Bitte eine Sicherung verwenden.",
        )
    if changed := sorted(name for (kind, name), parts in expected.items() if found.get((kind, name)) != parts):
        raise _changed(", ".join(changed[:3]))


def _changed(details: str) -> UserError:
    return UserError(
        "Der Aufbau der Datei stimmt nicht (von einem anderen Programm verändert oder halb aktualisiert).",
        "Sie wurde nicht geöffnet. Bitte eine Sicherung verwenden.",
        details=details,
    )


def check_no_code(bare: sqlite3.Connection) -> None:
    """Raise UserError if a file of any age has triggers or views: ours never have."""
    strange = bare.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchall()
    if strange:
        raise UserError(
            f"Die Datei enthält unbekannte Bestandteile ({strange[0][0]}).",
            "Sie wurde nicht geöffnet. Bitte eine Sicherung verwenden.",
        )
