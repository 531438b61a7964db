"""What goes to paper: which words, in which order, and what stays in the office."""

from datetime import UTC, date, datetime, time
from typing import Any

from kn_desk.fields.text import visible
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.funding import Application
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting, MeetingSeries
from kn_desk.records.minutes import Decision, MinuteEntry, Task
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.deadline_groups import Filter
from kn_desk.services.desk import ListQuery
from kn_desk.services.paper.coverage_paper import ShownCoverage
from kn_desk.services.paper.deadline_paper import ShownDeadlines
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paper.meeting_paper import ShownMeeting, papers_of
from kn_desk.services.paper.parts import Cell, Heading, Paper, Table, Words
from kn_desk.services.paper.printable import Printable
from kn_desk.services.paper.record_paper import ShownRecord
from tests.makers.offices import Opened
from tests.makers.records import make

NOW = datetime(2026, 6, 15, 10, tzinfo=UTC)
COLUMNS = ("code", "title", "plan_light", "end_planned", "note_internal")


def _paper(opened: Opened, shown: Printable) -> Paper:
    with opened.office.read() as reader:
        paper = shown.paper(reader, NOW)
    assert paper is not None
    return paper


def _tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def _cells(paper: Paper) -> list[Cell]:
    return [cell for table in _tables(paper) for row in table.rows for cell in row.cells]


def _said(paper: Paper) -> str:
    blocks = [block.text for block in paper.blocks if isinstance(block, Heading | Words)]
    cells = [text for cell in _cells(paper) for text in (cell.text, cell.below)]
    return "\n".join([paper.title, *paper.lines, *blocks, *cells])


def _listed(**query: object) -> Listed:
    return Listed(ListQuery("strategy_item", **query), COLUMNS, "title")  # type: ignore[arg-type]


def test_a_list_has_its_columns_its_order_and_its_filters_in_words(opened: Opened) -> None:
    for title in ("Anton", "Berta", "Cäsar"):
        opened.add(StrategyItem, title=title, status="dropped" if title == "Berta" else "idea", status_reason="–")
    paper = _paper(opened, _listed(sort="title", descending=True))
    [table] = _tables(paper)
    assert [column.header for column in table.columns] == ["Kennung", "Titel", "Ampel", "Ende (Plan)"]
    assert [row.cells[1].text for row in table.rows] == ["Cäsar", "Berta", "Anton"]
    assert paper.lines == ("3 Maßnahmen, nach Titel, absteigend",)
    filtered = _paper(opened, _listed(only={"status": ("dropped",)}))
    assert filtered.lines == ("Filter: Status: Verworfen", "1 von 3 Maßnahmen, nach Kennung")
    assert paper.landscape
    assert paper.stand == "Stand 15.06.2026 12:00 Uhr"


def test_confidential_columns_stay_in_the_office_and_the_paper_says_so(opened: Opened) -> None:
    opened.add(StrategyItem, title="WLAN", note_internal="Nur für uns")
    paper = _paper(opened, _listed())
    assert "Nur für uns" not in _said(paper)
    assert paper.note == "Vertraulich und deshalb nicht dabei: Interne Notiz."


def _running(opened: Opened, **values: Any) -> StrategyItem:
    unit = opened.add(OrgUnit, name="Hochbauamt", kind="office")
    field = opened.add(ActionField, title="Verwaltung", number="1")
    return opened.add(StrategyItem, status="running", action_field=field, lead_unit=unit, **values)


def test_a_light_is_a_shape_and_a_word_and_an_overdue_day_alarms(opened: Opened) -> None:
    _running(opened, title="Spät", start_planned=date(2026, 1, 1), end_planned=date(2026, 5, 1))
    [row] = _tables(_paper(opened, _listed()))[0].rows
    light, day = row.cells[2], row.cells[3]
    assert (light.text, light.signal and light.signal.symbol) == ("Kritisch", "■")
    assert (day.text, day.alarm) == ("01.05.2026", True)


