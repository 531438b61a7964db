"""LibreOffice opens the Gesamtmappe: it becomes a PDF, and a workbook again with everything in it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Return the file that LibreOffice makes of ``source``."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{source.stem}.{kind}"


def test_it_becomes_a_pdf(workbook: Path, tmp_path: Path) -> None:
    assert convert(workbook, "pdf", tmp_path).read_bytes()[:5] == b"%PDF-"


def test_it_becomes_a_workbook_again(workbook: Path, tmp_path: Path) -> None:
    before, after = load_workbook(workbook), load_workbook(convert(workbook, "xlsx", tmp_path))
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                again = after[sheet.title][cell.coordinate]
                assert again.data_type != "f"
                assert (again.value or "") == (cell.value or ""), (sheet.title, cell.coordinate)
    assert {name for sheet in after for name in sheet.tables} == {name for sheet in before for name in sheet.tables}
