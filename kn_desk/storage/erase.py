"""The one exception to the one door: a person is taken out of the file, and out of its past.

What is left is a nameless record ("ehem. Lotsin Hochbauamt") in the same unit, so that what refers to it still makes
sense, on every past day too. Nothing before it can be undone. The texts in which the name stands are changed where
whoever erases has said so; what no person wrote by hand (values sent in sheets, saved views) is changed always.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.fields.kinds import Data, Links, Note, Pattern, Text
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records import sent_values
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import ChangeSet, Edit, FieldChange
from kn_desk.records.contacts import Person
from kn_desk.records.named_person import NamedPerson
from kn_desk.storage import derived, search
from kn_desk.storage.connect import as_sentences
from kn_desk.storage.history import EXISTENCE
from kn_desk.storage.person_places import (
    SENT_VALUES,
    STAYS,
    Key,
    Place,
    erased,
    named_person,
    places,
    text_inside,
    texts_beside,
)
from kn_desk.storage.rows import by_ids, columns_of
from kn_desk.storage.steps import Step, add_step
from kn_desk.storage.tables import HISTORY, LINK, RECORD, STEP, TABLES, TOMBSTONE

#: A label that does not fit is shortened; the last of these fits everywhere.
_SHORTER = ("N. N.", "…")


def erase(
    connection: Connection, person: str, label: str, by: str, now: datetime, *, ticked: Collection[Key] | None = None
) -> Step:
    """Take a person out inside the transaction of ``connection`` and return the step.

    ``label`` is what the person is called from now on. ``ticked`` are the keys of the places to change among those
    that are a choice; without it all that are sure. Raises UserError; the caller's transaction is then rolled back.
    """
    named = named_person(connection, person)
    label = _label(named, label)
    today = now.astimezone(BERLIN).date()
    found = places(connection, person)
    chosen = {p.key for p in found if p.kind in ("text", "sent") and (not p.choice or _is_chosen(p, ticked))}
    authors = [p.field for p in found if p.kind == "author" and _is_chosen(p, ticked)]

    def taken_out(spec: FieldSpec | None, value: str) -> str | None:
        kept = sent_values.without(value, person) if spec is SENT_VALUES else value
        return _taken_out(named, spec, kept, label)

    specs = {key: written.spec for key, written in texts_beside(connection, person).items() if key in chosen}
    edits = [*_person_edit(connection, person, label), *_text_edits(connection, specs, taken_out)]
    before = _records(connection, edits)
    try:
        for edit in edits:
            _write(connection, edit)
    except IntegrityError as error:
        raise UserError(
            "Ein Text ohne den Namen gäbe es dann zweimal.", "Bitte diesen Text vorher von Hand ändern.",
            details=str(error.orig),
        ) from error  # fmt: skip
    _rewrite_person(connection, person, label)
    _rewrite_texts_beside(connection, specs, taken_out)
    if authors:
        connection.execute(update(STEP).where(STEP.c.by.in_(authors)).values(by=label))
    step = add_step(connection, ChangeSet((), "erase", by if by not in authors else label, "erase"), now, barrier=True)
    connection.execute(delete(TOMBSTONE).where(TOMBSTONE.c.record == person))
    connection.execute(insert(TOMBSTONE).values(record=person, step=step.id, name=label))
    after = _records(connection, edits)
    for edit in edits:
        search.index(connection, after.get(edit.id), edit.id)
    # The index keeps forgotten words until its parts are merged.
    connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))
    derived.refresh(connection, derived.affected_by(connection, edits, before), today)
    return step


def compact(bare: sqlite3.Connection) -> None:
    """Write the file anew, without the free pages and gaps that may still hold what was erased."""
    with as_sentences():
        bare.execute("VACUUM")  # past SQLAlchemy: it cannot run inside a transaction


def erase_again(connection: Connection, persons: Mapping[str, str], now: datetime) -> None:
    """Erase those whom an older state of the file has brought back, in all texts where surely they are meant."""
    known = erased(connection)
    for person, label in persons.items():
        if person not in known:
            erase(connection, person, label, "KN Desk", now)


def _is_chosen(place: Place, ticked: Collection[Key] | None) -> bool:
    return place.sure if ticked is None else place.key in ticked


def _label(named: NamedPerson, label: str) -> str:
    read = Person.spec.fields["last_name"].kind.read(label)
    if not read:
        raise UserError("Bitte angeben, wie die Person künftig heißt.", "Zum Beispiel: ehem. Lotsin Hochbauamt.")
    if named.may_be_meant_in(read):
        raise UserError("Die neue Bezeichnung enthält noch den Namen.", "Zum Beispiel: ehem. Lotsin Hochbauamt.")
    return str(read)


def _taken_out(named: NamedPerson, spec: FieldSpec | None, value: str, label: str) -> str | None:
    """The text without the name, in a form that its field accepts."""
    kind = spec.kind if spec else None
    if isinstance(kind, Data):
        return str(kind.read(_without(named, json.loads(value), label)))
    if not named.may_be_meant_in(value):
        return value
    if isinstance(kind, Pattern) and spec is not None and not spec.required:
        return None  # an address without the name is no address
    for stand_in in (label, *_SHORTER):
        made = named.taken_out(value, stand_in)
        if not isinstance(kind, Text) or len(made) <= kind.longest:
            break
    return made if kind is None or isinstance(kind, Note) else " ".join(made.split())


def _without(named: NamedPerson, value: Any, label: str) -> Any:
    if isinstance(value, str):
        inside = text_inside(value)
        if inside is None:
            return named.taken_out(value, label, sure=True)
        made = _without(named, inside, label)
        return value if made == inside else json.dumps(made, ensure_ascii=False)
    if isinstance(value, list):
        return [_without(named, part, label) for part in value]
    if isinstance(value, dict):
        return {named.taken_out(key, label, sure=True): _without(named, part, label) for key, part in value.items()}
    return value


TakenOut = Callable[[FieldSpec | None, str], str | None]


def _person_edit(connection: Connection, person: str, label: str) -> Iterator[Edit]:
    record = by_ids(connection, Person, [person]).get(person)
    if record is None:
        return
    fields = {
        name: FieldChange(getattr(record, name), () if isinstance(spec.kind, Links) else None)
        for name, spec in record.spec.fields.items()
        if name not in STAYS
    }
    yield Edit("update", "person", person, fields | {"last_name": FieldChange(record.last_name, label)})


def _text_edits(connection: Connection, specs: dict[Key, FieldSpec | None], taken_out: TakenOut) -> Iterator[Edit]:
    by_record: dict[str, list[FieldSpec]] = {}
    for (record, _), spec in specs.items():
        if spec is not None:
            by_record.setdefault(record, []).append(spec)
    ids = list(by_record)
    for start in range(0, len(ids), 500):
        rows = connection.execute(select(RECORD.c.id, RECORD.c.type).where(RECORD.c.id.in_(ids[start : start + 500])))
        for identity, type_name in rows.all():
            stored = by_ids(connection, BY_NAME[type_name], [identity])[identity]
            fields = {}
            for spec in by_record[identity]:
                value = getattr(stored, spec.name)
                if value is not None and (made := taken_out(spec, value)) != value:
                    fields[spec.name] = FieldChange(value, made)
            if fields:
                yield Edit("update", type_name, identity, fields)


def _records(connection: Connection, edits: list[Edit]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for edit in edits:
        found |= by_ids(connection, BY_NAME[edit.type], [edit.id])
    return found


def _write(connection: Connection, edit: Edit) -> None:
    cls, table = BY_NAME[edit.type], TABLES[edit.type]
    columns = columns_of(cls, {name: change.new for name, change in edit.fields.items()})
    connection.execute(update(table).where(table.c.id == edit.id).values(columns))
    links = [spec.name for spec in cls.spec.links if spec.name in edit.fields]
    if links:
        connection.execute(delete(LINK).where(LINK.c.source == edit.id, LINK.c.field.in_(links)))


def _rewrite_person(connection: Connection, person: str, label: str) -> None:
    """Let the history tell that there was a nameless person from the first day on."""
    of_person = HISTORY.c.record == person
    connection.execute(delete(HISTORY).where(of_person, HISTORY.c.field.not_in([EXISTENCE, *sorted(STAYS)])))
    came_and_went = connection.execute(
        select(HISTORY.c.step, HISTORY.c.new).where(of_person, HISTORY.c.field == EXISTENCE)
    ).all()
    name = json.dumps(label, ensure_ascii=False)
    rows = [
        {"record": person, "field": "last_name", "step": step}
        | ({"old": None, "new": name} if new else {"old": name, "new": None})
        for step, new in came_and_went
    ]
    if rows:
        connection.execute(insert(HISTORY), rows)


def _rewrite_texts_beside(connection: Connection, specs: dict[Key, FieldSpec | None], taken_out: TakenOut) -> None:
    """Take the name out of every earlier version of the texts; a step in which only the name changed has no trace."""
    change = (
        update(HISTORY)
        .where(
            HISTORY.c.record == bindparam("of"), HISTORY.c.field == bindparam("name"), HISTORY.c.step == bindparam("at")
        )
        .values(old=bindparam("before"), new=bindparam("after"))
    )
    for (record, name), spec in specs.items():
        of_field = select(HISTORY).where(HISTORY.c.record == record, HISTORY.c.field == name)
        for row in connection.execute(of_field).all():
            made = [_rewritten(spec, value, taken_out) for value in (row.old, row.new)]
            if made != [row.old, row.new]:
                values = {"of": record, "name": name, "at": row.step, "before": made[0], "after": made[1]}
                connection.execute(change, values)
        nothing = or_(HISTORY.c.old == HISTORY.c.new, HISTORY.c.old.is_(None) & HISTORY.c.new.is_(None))
        connection.execute(delete(HISTORY).where(HISTORY.c.record == record, HISTORY.c.field == name, nothing))


def _rewritten(spec: FieldSpec | None, stored: str | None, taken_out: TakenOut) -> str | None:
    value = None if stored is None else json.loads(stored)
    if not isinstance(value, str):
        return stored
    made = taken_out(spec, value)
    return None if made is None else json.dumps(made, ensure_ascii=False)
