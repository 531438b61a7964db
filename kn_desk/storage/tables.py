"""The tables of an office file, built from the field specs."""

from functools import cache
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, TableClause, Text, column, table

from kn_desk.fields.kinds import Ref, YesNo
from kn_desk.fields.spec import FieldSpec, RecordSpec
from kn_desk.paths import database
from kn_desk.records.catalogue import BY_NAME, RECORDS

#: Marks a SQLite file as ours ("KNDK").
APPLICATION_ID = 0x4B4E444B
#: The number of the newest migration; ``PRAGMA user_version`` of a current file.
SCHEMA_VERSION = max(int(path.name[:4]) for path in (database() / "migrations" / "versions").glob("[0-9]*_*.py"))

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

META = Table(
    "meta",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

STEP = Table(
    "step",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("day", Text, nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("reverts", Integer, ForeignKey("step.id")),
    # The steps that undo and redo take next once this one is the last; NULL: nothing to take.
    Column("undo_next", Integer, ForeignKey("step.id")),
    Column("redo_next", Integer, ForeignKey("step.id")),
    sqlite_strict=True,
)

RECORD = Table(
    "record",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("code_key", Text, nullable=False),
    Column("created_step", Integer, ForeignKey("step.id"), nullable=False),
    Index("ix_record_type_code_key", "type", "code_key"),
    sqlite_strict=True,
)

#: Outside of undo: a code is never given twice.
COUNTER = Table(
    "counter",
    METADATA,
    Column("prefix", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_strict=True,
)

LINK = Table(
    "link",
    METADATA,
    Column("source", Text, ForeignKey("record.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("target", Text, ForeignKey("record.id"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: ``field`` is "" where a record comes or goes; values are JSON of what the kind stores.
HISTORY = Table(
    "history",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("step", Integer, ForeignKey("step.id"), primary_key=True),
    Column("old", Text),
    Column("new", Text),
    Index("ix_history_step", "step"),
    Index("ix_history_field_step", "field", "step"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

DERIVED = Table(
    "derived",
    METADATA,
    Column("record", Text, ForeignKey("record.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("value", Text),
    Column("sort", Text),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("next_change", Text, index=True),
    Index("ix_derived_type_field_sort", "type", "field", "sort"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Persons who were erased: a restored backup or an old sheet must not bring them back.
TOMBSTONE = Table(
    "tombstone",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("step", Integer, ForeignKey("step.id"), nullable=False),
    Column("name", Text, nullable=False),
    sqlite_strict=True,
)

#: Folded text of each record; the full-text index (storage.search) reads it as its content.
SEARCH_TEXT = Table(
    "search_text",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("record", Text, ForeignKey("record.id"), nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search USING fts5(name, body, content='search_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)


def key_name(spec: FieldSpec) -> str:
    """Return the column that lists sort this field by."""
    return f"{spec.name}__key" if spec.kind.has_key else spec.name


def _key_type(spec: FieldSpec) -> type[Integer] | type[Text]:
    return Integer if isinstance(spec.kind.sort_key(spec.kind.load("")), int) else Text


def _type(spec: FieldSpec) -> type[Integer] | type[Text]:
    return Integer if spec.kind.sql == "integer" else Text


class _Tables(dict[str, TableClause]):
    """Each made when it is first asked for, with no more than reading and writing want: a start needs few of them."""

    def __missing__(self, name: str) -> TableClause:
        specs = BY_NAME[name].spec.columns
        columns = [column(spec.name, _type(spec)) for spec in specs]
        keys = [column(key_name(spec), _key_type(spec)) for spec in specs if spec.kind.has_key]
        self[name] = table(name, column("id", Text), *columns, *keys)
        return self[name]


#: The table of each record type, by its name, to read and to write; how it is made says ``all_tables``.
TABLES: dict[str, TableClause] = _Tables()


@cache
def all_tables() -> tuple[Table, ...]:
    """Return every table of the schema with its constraints and indexes, in the order of the file."""
    own = (META, STEP, RECORD, COUNTER, LINK, HISTORY, DERIVED, TOMBSTONE, SEARCH_TEXT)
    return own + tuple(_table(cls.spec) for cls in RECORDS)


def _table(spec: RecordSpec) -> Table:
    made = Table(
        spec.name,
        METADATA,
        Column("id", Text, ForeignKey("record.id"), primary_key=True),
        *(part for field in spec.columns for part in _columns(field)),
        sqlite_strict=True,
    )
    for field in spec.columns:
        if field.name == "trashed":
            Index(f"ix_{spec.name}_trashed", made.c.trashed, sqlite_where=made.c.trashed.is_not(None))
        elif isinstance(field.kind, Ref):
            # Foreign keys are looked up for trashed rows too.
            Index(f"ix_{spec.name}_{field.name}", made.c[field.name])
        elif field.kind.sortable and not isinstance(field.kind, YesNo):
            Index(f"ix_{spec.name}_{field.name}", made.c[key_name(field)], sqlite_where=made.c.trashed.is_(None))
    for group in spec.unique:
        columns = [made.c[key_name(spec.fields[name])] for name in group]
        Index(f"uq_{spec.name}_{'_'.join(group)}", *columns, unique=True, sqlite_where=made.c.trashed.is_(None))
    return made


def _columns(spec: FieldSpec) -> list[Column[Any]]:
    reference = [ForeignKey(f"{spec.kind.target}.id")] if isinstance(spec.kind, Ref) else []
    columns: list[Column[Any]] = [Column(spec.name, _type(spec), *reference, nullable=not spec.required)]
    if spec.kind.has_key:
        columns.append(Column(key_name(spec), _key_type(spec)))
    return columns
