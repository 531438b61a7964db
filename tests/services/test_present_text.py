"""What the command line shows of a record and of a list: most telling first, nothing twice, nothing empty."""

from datetime import date, time, timedelta

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.duties import DeadlineRule, Obligation
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import FinanceLine
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import MinuteEntry, Task
from kn_desk.records.networks import Group, Membership
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services import present
from tests.makers.anything import TODAY
from tests.makers.offices import Opened

DAY = timedelta(days=1)


def shown(opened: Opened, record: Record) -> list[str]:
    with opened.office.read() as reader:
        return present.whole(reader, opened.get(record))


def section(lines: list[str], heading: str) -> list[str]:
    """The lines below a heading, without the spaces around them."""
    start = lines.index(heading) + 1
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return [" ".join(line.split()) for line in lines[start:end]]


def test_a_record_shows_no_heading_without_lines(opened: Opened) -> None:
    lines = shown(opened, opened.add(Goal, title="Teilhabe"))

    assert not {"Berechnet", "Hinweise", "Verknüpft"} & set(lines)


def test_parts_show_their_light_or_status_and_are_not_linked_again(opened: Opened) -> None:
    period = opened.add(ReportingPeriod, label="2026-H1")
    item = opened.add(StrategyItem, title="Serviceportal")
    milestone = opened.add(Milestone, title="Abnahme", item=item, due_planned=TODAY - DAY)
    report = opened.add(StatusReport, item=item, period=period, reported_on=TODAY, status="running")
    task = opened.add(Task, title="Angebot einholen", links=(item,))

    lines = shown(opened, item)

    assert section(lines, "Meilensteine") == [f"{milestone.code} Abnahme ■ Überfällig"]
    assert section(lines, "Statusmeldungen") == [f"{report.code} 2026-H1 In Umsetzung"]
    assert section(lines, "Verknüpft") == [f"{task.code} Angebot einholen (Aufgabe: Betrifft)"]


def test_a_hint_that_a_value_gives_is_told_once(opened: Opened) -> None:
    application = opened.add(Application, title="Teilhabe", deadline=date(2026, 6, 13))
    opened.add(FinanceLine, application=application, side="expense", plan=100)

    lines = shown(opened, application)

    assert sum("geht nicht auf" in line for line in lines) == 1
    assert section(lines, "Hinweise") == ["„Antragsfrist“ 13.06.2026 ist ein Samstag."]


def test_an_agenda_is_shown_in_its_order_with_its_numbers(opened: Opened) -> None:
    meeting = opened.add(Meeting, number="JF 2026/11", held_on=TODAY, start=time(14))
    last = opened.add(AgendaItem, meeting=meeting, title="Verschiedenes", rank="k")
    first = opened.add(AgendaItem, meeting=meeting, title="Stand", rank="c")
    below = opened.add(AgendaItem, meeting=meeting, title="E-Akte", parent=first, rank="z")

    assert section(shown(opened, meeting), "Tagesordnung") == [
        f"{first.code} 1 Stand Offen", f"{below.code} 1.1 E-Akte Offen", f"{last.code} 2 Verschiedenes Offen",
    ]  # fmt: skip
    assert "Nr. 1.1" in [" ".join(line.split()) for line in shown(opened, below)]
    with opened.office.read() as reader:
        lines = present.table(reader, AgendaItem, reader.rows(AgendaItem))
    assert [line.split()[2] for line in lines[1:]] == ["2", "1", "1.1"]


def test_an_item_of_another_meeting_is_named_with_it(opened: Opened) -> None:
    before = opened.add(Meeting, number="JF 2026/10", held_on=TODAY - 14 * DAY)
    meeting = opened.add(Meeting, number="JF 2026/11", held_on=TODAY)
    old = opened.add(AgendaItem, meeting=before, title="Musterklauseln")
    item = opened.add(AgendaItem, meeting=meeting, title="Musterklauseln", origin=old)
    below = opened.add(AgendaItem, meeting=meeting, title="Entwurf", parent=item)
    entry = opened.add(MinuteEntry, agenda_item=item, text="Angenommen.")

    def line(record: Record, label: str) -> str:
        return next(" ".join(one.split()) for one in shown(opened, record) if one.startswith(f"  {label}"))

    assert line(item, "Herkunft") == "Herkunft Musterklauseln (JF 2026/10 – 01.06.2026)"
    assert line(below, "Unterpunkt von") == "Unterpunkt von Musterklauseln"
    assert line(entry, "Tagesordnungspunkt") == "Tagesordnungspunkt Musterklauseln (JF 2026/11 – 15.06.2026)"


def test_a_written_sum_stands_by_itself(opened: Opened) -> None:
    rule = opened.add(DeadlineRule, kind="final_proof", anchor="period_end", offset=6, unit="months", source="Bescheid")
    duty = opened.add(Obligation, kind="final_proof", rule=rule, anchor_on=date(2026, 12, 31))

    lines = "\n".join(shown(opened, duty)).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("  Frist nach Regel"))
    assert [" ".join(line.split()) for line in lines[start:]] == [
        "Frist nach Regel 30.06.2027", "31.12.2026 Ende Bewilligungszeitraum",
        "+ 6 Monate Bescheid, ungeprüft", "= 30.06.2027 Mittwoch",
    ]  # fmt: skip


def test_a_list_begins_with_the_light_and_the_status(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Hochbauamt")
    for title in ("Serviceportal", "E-Akte"):
        opened.add(StrategyItem, title=title, benefit="Viel", budget_account="5.3610", end_planned=TODAY)
    opened.add(StrategyItem, title="Sensornetz", lead_unit=unit)

    with opened.office.read() as reader:
        lines = present.table(reader, StrategyItem, reader.rows(StrategyItem))
        past = present.table(reader, StrategyItem, reader.rows(StrategyItem), as_of_today=False)

    assert lines[0].split()[:4] == ["Kennung", "Maßnahme", "Ampel", "Status"]
    assert "Federführendes Amt" in lines[0]
    assert "Ende (Plan)" in lines[0]
    assert "● Im Plan" in lines[1]
    assert past[0].split()[:3] == ["Kennung", "Maßnahme", "Status"], "the lights are those of today"


def test_a_long_name_loses_of_its_owner_first(opened: Opened) -> None:
    group = opened.add(Group, title="Virtuelle Arbeitsgruppe für die gemeinsame Steuerung der Daten")
    person = opened.add(Person, last_name="Musterfeld", first_name="Lea")
    unit = opened.add(OrgUnit, name="Amt für Digitalisierung und IT")
    opened.add(Membership, group=group, person=person, unit=unit)

    with opened.office.read() as reader:
        (_, line) = present.table(reader, Membership, reader.rows(Membership))

    assert "  Virtuelle A… – Musterfeld, Lea – Amt für Digitalisierun…  ● Aktiv" in line
