"""The reader: values only, in a child process; what breaks the reading library breaks nothing else."""

import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from kn_desk.exchange import sheet_reader
from kn_desk.exchange.file_kind import Format, NotAdmitted
from kn_desk.exchange.gate import Admitted, admit
from kn_desk.exchange.sheet_reader import ReadBook, ReadSheet, place, read_book
from tests.exchange.test_gate import archive_of, ole, parts_of

SHEET = "xl/worksheets/sheet1.xml"


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def filled(**cells: Any) -> bytes:
    """A workbook with these cells on its one sheet."""
    book = Workbook()
    for name, value in cells.items():
        book.active[name] = value  # type: ignore[index]
    return saved(book)


def with_rows(rows: str, **attributes: str) -> bytes:
    """A workbook whose sheet holds this XML as its rows."""
    parts = parts_of(filled(A1=1))
    before = attributes.get("before", "")
    parts[SHEET] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{rows}</sheetData></worksheet>"
    ).encode()
    return archive_of(parts)


def read(content: bytes) -> ReadBook:
    return read_book(admit(content))


def first(content: bytes) -> ReadSheet:
    return read(content).sheets[0]


def read_or_told(content: bytes) -> ReadBook | NotAdmitted:
    """What can be read, or the sentence why nothing can; anything else is an error of the test."""
    try:
        return read(content)
    except NotAdmitted as error:
        return error


def refused(content: bytes, format_: Format | None = None) -> NotAdmitted:
    with pytest.raises(NotAdmitted) as caught:
        read_book(Admitted(format_, content) if format_ else admit(content))
    return caught.value


def test_values_of_every_kind() -> None:
    values = ["007", "Rathaus\nOst", 40, 0.4, True, date(2026, 12, 15), datetime(2026, 12, 15, 10, 30), clock(10, 30)]
    book = Workbook()
    book.active.append(values)  # type: ignore[union-attr]
    row = first(saved(book)).rows[0]
    assert row == values
    assert [type(value) for value in row[:2]] == [str, str]


def test_cells_keep_their_places() -> None:
    sheet = first(filled(C3="x"))
    assert sheet.rows == [[], [], [None, None, "x"]]
    assert (sheet.cell(2, 2), sheet.cell(9, 9), place(2, 2), place(6, 27)) == ("x", None, "C3", "AB7")


def test_a_text_that_begins_with_an_equals_sign() -> None:
    book = Workbook()
    cell = book.active["A1"]  # type: ignore[index]
    cell.value, cell.data_type = "=1+1", "s"
    sheet = first(saved(book))
    assert (sheet.cell(0, 0), sheet.mark(0, 0)) == ("=1+1", None)


def test_a_formula_without_result_is_no_empty_cell() -> None:
    sheet = first(filled(A1="=1+1"))
    assert (sheet.cell(0, 0), sheet.mark(0, 0)) == (None, "uncomputed")


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!"])
def test_an_error_is_no_empty_cell(error: str) -> None:
    assert first(filled(B2=error)).mark(1, 1) == "error"


@pytest.mark.parametrize(
    ("cell", "value", "mark"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2, "formula"),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None, "formula"),
        ('<c r="A1" t="str"><f>A2</f><v>Ja</v></c>', "Ja", "formula"),
        ('<c r="A1"><f>1+1</f></c>', None, "uncomputed"),
        ("<c r='A1' t='e'><v>#N/A</v></c>", None, "error"),
        ('<c t="e"><v>#N/A</v></c>', None, "error"),
        ('<c r="A1"/>', None, None),
        ('<c r="A1" t="inlineStr"><is><r><t>Rat</t></r><r><t>haus</t></r></is></c>', "Rathaus", None),
        ('<c r="A1" t="b"><v>1</v></c>', True, None),
        ('<c r="A1" t="str"><v>a_x000D_b</v></c>', "a\rb", None),
    ],
)
def test_what_a_cell_holds(cell: str, value: object, mark: str | None) -> None:
    sheet = first(with_rows(f'<row r="1">{cell}</row>'))
    assert (sheet.cell(0, 0), sheet.mark(0, 0)) == (value, mark)


def test_a_prefix_changes_nothing() -> None:
    parts = parts_of(filled(A1=1))
    parts[SHEET] = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="A1"><x:f>1+1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert first(archive_of(parts)).mark(0, 0) == "uncomputed"


def test_merged_cells_are_known_with_their_range() -> None:
    book = Workbook()
    book.active["B7"] = "zwei"  # type: ignore[index]
    book.active.merge_cells("B7:B9")  # type: ignore[union-attr]
    sheet = first(saved(book))
    assert (sheet.mark(8, 1), sheet.merged_with(6, 1), sheet.mark(6, 2)) == ("merged", "B7:B9", None)


def test_hidden_and_very_hidden_sheets_are_read() -> None:
    book = Workbook()
    for name, state in (("H", "hidden"), ("V", "veryHidden")):
        page = book.create_sheet(name)
        page["A1"], page.sheet_state = name, state
    sheets = read(saved(book)).sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Sheet", False), ("H", True), ("V", True)]
    assert sheets[2].rows == [["V"]]


def test_a_sheet_of_only_a_chart_is_said() -> None:
    book = Workbook()
    book.create_chartsheet("Bild").add_chart(BarChart())
    assert any("„Bild“ ist kein Tabellenblatt" in note for note in read(saved(book)).notes)


