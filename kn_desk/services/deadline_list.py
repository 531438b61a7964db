"""All Fristen of the office in one list, each with the names that a person reads."""

from datetime import date

from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.services.deadline_kinds import Deadline
from kn_desk.services.deadline_sources import SOURCES, Found
from kn_desk.storage.reader import Reader

#: Types whose change can change the list.
CONCERNS = frozenset({
    "task", "milestone", "strategy_item", "strategy", "obligation", "application", "drawdown", "programme", "decision",
    "sheet_run", "sheet", "sheet_return", "reporting_period", "meeting", "meeting_series", "lotse_role", "group",
    "follow_up", "risk", "stakeholder", "interaction", "person", "org_unit", "threshold",
})  # fmt: skip


def deadlines(reader: Reader, until: date | None = None) -> list[Deadline]:
    """Return what is open and has a day, overdue first; with ``until`` nothing that lies after it."""
    found = [one for source in SOURCES for one in source(reader, until)]
    persons = reader.by_ids(Person, sorted({one.person for one in found if one.person}))
    units = reader.by_ids(OrgUnit, sorted({one.unit for one in found if one.unit}))
    return sorted((_deadline(one, persons, units) for one in found), key=lambda one: one.order)


def _deadline(one: Found, persons: dict[str, Person], units: dict[str, OrgUnit]) -> Deadline:
    page = one.owner or one.record
    person, unit = persons.get(one.person or ""), units.get(one.unit or "")
    who = short_name(person) if person else (unit.short_name or unit.name) if unit else one.who
    return Deadline(
        one.kind, one.on, one.title, one.context, page.code, who, person.id if person else unit.id if unit else "",
        one.record.id, one.record.spec.name, one.field, page.id, one.about, one.action,
    )  # fmt: skip


def short_name(person: Person) -> str:
    """Return "Muster, J."."""
    return f"{person.last_name}, {person.first_name[0]}." if person.first_name else person.last_name
