"""The description of a field, said once where the record is declared, and read by everything else.

A record is a frozen dataclass: an instance is a snapshot, never a live row.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, Self, TypeVar, dataclass_transform

from kn_desk.fields.kinds import Kind, Links, Note, Ref, YesNo

AnyKind = Kind[Any]


@dataclass(frozen=True)
class FieldSpec:
    """One stored field: everything there is to say about it."""

    name: str
    label: str
    kind: AnyKind
    required: bool
    hint: str
    section: str
    default: Any
    #: Made by the program; no form, no sheet and no command writes it.
    internal: bool
    #: Leaves the office in no export but the Gesamtmappe "intern".
    confidential: bool


@dataclass(frozen=True)
class Computed:
    """A computed value with the one sentence that says why.

    ``turns`` are the days on which the value could change without any input; ``hint`` is a second sentence about
    something odd that is no error.
    """

    value: Any
    reason: str = ""
    turns: tuple[date, ...] = ()
    hint: str = ""

    def next_change(self, today: date) -> date | None:
        """Return the first day after ``today`` on which the value has to be looked at again."""
        return min((turn for turn in self.turns if turn > today), default=None)


class Near(Protocol):
    """What a rule or a computed value may look at besides the record itself: plain values, settings, a day."""

    @property
    def today(self) -> date: ...

    def threshold(self, key: str) -> int:
        """Return the value of a Schwellwert by its key in ``records.thresholds``."""
        ...

    def below(self, child: "type[R]", via: str, owner: "Record") -> "Sequence[R]":
        """Return the live records of the type ``child`` whose field ``via`` refers to ``owner``."""
        ...

    def above(self, kind: "type[R]", identity: str | None) -> "R | None":
        """Return the record that a reference field holds, None without one."""
        ...

    def name(self, identity: str | None) -> str:
        """Return the readable name of any record, "" without one."""
        ...


@dataclass(frozen=True)
class ComputedSpec:
    """One computed value of a record."""

    name: str
    label: str
    kind: AnyKind
    function: "Callable[[Any, Near], Computed]"
    #: A stored field whose order is this value's order.
    sorted_by: str | None
    #: Kept in the table of derived values, so that lists sort and filter by it.
    kept: bool
    #: (type name, field) of the records below that it looks at, and own reference fields that it looks through.
    below: tuple[tuple[str, str], ...]
    above: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Something that a rule forbids: the sentence, the field where it stands, and the fields whose change counts."""

    field: str
    sentence: str
    inputs: frozenset[str]


def fault(name: str, sentence: str, *others: str) -> Fault:
    """Return a fault at the field ``name``; it counts only if that field or one of ``others`` was touched."""
    return Fault(name, sentence, frozenset((name, *others)))


@dataclass(frozen=True)
class RecordSpec:
    """What is known of a record type besides its fields."""

    name: str
    label: str
    plural: str
    prefix: str
    #: The fields whose values, joined, name a record to a person.
    named_by: tuple[str, ...]
    joined_by: str
    #: The reference field to the record that this one is a part of; it is shown and trashed with it.
    part_of: tuple[str, ...]
    #: Groups of fields whose values together occur once among the live records.
    unique: tuple[tuple[str, ...], ...]
    fields: Mapping[str, FieldSpec]
    computed: Mapping[str, ComputedSpec]

    @property
    def columns(self) -> "list[FieldSpec]":
        """The fields that stand in the type's own table."""
        return [f for f in self.fields.values() if f.kind.has_column]

    @property
    def links(self) -> "list[FieldSpec]":
        """The fields that stand in the link table."""
        return [f for f in self.fields.values() if isinstance(f.kind, Links)]

    @property
    def refs(self) -> "list[FieldSpec]":
        """The fields that refer to one record each."""
        return [f for f in self.fields.values() if isinstance(f.kind, Ref)]


def field(
    label: str,
    kind: AnyKind,
    *,
    hint: str = "",
    section: str = "",
    default: Any = None,
    internal: bool = False,
    confidential: bool = False,
) -> Any:
    """Describe a stored field; the annotation beside it says whether it may be empty."""
    described = {
        "label": label, "kind": kind, "hint": hint, "section": section, "internal": internal,
        "confidential": confidential,
    }  # fmt: skip
    return dataclasses.field(default=() if isinstance(kind, Links) else default, metadata=described)


F = TypeVar("F", bound="Callable[[Any, Near], Computed]")


def computed(
    label: str,
    kind: AnyKind,
    *,
    sorted_by: str | None = None,
    kept: bool = False,
    below: tuple[tuple[str, str], ...] = (),
    above: tuple[str, ...] = (),
) -> Callable[[F], F]:
    """Describe a computed value; the decorated method is a pure function of the record and what is near it."""

    def describe(function: F) -> F:
        function.computed_spec = ComputedSpec(  # type: ignore[attr-defined]
            function.__name__, label, kind, function, sorted_by, kept, below, above
        )
        return function

    return describe


