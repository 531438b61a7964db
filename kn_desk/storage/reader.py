"""Everything that is read from an office file, in one transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select

from kn_desk.fields.spec import Computed, FieldSpec, Record
from kn_desk.fields.text import clean, german_key
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.storage import derived, history, lists, person_places, search
from kn_desk.storage.connect import reading
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.near import StoredNear
from kn_desk.storage.rows import by_ids, every, live, records_of, type_of
from kn_desk.storage.steps import Step, last_step, step, step_of
from kn_desk.storage.tables import DERIVED, HISTORY, LINK, META, RECORD, STEP, TABLES

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Usage:
    """A record that refers to another, and by which field."""

    record: Record
    field: FieldSpec


class Reader:
    """Reads inside one transaction; ``near`` is what rules and computed values look at."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._connection = connection
        self.today = today
        self.near = StoredNear(connection, today)

    def record(self, identity: str) -> Record | None:
        """Return a record by its id, trashed or not."""
        cls = type_of(self._connection, identity)
        return by_ids(self._connection, cls, [identity]).get(identity) if cls else None

    def by_code(self, code: str) -> Record | None:
        """Return a record by its Kennung; case and spaces around it do not count."""
        query = select(RECORD.c.id).where(RECORD.c.code == clean(code)[0].upper())
        identity = self._connection.execute(query).scalar()
        return self.record(identity) if identity else None

    def rows(self, cls: type[R], *, trashed: bool = False) -> list[R]:
        """Return the live records of a type (or those in the Papierkorb), by code."""
        query = every(cls).where(TABLES[cls.spec.name].c.trashed.is_not(None)) if trashed else live(cls)
        return records_of(self._connection, cls, query.order_by(RECORD.c.code_key))

    def by_ids(self, cls: type[R], ids: list[str]) -> dict[str, R]:
        """Return records of a type by id."""
        return by_ids(self._connection, cls, ids)

    def page(self, query: ListQuery, *, limit: int = 128) -> list[Record]:
        """Return the first records of a list."""
        return lists.page(self._connection, BY_NAME[query.type], query, limit=limit)

    def ids(self, query: ListQuery, *, limit: int | None = None) -> list[str]:
        """Return the ids of a list, in its order."""
        return lists.ids(self._connection, BY_NAME[query.type], query, limit=limit)

    def first_ids(self, query: ListQuery, limit: int) -> list[str]:
        """Return the first ids of a list, in its order."""
        return lists.first_ids(self._connection, BY_NAME[query.type], query, limit)

    def count(self, query: ListQuery) -> int:
        """Return how many records a list has."""
        return lists.count(self._connection, BY_NAME[query.type], query)

    def stored(self, query: ListQuery, *names: str) -> list[tuple[Any, ...]]:
        """Return (id, some fields as they are stored …) of each record of a list, in any order."""
        return lists.stored(self._connection, BY_NAME[query.type], query, *names)

    def counts_by(self, query: ListQuery, name: str) -> dict[Any, int]:
        """Return {kept value: how many records of a list have it}."""
        return lists.counts_by(self._connection, BY_NAME[query.type], query, name)

    def find(self, typed: str, *, limit: int = 50, named: bool = False) -> list[Record]:
        """Return live records of any type whose words, with ``named`` those of the name, begin with the typed words."""
        found = search.find(self._connection, typed, limit=limit, named=named)
        records: dict[str, Record] = {}
        for cls in {cls for cls, _ in found}:
            records |= self.by_ids(cls, [identity for of, identity in found if of is cls])
        return [records[identity] for _, identity in found if identity in records]

    def name(self, identity: str | None) -> str:
        """Return the readable name of a record by its id."""
        return self.near.name(identity)

    def name_of(self, record: Record, *, without: Collection[str] = ()) -> str:
        """Return the readable name of a record; ``without`` fields that stand beside it anyway."""
        return self.near.name_of(record, without=without)

    def code_of(self, identity: str) -> str:
        """Return the Kennung of a record by its id, "" if there is none."""
        return self._connection.execute(select(RECORD.c.code).where(RECORD.c.id == identity)).scalar() or ""

    def show(self, spec: FieldSpec, value: Any) -> str:
        """Return the German text of a field's value, references by name."""
        return self.near.show(spec, value)

    def computed(self, record: Record) -> dict[str, Computed]:
        """Return all computed values of a record as of today."""
        return {name: record.compute(name, self.near) for name in record.spec.computed}

    def kept(self, cls: type[Record]) -> dict[tuple[str, str], Any]:
        """Return {(record id, name): value} of all kept computed values of a type; see ``Office.refresh``."""
        query = select(DERIVED.c.record, DERIVED.c.field, DERIVED.c.value).where(DERIVED.c.type == cls.spec.name)
        computed = cls.spec.computed
        return {
            (identity, name): derived.kept_value(computed[name].kind, value)
            for identity, name, value in self._connection.execute(query)
            if name in computed
        }

    def kept_of(self, cls: type[Record], ids: list[str]) -> dict[str, dict[str, derived.Kept]]:
        """Return {record id: {name: kept value with its reason}} of some records."""
        return derived.kept_of_records(self._connection, cls, ids)

    def kept_since(self, cls: type[Record], name: str, day: date) -> dict[str, Any]:
        """Return {record id: kept value} of those that are what they are since a day after ``day``."""
        return derived.kept_since(self._connection, cls, name, day)

    def learn_names(self, identities: Iterable[str]) -> None:
        """Read many names at once, so that ``name`` and ``show`` need no query for them."""
        self.near.learn_names(identities)

    def due(self) -> dict[str, set[str]]:
        """Return {type name: ids} of the records with a kept value that is no longer today's."""
        return derived.due(self._connection, self.today)

    def deviations(self) -> list[tuple[str, str, str]]:
        """Return (code, label, sentence) for each kept value that is not what its function says."""
        return derived.deviations(self._connection, self.today)

    def parts(self, owner: Record) -> Iterator[tuple[type[Record], list[Record]]]:
        """Yield the types whose records are a part of ``owner``, with its live ones."""
        for cls in RECORDS:
            fields = [name for name in cls.spec.part_of if owner.spec.name in _targets(cls, name)]
            found = [record for name in fields for record in self.near.below(cls, name, owner)]
            if found:
                if "rank" in cls.spec.fields:
                    found.sort(key=lambda record: (getattr(record, "rank", None) or "", record.id))
                yield cls, found

    def trash_group(self, group: str) -> list[Record]:
        """Return all records that went into the Papierkorb together."""
        return [
            record
            for cls in RECORDS
            for record in records_of(self._connection, cls, every(cls).where(TABLES[cls.spec.name].c.trashed == group))
        ]

    def usages(self, target: Record) -> list[Usage]:
        """Return every record that refers to ``target``, with the field, trashed ones too."""
        found: list[Usage] = []
        for cls in RECORDS:
            table = TABLES[cls.spec.name]
            for spec in cls.spec.refs:
                if target.spec.name in _targets(cls, spec.name):
                    rows = records_of(self._connection, cls, every(cls).where(table.c[spec.name] == target.id))
                    found += [Usage(record, spec) for record in rows]
        linked = self._connection.execute(select(LINK.c.source, LINK.c.field).where(LINK.c.target == target.id)).all()
        for source, name in linked:
            if record := self.record(source):
                found.append(Usage(record, record.spec.fields[name]))
        return found

    def places_of(self, person: str) -> list[person_places.Place]:
        """Return every place in the file that holds a person; see ``person_places``."""
        return person_places.places(self._connection, person)

    def without_name(self, person: str, label: str) -> Callable[[str], str]:
        """Return the function that puts ``label`` in the place of a person's name, where nobody else can be meant."""
        named = person_places.named_person(self._connection, person)
        return lambda text: named.taken_out(text, label, sure=True)

    def erased(self) -> dict[str, str]:
        """Return {person's id: label} of all who were erased."""
        return person_places.erased(self._connection)

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself: its UUIDs and when it was made."""
        return dict(self._connection.execute(select(META.c.key, META.c.value)).all())

    def counts(self) -> dict[str, int]:
        """Return how many live records there are of each type that has any."""
        counted = {cls.spec.name: self.count(ListQuery(cls.spec.name)) for cls in RECORDS}
        return {name: number for name, number in counted.items() if number}

    def last_step(self) -> Step | None:
        """Return the newest step."""
        return last_step(self._connection)

    def step(self, number: int | None) -> Step | None:
        """Return a step by its number."""
        return step(self._connection, number)

    def has_step(self, uid: str) -> bool:
        """Whether this file knows a step by its UUID; after a restored backup it does not know the later ones."""
        return self._connection.execute(select(STEP.c.id).where(STEP.c.uid == uid)).first() is not None

    def steps(self, *, limit: int | None = None) -> list[Step]:
        """Return steps, newest first."""
        query = select(STEP).order_by(STEP.c.id.desc())
        return [step_of(row) for row in self._connection.execute(query.limit(limit) if limit else query)]

    def touched(self, number: int) -> Mapping[str, str]:
        """Return {record id: type name} of the records that a step changed."""
        ids = self._connection.execute(select(HISTORY.c.record).where(HISTORY.c.step == number).distinct()).scalars()
        return history.types_of(self._connection, list(ids))

    def steps_touching(self, record: str) -> list[int]:
        """Return the numbers of the steps that changed a record."""
        return list(
            self._connection.execute(select(HISTORY.c.step).where(HISTORY.c.record == record).distinct()).scalars()
        )

    def past_changes(self, record: str | None = None) -> list[history.PastChange]:
        """Return all changes of a record (of all without one), newest first."""
        return history.past_changes(self._connection, record)

    def rows_as_of(self, cls: type[R], day: date) -> list[R]:
        """Return the live records of a type as they stood at the end of a day, by code."""
        now = {record.id: record for record in records_of(self._connection, cls, every(cls))}
        then = history.rows_as_of(self._connection, now, cls, history.step_at_end_of(self._connection, day))
        rows = [record for record in then.values() if isinstance(record, cls) and record.trashed is None]
        return sorted(rows, key=lambda record: german_key(record.code))


def _targets(cls: type[Record], name: str) -> tuple[str, ...]:
    targets: tuple[str, ...] = cls.spec.fields[name].kind.targets  # type: ignore[attr-defined]
    return targets


@contextmanager
def reader_over(engine: Engine, today: date) -> Iterator[Reader]:
    """A Reader for the length of one short transaction."""
    with reading(engine) as connection:
        yield Reader(connection, today)
