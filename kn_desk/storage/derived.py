"""Computed values that lists sort and filter by: kept beside the record, and always what its functions say."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import AnyKind, Computed, ComputedSpec, Record
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.records.change import Edit
from kn_desk.storage.near import StoredNear
from kn_desk.storage.rows import by_ids, live, records_of
from kn_desk.storage.tables import DERIVED, LINK, META, TABLES

Affected = dict[str, set[str]]
_COMPUTED_ON = "computed_on"


def kept_of(cls: type[Record]) -> list[ComputedSpec]:
    """Return the computed values of a type that are kept."""
    return [spec for spec in cls.spec.computed.values() if spec.kept]


#: What looks at records of a type: type name -> (looking type, its field or the other's field, looks down).
_LOOKED_AT: Mapping[str, list[tuple[type[Record], str, bool]]] = defaultdict(list)
for _cls in RECORDS:
    for _spec in kept_of(_cls):
        for _child, _via in _spec.below:
            _LOOKED_AT[_child].append((_cls, _via, True))
        for _ref in _spec.above:
            for _target in _cls.spec.fields[_ref].kind.targets:  # type: ignore[attr-defined]
                _LOOKED_AT[_target].append((_cls, _ref, False))


def affected_by(connection: Connection, edits: Iterable[Edit], before: Mapping[str, Record]) -> Affected:
    """Return which records' kept values may have changed: the edited ones, and those that look at them."""
    affected: Affected = defaultdict(set)
    for edit in edits:
        affected[edit.type].add(edit.id)
        for looking, via, down in set(_LOOKED_AT.get(edit.type, ())):
            if down:
                affected[looking.spec.name] |= _owners(edit, via, before.get(edit.id))
            else:
                affected[looking.spec.name] |= _referring(connection, looking, via, edit.id)
        if edit.type == "threshold":
            for cls in RECORDS:
                if kept_of(cls):
                    affected[cls.spec.name] |= set(connection.execute(select(TABLES[cls.spec.name].c.id)).scalars())
    return affected


def _owners(edit: Edit, via: str, before: Record | None) -> set[str]:
    held = getattr(before, via, None) if before else None
    owners = set(held) if isinstance(held, tuple) else {held}
    if via in edit.fields:
        for value in (edit.fields[via].old, edit.fields[via].new):
            owners |= set(value) if isinstance(value, tuple) else {value}
    return {owner for owner in owners if owner}


def _referring(connection: Connection, cls: type[Record], via: str, target: str) -> set[str]:
    if isinstance(cls.spec.fields[via].kind, Links):
        query = select(LINK.c.source).where(LINK.c.field == via, LINK.c.target == target)
    else:
        query = select(TABLES[cls.spec.name].c.id).where(TABLES[cls.spec.name].c[via] == target)
    return set(connection.execute(query).scalars())


def refresh(connection: Connection, affected: Affected, today: date) -> int:
    """Compute and keep the values of these records anew; return how many changed."""
    near = StoredNear(connection, today)
    _note_day(connection, today)
    changed = 0
    for type_name, ids in affected.items():
        cls = BY_NAME[type_name]
        if not kept_of(cls) or not ids:
            continue
        records = {key: record for key, record in by_ids(connection, cls, ids).items() if record.trashed is None}
        kept = _kept(connection, ids)
        for identity in ids:
            now = _computed(records[identity], near) if identity in records else {}
            for name in kept.get(identity, {}).keys() | now.keys():
                changed += _keep(
                    connection, cls, identity, name, kept.get(identity, {}).get(name), now.get(name), today
                )
    return changed


_Row = tuple[str | None, str, str, str | None, str]


_KEPT = select(DERIVED).where(DERIVED.c.record.in_(bindparam("ids", expanding=True)))


def _kept(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, _Row]]:
    found: dict[str, dict[str, _Row]] = defaultdict(dict)
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        for row in connection.execute(_KEPT, {"ids": wanted[start : start + 500]}):
            found[row.record][row.field] = (row.value, row.reason, row.hint, row.next_change, row.since)
    return found


def _computed(record: Record, near: StoredNear) -> dict[str, tuple[ComputedSpec, Computed]]:
    return {spec.name: (spec, record.compute(spec.name, near)) for spec in kept_of(type(record))}


