"""A small office with a record of every awkward kind, and its Gesamtmappe."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kn_desk.exchange.overall_workbook import export_overall
from kn_desk.exchange.progress import Report
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import ChangeSet, creation
from kn_desk.records.identity import new_id
from kn_desk.storage.office_file import Office, new_office, open_office

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def new(type_name: str, /, **values: object) -> Record:
    """Return a record to be stored; the door gives it its Kennung."""
    return BY_NAME[type_name].of({"id": new_id(), **values})


def store(office: Office, *records: Record) -> None:
    """Store new records in one step."""
    office.apply(ChangeSet(tuple(map(creation, records)), "create", "Test", "test"))


def few_records() -> list[Record]:
    """Return records of all four areas: a Maßnahme of each light, a Lotse, an agenda, an application, a task."""
    unit = new("org_unit", name="Hochbauamt", kind="office", lotse_required=True)
    person = new("person", last_name="Muster", first_name="Ida", unit=unit.id, phone="007531 900-0")
    role = new("lotse_role", person=person.id, unit=unit.id, since=date(2024, 1, 1))
    field = new("action_field", title="Verwaltung", number="1")
    goal = new("goal", title="Bürgernähe")
    shared = {"action_field": field.id, "lead_unit": unit.id, "start_planned": date(2026, 1, 1)}
    items = [
        new("strategy_item", title="Konstanz-WLAN", status="running", goals=(goal.id,), cost_total=12_345_67,
            end_planned=TODAY + timedelta(90), start_actual=TODAY - timedelta(30), responsible=person.id, progress=40,
            note_internal="Nur für uns", **shared),
        new("strategy_item", title="=HYPERLINK(\"http://example.org\")", status="running", cost_total=1,
            end_planned=date(2026, 10, 1), **shared),
        new("strategy_item", title="#REF!", status="idea", description="-1+1\n@SUM(A1)"),
    ]  # fmt: skip
    programme = new("programme", name="Smart Cities")
    application = new(
        "application", title="Smart Green City", status="running", programme=programme.id, items=(items[0].id,),
        cost_total=14_600_000_00, cost_eligible=14_600_000_00, amount_requested=9_500_000_00,
        amount_granted=9_500_000_00, rate_granted=Decimal("65.00"), submitted_on=date(2021, 3, 25),
        decided_on=date(2021, 7, 1), period_from=date(2021, 1, 1), period_to=date(2026, 12, 31),
    )  # fmt: skip
    series = new("meeting_series", title="Digitalisierungs-Jour-fixe", chair=person.id)
    meetings = [
        new("meeting", series=series.id, number="JF 2026/22", held_on=date(2026, 11, 12), start=time(10), end=time(11)),
        new("meeting", series=series.id, number="JF 2026/23", held_on=date(2026, 11, 26), start=time(10), end=time(11),
            place="Rathaus"),
    ]  # fmt: skip
    tops = [
        new("agenda_item", title="Begrüßung", meeting=meetings[1].id, rank="b", minutes_planned=5),
        new("agenda_item", title="Förderung", meeting=meetings[1].id, rank="d", minutes_planned=15),
        new("agenda_item", title="Rückblick", meeting=meetings[0].id, rank="b", minutes_planned=5, result="done"),
    ]
    below = new(
        "agenda_item", title="Nachweis", meeting=meetings[1].id, parent=tops[1].id, rank="b", minutes_planned=10,
        kind="decision", proposal="Der Nachweis wird beauftragt.", presenter=person.id,
    )  # fmt: skip
    guest = new("attendance", meeting=meetings[1].id, person=person.id, role="chair")
    task = new("task", title="Angebot einholen", responsible=person.id, due_on=date(2026, 11, 20))
    return [
        unit,
        person,
        role,
        field,
        goal,
        *items,
        programme,
        application,
        series,
        *meetings,
        *tops,
        below,
        guest,
        task,
    ]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of few records; tests only read it."""
    folder = tmp_path_factory.mktemp("office")
    new_office(folder / "konstanz.kndesk", "Test", clock=lambda: NOW)
    with open_office(folder / "konstanz.kndesk", Home(folder / "home"), writes=True, clock=lambda: NOW) as opened:
        store(opened, *few_records())
        yield opened


@pytest.fixture(scope="session")
def report(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What was said about the Gesamtmappe of that office."""
    return export_overall(office, tmp_path_factory.mktemp("out") / "KN_Gesamtmappe.xlsx")


@pytest.fixture
def workbook(report: Report) -> Path:
    """The Gesamtmappe of that office."""
    return report.path
