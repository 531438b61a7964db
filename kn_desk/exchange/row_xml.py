"""Rows as XML text: thousands of rows at a quarter of what a cell object each costs."""

from datetime import date, datetime, time
from decimal import Decimal

from openpyxl.utils import get_column_letter

from kn_desk.exchange.cell_text import escaped

#: Day 0 as spreadsheets count; right from 1 March 1900 on, earlier days go out as text.
_EPOCH = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)

Value = str | int | float | Decimal | date | datetime | time


def text_cell(place: str, style: int, text: str) -> str:
    """Return a string cell with cleaned ``text``; it can never be a formula or an error value."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def number_cell(place: str, style: int, value: int | float | Decimal | date | datetime | time) -> str:
    """Return a cell with a real number; days and times are numbers to a spreadsheet."""
    return f'<c r="{place}" s="{style}"><v>{_number(value)}</v></c>'


def empty_cell(place: str, style: int) -> str:
    """Return a cell without a value, which still has its look."""
    return f'<c r="{place}" s="{style}"/>'


def row(number: int, cells: str, height: float) -> str:
    """Return the row with its cells; the height (in points) is a proposal that editing in Excel adapts."""
    return f'<row r="{number}" ht="{height}">{cells}</row>'


def letter(column: int) -> str:
    """Return the letters of a column, 1 for A."""
    return get_column_letter(column)


def _number(value: int | float | Decimal | date | datetime | time) -> str:
    if isinstance(value, datetime):
        return repr(value.toordinal() - _EPOCH + _fraction(value.time()))
    if isinstance(value, date):
        return str(value.toordinal() - _EPOCH)
    if isinstance(value, time):
        return repr(_fraction(value))
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _fraction(value: time) -> float:
    return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
