"""Rows of the type tables as records, and records as rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, select, text

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.connect import damaged
from kn_desk.storage.tables import LINK, RECORD, TABLES, key_name

R = TypeVar("R", bound=Record)


def every(cls: type[Record]) -> Select[Any]:
    """Select all rows of a type with their codes, trashed ones too."""
    return _every(cls.spec.name)


@cache
def _every(name: str) -> Select[Any]:
    """Made once for each type: making a select takes as long as running it, and naming each column longer still."""
    table = TABLES[name]
    columns = (f'"{name}"."{f.name}"' for f in BY_NAME[name].spec.columns)
    listed = ", ".join((f'"{name}".id', "record.code", *columns))
    return select(text(listed)).select_from(table.join(RECORD, RECORD.c.id == table.c.id))


def live(cls: type[Record]) -> Select[Any]:
    """Select the rows of a type that are not in the Papierkorb: what every list, sum, choice and rule reads."""
    return _live(cls.spec.name)


@cache
def _live(name: str) -> Select[Any]:
    return _every(name).where(TABLES[name].c.trashed.is_(None))


@cache
def _by_ids(name: str) -> Select[Any]:
    return _every(name).where(TABLES[name].c.id.in_(bindparam("ids", expanding=True)))


_LINKS = select(LINK.c.source, LINK.c.field, LINK.c.target).order_by(LINK.c.source, LINK.c.field, LINK.c.target)
_LINKS_OF = _LINKS.where(LINK.c.source.in_(bindparam("ids", expanding=True)))
_LINKS_OF_TYPE = _LINKS.join(RECORD, RECORD.c.id == LINK.c.source).where(RECORD.c.type == bindparam("type"))
_TYPE_OF = select(RECORD.c.type).where(RECORD.c.id == bindparam("id"))


def records_of(connection: Connection, cls: type[R], query: Select[Any], **values: object) -> list[R]:
    """Return the records that ``query`` (from ``every`` or ``live``) finds with these bound values, in its order."""
    rows = connection.execute(query, values).all()
    linked = _links(connection, cls, [row.id for row in rows]) if cls.spec.links and rows else {}
    columns = [(f.name, f.kind.load) for f in cls.spec.columns]
    return [_record(cls, row, columns, linked) for row in rows]


def _record(cls: type[R], row: Row[Any], columns: list[Any], linked: Mapping[str, dict[str, tuple[str, ...]]]) -> R:
    stored: tuple[Any, ...] = tuple(row)[2:]
    try:
        values = {
            name: None if value is None else load(value) for (name, load), value in zip(columns, stored, strict=True)
        }
    except (ValueError, ArithmeticError) as error:
        raise UserError(
            f"Die Datei ist beschädigt: {cls.spec.label} {row.code} hat einen Wert, der sich nicht lesen lässt.",
            "Bitte eine Sicherung wiederherstellen.",
            details=str(error),
        ) from error
    return cls.of({"id": row.id, "code": row.code} | values | linked.get(row.id, {}))


def _links(connection: Connection, cls: type[Record], ids: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    if len(ids) <= 500:
        rows = connection.execute(_LINKS_OF, {"ids": ids})
    else:
        rows = connection.execute(_LINKS_OF_TYPE, {"type": cls.spec.name})
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for source, field, target in rows:
        found[source][field].append(target)
    return {source: {name: tuple(ids) for name, ids in fields.items()} for source, fields in found.items()}


def by_ids(connection: Connection, cls: type[R], ids: Iterable[str]) -> dict[str, R]:
    """Return the records of a type with these ids, trashed ones too; those that do not exist are missing."""
    wanted = list(ids)
    found: dict[str, R] = {}
    for start in range(0, len(wanted), 500):
        records = records_of(connection, cls, _by_ids(cls.spec.name), ids=wanted[start : start + 500])
        found |= {record.id: record for record in records}
    return found


def type_of(connection: Connection, identity: str) -> type[Record] | None:
    """Return the type of a record by its id, None if there is none."""
    name = connection.execute(_TYPE_OF, {"id": identity}).scalar()
    if name is not None and name not in BY_NAME:
        raise damaged(f"unknown type {name}")
    return BY_NAME[name] if name else None


def columns_of(cls: type[Record], values: Mapping[str, Any]) -> dict[str, object]:
    """Return the columns, sort keys included, that hold these values; link fields have none."""
    columns: dict[str, object] = {}
    for name, value in values.items():
        spec = cls.spec.fields[name]
        if isinstance(spec.kind, Links):
            continue
        columns[name] = None if value is None else spec.kind.store(value)
        if spec.kind.has_key:
            columns[key_name(spec)] = None if value is None else spec.kind.sort_key(value)
    return columns
