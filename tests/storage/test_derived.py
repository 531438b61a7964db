"""Kept computed values: always what their functions say, for the record and for whoever looks at it."""

from datetime import date
from decimal import Decimal
from typing import Any

from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown, FinanceLine, Obligation
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.records.measuring import Indicator, Reading, Risk
from kn_desk.records.minutes import Task
from kn_desk.records.office import Sheet, SheetReturn, SheetRun, Threshold
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.storage.derived import kept_of
from tests.makers.anything import TODAY
from tests.makers.offices import Desk, Opened, SettableClock


def kept(opened: Opened, record: Record, name: str) -> Any:
    with opened.office.read() as reader:
        return reader.kept(type(record))[record.id, name]


def deviations(opened: Opened) -> list[tuple[str, str, str]]:
    with opened.office.read() as reader:
        return reader.deviations()


def test_a_milestone_moves_the_light_and_the_progress_of_its_item(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal", status="idea", start_planned=date(2026, 1, 1))
    assert kept(opened, item, "progress_effective") is None

    milestone = opened.add(Milestone, title="Abnahme", item=item, due_planned=TODAY)
    assert kept(opened, item, "progress_effective") == 0
    opened.set(milestone, done_on=TODAY)
    assert kept(opened, item, "progress_effective") == 100
    opened.undo()
    assert kept(opened, item, "progress_effective") == 0
    opened.trash(milestone)
    assert kept(opened, item, "progress_effective") is None
    opened.restore(milestone)
    assert kept(opened, item, "progress_effective") == 0
    assert deviations(opened) == []


def test_a_part_that_moves_to_another_owner_changes_both(opened: Opened) -> None:
    here, there = opened.add(StrategyItem, title="Hier"), opened.add(StrategyItem, title="Dort")
    milestone = opened.add(Milestone, title="Abnahme", item=here)

    opened.set(milestone, item=there)

    assert [kept(opened, item, "progress_effective") for item in (here, there)] == [None, 0]
    assert deviations(opened) == []


def test_a_report_and_a_risk_reach_their_item(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal")
    opened.add(StatusReport, item=item, reported_on=TODAY)
    assert kept(opened, item, "last_report_on") == TODAY

    risk = opened.add(Risk, title="Personal fehlt", item=item, probability=5, impact=5)
    assert kept(opened, item, "content_light") is not None
    opened.trash(risk)
    assert deviations(opened) == []


def test_a_role_covers_its_unit_and_ends_with_time(opened: Opened, clock: SettableClock) -> None:
    unit = opened.add(OrgUnit, name="Hochbauamt", lotse_required=True)
    before = kept(opened, unit, "lotse_coverage")
    person = opened.add(Person, last_name="Muster")
    role = opened.add(LotseRole, person=person, unit=unit, since=date(2026, 1, 1), until=date(2027, 6, 1))
    covered = kept(opened, unit, "lotse_coverage")
    assert covered != before
    assert kept(opened, role, "state") == "active"

    clock.set(date(2027, 6, 2))
    assert opened.office.refresh() > 0

    assert kept(opened, unit, "lotse_coverage") not in (covered, None)
    assert kept(opened, role, "state") == "ended"
    assert deviations(opened) == []


def test_duties_drawdowns_and_lines_reach_their_application(opened: Opened) -> None:
    application = opened.add(Application, title="Smart Green City")
    opened.add(Obligation, application=application, due_on=date(2026, 9, 1), kind="drawdown")
    opened.add(Drawdown, application=application, amount=500_00, state="requested", requested_on=TODAY)
    opened.add(FinanceLine, application=application, actual=700_00, side="expense")

    values = {name: kept(opened, application, name) for name in ("next_duty_on", "called", "cost_actual")}
    assert values == {"next_duty_on": date(2026, 9, 1), "called": 500_00, "cost_actual": 700_00}
    assert deviations(opened) == []


def test_a_programme_gives_its_applications_their_last_day(opened: Opened) -> None:
    programme = opened.add(Programme, name="Modellprojekte")
    application = opened.add(Application, title="Smart Green City", programme=programme)
    assert kept(opened, application, "deadline_light") == "none"

    opened.set(programme, call_close=TODAY)

    assert kept(opened, application, "deadline_light") == "crit"
    assert deviations(opened) == []


def test_meetings_items_sheets_and_readings_reach_what_looks_at_them(opened: Opened) -> None:
    series = opened.add(MeetingSeries, title="Jour fixe")
    meeting = opened.add(Meeting, series=series, held_on=date(2026, 6, 25))
    assert kept(opened, series, "next_meeting_on") == date(2026, 6, 25)
    opened.add(AgendaItem, title="Haushalt", meeting=meeting, minutes_planned=25)
    assert kept(opened, meeting, "minutes") == 25

    run = opened.add(SheetRun, title="Herbst")
    sheet = opened.add(Sheet, run=run, sent_on=date(2026, 5, 1))
    assert kept(opened, sheet, "state") == "warn"
    opened.set(run, due_on=date(2026, 6, 1))
    assert kept(opened, sheet, "state") == "crit"
    opened.add(SheetReturn, sheet=sheet, received_on=TODAY)
    assert kept(opened, sheet, "state") == "ok"

    indicator = opened.add(Indicator, title="Hotspots")
    opened.add(Reading, indicator=indicator, measured_on=TODAY, value=Decimal("12.00"))
    assert kept(opened, indicator, "current") == 12
    assert deviations(opened) == []


def test_a_threshold_changes_every_value_that_asks_for_it(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot einholen", due_on=date(2026, 6, 27))
    assert kept(opened, task, "light") == "warn"
    with opened.office.read() as reader:
        crit = next(row for row in reader.rows(Threshold) if row.key == "deadline.crit")

    opened.set(crit, value=20)
    assert kept(opened, task, "light") == "crit"
    opened.undo()
    assert kept(opened, task, "light") == "warn"
    assert deviations(opened) == []


def test_time_alone_turns_a_light_and_keeps_since_when(opened: Opened, clock: SettableClock) -> None:
    task = opened.add(Task, title="Angebot einholen", due_on=date(2026, 9, 1))
    since = "SELECT value, since FROM derived WHERE record = ? AND field = 'light'"
    assert opened.sql(since, task.id) == [('"ok"', "2026-06-15")]

    clock.set(date(2026, 8, 20))
    opened.office.refresh()
    assert opened.sql(since, task.id) == [('"warn"', "2026-08-20")]
    clock.set(date(2026, 8, 21))
    opened.set(task, description="Drei Firmen fragen")
    assert opened.sql(since, task.id) == [('"warn"', "2026-08-20")]
    assert opened.office.refresh() == 0


def test_a_clock_that_was_wrong_and_put_right_leaves_no_wrong_light(opened: Opened, clock: SettableClock) -> None:
    task = opened.add(Task, title="Angebot einholen", due_on=date(2026, 9, 1))
    other = opened.add(Task, title="Vermerk", due_on=date(2026, 9, 1))
    clock.set(date(2038, 1, 20))
    opened.set(task, description="Mit falscher Uhr gespeichert")
    assert kept(opened, task, "light") == "crit"

    clock.set(date(2026, 6, 16))
    assert deviations(opened) == []
    opened.office.refresh()

    assert [kept(opened, one, "light") for one in (task, other)] == ["ok", "ok"]
    assert deviations(opened) == []
    clock.set(date(2026, 8, 20))
    opened.office.refresh()
    assert [kept(opened, one, "light") for one in (task, other)] == ["warn", "warn"]


def test_a_copy_in_memory_is_of_today_and_leaves_the_file_as_it_is(desk: Desk, clock: SettableClock) -> None:
    with desk.opened() as opened:
        task = opened.add(Task, title="Angebot einholen", due_on=date(2026, 9, 1))
        clock.set(date(2026, 9, 2))

        with opened.office.copy_in_memory() as copy, copy.read() as reader:
            assert reader.kept(Task)[task.id, "light"] == "crit"
            assert reader.deviations() == []
        assert kept(opened, task, "light") == "ok"


def test_what_lies_in_the_papierkorb_has_no_kept_values(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot einholen", due_on=TODAY)
    opened.trash(task)
    assert opened.sql("SELECT count(*) FROM derived WHERE record = ?", task.id) == [(0,)]
    opened.restore(task)
    assert opened.sql("SELECT count(*) FROM derived WHERE record = ?", task.id) == [(len(kept_of(Task)),)]


def test_a_value_that_was_tampered_with_is_found(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot einholen", due_on=TODAY)
    opened.sql("UPDATE derived SET value = '\"ok\"' WHERE record = ? AND field = 'light'", task.id)
    assert deviations(opened) == [(task.code, "Frist", 'gespeichert "ok", berechnet "crit"')]

    opened.sql("DELETE FROM derived WHERE record = ? AND field = 'light'", task.id)
    assert deviations(opened) == [(task.code, "Frist", 'gespeichert nichts, berechnet "crit"')]


def test_what_a_kept_value_says_it_looks_at_exists() -> None:
    names = {cls.spec.name: cls.spec for cls in RECORDS}
    for cls in RECORDS:
        for spec in kept_of(cls):
            assert all(via in names[child].fields for child, via in spec.below), (cls, spec.name)
            assert all(via in cls.spec.fields for via in spec.above), (cls, spec.name)
