"""Planning a meeting, its next steps, and what becomes of its items."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.records.change import creation
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting, MeetingSeries
from kn_desk.records.topics import Topic
from kn_desk.services import meeting_steps
from kn_desk.services.meeting_times import MeetingSheet, meeting_sheet
from kn_desk.services.meetings import MeetingPlan, left_over, next_day, next_number, plan_meeting
from tests.makers.offices import Opened
from tests.makers.records import make

TODAY = date(2026, 6, 15)
FORTNIGHT = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"


def series(**values: Any) -> MeetingSeries:
    return make(MeetingSeries, title="Jour fixe", **values)


def test_the_next_day_follows_the_rhythm_from_the_last_meeting() -> None:
    assert next_day(series(rhythm=FORTNIGHT), [date(2026, 6, 4), date(2026, 6, 18)], TODAY) == date(2026, 7, 2)


def test_a_meeting_that_was_moved_does_not_move_the_rhythm() -> None:
    assert next_day(series(rhythm=FORTNIGHT), [date(2026, 6, 5)], TODAY) == date(2026, 6, 18)


def test_the_next_day_is_never_past() -> None:
    assert next_day(series(rhythm=FORTNIGHT), [date(2026, 1, 8)], TODAY) == date(2026, 6, 25)
    assert next_day(series(rhythm=FORTNIGHT), [], TODAY) == date(2026, 6, 18)


def test_the_third_thursday_of_a_month_can_be_a_rhythm() -> None:
    assert next_day(series(rhythm="FREQ=MONTHLY;BYDAY=3TH"), [date(2026, 5, 21)], TODAY) == date(2026, 6, 18)


def test_without_a_rhythm_the_weekday_counts_and_without_both_there_is_no_day() -> None:
    assert next_day(series(weekday="tu"), [date(2026, 6, 16)], TODAY) == date(2026, 6, 23)
    assert next_day(series(), [date(2026, 6, 16)], TODAY) is None


def test_a_rhythm_without_days_ends() -> None:
    assert next_day(series(rhythm="FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=2"), [], TODAY) is None


def test_a_rhythm_that_no_calendar_knows_is_said() -> None:
    with pytest.raises(UserError, match="ergibt keine Termine"):
        next_day(series(rhythm="FREQ=WEEKLY;BYSETPOS=-999"), [], TODAY)


@pytest.mark.parametrize(
    ("numbers", "year", "expected"),
    [
        (["JF 2026/09", "JF 2026/23", "JF 2025/26"], 2026, "JF 2026/24"),
        (["JF 2026/23"], 2027, "JF 2027/01"),
        (["Beirat 2026/7"], 2026, "Beirat 2026/08"),
        (["Auftakt", ""], 2026, "JF 2026/01"),
        ([], 2026, "JF 2026/01"),
    ],
)
def test_numbers_are_counted_by_year(numbers: list[str], year: int, expected: str) -> None:
    assert next_number(numbers, year) == expected


class Office:
    """A series with two members, one meeting held in which an item was postponed, and one that was left open."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.chair = opened.add(Person, last_name="Muster", first_name="Maria", unit=opened.add(OrgUnit, name="Amt"))
        self.member = opened.add(Person, last_name="Beispiel", first_name="Ben")
        self.series = opened.add(
            MeetingSeries, title="Jour fixe", rhythm=FORTNIGHT, time_of_day=time(10), duration=60, place="Rathaus",
            chair=self.chair, members=[self.chair, self.member], freeze_days=2,
            standing_items="- Protokoll der letzten Sitzung\n\nVerschiedenes\nOffene Aufgaben",
        )  # fmt: skip
        self.held = opened.add(
            Meeting, series=self.series, number="JF 2026/11", held_on=date(2026, 6, 4), status="minutes_draft",
            start=time(10), end=time(11),
        )  # fmt: skip
        self.tasks = opened.add(
            AgendaItem, title="Offene Aufgaben", meeting=self.held, kind="standing", rank="b", minutes_planned=15,
            presenter=self.member,
        )  # fmt: skip
        self.postponed = opened.add(
            AgendaItem, title="WLAN", meeting=self.held, rank="d", result="postponed", minutes_planned=20,
            proposal="Wir bauen.",
        )  # fmt: skip

    def plan(self) -> MeetingPlan:
        with self.opened.office.read() as reader:
            return plan_meeting(reader, self.opened.get(self.series))

    def sheet(self, meeting: Meeting, now: datetime | None = None) -> MeetingSheet:
        with self.opened.office.read() as reader:
            return meeting_sheet(reader, self.opened.get(meeting), now or datetime(2026, 6, 15, tzinfo=UTC))


