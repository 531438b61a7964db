"""Deadlines: the Fristampel, the days left, and how a rule makes a due day out of an anchor day.

No deadline of any law stands here: rules are records with their source, and the Bescheid goes first.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.fields.kinds import Light, signals
from kn_desk.fields.spec import Computed, Near, Record
from kn_desk.records.sentences import NEXT_DAY, day
from kn_desk.records.workdays import day_off, holiday, move_workdays, weekday, workday_from, workday_until

#: The Fristampel has words of its own; those of the Plan-Ampel belong to the Plan-Ampel.
DEADLINE_LIGHT = Light(signals(ok="Genug Zeit", warn="Bald fällig", crit="Dringend", none="Ohne Frist", quiet=True))

UNITS = {
    "days": "Tage", "weeks": "Wochen", "months": "Monate", "years": "Jahre", "working_days": "Arbeitstage",
}  # fmt: skip
_ONE = {
    "days": "Tag", "weeks": "Woche", "months": "Monat", "years": "Jahr", "working_days": "Arbeitstag",
}  # fmt: skip
IF_DAY_OFF = {"keep": "bleibt", "next": "nächster Arbeitstag", "previous": "voriger Arbeitstag"}


def count_of(number: int, unit: str) -> str:
    """Return "6 Monate" or "1 Monat"."""
    return f"{number} {_ONE[unit] if number == 1 else UNITS[unit]}"


def days_before(due: date, days: int) -> date:
    """Return the day ``days`` days earlier, the first of all days where there is none."""
    return date.min if days >= (due - date.min).days else due - timedelta(days=days)


def no_deadline(reason: str) -> Computed:
    """Return the Fristampel where nothing is due, with the sentence why."""
    return Computed("none", reason)


def deadline_light(due: date | None, near: Near, what: str = "", lead: str = "fällig am") -> Computed:
    """Return the Fristampel of an open deadline: red ≤ 7 days or past, yellow ≤ 30, else green (settings).

    ``what`` says which deadline it is, where that is not plain; ``lead`` are the words before the day.
    """
    begin = f"{what}: " if what else ""
    if due is None:
        return no_deadline(f"{begin}Es ist kein Termin eingetragen.")
    crit, warn = near.threshold("deadline.crit"), near.threshold("deadline.warn")
    left = (due - near.today).days
    turns = (days_before(due, warn), days_before(due, crit), due + NEXT_DAY)
    if left < 0:
        level, span = "crit", "seitdem überfällig"
    elif left <= crit:
        level, span = "crit", _within(crit)
    elif left <= warn:
        level, span = "warn", _within(warn)
    else:
        level, span = "ok", f"in mehr als {_dative(max(crit, warn))}"
    on = f"{begin}{lead} {day(due)}"
    return Computed(level, f"{on[0].upper()}{on[1:]}, {span}.", turns)


def _within(days: int) -> str:
    return f"innerhalb von {_dative(days)}" if days else "also heute"


def _dative(days: int) -> str:
    return "1 Tag" if days == 1 else f"{days} Tagen"


def overdue(due: date | None, near: Near) -> Computed:
    """Return whether an open deadline has passed; it turns on the day after it."""
    if due is None:
        return Computed(False, "Es ist kein Termin eingetragen.")
    past = due < near.today
    return Computed(past, f"{'War fällig' if past else 'Fällig'} am {day(due)}.", (due + NEXT_DAY,))


def days_left(due: date | None, near: Near) -> Computed:
    """Return the days until a deadline, negative after it; changes daily, so lists sort by the stored day."""
    if due is None:
        return Computed(None, "Es ist kein Termin eingetragen.")
    return Computed(
        (due - near.today).days,
        f"{'War fällig' if due < near.today else 'Fällig'} am {day(due)}.",
        (near.today + NEXT_DAY,),
    )


@dataclass(frozen=True)
class SumLine:
    """One line of a written sum: sign ("", "+", "−", "=", "→"), figure and words."""

    sign: str
    figure: str
    words: str


@dataclass(frozen=True)
class DueDay:
    """A day that a rule gave, with the written sum that answers "Warum dieses Datum?"."""

    on: date
    lines: tuple[SumLine, ...]

    @property
    def sentence(self) -> str:
        """The sum in one line."""
        parts = (f"{line.sign} {line.figure}{f' ({line.words})' if line.words else ''}" for line in self.lines)
        return " ".join(part.strip() for part in parts) + "."

    @property
    def text(self) -> str:
        """The sum line under line: sign, figure and words in columns."""
        width = max(len(line.figure) for line in self.lines)
        return "\n".join(f"{line.sign:1} {line.figure:{width}}  {line.words}".rstrip() for line in self.lines)


def move(start: date, offset: int, unit: str, *, month_end: bool = False) -> date:
    """Return the day ``offset`` units later (earlier if negative).

    A month without that day ends the period on its last day (31.08. + 6 months = 28.02.; § 188 BGB); with
    ``month_end`` the result always is the last day of its month.
    """
    if unit == "working_days":
        moved = move_workdays(start, offset)
    elif unit in ("months", "years"):
        month = start.year * 12 + start.month - 1 + offset * (12 if unit == "years" else 1)
        year, month = divmod(month, 12)
        moved = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    else:
        moved = start + timedelta(days=offset * (7 if unit == "weeks" else 1))
    return moved.replace(day=monthrange(moved.year, moved.month)[1]) if month_end else moved


def due_by_rule(
    anchor: date,
    anchor_words: str,
    offset: int,
    unit: str,
    *,
    source: str = "",
    month_end: bool = False,
    if_day_off: str = "keep",
) -> DueDay:
    """Return the due day of a rule: anchor ± offset, if it says so to the month's end and off a day off."""
    lines = [SumLine("", day(anchor), anchor_words)]
    due = move(anchor, offset, unit, month_end=month_end)
    words = ", ".join(filter(None, (source, "bis Monatsende" if month_end else "")))
    lines.append(SumLine("−" if offset < 0 else "+", count_of(abs(offset), unit), words))
    lines.append(SumLine("=", day(due), day_off(due) or weekday(due)))
    moved = due
    if if_day_off == "next":
        moved = workday_from(due)
    elif if_day_off == "previous":
        moved = workday_until(due)
    if moved != due:
        lines.append(SumLine("→", day(moved), f"{IF_DAY_OFF[if_day_off]}, {weekday(moved)}"))
    return DueDay(moved, tuple(lines))


def internal_due(due: date, workdays: int) -> DueDay:
    """Return the office's own day, ``workdays`` working days of Baden-Württemberg before the deadline."""
    ours = move_workdays(due, -workdays)
    return DueDay(
        ours,
        (
            SumLine("", day(due), "Frist"),
            SumLine("−", count_of(workdays, "working_days"), "Baden-Württemberg"),
            SumLine("=", day(ours), weekday(ours)),
        ),
    )


def on_day_off(record: Record, *names: str) -> Iterator[str]:
    """Yield a sentence for each day field on a weekend or a public holiday of Baden-Württemberg."""
    for name in names:
        value: date | None = getattr(record, name)
        why = None if value is None else day_off(value)
        if value is not None and why is not None:
            article = "" if holiday(value) else "ein "
            yield f"„{record.spec.fields[name].label}“ {day(value)} ist {article}{why}."
