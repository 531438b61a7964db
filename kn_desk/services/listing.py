"""Lists as plain text, for the command line: a few columns that tell most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kn_desk.fields.kinds import Day, Light, Ref
from kn_desk.fields.spec import ComputedSpec, FieldSpec, Record, RecordSpec
from kn_desk.fields.text import visible
from kn_desk.records import agenda
from kn_desk.records.jour_fixe import AgendaItem
from kn_desk.storage.reader import Reader

#: Fields that say how far a record is, the first that a type has.
_STATUS_NAMES = ("status", "state", "implementation", "result", "closed", "done", "active")
#: A list in a terminal: columns beside Kennung and name, how many of them lights, dates and references; widths.
_MOST_COLUMNS = 5
_MOST_LIGHTS = 2
_MOST_TELLING = 3
_WIDEST = 32
_WIDEST_NAME = 56
_SHORTEST_PART = 6
_SHORTEST_OWNER = 12


def table(reader: Reader, cls: type[Record], records: Sequence[Record], *, as_of_today: bool = True) -> list[str]:
    """Return a list as lines: Kennung, name, and what tells most: lights, status, dates and references.

    Lights are those of today, so that a list of former states goes without them.
    """
    if not records:
        return [f"Keine {cls.spec.plural}."]
    columns: list[_Column] = []
    items = [record for record in records if isinstance(record, AgendaItem)]
    if items:
        numbers = numbers_of(items)
        columns.append(_Column("Nr.", lambda record: numbers.get(record.id, "")))
    if as_of_today:
        columns += _light_columns(reader, cls)
    columns += [_field_column(reader, field) for field in _chosen(cls, records, _MOST_COLUMNS - len(columns))]
    rows = [["Kennung", cls.spec.label, *(column.label for column in columns)]]
    rows += [
        [record.code, visible(reader.name_of(record)), *(column.text(record) for column in columns)]
        for record in records
    ]
    limits = [_WIDEST, _WIDEST_NAME, *([_WIDEST] * len(columns))]
    widths = [min(max(len(row[place]) for row in rows), limit) for place, limit in enumerate(limits)]
    cut = [[_elided(text, width, cls.spec) for text, width in zip(row, widths, strict=True)] for row in rows]
    return ["  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip() for row in cut]


@dataclass(frozen=True)
class _Column:
    label: str
    text: Callable[[Record], str]


def _light_columns(reader: Reader, cls: type[Record]) -> list[_Column]:
    """The first lights of a type, as they are kept; what is due is computed."""
    lights = lights_of(cls)[:_MOST_LIGHTS]
    if not lights:
        return []
    kept, due = reader.kept(cls), reader.due().get(cls.spec.name, set())

    def text(record: Record, light: ComputedSpec) -> str:
        key = (record.id, light.name)
        if key in kept and record.id not in due:
            return light.kind.show(kept[key])
        return light.kind.show(record.compute(light.name, reader.near).value)

    return [_Column(light.label, partial(text, light=light)) for light in lights]


def _field_column(reader: Reader, field: FieldSpec) -> _Column:
    return _Column(field.label, lambda record: visible(reader.show(field, getattr(record, field.name))))


def _chosen(cls: type[Record], records: Sequence[Record], most: int) -> list[FieldSpec]:
    """The status, then those dates and references that tell most records apart, then other short fields."""
    possible = [
        field
        for field in cls.spec.fields.values()
        if field.name not in cls.spec.named_by and field.kind.sortable and not field.internal
    ]
    values = {field.name: [getattr(record, field.name) for record in records] for field in possible}
    filled = {name: sum(value is not None for value in of_field) for name, of_field in values.items()}
    same = {name for name, of_field in values.items() if len(records) > 1 and len(set(of_field)) == 1}
    status = [field for field in statuses_of(cls) if field in possible and filled[field.name]][:1]
    telling = [
        field
        for field in possible
        if isinstance(field.kind, Day | Ref) and field not in status and filled[field.name] and field.name not in same
    ]
    ranked = sorted(telling, key=lambda field: -filled[field.name])
    first = [next((field for field in ranked if isinstance(field.kind, kind)), None) for kind in (Day, Ref)]
    best = [*filter(None, first), *(field for field in ranked if field not in first)][:_MOST_TELLING]
    others = [field for field in possible if field not in [*status, *telling] and filled[field.name]]
    chosen = [*status, *(field for field in telling if field in best), *others]
    return chosen[:most]


def _elided(text: str, width: int, spec: RecordSpec) -> str:
    """The text on one line in so many characters; of a name in parts the owner is cut first, then the longest."""
    joint = spec.joined_by
    parts = " ".join(text.split()).split(joint)
    lengths = [len(part) for part in parts]
    room = width - len(joint) * (len(parts) - 1)
    if sum(lengths) > room < len(parts) * _SHORTEST_PART:
        return f"{joint.join(parts)[: width - 1]}…"
    if len(parts) > 1 and [name for name in spec.named_by if name in spec.part_of] == [spec.named_by[0]]:
        lengths[0] = min(lengths[0], max(_SHORTEST_OWNER, room - sum(lengths[1:])))
    while sum(lengths) > room:
        lengths[lengths.index(max(lengths))] -= 1
    cut = (
        part if len(part) <= length else f"{part[: length - 1].rstrip()}…"
        for part, length in zip(parts, lengths, strict=True)
    )
    return joint.join(cut)


def lights_of(cls: type[Record]) -> list[ComputedSpec]:
    """Return the lights of a type that lists show, the main one first."""
    lights = [spec for spec in cls.spec.computed.values() if spec.kept and isinstance(spec.kind, Light)]
    parts_of_it = f"{lights[0].label} " if lights else ""
    return [spec for spec in lights if not (parts_of_it and spec.label.startswith(parts_of_it))]


def statuses_of(cls: type[Record]) -> list[FieldSpec]:
    """Return the fields that say how far a record is, the one that tells most first."""
    return [cls.spec.fields[name] for name in _STATUS_NAMES if name in cls.spec.fields]


def numbers_of(items: Sequence[AgendaItem]) -> dict[str, str]:
    """Return the numbers of items of one or more meetings by id; those in approved minutes are kept."""
    by_meeting: dict[str | None, list[AgendaItem]] = {}
    for item in items:
        by_meeting.setdefault(item.meeting, []).append(item)
    numbers = {key: number for some in by_meeting.values() for key, number in agenda.numbers(some).items()}
    return numbers | {item.id: item.number_fixed for item in items if item.number_fixed}
