"""The Rücklaufmonitor: of each unit its sheet of a Berichtszeitraum, whether it is back, and how it was before.

By unit only: what one Lotse has returned over the years is nobody's list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kn_desk.fields.text import german_key, visible
from kn_desk.records.office import Sheet, SheetReturn, SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.sentences import day
from kn_desk.services.day_words import relative
from kn_desk.services.sheet_standing import OPEN, period_in_use, standings, tally
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: Types whose change can change the monitor.
CONCERNS = frozenset({"sheet", "sheet_run", "sheet_return", "reporting_period", "org_unit", "person"})
#: What can be shown alone, by its word: the states of a sheet that belong to it.
FILTERS = {
    "Alle": ("crit", "warn", "none", "ok"),
    "Offen": ("crit", "warn"),
    "Überfällig": ("crit",),
    "Zurück": ("ok",),
}
_ORDER = FILTERS["Alle"]


@dataclass(frozen=True)
class SheetRow:
    """One unit with its sheet, and what came back of it."""

    sheet: Sheet
    unit: str
    lotse: str
    #: The state of the sheet, see ``records.office.SHEET_LIGHT``.
    state: str
    reason: str
    due_on: date | None
    returns: tuple[SheetReturn, ...]
    #: Sheets of the same unit and period that were made before, the newest first.
    earlier: tuple[Sheet, ...]
    #: The newest one that was made after it and is not sent yet.
    prepared: Sheet | None = None

    @property
    def id(self) -> str:
        """The id of the sheet."""
        return self.sheet.id

    @property
    def is_open(self) -> bool:
        """Whether it was sent and is not back."""
        return self.state in OPEN

    @property
    def unsent(self) -> Sheet | None:
        """The sheet of the unit that is made and not sent yet."""
        return self.sheet if self.state == "none" else self.prepared

    @property
    def back_on(self) -> date | None:
        """The day on which it came back first."""
        days = (one.received_on for one in self.returns if not one.is_rejected)
        return min((on for on in days if on is not None), default=None)

    @property
    def changes(self) -> str:
        """What became of the differences of all its returns: "7 übernommen, 1 nicht, 1 Konflikt"; "" without any."""
        return returned_words(self.returns)

    @property
    def reminders(self) -> tuple[date, ...]:
        """The days of the first and the second reminder."""
        return tuple(on for on in (self.sheet.reminded_on, self.sheet.reminded_again_on) if on is not None)

    def days(self, today: date) -> str:
        """How long it is open, overdue or was away: "seit 24 Tagen", "nach 11 Tagen"; "" while it is not sent."""
        sent_on = self.sheet.sent_on
        if self.state == "crit" and self.due_on is not None:
            return relative(self.due_on, today)
        if self.state == "warn" and sent_on is not None:
            return relative(sent_on, today) if sent_on < today else "seit heute"
        if self.state == "ok" and sent_on is not None and self.back_on is not None:
            days = (self.back_on - sent_on).days
            return "am selben Tag" if days <= 0 else "nach 1 Tag" if days == 1 else f"nach {days} Tagen"
        return ""

    def words(self, today: date) -> str:
        """Return where it stands: "zurück am 24.11.2026", "überfällig seit 2 Tagen", "offen seit 3 Tagen"."""
        if self.state == "ok":
            return f"zurück am {day(self.back_on)}" if self.back_on else "zurück"
        if self.is_open:
            return f"{'überfällig' if self.state == 'crit' else 'offen'} {self.days(today)}".strip()
        return "Mappe noch nicht versandt"


@dataclass(frozen=True)
class Rate:
    """How many of the sheets that were sent in a period came back."""

    label: str
    back: int
    sent: int

    @property
    def percent(self) -> int:
        """Whole percent; 100 means all."""
        return 100 if self.back == self.sent else min(99, round(self.back * 100 / self.sent))


@dataclass(frozen=True)
class Monitor:
    """One period: its rows, overdue ones first; all periods that can be chosen, newest first; the rate over time."""

    today: date
    period: ReportingPeriod | None
    periods: tuple[ReportingPeriod, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    runs: tuple[SheetRun, ...] = ()
    #: Oldest first; only periods in which something was sent.
    rates: tuple[Rate, ...] = field(default=())

    def count(self, *states: str) -> int:
        """Return how many units are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def sent(self) -> int:
        """How many units were sent their sheet."""
        return len(self.rows) - self.count("none")

    @property
    def unsent(self) -> list[SheetRow]:
        """The rows of units whose newest sheet is not sent yet."""
        return [row for row in self.rows if row.unsent is not None]

    def shown(self, word: str) -> list[SheetRow]:
        """Return the rows that a filter (a word of ``FILTERS``) lets through."""
        return [row for row in self.rows if row.state in FILTERS[word]]

    @property
    def sentence(self) -> str:
        """Where the period stands, in one or two sentences."""
        if not self.rows:
            return ""
        overdue, waiting, unsent = self.count("crit"), self.count("warn"), len(self.unsent)
        parts = [f"{overdue} überfällig"] if overdue else []
        parts += [f"{waiting} noch nicht fällig"] if waiting else []
        parts += [f"{unsent} noch nicht versandt"] if unsent else []
        said = f"{', '.join(parts)}." if parts else "Alle Mappen sind zurück."
        due = sorted({row.due_on for row in self.rows if row.due_on is not None and row.is_open})
        if len(due) == 1:
            when = relative(due[0], self.today)
            said += f" Rückgabe bis {day(due[0])}, {when.replace('seit', 'vorbei seit')}."
        elif due:
            said += f" Rückgabe zwischen {day(due[0])} und {day(due[-1])}."
        return said


