"""The parts of a record as two-line rows: what it is and how much, then day, light and stage; groups with sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kn_desk.fields.kinds import Choice, Day, Decimals, Light, Money, Note, Number, Signal, by_itself
from kn_desk.fields.spec import AnyKind, FieldSpec, Record
from kn_desk.fields.text import visible
from kn_desk.records import agenda
from kn_desk.records.funding_parts import ApplicationPartner, Drawdown, FinanceLine
from kn_desk.records.jour_fixe import MINUTES, AgendaItem
from kn_desk.records.measuring import Indicator, Reading
from kn_desk.records.reporting import StatusReport
from kn_desk.services.listing import numbers_of
from kn_desk.services.overdue import is_overdue
from kn_desk.storage.reader import Reader

#: What is told newest first: one looks for how it stands now.
_NEWEST_FIRST = (Reading, StatusReport)
#: Where the amounts of all parts add up to something.
_SUMMED = (ApplicationPartner, Drawdown, FinanceLine)
_SIDES = {"expense": "Ausgaben", "income": "Einnahmen"}


@dataclass(frozen=True)
class PartRow:
    """A part: its name and figure; below them a day, a light and further words, each "" or None where there is none."""

    record: Record
    title: str
    figure: str
    day: str
    is_overdue: bool
    signal: Signal | None
    words: str

    @property
    def below(self) -> str:
        """The second line as text."""
        return " · ".join(filter(None, (self.day, self.signal.word if self.signal else "", self.words)))


@dataclass(frozen=True)
class PartHeading:
    """What a group of parts has in common, or that all are added up, with the sum."""

    title: str
    figure: str
    is_sum: bool = False


PartLine = PartRow | PartHeading


def part_lines(reader: Reader, cls: type[Record], via: str, owner: Record) -> list[PartLine]:
    """Return the parts of a type that belong to ``owner`` by the field ``via``, in their order, with their sums."""
    records = list(reader.near.below(cls, via, owner))
    if cls is FinanceLine:
        return list(_by_year(reader, [record for record in records if isinstance(record, FinanceLine)]))
    lines: list[PartLine] = [*part_rows(reader, owner, records)]
    if len(lines) > 1 and issubclass(cls, _SUMMED):
        name = next(spec.name for spec in cls.spec.fields.values() if isinstance(spec.kind, Money))
        lines.append(PartHeading("Summe", _sum(records, name), is_sum=True))
    return lines


def part_rows(reader: Reader, owner: Record, records: Sequence[Record]) -> list[PartRow]:
    """Return parts of one type as rows, in the order in which they are read."""
    items = [record for record in records if isinstance(record, AgendaItem)]
    if items:
        numbers, minutes = numbers_of(items), agenda.minutes_of(items, planned=True)
        return [
            replace(_row(reader, owner, item, before=f"{numbers[item.id]}  "), figure=MINUTES.show(minutes[item.id]))
            for item in agenda.in_order(items)
        ]
    return [_row(reader, owner, record) for record in sorted(records, key=_place, reverse=_newest_first(records))]


def _by_year(reader: Reader, lines: Sequence[FinanceLine]) -> Iterator[PartLine]:
    """The lines of a Finanzierungsplan: by year, Ausgaben before Einnahmen, each with its sum; all sums at the end."""
    groups: dict[tuple[int, str], list[FinanceLine]] = {}
    for line in lines:
        groups.setdefault((line.year or 9999, line.side or "expense"), []).append(line)
    for (year, side), found in sorted(groups.items()):
        words = f"{'Ohne Jahr' if year == 9999 else year} · {_SIDES.get(side, side)}"
        yield PartHeading(words, _sum(found, "plan"))
        for line in found:
            yield _row(reader, None, line, without=("year", "side"))
    for side, word in _SIDES.items():
        found = [line for line in lines if (line.side or "expense") == side]
        if found:
            yield PartHeading(f"{word} gesamt", _sum(found, "plan"), is_sum=True)


def _sum(records: Sequence[Record], name: str) -> str:
    return Money().show(sum(getattr(record, name) or 0 for record in records))


def _newest_first(records: Sequence[Record]) -> bool:
    return bool(records) and isinstance(records[0], _NEWEST_FIRST)


def _place(record: Record) -> tuple[Any, ...]:
    """Where a part stands among the others: by its rank, else by its day, what has none last."""
    named = _day_of(record)
    on = getattr(record, named.name) if named else None
    return getattr(record, "rank", None) or "", on or date.max, record.code


def _row(
    reader: Reader, owner: Record | None, record: Record, *, before: str = "", without: tuple[str, ...] = ()
) -> PartRow:
    spec = record.spec
    told = {name for name in spec.part_of if owner is not None and getattr(record, name) == owner.id} | set(without)
    figures = [field for field in spec.fields.values() if _is_figure(field) and getattr(record, field.name) is not None]
    figure, others = (figures[0], figures[1:]) if figures else (None, [])
    on = _day_of(record)
    kept = reader.kept_of(type(record), [record.id]).get(record.id, {})
    values = {name: value.value for name, value in kept.items()}
    light = next((one for one in spec.computed.values() if one.kept and isinstance(one.kind, Light)), None)
    signal = light.kind.states.get(values.get(light.name) or "") if light and isinstance(light.kind, Light) else None
    stages = stages_of(reader, record)
    if stages and signal is not None and signal.tone == "none":
        signal = None  # the stage says more
    further = [f"{field.label} {_shown(reader, record, field)}" for field in others if _is_money(field.kind)]
    return PartRow(
        record,
        before + _title(reader, record, told | {field.name for field in (on, figure) if field}),
        _shown(reader, record, figure) if figure else "",
        _day_words(on, getattr(record, on.name), signal) if on and not isinstance(record, Reading) else "",
        on is not None and is_overdue(spec.name, on.name, getattr(record, on.name), values, reader.today),
        signal,
        " · ".join([*stages, *further, *(["vorläufig"] if getattr(record, "provisional", None) else [])]),
    )


def _title(reader: Reader, record: Record, told: set[str]) -> str:
    if isinstance(record, Drawdown) and (on := record.requested_on or record.needed_until):
        return f"{(on.month + 2) // 3}. Quartal {on.year}"
    if isinstance(record, Reading) and record.measured_on:
        return Day().show(record.measured_on)
    name = reader.name_of(record, without=told)
    if name == record.code:  # a Note says more than a Kennung
        notes = [
            f for f in record.spec.fields.values() if isinstance(f.kind, Note) and not (f.internal or f.confidential)
        ]
        name = next(filter(None, (getattr(record, field.name) for field in notes)), name)
    return visible(" ".join(name.split()))


def _shown(reader: Reader, record: Record, field: FieldSpec) -> str:
    text = reader.show(field, getattr(record, field.name))
    if isinstance(record, Reading):
        indicator = reader.near.above(Indicator, record.indicator)
        text = f"{text} {indicator.unit or ''}".strip() if indicator else text
    return visible(text)


def _is_figure(field: FieldSpec) -> bool:
    """Whether a value stands at the right of a part's name: an amount, a measured value, minutes, a share."""
    counted = isinstance(field.kind, Number) and bool(field.kind.unit)
    return not field.internal and (counted or isinstance(field.kind, Money | Decimals))


