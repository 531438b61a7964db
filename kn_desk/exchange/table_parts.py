"""The parts of a record sheet around its rows: widths, head, rules on the cells, and the Excel table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.book import Book
from kn_desk.exchange.cell_text import escaped
from kn_desk.exchange.columns import Column
from kn_desk.exchange.filled import Filled
from kn_desk.exchange.looks import ACCENT, FIELD, RAIL, TEXT2, Look, tone_style
from kn_desk.exchange.row_xml import FIRST_DAY, letter
from kn_desk.fields.kinds import Clock, Day, Decimals, Light, Moment, Money, Number, Percent, Rate

#: Characters that fit on A4 landscape and can still be read without a glass.
_PAPER_WIDTH = 210
_TITLE = Look(bold=True, size=14, down="center")
_LINE = Look(colour=TEXT2, size=9, down="center")
_LINK = Look(colour=ACCENT, size=9, underlined=True, down="center")
_HEADER = Look(bold=True, fill=RAIL, wrap=True, line=FIELD, down="center", across="left")
_HEADER_COMPUTED = Look(bold=False, fill=RAIL, colour=TEXT2, wrap=True, line=FIELD, down="center", across="left")


def widths(sheet: Worksheet, filled: Sequence[Filled]) -> None:
    """Set the widths; a column without any value is there but folded away."""
    for place, one in enumerate(filled, 1):
        dimension = sheet.column_dimensions[letter(place)]
        dimension.width = one.width
        dimension.hidden = place > 2 and one.cells == 0


def printed_columns(filled: Sequence[Filled]) -> int:
    """Return how many columns go to paper: as many as can be read there, hidden ones between them not counted."""
    used = 0.0
    for place, one in enumerate(filled, 1):
        used += one.width if one.cells else 0
        if used > _PAPER_WIDTH and place > 2:
            return place - 1
    return len(filled)


def head(book: Book, sheet: Worksheet, filled: Sequence[Filled], line: str, back: str) -> None:
    """Append title, line with the way back, and header."""
    lines = max(one.header_lines for one in filled if one.cells or one is filled[0])
    for number, height in ((1, 24.0), (2, 18.0), (3, 13.0 * lines + 9)):
        sheet.row_dimensions[number].height = height
    sheet.append([book.looks.cell(sheet, sheet.title, _TITLE)])
    link = book.looks.cell(sheet, "Zum Deckblatt", _LINK, link=back)
    sheet.append([link, book.looks.cell(sheet, line, _LINE)])
    sheet.append([book.looks.cell(sheet, one.header, _header(one.column)) for one in filled])


def _header(column: Column) -> Look:
    look = _HEADER_COMPUTED if column.computed else _HEADER
    # Room for the filter's button beside a header that stands right.
    return replace(look, across="right", indent=2) if column.kind.right_aligned else look


def add_table(sheet: Worksheet, name: str, place: str, filled: Sequence[Filled]) -> None:
    """Make the rows an Excel table; its column names have to be the very texts of the header."""
    columns = [TableColumn(id=number, name=escaped(one.header)) for number, one in enumerate(filled, 1)]
    table = Table(name=name, displayName=name, ref=place, tableColumns=columns, autoFilter=AutoFilter(ref=place))
    # No zebra: the rows have hairlines.
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False, showColumnStripes=False)
    sheet.tables.add(table)  # add_table warns in write-only mode, though the columns are named above


def rules(book: Book, sheet: Worksheet, filled: Sequence[Filled], first: int, last: int, owner: str) -> dict[str, str]:
    """Add what may be typed and how lights look; return the range of each drop-down by its column's letter."""
    ranges = {}
    for place, one in enumerate(filled, 1):
        where = f"{letter(place)}{first}:{letter(place)}{last}"
        if isinstance(one.column.kind, Light) and one.cells:
            _lights(sheet, where, f"{letter(place)}{first}", one.column.kind)
        if one.column.computed:
            continue
        if (options := one.column.options) is not None:
            ranges[letter(place)] = book.lists.range_of(options, one.column.header, owner)
            rule = DataValidation(type="list", formula1=ranges[letter(place)], showErrorMessage=True)
            rule.error = f"Bitte einen der Werte aus der Liste wählen: {', '.join(options)}"[:220]
        elif (made := _typed(one.column)) is not None:
            rule = made
        else:
            continue
        rule.allow_blank = True
        rule.errorTitle = one.header[:30]
        rule.add(where)
        sheet.data_validations.append(rule)
    return ranges


def _lights(sheet: Worksheet, where: str, first: str, kind: Light) -> None:
    for signal in kind.states.values():
        formula = f'{first}="{signal.symbol} {signal.word}"'
        sheet.conditional_formatting.add(where, Rule(type="expression", dxf=tone_style(signal.tone), formula=[formula]))


def _typed(column: Column) -> DataValidation | None:
    """What may be typed into a column of days, times or numbers; None for text."""
    kind = column.kind
    if isinstance(kind, Day | Moment):
        first = (FIRST_DAY - date(1899, 12, 30)).days
        error = "Das ist kein Datum. Gemeint ist zum Beispiel 15.12.2026."
        return _between("date", str(first), "109575", error)
    if isinstance(kind, Clock):
        return _between("time", "0", "0.999988425925926", "Das ist keine Uhrzeit. Gemeint ist zum Beispiel 10:30.")
    if isinstance(kind, Percent | Rate):
        top = "1" if isinstance(kind, Percent) else "10"
        return _between("decimal", "0", top, "Hier wird ein Prozentwert erwartet, zum Beispiel 40 %.")
    if isinstance(kind, Number):
        error = f"Hier wird eine ganze Zahl von {kind.low} bis {kind.high} erwartet."
        return _between("whole", str(kind.low), str(kind.high), error)
    if isinstance(kind, Money):
        low = "-1000000000000" if kind.signed else "0"
        return _between("decimal", low, "1000000000000", "Hier wird ein Betrag in Euro erwartet, zum Beispiel 1234,56.")
    if isinstance(kind, Decimals):
        return _between(
            "decimal", "-1000000000000", "1000000000000", "Hier wird eine Zahl erwartet, zum Beispiel 12,5."
        )
    return None


def _between(kind: Literal["date", "time", "decimal", "whole"], low: str, high: str, error: str) -> DataValidation:
    return DataValidation(
        type=kind,
        operator="between",
        formula1=low,
        formula2=high,
        error=error,
        showErrorMessage=True,
    )
