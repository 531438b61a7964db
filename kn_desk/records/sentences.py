"""Pieces of German sentences and the small rules that many records share."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kn_desk.fields.kinds import Day, Money
from kn_desk.fields.numbers import group_thousands
from kn_desk.fields.spec import Fault, Record, fault

NEXT_DAY = timedelta(days=1)
EMAIL_FORM = r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+"
EMAIL_EXAMPLE = "vorname.nachname@konstanz.example.org"


def day(value: date) -> str:
    """Return 30.06.2026."""
    return Day().show_value(value)


def euros(cents: int) -> str:
    """Return 1.234,50 €."""
    return Money().show_value(cents)


def plain(value: Decimal) -> str:
    """Return a number without needless zeros: 10 for 10.00, 12,5 for 12.50."""
    text = group_thousands(value, 2)
    return text.rstrip("0").rstrip(",")


def in_order(record: Record, *pairs: tuple[str, str]) -> Iterator[Fault]:
    """Yield a fault for each pair of day fields whose second lies before its first."""
    for start, end in pairs:
        first, last = getattr(record, start), getattr(record, end)
        if first is not None and last is not None and last < first:
            start_label, end_label = (record.spec.fields[name].label for name in (start, end))
            yield fault(end, f"„{end_label}“ ({day(last)}) liegt vor „{start_label}“ ({day(first)}).", start)


def not_itself(record: Record, *names: str) -> Iterator[Fault]:
    """Yield a fault for each reference or link field in which a record names itself."""
    for name in names:
        value = getattr(record, name)
        if record.id and record.id in (value if isinstance(value, tuple) else (value,)):
            yield fault(name, f"Unter „{record.spec.fields[name].label}“ steht der Eintrag selbst.")


def on_weekend(record: Record, *names: str) -> Iterator[str]:
    """Yield a sentence for each day field that falls on a Saturday or a Sunday."""
    for name in names:
        value = getattr(record, name)
        if value is not None and value.weekday() >= 5:
            weekday = "Samstag" if value.weekday() == 5 else "Sonntag"
            yield f"„{record.spec.fields[name].label}“ {day(value)} ist ein {weekday}."


def in_future(record: Record, today: date, *names: str) -> Iterator[str]:
    """Yield a sentence for each day field that tells of something that cannot have happened yet."""
    for name in names:
        value = getattr(record, name)
        if value is not None and value > today:
            yield f"„{record.spec.fields[name].label}“ {day(value)} liegt in der Zukunft."
