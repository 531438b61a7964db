"""An office that sends Lotsenmappen: a unit with everything awkward, one that leads nothing, one below another."""

from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.minutes import Task
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import ActionField, StrategyItem
from tests.makers.anything import TODAY
from tests.makers.offices import Opened

DAY = timedelta(days=1)
HOSTILE = '=HYPERLINK("http://x") _x0041_ \u202e & <b>'


@dataclass(frozen=True)
class Stock:
    """What was stored, as far as tests ask for it."""

    unit: OrgUnit
    empty: OrgUnit
    period: ReportingPeriod
    items: list[StrategyItem]
    milestone: Milestone
    task: Task
    person: Person


def fill(opened: Opened) -> Stock:
    """Store the records."""
    unit = opened.add(OrgUnit, name="Hoch- & Tiefbauamt „Süd“")
    part = opened.add(OrgUnit, name="Abteilung Brücken", parent=unit)
    empty = opened.add(OrgUnit, name="Archiv")
    person = opened.add(
        Person, last_name="Müßig", first_name="Ida", salutation="ms", unit=unit, phone="007531 900-0",
        email="ida@example.org", room="-1.07", absent_until=TODAY + 3 * DAY,
    )  # fmt: skip
    for one in (unit, empty):
        opened.add(LotseRole, person=person, unit=one, since=date(2024, 1, 1))
    opened.add(Person, last_name="Fort", unit=unit, active=False)
    period = opened.add(ReportingPeriod, label="2026-H2", start=TODAY - 90 * DAY, due_on=TODAY + 9 * DAY)
    field = opened.add(ActionField, title="Verwaltung")
    shared = {"action_field": field, "start_planned": date(2026, 1, 1), "lead_unit": unit}
    items = [
        opened.add(StrategyItem, title="Konstanz-WLAN", status="running", progress=40, end_planned=TODAY + 90 * DAY,
                   end_forecast=TODAY + 95 * DAY, note_internal="nur für uns", **shared),
        opened.add(StrategyItem, title=HOSTILE, status="planned", **shared),
        opened.add(StrategyItem, title="#REF!", status="idea", lead_unit=part),
    ]  # fmt: skip
    opened.add(StrategyItem, title="Fertig", status="done", end_actual=TODAY, **shared)
    opened.add(StrategyItem, title="Anderswo", status="idea")
    opened.add(StatusReport, item=items[0], reported_on=TODAY - 300 * DAY, text_done="früher")
    opened.add(StatusReport, item=items[0], period=period, reported_on=TODAY, text_done="-Punkt 1\n-Punkt 2 _x000A_")
    milestone = opened.add(Milestone, title="Netz steht", item=items[0], due_planned=TODAY - DAY, mandatory=True)
    opened.add(Milestone, title="Lange her", item=items[0], done_on=date(2020, 1, 1))
    task = opened.add(Task, title="@Angebot", responsible=person, due_on=TODAY)
    opened.add(Task, title="Erledigt", responsible=person, status="done", done_on=TODAY)
    return Stock(unit, empty, period, items, milestone, task, person)
