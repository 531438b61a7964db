"""The Lotsenmappen of a Berichtszeitraum: for which period, to whom, and what the record keeps of the run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kn_desk.errors import UserError
from kn_desk.fields.text import clean, german_key
from kn_desk.records.change import ChangeSet, creation, update
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.office import Sheet, SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.workdays import workday_from
from kn_desk.services.edit import Author, new_record
from kn_desk.storage.reader import Reader

#: So long a Lotse has where the period does not say until when.
_TIME_TO_ANSWER = timedelta(days=21)
_HALF_YEAR = re.compile(r"(20\d\d)-?H([12])", re.IGNORECASE)


@dataclass(frozen=True)
class Recipient:
    """A unit that gets a sheet, and who fills it in; a unit without a Lotse may have only its mailbox."""

    unit: OrgUnit
    person: Person | None
    deputies: tuple[Person, ...] = ()

    @property
    def address(self) -> str:
        """The Lotse's address, else the unit's mailbox, else ""."""
        return (self.person.email if self.person else None) or self.unit.mailbox or ""


@dataclass(frozen=True)
class Dispatch:
    """A run that is planned: its records (a period that is opened for it among them), and who gets a sheet."""

    period: ReportingPeriod
    is_new_period: bool
    run: SheetRun
    due_on: date
    recipients: tuple[Recipient, ...]
    #: Units with a Lotse or a sheet of their own; what belongs to others below a unit goes to that unit.
    apart: frozenset[str]


def plan(
    reader: Reader, label: str | None = None, codes: Sequence[str] = (), due_on: date | None = None
) -> Dispatch:  # fmt: skip
    """Plan a run for the period ``label`` (the open one, or the current half-year) and the units with these codes.

    Without codes every unit with an active Lotse gets a sheet, without ``due_on`` the period says until when, or three
    weeks are given. Nothing is written. Raises UserError.
    """
    period, is_new = period_for(reader, label)
    roles = _active_roles(reader)
    with_lotse = frozenset(role.unit for role in roles if role.unit)
    units = _chosen(reader, codes) if codes else [unit for unit in reader.rows(OrgUnit) if unit.id in with_lotse]
    if not units:
        raise UserError("Keine Stelle hat einen aktiven Digital Lotsen.", "Bitte Lotsenrollen eintragen.")
    due_on = due_on or due_day(period, reader.today)
    if is_new:
        period = replace(period, due_on=due_on)
    title = f"Stand der Maßnahmen {period.label}"
    run = new_record(SheetRun, {"title": title, "period": period.id, "due_on": due_on})
    return Dispatch(period, is_new, run, due_on, recipients(reader, units), with_lotse | {unit.id for unit in units})


def recipients(reader: Reader, units: Sequence[OrgUnit]) -> tuple[Recipient, ...]:
    """Return who gets the sheets of these units as of today, by the names of the units."""
    roles: dict[str, list[LotseRole]] = {}
    for role in _active_roles(reader):
        roles.setdefault(role.unit or "", []).append(role)
    persons = reader.by_ids(Person, [role.person for found in roles.values() for role in found if role.person])
    found = (_recipient(unit, roles.get(unit.id, []), persons) for unit in units)
    return tuple(sorted(found, key=lambda one: german_key(one.unit.name)))


def current_half_year(today: date) -> str:
    """Return the label of the half-year in which a day lies: 2026-H2."""
    return f"{today.year}-H{1 if today.month <= 6 else 2}"


def period_for(reader: Reader, label: str | None) -> tuple[ReportingPeriod, bool]:
    """Return the period that is meant, and whether it is a new one, not stored yet. Raises UserError."""
    periods = reader.rows(ReportingPeriod)
    if label is None:
        opened = [period for period in periods if not period.closed]
        if opened:
            return max(opened, key=lambda period: (_covers(period, reader.today), period.start or date.min)), False
        label = current_half_year(reader.today)
    wanted = clean(label)[0].casefold()
    found = next((period for period in periods if period.label.casefold() == wanted), None)
    if found is not None and found.closed:
        raise UserError(
            f"Der Berichtszeitraum {found.label} ist abgeschlossen.",
            "Bitte einen offenen angeben oder ihn wieder öffnen.",
        )
    if found is not None:
        return found, False
    if not _HALF_YEAR.fullmatch(wanted):
        known = ", ".join(period.label for period in periods if not period.closed) or "keiner"
        raise UserError(
            f"Den Berichtszeitraum „{clean(label)[0]}“ gibt es nicht.",
            f"Offen: {known}. Ein Halbjahr wie 2027-H1 wird neu angelegt.",
        )
    return new_record(ReportingPeriod, _values(wanted)), True


def periods_to_choose(reader: Reader) -> list[tuple[str, bool]]:
    """Return (label, whether it would be opened) of each period that a run can be for, the usual one first.

    Offered are the open ones and the current half-year; where all are closed, the next half-year.
    """
    periods = reader.rows(ReportingPeriod)
    opened = [one for one in periods if not one.closed]
    opened.sort(key=lambda one: (_covers(one, reader.today), one.start or date.min), reverse=True)
    known = {one.label.casefold() for one in periods}
    current = current_half_year(reader.today)
    following = f"{current[:-1]}2" if current.endswith("1") else f"{reader.today.year + 1}-H1"
    new = [label for label in (current, following) if label.casefold() not in known]
    found = [(one.label, False) for one in opened]
    return found + [(label, True) for label in new if label == current or not found][:1]


def recorded(plan: Dispatch, sheets: Sequence[Sheet], folder: str, message: str, author: Author) -> ChangeSet:
    """Return the one step with which a run whose files are whole becomes part of the record."""
    longest = SheetRun.spec.fields["folder"].kind.longest  # type: ignore[attr-defined]
    run = replace(plan.run, folder=clean(folder)[0][-longest:], message=message)
    new = (plan.period, run, *sheets) if plan.is_new_period else (run, *sheets)
    return ChangeSet(tuple(map(creation, new)), "create", author.by, author.source)


def due_before(reader: Reader, sheets: Sequence[Sheet], on: date) -> list[Sheet]:
    """Return those sheets that were to be back before a day: sent then, they would be overdue at once."""
    runs = reader.by_ids(SheetRun, [sheet.run for sheet in sheets if sheet.run])
    due = {one.id: one.due_on or (runs[one.run].due_on if one.run in runs else None) for one in sheets}
    return [one for one in sheets if (day := due[one.id]) is not None and day < on]


def sent(
    reader: Reader, sheets: Sequence[Sheet], on: date, author: Author, due_on: date | None = None
) -> ChangeSet:  # fmt: skip
    """Return the step that says that sheets went out on a day; those already sent keep theirs.

    ``due_on`` is until when those are to be back that were to be back before they went out. A run of which no sheet
    is left is sent too, since the day on which its first sheet went out.
    """
    going = {sheet.id: sheet for sheet in sheets if sheet.sent_on is None}
    late = {sheet.id for sheet in due_before(reader, list(going.values()), on)} if due_on is not None else set()
    edits = [
        update(sheet, {"sent_on": on} | ({"due_on": due_on} if sheet.id in late else {})) for sheet in going.values()
    ]
    for run in reader.by_ids(SheetRun, [sheet.run for sheet in going.values() if sheet.run]).values():
        others = [sheet for sheet in reader.near.below(Sheet, "run", run) if sheet.id not in going]
        first = min([on, *(day for day in (run.sent_on, *(one.sent_on for one in others)) if day)])
        is_whole = all(sheet.sent_on for sheet in others)
        told = {"sent_on": first, "state": "sent" if is_whole else run.state}
        is_late = due_on is not None and run.due_on is not None and run.due_on < first
        edits.append(update(run, told | ({"due_on": due_on} if is_late else {})))
    return ChangeSet(tuple(filter(None, edits)), "edit", author.by, author.source)


def closed(reader: Reader, period: ReportingPeriod, is_closed: bool, author: Author) -> ChangeSet:
    """Return the step that closes a period together with its runs, or opens both again."""
    before, after = ("sent", "closed") if is_closed else ("closed", "sent")
    runs = [run for run in reader.near.below(SheetRun, "period", period) if run.state == before]
    edits = [update(period, {"closed": is_closed}), *(update(run, {"state": after}) for run in runs)]
    return ChangeSet(tuple(filter(None, edits)), "edit", author.by, author.source)


def _active_roles(reader: Reader) -> list[LotseRole]:
    return [role for role in reader.rows(LotseRole) if role.kind != "prospective" and role.term.covers(reader.today)]


def _chosen(reader: Reader, codes: Sequence[str]) -> list[OrgUnit]:
    found: dict[str, OrgUnit] = {}
    for code in codes:
        unit = reader.by_code(code)
        if not isinstance(unit, OrgUnit) or unit.trashed:
            raise UserError(
                f"Eine Stelle mit der Kennung „{clean(code)[0]}“ gibt es nicht.",
                "Bitte prüfen, zum Beispiel mit „kn-desk list … org_unit“.",
            )
        found[unit.id] = unit
    return list(found.values())


def _recipient(unit: OrgUnit, roles: Sequence[LotseRole], persons: dict[str, Person]) -> Recipient:
    """The main Lotse who has been it longest gets the sheet; all others with a role there get to know of it."""
    ordered = sorted(roles, key=lambda role: (role.kind != "main", role.since or date.min, role.id))
    holders = [persons[role.person] for role in ordered if role.person in persons]
    holders = list({person.id: person for person in holders}.values())
    return Recipient(unit, holders[0] if holders else None, tuple(holders[1:]))


def _covers(period: ReportingPeriod, today: date) -> bool:
    return (period.start or date.min) <= today <= (period.end or date.max)


def due_day(period: ReportingPeriod | None, today: date) -> date:
    """Return until when a sheet that is made today is to be back: what the period says, else in three weeks."""
    if period is not None and period.due_on is not None and period.due_on >= today:
        return period.due_on
    start = period.start if period is not None else None
    return workday_from(max(today, start or today) + _TIME_TO_ANSWER)


def _values(label: str) -> dict[str, object]:
    """The half-year that a label such as 2026-h2 means."""
    found = _HALF_YEAR.fullmatch(label)
    assert found is not None
    year, first = int(found[1]), found[2] == "1"
    start, end = (date(year, 1, 1), date(year, 6, 30)) if first else (date(year, 7, 1), date(year, 12, 31))
    return {"label": f"{year}-H{found[2]}", "start": start, "end": end}
