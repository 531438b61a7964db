"""Whatever is typed goes out as text: no formula, no error value, and it is read again as it was cleaned."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from kn_desk.exchange.book import new_book
from kn_desk.exchange.cell_text import LONGEST, CellText, escaped
from kn_desk.exchange.columns import Column
from kn_desk.exchange.progress import Ticker
from kn_desk.exchange.record_sheet import FIRST_ROW, HEADER_ROW, RecordSheet, Written
from kn_desk.exchange.written_check import check_written
from kn_desk.fields.kinds import Day, Money, Text
from kn_desk.records.office import Tag
from tests.makers.records import make

_STARTS = st.sampled_from(
    ["=", "+", "-", "@", "\t", "\n", "#REF!", "#N/A", "{=1}", "_x0041_", "<f>", "&amp;", "\u202e", " =", "'"]
)
_HOSTILE = st.one_of(st.text(), st.tuples(_STARTS, st.text(max_size=20)).map("".join))


def write(path: Path, texts: list[str], headers: tuple[str, ...] = ("Kennung", "Titel")) -> tuple[Written, list[str]]:
    """Write a sheet of these texts and check it; return what was written and the notes."""
    records = [make(Tag, title=text) for text in texts]
    columns = [
        Column(headers[0], Text(), lambda record: record.code, str),
        *(Column(header, Text(), lambda record: record.title, str) for header in headers[1:]),
    ]
    with new_book() as book:
        sheet = RecordSheet(book, book.names.sheet("Probe"), book.names.range("tbl", "Probe"), columns, "heute")
        written = sheet.write(records, "Probe", Ticker(len(records), None, None))
        book.save(path)
        check_written(path, [written], ["Probe"])
        return written, book.notes


def sheet_of(path: Path) -> Any:
    """Return the only sheet of a workbook."""
    return load_workbook(path).worksheets[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["=cmd|' /C calc'!A0", "#REF!", "_x0041_", "\ud800", "a\x00b", "-1+1", "  =1", "\t=1", "\r\n=1", "{=1}"])
@given(st.lists(_HOSTILE, min_size=1, max_size=40))
def test_no_typed_text_becomes_a_formula(tmp_path: Path, texts: list[str]) -> None:
    write(tmp_path / "a.xlsx", texts)
    sheet = sheet_of(tmp_path / "a.xlsx")
    cells = [sheet.cell(FIRST_ROW + place, 2) for place in range(len(texts))]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert all(cell.data_type != "n" or cell.value is None for cell in cells)
    assert [cell.value or "" for cell in cells] == [escaped(CellText().clean(text)) for text in texts]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_HOSTILE, min_size=1, max_size=10))
def test_hostile_headers_are_the_table_s_column_names(tmp_path: Path, headers: list[str]) -> None:
    written, _ = write(tmp_path / "a.xlsx", ["x"], ("Kennung", *headers))
    sheet = sheet_of(tmp_path / "a.xlsx")
    row = [cell.value for cell in sheet[HEADER_ROW]]
    assert row == [escaped(header) for header in written.headers]
    # openpyxl unescapes a table's column names and not its cells.
    assert sheet.tables["tblProbe"].column_names == [unescape(header) for header in row]


def test_text_that_looks_like_input_is_quoted(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", ["=1+1", "harmlos"])
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert [sheet.cell(FIRST_ROW + place, 2).quotePrefix for place in (0, 1)] == [True, False]


def test_text_that_no_cell_can_hold_goes_on_in_further_columns_and_is_said(tmp_path: Path) -> None:
    long = "ä" * (2 * LONGEST + 7)
    written, notes = write(tmp_path / "a.xlsx", ["kurz", long, "=" + "b" * LONGEST])
    assert written.headers == ("Kennung", "Titel", "Titel … (2)", "Titel … (3)")
    sheet = sheet_of(tmp_path / "a.xlsx")
    assert "".join(sheet.cell(FIRST_ROW + 1, column).value for column in (2, 3, 4)) == long
    assert sheet.cell(FIRST_ROW + 2, 3).value == "b"
    assert len(notes) == 2
    assert "65.541 Zeichen sind zu viel für eine Zelle" in notes[0]
    assert "„Titel … (2)“, „Titel … (3)“" in notes[0]


def test_days_before_the_epoch_are_text_and_later_ones_are_days(tmp_path: Path) -> None:
    days = [date(1900, 2, 28), date(1900, 3, 1), date(2026, 11, 24)]
    records = [make(Tag, title=day.isoformat()) for day in days]
    kind = Day()
    columns = [
        Column("Kennung", Text(), lambda record: record.code, str),
        Column("Tag", kind, lambda record: date.fromisoformat(record.title), kind.cell),
        Column("Betrag", Money(), lambda record: 123_45, Money().cell),
    ]
    with new_book() as book:
        written = RecordSheet(book, "Tage", "tblTage", columns, "heute").write(records, "Tage", Ticker(3, None, None))
        book.save(tmp_path / "a.xlsx")
    check_written(tmp_path / "a.xlsx", [written], ["Tage"])
    sheet = sheet_of(tmp_path / "a.xlsx")
    values = [sheet.cell(FIRST_ROW + place, 2) for place in range(3)]
    assert values[0].value == "1900-02-28"
    assert [(cell.value.date(), cell.is_date) for cell in values[1:]] == [(days[1], True), (days[2], True)]
    assert written.totals == {"C": Decimal("370.35")}


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00"])
def test_text_without_anything_to_see_is_no_reason_to_stop(tmp_path: Path, text: str) -> None:
    written, _ = write(tmp_path / "a.xlsx", [text])
    assert written.rows == 1