@pytest.fixture
def office(opened: Opened) -> Office:
    return Office(opened)


def items_of(plan: MeetingPlan) -> list[AgendaItem]:
    return [record for record in plan.records if isinstance(record, AgendaItem)]


def test_a_planned_meeting_has_day_number_members_and_items(office: Office) -> None:
    plan = office.plan()
    meeting = plan.meeting
    assert (meeting.number, meeting.held_on, meeting.start, meeting.end, meeting.place, meeting.status) == (
        "JF 2026/12", date(2026, 6, 18), time(10), time(11), "Rathaus", "draft",
    )  # fmt: skip
    invited = {one.person: one.role for one in plan.records if isinstance(one, Attendance)}
    assert invited == {office.chair.id: "chair", office.member.id: "member"}
    assert [(item.title, item.kind, item.minutes_planned) for item in items_of(plan)] == [
        ("Protokoll der letzten Sitzung", "standing", 5), ("Offene Aufgaben", "standing", 15),
        ("WLAN", "discussion", 20), ("Verschiedenes", "misc", 5),
    ]  # fmt: skip
    assert plan.sentences == ("JF 2026/12 am Donnerstag, 18.06.2026 angelegt.", "Ein vertagter TOP übernommen.")


def test_what_was_postponed_is_carried_over_with_its_origin(office: Office) -> None:
    item = next(one for one in items_of(office.plan()) if one.origin)
    assert (item.origin, item.proposal) == (office.postponed.id, "Wir bauen.")
    assert item.reason == "vertagt am 04.06."


def test_what_a_later_item_has_taken_up_is_not_carried_over_again(office: Office) -> None:
    office.opened.add(Meeting, series=office.series, number="JF 2026/12", held_on=date(2026, 6, 18))
    later = office.opened.add(AgendaItem, title="WLAN", meeting=office.held, origin=office.postponed, result="done")
    assert not [item for item in items_of(office.plan()) if item.origin]
    office.opened.trash(later)
    assert [item for item in items_of(office.plan()) if item.origin]


def test_the_chain_of_origins_counts_how_often_it_was_postponed(office: Office) -> None:
    item = office.postponed
    for number, on in ((12, date(2026, 6, 18)), (13, date(2026, 7, 2)), (14, date(2026, 7, 16))):
        meeting = office.opened.add(Meeting, series=office.series, number=f"JF 2026/{number}", held_on=on)
        item = office.opened.add(AgendaItem, title="WLAN", meeting=meeting, origin=item, result="postponed")
    carried = next(one for one in items_of(office.plan()) if one.origin)
    assert carried.reason == "zum 4. Mal vertagt"
    assert carried.origin == item.id


def test_what_a_meeting_left_open_waits_too_but_not_its_standing_items(office: Office) -> None:
    office.opened.add(AgendaItem, title="Sensornetz", meeting=office.held)
    with office.opened.office.read() as reader:
        waiting = left_over(reader, office.plan().meeting)
    assert [item.title for item in waiting] == ["WLAN", "Sensornetz"]


def test_a_holiday_is_said_and_can_be_moved(opened: Opened) -> None:
    row = opened.add(MeetingSeries, title="Jour fixe", rhythm="FREQ=YEARLY")
    opened.add(Meeting, series=row, number="JF 2025/01", held_on=date(2025, 12, 25))
    with opened.office.read() as reader:
        plan = plan_meeting(reader, row)
    assert plan.meeting.held_on == date(2026, 12, 25)
    assert "Feiertag (Erster Weihnachtstag)" in plan.sentences[1]
    assert meeting_steps.moved_off(plan.meeting) == date(2026, 12, 28)


def test_without_a_series_a_meeting_begins_without_a_day(opened: Opened) -> None:
    with opened.office.read() as reader:
        plan = plan_meeting(reader, None)
    assert (plan.meeting.number, plan.meeting.held_on) == ("JF 2026/01", None)
    assert plan.sentences == ("JF 2026/01 angelegt, noch ohne Datum.",)


def advance(office: Office, meeting: Meeting) -> Meeting:
    with office.opened.office.read() as reader:
        edits = meeting_steps.advance(reader, office.opened.get(meeting))
    office.opened.apply(*edits)
    return office.opened.get(meeting)


