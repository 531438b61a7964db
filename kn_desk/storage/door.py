"""The one door for writing: a ChangeSet goes in, and is stored with its history and derived values, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from kn_desk.errors import Unreadable, UserError
from kn_desk.fields.days import BERLIN
from kn_desk.fields.kinds import Links, Ref
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import german_key
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import Change, ChangeSet, Clash, Conflict, Edit, FieldChange, Refused
from kn_desk.records.thresholds import DEFAULTS
from kn_desk.storage import derived, search
from kn_desk.storage.codes import next_code
from kn_desk.storage.history import write_history
from kn_desk.storage.near import StoredNear
from kn_desk.storage.rows import R, by_ids, columns_of, type_of
from kn_desk.storage.steps import Step, add_step
from kn_desk.storage.tables import LINK, RECORD, TABLES

#: These put back what was there: they respect locks, not what a status demands.
_TAKES_BACK = frozenset({"undo", "redo"})


def apply(connection: Connection, change: ChangeSet, now: datetime, *, barrier: bool = False) -> Change:
    """Write a ChangeSet inside the transaction of ``connection`` and return what was written.

    ``barrier``: the step cannot be undone, nor anything before it. Raises Conflict if somebody changed a field
    meanwhile, Refused if a rule forbids it, UserError if it does not fit together; the caller's transaction is then
    rolled back.
    """
    if not change.edits:
        raise UserError("Es gibt nichts zu ändern.", "Alle Werte stehen schon so da.")
    if len({edit.id for edit in change.edits}) != len(change.edits):
        raise ValueError("one edit per record")
    today = now.astimezone(BERLIN).date()
    before = _records(connection, change.edits)
    near = StoredNear(connection, today)
    _check_old(change.edits, before, near)
    _check_required(change.edits)
    if change.verb not in _TAKES_BACK:
        _check_kinds(change.edits)
    _check_locks(change.edits, before, near)
    edits = tuple(_coded(connection, edit, today) for edit in change.edits)
    change = replace(change, edits=edits)
    step = add_step(connection, change, now, barrier=barrier)
    try:
        for edit in edits:
            _write(connection, edit, step)
    except IntegrityError as error:
        raise _twice(error) from error
    after = _records(connection, edits)
    _check_references(connection, edits, after)
    if change.verb not in _TAKES_BACK:
        _check_rules(edits, after, StoredNear(connection, today))
    write_history(connection, step.id, edits)
    for edit in edits:
        search.index(connection, after.get(edit.id), edit.id)
    derived.refresh(connection, derived.affected_by(connection, edits, before), today)
    gone = [edit.id for edit in edits if edit.verb == "delete"]
    if gone:
        connection.execute(delete(RECORD).where(RECORD.c.id.in_(gone)))
    return Change(step.id, edits, change.verb, change.source, {edit.id: edit.code for edit in edits if edit.code})


def _records(connection: Connection, edits: tuple[Edit, ...]) -> dict[str, Record]:
    """The records that these edits speak of, as they are stored now."""
    by_type: dict[str, list[str]] = {}
    for edit in edits:
        by_type.setdefault(edit.type, []).append(edit.id)
    found: dict[str, Record] = {}
    for name, ids in by_type.items():
        found |= by_ids(connection, BY_NAME[name], ids)
    return found


def _check_old(edits: tuple[Edit, ...], before: Mapping[str, Record], near: StoredNear) -> None:
    """Every edit must start from what is stored; else all is refused, with mine and stored per field."""
    clashes: list[Clash] = []
    for edit in edits:
        stored = before.get(edit.id)
        if edit.verb == "create":
            if stored is not None:
                raise Conflict((), f"{near.name_of(stored)} gibt es schon.")
        elif stored is None:
            raise Conflict((), f"Den Datensatz {edit.code or ''} gibt es nicht mehr.".replace("  ", " "))
        else:
            clashes += _clashes(edit, stored)
    if clashes:
        first = clashes[0]
        spec = BY_NAME[first.type].spec.fields[first.field]
        now = near.show(spec, first.stored) or "leer"
        raise Conflict(
            tuple(clashes),
            f"{near.name_of(before[first.id])}: „{spec.label}“ wurde inzwischen von jemand anderem geändert "
            f"und ist jetzt {now}.",
        )


def _clashes(edit: Edit, stored: Record) -> list[Clash]:
    found = []
    names = stored.spec.fields if edit.verb == "delete" else edit.fields
    for name in names:
        now = getattr(stored, name)
        change = edit.fields.get(name)
        if isinstance(stored.spec.fields[name].kind, Links):
            removed, added = (set(change.old), set(change.new)) if change else (set(), set())
            fits = removed <= set(now) and not added & set(now) and (edit.verb == "update" or removed == set(now))
        else:
            fits = now == (change.old if change else None)
        if not fits:
            found.append(Clash(edit.type, edit.id, name, change and change.old, now, change and change.new))
    return found


def _check_required(edits: tuple[Edit, ...]) -> None:
    faults = []
    for edit in edits:
        for spec in BY_NAME[edit.type].spec.fields.values():
            given = edit.fields.get(spec.name)
            left_out = given is None and edit.verb == "create"
            if spec.required and (left_out or (given is not None and given.new is None and edit.verb != "delete")):
                faults.append((edit.type, edit.id, spec.name, f"„{spec.label}“ fehlt."))
    if faults:
        raise Refused(tuple(faults), BY_NAME[faults[0][0]].spec.label)


def _check_kinds(edits: tuple[Edit, ...]) -> None:
    """Every new value is one that its kind reads: an unknown choice or an endless text comes in through no one."""
    faults = []
    for edit in edits:
        for name, change in edit.fields.items() if edit.verb != "delete" else ():
            spec = BY_NAME[edit.type].spec.fields[name]
            if change.new is None or spec.internal or isinstance(spec.kind, Ref | Links):
                continue  # what the program makes is its own matter; what is referred to is looked up
            try:
                fits = spec.kind.read(spec.kind.json(change.new)) == change.new
                sentence = "Der Wert ist nicht in der vorgesehenen Form."
            except Unreadable as error:
                fits, sentence = False, error.what
            if not fits:
                faults.append((edit.type, edit.id, name, f"„{spec.label}“: {sentence}"))
    if faults:
        raise Refused(tuple(faults), BY_NAME[faults[0][0]].spec.label)


class _Alone:
    """A Near without neighbours: tells a lock by the record's own fields from one by its surroundings."""

    def __init__(self, today: date) -> None:
        self.today = today

    def threshold(self, key: str) -> int:
        return DEFAULTS[key].value

    def below(self, child: type[R], via: str, owner: Record) -> Sequence[R]:
        return ()

    def above(self, kind: type[R], identity: str | None) -> R | None:
        return None

    def name(self, identity: str | None) -> str:
        return ""


