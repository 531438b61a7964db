"""A Lotsenmappe that LibreOffice opened and saved: what makes it a form survives as far as the format can hold it.

Frozen panes belong to the view, and LibreOffice converts without one: they are looked at in the XML that we write.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.exchange.sheet_format import INPUTS, PROPOSAL_FIELDS, SheetFormat, loaded_json
from tests.exchange.lotse_office import fill
from tests.makers.libreoffice import MARKS, convert
from tests.makers.offices import AUTHOR, Template

pytestmark = MARKS

Saved = Callable[[str], Path]


@pytest.fixture(scope="module")
def saved(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Return a Lotsenmappe as LibreOffice saves it in a format; each is made once."""
    folder = tmp_path_factory.mktemp("lotse")
    with template.desk(folder).opened() as opened:
        stock = fill(opened)
        report = send_sheets(opened.office, folder, AUTHOR)
    sheet = next(sheet for sheet in report.sheets if sheet.unit == stock.unit.id)
    source = folder / "Mappe.xlsx"
    source.write_bytes((report.folder / str(sheet.file_name)).read_bytes())
    made: dict[str, Path] = {}

    def save(kind: str) -> Path:
        if kind not in made:
            target = folder / kind
            target.mkdir()
            [made[kind]] = convert(target, kind, source)
        return made[kind]

    return save


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_was_sent_and_every_value_is_still_there(saved: Saved, kind: str) -> None:
    with CalamineWorkbook.from_path(str(saved(kind))) as book:
        sent = SheetFormat.from_rows(book.get_sheet_by_name("_kn").to_python()).values
        seen = 0
        for name, inputs in INPUTS.items():
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            fields = next(row for row in rows if "kn_id" in row)
            for row in rows[rows.index(fields) + 2 :]:
                cells = dict(zip(fields, row, strict=True))
                for field, cls in inputs.items():
                    value = cls.spec.fields[field].kind
                    key = (name, str(cells["kn_id"]), field)
                    assert value.read_cell(cells[field]) == loaded_json(value, sent[key]), key
                    seen += 1
        assert seen == len(sent)


def test_as_xlsx_it_is_still_the_same_form(saved: Saved) -> None:
    _is_form(load_workbook(saved("xlsx")), tables=True)


def test_as_ods_it_keeps_drop_downs_and_protection(saved: Saved, tmp_path: Path) -> None:
    with ZipFile(saved("ods")) as archive:
        content = archive.read("content.xml").decode()
    assert content.count('table:protected="true"') == 8
    assert 'table:name="tblMassnahmen"' in content
    assert 'table:name="lstStatus"' in content
    _is_form(load_workbook(convert(tmp_path, "xlsx", saved("ods"))[0]), tables=False)


def test_as_xls_it_keeps_all_but_the_tables(saved: Saved, tmp_path: Path) -> None:
    _is_form(load_workbook(convert(tmp_path, "xlsx", saved("xls"))[0]), tables=False)


def _is_form(book: Any, *, tables: bool) -> None:
    for name in (*INPUTS, "Neue Vorschläge"):
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.column_dimensions["A"].hidden
        assert sheet.print_title_rows == "$4:$4"
        assert bool(sheet.tables) or not tables
        names = [cell.value for cell in sheet[3]]
        inputs = INPUTS.get(name, dict.fromkeys(PROPOSAL_FIELDS))
        for field, cell in zip(names, sheet[5], strict=False):
            assert cell.protection.locked == (field not in inputs), (name, field)
        rules = {str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for field, cell in zip(names, sheet[5], strict=False):
            if field in inputs and field in ("status", "progress", "end_forecast", "done_on", "end_planned"):
                assert rules[cell.coordinate].error
                assert (rules[cell.coordinate].type == "list") == (field == "status")