R = TypeVar("R", bound="Record")


class TrashGroup(Note):
    """The id of the group with which a record went into the Papierkorb."""

    def show_value(self, value: str) -> str:
        return "ja"


S = TypeVar("S")


# Frozen for whoever reads and checks the code; that it is so, and its methods, Record says once for all types: what
# dataclass writes for each of them takes a twentieth of a start.
@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def snapshot(cls: type[S]) -> type[S]:
    """Make a class of field descriptions one whose instances are snapshots."""
    return dataclass(init=False, repr=False, eq=False)(cls)


@snapshot
class Record:
    """What every record has; ``id`` and ``code`` are given by the door."""

    spec: ClassVar[RecordSpec]
    _defaults: ClassVar[Mapping[str, Any]]

    id: str = ""
    code: str = ""
    is_public: bool | None = field("Öffentlich", YesNo(), section="Ablage", default=None)
    note_internal: str | None = field("Interne Notiz", Note(), section="Ablage", default=None, confidential=True)
    tags: tuple[str, ...] = field("Schlagwörter", Links("tag"), section="Ablage", default=())
    archived: bool | None = field("Archiviert", YesNo(), section="Ablage", default=None)
    trashed: str | None = field("Papierkorb", TrashGroup(40), section="Ablage", default=None, internal=True)

    def __init__(self, **values: Any) -> None:
        held = {**self._defaults, **values}
        if len(held) != len(self._defaults):
            unknown = ", ".join(sorted(values.keys() - self._defaults.keys()))
            raise TypeError(f"{type(self).__name__} has no field {unknown}")
        put = object.__setattr__
        for name, value in held.items():
            put(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.spec.name, self.id))

    def __repr__(self) -> str:
        filled = ", ".join(f"{name}={value!r}" for name, value in vars(self).items() if value not in (None, "", ()))
        return f"{type(self).__name__}({filled})"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return a snapshot with these values; unknown names are a bug."""
        return cls(**values)

    def faults(self, near: Near) -> Iterator[Fault]:
        """Yield what the rules of this one record forbid."""
        return iter(())

    def hints(self, near: Near) -> Iterator[str]:
        """Yield what is odd but allowed, one German sentence each."""
        return iter(())

    def locked(self, near: Near) -> str | None:
        """Return the German sentence why this record may not be changed, None if it may."""
        return None

    def compute(self, name: str, near: Near) -> Computed:
        """Return the computed value ``name``."""
        return self.spec.computed[name].function(self, near)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(
    label: str,
    plural: str,
    *,
    prefix: str,
    named_by: tuple[str, ...] = ("title",),
    joined_by: str = " – ",
    part_of: tuple[str, ...] = (),
    unique: tuple[tuple[str, ...], ...] = (),
) -> Callable[[type[R]], type[R]]:
    """Make a class of field descriptions a record type; its name in snake case is the type's name."""

    def describe(cls: type[R]) -> type[R]:
        made = snapshot(cls)
        described = dataclasses.fields(made)
        made._defaults = {f.name: f.default for f in described}
        fields = {
            f.name: FieldSpec(name=f.name, required=_is_required(f.type), default=f.default, **f.metadata)
            for f in described
            if f.metadata
        }
        own = {name: f for name, f in fields.items() if name not in _COMMON}
        common = {name: f for name, f in fields.items() if name in _COMMON}
        values = [
            value.computed_spec
            for base in made.__mro__
            for value in vars(base).values()
            if hasattr(value, "computed_spec")
        ]
        made.spec = RecordSpec(
            name=snake_case(made.__name__),
            label=label,
            plural=plural,
            prefix=prefix,
            named_by=named_by,
            joined_by=joined_by,
            part_of=part_of,
            unique=unique,
            fields=types.MappingProxyType(own | common),
            computed=types.MappingProxyType({c.name: c for c in sorted(values, key=_written_at)}),
        )
        return made

    return describe


_COMMON = frozenset(f.name for f in dataclasses.fields(Record))


def _is_required(hint: Any) -> bool:
    return type(None) not in typing.get_args(hint) and typing.get_origin(hint) is not tuple


def _written_at(spec: ComputedSpec) -> int:
    return spec.function.__code__.co_firstlineno


def snake_case(name: str) -> str:
    """Return StrategyItem as strategy_item."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def fields_of(kind: type[Record]) -> Mapping[str, FieldSpec]:
    """Return the stored fields of a record type by name, its own first, in the order of declaration."""
    return kind.spec.fields
