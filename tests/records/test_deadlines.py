"""Deadlines: both sides of each threshold, and the written sums of rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kn_desk.fields.kinds import Light
from kn_desk.records import deadlines
from kn_desk.records.deadlines import DEADLINE_LIGHT, deadline_light, due_by_rule, internal_due, move
from kn_desk.records.minutes import FollowUp
from tests.makers.near import FakeNear
from tests.makers.records import make

TODAY = date(2026, 6, 15)
NEAR = FakeNear(TODAY)


@pytest.mark.parametrize(
    ("left", "light"),
    [(31, "ok"), (30, "warn"), (8, "warn"), (7, "crit"), (1, "crit"), (0, "crit"), (-1, "crit"), (-400, "crit")],
)
def test_the_light_turns_yellow_at_thirty_days_and_red_at_seven(left: int, light: str) -> None:
    assert deadline_light(TODAY + timedelta(days=left), NEAR).value == light


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        (31, "Antragsfrist: fällig am 16.07.2026, in mehr als 30 Tagen."),
        (30, "Antragsfrist: fällig am 15.07.2026, innerhalb von 30 Tagen."),
        (7, "Antragsfrist: fällig am 22.06.2026, innerhalb von 7 Tagen."),
        (0, "Antragsfrist: fällig am 15.06.2026, innerhalb von 7 Tagen."),
        (-1, "Antragsfrist: fällig am 14.06.2026, seitdem überfällig."),
    ],
)
def test_the_reason_names_the_day(left: int, reason: str) -> None:
    assert deadline_light(TODAY + timedelta(days=left), NEAR, "Antragsfrist").reason == reason


def test_the_reason_says_what_is_due_only_where_that_is_not_plain() -> None:
    assert deadline_light(TODAY, NEAR).reason == "Fällig am 15.06.2026, innerhalb von 7 Tagen."
    assert deadline_light(TODAY, NEAR, lead="gebraucht bis").reason.startswith("Gebraucht bis 15.06.2026, ")
    assert deadlines.overdue(TODAY, NEAR).reason == "Fällig am 15.06.2026."
    assert deadlines.overdue(TODAY - timedelta(days=1), NEAR).reason == "War fällig am 14.06.2026."


def test_without_a_day_nothing_is_due() -> None:
    assert deadline_light(None, NEAR).value == "none"
    assert deadlines.overdue(None, NEAR).value is False
    assert deadlines.days_left(None, NEAR).value is None


@pytest.mark.parametrize(("left", "light"), [(4, "ok"), (3, "warn"), (2, "warn"), (1, "crit"), (0, "crit")])
def test_the_thresholds_are_those_of_the_office(left: int, light: str) -> None:
    near = FakeNear(TODAY, thresholds={"deadline.crit": 1, "deadline.warn": 3})

    assert deadline_light(TODAY + timedelta(days=left), near).value == light


def test_a_threshold_beyond_all_days_does_not_break() -> None:
    assert deadline_light(TODAY, FakeNear(TODAY, thresholds={"deadline.warn": 1_000_000})).value == "crit"


@pytest.mark.parametrize(
    ("today", "turn"),
    [
        (date(2026, 6, 1), date(2026, 7, 1)),
        (date(2026, 7, 1), date(2026, 7, 24)),
        (date(2026, 7, 24), date(2026, 8, 1)),
        (date(2026, 8, 1), None),
    ],
)
def test_the_light_announces_each_turn(today: date, turn: date | None) -> None:
    near = FakeNear(today)

    assert deadline_light(date(2026, 7, 31), near).next_change(today) == turn


@given(st.integers(-60, 60), st.integers(0, 40), st.integers(0, 40))
def test_the_light_and_its_reason_stay_until_the_announced_day(left: int, crit: int, warn: int) -> None:
    due = TODAY + timedelta(days=left)
    near = FakeNear(TODAY, thresholds={"deadline.crit": crit, "deadline.warn": warn})
    light = deadline_light(due, near)
    turn = light.next_change(TODAY) or TODAY + timedelta(days=90)

    for later in (TODAY + timedelta(days=n) for n in range((turn - TODAY).days)):
        assert deadline_light(due, near.on(later)) == light


@pytest.mark.parametrize(("left", "past"), [(1, False), (0, False), (-1, True)])
def test_a_deadline_is_overdue_from_the_day_after_it(left: int, past: bool) -> None:
    due = TODAY + timedelta(days=left)

    assert deadlines.overdue(due, NEAR).value is past
    assert deadlines.days_left(due, NEAR).value == left


def test_the_days_left_have_to_be_looked_at_every_day() -> None:
    assert deadlines.days_left(TODAY, NEAR).next_change(TODAY) == TODAY + timedelta(days=1)


def test_the_light_of_deadlines_has_words_of_its_own() -> None:
    words = {state.word for state in DEADLINE_LIGHT.states.values()}

    assert isinstance(DEADLINE_LIGHT, Light)
    assert words.isdisjoint({"Im Plan", "Verzögert", "Kritisch", "Keine Meldung"})


@pytest.mark.parametrize(
    ("start", "offset", "unit", "end"),
    [
        (date(2026, 12, 31), 3, "months", date(2027, 3, 31)),
        (date(2026, 12, 31), 6, "months", date(2027, 6, 30)),
        (date(2026, 12, 31), 12, "months", date(2027, 12, 31)),
        (date(2026, 12, 31), 66, "months", date(2032, 6, 30)),
        (date(2026, 8, 31), 6, "months", date(2027, 2, 28)),
        (date(2027, 8, 31), 6, "months", date(2028, 2, 29)),
        (date(2026, 3, 31), -1, "months", date(2026, 2, 28)),
        (date(2026, 1, 15), -2, "months", date(2025, 11, 15)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2026, 12, 31), 5, "years", date(2031, 12, 31)),
        (date(2026, 6, 15), 6, "weeks", date(2026, 7, 27)),
        (date(2026, 6, 15), -10, "days", date(2026, 6, 5)),
        (date(2026, 7, 31), -10, "working_days", date(2026, 7, 17)),
        (date(2026, 6, 15), 0, "months", date(2026, 6, 15)),
    ],
)
def test_a_rule_moves_its_anchor(start: date, offset: int, unit: str, end: date) -> None:
    assert move(start, offset, unit) == end


def test_a_rule_may_run_to_the_end_of_the_month() -> None:
    assert move(date(2026, 6, 30), 6, "months") == date(2026, 12, 30)
    assert move(date(2026, 6, 30), 6, "months", month_end=True) == date(2026, 12, 31)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_forward_never_run_into_the_month_after(start: date, months: int) -> None:
    moved = move(start, months, "months")

    assert moved.year * 12 + moved.month == start.year * 12 + start.month + months
    assert moved.day == start.day or (moved + timedelta(days=1)).day == 1


def test_the_written_sum_says_why_this_date() -> None:
    due = due_by_rule(date(2026, 12, 31), "Ende Bewilligungszeitraum", 6, "months", source="Nr. 6.1 (2019), ungeprüft")

    assert due.on == date(2027, 6, 30)
    assert due.text == (
        "  31.12.2026  Ende Bewilligungszeitraum\n+ 6 Monate    Nr. 6.1 (2019), ungeprüft\n= 30.06.2027  Mittwoch"
    )
    assert due.sentence == (
        "31.12.2026 (Ende Bewilligungszeitraum) + 6 Monate (Nr. 6.1 (2019), ungeprüft) = 30.06.2027 (Mittwoch)."
    )


@pytest.mark.parametrize(
    ("if_day_off", "end"),
    [("keep", date(2026, 10, 3)), ("next", date(2026, 10, 5)), ("previous", date(2026, 10, 2))],
)
def test_a_rule_says_what_happens_on_a_day_off(if_day_off: str, end: date) -> None:
    due = due_by_rule(date(2026, 9, 3), "Auszahlung", 1, "months", if_day_off=if_day_off)

    assert due.on == end
    assert due.lines[2].words == "Tag der Deutschen Einheit"
    assert len(due.lines) == (3 if if_day_off == "keep" else 4)


def test_a_day_that_is_no_day_off_is_not_moved() -> None:
    assert due_by_rule(date(2026, 5, 15), "Auszahlung", 1, "months", if_day_off="next").on == date(2026, 6, 15)


def test_an_offset_back_is_a_minus() -> None:
    assert due_by_rule(date(2026, 7, 31), "Ende des Aufrufs", -1, "weeks").lines[1].sign == "−"
    assert due_by_rule(date(2026, 7, 31), "Ende des Aufrufs", -1, "weeks").lines[1].figure == "1 Woche"


def test_the_internal_day_is_ten_working_days_earlier() -> None:
    ours = internal_due(date(2026, 6, 15), 10)

    assert ours.on == date(2026, 5, 29)
    assert ours.sentence == "15.06.2026 (Frist) − 10 Arbeitstage (Baden-Württemberg) = 29.05.2026 (Freitag)."


@pytest.mark.parametrize(
    ("due", "sentences"),
    [
        (date(2026, 6, 13), ["„Termin“ 13.06.2026 ist ein Samstag."]),
        (date(2026, 6, 4), ["„Termin“ 04.06.2026 ist Fronleichnam."]),
        (date(2026, 6, 15), []),
        (None, []),
    ],
)
def test_a_day_off_is_said_and_allowed(due: date | None, sentences: list[str]) -> None:
    assert list(deadlines.on_day_off(make(FollowUp, due_on=due), "due_on")) == sentences
