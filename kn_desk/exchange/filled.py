"""A column of a sheet with what its cells turned out to hold, and the widths and heights that follow from it."""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kn_desk.exchange.columns import Column
from kn_desk.fields.kinds import Note, Ref

#: Characters across, for text of several lines.
_NOTE_WIDTH = 80
#: Code and name of a record, in two lines if need be.
_REF_WIDTH = 24
_FILTER_BUTTON = 3.5
_NARROWEST = 9
#: A width counts digits; letters are a little narrower.
_LETTERS_PER_DIGIT = 1.1
_LINE = 13.0
#: Lines that a row shows at most; the cell holds all of them.
_MOST_LINES = 20


@dataclass
class Filled:
    """One column of one sheet."""

    column: Column
    header: str
    #: The number of the plain style, and of the one for text that looks like input.
    plain: int
    quoted: int
    cells: int = 0
    longest: int = 0
    total: Decimal = Decimal(0)
    #: The column goes to paper; else its text has two lines in a row, and the cell holds the rest.
    printed: bool = True

    @cached_property
    def widest(self) -> float:
        """Return the most characters across that suit the kind; longer text is wrapped."""
        kind = self.column.kind
        return _NOTE_WIDTH if isinstance(kind, Note) else _REF_WIDTH if isinstance(kind, Ref) else kind.width

    @property
    def width(self) -> float:
        """Return the width in characters: of the content, and of a header that takes two lines at most."""
        words = self.header.replace("/", "/ ").replace("-", "- ").split()
        header = max(max(map(len, words)), len(self.header) / 2 + 1) + _FILTER_BUTTON
        content = min(self.longest + 2, self.widest) if self.column.is_text else self.column.kind.width
        return max(header, content, _NARROWEST)

    @property
    def header_lines(self) -> int:
        """Return in how many lines the header breaks."""
        return 1 if len(self.header) + _FILTER_BUTTON <= self.width else 2

    def note(self, text: str) -> int:
        """Count a cell with this text, and return how many lines it takes at the column's widest."""
        self.cells += 1
        if len(text) > self.longest:
            self.longest = len(text)
        if len(text) <= self.widest and "\n" not in text:
            return 1
        room = self.widest * _LETTERS_PER_DIGIT
        lines = sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))
        return lines if self.printed else min(lines, 2)


def row_height(lines: int) -> float:
    """Return the height in points of a row with so many lines of text."""
    return _LINE * min(max(lines, 1), _MOST_LINES) + 4