def test_days_of_the_other_epoch() -> None:
    parts = parts_of(filled(A1=date(2026, 12, 15)))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr />", b'<workbookPr date1904="1"/>')
    assert b"date1904" in parts["xl/workbook.xml"]
    value = first(archive_of(parts)).cell(0, 0)
    assert value == date(2030, 12, 16)


@pytest.mark.parametrize("dimension", ["A1:XFD1048576", "A1:A1", ""])
def test_the_dimension_may_lie(dimension: str) -> None:
    before = f'<dimension ref="{dimension}"/>' if dimension else ""
    sheet = first(with_rows('<row r="3"><c r="B3"><v>5</v></c></row>', before=before))
    assert sheet.cell(2, 1) == 5


@pytest.mark.parametrize("stray", ["XFD1048576", "A1048576", "XFD1"])
def test_one_cell_far_outside_is_left_out_and_said(stray: str) -> None:
    started = time.monotonic()
    book = read(filled(A1="x", **{stray: "weit weg"}))
    assert time.monotonic() - started < 10
    assert book.sheets[0].cell(0, 0) == "x"
    assert "Weit außerhalb der Tabelle" in book.notes[0]


def test_rows_beyond_the_limit_are_said() -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet("viel")
    for number in range(21_000):
        page.append([number])
    found = read(saved(book))
    assert len(found.sheets[0].rows) == 20_000
    assert "gelesen werden höchstens 20.000 Zeilen" in found.notes[0]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>999</v></c></row>',  # no such shared string
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>zwölf</v></c></row>',  # a text in a number
        '<row r="1"><c r="A1" t="d"><v>2026-13-45</v></c></row>',
        '<row r="1"><c r="A1" s="4711"><v>1</v></c></row>',  # no such style
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="99999999999999"><c r="A99999999999999"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',  # never ends
        "<row><c><v>1</row></v></c>",
        "\0",
        '</sheetData><dimension ref="unfug"/><sheetData>',
    ],
)
def test_broken_cells_never_raise_anything_but_a_sentence(rows: str) -> None:
    found = read_or_told(with_rows(rows))
    if isinstance(found, NotAdmitted):
        assert "beschädigt" in found.what
        assert found.todo
        assert found.details


@pytest.mark.parametrize("missing", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_missing_part(missing: str) -> None:
    parts = parts_of(filled(A1=1))
    del parts[missing]
    found = read_or_told(archive_of(parts))
    assert isinstance(found, ReadBook) or "beschädigt" in found.what


def test_an_old_xls_of_nothing_is_damaged() -> None:
    assert "beschädigt" in refused(ole("Workbook") + bytes(5000)).what


def test_a_panic_of_the_reading_library_is_a_sentence() -> None:
    for content in (ole("Workbook"), ole("Book") + b"\xff" * 4096, bytes(3000)):
        assert refused(content, "xls").what.endswith(".")
    for content in (b"PK\x03\x04", archive_of({"xl/workbook.bin": b"\xff" * 500})):
        assert refused(content, "xlsb").what.endswith(".")


def test_text_without_end_is_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2001))
    parts = parts_of(with_rows(rows))
    text = bytes(range(97, 123)).decode() * 2000
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    ).encode()
    assert "viel mehr als" in refused(archive_of(parts)).what


def test_memory_is_limited() -> None:
    """An .xlsx whose cells would be laid out as a table of four thousand million."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="ZZ99999"><v>1</v></c></row>'
    started = time.monotonic()
    found = read_or_told(with_rows(rows))
    assert found.notes if isinstance(found, ReadBook) else "Speicher" in found.what or "beschädigt" in found.what
    assert time.monotonic() - started < 10


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reader, "MOST_SECONDS", 0.001)
    assert "dauerte ungewöhnlich lange" in refused(filled(A1=1)).what


def test_nothing_of_the_current_folder_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "python_calamine.py", "kn_desk.py"):
        (tmp_path / name).write_text("raise SystemExit('fremd')")
    monkeypatch.chdir(tmp_path)
    assert first(filled(A1="x")).rows == [["x"]]


def test_a_link_to_another_file_is_not_followed() -> None:
    sheet = first(with_rows('<row r="1"><c r="A1"><f>[1]Fremd!A1</f><v>7</v></c></row>'))
    assert (sheet.cell(0, 0), sheet.mark(0, 0)) == (7, "formula")


def test_the_child_says_nothing_but_its_answer() -> None:
    """Even a file that makes the library panic leaves no trace on the terminal of the person."""
    content = ole("Workbook") + b"\x09\x08" * 3000
    done = subprocess.run(
        [sys.executable, "-c",
         "import sys; from kn_desk.exchange.sheet_reader import *; from kn_desk.errors import UserError\n"
         "try: read_book(Admitted('xls', sys.stdin.buffer.read()))\nexcept UserError as error: print(error.what)"],
        input=content, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stderr == b""


def test_an_ods_keeps_its_marks() -> None:
    """What LibreOffice writes for a formula and an error, in runs of equal cells too."""
    cells = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
        "</table:table-row>"
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet><table:table table:name='T'>{cells}</table:table></office:spreadsheet>"
    content = f'<office:document-content{spaces} xmlns:calcext="urn:x">{body}</office:body></office:document-content>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    sheet = first(file.getvalue())
    assert sheet.marks == {(0, 2): "error", (1, 2): "error", (2, 0): "formula"}
