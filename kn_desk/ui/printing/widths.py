"""Widths of the columns of a table that fit the page, and the size of its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from kn_desk.services.paper.parts import Cell, Column, Table
from kn_desk.ui.printing.measures import Fonts, mm, points

#: Sizes of text in points, the usual one first; smaller where there are many columns.
SIZES = (9.0, 8.0, 7.0)
#: Text below a cell's text, and reasons.
BELOW = 0.9
_LONGEST_WORD = mm(42)
_LEAST = mm(9)
#: A column takes at most so much before the others have what they want.
_MOST = mm(80)


@dataclass(frozen=True)
class Widths:
    """The width of each column with its gap at the right, and the size of the text."""

    columns: tuple[float, ...]
    size: float


def gap(size: float) -> float:
    """Return the empty space at the right of each column."""
    return mm(3.5 if size == SIZES[0] else 2.2)


def shape_room(size: float) -> float:
    """Return the room that a light's shape takes before its word."""
    return points(size * 1.25)


def fit(table: Table, room: float, fonts: Fonts) -> Widths:
    """Return widths that together fill ``room``; text is wrapped in them, and a word is broken only at last."""
    for size in SIZES:
        least, wanted = _needs(table, size, fonts)
        if sum(least) <= room or size == SIZES[-1]:
            break
    if sum(least) > room:
        return Widths(tuple(_narrowed(table.columns, least, room)), size)
    return Widths(tuple(_share(table.columns, least, wanted, room)), size)


def _narrowed(columns: Sequence[Column], least: list[float], room: float) -> list[float]:
    """Too many columns: those with words give way, the widest first, so that as few words as possible are broken."""
    soft = [width for column, width in zip(columns, least, strict=True) if not (column.whole or column.right)]
    left = room - (sum(least) - sum(soft))
    if left < len(soft) * _LEAST:
        cap = _cap(least, room)
        return [min(width, cap) for width in least]
    cap = _cap(soft, left)
    return [
        width if column.whole or column.right else min(width, cap) for column, width in zip(columns, least, strict=True)
    ]


def _cap(widths: list[float], room: float) -> float:
    """The width that none may exceed, so that all together fit."""
    ordered = sorted(widths)
    for number, width in enumerate(ordered):
        cap = (room - sum(ordered[:number])) / (len(ordered) - number)
        if width > cap:
            return cap
    return ordered[-1]


def _needs(table: Table, size: float, fonts: Fonts) -> tuple[list[float], list[float]]:
    """Per column the least width without broken words, and the width without wrapped lines."""
    least, wanted = [], []
    for number, column in enumerate(table.columns):
        if column.width is not None:
            least.append(mm(column.width))
            wanted.append(mm(column.width))
            continue
        cells = [row.cells[number] for row in table.rows if not row.group]
        whole = [_whole(cell, size, fonts, even=column.right) for cell in cells]
        words = whole if column.whole or column.right else [_word(cell, size, fonts) for cell in cells]
        head, head_word = fonts.advance(column.header, size, True), fonts.longest_word(column.header, size, True)
        least.append(max(_LEAST, min(max([head_word, *words]), _LONGEST_WORD) + gap(size)))
        wanted.append(max(least[-1], min(max([head, *whole]), _MOST if not column.grows else 10 * _MOST) + gap(size)))
    return least, wanted


def _word(cell: Cell, size: float, fonts: Fonts) -> float:
    if cell.signal is not None:  # a light is one word, with its shape
        return fonts.advance(cell.text, size, True) + shape_room(size)
    below = fonts.longest_word(cell.below, size * BELOW) if cell.below else 0.0
    return max(fonts.longest_word(cell.text, size, cell.bold or cell.alarm), below)


def _whole(cell: Cell, size: float, fonts: Fonts, *, even: bool) -> float:
    bold = cell.bold or cell.alarm or cell.signal is not None
    text = fonts.even_advance(cell.text, size, bold) if even else fonts.advance(cell.text, size, bold)
    return text + (shape_room(size) if cell.signal is not None else 0.0)


def _share(columns: Sequence[Column], least: list[float], wanted: list[float], room: float) -> list[float]:
    widths = list(least)
    # First the short columns get what they want, then those that would wrap.
    left = room - sum(widths)
    open_columns = [number for number, column in enumerate(columns) if wanted[number] > widths[number]]
    while left > 1 and open_columns:
        share = left / len(open_columns)
        for number in list(open_columns):
            more = min(share, wanted[number] - widths[number])
            widths[number] += more
            left -= more
            if wanted[number] - widths[number] < 0.01:
                open_columns.remove(number)
    growing = [number for number, column in enumerate(columns) if column.grows]
    if growing:
        for number in growing:
            widths[number] += left / len(growing)
    elif not any(column.width for column in columns):
        widths = [width + left / len(widths) for width in widths]
    return widths
