"""The cleaner that stands before writing: text that no spreadsheet program runs, changes, cuts, or cannot reopen.

Everything is about .xlsx: a leading "=" is harmless in a string cell and needs no apostrophe in the text.
"""

import re
from collections.abc import Iterator

from kn_desk.fields.text import visible

#: What a cell holds at most, counted as Excel counts (UTF-16 units).
LONGEST = 32_767
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]|_x[0-9A-Fa-f]{4}_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BROKEN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ as "A"; the underscore itself is escaped, so that it stays as it was typed.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# "=" and its like, also behind spaces and in full width; a tab or line feed at the start.
_RISKY = re.compile(r"[\s\u00a0\u200b\ufeff]*[=+\-@\u2212'\uff1d\uff0b\uff0d\uff20]|[\t\n]")


class CellText:
    """Cleans the texts of one workbook and counts what it removed."""

    def __init__(self) -> None:
        #: Control characters that were removed.
        self.removed = 0

    def clean(self, text: str) -> str:
        """Return the text as a cell may hold it, of any length; tabs and line feeds stay."""
        if not _SPECIAL.search(text):
            return text
        text, removed = _CONTROL.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))
        self.removed += removed
        return visible(_BROKEN.sub("\ufffd", text))

    def line(self, text: str) -> str:
        """Return the text as a header or a name: one line without tabs."""
        return " ".join(self.clean(text).split())


def escaped(text: str) -> str:
    """Return cleaned text as the workbook's XML holds it before the XML's own escapes."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def risky(text: str) -> bool:
    """Whether a program that takes the cell for typed input might make a formula of it."""
    return _RISKY.match(text) is not None


def pieces(text: str, longest: int = LONGEST) -> Iterator[str]:
    """Yield the text in pieces that a cell can hold each; most texts are one piece."""
    if len(text) * 2 <= longest or _units(text) <= longest:
        yield text
        return
    start = size = 0
    for place, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if size + width > longest:
            yield text[start:place]
            start, size = place, 0
        size += width
    yield text[start:]


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
