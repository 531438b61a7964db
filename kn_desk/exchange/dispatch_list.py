"""The Versandliste of a run: who gets which file at which address, and a column for the day on which it went out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from kn_desk.exchange import table_parts
from kn_desk.exchange.book import new_book
from kn_desk.exchange.columns import Column
from kn_desk.exchange.filled import Filled
from kn_desk.exchange.looks import BORDER, FIELD, RAIL, TEXT2, Look
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.row_xml import letter
from kn_desk.exchange.written_check import NotAsWritten
from kn_desk.fields.kinds import Day, Text

NAME = "Versandliste.xlsx"
_HEADER_ROW, _SHEET = 3, "Versandliste"
_COLUMNS = (
    ("Name", 22), ("Stelle", 28), ("E-Mail", 30), ("Datei", 38), ("E-Mail-Entwurf", 34), ("Versandt am", 14),
)  # fmt: skip
_TITLE = Look(bold=True, size=14, down="center")
_LINE = Look(colour=TEXT2, size=9, down="center")
_HEADER = Look(bold=True, fill=RAIL, line=FIELD, down="center", across="left")
_TEXT = Look(number_format="@", wrap=True, line=BORDER, across="left")
_DAY = Look(number_format=Day.excel_format, line=BORDER, across="left")


@dataclass(frozen=True)
class ListEntry:
    """One line: the Lotse, the unit, the address, the workbook and the draft that carries it."""

    name: str
    unit: str
    address: str
    file: str
    draft: str


def write_dispatch_list(folder: Path, entries: Sequence[ListEntry], title: str, stand: str) -> None:
    """Write the list into a folder and read it again. Raises NotAsWritten."""
    with new_book() as book:
        rows = [[book.text.line(text) for text in vars(entry).values()] for entry in entries]
        sheet = book.sheet(_SHEET)
        filled = [
            Filled(Column(header, Day() if header == "Versandt am" else Text(), vars, str), header, 0, 0, cells=1)
            for header, _ in _COLUMNS
        ]
        last, last_row = letter(len(_COLUMNS)), _HEADER_ROW + len(rows)
        for place, (_, width) in enumerate(_COLUMNS, 1):
            sheet.column_dimensions[letter(place)].width = width
        sheet.freeze_panes = f"B{_HEADER_ROW + 1}"
        table_parts.rules(book, sheet, filled, _HEADER_ROW + 1, last_row, _SHEET)
        table_parts.add_table(sheet, "tblVersand", f"A{_HEADER_ROW}:{last}{last_row}", filled)
        titles = f"{_HEADER_ROW}:{_HEADER_ROW}"
        for_paper(sheet, area=f"A1:{last}{last_row}", titles=titles, stand=stand)
        for number in range(_HEADER_ROW + 1, last_row + 1):
            sheet.row_dimensions[number].height = 30  # a long file name takes two lines
        cell = book.looks.cell
        sheet.append([cell(sheet, title, _TITLE)])
        sheet.append([cell(sheet, f"Stand {stand} · Die Entwürfe (.eml) ansehen, senden, den Tag eintragen.", _LINE)])
        sheet.append([cell(sheet, header, _HEADER) for header, _ in _COLUMNS])
        for row in rows:
            sheet.append([*(cell(sheet, text or None, _TEXT) for text in row), cell(sheet, None, _DAY)])
        book.save(folder / NAME)
    found = load_workbook(folder / NAME)[_SHEET].iter_rows(min_row=_HEADER_ROW + 1, max_col=5, values_only=True)
    if [[text or "" for text in row] for row in found] != rows:
        raise NotAsWritten(f"{NAME}: not the lines of the run")
