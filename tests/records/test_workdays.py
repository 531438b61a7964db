"""Working days: the holidays of Baden-Württemberg, and counting past them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kn_desk.records.workdays import (
    day_off,
    holiday,
    is_workday,
    move_workdays,
    public_holidays,
    workday_from,
    workday_until,
)

DAYS = st.dates(date(1990, 1, 1), date(2110, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Neujahr"),
        (date(2026, 1, 6), "Heilige Drei Könige"),
        (date(2026, 4, 3), "Karfreitag"),
        (date(2026, 4, 6), "Ostermontag"),
        (date(2026, 5, 14), "Christi Himmelfahrt"),
        (date(2026, 5, 25), "Pfingstmontag"),
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 10, 3), "Tag der Deutschen Einheit"),
        (date(2026, 11, 1), "Allerheiligen"),
        (date(2026, 12, 26), "Zweiter Weihnachtstag"),
        (date(2017, 10, 31), "Reformationstag"),
        (date(2026, 10, 31), None),
        (date(2026, 8, 15), None),
        (date(2026, 12, 24), None),
        (date(2026, 12, 31), None),
    ],
)
def test_the_public_holidays_are_those_of_baden_wuerttemberg(day: date, name: str | None) -> None:
    assert holiday(day) == name


def test_a_usual_year_has_twelve_public_holidays() -> None:
    assert len(public_holidays(2026)) == 12


@pytest.mark.parametrize("year", [1950, 2150])
def test_years_that_the_calendar_does_not_know_have_weekends_only(year: int) -> None:
    assert public_holidays(year) == {}
    assert move_workdays(date(year, 3, 1), 5) > date(year, 3, 5)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 6, 13), "Samstag"),
        (date(2026, 6, 14), "Sonntag"),
        (date(2026, 6, 15), None),
        (date(2026, 10, 3), "Tag der Deutschen Einheit"),
    ],
)
def test_a_day_off_says_why(day: date, reason: str | None) -> None:
    assert day_off(day) == reason
    assert is_workday(day) == (reason is None)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
        (date(2026, 6, 13), 0, date(2026, 6, 13)),
        (date(2026, 6, 15), 1, date(2026, 6, 16)),
        (date(2026, 6, 19), 1, date(2026, 6, 22)),
        (date(2026, 6, 22), -1, date(2026, 6, 19)),
        (date(2026, 7, 31), -10, date(2026, 7, 17)),
        (date(2026, 6, 5), -1, date(2026, 6, 3)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -10, date(2026, 3, 20)),
        (date(2026, 1, 7), -3, date(2025, 12, 31)),
    ],
)
def test_counting_working_days_skips_weekends_and_holidays(start: date, count: int, end: date) -> None:
    assert move_workdays(start, count) == end


@settings(deadline=None)  # the calendar is loaded by the first day that is asked for
@given(DAYS, st.integers(-30, 30))
def test_between_the_ends_lie_as_many_working_days_as_were_counted(start: date, count: int) -> None:
    end = move_workdays(start, count)
    first, last = sorted((start, end))
    between = [first + timedelta(days=n) for n in range((last - first).days + 1)]

    assert sum(map(is_workday, [day for day in between if day != start])) == abs(count)


@settings(deadline=None)  # the calendar is loaded by the first day that is asked for
@given(DAYS)
def test_the_nearest_working_days_enclose_a_day_and_are_it_on_a_working_day(day: date) -> None:
    assert workday_until(day) <= day <= workday_from(day)
    assert is_workday(workday_until(day))
    assert is_workday(workday_from(day))
    assert (workday_until(day) == workday_from(day)) == is_workday(day)
