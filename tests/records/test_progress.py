"""Milestones, and the progress that follows from them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.records.progress import Milestone, weighted_progress
from kn_desk.records.strategy import StrategyItem
from tests.makers.near import FakeNear, assert_holds_until_it_turns, faults_of
from tests.makers.records import make

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
NOWHERE = FakeNear(TODAY)


@pytest.mark.parametrize(
    ("values", "state", "reason", "hint"),
    [
        ({}, "open", "Noch ohne Termin.", ""),
        ({"due_planned": TODAY}, "open", "Fällig am 15.06.2026.", ""),
        ({"due_planned": TODAY - DAY}, "overdue", "Termin 14.06.2026 ist überschritten.", ""),
        (
            {"due_planned": TODAY - DAY, "due_forecast": TODAY + DAY}, "overdue",
            "Termin 14.06.2026 ist überschritten.", "Prognose: 16.06.2026.",
        ),
        ({"due_planned": TODAY - DAY, "done_on": TODAY - DAY}, "reached", "Erreicht am 14.06.2026.", ""),
        (
            {"due_planned": TODAY - DAY, "done_on": TODAY}, "reached", "Erreicht am 15.06.2026.",
            "Geplant war 14.06.2026.",
        ),
        ({"due_planned": TODAY - DAY, "dropped": True}, "dropped", "Als entfallen markiert.", ""),
    ],
)  # fmt: skip
def test_a_milestone_is_open_overdue_reached_or_dropped(
    values: dict[str, Any], state: str, reason: str, hint: str
) -> None:
    seen = NOWHERE.compute(make(Milestone, **values), "state")

    assert (seen.value, seen.reason, seen.hint) == (state, reason, hint)


def test_an_open_milestone_is_overdue_on_the_day_after_its_day() -> None:
    seen = NOWHERE.compute(make(Milestone, due_planned=TODAY), "state")

    assert seen.next_change(TODAY) == TODAY + DAY


@settings(deadline=None)
@given(st.none() | st.dates(TODAY - 99 * DAY, TODAY + 99 * DAY), st.none() | st.just(TODAY), st.booleans())
def test_the_state_changes_only_when_announced(due: date | None, done: date | None, dropped: bool) -> None:
    milestone = make(Milestone, due_planned=due, done_on=done, dropped=dropped)

    assert_holds_until_it_turns(NOWHERE, milestone, "state")


def test_a_milestone_belongs_to_an_item_or_to_a_strategy() -> None:
    assert set(faults_of(make(Milestone), NOWHERE)) == {"item"}
    assert set(faults_of(make(Milestone, item="m", strategy="s"), NOWHERE)) == {"strategy"}
    assert faults_of(make(Milestone, item="m"), NOWHERE) == {}
    assert faults_of(make(Milestone, strategy="s"), NOWHERE) == {}


def test_a_reached_milestone_is_not_dropped() -> None:
    assert set(faults_of(make(Milestone, item="m", done_on=TODAY, dropped=True), NOWHERE)) == {"dropped"}


def test_a_weekend_and_a_day_to_come_are_hints() -> None:
    milestone = make(Milestone, item="m", due_planned=date(2026, 6, 20), done_on=TODAY + DAY)

    assert list(milestone.hints(NOWHERE)) == [
        "„Termin (Plan)“ 20.06.2026 ist ein Samstag.",
        "„Erreicht am“ 16.06.2026 liegt in der Zukunft.",
    ]


@pytest.mark.parametrize(
    ("milestones", "percent"),
    [
        ([], None),
        ([(1, False)], 0),
        ([(1, True)], 100),
        ([(1, True), (1, False), (1, False)], 33),
        ([(1, True), (1, True), (1, False)], 67),
        ([(5, True), (1, False)], 83),
        ([(None, True), (1, False)], 50),
        ([(1, False), *[(5, True)] * 60], 99),
        ([(1, True), (2, False), (5, False)], 13),
    ],
)
def test_progress_is_the_share_of_weights_reached(
    milestones: list[tuple[int | None, bool]], percent: int | None
) -> None:
    assert weighted_progress(milestones) == percent


@given(st.lists(st.tuples(st.none() | st.integers(1, 5), st.booleans()), min_size=1))
def test_progress_is_complete_only_when_all_are_reached(milestones: list[tuple[int | None, bool]]) -> None:
    percent = weighted_progress(milestones)

    assert percent is not None
    assert 0 <= percent <= 100
    assert (percent == 100) == all(reached for _, reached in milestones)


def shown(milestones: int, reached: int, **values: Any) -> tuple[int | None, str, str]:
    item = make(StrategyItem, **values)
    made = [make(Milestone, item=item, done_on=TODAY if n < reached else None) for n in range(milestones)]
    dropped = make(Milestone, item=item, dropped=True)
    seen = FakeNear(TODAY, [*made, dropped]).compute(item, "progress_effective")
    return seen.value, seen.reason, seen.hint


def test_progress_follows_the_milestones() -> None:
    reason = "1 von 4 Meilensteinen erreicht, nach Gewicht."
    assert shown(4, 1, progress=70) == (25, reason, "Eingetragen sind 70 %: Das gilt nur mit „Fortschritt von Hand“.")
    assert shown(4, 1, progress=25) == (25, reason, "")
    assert shown(1, 0) == (0, "0 von 1 Meilenstein erreicht, nach Gewicht.", "")


def test_progress_by_hand_wins_and_is_marked() -> None:
    assert shown(4, 1, progress=70, progress_by_hand=True) == (
        70, "Von Hand gesetzt.", "Nach Meilensteinen wären es 25 %.",
    )  # fmt: skip
    assert shown(4, 1, progress=25, progress_by_hand=True) == (25, "Von Hand gesetzt.", "")
    assert shown(0, 0, progress_by_hand=True) == (None, "Von Hand, noch ohne Wert.", "")


def test_without_milestones_progress_is_what_was_reported() -> None:
    assert shown(0, 0, progress=40) == (40, "Wie gemeldet, ohne Meilensteine.", "")
    assert shown(0, 0) == (None, "Weder Meilensteine noch ein Wert eingetragen.", "")


def test_what_is_done_is_complete_unless_set_by_hand() -> None:
    assert shown(4, 3, status="done") == (100, "Abgeschlossen.", "")
    assert shown(4, 3, status="done", progress=80, progress_by_hand=True)[0] == 80