def _check_locks(edits: tuple[Edit, ...], before: Mapping[str, Record], near: StoredNear) -> None:
    """What is frozen, approved or closed stays as it is, and nothing goes into it or comes out of it.

    A record that locks itself (an approved Sitzung, a frozen Strategie) may come into being so, and may be unlocked.
    """
    alone = _Alone(near.today)
    for edit in edits:
        if edit.fields.keys() == {"trashed"}:
            continue  # parts go into the Papierkorb with the whole; what was chosen itself is asked in services.edit
        stored = before.get(edit.id)
        after = None if edit.verb == "delete" else _made(edit, stored)
        sentence = stored.locked(near) if stored else None
        if sentence and stored and stored.locked(alone) and after and not after.locked(alone):
            sentence = None
        if sentence is None and after is not None and not after.locked(alone):
            sentence = after.locked(near)
        if sentence:
            raise Refused(((edit.type, edit.id, "", sentence),))


def _made(edit: Edit, stored: Record | None) -> Record:
    """The record as the edit leaves it."""
    cls = BY_NAME[edit.type]
    values: dict[str, Any] = {}
    for name, change in edit.fields.items():
        if isinstance(cls.spec.fields[name].kind, Links):
            held = set(getattr(stored, name)) if stored else set()
            values[name] = tuple(sorted(held - set(change.old) | set(change.new)))
        else:
            values[name] = change.new
    return replace(stored, **values) if stored else cls.of(values | {"id": edit.id})


def _coded(connection: Connection, edit: Edit, today: date) -> Edit:
    if edit.verb == "create" and edit.code is None:
        return replace(edit, code=next_code(connection, BY_NAME[edit.type], today.year))
    if edit.verb == "delete" and edit.code is None:
        raise ValueError("a deletion names the code")
    return edit


def _write(connection: Connection, edit: Edit, step: Step) -> None:
    cls = BY_NAME[edit.type]
    table = TABLES[edit.type]
    columns = columns_of(cls, {name: change.new for name, change in edit.fields.items()})
    if edit.verb == "create":
        code = edit.code or ""
        connection.execute(
            insert(RECORD).values(
                id=edit.id, type=edit.type, code=code, code_key=german_key(code), created_step=step.id
            )
        )
        connection.execute(insert(table).values(id=edit.id, **columns))
    elif edit.verb == "update" and columns:
        connection.execute(update(table).where(table.c.id == edit.id).values(columns))
    elif edit.verb == "delete":
        connection.execute(delete(table).where(table.c.id == edit.id))
    for spec in cls.spec.links:
        if change := edit.fields.get(spec.name):
            _write_links(connection, edit.id, spec, change)


