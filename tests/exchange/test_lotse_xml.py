"""Every Lotsenmappe of the sample and of an awkward office: its XML has nothing that makes Excel repair it."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.paths import Home
from kn_desk.services.office_files import make
from kn_desk.storage.office_file import open_office
from tests.exchange.excel_rules import faults
from tests.exchange.lotse_office import fill
from tests.makers.offices import AUTHOR, SettableClock, Template


@pytest.fixture(scope="module")
def books(template: Template, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The workbooks of both runs."""
    folder = tmp_path_factory.mktemp("books")
    home, clock = Home(folder / "home"), SettableClock()
    make(folder / "k.kndesk", "Test", home, sample=True, clock=clock)
    with open_office(folder / "k.kndesk", home, writes=True, clock=clock) as office:
        sample = send_sheets(office, folder, AUTHOR).folder
    with template.desk(folder).opened() as opened:
        fill(opened)
        awkward = send_sheets(opened.office, folder, AUTHOR).folder
    return sorted([*sample.glob("*.xlsx"), *awkward.glob("*.xlsx")])


def test_nothing_in_any_workbook_of_a_run_makes_excel_repair_it(books: list[Path]) -> None:
    assert len(books) > 20
    assert {path.name: found for path in books if (found := faults(path))} == {}


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("xl/worksheets/sheet2.xml", b"<formula1>lstStatus</formula1>", b"<formula1>lstFort</formula1>", "drop-down"),
        ("xl/worksheets/sheet2.xml", b"<formula1>lstStatus</formula1>",
         b'<formula1>"' + b"Idee," * 60 + b'"</formula1>', "a list in the rule"),
        ("xl/worksheets/sheet2.xml", b"<sheetProtection", b'<autoFilter ref="A4:K5"/><sheetProtection', "a filter"),
        ("xl/worksheets/sheet2.xml", b' s="1"', b' s="999"', "no such style"),
        ("xl/worksheets/sheet2.xml", b"</row><row", b'</row><row r="5"></row><row', "out of order"),
        ("xl/worksheets/sheet2.xml", b'dxfId="', b'dxfId="9', "no such conditional look"),
        ("xl/worksheets/sheet2.xml", b">Kennung<", b">Kennnung<", "headers are not those"),
        ("xl/worksheets/sheet1.xml", b"Meilensteine'!A1", b"Fort'!A1", "link to"),
        ("xl/tables/table1.xml", b'ref="A4', b'ref="B4', "its filter"),
        ("xl/tables/table1.xml", b'displayName="tblMassnahmen"', b'displayName="tbl Massnahmen"', "table"),
        ("xl/tables/table2.xml", b"tblMeilensteine", b"tblMassnahmen", "of one name"),
        ("xl/tables/table2.xml", b' id="2"', b' id="1"', "of one id"),
        ("xl/workbook.xml", b"lstStatus", b"TBLMASSNAHMEN", "drop-down"),
        ("xl/workbook.xml", b"Listen'!$", b"Fort'!$", "name "),
        ("xl/workbook.xml", b'name="Aufgaben"', b'name="Kontakt"', "two sheets"),
        ("xl/styles.xml", b'fontId="1"', b'fontId="99"', "no such font"),
        ("[Content_Types].xml", b"/xl/tables/table1.xml", b"/xl/tables/table9.xml", "which is not there"),
        ("xl/worksheets/_rels/sheet2.xml.rels", b"table1.xml", b"table9.xml", "is not there"),
    ],
)  # fmt: skip
def test_each_fault_would_be_noticed(
    books: list[Path], tmp_path: Path, part: str, old: bytes, new: bytes, said: str
) -> None:
    book = next(path for path in books if path.name.startswith("KN_Massnahmen_Hoch-"))
    with ZipFile(book) as source, ZipFile(tmp_path / "a.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content, content[:3000]
                content = content.replace(old, new, 1) if b"displayName" not in old else content.replace(old, new)
            target.writestr(name, content)
    try:
        found = faults(tmp_path / "a.xlsx")
    except KeyError as error:
        found = [f"{error} is not there"]
    assert any(said in fault for fault in found), found
