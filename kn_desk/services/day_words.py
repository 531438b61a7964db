"""Days as the window says them: "Montag, 7. Dezember 2026", "seit 17 Tagen", "Freitag", "in 8 Tagen"."""

from calendar import monthrange
from datetime import date, timedelta

from kn_desk.records.workdays import weekday

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
#: From so many days on a distance is told in months, and from so many in years.
_MONTHS_FROM, _YEARS_FROM = 70, 730


def in_words(day: date) -> str:
    """Return "Montag, 7. Dezember 2026"."""
    return f"{weekday(day)}, {of_year(day)} {day.year}"


def of_year(day: date) -> str:
    """Return "7. Dezember"."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def relative(on: date, today: date) -> str:
    """Return how a day lies to today: "seit 3 Tagen", "seit gestern", "heute", "morgen", "Freitag", "in 8 Tagen"."""
    left = (on - today).days
    if left in (-1, 0, 1):
        return {-1: "seit gestern", 0: "heute", 1: "morgen"}[left]
    if 0 < left < 7:
        return weekday(on)
    return f"{'seit' if left < 0 else 'in'} {_span(abs(left))}"


def _span(days: int) -> str:
    if days >= _YEARS_FROM:
        return f"{days // 365} Jahren"
    if days >= _MONTHS_FROM:
        return f"{round(days / 30.44)} Monaten"
    return f"{days} Tagen"


def sunday_of(today: date) -> date:
    """Return the last day of the week."""
    return today + timedelta(days=6 - today.weekday())


def month_end(day: date) -> date:
    """Return the last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
