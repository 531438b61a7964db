"""Days as people write them, read only where no second reading is possible."""

import calendar
import re
from datetime import date, timedelta

from kn_desk.errors import Unreadable
from kn_desk.fields.text import clean, quoted, straight

EXAMPLE = "Gemeint ist zum Beispiel 15.12.2026."

_EARLIEST = 1900
_LATEST = 2199
#: A year of two digits below this is 20…, from this on it could be either century.
_CENTURY_UNCLEAR = 70
#: A day without a year that lies further back than this is next year's.
_LONG_AGO = timedelta(days=183)

_GERMAN = re.compile(r"(\d{1,2})\. ?(\d{1,2})(?:\.? ?|\. ?(\d{4}|\d{2}))")
_NAMED = re.compile(r"(\d{1,2})(?:\. ?| )([a-zäöü]{3,9})\.?(?: ?(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_EITHER_ORDER = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_WITH_TIME = re.compile(r"(.*\d\.?)(?:t|,? )(\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)(?: uhr)?")
_WEEKDAY = re.compile(r"(mo|di|mi|do|fr|sa|so)(?:\.|[a-z]+)?,? (?=\d)(.*)")
_WORDS = {"gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()}
_MONTH_NUMBERS |= {"jänner": 1, "feber": 2, "mrz": 3, "maerz": 3, "sept": 9}
_LONGEST = 60


def plausible(day: date) -> date:
    """Return the day if it lies where records of an office lie. Raises Unreadable."""
    if not _EARLIEST <= day.year <= _LATEST:
        raise Unreadable(f"Das Jahr {day.year:04d} ist nicht plausibel.", EXAMPLE)
    return day


def parse_day(raw: object, today: date | None) -> date | None:
    """Return the day that a text means, None if it is empty.

    Without a year it is this year's, or next year's where this year's lies more than half a year before ``today``.
    Raises Unreadable, also for what has two readings (03/04/2026) and for the number that Excel counts days with.
    """
    if not isinstance(raw, str):
        raise Unreadable(f"{quoted(raw)} ist kein Datum.", _serial_hint(raw) or EXAMPLE)
    text = straight(clean(raw)[0]).casefold() if len(raw) <= _LONGEST else "?"
    if not text:
        return None
    if today is not None and text in _WORDS:
        return plausible(today + timedelta(days=_WORDS[text]))
    if found := _WITH_TIME.fullmatch(text):
        if set(found[2]) - set("0:."):
            raise Unreadable("Hier wird ein Tag ohne Uhrzeit erwartet.", EXAMPLE)
        text = found[1]
    wanted = _WEEKDAY.fullmatch(text)
    day = _written(raw, wanted[2] if wanted else text, today)
    if day is None:
        raise _refused(raw, text)
    name = _WEEKDAYS[day.weekday()]
    if wanted and not name.casefold().startswith(wanted[1]):
        raise Unreadable(
            f"Der {day.day:02d}.{day.month:02d}.{day.year} ist ein {name}.", "Bitte Tag oder Wochentag berichtigen."
        )
    return day


def _written(raw: str, text: str, today: date | None) -> date | None:
    """The day that a text in one of the certain forms means."""
    if found := _ISO.fullmatch(text):
        return _day(raw, int(found[1]), int(found[2]), int(found[3]))
    if found := _GERMAN.fullmatch(text):
        month = int(found[2])
    elif (found := _NAMED.fullmatch(text)) and found[2] in _MONTH_NUMBERS:
        month = _MONTH_NUMBERS[found[2]]
    else:
        return None
    number, year = int(found[1]), found[3]
    if year is not None:
        return _day(raw, _year(raw, number, month, year), month, number)
    if today is None or "." not in text:  # "26 Feb" could be a month and its year
        return None
    this_year = _day(raw, today.year, month, number)
    return this_year if today - this_year <= _LONG_AGO else _day(raw, today.year + 1, month, number)


def _year(raw: str, number: int, month: int, digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    if year >= _CENTURY_UNCLEAR:
        start = f"{number:02d}.{month:02d}."
        raise Unreadable(
            f"{quoted(raw)} ist nicht eindeutig.",
            f"Gemeint ist {start}19{digits} oder {start}20{digits}? Bitte so schreiben.",
        )
    return 2000 + year


def _day(raw: str, year: int, month: int, number: int) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise Unreadable(f"Das Jahr {year:04d} ist nicht plausibel.", EXAMPLE)
    if not 1 <= month <= 12:
        raise Unreadable(f"Den Tag {quoted(raw)} gibt es nicht.", "Die Monate gehen von 1 bis 12.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= number <= last:
        raise Unreadable(f"Den Tag {quoted(raw)} gibt es nicht.", f"Der {_MONTHS[month - 1]} {year} hat {last} Tage.")
    return date(year, month, number)


def _refused(raw: str, text: str) -> Unreadable:
    """Why a text is no day, with what could be meant."""
    if found := _EITHER_ORDER.fullmatch(text):
        first, second, digits = found.groups()
        year = digits if len(digits) == 4 else f"20{digits}"
        orders = dict.fromkeys(((first, second), (second, first)))
        meant = [f"{int(day):02d}.{int(month):02d}.{year}" for day, month in orders if 0 < int(month) < 13]
        if meant:
            return Unreadable(
                f"{quoted(raw)} ist nicht eindeutig.", f"Gemeint ist {' oder '.join(meant)}? Bitte so schreiben."
            )
    if text.isascii() and text.isdigit() and (hint := _serial_hint(int(text))):
        return Unreadable(f"{quoted(raw)} ist kein Datum.", hint)
    if not any(c.isdigit() for c in text):
        return Unreadable(f"{quoted(raw)} ist kein Datum.", f"{EXAMPLE} Ist der Tag noch offen, bleibt das Feld leer.")
    return Unreadable(f"{quoted(raw)} ist kein Datum.", EXAMPLE)


def _serial_hint(raw: object) -> str:
    """What the number of a day in Excel would be, for numbers of the years 1982 to 2119."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not 30_000 <= raw < 80_000:
        return ""
    day = date(1899, 12, 30) + timedelta(days=int(raw))
    return f"Gemeint ist {day.day:02d}.{day.month:02d}.{day.year}? Bitte so schreiben."