def _is_money(kind: AnyKind) -> bool:
    return isinstance(kind, Money)


def _day_of(record: Record) -> FieldSpec | None:
    """The day of a part: one that names it, else the first that is filled in; of a Messwert the name itself."""
    if isinstance(record, Reading):
        return record.spec.fields["measured_on"]
    days = [field for field in record.spec.fields.values() if isinstance(field.kind, Day) and not field.internal]
    days.sort(key=lambda field: field.name not in record.spec.named_by)
    return next((field for field in days if getattr(record, field.name) is not None), None)


def _day_words(field: FieldSpec, on: date, signal: Signal | None) -> str:
    """Return "Termin 07.10.2024" or "Abgerufen am 04.11.2026"; no word where another one says it."""
    label = field.label.removesuffix(" (Plan)")
    told = label == "Datum" or (signal is not None and label.startswith(signal.word))
    return Day().show(on) if told else f"{label} {Day().show(on)}"


def stages_of(reader: Reader, record: Record) -> list[str]:
    """Return how far a record is, in words, where a stored choice says so."""
    names = [name for name in ("status", "state") if name in record.spec.fields]
    fields = [record.spec.fields[name] for name in names if isinstance(record.spec.fields[name].kind, Choice)]
    return [by_itself(text) for field in fields if (text := reader.show(field, getattr(record, field.name)))]
