"""Names that Excel accepts: of sheets, headers, tables and ranges, each unique where it must be."""

import re
from collections.abc import Iterable

from kn_desk.exchange.cell_text import CellText

_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_SHEET_LONGEST = 31
_HEADER_LONGEST = 200
# Excel keeps this name for itself, in each language of its own.
_RESERVED = frozenset({"history", "historie", "verlauf", "änderungsverlauf"})
_GERMAN = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
})  # fmt: skip


class Names:
    """Gives each thing of one workbook a name of its own; upper and lower case do not tell names apart."""

    def __init__(self, text: CellText) -> None:
        self._text = text
        self._sheets: set[str] = set()
        self._ranges: set[str] = set()

    def sheet(self, wanted: str) -> str:
        """Return a free sheet name as near to ``wanted`` as Excel allows."""
        name = _SHEET_FORBIDDEN.sub("-", self._text.line(wanted)).strip("' ") or "Blatt"
        return _free(name, self._sheets | _RESERVED, self._sheets, _SHEET_LONGEST)

    def range(self, prefix: str, *words: str) -> str:
        """Return a free name for a table or a range: ``prefix`` and the words in ASCII, each with a capital letter."""
        name = prefix + "".join(ascii_word(word) for word in words)[:60]
        number, free = 1, name
        while free.casefold() in self._ranges:
            number += 1
            free = f"{name}_{number}"
        self._ranges.add(free.casefold())
        return free

    def is_free(self, prefix: str, word: str) -> bool:
        """Whether no table and no range has this name yet."""
        return (prefix + ascii_word(word)).casefold() not in self._ranges

    def headers(self, wanted: Iterable[str]) -> list[str]:
        """Return unique headers, none empty, each on one line."""
        taken: set[str] = set()
        return [
            _free(self._text.line(header)[:_HEADER_LONGEST] or f"Spalte {number}", taken, taken, _HEADER_LONGEST + 10)
            for number, header in enumerate(wanted, 1)
        ]


def ascii_word(words: str) -> str:
    """Return "Fördermittel & Fristen" as FoerdermittelFristen."""
    parts = re.findall(r"[A-Za-z0-9]+", words.translate(_GERMAN))
    return "".join(part[0].upper() + part[1:] for part in parts)


def _free(name: str, refused: Iterable[str], taken: set[str], longest: int) -> str:
    refused = set(refused)
    number, free = 1, _cut(name, longest)
    while free.casefold() in refused:
        number += 1
        ending = f" ({number})"
        free = _cut(name, longest - len(ending)) + ending
    taken.add(free.casefold())
    return free


def _cut(name: str, longest: int) -> str:
    """The first ``longest`` UTF-16 units, no half a character and no quote or space at the end."""
    cut = name.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
    return cut.rstrip("' ") if len(cut) < len(name) else cut
