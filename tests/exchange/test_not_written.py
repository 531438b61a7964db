"""When an export is stopped or cannot be written, the old file stands there and nothing else is left behind."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from kn_desk.errors import UserError
from kn_desk.exchange.book import Book
from kn_desk.exchange.overall_workbook import export_overall
from kn_desk.exchange.progress import Cancelled
from kn_desk.exchange.record_sheet import Written
from kn_desk.exchange.row_xml import letter
from kn_desk.exchange.written_check import NotAsWritten, check_written
from kn_desk.storage.files import WriteFailure
from kn_desk.storage.office_file import Office


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary files; it is empty again in the end."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file from last time."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "alt.xlsx").write_bytes(b"old")
    return folder / "alt.xlsx"


def test_progress_counts_every_row(office: Office, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report = export_overall(office, tmp_path / "a.xlsx", progress=lambda *said: seen.append(said))
    assert seen[-1][0] == seen[-1][1] == report.rows
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


@pytest.fixture(scope="module")
def questions(office: Office, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often a whole export asks whether to go on."""
    asked: list[bool] = []

    def ask() -> bool:
        asked.append(True)
        return False

    export_overall(office, tmp_path_factory.mktemp("whole") / "a.xlsx", cancelled=ask)
    return len(asked)


@pytest.mark.parametrize("share", [0, 0.3, 0.6, 0.9, 1])
def test_a_cancelled_export_leaves_nothing(
    office: Office, target: Path, scratch: Path, share: float, questions: int
) -> None:
    asked = iter([False] * int(share * (questions - 1)))
    with pytest.raises(Cancelled):
        export_overall(office, target, cancelled=lambda: next(asked, True))
    assert [path.name for path in target.parent.iterdir()] == ["alt.xlsx"]
    assert target.read_bytes() == b"old"


def test_an_export_that_works_leaves_no_temporary_files(office: Office, target: Path, scratch: Path) -> None:
    export_overall(office, target)
    assert [path.name for path in target.parent.iterdir()] == ["alt.xlsx"]
    assert target.read_bytes()[:2] == b"PK"


def test_a_folder_that_does_not_exist_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(WriteFailure, match="gibt es nicht"):
        export_overall(office, tmp_path / "nirgends" / "a.xlsx")


def test_a_folder_is_no_target(office: Office, tmp_path: Path) -> None:
    (tmp_path / "ordner.xlsx").mkdir()
    with pytest.raises(UserError, match="ist ein Ordner"):
        export_overall(office, tmp_path / "ordner.xlsx")


def test_another_ending_and_the_office_file_itself_are_no_target(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="kein Name für eine Excel-Mappe"):
        export_overall(office, tmp_path / "a.xls")
    (tmp_path / "a.xlsx").hardlink_to(office.path)
    with pytest.raises(UserError, match="aus der exportiert wird"):
        export_overall(office, tmp_path / "a.xlsx")


class _FullDisk(Book):
    def save(self, path: Path) -> None:
        super().save(path)
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_said_and_the_old_file_stays(
    office: Office, target: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kn_desk.exchange.book.Book", _FullDisk)
    with pytest.raises(WriteFailure, match="Datenträger voll"):
        export_overall(office, target)
    assert [path.name for path in target.parent.iterdir()] == ["alt.xlsx"]
    assert target.read_bytes() == b"old"


def as_written(workbook: Path) -> Written:
    """Return what the sheet of the Maßnahmen was written with."""
    sheet = load_workbook(workbook)["Maßnahmen"]
    ranges = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): str(rule.formula1)
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    totals = {}
    for place in range(1, sheet.max_column + 1):
        cells = [sheet.cell(row, place) for row in range(4, 7)]
        if cells[0].number_format == '#,##0.00 "€"':
            values = [Decimal(repr(cell.value)) for cell in cells if cell.value is not None]
            totals[letter(place)] = sum(values, Decimal(0))
    headers = tuple(str(cell.value) for cell in sheet[3])
    return Written("Maßnahmen", "tblMassnahmen", 3, headers, totals, ranges, "C4")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>12345.67</v>", b"<v>12345.68</v>"),
        (b'<row r="5"', b'<row r="6"><c r="A6"><f>1+1</f></c></row><row r="5"'),
        (b"Konstanz-WLAN</t>", b"Konstanz-WLAN<t>"),
        (b"lstStatus</formula1>", b"lstFehlt</formula1>"),
        (b'topLeftCell="C4"', b'topLeftCell="A1"'),
        (b"<tableParts", b'<autoFilter ref="A3:B4"/><tableParts'),
        (b"Titel</t>", b"Anders</t>"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_refused(
    workbook: Path, tmp_path: Path, old: bytes, new: bytes
) -> None:
    written = as_written(workbook)
    names = load_workbook(workbook, read_only=True).sheetnames
    check_written(workbook, [written], names)
    changed = tmp_path / "b.xlsx"
    part = next(f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, 1) if name == "Maßnahmen")
    with ZipFile(workbook) as source, ZipFile(changed, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            copy.writestr(name, content.replace(old, new, 1) if name == part else content)
    with pytest.raises(NotAsWritten):
        check_written(changed, [written], names)
