"""What a unit's Lotsenmappe is about: its Maßnahmen, their milestones, and its people with their tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.sheet_format import report_of
from kn_desk.fields.text import german_key
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.item_status import OVER
from kn_desk.records.minutes import Task
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.dispatch import Dispatch


@dataclass(frozen=True)
class UnitContent:
    """The records of one Lotsenmappe, each list in the order in which it is read."""

    unit: OrgUnit
    items: Sequence[StrategyItem]
    milestones: Sequence[Milestone]
    tasks: Sequence[Task]
    persons: Sequence[Person]
    #: {Maßnahme: its Statusmeldung of the period}
    reports: Mapping[str, StatusReport] = field(default_factory=dict)


def content_of(near: LoadedNear, dispatch: Dispatch, unit: OrgUnit) -> UnitContent:
    """Collect what a unit is asked: live records that are neither over nor put away."""
    units = _with_parts(near, dispatch, unit)
    items = [
        item
        for item in near.rows(StrategyItem)
        if item.lead_unit in units and item.status not in OVER and not item.archived
    ]
    milestones = [
        milestone
        for item in items
        for milestone in sorted(near.below(Milestone, "item", item), key=lambda one: one.due_planned or date.max)
        if not milestone.dropped and _is_of_period(milestone, dispatch.period)
    ]
    roles = near.below(LotseRole, "unit", unit)
    holders = {role.person for role in roles if role.kind != "prospective" and role.term.covers(near.today)}
    persons = [p for p in near.rows(Person) if p.id in holders or (p.unit in units and p.active is not False)]
    persons.sort(key=lambda person: german_key(near.name_of(person)))
    known = {person.id for person in persons}
    tasks = [task for task in near.rows(Task) if task.responsible in known and not task.is_over]
    tasks.sort(key=lambda task: (task.due_on or date.max, german_key(task.code)))
    reports = ((item.id, report_of(near.below(StatusReport, "item", item), dispatch.period.id)) for item in items)
    return UnitContent(unit, items, milestones, tasks, persons, {key: report for key, report in reports if report})


def _with_parts(near: LoadedNear, dispatch: Dispatch, unit: OrgUnit) -> set[str]:
    """The unit and, all the way down, the units below it that have neither a Lotse nor a sheet of their own."""
    found, ahead = {unit.id}, [unit]
    while ahead:
        for part in near.below(OrgUnit, "parent", ahead.pop()):
            if part.id not in found and part.id not in dispatch.apart:
                found.add(part.id)
                ahead.append(part)
    return found


def _is_of_period(milestone: Milestone, period: ReportingPeriod) -> bool:
    """Open, or reached since the period began."""
    return milestone.done_on is None or milestone.done_on >= (period.start or date.min)
