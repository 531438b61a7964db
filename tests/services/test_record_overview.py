"""The Überblick of a record: each fact once, groups called by what they hold; the Verlauf in the order of the form."""

from datetime import date, timedelta
from decimal import Decimal

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.decisions import Decision
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import DeadlineRule, Drawdown
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting
from kn_desk.records.measuring import Indicator, Reading, Risk
from kn_desk.records.minutes import FollowUp, Task
from kn_desk.records.networks import Interaction
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.indicator_path import path_of
from kn_desk.services.part_rows import PartRow, part_lines, stages_of
from kn_desk.services.past import past_steps
from kn_desk.services.record_overview import Overview, links_by_type, overview
from tests.makers.anything import TODAY
from tests.makers.offices import Opened


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def of(opened: Opened, record: Record) -> Overview:
    with opened.office.read() as reader:
        return overview(reader, record)


def labels(told: Overview) -> list[str]:
    return [line.label for line in (*told.values, *told.facts)]


def test_a_task_that_is_done_says_when_once(opened: Opened) -> None:
    told = of(opened, opened.add(Task, title="Angebot", due_on=TODAY, status="done", done_on=TODAY))
    assert told.head is None  # not "Ohne Frist": it has one
    assert [(line.label, line.text) for line in told.facts] == [
        ("Bis wann", "15.06.2026"),
        ("Erledigt am", "15.06.2026"),
    ]


def test_an_open_task_without_a_day_is_seen_to_have_none(opened: Opened) -> None:
    told = of(opened, opened.add(Task, title="Angebot", status="open"))
    assert told.head is not None
    assert told.head.signal.word == "Ohne Frist"