def returned_words(returns: Sequence[SheetReturn]) -> str:
    """Return what became of the differences: "7 übernommen, 1 nicht, 1 Konflikt", "zurückgewiesen"; "" without any."""
    if not returns:
        return ""
    merged = [one for one in returns if not one.is_rejected]
    if not merged:
        return "zurückgewiesen"
    accepted, refused, conflicts, unreadable = (
        sum(getattr(one, name) or 0 for one in merged) for name in ("accepted", "refused", "conflicts", "unreadable")
    )
    parts = [f"{accepted} übernommen"]
    parts += [f"{refused} nicht"] if refused else []
    parts += ["1 Konflikt" if conflicts == 1 else f"{conflicts} Konflikte"] if conflicts else []
    parts += [f"{unreadable} unlesbar"] if unreadable else []
    return ", ".join(parts)


def monitor(reader: Reader, period: str | None = None) -> Monitor:
    """Read the monitor of a period (its id), or of the one that is open now."""
    rates, with_sheets = _rates(reader)
    known = [one for one in reader.rows(ReportingPeriod) if one.id in with_sheets or not one.closed]
    periods = tuple(sorted(known, key=lambda one: (one.start or date.min, one.label), reverse=True))
    chosen = next((one for one in periods if one.id == period), None) or period_in_use(reader)
    if chosen is None:
        return Monitor(reader.today, None, periods, rates=rates)
    runs = tuple(reader.near.below(SheetRun, "period", chosen))
    return Monitor(reader.today, chosen, periods, _rows(reader, chosen, runs), runs, rates)


def rows_of(reader: Reader, label: str) -> tuple[SheetRow, ...]:
    """Read the rows of a period by its label, none where there is no such period yet."""
    period = next((one for one in reader.rows(ReportingPeriod) if one.label == label), None)
    return _rows(reader, period, ()) if period is not None else ()


def sheet_row(reader: Reader, sheet: Sheet) -> SheetRow:
    """Read the row of one sheet, with the earlier ones of its unit."""
    period = reader.near.above(ReportingPeriod, sheet.period)
    siblings = reader.near.below(Sheet, "period", period) if period is not None else [sheet]
    of_unit = [one for one in siblings if one.unit == sheet.unit]
    return _row(reader, sheet, of_unit, {run.id: run for run in _runs(reader, [sheet])})


def _rows(reader: Reader, period: ReportingPeriod, runs: Sequence[SheetRun]) -> tuple[SheetRow, ...]:
    by_unit: dict[str, list[Sheet]] = {}
    sheets = reader.near.below(Sheet, "period", period)
    for sheet in sheets:
        by_unit.setdefault(sheet.unit or sheet.id, []).append(sheet)
    reader.learn_names(one for sheet in sheets for one in (sheet.unit, sheet.person) if one)
    by_run = {run.id: run for run in (*runs, *_runs(reader, sheets))}
    counting = {one.id for one in standings(reader, period.id)}
    rows = [_row(reader, next(one for one in found if one.id in counting), found, by_run) for found in by_unit.values()]
    return tuple(sorted(rows, key=lambda row: (_ORDER.index(row.state), german_key(row.unit))))


def _row(reader: Reader, sheet: Sheet, of_unit: Sequence[Sheet], runs: dict[str, SheetRun]) -> SheetRow:
    state = sheet.compute("state", reader.near)
    run = runs.get(sheet.run or "")
    returns = sorted(
        reader.near.below(SheetReturn, "sheet", sheet), key=lambda one: (one.received_on or date.min, one.id)
    )
    others = sorted(of_unit, key=lambda one: one.id, reverse=True)
    prepared = (one for one in others if one.id > sheet.id and one.sent_on is None)
    return SheetRow(
        sheet,
        visible(reader.name(sheet.unit)) or sheet.file_name or sheet.code,
        visible(reader.name(sheet.person)),
        state.value or "none",
        state.reason,
        sheet.due_on or (run.due_on if run else None),
        tuple(returns),
        tuple(one for one in others if one.id < sheet.id),
        next(prepared, None),
    )


def _runs(reader: Reader, sheets: Sequence[Sheet]) -> list[SheetRun]:
    return list(reader.by_ids(SheetRun, [sheet.run for sheet in sheets if sheet.run]).values())


def _rates(reader: Reader) -> tuple[tuple[Rate, ...], frozenset[str]]:
    """The rate of each period by its start, and the periods with sheets."""
    rates: list[Rate] = []
    with_sheets = frozenset(period for _, period in reader.stored(ListQuery(Sheet.spec.name), "period") if period)
    for period in sorted(reader.rows(ReportingPeriod), key=lambda one: (one.start or date.min, one.label)):
        counted = tally(standings(reader, period.id)) if period.id in with_sheets else None
        if counted is not None and counted.sent:
            rates.append(Rate(period.label, counted.back, counted.sent))
    return tuple(rates), with_sheets
