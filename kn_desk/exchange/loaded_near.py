"""What computed values look at, from records that were loaded once: no query per row."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from kn_desk.fields.spec import Near, Record
from kn_desk.records.naming import GONE, Naming

R = TypeVar("R", bound=Record)


class Source(Protocol):
    """Where records come from; a Reader is one."""

    @property
    def near(self) -> Near: ...

    def rows(self, cls: type[R], *, trashed: bool = False) -> list[R]:
        """Return the live records of a type, or those in the Papierkorb, by code."""
        ...


class LoadedNear(Naming):
    """``Near`` over records that are loaded type by type when they are first asked for."""

    def __init__(self, source: Source, types: Mapping[str, type[Record]]) -> None:
        super().__init__()
        self._source = source
        self._types = types
        self._live: dict[str, Sequence[Record]] = {}
        self._by_id: dict[str, Record] = {}
        self._loaded: set[str] = set()
        self._below: dict[tuple[str, str], Mapping[str, list[Record]]] = {}
        self._labels: dict[str, str] = {}

    @property
    def today(self) -> date:
        return self._source.near.today

    def threshold(self, key: str) -> int:
        return self._source.near.threshold(key)

    def rows(self, cls: type[R]) -> Sequence[R]:
        """Return the live records of a type, by code."""
        name = cls.spec.name
        if name not in self._live:
            self._live[name] = self._source.rows(cls)
            self._by_id |= {record.id: record for record in self._live[name]}
        return self._live[name]  # type: ignore[return-value]

    def below(self, child: type[R], via: str, owner: Record) -> Sequence[R]:
        key = (child.spec.name, via)
        if key not in self._below:
            found: dict[str, list[Record]] = defaultdict(list)
            for record in self.rows(child):
                value = getattr(record, via)
                for identity in value if isinstance(value, tuple) else (value,):
                    if identity:
                        found[identity].append(record)
            self._below[key] = found
        return self._below[key].get(owner.id, ())  # type: ignore[return-value]

    def above(self, kind: type[R], identity: str | None) -> R | None:
        found = self._find(identity, (kind.spec.name,)) if identity else None
        return found if isinstance(found, kind) else None

    def find(self, identity: str) -> Record | None:
        return self._find(identity, tuple(self._types))

    def labels(self, targets: Sequence[str]) -> Callable[[str], str]:
        """Return what gives "M-2026-004 Konstanz-WLAN" for the id of a record of the types ``targets`` (none: any)."""
        known, wanted = self._labels, tuple(targets) or tuple(self._types)

        def label(identity: str) -> str:
            if identity not in known:
                found = self._find(identity, wanted)
                known[identity] = self._label(found) if found else GONE
            return known[identity]

        return label

    def _label(self, record: Record) -> str:
        name = self.name_of(record)
        text = f"{record.code} {name}" if name != record.code else name
        return f"{text} (im Papierkorb)" if record.trashed else text

    def _find(self, identity: str, types: Sequence[str]) -> Record | None:
        """The record, trashed or not; only records of these types are loaded for it."""
        for name in types:
            if identity in self._by_id:
                break
            if name not in self._loaded:
                self._loaded.add(name)
                cls = self._types[name]
                self.rows(cls)
                self._by_id |= {record.id: record for record in self._source.rows(cls, trashed=True)}
        return self._by_id.get(identity)
