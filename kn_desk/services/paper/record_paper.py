"""A record on paper: what is computed about it and why, its fields by section, its parts, what it is linked with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kn_desk.fields.kinds import Data, Light, Links, Note
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import visible
from kn_desk.services.listing import lights_of, statuses_of
from kn_desk.services.paper.listed import column_of, value_cell
from kn_desk.services.paper.parts import Block, Cell, Column, Heading, Paper, Row, Table, Words, pairs, stand
from kn_desk.storage.reader import Reader

#: Columns of a table of parts, the name and the light among them.
_MOST_COLUMNS = 6


@dataclass(frozen=True)
class ShownRecord:
    """One record, by its id; ``word`` is what it is called where there is a choice."""

    identity: str
    word: str = "Datensatz"

    def paper(self, reader: Reader, now: datetime) -> Paper | None:
        """Return the record as it goes to paper, None if it is gone."""
        record = reader.record(self.identity)
        return record_paper(reader, record, now) if record is not None else None


def record_paper(reader: Reader, record: Record, now: datetime) -> Paper:
    """Return a record as it goes to paper; confidential fields stay in the office."""
    spec = record.spec
    said = [record.code, spec.label]
    said += [reader.show(field, getattr(record, field.name)) for field in statuses_of(type(record))[:1]]
    name = visible(reader.name_of(record)).split("\n")[0]
    blocks = [
        *_computed(reader, record),
        *(Words(hint, quiet=True) for hint in record.hints(reader.near)),
        *_sections(reader, record, name),
        *_parts(reader, record),
        *_links(reader, record),
    ]
    withheld = [field.label for field in spec.fields.values() if field.confidential and _has(record, field)]
    note = f"Vertraulich und deshalb nicht dabei: {', '.join(withheld)}." if withheld else ""
    return Paper(name, (" · ".join(filter(None, said)),), tuple(blocks), stand(now), note=note)


def _has(record: Record, field: FieldSpec) -> bool:
    return getattr(record, field.name) not in (None, ())


def _computed(reader: Reader, record: Record) -> Iterator[Block]:
    """Lights first, each value with its reason below it."""
    rows: list[tuple[str, Cell]] = []
    values: list[tuple[str, Cell]] = []
    for name, computed in reader.computed(record).items():
        spec = record.spec.computed[name]
        below = "\n".join(filter(None, (computed.reason, f"Hinweis: {computed.hint}" if computed.hint else "")))
        if isinstance(spec.kind, Light):
            signal = spec.kind.states.get(computed.value or "")
            rows.append((spec.label, Cell(signal.word if signal else "–", signal, below=visible(below))))
        elif computed.value is not None:
            values.append((spec.label, Cell(visible(spec.kind.show(computed.value)), bold=True, below=visible(below))))
    if rows or values:
        yield Heading("Überblick")
        yield pairs([*rows, *values])


def _sections(reader: Reader, record: Record, name: str) -> Iterator[Block]:
    sections: dict[str, list[tuple[str, Cell]]] = {}
    for field in record.spec.fields.values():
        if field.internal or field.confidential or isinstance(field.kind, Data) or not _has(record, field):
            continue
        cell = value_cell(reader, type(record), field.name, getattr(record, field.name))
        if cell.text == name:
            continue  # it is the title already
        sections.setdefault(field.section or record.spec.label, []).append((field.label, cell))
    for title, rows in sections.items():
        yield Heading(title)
        yield pairs(rows)


def _parts(reader: Reader, record: Record) -> Iterator[Block]:
    for cls, parts in reader.parts(record):
        if parts:
            yield Heading(cls.spec.plural, str(len(parts)))
            yield _part_table(reader, record, cls, parts)


def _part_table(reader: Reader, owner: Record, cls: type[Record], parts: Sequence[Record]) -> Table:
    """The short fields that any of the parts has, what names them first, then their light."""
    short = [
        field
        for field in cls.spec.fields.values()
        if not (field.internal or field.confidential or isinstance(field.kind, Note | Links | Data))
        and field.name not in (*cls.spec.part_of, "is_public", "archived")
        and any(_has(part, field) for part in parts)
    ]
    named = [field for field in short if field.name in cls.spec.named_by]
    lights = lights_of(cls)[:1]
    fields = [*named, *(field for field in short if field not in named)][: _MOST_COLUMNS - len(lights)]
    names = [field.name for field in fields]
    names[max(1, len(named)) : max(1, len(named))] = [light.name for light in lights]
    columns = [column_of(cls, name) for name in names]
    growing = next((number for number, one in enumerate(columns) if not (one.right or one.whole)), None)
    if growing is not None:
        columns[growing] = replace(columns[growing], grows=True)
    rows = tuple(Row(tuple(_part_cell(reader, part, name) for name in names)) for part in parts)
    return (
        Table(tuple(columns), rows) if columns else Table((Column(),), tuple(Row((Cell(one.code),)) for one in parts))
    )


def _part_cell(reader: Reader, part: Record, name: str) -> Cell:
    computed = name in part.spec.computed
    value = part.compute(name, reader.near).value if computed else getattr(part, name)
    return value_cell(reader, type(part), name, value)


def _links(reader: Reader, record: Record) -> Iterator[Block]:
    groups: dict[str, list[Record]] = {}
    for usage in reader.usages(record):
        if usage.record.trashed is None and usage.field.name not in usage.record.spec.part_of:
            groups.setdefault(f"{usage.record.spec.plural}: {usage.field.label}", []).append(usage.record)
    rows: list[Row] = []
    for title, records in groups.items():
        rows.append(Row((Cell(title),), group=True))
        rows += [_link_row(reader, other) for other in records]
    if rows:
        yield Heading("Verknüpft")
        yield Table((Column(width=30), Column(grows=True), Column(width=42)), tuple(rows))


def _link_row(reader: Reader, record: Record) -> Row:
    standing = Cell()
    for light in lights_of(type(record))[:1]:
        standing = _part_cell(reader, record, light.name)
    if not standing.text:
        for field in statuses_of(type(record))[:1]:
            standing = _part_cell(reader, record, field.name)
    return Row((Cell(record.code, quiet=True), Cell(visible(reader.name_of(record)).replace("\n", " ")), standing))
