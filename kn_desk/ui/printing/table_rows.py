"""Rows of a table as lines of text: measured, broken over pages where one is higher than a page, and set."""

from collections.abc import Iterator
from dataclasses import dataclass

from kn_desk.services.paper.parts import Cell, Column, Row
from kn_desk.ui.printing.measures import INK, Fonts, mm, points
from kn_desk.ui.printing.ops import Mark, ShapeMark, TextMark
from kn_desk.ui.printing.widths import BELOW, Widths, gap, shape_room

PAD = mm(1.3)


@dataclass(frozen=True)
class Line:
    """One line of a cell."""

    text: str
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True)
class SetRow:
    """The lines of each cell of a row."""

    row: Row
    cells: tuple[tuple[Line, ...], ...]
    height: float

    def pieces(self, room: float, fonts: Fonts) -> Iterator["SetRow"]:
        """Yield it in pieces that are at most ``room`` high: of a very long text each page gets a part."""
        rest = [list(lines) for lines in self.cells]
        first = True
        while any(rest):
            part = tuple(tuple(_taken(lines, room - 2 * PAD, fonts)) for lines in rest)
            row = self.row if first else Row(tuple(Cell() for _ in self.row.cells))
            yield SetRow(row, part, max(_height(part, fonts), PAD))
            first = False


def set_row(row: Row, widths: Widths, fonts: Fonts) -> SetRow:
    """Break the texts of a row into lines."""
    if row.group:
        line = Line(row.cells[0].text, widths.size, True, INK.text)
        lines = tuple(
            Line(text, line.size, True, INK.text)
            for text in fonts.wrap(line.text, sum(widths.columns), line.size, True)
        )
        cells: tuple[tuple[Line, ...], ...] = (lines,)
        return SetRow(row, cells, _height(cells, fonts) + mm(1.5))
    cells = tuple(
        _lines(cell, width, widths.size, fonts) for cell, width in zip(row.cells, widths.columns, strict=True)
    )
    return SetRow(row, cells, max(_height(cells, fonts), mm(row.room)))


def marks_of(one: SetRow, x: float, y: float, columns: tuple[Column, ...], widths: Widths, fonts: Fonts) -> list[Mark]:
    """Return the marks of a row whose upper left corner is given."""
    marks: list[Mark] = []
    top = y + PAD + (mm(1.5) if one.row.group else 0)
    for number, lines in enumerate(one.cells):
        cell = one.row.cells[number]
        width = sum(widths.columns) if one.row.group else widths.columns[number]
        at = top
        for place, line in enumerate(lines):
            left = x
            even = columns[number].right and not one.row.group
            if cell.signal is not None and line.size == widths.size:
                if place == 0:
                    marks.append(shape_mark(cell, left, at, line, fonts))
                left += shape_room(line.size)
            elif even:
                empty = gap(widths.size) if number < len(columns) - 1 else 0
                left = x + width - empty - fonts.even_advance(line.text, line.size, line.bold)
            if line.text:
                base = at + fonts.ascent(line.size)
                marks.append(TextMark(left, base, line.text, line.size, line.bold, line.colour, even))
            at += fonts.line(line.size)
        x += width
    return marks


def shape_mark(cell: Cell, left: float, top: float, line: Line, fonts: Fonts) -> ShapeMark:
    """Return the shape before a light's word."""
    assert cell.signal is not None
    size = line.size * 0.78
    centre = top + fonts.ascent(line.size) - points(line.size * 0.36)
    return ShapeMark(left + points(size / 2), centre, cell.signal.symbol, line.colour, size)


def _lines(cell: Cell, width: float, size: float, fonts: Fonts) -> tuple[Line, ...]:
    colour, bold = INK.text, cell.bold
    if cell.signal is not None:
        colour, bold = INK.tone(cell.signal.tone).fore, cell.signal.tone in ("crit", "warn")
    elif cell.alarm:
        colour, bold = INK.crit.fore, True
    elif cell.quiet:
        colour = INK.text2
    room = width - gap(size) - (shape_room(size) if cell.signal is not None else 0)
    lines = [Line(text, size, bold, colour) for text in fonts.wrap(cell.text, room, size, bold)]
    if cell.below:
        small = size * BELOW
        lines += [Line(text, small, False, INK.text2) for text in fonts.wrap(cell.below, width - gap(size), small)]
    return tuple(lines)


def _height(cells: tuple[tuple[Line, ...], ...], fonts: Fonts) -> float:
    return max((sum(fonts.line(line.size) for line in lines) for lines in cells), default=0.0) + 2 * PAD


def _taken(lines: list[Line], room: float, fonts: Fonts) -> Iterator[Line]:
    """Take as many lines from the front as there is room for, at least one."""
    used = 0.0
    while lines and (used == 0.0 or used + fonts.line(lines[0].size) <= room):
        used += fonts.line(lines[0].size)
        yield lines.pop(0)
