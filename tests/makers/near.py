"""A Near made of plain records, for rules and computed values; it refuses to show what was not declared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from kn_desk.fields.spec import Computed, ComputedSpec, Record
from kn_desk.records.thresholds import DEFAULTS

R = TypeVar("R", bound=Record)

#: How many days ahead a value is watched for a change that was not announced.
WATCHED_DAYS = 450


class UndeclaredError(AssertionError):
    """A computed value looked at something that its declaration does not name."""


@dataclass(frozen=True)
class FakeNear:
    """The records of an office on one day; ``thresholds`` override the defaults.

    ``compute`` hands the record a copy that knows whose value is computed, and raises UndeclaredError where that
    value looks below or above without having said so. Rules (faults, hints, locked) may look everywhere.
    """

    today: date
    records: Sequence[Record] = ()
    thresholds: Mapping[str, int] = field(default_factory=dict)
    _owner: Record | None = None
    _declared: ComputedSpec | None = None

    def on(self, today: date) -> "FakeNear":
        """Return the same office on another day."""
        return replace(self, today=today)

    def compute(self, record: Record, name: str) -> Computed:
        """Return the computed value ``name`` of ``record``, watched."""
        return record.compute(name, replace(self, _owner=record, _declared=record.spec.computed[name]))

    def threshold(self, key: str) -> int:
        return self.thresholds.get(key, DEFAULTS[key].value)

    def below(self, child: type[R], via: str, owner: Record) -> Sequence[R]:
        assert via in child.spec.fields, f"{child.spec.name} has no field {via}"
        if self._declared is not None:
            if owner.id != (self._owner.id if self._owner else None):
                raise UndeclaredError(f"{self._declared.name} looks below another record")
            if (child.spec.name, via) not in self._declared.below:
                raise UndeclaredError(f"{self._declared.name} looks below at ({child.spec.name!r}, {via!r})")
        return [
            record
            for record in self.records
            if isinstance(record, child) and record.trashed is None and owner.id in _identities(record, via)
        ]

    def above(self, kind: type[R], identity: str | None) -> R | None:
        if identity is None:
            return None
        self._refuse_undeclared(identity)
        found = self._find(identity)
        assert found is None or isinstance(found, kind), f"{identity} is no {kind.spec.name}"
        return found

    def name(self, identity: str | None) -> str:
        if identity is None:
            return ""
        self._refuse_undeclared(identity)
        found = self._find(identity)
        return "" if found is None else name_of(found)

    def _refuse_undeclared(self, identity: str) -> None:
        if self._declared is None or self._owner is None:
            return
        if not any(identity in _identities(self._owner, via) for via in self._declared.above):
            raise UndeclaredError(
                f"{self._declared.name} looks through a reference that it did not declare: {identity}"
            )

    def _find(self, identity: str) -> Record | None:
        return next((record for record in self.records if record.id == identity), None)


def _identities(record: Record, via: str) -> tuple[str, ...]:
    value = getattr(record, via)
    return value if isinstance(value, tuple) else (value,)


def name_of(record: Record) -> str:
    """Return the name of a record as a person reads it, references shown as ids."""
    fields = record.spec.fields
    return " ".join(filter(None, (fields[name].kind.show(getattr(record, name)) for name in record.spec.named_by)))


def assert_next_change_is_complete(look: Callable[[date], Computed], today: date) -> None:
    """Check that a value looked at again only when announced (``next_change``) is right on every day."""
    kept = look(today)
    turn = kept.next_change(today)
    for day in (today + timedelta(days=n) for n in range(1, WATCHED_DAYS)):
        seen = look(day)
        if day == turn:
            kept, turn = seen, seen.next_change(day)
        assert (seen.value, seen.reason, seen.hint) == (kept.value, kept.reason, kept.hint), (
            f"it changes on {day}, announced was {turn}: {kept} -> {seen}"
        )


def assert_holds_until_it_turns(near: FakeNear, record: Record, name: str) -> None:
    """Check that a computed value changes on no day that was not announced."""
    assert_next_change_is_complete(lambda today: near.on(today).compute(record, name), near.today)


def faults_of(record: Record, near: FakeNear) -> dict[str, str]:
    """Return the sentence of each fault by its field (the first one where there are several)."""
    found: dict[str, str] = {}
    for fault in record.faults(near):
        found.setdefault(fault.field, fault.sentence)
    return found
