"""One data sheet of a Lotsenmappe: hidden ids and field names, yellow cells to fill in, everything else locked."""

import math
from dataclasses import replace
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange import table_parts
from kn_desk.exchange.book import Book
from kn_desk.exchange.cell_text import risky
from kn_desk.exchange.columns import Column
from kn_desk.exchange.filled import Filled, row_height
from kn_desk.exchange.looks import ACCENT, BORDER, FIELD, RAIL, TEXT2, Look
from kn_desk.exchange.lotse_forms import Form, FormColumn, FormRow
from kn_desk.exchange.page import for_paper
from kn_desk.exchange.row_xml import empty_cell, letter, number_cell, row, text_cell
from kn_desk.exchange.sheet_format import FIELD_ROW, FIRST_ROW, HEADER_ROW, ID
from kn_desk.fields.kinds import Light, Text

#: What is to fill in is yellow, what is locked grey; the headers are told apart without colour too.
YELLOW, YELLOW_HEADER, GREY = "FFFADF", "FFEDA6", "EFF2F6"
#: Where the panes are frozen: below the header, right of Kennung and title.
FROZEN = f"D{FIRST_ROW}"
#: A width counts digits; letters are a little narrower.
_LETTERS_PER_DIGIT = 1.1
_ID_COLUMN = FormColumn(ID, ID, Text(), 12)
_TITLE = Look(bold=True, size=14, down="center")
_LINK = Look(colour=ACCENT, size=9, underlined=True, down="center")
_LINE = Look(colour=TEXT2, size=9, down="center")
_HIDDEN = Look(number_format="@", colour=TEXT2)


def write_form(book: Book, form: Form, title: str, stand: str, back: str) -> None:
    """Write the sheet of a form; ``back`` is the sheet that the link leads to."""
    sheet = book.sheet(book.names.sheet(form.name))
    columns = [_ID_COLUMN, *form.columns]
    filled = [_filled(book, sheet, column, len(form.rows)) for column in columns]
    rows = form.rows or (FormRow("", {}),)  # a table has one row at least
    with book.row_file(sheet) as file:
        for number, one in enumerate(rows, FIRST_ROW):
            cells = (_cell(one_filled, f"{letter(place)}{number}", column, one)
                     for place, (one_filled, column) in enumerate(zip(filled, columns, strict=True), 1))  # fmt: skip
            file.write(row(number, "".join(cells), row_height(max(_lines(form, one), form.room))))
    last, last_row = letter(len(columns)), FIRST_ROW + len(rows) - 1
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[letter(place)].width = column.width
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = FROZEN
    if form.rows:
        table_parts.rules(book, sheet, filled, FIRST_ROW, last_row, form.name)
        _text_lengths(sheet, columns, last_row)
    table_parts.add_table(sheet, book.names.range("tbl", form.name), f"A{HEADER_ROW}:{last}{last_row}", filled)
    for_paper(sheet, area=f"B1:{last}{last_row}", titles=f"{HEADER_ROW}:{HEADER_ROW}", stand=stand)
    protect(sheet)
    _head(book, sheet, form, columns, title, back)


def protect(sheet: Worksheet) -> None:
    """Protect the sheet without a password: against slips, not as a secret. Filters and column widths stay free."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _head(book: Book, sheet: Worksheet, form: Form, columns: list[FormColumn], title: str, back: str) -> None:
    """Append title, line with the way back, hidden field names, and header."""
    for number, height in ((1, 24.0), (2, 18.0), (HEADER_ROW, 36.0)):
        sheet.row_dimensions[number].height = height
    sheet.row_dimensions[FIELD_ROW].hidden = True
    cell = book.looks.cell
    sheet.append([None, cell(sheet, book.text.line(title), _TITLE)])
    task = form.task if form.rows else "Hier ist zurzeit nichts eingetragen."
    sheet.append([None, cell(sheet, "Zum Deckblatt", _LINK, link=back), cell(sheet, task, _LINE)])
    sheet.append([cell(sheet, column.name, _HIDDEN) for column in columns])
    sheet.append([cell(sheet, column.header, _header(column)) for column in columns])


def _header(column: FormColumn) -> Look:
    fill = YELLOW_HEADER if column.input else RAIL
    colour = Look().colour if column.input else TEXT2
    return Look(bold=column.input, fill=fill, colour=colour, wrap=True, line=FIELD, down="center", across="left")


def _filled(book: Book, sheet: Worksheet, column: FormColumn, rows: int) -> Filled:
    """The column as the parts of a table know it, with its looks."""
    as_column = Column(column.header, column.kind, lambda one: None, column.kind.cell, computed=not column.input)
    look = Look(
        number_format=as_column.number_format, fill=YELLOW if column.input else GREY, wrap=as_column.is_text,
        line=BORDER, boxed=True, across="left", unlocked=column.input,
    )  # fmt: skip
    plain = book.looks.number(look, sheet)
    return Filled(as_column, column.header, plain, book.looks.number(replace(look, quoted=True), sheet), cells=rows)


def _cell(filled: Filled, place: str, column: FormColumn, one: FormRow) -> str:
    value: Any = one.id or None if column.name == ID else one.values.get(column.name)
    if value is None:
        return empty_cell(place, filled.plain)
    held = column.kind.cell(value)
    if not isinstance(held, str):
        return number_cell(place, filled.plain, held)
    return text_cell(place, filled.quoted if risky(held) else filled.plain, held)


def _lines(form: Form, one: FormRow) -> int:
    """In how many lines the longest text of the row breaks."""
    found = 1
    for column in form.columns:
        value = one.values.get(column.name)
        if isinstance(value, str) and not isinstance(column.kind, Light):
            room = column.width * _LETTERS_PER_DIGIT
            found = max(found, sum(max(1, math.ceil(len(line) / room)) for line in value.split("\n")))
    return found


def _text_lengths(sheet: Worksheet, columns: list[FormColumn], last_row: int) -> None:
    """Say in the sheet already what the record cannot hold."""
    for place, column in enumerate(columns, 1):
        longest = column.kind.longest if column.input and isinstance(column.kind, Text) else 0
        if not 0 < longest <= 32_767:
            continue
        rule = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=str(longest), allow_blank=True,
            showErrorMessage=True, errorTitle=column.header[:30],
            error=f"Der Text ist zu lang. Möglich sind {longest:,} Zeichen.".replace(",", "."),
        )  # fmt: skip
        rule.add(f"{letter(place)}{FIRST_ROW}:{letter(place)}{last_row}")
        sheet.data_validations.append(rule)