def test_a_very_long_list_is_cut_and_says_where_the_rest_is(opened: Opened) -> None:
    for number in range(5):
        opened.add(StrategyItem, title=f"Nr. {number}")
    shown = Listed(ListQuery("strategy_item"), ("code", "title"), "title", most_rows=3)
    paper = _paper(opened, shown)
    assert len(_tables(paper)[0].rows) == 3
    assert paper.lines[-1] == "Auf Papier die ersten 3; alle stehen in „Diese Liste exportieren“."


def test_an_empty_list_is_a_sentence(opened: Opened) -> None:
    assert "Die Liste ist leer." in _said(_paper(opened, _listed()))


def test_a_view_with_an_order_of_its_own_gives_ids_and_words(opened: Opened) -> None:
    first, second = (opened.add(StrategyItem, title=title) for title in ("Eins", "Zwei"))
    shown = Listed(ListQuery("strategy_item"), ("title",), "title", (second.id, first.id), "Programm: EU")
    paper = _paper(opened, shown)
    assert [cell.text for cell in _cells(paper)] == ["Zwei", "Eins"]
    assert paper.lines == ("Filter: Programm: EU", "2 Maßnahmen")


def test_a_record_has_computed_values_with_reasons_then_fields_by_section_then_parts(opened: Opened) -> None:
    item = _running(opened, title="WLAN", note_internal="geheim", benefit="Gut für alle")
    opened.add(Milestone, item=item, title="Masten stehen", due_planned=date(2026, 9, 1))
    opened.add(Application, title="Smart City", items=[item])
    paper = _paper(opened, ShownRecord(item.id, item.code))
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings[0] == "Überblick"
    assert headings.index("Meilensteine") > 1
    assert headings[-1] == "Verknüpft"
    said = _said(paper)
    assert "Gut für alle" in said
    assert "Masten stehen" in said
    assert "Smart City" in said
    assert "geheim" not in said
    assert "Interne Notiz" in paper.note
    overview = _tables(paper)[0]
    assert overview.rows[0].cells[1].signal is not None
    assert overview.rows[0].cells[1].below
    assert not paper.landscape


def test_a_record_that_is_gone_has_no_paper(opened: Opened) -> None:
    with opened.office.read() as reader:
        assert ShownRecord("01890000-0000-7000-8000-000000000000").paper(reader, NOW) is None


def _meeting(opened: Opened, status: str = "invited") -> Meeting:
    person = opened.add(Person, last_name="Muster", first_name="Ida")
    series = opened.add(MeetingSeries, title="Jour fixe", chair=person)
    meeting = opened.add(
        Meeting, series=series, number="JF 2026/12", held_on=date(2026, 6, 11), start=time(10), end=time(11),
        place="Rathaus", status=status,
    )  # fmt: skip
    other = opened.add(Person, last_name="Beispiel", first_name="Ben")
    opened.add(Attendance, meeting=meeting, person=other, state="excused")
    top = opened.add(AgendaItem, meeting=meeting, title="WLAN", rank="b", minutes_planned=15, presenter=person,
                     proposal="Der Stadtgarten hat Vorrang.", minutes_actual=20, result="done")  # fmt: skip
    opened.add(AgendaItem, meeting=meeting, title="Standort", parent=top, rank="b", minutes_planned=5)
    task = opened.add(Task, title="Angebot einholen", responsible=person, due_on=date(2026, 6, 1))
    decision = opened.add(Decision, title="Vorrang", text="Der Stadtgarten hat Vorrang.", votes_yes=7)
    opened.add(MinuteEntry, agenda_item=top, kind="task", text="Angebot einholen", task=task, rank="c")
    opened.add(MinuteEntry, agenda_item=top, kind="decision", text="Vorrang", decision=decision, rank="b")
    return meeting


