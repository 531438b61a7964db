"""Every place in an office file that holds a person: their own record, what refers to it, texts, authors."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, select

from kn_desk.fields.kinds import Data, Links, Rank, Ref, Text
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records import sent_values
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.records.contacts import Person
from kn_desk.records.named_person import NamedPerson
from kn_desk.records.office import Sheet
from kn_desk.storage.history import EXISTENCE
from kn_desk.storage.rows import by_ids, every, records_of
from kn_desk.storage.tables import HISTORY, LINK, RECORD, STEP, TABLES, TOMBSTONE

#: Who or what a place is: a record and a field; ("", the author) for the author of steps.
Key = tuple[str, str]
PlaceKind = Literal["own", "reference", "text", "sent", "draft", "author"]

#: What stays of a person: where they belonged, and where the record lies.
STAYS = frozenset({"unit", "trashed", "archived"})
#: Holds, besides texts, what was sent of the person's own record: room and absence, which no name is in.
SENT_VALUES = Sheet.spec.fields["values"]
#: These name another person of the same name, not this one.
_OTHERS_OWN = frozenset({"last_name", "first_name", "email", "phone"})


@dataclass(frozen=True)
class Place:
    """One place that holds a person, for the preview.

    ``choice``: it is changed only if it is ticked. ``sure``: nobody else can be meant. ``past``: it no longer stands
    there today, only in the Verlauf.
    """

    kind: PlaceKind
    record: str
    field: str
    title: str
    excerpt: str = ""
    choice: bool = False
    sure: bool = True
    past: bool = False

    @property
    def key(self) -> Key:
        return self.record, self.field


@dataclass
class Written:
    """What was ever written in one text field of one record; ``now`` is None where the record or the text is gone."""

    type: str
    code: str
    spec: FieldSpec | None
    now: str | None = None
    ever: set[str] = field(default_factory=set)


def erased(connection: Connection) -> dict[str, str]:
    """Return {person's id: label} of all who were erased."""
    return dict(connection.execute(select(TOMBSTONE.c.record, TOMBSTONE.c.name)).all())


def places(connection: Connection, person: str) -> list[Place]:
    """Return every place in the file that holds a person: their own record, what refers to it, texts, authors."""
    named = named_person(connection, person)
    found = [*_own(connection, person), *_references(connection, person)]
    for (record, name), written in texts_beside(connection, person).items():
        own = {value for value in written.ever if written.spec is SENT_VALUES and sent_values.tells_of(value, person)}
        meant = [
            value
            for value in sorted(written.ever)
            if value in own or _holds(named.may_be_meant_in, written.spec, value)
        ]
        if not meant:
            continue
        data = written.spec is not None and isinstance(written.spec.kind, Data)
        sure = bool(own) or any(_holds(named.is_meant_in, written.spec, value) for value in meant)
        if data and not sure:
            continue
        excerpt = "" if own else named.around(written.now if written.now in meant else meant[0])
        title = f"{written.code}, {written.spec.label if written.spec else f'früheres Feld „{name}“'}"
        past = written.now not in meant
        found.append(Place("sent" if data else "text", record, name, title, excerpt, not data, sure, past))
    for by in connection.execute(select(STEP.c.by).distinct().order_by(STEP.c.by)).scalars():
        if named.is_login(by):
            found.append(Place("author", "", by, "Verlauf, von wem", by, choice=True))
    return found


def named_person(connection: Connection, person: str) -> NamedPerson:
    """All versions of the person that the history tells, and whether another person has the same last name."""
    rows = connection.execute(
        select(HISTORY.c.field, HISTORY.c.new)
        .where(HISTORY.c.record == person, HISTORY.c.field.in_(sorted(_OTHERS_OWN)), HISTORY.c.new.is_not(None))
        .order_by(HISTORY.c.step, HISTORY.c.field.desc())
    )
    state: dict[str, str] = {}
    versions: dict[Person, None] = {}
    for name, new in rows:
        state[name] = json.loads(new)
        if "last_name" in state:
            versions[Person.of(state)] = None
    known = erased(connection)
    if person in known:
        versions = {one: None for one in versions if one.last_name != known[person]}
    table = TABLES["person"]
    last_names = {one.last_name for one in versions}
    shared = connection.execute(
        select(table.c.id).where(table.c.last_name.in_(last_names), table.c.id != person).limit(1)
    ).first()
    return NamedPerson(tuple(versions), shared is not None)


def _own(connection: Connection, person: str) -> Iterator[Place]:
    record = by_ids(connection, Person, [person]).get(person)
    if record is None:
        return
    for name, spec in record.spec.fields.items():
        value = getattr(record, name)
        if name not in STAYS and value not in (None, ()):
            shown = "" if isinstance(spec.kind, Ref | Links) else spec.kind.show(value)
            yield Place("own", person, name, f"{record.code}, {spec.label}", shown)


def _references(connection: Connection, person: str) -> Iterator[Place]:
    """They stay, and lead to the nameless record."""
    for cls in RECORDS:
        for spec in cls.spec.refs:
            if "person" in spec.kind.targets:  # type: ignore[attr-defined]
                query = every(cls).where(TABLES[cls.spec.name].c[spec.name] == person)
                for record in records_of(connection, cls, query):
                    yield Place("reference", record.id, spec.name, f"{record.code}, {spec.label}")
    rows = connection.execute(
        select(RECORD.c.id, RECORD.c.code, RECORD.c.type, LINK.c.field)
        .join(LINK, LINK.c.source == RECORD.c.id)
        .where(LINK.c.target == person)
        .order_by(RECORD.c.code_key, LINK.c.field)
    )
    for record_id, code, type_name, name in rows:
        yield Place("reference", record_id, name, f"{code}, {BY_NAME[type_name].spec.fields[name].label}")


def _text_fields(cls: type[Record]) -> list[FieldSpec]:
    """The fields in which a person's name may stand: written by people, or bundles of what they wrote."""
    return [
        spec
        for spec in cls.spec.columns
        if isinstance(spec.kind, Data) or (isinstance(spec.kind, Text) and not isinstance(spec.kind, Rank))
        if isinstance(spec.kind, Data) or not spec.internal
        if not (cls is Person and spec.name in _OTHERS_OWN)
    ]


def texts_beside(connection: Connection, person: str) -> dict[Key, Written]:
    """All texts that stand in the file or stood there once, but the person's own."""
    found: dict[Key, Written] = {}
    for cls in RECORDS:
        table = TABLES[cls.spec.name]
        specs = _text_fields(cls)
        columns = [table.c[spec.name] for spec in specs]
        query = select(table.c.id, RECORD.c.code, *columns).join(RECORD, RECORD.c.id == table.c.id)
        for identity, code, *values in connection.execute(query.where(table.c.id != person)):
            for spec, value in zip(specs, values, strict=True):
                if value is not None:
                    found[identity, spec.name] = Written(cls.spec.name, code, spec, value, {value})
    _add_past(connection, person, found)
    return found


def _add_past(connection: Connection, person: str, found: dict[Key, Written]) -> None:
    existence = select(HISTORY.c.record, HISTORY.c.old, HISTORY.c.new).where(HISTORY.c.field == EXISTENCE)
    known = {record: json.loads(new or old) for record, old, new in connection.execute(existence)}
    texts = {cls.spec.name: {spec.name: spec for spec in _text_fields(cls)} for cls in RECORDS}
    rows = connection.execute(
        select(HISTORY.c.record, HISTORY.c.field, HISTORY.c.old, HISTORY.c.new).where(
            HISTORY.c.field != EXISTENCE, HISTORY.c.record != person
        )
    )
    for record, name, *values in rows:
        of = known.get(record, {})
        spec = texts.get(of.get("type"), {}).get(name)
        if spec is None and of.get("type") in BY_NAME and name in BY_NAME[of["type"]].spec.fields:
            continue  # not a text
        for value in (json.loads(value) for value in values if value is not None):
            if isinstance(value, str):
                written = found.setdefault(
                    (record, name), Written(of.get("type", ""), of.get("code") or record, spec)
                )  # fmt: skip
                written.ever.add(value)


def _holds(meant: Callable[[str], bool], spec: FieldSpec | None, value: str) -> bool:
    if spec is not None and isinstance(spec.kind, Data):
        return any(meant(word) for word in _words(json.loads(value)))
    return meant(value)


def text_inside(value: str) -> str | None:
    """Return the text that a text holds as JSON, as a value that was sent does; None where it holds none."""
    if not value.startswith('"'):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, str) else None


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield text_inside(value) or value
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _words(part)
