"""The columns of a record type's sheet: Kennung, name, light, its own fields, computed values, and what all have."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.row_xml import Value
from kn_desk.fields.kinds import Choice, Data, Decimals, Light, Links, Number, Percent, Rate, Ref, Text, YesNo
from kn_desk.fields.spec import AnyKind, Computed, ComputedSpec, FieldSpec, Record

#: Fields that every record has stand at the end.
_COMMON = frozenset(Record.__dataclass_fields__)
#: Text that may be so long is a sentence rather than a word.
_LONG = 200


@dataclass(frozen=True)
class Column:
    """One column: where its values come from, and what they are."""

    header: str
    kind: AnyKind
    #: Gives a record's value in the record's own terms; None or () is an empty cell.
    get: Callable[[Any], Any]
    #: Gives what the cell holds for a value; text is not yet cleaned.
    cell: Callable[[Any], Value]
    computed: bool = False

    @property
    def options(self) -> tuple[str, ...] | None:
        """Return the words of the drop-down, None where there is none."""
        if self.computed:
            return None
        if isinstance(self.kind, YesNo):
            return (self.kind.show_value(True), self.kind.show_value(False))
        return tuple(self.kind.options.values()) if isinstance(self.kind, Choice) else None

    @property
    def is_text(self) -> bool:
        """Whether the cells hold text and not a number."""
        return self.kind.excel_format == "@"

    @property
    def number_format(self) -> str:
        """Return the format of the cells; a unit is shown and not stored."""
        unit = getattr(self.kind, "unit", "")
        plain = isinstance(self.kind, Number | Decimals) and not isinstance(self.kind, Percent | Rate)
        return f'{self.kind.excel_format} "{unit}"' if unit and plain else self.kind.excel_format


_CODE = Column("Kennung", Text(30, width=13), attrgetter("code"), str)


def columns_of(cls: type[Record], near: LoadedNear, *, internal: bool) -> list[Column]:
    """Return the columns in their order; ``internal`` takes confidential fields along."""
    spec = cls.spec
    shown = [
        field
        for field in spec.fields.values()
        if not field.internal and not isinstance(field.kind, Data) and (internal or not field.confidential)
    ]
    name = [field for wanted in spec.named_by for field in shown if field.name == wanted]
    own = [field for field in shown if field.name not in _COMMON and field not in name]
    first = [field for field in own if not _is_long(field.kind) and not _is_above(field, spec.name)]
    common = [field for field in shown if field.name in _COMMON]
    light = leading_light(cls)
    others = [value for value in spec.computed.values() if value is not light]
    return [
        _CODE,
        *(_stored(field, near) for field in name),
        *(_with_reason(light, near) if light else ()),
        *(_stored(field, near) for field in first),
        *(_computed(value, near) for value in others),
        *(_stored(field, near) for field in own if field not in first),
        *(_stored(field, near) for field in common),
    ]


def column_named(cls: type[Record], name: str, near: LoadedNear) -> Column:
    """Return the column of a field, of a computed value, or of the Kennung ("code")."""
    if name == "code":
        return _CODE
    if name in cls.spec.computed:
        return _computed(cls.spec.computed[name], near)
    return _stored(cls.spec.fields[name], near)


def _is_long(kind: AnyKind) -> bool:
    """Whether values are read one by one: they stand behind what is scanned and compared."""
    return isinstance(kind, Links) or (isinstance(kind, Text) and kind.longest >= _LONG)


def _is_above(field: FieldSpec, own: str) -> bool:
    """Whether the field refers to a record of the same type: above it, or after it."""
    return isinstance(field.kind, Ref) and field.kind.target == own


def leading_light(cls: type[Record]) -> ComputedSpec | None:
    """Return the computed light that stands beside the name: the first one that is kept."""
    return next((v for v in cls.spec.computed.values() if v.kept and isinstance(v.kind, Light)), None)


def _stored(field: FieldSpec, near: LoadedNear) -> Column:
    return Column(field.label, field.kind, attrgetter(field.name), _cell_of(field.kind, near))


def _computed(value: ComputedSpec, near: LoadedNear) -> Column:
    def get(record: Record) -> Any:
        return value.function(record, near).value

    return Column(value.label, value.kind, get, _cell_of(value.kind, near), computed=True)


def _with_reason(light: ComputedSpec, near: LoadedNear) -> tuple[Column, Column]:
    """Return the light's column and the one with its sentence; each light is computed once for both."""
    last: tuple[str, Computed] = ("", Computed(None))

    def compute(record: Record) -> Computed:
        nonlocal last
        if last[0] != record.id:
            last = (record.id, light.function(record, near))
        return last[1]

    return (
        Column(light.label, light.kind, lambda record: compute(record).value, light.kind.cell, computed=True),
        Column(
            f"{light.label}: Grund", Text(width=26), lambda record: compute(record).reason or None, str, computed=True
        ),
    )


def _cell_of(kind: AnyKind, near: LoadedNear) -> Callable[[Any], Value]:
    """How a value becomes a cell; references are readable, with their codes."""
    if isinstance(kind, Ref):
        return near.labels(kind.targets)
    if isinstance(kind, Links):
        label = near.labels(kind.targets)
        return lambda value: "; ".join(map(label, value))
    return kind.cell