def test_an_agenda_has_a_row_for_each_item_and_room_for_notes(opened: Opened) -> None:
    paper = _paper(opened, ShownMeeting(_meeting(opened).id))
    people, agenda = _tables(paper)
    assert paper.title == "Tagesordnung Jour fixe"
    assert paper.lines == ("JF 2026/12 · Donnerstag, 11.06.2026 · 10:00–11:00 Uhr · Rathaus",)
    headers = ["TOP", "Beginn", "Min.", "Thema", "Art", "Berichterstattung", "Notizen"]
    assert [column.header for column in agenda.columns] == headers
    assert [[cell.text for cell in row.cells][:4] for row in agenda.rows] == [
        ["1", "10:00", "15", "WLAN"],
        ["1.1", "10:00", "5", "Standort"],
    ]
    assert "Beschlussvorschlag: Der Stadtgarten hat Vorrang." in agenda.rows[0].cells[3].below
    assert all(row.room >= 11 for row in agenda.rows)
    assert [(row.cells[0].text, row.cells[1].text) for row in people.rows] == [
        ("Leitung", "Muster, Ida"),
        ("Mitglieder", "Beispiel, Ben (entschuldigt)"),
    ]


def test_minutes_have_entries_in_their_order_then_decisions_and_tasks(opened: Opened) -> None:
    paper = _paper(opened, ShownMeeting(_meeting(opened, "minutes_draft").id, minutes=True))
    said = _said(paper)
    assert "noch nicht freigegeben" in said
    assert said.index("Beschluss\n") < said.index("Aufgabe\n")
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == ["1  WLAN", "1.1  Standort", "Beschlüsse und Festlegungen", "Aufgaben"]
    decisions, tasks = _tables(paper)[-2:]
    assert [cell.text for cell in decisions.rows[0].cells][1:] == [
        "Der Stadtgarten hat Vorrang.",
        "7/–/–",
        "Nicht begonnen",
    ]
    assert tasks.rows[0].cells[3].alarm
    assert "7 Ja" in said


def test_approved_minutes_say_when_they_were_approved(opened: Opened) -> None:
    meeting = _meeting(opened, "minutes_draft")
    opened.set(meeting, status="approved", approved_on=date(2026, 6, 15))
    said = _said(_paper(opened, ShownMeeting(meeting.id, minutes=True)))
    assert "Freigegeben am 15.06.2026." in said
    assert "noch nicht freigegeben" not in said


def test_before_a_meeting_the_agenda_is_printed_and_after_it_the_minutes() -> None:
    words = {
        status: [one.word for one in papers_of(make(Meeting, status=status))]
        for status in ("draft", "running", "approved")
    }
    assert words["draft"] == ["Tagesordnung"]
    assert words["running"] == ["Tagesordnung", "Protokoll"]
    assert words["approved"] == ["Protokoll", "Tagesordnung"]


def test_fristen_come_in_groups_and_what_is_overdue_alarms(opened: Opened) -> None:
    opened.add(Task, title="Spät", due_on=date(2026, 6, 1))
    opened.add(Task, title="Bald", due_on=date(2026, 6, 16))
    [table] = _tables(_paper(opened, ShownDeadlines()))
    assert [row.cells[0].text for row in table.rows if row.group] == ["Überfällig", "Diese Woche"]
    assert [row.cells[0].alarm for row in table.rows if not row.group] == [True, False]
    filtered = _paper(opened, ShownDeadlines(Filter(span="overdue"), "Frist: überfällig"))
    assert filtered.lines == ("Filter: Frist: überfällig", "1 von 2 Fristen")


def test_no_frist_and_no_amt_are_sentences(opened: Opened) -> None:
    assert "Es steht keine Frist an." in _said(_paper(opened, ShownDeadlines()))
    assert "Kein Amt passt zu diesen Filtern." in _said(_paper(opened, ShownCoverage(light="crit")))


def test_marks_that_turn_the_reading_direction_are_shown_as_a_sign(opened: Opened) -> None:
    title = "evil\u202egnp.exe"
    item = opened.add(StrategyItem, title=title)
    assert visible(title) in _said(_paper(opened, _listed()))
    assert _paper(opened, ShownRecord(item.id)).title == visible(title)