def test_a_reminder_that_is_done_says_so_instead_of_having_no_day(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot")
    told = of(opened, opened.add(FollowUp, text="Nachfragen", due_on=TODAY, about=(task.id,), done=True))
    assert told.head is None
    assert labels(told) == ["Termin", "Erledigt"]


def test_a_closed_risk_says_it_beside_its_code_alone(opened: Opened) -> None:
    risk = opened.add(Risk, title="Masten", status="closed")
    assert of(opened, risk).head is None
    with opened.office.read() as reader:
        assert stages_of(reader, risk) == ["Geschlossen"]


def test_whom_a_contact_note_is_about_stands_among_its_facts(opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster", first_name="Erika")
    note = opened.add(Interaction, held_on=TODAY, kind="call", persons=(person.id,))
    assert ("Personen", "Muster, Erika") in [(line.label, line.text) for line in of(opened, note).facts]


def test_a_link_does_not_repeat_the_record_that_it_stands_under(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="WLAN")
    period = opened.add(ReportingPeriod, label="2025-H1")
    report = opened.add(StatusReport, item=item.id, period=period.id, reported_on=TODAY)
    with opened.office.read() as reader:
        assert reader.near.name_beside(report, period) == "WLAN"
        assert reader.near.name_beside(report, item) == "2025-H1"


def test_a_status_that_waits_for_its_object_stands_alone_without_dots(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot", status="waiting", waiting_for="Kämmerei")
    with opened.office.read() as reader:
        assert stages_of(reader, task) == ["Wartet"]


def test_a_due_day_that_the_light_has_said_is_no_fact(opened: Opened) -> None:
    told = of(opened, opened.add(Task, title="Angebot", due_on=in_days(3), status="open"))
    assert told.head is not None
    assert "18.06.2026" in told.head.sentence
    assert "Bis wann" not in labels(told)
    assert "Überfällig" not in labels(told)


def test_votes_are_one_line_and_a_stored_light_is_not_said_by_a_grey_one(opened: Opened) -> None:
    votes = {"votes_yes": 26, "votes_no": 11, "votes_abstain": 2}
    told = of(opened, opened.add(Decision, title="Agenda", implementation="ongoing", **votes))
    assert told.head is not None
    assert (told.head.signal.word, told.head.sentence) == ("Fortlaufend", "")
    assert [(line.label, line.text) for line in told.values] == [("Stimmen", "26 Ja, 11 Nein, 2 Enthaltungen")]
    assert not {"Ja-Stimmen", "Nein-Stimmen", "Enthaltungen"} & set(labels(told))


def test_a_meeting_to_come_counts_nobody_present(opened: Opened) -> None:
    meeting = opened.add(Meeting, held_on=in_days(3), status="invited")
    opened.add(Attendance, meeting=meeting.id, state="invited")
    assert not {"Anwesend", "Wann"} & set(labels(of(opened, meeting)))


def test_the_parts_of_an_ampel_stand_below_it_and_its_days_side_by_side(opened: Opened) -> None:
    item = opened.add(
        StrategyItem, title="WLAN", status="idea", start_planned=in_days(-30), end_planned=in_days(30),
        end_forecast=in_days(45),
    )  # fmt: skip
    told = of(opened, item)
    assert told.head is not None
    assert (told.head.signal.word, told.head.sentence) == ("Verzögert", "seit 15.06.2026, berechnet")
    assert [light.label for light in told.lights] == ["Termin", "Kosten", "Inhalt"]
    assert told.spans is not None
    assert told.spans.columns == ("Plan", "Prognose", "Ist")
    assert told.spans.rows[1] == ("Ende", ("15.07.2026", "30.07.2026", "–"), True)
    assert not [label for label in labels(told) if "(Plan)" in label or "(gilt)" in label]


def test_number_and_unit_of_a_rule_are_one_line(opened: Opened) -> None:
    told = of(opened, opened.add(DeadlineRule, offset=6, unit="months", source="NBest"))
    assert [(line.label, line.text) for line in told.values] == [("Abstand", "6 Monate")]
    assert "Einheit" not in labels(told)


def test_a_heading_names_the_relation_only_where_two_of_one_type_meet(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Amt A")
    other = opened.add(OrgUnit, name="Amt B")
    opened.add(StrategyItem, title="WLAN", lead_unit=unit.id, participating_units=(other.id,))
    opened.add(StrategyItem, title="Sensoren", lead_unit=other.id)
    with opened.office.read() as reader:
        assert list(links_by_type(reader.usages(unit))) == ["Maßnahmen"]
        assert list(links_by_type(reader.usages(other))) == [
            "Maßnahmen (Federführendes Amt)",
            "Maßnahmen (Beteiligte)",
        ]


def test_drawdowns_have_quarter_amount_day_stage_and_a_sum(opened: Opened) -> None:
    application = opened.add(Application, title="Smart City")
    for amount, on in ((100_00, date(2026, 2, 3)), (50_00, date(2026, 5, 4))):
        opened.add(Drawdown, application=application.id, amount=amount, state="requested", requested_on=on)
    with opened.office.read() as reader:
        first, _, last = part_lines(reader, Drawdown, "application", application)
    assert isinstance(first, PartRow)
    assert (first.title, first.figure) == ("1. Quartal 2026", "100,00 €")
    assert first.day == "Abgerufen am 03.02.2026"
    assert "Abgerufen" in first.words
    assert (last.title, last.figure) == ("Summe", "150,00 €")


def test_a_milestone_says_its_day_once_and_whether_it_is_overdue(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="WLAN")
    opened.add(Milestone, item=item.id, title="Fertig", due_planned=in_days(-2))
    with opened.office.read() as reader:
        [row] = part_lines(reader, Milestone, "item", item)
    assert isinstance(row, PartRow)
    assert (row.below, row.is_overdue) == ("Termin 13.06.2026 · Überfällig", True)


def test_an_item_of_an_agenda_lasts_at_least_as_long_as_what_is_below_it(opened: Opened) -> None:
    meeting = opened.add(Meeting)
    top = opened.add(AgendaItem, title="Förderung", meeting=meeting, rank="a", minutes_planned=20)
    for rank, minutes in (("b", 15), ("c", 10)):
        opened.add(AgendaItem, title=rank, meeting=meeting, rank=rank, parent=top.id, minutes_planned=minutes)
    with opened.office.read() as reader:
        rows = part_lines(reader, AgendaItem, "meeting", meeting)
    assert [(row.title, row.figure) for row in rows] == [
        ("1  Förderung", "25 Min."), ("1.1  b", "15 Min."), ("1.2  c", "10 Min."),
    ]  # fmt: skip


def test_the_newest_value_of_an_indicator_comes_first_with_its_unit(opened: Opened) -> None:
    indicator = opened.add(Indicator, title="WLAN", unit="Hotspots", target=Decimal(40))
    for days, value in ((-9, 18), (-2, 20)):
        opened.add(Reading, indicator=indicator.id, measured_on=in_days(days), value=Decimal(value))
    with opened.office.read() as reader:
        rows = part_lines(reader, Reading, "indicator", indicator)
        path = path_of(reader, indicator)
    assert [(row.title, row.figure) for row in rows] == [("13.06.2026", "20 Hotspots"), ("06.06.2026", "18 Hotspots")]
    assert path is not None
    assert path.figure == "20 von 40"
    assert path.way is None


def test_one_value_is_no_chart(opened: Opened) -> None:
    indicator = opened.add(Indicator, title="WLAN")
    opened.add(Reading, indicator=indicator.id, measured_on=TODAY, value=Decimal(1))
    with opened.office.read() as reader:
        assert path_of(reader, indicator) is None


def test_the_past_of_a_record_is_told_in_the_order_of_its_form(opened: Opened) -> None:
    task = opened.add(Task, title="Angebot", status="open", due_on=TODAY)
    with opened.office.read() as reader:
        [step] = past_steps(reader, task)
    assert step.born
    assert step.title == "Angelegt"
    names = [value.field.name for value in step.values]
    assert names == sorted(names, key=[*Task.spec.fields].index)
    assert names.index("title") < names.index("due_on") < names.index("status")