def _write_links(connection: Connection, source: str, spec: FieldSpec, change: FieldChange) -> None:
    for target in change.old:
        connection.execute(
            delete(LINK).where(LINK.c.source == source, LINK.c.field == spec.name, LINK.c.target == target)
        )
    if change.new:
        connection.execute(
            insert(LINK), [{"source": source, "field": spec.name, "target": target} for target in change.new]
        )


def _check_references(connection: Connection, edits: tuple[Edit, ...], after: Mapping[str, Record]) -> None:
    """Whoever is referred to exists and has a type that fits; whoever goes is referred to by nobody."""
    for edit in edits:
        if edit.verb == "delete":
            if users := users_of(connection, edit.type, edit.id):
                raise Refused(
                    ((edit.type, edit.id, "", f"{edit.code} wird noch verwendet von {', '.join(users[:5])}."),)
                )
            continue
        for spec in BY_NAME[edit.type].spec.fields.values():
            if spec.name in edit.fields and isinstance(spec.kind, Ref | Links):
                new = edit.fields[spec.name].new
                for target in new if isinstance(new, tuple) else (new,):
                    _check_target(connection, edit, spec, target)
        _check_rings(connection, edit, after[edit.id])


def _check_target(connection: Connection, edit: Edit, spec: FieldSpec, target: str | None) -> None:
    if target is None:
        return
    kind = spec.kind
    assert isinstance(kind, Ref | Links)
    cls = type_of(connection, target)
    if cls is None:
        sentence = f"„{spec.label}“ verweist auf etwas, das es nicht gibt."
    elif kind.targets and cls.spec.name not in kind.targets:
        possible = ", ".join(BY_NAME[name].spec.label for name in kind.targets)
        sentence = f"„{spec.label}“ verweist auf etwas Unpassendes ({cls.spec.label}). Möglich ist: {possible}."
    else:
        return
    raise Refused(((edit.type, edit.id, spec.name, sentence),))


def _check_rings(connection: Connection, edit: Edit, record: Record) -> None:
    for spec in record.spec.refs:
        if spec.name not in edit.fields or spec.kind.target != edit.type:  # type: ignore[attr-defined]
            continue
        column = TABLES[edit.type].c[spec.name]
        seen = {record.id}
        upward = getattr(record, spec.name)
        while upward is not None:
            if upward in seen:
                sentence = f"„{spec.label}“ führt im Kreis auf denselben Datensatz zurück."
                raise Refused(((edit.type, edit.id, spec.name, sentence),))
            seen.add(upward)
            upward = connection.execute(select(column).where(TABLES[edit.type].c.id == upward)).scalar()


def users_of(connection: Connection, type_name: str, identity: str) -> list[str]:
    """Return the codes of the records that refer to this one, trashed ones too."""
    found: list[str] = list(
        connection.execute(
            select(RECORD.c.code).join(LINK, LINK.c.source == RECORD.c.id).where(LINK.c.target == identity)
        ).scalars()
    )
    for cls in BY_NAME.values():
        for spec in cls.spec.refs:
            if spec.kind.target == type_name:  # type: ignore[attr-defined]
                table = TABLES[cls.spec.name]
                query = select(RECORD.c.code).join(table, table.c.id == RECORD.c.id)
                found += connection.execute(query.where(table.c[spec.name] == identity)).scalars()
    return found


def _check_rules(edits: tuple[Edit, ...], after: Mapping[str, Record], near: StoredNear) -> None:
    faults: list[tuple[str, str, str, str]] = []
    for edit in edits:
        record = after.get(edit.id)
        if record is None or edit.fields.keys() == {"trashed"}:
            continue
        for fault in record.faults(near):
            if edit.verb == "create" or fault.inputs & edit.fields.keys():
                faults.append((edit.type, edit.id, fault.field, fault.sentence))
    if faults:
        raise Refused(tuple(faults), near.name_of(after[faults[0][1]]))


def _twice(error: IntegrityError) -> UserError:
    """The sentence for a value that another live record has already."""
    message = str(error.orig)
    for cls in BY_NAME.values():
        for group in cls.spec.unique:
            if all(f"{cls.spec.name}.{name}" in message for name in group):
                labels = ", ".join(cls.spec.fields[name].label for name in group)
                return Refused(
                    ((cls.spec.name, "", group[0], f"Diesen Wert gibt es schon ({cls.spec.label}: {labels})."),)
                )
    raise error
