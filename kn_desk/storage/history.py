"""The history of every field: written with each change, read as a list of changes or as the state on a past day."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import Edit, EditVerb, FieldChange
from kn_desk.storage.connect import damaged
from kn_desk.storage.steps import Step, step_of
from kn_desk.storage.tables import HISTORY, STEP

#: The field under which the coming and going of a record itself is kept.
EXISTENCE = ""


@dataclass(frozen=True)
class PastChange:
    """One line of the Verlauf: a field (None: a field of an older version) with its values as people read them."""

    step: Step
    record: str
    field: FieldSpec | None
    name: str
    old: Any
    new: Any


def write_history(connection: Connection, step: int, edits: tuple[Edit, ...]) -> None:
    """Write the history rows of all edits of a step."""
    connection.execute(insert(HISTORY), [row for edit in edits for row in _rows(edit, step)])


def _rows(edit: Edit, step: int) -> Iterator[dict[str, object]]:
    if edit.verb != "update":
        existence = json.dumps({"type": edit.type, "code": edit.code})
        old, new = (None, existence) if edit.verb == "create" else (existence, None)
        yield {"record": edit.id, "field": EXISTENCE, "step": step, "old": old, "new": new}
    fields = BY_NAME[edit.type].spec.fields
    for name, change in edit.fields.items():
        kind = fields[name].kind
        old, new = (_to_json(fields[name], value) for value in (change.old, change.new))
        if old is not None or new is not None or isinstance(kind, Links):
            yield {"record": edit.id, "field": name, "step": step, "old": old, "new": new}


def _to_json(spec: FieldSpec, value: Any) -> str | None:
    if isinstance(spec.kind, Links):
        return json.dumps(list(value)) if value else None
    return None if value is None else json.dumps(spec.kind.store(value), ensure_ascii=False)


def _from_json(spec: FieldSpec, text: str | None) -> Any:
    try:
        if isinstance(spec.kind, Links):
            return tuple(json.loads(text)) if text else ()
        return None if text is None else spec.kind.load(json.loads(text))
    except (ValueError, TypeError, ArithmeticError) as error:
        raise damaged(error) from error


def _existence(text: str | None) -> tuple[str, str]:
    """The type and the code of a record that came or went."""
    try:
        told = json.loads(text or "")
        name, code = told["type"], told["code"]
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(error) from error
    if name not in BY_NAME:
        raise damaged(f"unknown type {name}")
    return name, code


def edits_of(connection: Connection, step: int) -> tuple[Edit, ...]:
    """Return the edits of a step, as its history tells them."""
    rows = connection.execute(select(HISTORY).where(HISTORY.c.step == step).order_by(HISTORY.c.record)).all()
    by_record: dict[str, dict[str, tuple[str | None, str | None]]] = {}
    for row in rows:
        by_record.setdefault(row.record, {})[row.field] = (row.old, row.new)
    types = types_of(connection, [record for record, fields in by_record.items() if EXISTENCE not in fields])
    edits = []
    for record, fields in by_record.items():
        verb: EditVerb = "update"
        code = None
        if EXISTENCE in fields:
            old, new = fields.pop(EXISTENCE)
            verb = "create" if old is None else "delete"
            type_name, code = _existence(new or old)
        else:
            type_name = types[record]
        specs = BY_NAME[type_name].spec.fields
        changes = {
            name: FieldChange(_from_json(specs[name], old), _from_json(specs[name], new))
            for name, (old, new) in fields.items()
            if name in specs
        }
        edits.append(Edit(verb, type_name, record, changes, code))
    return tuple(edits)


def types_of(connection: Connection, records: list[str]) -> dict[str, str]:
    """Return {record id: type name} from the history: a record that is gone has no other place that knows."""
    found: dict[str, str] = {}
    for start in range(0, len(records), 500):
        rows = connection.execute(
            select(HISTORY.c.record, HISTORY.c.old, HISTORY.c.new).where(
                HISTORY.c.record.in_(records[start : start + 500]), HISTORY.c.field == EXISTENCE
            )
        )
        found |= {record: _existence(new or old)[0] for record, old, new in rows}
    return found


def past_changes(connection: Connection, record: str | None = None) -> list[PastChange]:
    """Return all changes of one record, or of all, newest first."""
    query = (
        select(*STEP.c, HISTORY.c.record, HISTORY.c.field, HISTORY.c.old, HISTORY.c.new)
        .join(STEP, STEP.c.id == HISTORY.c.step)
        .order_by(HISTORY.c.step.desc(), HISTORY.c.record)
    )
    if record is not None:
        query = query.where(HISTORY.c.record == record)
    rows = connection.execute(query).all()
    types = types_of(connection, list({row.record for row in rows}))
    changes = []
    for row in rows:
        spec = BY_NAME[types[row.record]].spec.fields.get(row.field) if row.record in types else None
        old, new = (_from_json(spec, row.old), _from_json(spec, row.new)) if spec else (row.old, row.new)
        changes.append(PastChange(step_of(row), row.record, spec, row.field, old, new))
    return changes


def step_at_end_of(connection: Connection, day: date) -> int:
    """Return the number of the last step of a day, 0 before the first step."""
    return connection.execute(select(func.max(STEP.c.id)).where(STEP.c.day <= day.isoformat())).scalar() or 0


def column_as_of(connection: Connection, field: str, step: int) -> dict[str, Any]:
    """Return {record id: stored value then} for one field, for the records whose value has changed since ``step``."""
    rows = connection.execute(
        select(HISTORY.c.record, HISTORY.c.old, func.min(HISTORY.c.step))
        .where(HISTORY.c.field == field, HISTORY.c.step > step)
        .group_by(HISTORY.c.record)
    )
    return {record: None if old is None else json.loads(old) for record, old, _ in rows}


def rows_as_of(connection: Connection, now: Mapping[str, Record], cls: type[Record], step: int) -> dict[str, Record]:
    """Return the records of a type as they stood after ``step``, trashed ones included, by id.

    ``now`` are those that exist today. Every change since is taken back, newest first.
    """
    values: dict[str, dict[str, Any]] = {
        record.id: {name: getattr(record, name) for name in cls.spec.fields} for record in now.values()
    }
    codes = {record.id: record.code for record in now.values()}
    existing = set(values)
    since = connection.execute(
        select(HISTORY.c.record, HISTORY.c.field, HISTORY.c.old, HISTORY.c.new)
        .where(HISTORY.c.step > step)
        .order_by(HISTORY.c.step.desc(), HISTORY.c.field)
    ).all()
    of_type = {row.record for row in since if row.field == EXISTENCE and _is_type(row.old or row.new, cls)}
    for record, name, old, new in since:
        if record not in codes and record not in of_type:
            continue
        if name == EXISTENCE:
            if old is None:
                existing.discard(record)
            else:
                existing.add(record)
                codes[record] = _existence(old)[1]
        elif spec := cls.spec.fields.get(name):
            state = values.setdefault(record, {})
            before, after = _from_json(spec, old), _from_json(spec, new)
            if isinstance(spec.kind, Links):
                state[name] = tuple(sorted((set(state.get(name, ())) - set(after)) | set(before)))
            else:
                state[name] = before
    # A field without history was empty all the time; it does not get the default of a new record.
    empty = {name: () if isinstance(spec.kind, Links) else None for name, spec in cls.spec.fields.items()}
    return {
        record: cls.of(empty | values.get(record, {}) | {"id": record, "code": codes[record]})
        for record in sorted(existing)
    }


def replay(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return {record id: {field: value}} of all that exists, made from the history alone."""
    rows = connection.execute(select(HISTORY).order_by(HISTORY.c.step, HISTORY.c.field)).all()
    state: dict[str, dict[str, Any]] = {}
    types: dict[str, str] = {}
    for record, name, _, old, new in rows:
        if name == EXISTENCE:
            if new is None:
                state.pop(record, None)
            else:
                state[record] = {}
                types[record] = _existence(new)[0]
        elif record in state and (spec := BY_NAME[types[record]].spec.fields.get(name)):
            value = _from_json(spec, new)
            if isinstance(spec.kind, Links):
                value = tuple(sorted((set(state[record].get(name, ())) - set(_from_json(spec, old))) | set(value)))
            state[record][name] = value
    return state


def _is_type(existence: str | None, cls: type[Record]) -> bool:
    return existence is not None and _existence(existence)[0] == cls.spec.name
