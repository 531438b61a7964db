"""The value in a cell that came home, and a value of the record as such a cell would hold it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kn_desk.errors import Unreadable
from kn_desk.fields.kinds import Choice
from kn_desk.fields.spec import AnyKind
from kn_desk.fields.text import clean, comparable, quoted, visible
from kn_desk.services.returned import ReturnedCell

#: Before this day Excel has a 29.02.1900, which there never was.
_FROM = (1900, 3, 1)
#: {code: the word that the sheet offered for it}
Words = Mapping[str, str]


def read_cell(cell: ReturnedCell, words: Words) -> Any:
    """Return the value of a cell. Words of a choice are first those that the sheet offered; days are never reckoned.

    Raises Unreadable.
    """
    kind = cell.spec.kind
    if isinstance(kind, Choice) and isinstance(cell.raw, str):
        offered = {comparable(word): code for code, word in words.items()}
        code = offered.get(comparable(cell.raw))
        if code is not None and code not in kind.options:
            raise Unreadable(f"„{words[code]}“ gibt es inzwischen nicht mehr.", "Bitte nachfragen.")
        if code is not None:
            return code
    if isinstance(cell.raw, date) and cell.raw.timetuple()[:3] < _FROM:
        raise Unreadable(f"Excel zählt die Tage vor dem 1. März 1900 falsch: {quoted(cell.raw)}.", "Bitte nachfragen.")
    return kind.read_cell(cell.raw)


def as_written(kind: AnyKind, stored: str, words: Words) -> object:
    """Return what was written into a cell for a stored value (as JSON); the JSON itself where that cannot be told."""
    try:
        value = json.loads(stored)
        if value is None:
            return None
        if isinstance(kind, Choice) and words:
            return words.get(value, stored)
        cell = kind.cell(kind.load(value))
    except (ValueError, TypeError, ArithmeticError):
        return stored
    if isinstance(cell, Decimal):
        return float(cell)  # as a cell holds it
    return visible(cell) if isinstance(cell, str) else cell


def as_sent(kind: AnyKind, value: Any) -> Any:
    """Return a value as it comes back from a cell that nobody touched."""
    if value is None:
        return None
    cell = kind.cell(value)
    try:
        return kind.read_cell(visible(cell) if isinstance(cell, str) else cell)
    except Unreadable:
        return value


def is_as_written(raw: object, stored: Any, words: Words) -> bool:
    """Whether a cell that can no longer be read still holds the text that was written for a stored value."""
    if stored is None or not isinstance(raw, str):
        return False
    return clean(raw)[0] == clean(visible(words.get(stored, str(stored))))[0]