def test_approving_freezes_the_numbers_and_locks_and_can_be_opened_again(office: Office) -> None:
    assert advance(office, office.held).approved_on == TODAY
    assert office.opened.get(office.postponed).number_fixed == "2"
    assert office.sheet(office.held).locked is not None
    assert office.sheet(office.held).can_open_again
    with pytest.raises(UserError, match="freigegeben"):
        office.opened.set(office.postponed, title="anders")
    assert advance(office, office.held).status == "minutes_draft"
    office.opened.set(office.postponed, title="anders")


def test_the_way_of_a_meeting_is_straight(office: Office) -> None:
    meeting = office.opened.add(Meeting, number="JF 2026/12", held_on=TODAY)
    seen = [meeting.status]
    for _ in range(4):
        meeting = advance(office, meeting)
        seen.append(meeting.status)
    assert seen == ["draft", "invited", "running", "minutes_draft", "approved"]


def test_a_parked_item_goes_into_the_themenspeicher_as_one_step(office: Office) -> None:
    with office.opened.office.read() as reader:
        edits = meeting_steps.with_result(reader, office.tasks, "parked", 4)
    office.opened.apply(*edits)
    with office.opened.office.read() as reader:
        (topic,) = reader.rows(Topic)
    assert (topic.title, topic.state, topic.agenda_item) == ("Offene Aufgaben", "open", office.tasks.id)
    assert office.opened.get(office.tasks).minutes_actual == 4
    office.opened.undo()
    assert office.opened.get(office.tasks).result == "open"


def test_a_topic_follows_the_item_that_took_it_up(office: Office) -> None:
    topic = office.opened.add(Topic, title="WLAN", state="planned", agenda_item=office.postponed)
    for result, state in (("done", "done"), ("dropped", "open"), ("open", "planned")):
        with office.opened.office.read() as reader:
            edits = meeting_steps.with_result(reader, office.opened.get(office.postponed), result)
        office.opened.apply(*edits)
        assert office.opened.get(topic).state == state


def running(office: Office) -> Meeting:
    meeting = office.opened.add(
        Meeting, number="JF 2026/12", held_on=TODAY, start=time(10), end=time(11), status="running"
    )
    for title, rank, minutes, actual in (
        ("A", "b", 5, 4),
        ("B", "d", 10, 14),
        ("C", "f", 15, None),
        ("D", "h", 30, None),
    ):
        office.opened.add(
            AgendaItem, title=title, meeting=meeting, rank=rank, minutes_planned=minutes, minutes_actual=actual,
            result="done" if actual else "open",
        )  # fmt: skip
    return meeting


def test_while_it_runs_the_open_item_counts_the_minutes(office: Office) -> None:
    sheet = office.sheet(running(office), datetime.combine(TODAY, time(10, 29), BERLIN))
    assert [(row.item.title, row.spent, row.runs, row.shift) for row in sheet.rows] == [
        ("A", 4, False, 0), ("B", 14, False, -1), ("C", 11, True, 3), ("D", None, False, 3),
    ]  # fmt: skip
    assert sheet.sentence == ("29 von 60 Min.", "Ende voraussichtlich 11:03", "3 Min. über Plan")
    assert [(one.minutes, one.spent, one.over) for one in sheet.segments] == [
        (4, 4, 0), (14, 14, 4), (15, 11, 0), (30, 0, 0),
    ]  # fmt: skip


def test_an_item_that_runs_too_long_pushes_the_end(office: Office) -> None:
    sheet = office.sheet(running(office), datetime.combine(TODAY, time(10, 40), BERLIN))
    assert sheet.rows[2].spent == 22
    assert sheet.sentence[1:] == ("Ende voraussichtlich 11:10", "10 Min. über Plan")


def test_on_another_day_nothing_is_counted(office: Office) -> None:
    sheet = office.sheet(running(office), datetime(2026, 6, 16, 9, tzinfo=UTC))
    assert (sheet.rows[2].runs, sheet.rows[2].spent) == (True, None)


def test_before_a_meeting_the_sentence_speaks_of_the_plan(office: Office) -> None:
    plan = office.plan()
    office.opened.apply(*map(creation, plan.records), verb="create")
    assert office.sheet(plan.meeting).sentence == (
        "45 von 60 Min. verplant", "15 Min. frei · Redaktionsschluss Dienstag, 16.06.2026", "",
    )  # fmt: skip
