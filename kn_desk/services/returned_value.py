"""The value in a cell that came home, and a value of the record as such a cell would hold it."""

from collections.abc import Mapping
from typing import Any

from kn_desk.errors import Unreadable
from kn_desk.fields.kinds import Choice
from kn_desk.fields.spec import AnyKind
from kn_desk.fields.text import clean, comparable, visible
from kn_desk.services.returned import ReturnedCell

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
    return kind.read_cell(cell.raw)


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
