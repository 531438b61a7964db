"""Lines of a small sheet that is laid out by hand: cells with their looks, heights, and text over several columns."""

import math
from collections.abc import Mapping, Sequence

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.book import Book
from kn_desk.exchange.looks import Look

_LINE = 13.5


class PageLines:
    """Lays out lines from the top down and writes them at the end; every text is cleaned."""

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[float]) -> None:
        self._book = book
        self._sheet = sheet
        self._widths = widths
        #: The number of the last line.
        self.number = 0
        self._lines: list[list[Cell | None]] = []
        sheet.sheet_view.showGridLines = False
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def add(
        self, *cells: tuple[object, Look] | None, height: float = 18, links: Mapping[int, str] | None = None
    ) -> None:
        """Append a line; ``links`` are the sheets that cells lead to, by their place from 0."""
        self.number += 1
        self._sheet.row_dimensions[self.number].height = height
        made: list[Cell | None] = []
        for place, cell in enumerate(cells):
            value = self._book.text.clean(cell[0]) if cell and isinstance(cell[0], str) else cell and cell[0]
            target = links.get(place) if links else None
            made.append(self._book.looks.cell(self._sheet, value, cell[1], link=target) if cell else None)
        self._lines.append(made)

    def write(self) -> None:
        """Write the lines; what stands before the rows of a sheet (frozen panes) has to be set by now."""
        for line in self._lines:
            self._sheet.append(line)

    def wide(
        self, text: str, look: Look, *before: tuple[object, Look] | None, columns: int, height: float = 18
    ) -> None:
        """Append a line whose text runs over several columns, behind ``before``, in as many lines as it needs."""
        start = len(before) + 1
        self.add(
            *before, (text, look), *[("", look)] * (columns - 1), height=max(height, self.height(text, start, columns))
        )
        self._sheet.merged_cells.add(
            CellRange(min_col=start, max_col=start + columns - 1, min_row=self.number, max_row=self.number).coord
        )

    def heading(self, text: str, look: Look, *, columns: int) -> None:
        """Append a heading with its line under all columns."""
        self.add((text, look), *[("", look)] * (columns - 1), height=30)

    def height(self, text: str, start: int, columns: int = 1) -> float:
        """Return the height that wrapped text needs, at most what a row can have."""
        return min(_LINE * self.lines(text, start, columns) + 5, 409)

    def lines(self, text: str, start: int, columns: int = 1) -> int:
        """Return in how many lines text breaks in these columns, rather one too many."""
        room = max(sum(self._widths[start - 1 : start - 1 + columns]) * 1.15 - 1, 1)
        return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n")) if text else 1
