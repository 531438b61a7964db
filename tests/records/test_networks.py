"""Groups, memberships, stakeholders, events and notes on contacts."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.records.networks import QUADRANT, Event, Group, Interaction, Membership, Stakeholder
from tests.makers.near import FakeNear, assert_holds_until_it_turns, faults_of
from tests.makers.records import make

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NOWHERE = FakeNear(TODAY)


def test_little_is_enough_to_begin() -> None:
    for cls in (Group, Stakeholder, Event, Interaction):
        assert faults_of(make(cls), NOWHERE) == {}


@pytest.mark.parametrize(
    ("since", "until", "state", "reason"),
    [
        (None, None, "active", "Unbefristet."),
        (TODAY, TODAY, "active", "Bis zum 15.06.2026."),
        (TODAY + DAY, None, "coming", "Beginnt am 16.06.2026."),
        (None, TODAY - DAY, "ended", "Beendet am 14.06.2026."),
    ],
)
def test_a_membership_is_active_to_come_or_ended(
    since: date | None, until: date | None, state: str, reason: str
) -> None:
    seen = NOWHERE.compute(make(Membership, since=since, until=until), "state")

    assert (seen.value, seen.reason) == (state, reason)


some_day = st.none() | st.dates(TODAY - 99 * DAY, TODAY + 99 * DAY)


@settings(deadline=None)
@given(some_day, some_day)
def test_a_membership_changes_only_when_announced(since: date | None, until: date | None) -> None:
    assert_holds_until_it_turns(NOWHERE, make(Membership, since=since, until=until), "state")


def test_a_membership_has_a_group_and_somebody() -> None:
    assert set(faults_of(make(Membership), NOWHERE)) == {"group", "person"}
    for who in ("person", "unit", "organisation"):
        assert faults_of(make(Membership, group="g", **{who: "x"}), NOWHERE) == {}
    ends_first = make(Membership, group="g", unit="u", since=TODAY, until=TODAY - DAY)
    assert set(faults_of(ends_first, NOWHERE)) == {"until"}


def test_a_unit_and_an_organisation_at_once_is_a_hint() -> None:
    assert list(make(Membership, unit="u", organisation="HTWG").hints(NOWHERE)) == [
        "Stelle und Organisation sind beide eingetragen; eine genügt."
    ]


@pytest.mark.parametrize(
    ("interest", "influence", "quadrant"),
    [
        (4, 4, "Eng einbinden"), (3, 4, "Zufriedenstellen"), (4, 3, "Auf dem Laufenden halten"), (3, 3, "Beobachten"),
        (5, 1, "Auf dem Laufenden halten"), (1, 5, "Zufriedenstellen"),
    ],
)  # fmt: skip
def test_the_quadrant_follows_interest_and_influence(interest: int, influence: int, quadrant: str) -> None:
    seen = NOWHERE.compute(make(Stakeholder, interest=interest, influence=influence), "quadrant")

    assert QUADRANT.show(seen.value) == quadrant
    assert seen.reason == f"Interesse {interest}, Einfluss {influence}; hoch ab 4."


def test_the_quadrant_has_its_threshold_and_needs_both_values() -> None:
    near = FakeNear(TODAY, thresholds={"stakeholder.high": 3})

    assert near.compute(make(Stakeholder, interest=3, influence=3), "quadrant").value == "manage"
    assert near.compute(make(Stakeholder, interest=3), "quadrant").value is None
    assert near.compute(make(Stakeholder, influence=3), "quadrant").value is None


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        (make(Stakeholder, next_contact_on=TODAY - 3 * DAY), "Der Kontakt war für den 12.06.2026 vorgesehen."),
        (make(Group, notice_until=date(2026, 6, 21)), "„Kündbar bis“ 21.06.2026 ist ein Sonntag."),
        (make(Event, starts_on=TODAY - DAY), "Beginn war am 14.06.2026, der Stand ist noch „Geplant“."),
        (make(Event, state="running", ends_on=TODAY - DAY), "Ende war am 14.06.2026, der Stand ist noch „Läuft“."),
        (
            make(Event, state="done", starts_on=TODAY, ends_on=TODAY + DAY),
            "Der Stand ist „Durchgeführt“, das Datum 16.06.2026 liegt in der Zukunft.",
        ),
        (make(Interaction, held_on=TODAY + DAY), "„Datum“ 16.06.2026 liegt in der Zukunft."),
        (make(Interaction, follow_up=date(2026, 6, 20)), "„Wiedervorlage am“ 20.06.2026 ist ein Samstag."),
    ],
)
def test_what_is_odd_but_allowed_is_a_hint(record: Any, hint: str) -> None:
    assert list(record.hints(NOWHERE)) == [hint]
    assert faults_of(record, NOWHERE) == {}


@pytest.mark.parametrize("state", ["planned", "running", "done"])
def test_an_event_of_today_is_not_odd(state: str) -> None:
    assert list(make(Event, state=state, starts_on=TODAY, ends_on=TODAY).hints(NOWHERE)) == []


def test_an_event_and_a_note_keep_their_order() -> None:
    assert set(faults_of(make(Event, starts_on=TODAY, ends_on=TODAY - DAY), NOWHERE)) == {"ends_on"}
    assert set(faults_of(make(Interaction, held_on=TODAY, follow_up=TODAY - DAY), NOWHERE)) == {"follow_up"}