def _keep(
    connection: Connection,
    cls: type[Record],
    identity: str,
    name: str,
    kept: _Row | None,
    now: tuple[ComputedSpec, Computed] | None,
    today: date,
) -> bool:
    value = None
    if now is not None:
        spec, computed = now
        value = stored_value(spec.kind, computed.value)
        following = computed.next_change(today)
        row = (value, computed.reason, computed.hint, following.isoformat() if following else None)
        if kept is not None and kept[:4] == row:
            return False
    if kept is not None:
        connection.execute(delete(DERIVED).where(DERIVED.c.record == identity, DERIVED.c.field == name))
    if now is not None:
        since = kept[4] if kept is not None and kept[0] == value else today.isoformat()
        sort = None if computed.value is None else _sortable(spec.kind.sort_key(computed.value))
        connection.execute(
            insert(DERIVED).values(
                record=identity, field=name, type=cls.spec.name, value=value, sort=sort, reason=computed.reason,
                hint=computed.hint, since=since, next_change=row[3],
            )
        )  # fmt: skip
    return True


@dataclass(frozen=True)
class Kept:
    """A kept value with its reason, and the day since which it is what it is."""

    value: Any
    reason: str
    hint: str
    since: date


def kept_of_records(connection: Connection, cls: type[Record], ids: Iterable[str]) -> dict[str, dict[str, Kept]]:
    """Return {record id: {name: kept value}}."""
    computed = cls.spec.computed
    return {
        identity: {
            name: Kept(kept_value(computed[name].kind, value), reason, hint, date.fromisoformat(since))
            for name, (value, reason, hint, _, since) in rows.items()
            if name in computed
        }
        for identity, rows in _kept(connection, ids).items()
    }


def kept_since(connection: Connection, cls: type[Record], name: str, day: date) -> dict[str, Any]:
    """Return {record id: kept value} of those that are what they are since a day after ``day``."""
    kind = cls.spec.computed[name].kind
    query = select(DERIVED.c.record, DERIVED.c.value).where(
        DERIVED.c.type == cls.spec.name, DERIVED.c.field == name, DERIVED.c.since > day.isoformat()
    )
    known: dict[str | None, Any] = {}
    found = {}
    for record, value in connection.execute(query):
        if value not in known:
            known[value] = kept_value(kind, value)
        found[record] = known[value]
    return found


def stored_value(kind: AnyKind, value: Any) -> str | None:
    """Return the text under which a computed value is kept: JSON of what its kind stores."""
    return None if value is None else json.dumps(kind.store(value), ensure_ascii=False)


def kept_value(kind: AnyKind, stored: str | None) -> Any:
    """Return the computed value that ``stored_value`` kept."""
    return None if stored is None else kind.load(json.loads(stored))


def _sortable(key: str | int) -> str:
    return f"{key + 10**15:016d}" if isinstance(key, int) else key


def _note_day(connection: Connection, today: date) -> None:
    """Keep the latest day on which values were computed: a clock that went wrong and was put right shows by it."""
    statement = insert(META).values(key=_COMPUTED_ON, value=today.isoformat())
    later = statement.excluded.value
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": later}, where=META.c.value < later)
    )


def _is_ahead(connection: Connection, today: date) -> bool:
    """Whether some values were computed on a day after ``today``: then none can be relied on."""
    latest = connection.execute(select(META.c.value).where(META.c.key == _COMPUTED_ON)).scalar()
    return latest is not None and latest > today.isoformat()


def refresh_due(connection: Connection, today: date) -> int:
    """Bring all kept values up to ``today``; return how many changed."""
    affected = due(connection, today)
    connection.execute(META.delete().where(META.c.key == _COMPUTED_ON))
    return refresh(connection, affected, today)


def due(connection: Connection, today: date) -> Affected:
    """Return the records with a kept value that has to be looked at again by ``today``."""
    affected: Affected = defaultdict(set)
    # Without DISTINCT: for that SQLite would walk the whole table by another index.
    query = select(DERIVED.c.type, DERIVED.c.record)
    if not _is_ahead(connection, today):
        query = query.where(DERIVED.c.next_change <= today.isoformat())
    for type_name, identity in connection.execute(query):
        affected[type_name].add(identity)
    return affected


def deviations(connection: Connection, today: date) -> list[tuple[str, str, str]]:
    """Compute everything anew and return (code, label, sentence) where the kept value differs; changes nothing.

    A kept value that is merely due (see ``due``) is none.
    """
    near = StoredNear(connection, today)
    overdue = due(connection, today)
    found = []
    for cls in RECORDS:
        if not kept_of(cls):
            continue
        records = records_of(connection, cls, live(cls))
        kept = _kept(connection, [record.id for record in records])
        for record in records:
            if record.id in overdue.get(cls.spec.name, ()):
                continue
            for name, (spec, computed) in _computed(record, near).items():
                stored = kept.get(record.id, {}).get(name)
                value = stored_value(spec.kind, computed.value)
                if stored is None or stored[:2] != (value, computed.reason):
                    was = "nichts" if stored is None else stored[0] or "leer"
                    found.append((record.code, spec.label, f"gespeichert {was}, berechnet {value or 'leer'}"))
    return found
