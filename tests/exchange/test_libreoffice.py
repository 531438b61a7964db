"""LibreOffice opens the Gesamtmappe: it becomes a PDF, and a workbook again with everything in it."""

from pathlib import Path

from openpyxl import load_workbook

from tests.makers.libreoffice import MARKS, convert

pytestmark = MARKS


def test_it_becomes_a_pdf(workbook: Path, tmp_path: Path) -> None:
    assert convert(tmp_path, "pdf", workbook)[0].read_bytes()[:5] == b"%PDF-"


def test_it_becomes_a_workbook_again(workbook: Path, tmp_path: Path) -> None:
    before, after = load_workbook(workbook), load_workbook(convert(tmp_path, "xlsx", workbook)[0])
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                again = after[sheet.title][cell.coordinate]
                assert again.data_type != "f"
                assert (again.value or "") == (cell.value or ""), (sheet.title, cell.coordinate)
    assert {name for sheet in after for name in sheet.tables} == {name for sheet in before for name in sheet.tables}
