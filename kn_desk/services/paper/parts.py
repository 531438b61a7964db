"""A paper before it is laid out: a heading, and blocks of words and tables. Knows nothing of pages or fonts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kn_desk.fields.choices import Signal
from kn_desk.fields.kinds import Moment


@dataclass(frozen=True)
class Cell:
    """A cell of a table: text, or a light (shape and word) before it; ``below`` is set smaller under it."""

    text: str = ""
    signal: Signal | None = None
    bold: bool = False
    quiet: bool = False
    #: A day that has passed with something left to do.
    alarm: bool = False
    below: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its header, whether it takes the room that is left, and a width in millimetres that it should have.

    ``whole``: what stands in it (a day, an amount, a Kennung, a light) is never broken, however narrow it gets.
    """

    header: str = ""
    right: bool = False
    grows: bool = False
    width: float | None = None
    whole: bool = False


@dataclass(frozen=True)
class Row:
    """Cells side by side; a ``group`` row is one heading over the rows below it. ``room`` is the least height in mm."""

    cells: tuple[Cell, ...]
    group: bool = False
    room: float = 0


@dataclass(frozen=True)
class Table:
    """Rows under a header that stands on each page; without any header words there is none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    #: A hairline under each row.
    lines: bool = True

    @property
    def has_header(self) -> bool:
        """Whether there is a header."""
        return any(column.header for column in self.columns)


@dataclass(frozen=True)
class Heading:
    """A heading over what follows; ``right`` stands quietly at the other end of the line."""

    text: str
    right: str = ""


@dataclass(frozen=True)
class Words:
    """A paragraph, with a light before it perhaps."""

    text: str
    signal: Signal | None = None
    quiet: bool = False


Block = Table | Heading | Words


@dataclass(frozen=True)
class Paper:
    """All that is on a paper: ``lines`` stand under the title, ``stand`` and ``note`` at the foot of each page."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    stand: str
    landscape: bool = False
    note: str = ""


def pairs(rows: Sequence[tuple[str, Cell]], *, width: float = 48, lines: bool = True) -> Table:
    """Return labels with what is said under them, as a table without a header."""
    columns = (Column(width=width), Column(grows=True))
    return Table(columns, tuple(Row((Cell(label, quiet=True), cell)) for label, cell in rows), lines)


def stand(now: datetime) -> str:
    """Return the moment of which a paper tells, as it stands at the foot of each page."""
    return f"Stand {Moment().show(now)} Uhr"
