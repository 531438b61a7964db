"""Kinds whose values are numbers: counts, decimals, percentages, money, yes and no."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kn_desk.errors import Unreadable
from kn_desk.fields.kind import Kind, Stored
from kn_desk.fields.number_text import group_thousands, parse_decimal
from kn_desk.fields.text import clean, comparable, quoted

__all__ = ["Decimals", "Money", "Number", "Percent", "Rate", "YesNo", "group_thousands", "parse_decimal"]

_SINGULAR = {"Tage": "Tag", "Wochen": "Woche", "Monate": "Monat", "Jahre": "Jahr", "Stunden": "Stunde"}
#: What a Decimals or Money may hold at most, so that a float still tells its last place.
_TOO_BIG = Decimal(10) ** 13


def _rounded(raw: object, number: Decimal, places: int) -> Decimal | None:
    """The number with so many places; None if it has more, unless it is a float: that is what Excel shows rounded."""
    exact = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if exact != number and not isinstance(raw, float):
        return None
    return exact if exact else abs(exact)  # no "-0,00"


class Number(Kind[int]):
    """A whole number between ``low`` and ``high``."""

    sql = "integer"
    right_aligned = True
    excel_format = "0"
    width = 10

    def __init__(self, low: int = 0, high: int = 1_000_000, *, unit: str = "") -> None:
        self.low = low
        self.high = high
        self.unit = unit

    def read(self, raw: object, *, today: date | None = None) -> int | None:
        if type(raw) is int and self.low <= raw <= self.high:
            return raw
        example = self.show_value(min(self.high, max(self.low, 12)))
        number = parse_decimal(raw, example=example, unit=self.unit)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise Unreadable("Hier wird eine ganze Zahl erwartet.", f"Zum Beispiel: {example}")
        if not self.low <= number <= self.high:
            raise Unreadable(
                f"{quoted(raw)} liegt außerhalb des Möglichen.",
                f"Möglich ist {_readable(self.low)} bis {_readable(self.high)}.",
            )
        return int(number)

    def show_value(self, value: int) -> str:
        unit = _SINGULAR.get(self.unit, self.unit) if abs(value) == 1 else self.unit
        return f"{value} {unit}".strip().replace("-", "\u2212")

    def store(self, value: int) -> int:
        return value

    def load(self, stored: Stored) -> int:
        return int(stored)

    def cell(self, value: int) -> int | Decimal:
        return value


def _readable(bound: int) -> str:
    return group_thousands(bound, 0) if abs(bound) >= 10_000 else str(bound).replace("-", "\u2212")


class Percent(Number):
    """Whole percent, 0 to 100; in Excel a fraction."""

    excel_format = "0%"

    def __init__(self) -> None:
        super().__init__(0, 100, unit="%")

    def cell(self, value: int) -> Decimal:
        return Decimal(value) / 100

    def read_cell(self, raw: object, *, today: date | None = None) -> int | None:
        """Return the percentage that a cell with a percent format holds (0.4 is 40 %)."""
        return self.read(_percentage(raw, 1), today=today)


def _percentage(raw: object, most: int) -> object:
    """A fraction times 100, as exactly as it was written; what is no number stays what it is.

    Raises Unreadable where the cell cannot hold a fraction, since it is greater than ``most``.
    """
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        return raw
    fraction = parse_decimal(raw, example="40 %")
    if fraction is None:
        return None
    if abs(fraction) > most:
        raise Unreadable(
            f"{quoted(raw)} steht ohne Prozentzeichen in der Zelle.",
            "Bitte als Prozentwert eintragen, zum Beispiel 40\u00a0%.",
        )
    return float(fraction * 100) if isinstance(raw, float) else fraction * 100


class Decimals(Kind[Decimal]):
    """A decimal number with at most ``places`` places (one or more); stored as a scaled whole number."""

    sql = "integer"
    right_aligned = True
    width = 14

    def __init__(self, places: int = 2, *, unit: str = "") -> None:
        self.places = places
        self.unit = unit
        self.excel_format = "#,##0." + "0" * places

    def read(self, raw: object, *, today: date | None = None) -> Decimal | None:
        example = self.show_value(Decimal("12.5"))
        number = parse_decimal(raw, example=example, unit=self.unit, grouped=True, places=self.places)
        if number is None:
            return None
        if abs(number) >= _TOO_BIG:
            raise Unreadable("Die Zahl ist zu groß.", "Möglich sind 13 Stellen vor dem Komma.")
        exact = _rounded(raw, number, self.places)
        if exact is None:
            raise Unreadable(
                f"Hier sind höchstens {self.places} Stellen nach dem Komma möglich.", f"Zum Beispiel: {example}"
            )
        return exact

    def show_value(self, value: Decimal) -> str:
        """Return "33,5" or "20", but "1.000,00": "1.000" alone could be read as one and no thousandths."""
        shown = group_thousands(value, self.places)
        return f"{shown if '.' in shown else shown.rstrip('0').rstrip(',')} {self.unit}".strip()

    def store(self, value: Decimal) -> int:
        return int(value.scaleb(self.places))

    def load(self, stored: Stored) -> Decimal:
        return Decimal(stored).scaleb(-self.places)

    def cell(self, value: Decimal) -> Decimal:
        return value

    def json(self, value: Decimal) -> str:
        # Three places alone could be read as thousands (1.234), four cannot.
        return f"{value:.{4 if self.places == 3 else self.places}f}"


class Rate(Decimals):
    """A percentage with two places, such as the quota of a Bescheid; in Excel a fraction."""

    width = 10

    def __init__(self) -> None:
        super().__init__(2, unit="%")
        self.excel_format = "0.00%"

    def show_value(self, value: Decimal) -> str:
        return f"{group_thousands(value, self.places)} {self.unit}"

    def cell(self, value: Decimal) -> Decimal:
        return value / 100

    def read_cell(self, raw: object, *, today: date | None = None) -> Decimal | None:
        """Return the percentage that a cell with a percent format holds (0.6507 is 65.07 %)."""
        # A Zielerreichung may be several times 100 %; 65 in a cell is no fraction but a quota without its sign.
        return self.read(_percentage(raw, 10), today=today)


class Money(Kind[int]):
    """Euros, as whole cents; negative only where ``signed``."""

    sql = "integer"
    right_aligned = True
    excel_format = '#,##0.00 "€"'
    width = 16

    def __init__(self, *, signed: bool = False) -> None:
        self.signed = signed

    def read(self, raw: object, *, today: date | None = None) -> int | None:
        euros = parse_decimal(raw, example="1.234,56 €", unit="€", grouped=True)
        if euros is None:
            return None
        if abs(euros) >= _TOO_BIG:
            raise Unreadable("Der Betrag ist zu groß.", "Möglich sind 13 Stellen vor dem Komma.")
        exact = _rounded(raw, euros, 2)
        if exact is None:
            raise Unreadable("Ein Betrag hat höchstens zwei Stellen nach dem Komma.", "Zum Beispiel: 1.234,56 €")
        if exact < 0 and not self.signed:
            raise Unreadable("Der Betrag darf nicht negativ sein.", f"Ohne Minus: {self.show_value(int(-exact * 100))}")
        return int(exact * 100)

    def show_value(self, value: int) -> str:
        return f"{group_thousands(Decimal(value) / 100, 2)} €"

    def store(self, value: int) -> int:
        return value

    def load(self, stored: Stored) -> int:
        return int(stored)

    def cell(self, value: int) -> Decimal:
        return Decimal(value) / 100

    def json(self, value: int) -> str:
        return f"{Decimal(value) / 100:.2f}"


class YesNo(Kind[bool]):
    """Ja or Nein."""

    sql = "integer"
    width = 8
    _WORDS: dict[str, bool] = {  # noqa: RUF012
        **dict.fromkeys(("ja", "j", "x", "wahr", "true", "yes", "y", "1", "1.0", "✓", "✔", "☑", "☒"), True),
        **dict.fromkeys(("nein", "n", "falsch", "false", "no", "0", "0.0", "-", "☐"), False),
    }

    def read(self, raw: object, *, today: date | None = None) -> bool | None:
        if raw is None or isinstance(raw, bool):
            return raw
        readable = isinstance(raw, (str, float)) or (isinstance(raw, int) and raw in (0, 1))
        word = comparable(str(raw)) if readable else "?"
        if not word and not clean(str(raw))[0]:
            return None
        if word not in self._WORDS:
            raise Unreadable(f"{quoted(raw)} ist weder Ja noch Nein.", "Bitte „Ja“ oder „Nein“ eintragen.")
        return self._WORDS[word]

    def show_value(self, value: bool) -> str:
        return "Ja" if value else "Nein"

    def store(self, value: bool) -> int:
        return int(value)

    def load(self, stored: Stored) -> bool:
        return bool(stored)

    def json(self, value: bool) -> bool:
        return value
