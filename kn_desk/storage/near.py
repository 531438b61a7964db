"""What rules and computed values may look at, read from an open connection."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, select

from kn_desk.fields.kinds import Links
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.naming import Naming
from kn_desk.records.thresholds import DEFAULTS
from kn_desk.storage.rows import by_ids, live, records_of, type_of
from kn_desk.storage.tables import LINK, RECORD, TABLES

R = TypeVar("R", bound=Record)


@cache
def _below(child: str, via: str) -> Select[Any]:
    """Made once: making a select takes as long as running it."""
    cls, table = BY_NAME[child], TABLES[child]
    if isinstance(cls.spec.fields[via].kind, Links):
        sources = select(LINK.c.source).where(LINK.c.field == via, LINK.c.target == bindparam("owner"))
        query = live(cls).where(table.c.id.in_(sources))
    else:
        query = live(cls).where(table.c[via] == bindparam("owner"))
    return query.order_by(RECORD.c.code_key)


class StoredNear(Naming):
    """``Near`` over the office file as it stands in this transaction; what it has read it does not read again."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._connection = connection
        self._today = today
        super().__init__()
        self._below: dict[tuple[str, str, str], Sequence[Any]] = {}

    @property
    def today(self) -> date:
        return self._today

    @cached_property
    def _thresholds(self) -> dict[str, int]:
        table = TABLES["threshold"]
        rows = self._connection.execute(
            select(table.c.key, table.c.value).where(table.c.trashed.is_(None), table.c.value.is_not(None))
        )
        return {key: default.value for key, default in DEFAULTS.items()} | dict(rows.all())

    def threshold(self, key: str) -> int:
        return self._thresholds[key]

    def below(self, child: type[R], via: str, owner: Record) -> Sequence[R]:
        key = (child.spec.name, via, owner.id)
        if key not in self._below:
            query = _below(child.spec.name, via)
            self._below[key] = records_of(self._connection, child, query, owner=owner.id)
        return self._below[key]

    def above(self, kind: type[R], identity: str | None) -> R | None:
        return by_ids(self._connection, kind, [identity]).get(identity) if identity else None

    def find(self, identity: str) -> Record | None:
        cls = type_of(self._connection, identity)
        return by_ids(self._connection, cls, [identity]).get(identity) if cls else None

    def learn_names(self, identities: Iterable[str]) -> None:
        """Read the names of many records at once: a page of a list asks for a hundred."""
        unknown = [identity for identity in set(identities) if identity and identity not in self._names]
        by_type: dict[str, list[str]] = {}
        for start in range(0, len(unknown), 500):
            query = select(RECORD.c.id, RECORD.c.type).where(RECORD.c.id.in_(unknown[start : start + 500]))
            for identity, type_name in self._connection.execute(query):
                by_type.setdefault(type_name, []).append(identity)
        for type_name, ids in by_type.items():
            for record in by_ids(self._connection, BY_NAME[type_name], ids).values():
                self._names[record.id] = self.name_of(record)
