"""Working days and public holidays of Baden-Württemberg, computed offline.

Source: the library `holidays` (Feiertagsgesetz Baden-Württemberg), which knows the years 1991 to 2100;
outside them only weekends are days off. It is imported when the first year is asked for, not at the start.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

_WEEKEND = {5: "Samstag", 6: "Sonntag"}
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@lru_cache(maxsize=256)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of a year with their German names; do not change the mapping."""
    from holidays import country_holidays

    found = country_holidays("DE", subdiv="BW", years=[year], language="de")
    return {day: name for day, name in found.items() if day.year == year}


def weekday(day: date) -> str:
    """Return the German name of the day of the week."""
    return _WEEKDAYS[day.weekday()]


def holiday(day: date) -> str | None:
    """Return the name of the public holiday, None on any other day."""
    return public_holidays(day.year).get(day)


def day_off(day: date) -> str | None:
    """Return why nobody works on that day ("Karfreitag", "Samstag"), None on a working day."""
    return holiday(day) or _WEEKEND.get(day.weekday())


def is_workday(day: date) -> bool:
    """Return whether the day is a working day; 24 and 31 December are, unless on a weekend."""
    return day_off(day) is None


def move_workdays(day: date, count: int) -> date:
    """Return the day ``count`` working days after ``day`` (before it if negative); ``day`` does not count.

    0 leaves the day as it is, working day or not.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workday_from(day: date) -> date:
    """Return the day itself or the next working day after it."""
    return day if is_workday(day) else move_workdays(day, 1)


def workday_until(day: date) -> date:
    """Return the day itself or the last working day before it."""
    return day if is_workday(day) else move_workdays(day, -1)
