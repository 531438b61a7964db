"""Series, meetings, attendance, agenda items, topics: what is computed, locked and forbidden."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Record
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting, MeetingSeries, Topic
from kn_desk.records.minutes import MinuteEntry
from tests.makers.anything import TODAY, anything, assert_nothing_turns_unannounced
from tests.makers.near import FakeNear, faults_of
from tests.makers.records import make

DAY = timedelta(days=1)
LAST_WEEK = TODAY - 7 * DAY


def near(*records: Record) -> FakeNear:
    return FakeNear(TODAY, records)


@pytest.mark.parametrize(
    ("days", "value"),
    [(-1, "past"), (0, "today"), (1, "upcoming")],
)
def test_a_meeting_is_past_today_or_upcoming(days: int, value: str) -> None:
    assert near().compute(make(Meeting, held_on=TODAY + days * DAY), "when").value == value
    assert near().compute(make(Meeting), "when").value == "open"


def test_the_next_meeting_of_a_series_is_the_first_from_today_that_is_not_cancelled() -> None:
    series = make(MeetingSeries)
    meetings = [
        make(Meeting, series=series, held_on=TODAY - DAY),
        make(Meeting, series=series, held_on=TODAY, status="cancelled"),
        make(Meeting, series=series, held_on=TODAY + 9 * DAY),
        make(Meeting, series=series, held_on=TODAY + 2 * DAY),
        make(Meeting, held_on=TODAY + DAY),
    ]
    found = near(*meetings).compute(series, "next_meeting_on")

    assert found.value == TODAY + 2 * DAY
    assert found.next_change(TODAY) == TODAY + 3 * DAY
    assert near().compute(series, "next_meeting_on").value is None


def test_a_meeting_adds_up_its_agenda() -> None:
    meeting = make(Meeting, start=time(10), end=time(11))
    items = [make(AgendaItem, meeting=meeting, minutes_planned=minutes) for minutes in (30, 33)]

    assert near(*items).compute(meeting, "minutes").value == 63
    assert near(*items).compute(meeting, "overrun").value == 3
    assert near(*items).compute(meeting, "overrun").reason == "63 Min. statt 60 Min."


def test_a_meeting_counts_who_is_there() -> None:
    meeting = make(Meeting, status="running")
    people = [make(Attendance, meeting=meeting, state=state) for state in ("present", "present", "excused")]

    assert near(*people).compute(meeting, "present").reason == "2 von 3 anwesend."
    assert near(*people).compute(replace(meeting, status="invited"), "present").value is None
    assert near().compute(meeting, "present").value is None


@pytest.mark.parametrize(("status", "word"), [("running", "Ende voraussichtlich 10:33"), ("approved", "Ende 10:33")])
def test_a_meeting_that_was_held_expects_nothing(status: str, word: str) -> None:
    meeting = make(Meeting, status=status, start=time(10), end=time(11))
    item = make(AgendaItem, meeting=meeting, minutes_planned=33)

    assert near(item).compute(meeting, "minutes").reason.endswith(word)
    assert near(item).compute(meeting, "overrun").reason == "Die Tagesordnung passt in die Zeit."
    assert near().compute(meeting, "minutes").reason == "Es steht nichts mit einer Dauer auf der Tagesordnung."


# --- approved minutes


def approved(**values: Any) -> Meeting:
    return make(Meeting, **({"status": "approved", "approved_on": TODAY, "held_on": LAST_WEEK} | values))


def test_approved_minutes_lock_the_meeting_and_all_that_is_part_of_it() -> None:
    meeting = approved(number="JF 2026/23")
    item = make(AgendaItem, meeting=meeting)
    parts: list[Record] = [
        meeting, item, make(Attendance, meeting=meeting), make(MinuteEntry, agenda_item=item),
    ]  # fmt: skip

    for part in parts:
        assert part.locked(near(meeting, item)) == (
            "Das Protokoll der Sitzung JF 2026/23 vom 08.06.2026 ist seit dem 15.06.2026 freigegeben; "
            "zum Ändern bitte erst wieder öffnen."
        )


@pytest.mark.parametrize("status", ["draft", "invited", "running", "minutes_draft", "cancelled"])
def test_before_approval_nothing_is_locked(status: str) -> None:
    meeting = make(Meeting, status=status)
    item = make(AgendaItem, meeting=meeting)

    assert meeting.locked(near(meeting)) is None
    assert item.locked(near(meeting)) is None
    assert make(Attendance).locked(near()) is None
    assert make(MinuteEntry).locked(near()) is None


def test_minutes_can_be_opened_again_until_a_later_meeting_has_begun() -> None:
    series = make(MeetingSeries)
    opened = approved(series=series, status="minutes_draft")
    earlier = make(Meeting, series=series, held_on=LAST_WEEK - DAY)
    other = make(Meeting, held_on=LAST_WEEK + DAY)
    planned = [
        make(Meeting, series=series, held_on=LAST_WEEK + DAY, status=status)
        for status in ("draft", "invited", "cancelled")
    ]

    assert opened.locked(near()) is None
    assert faults_of(opened, near(series, opened, earlier, other, *planned)) == {}
    for status in ("running", "minutes_draft", "approved"):
        later = make(Meeting, series=series, held_on=LAST_WEEK + 2 * DAY, number="JF 2026/24", status=status)
        assert faults_of(opened, near(series, opened, *planned, later)) == {
            "status": "Das Protokoll bleibt freigegeben, denn die Sitzung JF 2026/24 vom 10.06.2026 folgte schon."
        }


@pytest.mark.parametrize("status", ["running", "minutes_draft"])
def test_no_meeting_runs_or_ends_before_its_day(status: str) -> None:
    meeting = make(Meeting, held_on=TODAY + DAY, status=status)
    assert faults_of(meeting, near()) == {"status": f"Die Sitzung ist erst am {TODAY + DAY:%d.%m.%Y}."}


def test_a_meeting_that_was_never_approved_may_have_later_ones() -> None:
    series = make(MeetingSeries)
    meeting = make(Meeting, series=series, held_on=LAST_WEEK, status="running")

    assert faults_of(meeting, near(series, meeting, make(Meeting, series=series, held_on=TODAY))) == {}


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (make(Meeting), set()),
        (make(Meeting, status="invited"), {"held_on"}),
        (make(Meeting, status="invited", held_on=TODAY), set()),
        (make(Meeting, status="approved", held_on=TODAY), {"approved_on"}),
        (make(Meeting, status="minutes_draft", held_on=TODAY), set()),
        (make(Meeting, status="minutes_draft", held_on=TODAY + DAY), {"status"}),
        (make(Meeting, start=time(10), end=time(11)), set()),
        (make(Meeting, start=time(10), end=time(10)), {"end"}),
        (make(Topic, earliest=TODAY, latest=TODAY), set()),
        (make(Topic, earliest=TODAY, latest=TODAY - DAY), {"latest"}),
    ],
)
def test_what_cannot_be_is_a_fault(record: Record, fields: set[str]) -> None:
    assert set(faults_of(record, near())) == fields


def test_a_meeting_on_a_day_off_is_said_and_allowed() -> None:
    assert list(make(Meeting, held_on=date(2026, 6, 4)).hints(near())) == ["„Datum“ 04.06.2026 ist Fronleichnam."]


def test_nobody_stands_in_for_themselves_or_for_somebody_present() -> None:
    assert set(faults_of(make(Attendance, person="a", represented_by="a", state="excused"), near())) == {
        "represented_by"
    }
    assert set(faults_of(make(Attendance, person="a", represented_by="b", state="present"), near())) == {
        "represented_by"
    }
    assert faults_of(make(Attendance, person="a", represented_by="b", state="excused"), near()) == {}


# --- agenda items


def test_an_item_belongs_below_an_item_of_its_own_meeting() -> None:
    meeting, other = make(Meeting), make(Meeting)
    top = make(AgendaItem, meeting=meeting)

    assert faults_of(make(AgendaItem, meeting=meeting, parent=top), near(top)) == {}
    assert set(faults_of(make(AgendaItem, meeting=other, parent=top), near(top))) == {"parent"}


def test_an_item_cannot_be_below_itself() -> None:
    alone = make(AgendaItem, id="a", parent="a")
    first, second = make(AgendaItem, id="a", parent="b"), make(AgendaItem, id="b", parent="a")

    assert set(faults_of(alone, near(alone))) == {"parent"}
    assert set(faults_of(first, near(first, second))) == {"parent"}


@pytest.mark.parametrize(
    ("results", "times", "hints"),
    [
        (["open"], 0, []),
        (["postponed"], 1, []),
        (["postponed", "postponed"], 2, ["Zum 2. Mal vertagt."]),
        (["postponed", "postponed", "postponed", "postponed"], 4, ["Zum 4. Mal vertagt."]),
        (["postponed", "postponed", "open"], 2, ["Schon 2-mal vertagt."]),
        (["postponed", "done", "postponed"], 2, ["Zum 2. Mal vertagt."]),
    ],
)
def test_an_item_counts_how_often_it_was_postponed(results: list[str], times: int, hints: list[str]) -> None:
    chain: list[AgendaItem] = []
    for result in results:
        chain.append(make(AgendaItem, result=result, origin=chain[-1] if chain else None))

    assert chain[-1].times_postponed(near(*chain)) == times
    assert list(chain[-1].hints(near(*chain))) == hints


def test_a_circle_of_origins_does_not_hang() -> None:
    first = make(AgendaItem, id="a", origin="b", result="postponed")
    second = make(AgendaItem, id="b", origin="a", result="postponed")

    assert first.times_postponed(near(first, second)) == 2


# --- topics


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "ok"),
        ({"earliest": TODAY}, "ok"),
        ({"earliest": TODAY + DAY}, "waiting"),
        ({"latest": TODAY}, "ok"),
        ({"latest": TODAY - DAY}, "crit"),
        ({"latest": TODAY - DAY, "state": "done"}, "none"),
        ({"state": "planned"}, "none"),
    ],
)
def test_a_topic_is_ripe_between_its_days(values: dict[str, Any], state: str) -> None:
    assert near().compute(make(Topic, **values), "ripe").value == state


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_computed_value_of_the_jour_fixe_changes_unannounced(data: st.DataObject) -> None:
    series = make(MeetingSeries)
    meetings = [data.draw(anything(Meeting, series=series.id)) for _ in range(3)]
    items = [data.draw(anything(AgendaItem, meeting=meetings[0].id)) for _ in range(2)]

    assert_nothing_turns_unannounced(series, meetings, TODAY, {})
    assert_nothing_turns_unannounced(meetings[0], items, TODAY, {})
    assert_nothing_turns_unannounced(data.draw(anything(Topic)), [], TODAY, {})
