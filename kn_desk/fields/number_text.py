"""Numbers as people write them: German first, plain and Swiss notation where it is certain, never a guess."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from kn_desk.errors import Unreadable
from kn_desk.fields.text import clean, quoted, straight

_GERMAN = re.compile(r"\d+(,\d+)?|,\d+|[1-9]\d{0,2}(?:(\.\d{3})+|([ ']\d{3})+)(,\d+)?")
_PLAIN = re.compile(r"\d+\.\d+|[1-9]\d{0,2}(?:(,\d{3})+|('\d{3})+)\.\d+|[1-9]\d{0,2}(,\d{3}){2,}")
# Could be one and a bit, could be a thousand and a bit.
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_EURO = re.compile(r"^(?:€|eur\b|euro\b)\s?|\s?(?:€|eur|euro)$", re.IGNORECASE)
_NO_CENTS = re.compile(r",\s?-{1,2}$")  # 12,- €
_SIGNED = re.compile(r"([+-]?) ?(.*)", re.DOTALL)
_SCALED = re.compile(
    r"(?P<number>.*?\d) ?(?P<word>t|k|tsd\.?|tausend|mio\.?|mill\.?|million(?:en)?|mrd\.?|milliarden?)"
    r" ?(?:€|eur|euro)?",
    re.IGNORECASE,
)
_LONGEST = 100
_MOST_DIGITS = 15


def parse_decimal(
    raw: object, *, example: str, unit: str = "", grouped: bool = False, places: int = 2
) -> Decimal | None:
    """Return the number that ``raw`` means in German or plain notation, None if it is empty.

    With ``grouped`` a number such as "1.234" is refused, since it could be 1234 or 1,234, and the person is asked to
    say which ("1,234" only where a value has fewer than three ``places``); "12 TEUR" and what is no number at all are
    refused with what could be meant. The result has at most 15 digits before the comma. Raises Unreadable.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        return _from_text(raw, example, unit, grouped, places)
    if isinstance(raw, (date, time, timedelta)):
        raise Unreadable(
            f"{quoted(raw)} ist keine Zahl; vielleicht hat Excel daraus ein Datum gemacht.",
            f"Bitte die Zelle als Zahl formatieren und neu eintragen, zum Beispiel {example}.",
        )
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise Unreadable("Hier wird eine Zahl erwartet.", f"Zum Beispiel: {example}")
    if isinstance(raw, float):
        # Excel computes in binary: 0.1 + 0.2 is 0.30000000000000004.
        return _bounded(Decimal(str(round(raw, 9))), example)
    if isinstance(raw, int) and abs(raw) >= 10**_MOST_DIGITS:
        raise _too_big(example)
    return _bounded(Decimal(raw), example)


def _from_text(raw: str, example: str, unit: str, grouped: bool, places: int) -> Decimal | None:
    if not raw or raw.isspace():
        return None
    if len(raw) > _LONGEST:
        raise Unreadable("Der Text ist zu lang für eine Zahl.", f"Zum Beispiel: {example}")
    typed = straight(clean(raw)[0])
    text = _without_unit(typed, unit)
    if not text:
        return None
    number = _number(text, grouped, places)
    if number is not None:
        return _bounded(number, example)
    if grouped and _AMBIGUOUS.fullmatch(text.lstrip("+- ")):
        whole = Decimal(text.replace(" ", "").replace(".", "").replace(",", ""))
        shown = f"{group_thousands(whole, places)} {unit}".strip()
        raise Unreadable(
            f"{quoted(raw)} ist nicht eindeutig (Tausender oder Nachkommastellen).",
            f"Gemeint ist {shown}? Bitte so schreiben, mit Komma vor den Nachkommastellen.",
        )
    if (scaled := _scaled(typed)) is not None:
        shown = f"{group_thousands(scaled, places if grouped else 0)} {unit}".strip()
        raise Unreadable(f"{quoted(raw)} ist abgekürzt.", f"Gemeint ist {shown}? Bitte ausschreiben.")
    raise Unreadable(f"{quoted(raw)} ist keine Zahl, die sich sicher lesen lässt.", f"Zum Beispiel: {example}")


def _without_unit(text: str, unit: str) -> str:
    if unit == "€":
        return _NO_CENTS.sub("", _EURO.sub("", text))
    if not unit:
        return text
    small, ending = text.casefold(), unit.casefold()
    for known in (ending, ending.rstrip("."), ending[:-1] if len(ending) > 3 else ending):  # Min., Min, Tag
        if small.endswith(known):
            return text[: -len(known)].strip()
    return text


def _number(text: str, grouped: bool, places: int) -> Decimal | None:
    """The number that a text without unit certainly means."""
    found = _SIGNED.fullmatch(text)
    if not found:
        return None
    sign, digits = found.groups()
    if grouped and _AMBIGUOUS.fullmatch(digits) and ("." in digits or places < 3):
        return None
    if _GERMAN.fullmatch(digits):
        plain = digits.replace(".", "").replace(" ", "").replace("'", "").replace(",", ".")
    elif _PLAIN.fullmatch(digits):
        plain = digits.replace(",", "").replace("'", "")
    else:
        return None
    return Decimal(sign + plain)


def _scaled(text: str) -> Decimal | None:
    """What "12 TEUR" and "1,5 Mio. €" would be in full."""
    found = _SCALED.fullmatch(text)
    number = _number(found["number"].strip(), False, 2) if found else None
    if found is None or number is None:
        return None
    word = found["word"].casefold()
    power = 9 if word.startswith(("mrd", "milliard")) else 6 if word.startswith("mi") else 3
    scaled = number.scaleb(power)
    return scaled if scaled.adjusted() < _MOST_DIGITS else None


def _bounded(number: Decimal, example: str) -> Decimal:
    """The number, if it is one that any field could hold; zero without a sign."""
    if not number.is_finite():
        raise Unreadable("Das ist keine endliche Zahl.", f"Zum Beispiel: {example}")
    if number.is_zero():
        return Decimal(0)
    if number.adjusted() >= _MOST_DIGITS:
        raise _too_big(example)
    if number.adjusted() < -_MOST_DIGITS:
        raise Unreadable("Die Zahl hat zu viele Stellen nach dem Komma.", f"Zum Beispiel: {example}")
    return number


def _too_big(example: str) -> Unreadable:
    return Unreadable("Die Zahl ist zu groß.", f"Zum Beispiel: {example}")


def group_thousands(number: Decimal | int, places: int) -> str:
    """Return a number in German notation, below zero with a real minus sign: −1.234.567,50."""
    text = f"{number:,.{places}f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".").replace("-", "\u2212")
