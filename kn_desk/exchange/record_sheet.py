"""The sheet of one record type: title, Excel table, drop-downs, lights, and everything for paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import IO

from kn_desk.exchange import table_parts
from kn_desk.exchange.book import Book
from kn_desk.exchange.cell_text import LONGEST, CellText, pieces, risky
from kn_desk.exchange.columns import Column
from kn_desk.exchange.filled import Filled, row_height
from kn_desk.exchange.looks import BORDER, TEXT2, Look
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.progress import CHUNK, Ticker
from kn_desk.exchange.row_xml import Value, empty_cell, letter, number_cell, row, text_cell
from kn_desk.fields.kinds import Light, Money
from kn_desk.fields.spec import Record

#: Title, a line about the sheet, then the header of the table.
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
#: What a sheet holds at most.
MOST_ROWS = 1_048_576
#: So many records tell how wide the columns will be.
_MEASURED = 200
#: A character outside the first plane counts twice in Excel.
_MAYBE_LONG = LONGEST // 2


@dataclass(frozen=True)
class Written:
    """What a sheet was written with: the check reads the file again and compares."""

    name: str
    table: str
    rows: int
    headers: tuple[str, ...]
    #: Sum per money column, by its letter.
    totals: dict[str, Decimal] = field(default_factory=dict)
    #: Name of the range per drop-down column, by its letter.
    ranges: dict[str, str] = field(default_factory=dict)
    frozen: str = ""


class RecordSheet:
    """Writes the records of one type, at most as many as one sheet holds."""

    def __init__(self, book: Book, name: str, table: str, columns: Sequence[Column], stand: str) -> None:
        self._book = book
        self._stand = stand
        self._name = name
        self._table = table
        self._sheet = book.sheet(name)
        headers = book.names.headers(column.header for column in columns)
        self._filled = [self._start(column, header) for column, header in zip(columns, headers, strict=True)]
        #: (place of the column, piece) -> place of the column that holds the piece.
        self._continued: dict[tuple[int, int], int] = {}
        #: Lines of the row that is being written.
        self._lines = 1

    def _start(self, column: Column, header: str) -> Filled:
        look = Look(
            number_format=column.number_format, wrap=column.is_text, line=BORDER,
            across="right" if column.kind.right_aligned else "left", indent=int(column.kind.right_aligned),
            colour=TEXT2 if column.computed and not isinstance(column.kind, Light) else Look().colour,
        )  # fmt: skip
        plain = self._book.looks.number(look, self._sheet)
        return Filled(column, header, plain, self._book.looks.number(replace(look, quoted=True), self._sheet))

    def write(self, records: Sequence[Record], back: str, ticker: Ticker) -> Written:
        """Write everything; ``back`` is the sheet that the link leads to."""
        printed = self._measure(records[:_MEASURED])
        with self._book.row_file(self._sheet) as file:
            self._rows(file, records, ticker)
        table_parts.widths(self._sheet, self._filled)
        self._sheet.freeze_panes = f"C{FIRST_ROW}"
        last = letter(len(self._filled))
        last_row = FIRST_ROW + len(records) - 1
        ranges = table_parts.rules(self._book, self._sheet, self._filled, FIRST_ROW, last_row, self._name)
        table_parts.add_table(self._sheet, self._table, f"A{HEADER_ROW}:{last}{last_row}", self._filled)
        for_paper(
            self._sheet, area=f"A1:{letter(printed)}{last_row}", titles=f"{HEADER_ROW}:{HEADER_ROW}", stand=self._stand
        )
        table_parts.head(self._book, self._sheet, self._filled, self._line(len(records)), back)
        return Written(
            self._name, self._table, len(records), tuple(filled.header for filled in self._filled),
            {
                letter(place): filled.total
                for place, filled in enumerate(self._filled, 1)
                if isinstance(filled.column.kind, Money)
            },
            ranges, f"C{FIRST_ROW}",
        )  # fmt: skip

    def _measure(self, records: Sequence[Record]) -> int:
        """Return how many columns go to paper, judged by the first records."""
        text = CellText()
        trial = [Filled(filled.column, filled.header, 0, 0) for filled in self._filled]
        for filled in trial:
            for record in records:
                raw = filled.column.get(record)
                if raw is not None and raw != ():
                    filled.note(text.clean(str(filled.column.cell(raw))))
        printed = table_parts.printed_columns(trial)
        for filled in self._filled[printed:]:
            filled.printed = False
        return printed

    def _line(self, rows: int) -> str:
        return f"{rows} Einträge · Stand {self._stand}" if rows != 1 else f"1 Eintrag · Stand {self._stand}"

    def _rows(self, file: IO[str], records: Sequence[Record], ticker: Ticker) -> None:
        letters = [letter(place) for place in range(1, len(self._filled) + 1)]
        columns = list(zip(self._filled, letters, strict=True))
        for start in range(0, len(records), CHUNK):
            chunk = records[start : start + CHUNK]
            for number, record in enumerate(chunk, FIRST_ROW + start):
                self._lines = 1
                cells = [self._cell(filled, f"{letters}{number}", record) for filled, letters in columns]
                if any(len(cell) > _MAYBE_LONG for cell in cells):
                    cells += self._overlong(record, number, cells, len(columns))
                file.write(row(number, "".join(cells), row_height(self._lines)))
            ticker.tick(len(chunk), self._name)

    def _cell(self, filled: Filled, place: str, record: Record) -> str:
        raw = filled.column.get(record)
        if raw is None or raw == ():
            return empty_cell(place, filled.plain)
        value: Value = filled.column.cell(raw)
        if isinstance(value, str):
            text = self._book.text.clean(value)
            lines = filled.note(text)
            if lines > self._lines:
                self._lines = lines
            return text_cell(place, filled.quoted if risky(text) else filled.plain, text)
        filled.cells += 1
        if isinstance(value, Decimal):
            filled.total += value
        return number_cell(place, filled.plain, value)

    def _overlong(self, record: Record, number: int, cells: list[str], columns: int) -> list[str]:
        """Cut texts that a cell cannot hold, in place, and return the cells that hold the rest."""
        rest: dict[int, str] = {}
        for place in range(columns):
            filled = self._filled[place]
            raw = filled.column.get(record)
            text = self._book.text.clean(str(filled.column.cell(raw))) if filled.column.is_text and raw else ""
            first, *others = pieces(text)
            if not others:
                continue
            style = filled.quoted if risky(first) else filled.plain
            cells[place] = text_cell(f"{letter(place + 1)}{number}", style, first)
            targets = [self._continuation(place, piece) for piece in range(2, len(others) + 2)]
            for target, piece in zip(targets, others, strict=True):
                self._filled[target].note(piece)
                rest[target] = text_cell(
                    f"{letter(target + 1)}{number}", filled.quoted if risky(piece) else filled.plain, piece
                )
            named = ", ".join(f"„{self._filled[target].header}“" for target in targets)
            self._book.notes.append(
                f"{record.code}, „{filled.header}“: {_dotted(len(text))} Zeichen sind zu viel für eine Zelle; "
                f"der Text geht in {named} weiter."
            )
        return [rest[target] for target in sorted(rest)]

    def _continuation(self, place: int, piece: int) -> int:
        if (place, piece) not in self._continued:
            filled = self._filled[place]
            taken = [f.header for f in self._filled]
            header = self._book.names.headers([*taken, f"{filled.header} … ({piece})"])[-1]
            self._continued[place, piece] = len(self._filled)
            self._filled.append(Filled(replace(filled.column, computed=True), header, filled.plain, filled.quoted))
        return self._continued[place, piece]


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
