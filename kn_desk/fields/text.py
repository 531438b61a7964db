"""Text from people: cleaned once on its way in, folded for German sorting and searching, quoted in messages."""

import math
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

# Control characters that neither XML nor a person can use; tab, line feed and what breaks a line stay.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
#: Lone surrogates and the two non-characters make a workbook that cannot be reopened.
BROKEN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
# Excel writes a carriage return as this escape; openpyxl keeps it as it is.
_EXCEL_ESCAPE = re.compile(r"_x000[dD]_")
# Word pastes its manual line break as \x0b.
_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Invisible at an end of a text; inside they stay, since a joiner or a soft hyphen means something there.
_INVISIBLE_ENDS = "\u00ad\u200b\u2060\ufeff"
_ENDS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + _INVISIBLE_ENDS

_DIGITS = re.compile(r"\d+")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LONG_VOWELS = re.compile(r"([aou])e")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`", "'"))
# Characters that nobody sees: soft hyphen, zero widths, direction marks, variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_DIRECTION_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LONGEST_QUOTE = 60


def clean(text: str) -> tuple[str, int]:
    """Return the text as it is stored (NFC, LF, stripped, no control characters) and how many characters went."""
    if text.isascii() and text.isprintable() and "_x000" not in text:
        return text.strip(" "), 0
    text, removed = _CONTROL.subn("", text)
    text = _LINE_BREAKS.sub("\n", _EXCEL_ESCAPE.sub("\r", text))
    text = BROKEN.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).strip(_ENDS), removed


def visible(text: str) -> str:
    """Return the text with marks that turn the reading direction shown as a sign, so that nothing is disguised."""
    return _DIRECTION_MARKS.sub("\u2426", text)


def straight(text: str) -> str:
    """Return the text on one line with plain dashes, apostrophes and spaces, without unseen characters."""
    if not text.isascii():
        text = _UNSEEN.sub("", text).translate(_DASHES).translate(_APOSTROPHES)
    return " ".join(text.split())


def comparable(word: str) -> str:
    """Return the word as choices compare it: no case, no unseen characters, plain dashes and spaces, no end dots."""
    plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
    return straight(plain.casefold()).rstrip(" .:")


class _Flat(dict[int, str]):
    """A table for ``str.translate``: each character without accent and case, ligatures apart; filled as they occur."""

    def __init__(self, others: dict[int, str]) -> None:
        super().__init__(others)

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", chr(code)))
        bare = "".join(c for c in apart if not unicodedata.combining(c))
        self[code] = flat = bare.casefold().translate(_LETTERS).translate(_DASHES)
        return flat


_KEY = _Flat(dict.fromkeys(map(ord, "\"'„“”‚‘’‛‟«»‹›´`ʼ"), ""))  # quotes do not count in sorting
_FOLD = _Flat(dict.fromkeys(map(ord, "’‘ʼ´`"), "'"))


def german_key(text: str) -> str:
    """Return a key whose plain comparison sorts as DIN 5007-1 does (Ä with A), numbers by value (M-2 before M-10)."""
    return _DIGITS.sub(_number_key, text.translate(_KEY))


def _number_key(found: re.Match[str]) -> str:
    """Digits behind their count, so that the longer number is the greater one."""
    digits = found[0] if found[0].isascii() else "".join(str(unicodedata.digit(c)) for c in found[0])
    digits = digits.lstrip("0")
    return f"{min(len(digits), 999):03d}{digits}"


def fold(text: str) -> str:
    """Return the text as search compares it: no case, no accents, ä = ae = a, ß = ss."""
    return _LONG_VOWELS.sub(r"\1", text.translate(_FOLD))


def quoted(raw: object) -> str:
    """Return a raw value as the beginning of a sentence shows it: „…“, on one short line, as German writes it."""
    if isinstance(raw, str):
        line = " ".join(visible(clean(raw[: 10 * _LONGEST_QUOTE])[0]).split())
        return f"„{line[:_LONGEST_QUOTE]}…“" if len(line) > _LONGEST_QUOTE else f"„{line}“"
    if isinstance(raw, bool):
        return "„WAHR“" if raw else "„FALSCH“"
    if isinstance(raw, datetime):
        return f"„{raw.day:02d}.{raw.month:02d}.{raw.year:04d} {raw.hour:02d}:{raw.minute:02d}“"
    if isinstance(raw, date):
        return f"„{raw.day:02d}.{raw.month:02d}.{raw.year:04d}“"
    if isinstance(raw, time):
        return f"„{raw.hour:02d}:{raw.minute:02d}“"
    if isinstance(raw, int) and abs(raw) < 10**20:
        return f"„{raw}“"
    if isinstance(raw, float) and math.isfinite(raw):
        return f"„{raw:.15g}“".replace(".", ",")
    if isinstance(raw, Decimal) and raw.is_finite() and -20 < raw.adjusted() < 20:
        return f"„{raw:.15g}“".replace(".", ",")
    return "Dieser Wert"
