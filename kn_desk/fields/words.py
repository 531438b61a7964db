"""Kinds whose values are text: a line, a note, a rank among siblings, a bundle of JSON."""

import json
import math
import re
from datetime import date, time, timedelta
from decimal import Decimal

from kn_desk.errors import Unreadable
from kn_desk.fields.kind import Kind
from kn_desk.fields.text import BROKEN, clean, german_key, quoted

#: The longest whole number that is taken for text.
_MOST_DIGITS = 40
#: Excel keeps 15 digits of a number: the rest of a longer one is gone.
_EXCEL_DIGITS = 15


def _text_of(raw: object) -> str:
    if isinstance(raw, str):
        return clean(raw)[0]
    if isinstance(raw, (date, time, timedelta)):
        raise Unreadable(
            f"Hier wird Text erwartet, gefunden wurde ein Datum oder eine Uhrzeit ({_bare(raw)}).",
            "Macht Excel aus einem Text ein Datum, die Zelle als Text formatieren und neu eintragen.",
        )
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise Unreadable("Hier wird Text erwartet.", "Bitte den Text neu eintragen.")
    if isinstance(raw, int) and abs(raw) < 10**_MOST_DIGITS:
        return str(raw)
    if isinstance(raw, float) and math.isfinite(raw) and abs(raw) < 10**_EXCEL_DIGITS:
        number = f"{Decimal(str(raw + 0.0)):f}"  # + 0.0: no "-0"
        return number.removesuffix(".0").replace(".", ",")
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < _MOST_DIGITS:
        return f"{raw:f}".replace(".", ",")
    raise Unreadable(
        "Eine so lange Zahl lässt sich nicht sicher als Text lesen; Excel merkt sich nur 15 Stellen.",
        "Bitte die Zelle als Text formatieren und neu eintragen.",
    )


def _bare(raw: object) -> str:
    return quoted(raw).strip("„“")


class Text(Kind[str]):
    """One line of text, at most ``longest`` characters."""

    has_key = True

    def __init__(self, longest: int = 200, *, width: int = 30) -> None:
        self.longest = longest
        self.width = width

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        if raw is None:
            return None
        text = " ".join(_text_of(raw).split())
        self._check_length(text)
        return text or None

    def _check_length(self, text: str) -> None:
        if len(text) > self.longest:
            count = f"{len(text):,}".replace(",", ".")
            longest = f"{self.longest:,}".replace(",", ".")
            raise Unreadable(f"Der Text ist zu lang ({count} Zeichen).", f"Möglich sind {longest} Zeichen.")

    def show_value(self, value: str) -> str:
        return value

    def store(self, value: str) -> str:
        return value

    def load(self, stored: str | int) -> str:
        return str(stored)

    def sort_key(self, value: str) -> str:
        return german_key(value)


class Note(Text):
    """Text of several lines."""

    has_key = False
    sortable = False

    def __init__(self, longest: int = 100_000, *, width: int = 50) -> None:
        super().__init__(longest, width=width)

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        if raw is None:
            return None
        text = _text_of(raw)
        self._check_length(text)
        return text or None


class Pattern(Text):
    """One line of text of a given form, such as an e-mail address."""

    def __init__(self, form: str, example: str, *, longest: int = 200, width: int = 24) -> None:
        super().__init__(longest, width=width)
        self._form = re.compile(form)
        self._example = example

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        text = super().read(raw, today=today)
        if text is not None and not self._form.fullmatch(text):
            raise Unreadable(f"{quoted(text)} hat nicht die erwartete Form.", f"Zum Beispiel: {self._example}")
        return text


class Rank(Text):
    """Place among siblings: compared as plain text, made by ``between``."""

    has_key = False

    def __init__(self) -> None:
        super().__init__(200, width=8)

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        text = super().read(raw, today=today)
        if text is not None and not _RANK.fullmatch(text):
            raise Unreadable(
                f"{quoted(text)} ist kein Platz in der Reihenfolge.", "Bitte die Reihenfolge neu festlegen."
            )
        return text

    def sort_key(self, value: str) -> str:
        return value


_RANK_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_RANK = re.compile(r"[0-9a-z]*[1-9a-z]")


def between(before: str | None, after: str | None) -> str:
    """Return a rank that sorts after ``before`` and before ``after`` (None: no neighbour); never ends in "0"."""
    low, high = before or "", after
    if high is not None and low >= high:
        high = None
    rank = ""
    place = 0
    while True:
        a = _RANK_DIGITS.index(low[place]) if place < len(low) else 0
        b = _RANK_DIGITS.index(high[place]) if high is not None and place < len(high) else len(_RANK_DIGITS)
        if b - a > 1:
            return rank + _RANK_DIGITS[(a + b) // 2]
        rank += _RANK_DIGITS[a]
        if b - a == 1:
            high = None
        place += 1


class Data(Kind[str]):
    """A bundle of JSON that no person edits, such as the values that were written into a sheet."""

    sortable = False

    def read(self, raw: object, *, today: date | None = None) -> str | None:
        if raw is None or raw == "":
            return None
        try:
            value = json.loads(raw) if isinstance(raw, str) else raw
            bundle = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise Unreadable("Das ist kein JSON.", "Bitte die Quelle der Daten prüfen.", details=str(error)) from error
        return BROKEN.sub("\ufffd", bundle)

    def show_value(self, value: str) -> str:
        return value

    def store(self, value: str) -> str:
        return value

    def load(self, stored: str | int) -> str:
        return str(stored)
