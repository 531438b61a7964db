"""Kinds whose values are points in time: a day, a time of day, a moment, a rhythm."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kn_desk.errors import Unreadable
from kn_desk.fields.day_text import EXAMPLE, parse_day, plausible
from kn_desk.fields.kind import Cell, Kind, Stored
from kn_desk.fields.rhythm_text import rule_of, words_of
from kn_desk.fields.text import clean, quoted, straight
from kn_desk.fields.words import Pattern

BERLIN = ZoneInfo("Europe/Berlin")

_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?(?: ?(?:uhr|h))?|(\d{1,2}) ?(?:uhr|h) ?(\d{2})", re.IGNORECASE
)
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?")
_MOMENT = re.compile(r"(.*?),? (?:um )?(\d{1,2}[:.]\d{2}(?::\d{2})?(?: Uhr)?)", re.IGNORECASE)
_MOMENT_EXAMPLE = "Gemeint ist zum Beispiel 15.12.2026 10:30."


class Day(Kind[date]):
    """A calendar day."""

    excel_format = "dd.mm.yyyy"
    width = 12

    def read(self, raw: object, *, today: date | None = None) -> date | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, datetime):
            if raw.time() != time(0):
                raise Unreadable("Hier wird ein Tag ohne Uhrzeit erwartet.", EXAMPLE)
            return plausible(raw.date())
        if isinstance(raw, date):
            return plausible(raw)
        return parse_day(raw, today)

    def show_value(self, value: date) -> str:
        return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"

    def store(self, value: date) -> str:
        return value.isoformat()

    def load(self, stored: Stored) -> date:
        return date.fromisoformat(str(stored))

    def cell(self, value: date) -> date | str:
        # Excel counts a 29.02.1900 that never was: earlier days go out as text.
        return value if value >= date(1900, 3, 1) else value.isoformat()


class Clock(Kind[time]):
    """A time of day, in hours and minutes."""

    excel_format = "hh:mm"
    width = 8

    def read(self, raw: object, *, today: date | None = None) -> time | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, time):
            return time(raw.hour, raw.minute)
        readable = isinstance(raw, str) or (type(raw) is int and abs(raw) < 100)
        text = straight(clean(str(raw)[:40])[0]) if readable else "?"
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        hour, minute = (int(found[1] or found[3]), int(found[2] or found[4] or 0)) if found else (99, 99)
        if hour > 23 or minute > 59:
            raise Unreadable(f"{quoted(raw)} ist keine Uhrzeit.", "Gemeint ist zum Beispiel 10:30.")
        return time(hour, minute)

    def show_value(self, value: time) -> str:
        return f"{value.hour:02d}:{value.minute:02d}"

    def store(self, value: time) -> str:
        return f"{value.hour:02d}:{value.minute:02d}"

    def load(self, stored: Stored) -> time:
        return time.fromisoformat(str(stored))

    def cell(self, value: time) -> time:
        return value


class Moment(Kind[datetime]):
    """A moment, aware, in UTC, to the second; shown in local time.

    What is read without a zone is local time; in the hour that autumn repeats, the first of the two is meant.
    """

    excel_format = "dd.mm.yyyy hh:mm"
    width = 17

    def read(self, raw: object, *, today: date | None = None) -> datetime | None:
        if raw is None or raw == "":
            return None
        moment = raw if isinstance(raw, datetime) else self._parsed(raw, today)
        if moment is None:
            return None
        plausible(moment.date())
        moment = moment.replace(microsecond=0)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        in_utc = moment.replace(tzinfo=BERLIN).astimezone(UTC)
        if in_utc.astimezone(BERLIN).replace(tzinfo=None, fold=0) != moment.replace(fold=0):
            raise Unreadable(
                f"Den Zeitpunkt {quoted(moment)} gibt es nicht.",
                "In dieser Nacht beginnt die Sommerzeit: eine Stunde fällt aus.",
            )
        return in_utc

    def _parsed(self, raw: object, today: date | None) -> datetime | None:
        if isinstance(raw, date):
            return datetime(raw.year, raw.month, raw.day)
        text = straight(clean(raw)[0]) if isinstance(raw, str) and len(raw) < 100 else "?"
        if not text:
            return None
        if _ISO_MOMENT.fullmatch(text):
            try:
                return datetime.fromisoformat(text)
            except ValueError as error:
                raise Unreadable(f"Den Zeitpunkt {quoted(raw)} gibt es nicht.", _MOMENT_EXAMPLE) from error
        if not isinstance(raw, str) or text == "?":
            raise Unreadable(f"{quoted(raw)} ist kein Zeitpunkt.", _MOMENT_EXAMPLE)
        found = _MOMENT.fullmatch(text)
        day = parse_day(found[1] if found else text, today)
        clock = Clock().read(found[2]) if found else time(0)
        return datetime.combine(day, clock) if day and clock is not None else None

    def show_value(self, value: datetime) -> str:
        return f"{value.astimezone(BERLIN):%d.%m.%Y %H:%M}"

    def store(self, value: datetime) -> str:
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def load(self, stored: Stored) -> datetime:
        return datetime.fromisoformat(str(stored))

    def cell(self, value: datetime) -> Cell:
        local = value.astimezone(BERLIN)
        # A cell knows no zone: in the repeated hour of autumn the second one goes out as text with its offset.
        return local.isoformat() if local.fold else local.replace(tzinfo=None)


class Rhythm(Pattern):
    """A recurrence, kept as RFC 5545 writes it (FREQ=WEEKLY;INTERVAL=2;BYDAY=TH), in words where it is common."""

    def __init__(self) -> None:
        super().__init__(
            r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)"
            r"(?:;(?:INTERVAL=[1-9]\d{0,2}"
            r"|BYDAY=(?:[-+]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[-+]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*"
            r"|BYMONTHDAY=-?(?:[12]\d|3[01]|[1-9])"
            r"|BYSETPOS=-?[1-9]\d{0,2}))*",
            "alle 2 Wochen donnerstags",
            width=28,
        )

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        """Return the rule that a person wrote in words or as RFC 5545 has it."""
        return super().read(rule_of(raw) or raw if isinstance(raw, str) else raw, today=today)

    def show_value(self, value: str) -> str:
        return words_of(value) or value
