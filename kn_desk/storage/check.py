"""`kn-desk check`: looks at everything that can be wrong in an office file, and changes nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.numbers import group_thousands
from kn_desk.paths import Home
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.storage import derived
from kn_desk.storage.connect import as_sentences, connect, engine_over, in_memory, reading
from kn_desk.storage.fingerprint import Fingerprint
from kn_desk.storage.history import replay
from kn_desk.storage.lock import is_held
from kn_desk.storage.near import StoredNear
from kn_desk.storage.office_file import Clock, utc_now
from kn_desk.storage.opening import check_inside, examine, leftover_journals
from kn_desk.storage.rows import columns_of, every, records_of
from kn_desk.storage.schema import check_no_code, check_shape
from kn_desk.storage.tables import LINK, RECORD, SCHEMA_VERSION, SEARCH_TEXT, TABLES


@dataclass(frozen=True)
class Looked:
    """One part of the check: what was looked at, and what was found (nothing: all is well)."""

    what: str
    found: list[str]


def check(path: Path, home: Home, *, clock: Clock = utc_now) -> Iterator[Looked]:
    """Yield what was looked at and found, one part after the other. Raises UserError where it is no file of ours."""
    header = examine(path)
    outside = []
    if header.surplus > 0:
        outside.append(f"Am Ende der Datei hängen {header.surplus} fremde Bytes.")
    if Fingerprint(path, home).differs():
        outside.append("Die Datei wurde außerhalb von KN Desk verändert.")
    journals = leftover_journals(path)
    if journals and not is_held(path):
        outside += [f"Daneben liegt „{journal.name}“ von einer unterbrochenen Sitzung." for journal in journals]
    yield Looked(f"Datei ({group_thousands(header.size, 0)} Bytes, Version {header.version})", outside)
    if header.version < SCHEMA_VERSION:
        raise UserError("Die Datei ist von einer älteren Version.", "Bitte einmal öffnen; sie wird dann aktualisiert.")
    with as_sentences():
        bare = connect(path)
    try:
        pages = _sentences(check_inside, bare)
        yield Looked("Unversehrtheit aller Seiten", pages)
        shape = _sentences(check_no_code, bare) or _sentences(check_shape, bare)
        yield Looked("Aufbau der Tabellen", shape)
        if pages or shape:
            return  # what stands in tables that are not ours, or not whole, says nothing
        today = clock().astimezone(BERLIN).date()
        with closing(in_memory(bare)) as copy, reading(engine_over(copy)) as connection:
            near = StoredNear(connection, today)
            yield Looked("Verweise zwischen Datensätzen", [*_foreign_keys(copy), *_links(connection)])
            yield Looked("Regeln der Datensätze", list(_rules(connection, near)))
            yield Looked("Sortierschlüssel und Suche", [*_keys(connection), *_search(connection)])
            deviations = derived.deviations(connection, today)
            yield Looked("Berechnete Werte", [f"{code}, {label}: {text}." for code, label, text in deviations])
            yield Looked("Verlauf", list(_history(connection)))
    finally:
        bare.close()


def _sentences(look: Callable[[sqlite3.Connection], None], bare: sqlite3.Connection) -> list[str]:
    try:
        with as_sentences():
            look(bare)
    except UserError as error:
        return [str(error)]
    return []


def _foreign_keys(bare: sqlite3.Connection) -> list[str]:
    broken = bare.execute("PRAGMA foreign_key_check").fetchall()
    return [
        f"In „{table}“ verweist eine Zeile auf etwas in „{parent}“, das es nicht gibt."
        for table, _, parent, _ in broken
    ]


def _links(connection: Connection) -> Iterator[str]:
    target = RECORD.alias()
    rows = connection.execute(
        select(RECORD.c.code, RECORD.c.type, LINK.c.field, target.c.code, target.c.type)
        .join(RECORD, RECORD.c.id == LINK.c.source)
        .join(target, target.c.id == LINK.c.target)
    )
    for code, type_name, field, target_code, target_type in rows:
        spec = BY_NAME[type_name].spec.fields.get(field)
        if spec is None or not isinstance(spec.kind, Links):
            yield f"{code}: unbekannte Verknüpfung „{field}“."
        elif spec.kind.targets and target_type not in spec.kind.targets:
            yield f"{code}: „{spec.label}“ verweist auf {target_code}, das dort nicht hingehört."
    for cls in RECORDS:
        table = TABLES[cls.spec.name]
        registered = select(RECORD.c.id).where(RECORD.c.type == cls.spec.name)
        for identity in connection.execute(select(table.c.id).where(table.c.id.not_in(registered))).scalars():
            yield f"{cls.spec.label} {identity} hat keine Kennung."
        held = select(table.c.id)
        lost = select(RECORD.c.code).where(RECORD.c.type == cls.spec.name, RECORD.c.id.not_in(held))
        for code in connection.execute(lost).scalars():
            yield f"{code}: Der Datensatz zur Kennung fehlt."


def _rules(connection: Connection, near: StoredNear) -> Iterator[str]:
    for cls in RECORDS:
        for record in records_of(connection, cls, every(cls).where(TABLES[cls.spec.name].c.trashed.is_(None))):
            for spec in cls.spec.columns:
                value = getattr(record, spec.name)
                try:
                    unreadable = (
                        not isinstance(spec.kind, Ref)
                        and value is not None
                        and spec.kind.read(spec.kind.json(value)) != value
                    )
                except UserError as error:
                    yield f"{record.code}, {spec.label}: {error.what}"
                    continue
                if unreadable:
                    yield f"{record.code}, {spec.label}: Der Wert ist nicht in der vorgesehenen Form."
            yield from (f"{record.code}: {fault.sentence}" for fault in record.faults(near))


def _keys(connection: Connection) -> Iterator[str]:
    for cls in RECORDS:
        keys = [column.name for column in TABLES[cls.spec.name].columns if column.name.endswith("__key")]
        if not keys:
            continue
        table = TABLES[cls.spec.name]
        stored = {
            row.id: row._mapping for row in connection.execute(select(table.c.id, *(table.c[key] for key in keys)))
        }
        for record in records_of(connection, cls, every(cls)):
            expected = columns_of(cls, {name: getattr(record, name) for name in cls.spec.fields})
            if any(stored[record.id][key] != expected[key] for key in keys):
                yield f"{record.code}: Ein Sortierschlüssel ist veraltet."


def _search(connection: Connection) -> Iterator[str]:
    try:
        connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
    except DBAPIError:
        yield "Der Suchindex stimmt nicht mit den Texten überein."
    indexed = set(connection.execute(select(SEARCH_TEXT.c.record)).scalars())
    for cls in RECORDS:
        table = TABLES[cls.spec.name]
        for identity, code in connection.execute(
            select(table.c.id, RECORD.c.code).join(RECORD, RECORD.c.id == table.c.id).where(table.c.trashed.is_(None))
        ):
            if identity not in indexed:
                yield f"{code} fehlt in der Suche."


def _history(connection: Connection) -> Iterator[str]:
    """Every record came into being in a step, and its history, played from the start, gives the values it has."""
    played = replay(connection)
    for cls in RECORDS:
        for record in records_of(connection, cls, every(cls)):
            told = played.get(record.id)
            if told is None:
                yield f"{record.code} steht ohne Verlauf in der Datei."
                continue
            for name, spec in cls.spec.fields.items():
                nothing = () if isinstance(spec.kind, Links) else None
                if told.get(name, nothing) != getattr(record, name):
                    yield f"{record.code}, {spec.label}: Der Verlauf endet mit einem anderen Wert."
