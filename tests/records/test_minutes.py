"""Entries of the minutes, decisions, tasks and reminders."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kn_desk.fields.spec import Record
from kn_desk.records.decisions import IMPLEMENTATION
from kn_desk.records.minutes import BECOMES, ENTRY_KINDS, ENTRY_LETTERS, Decision, FollowUp, MinuteEntry, Task
from tests.makers.anything import THRESHOLDS, TODAY, anything, assert_nothing_turns_unannounced
from tests.makers.near import FakeNear, faults_of
from tests.makers.records import make

DAY = timedelta(days=1)
NEAR = FakeNear(TODAY)


def test_every_kind_of_entry_has_its_letter() -> None:
    assert ENTRY_LETTERS.keys() == ENTRY_KINDS.keys()
    assert sorted(ENTRY_LETTERS.values()) == sorted("IFBAEO")
    assert {ENTRY_LETTERS[kind]: made for kind, made in BECOMES.items()} == {
        "A": "task", "B": "decision", "F": "decision",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "task", "task": "t"}, set()),
        ({"kind": "info", "task": "t"}, {"task"}),
        ({"kind": "decision", "decision": "b"}, set()),
        ({"kind": "ruling", "decision": "b"}, set()),
        ({"kind": "task", "decision": "b"}, {"decision"}),
        ({"kind": "question"}, set()),
    ],
)
def test_only_tasks_make_tasks_and_only_decisions_make_decisions(values: dict[str, Any], fields: set[str]) -> None:
    assert set(faults_of(make(MinuteEntry, **values), NEAR)) == fields


# --- decisions


@pytest.mark.parametrize(
    ("votes", "shown", "reason"),
    [
        ((26, 11, 2), "26/11/2", "26 Ja, 11 Nein, 2 Enthaltungen."),
        ((35, 0, 0), "35/0/0", "35 Ja, 0 Nein, 0 Enthaltungen."),
        ((35, None, None), "35/–/–", "35 Ja, – Nein, – Enthaltungen."),
        ((None, None, None), None, "Es sind keine Stimmen eingetragen."),
    ],
)
def test_votes_are_shown_as_they_are_cited(
    votes: tuple[int | None, int | None, int | None], shown: str | None, reason: str
) -> None:
    yes, no, abstain = votes
    found = NEAR.compute(make(Decision, votes_yes=yes, votes_no=no, votes_abstain=abstain), "votes")

    assert (found.value, found.reason) == (shown, reason)


def test_the_umsetzungsstand_is_a_light_of_its_own() -> None:
    tones = {state.word: state.tone for state in IMPLEMENTATION.states.values()}

    assert tones["Nicht begonnen"] == "crit"
    assert tones["In Umsetzung"] == "warn"
    assert tones["Umgesetzt"] == "ok"
    assert tones.keys().isdisjoint({"Im Plan", "Verzögert", "Kritisch", "Keine Meldung"})


@pytest.mark.parametrize(
    ("values", "light", "overdue"),
    [
        ({"due_on": TODAY + 31 * DAY}, "ok", False),
        ({"due_on": TODAY + 30 * DAY}, "warn", False),
        ({"due_on": TODAY + 7 * DAY, "implementation": "in_progress"}, "crit", False),
        ({"due_on": TODAY - DAY}, "crit", True),
        ({"due_on": TODAY - DAY, "implementation": "implemented"}, "none", False),
        ({"due_on": TODAY - DAY, "implementation": "ongoing"}, "none", False),
        ({"due_on": TODAY - DAY, "implementation": "repealed"}, "none", False),
        ({"due_on": TODAY - DAY, "superseded_by": "b"}, "none", False),
        ({}, "none", False),
    ],
)
def test_a_decision_alarms_until_it_is_carried_out(values: dict[str, Any], light: str, overdue: bool) -> None:
    decision = make(Decision, **values)

    assert NEAR.compute(decision, "light").value == light
    assert NEAR.compute(decision, "overdue").value is overdue


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"implementation": "repealed", "superseded_by": "b"}, "Der Beschluss ist aufgehoben."),
        ({"superseded_by": "b"}, "Der Beschluss ist durch einen neueren abgelöst."),
    ],
)
def test_all_values_of_a_decision_that_no_longer_holds_say_the_same(values: dict[str, Any], reason: str) -> None:
    decision = make(Decision, due_on=TODAY - DAY, review_on=TODAY, **values)

    assert {NEAR.compute(decision, name).reason for name in ("light", "overdue", "review_light")} == {reason}


@pytest.mark.parametrize(
    ("values", "light"),
    [
        ({"review_on": TODAY + 30 * DAY}, "warn"),
        ({"review_on": TODAY, "implementation": "ongoing"}, "crit"),
        ({"review_on": TODAY, "implementation": "repealed"}, "none"),
    ],
)
def test_a_decision_in_force_is_looked_at_again(values: dict[str, Any], light: str) -> None:
    assert NEAR.compute(make(Decision, **values), "review_light").value == light


def test_a_decision_cannot_be_due_before_it_was_taken() -> None:
    assert set(faults_of(make(Decision, decided_on=TODAY, due_on=TODAY - DAY), NEAR)) == {"due_on"}
    assert faults_of(make(Decision, decided_on=TODAY, due_on=TODAY), NEAR) == {}


def test_decisions_do_not_supersede_themselves_or_each_other() -> None:
    alone = make(Decision, id="a", superseded_by="a")
    first, second = make(Decision, id="a", superseded_by="b"), make(Decision, id="b", superseded_by="a")
    newer = make(Decision, id="n")

    assert set(faults_of(alone, FakeNear(TODAY, [alone]))) == {"superseded_by"}
    assert set(faults_of(first, FakeNear(TODAY, [first, second]))) == {"superseded_by"}
    assert faults_of(make(Decision, superseded_by=newer), FakeNear(TODAY, [newer])) == {}


def test_a_superseded_decision_that_is_not_repealed_is_hinted_at() -> None:
    newer = make(Decision, code="B-2026-008", decided_on=date(2020, 1, 1))
    older = make(Decision, superseded_by=newer, decided_on=date(2021, 1, 28))

    assert list(older.hints(FakeNear(TODAY, [newer]))) == [
        "Abgelöst durch B-2026-008; der Umsetzungsstand ist noch „Nicht begonnen“.",
        "Der ablösende Beschluss vom 01.01.2020 ist älter.",
    ]


# --- tasks


@pytest.mark.parametrize(
    ("status", "left", "light", "overdue"),
    [
        ("open", 31, "ok", False),
        ("in_progress", 30, "warn", False),
        ("waiting", 8, "warn", False),
        ("open", 7, "crit", False),
        ("open", 0, "crit", False),
        ("open", -1, "crit", True),
        ("done", -1, "none", False),
        ("dropped", -1, "none", False),
    ],
)
def test_a_task_alarms_until_it_is_over(status: str, left: int, light: str, overdue: bool) -> None:
    task = make(Task, status=status, due_on=TODAY + left * DAY)

    assert NEAR.compute(task, "light").value == light
    assert NEAR.compute(task, "overdue").value is overdue
    assert NEAR.compute(task, "days_left").value == (None if light == "none" else left)


def test_a_finished_task_says_when() -> None:
    task = make(Task, status="done", done_on=date(2026, 6, 1), due_on=TODAY)

    assert NEAR.compute(task, "light").reason == "Erledigt am 01.06.2026."


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"status": "done"}, {"done_on"}),
        ({"status": "done", "done_on": TODAY}, set()),
        ({"status": "open", "done_on": TODAY}, {"done_on"}),
        ({"status": "waiting"}, {"waiting_for"}),
        ({"status": "waiting", "waiting_for": "Stadtwerke"}, set()),
        ({"id": "a", "links": ("a",)}, {"links"}),
    ],
)
def test_a_status_of_a_task_wants_its_fields(values: dict[str, Any], fields: set[str]) -> None:
    assert set(faults_of(make(Task, **values), NEAR)) == fields


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        ({"due_on": date(2026, 7, 1), "due_original": date(2026, 7, 1)}, []),
        (
            {"due_on": date(2026, 7, 2), "due_original": date(2026, 7, 1)},
            ["Verschoben vom 01.07.2026 auf den 02.07.2026."],
        ),
        ({"due_on": date(2026, 6, 13)}, ["„Bis wann“ 13.06.2026 ist ein Samstag."]),
        ({"responsible": "a", "support": ("a", "b")}, ["Wer zuständig ist, steht auch unter Mitwirkung."]),
    ],
)
def test_what_is_odd_about_a_task_is_said_and_allowed(values: dict[str, Any], sentences: list[str]) -> None:
    assert list(make(Task, **values).hints(NEAR)) == sentences


# --- reminders


@pytest.mark.parametrize(
    ("values", "light", "overdue"),
    [
        ({"due_on": TODAY + 8 * DAY}, "warn", False),
        ({"due_on": TODAY - DAY}, "crit", True),
        ({"due_on": TODAY - DAY, "done": True}, "none", False),
    ],
)
def test_a_reminder_alarms_until_it_is_done(values: dict[str, Any], light: str, overdue: bool) -> None:
    reminder = make(FollowUp, **values)

    assert NEAR.compute(reminder, "light").value == light
    assert NEAR.compute(reminder, "overdue").value is overdue


@pytest.mark.parametrize(("about", "fine"), [((), False), (("a",), True), (("a", "b"), False)])
def test_a_reminder_is_about_exactly_one_record(about: tuple[str, ...], fine: bool) -> None:
    assert (faults_of(make(FollowUp, about=about), NEAR) == {}) == fine


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_computed_value_changes_unannounced(data: st.DataObject) -> None:
    cls: type[Record] = data.draw(st.sampled_from([Decision, Task, FollowUp]))

    assert_nothing_turns_unannounced(data.draw(anything(cls)), [], TODAY, data.draw(THRESHOLDS))
