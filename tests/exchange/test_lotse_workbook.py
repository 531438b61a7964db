"""Lotsenmappen as a Lotse opens them, as Excel's parser sees them, and as the run leaves them."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from defusedxml import ElementTree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kn_desk.errors import UserError
from kn_desk.exchange.cell_text import CellText
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.lotse_check import check_lotse_workbook
from kn_desk.exchange.lotse_content import content_of
from kn_desk.exchange.lotse_forms import forms_of
from kn_desk.exchange.lotse_run import RunReport, send_sheets
from kn_desk.exchange.progress import Cancelled
from kn_desk.exchange.sheet_format import INPUTS, PROPOSAL_FIELDS, PROPOSAL_ROWS, SheetFormat, loaded_json
from kn_desk.exchange.written_check import NotAsWritten
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import ChangeSet
from kn_desk.records.office import Sheet, SheetRun
from kn_desk.services.dispatch import plan
from tests.exchange.lotse_office import DAY, HOSTILE, Stock, fill
from tests.makers.anything import TODAY
from tests.makers.offices import AUTHOR, Opened, Template

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABS = ["Deckblatt", "Maßnahmen", "Meilensteine", "Aufgaben", "Neue Vorschläge", "Kontakt", "Listen", "_kn"]
FORMS = TABS[1:6]
FILE = "KN_Massnahmen_Hoch-Tiefbauamt-Sued_2026-H2.xlsx"


@pytest.fixture(scope="module")
def sending(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, Stock, RunReport]]:
    """An office, what is in it, and a run of it; tests only read them."""
    folder = tmp_path_factory.mktemp("lotse")
    with template.desk(folder).opened() as opened:
        stock = fill(opened)
        yield opened, stock, send_sheets(opened.office, folder, AUTHOR)


@pytest.fixture(scope="module")
def report(sending: tuple[Opened, Stock, RunReport]) -> RunReport:
    return sending[2]


@pytest.fixture(scope="module")
def stock(sending: tuple[Opened, Stock, RunReport]) -> Stock:
    return sending[1]


@pytest.fixture(scope="module")
def book(report: RunReport) -> Any:
    return load_workbook(report.folder / FILE)


@pytest.fixture(scope="module")
def parts(report: RunReport) -> dict[str, bytes]:
    with ZipFile(report.folder / FILE) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def fromstring(content: bytes) -> Any:
    return ElementTree.fromstring(content)


def sheets(parts: dict[str, bytes]) -> list[Any]:
    return [fromstring(content) for name, content in parts.items() if name.startswith("xl/worksheets/sheet")]


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the cells of each row by the names of their fields."""
    names = [str(cell.value) for cell in sheet[3]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=5)]


def values(sheet: Worksheet) -> list[dict[str, Any]]:
    return [{name: cell.value for name, cell in row.items()} for row in rows(sheet)]


# --- What a Lotse finds


def test_the_tabs_are_there_and_what_is_ours_is_hidden(book: Any) -> None:
    assert book.sheetnames == TABS
    states = {sheet.title: sheet.sheet_state for sheet in book if sheet.sheet_state != "visible"}
    assert states == {"Listen": "hidden", "_kn": "veryHidden"}
    for name in FORMS:
        assert book[name].column_dimensions["A"].hidden
        assert book[name].row_dimensions[3].hidden
        assert book[name]["A3"].value == book[name]["A4"].value == "kn_id"


def test_the_deckblatt_says_what_to_do(book: Any, stock: Stock) -> None:
    text = "\n".join(str(cell.value) for row in book["Deckblatt"] for cell in row if cell.value is not None)
    assert stock.period.due_on is not None
    for words in (
        "Hoch- & Tiefbauamt „Süd“", "Rückgabe bis", f"{stock.period.due_on:%d.%m.%Y}", "Rückgabe an",
        "per Antwort auf die E-Mail", "„Bearbeitung aktivieren“", "Gelb", "Grau", "● Im Plan", "■ Kritisch",
        "Müßig, Ida", "3 Einträge", "10 freie Zeilen", "Exportnummer", "Vertraulichkeit",
    ):  # fmt: skip
        assert words in text
    assert {cell.hyperlink.location for row in book["Deckblatt"] for cell in row if cell.hyperlink} == {
        f"'{name}'!A1" for name in FORMS
    }


def test_the_unit_gets_its_items_and_those_below_it(book: Any, stock: Stock) -> None:
    found = values(book["Maßnahmen"])
    assert [row["kn_id"] for row in found] == [item.id for item in stock.items]
    first = found[0]
    assert (first["code"], first["status"], first["progress"]) == (stock.items[0].code, "In Umsetzung", 0.4)
    assert first["end_forecast"].date() == TODAY + 95 * DAY
    assert first["text_done"] == "-Punkt 1\n-Punkt 2 _x005F_x000A_", "openpyxl does not take the escape back"
    assert first["text_next"] is None
    assert found[1]["title"].startswith('=HYPERLINK("http://x")')
    assert found[2]["title"] == "#REF!"


def test_milestones_tasks_and_persons_are_those_that_matter(book: Any, stock: Stock) -> None:
    assert [row["kn_id"] for row in values(book["Meilensteine"])] == [stock.milestone.id]
    assert values(book["Meilensteine"])[0]["state"] == "■ Überfällig"
    assert [row["kn_id"] for row in values(book["Aufgaben"])] == [stock.task.id]
    (contact,) = values(book["Kontakt"])
    assert (contact["kn_id"], contact["phone"], contact["room"]) == (stock.person.id, "007531 900-0", "-1.07")
    assert contact["role"] == "Digital Lotse/Lotsin"
    proposals = values(book["Neue Vorschläge"])
    assert [row["number"] for row in proposals] == list(range(1, PROPOSAL_ROWS + 1))
    assert not any(row[name] for row in proposals for name in ("kn_id", *PROPOSAL_FIELDS))


def test_nothing_internal_leaves_the_office(parts: dict[str, bytes]) -> None:
    for content in parts.values():
        assert "nur für uns".encode() not in content


def test_only_input_cells_are_unlocked_and_yellow(book: Any) -> None:
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.autoFilter
        assert not sheet.protection.formatColumns
        assert sheet.protection.sort, "a protected range with locked cells cannot be sorted"
    for name in FORMS:
        inputs = set(INPUTS.get(name, PROPOSAL_FIELDS))
        for row in rows(book[name]):
            assert {field for field, cell in row.items() if not cell.protection.locked} == inputs
            yellow = {row[field].fill.fgColor.rgb for field in inputs}
            assert len(yellow) == 1
            assert yellow.isdisjoint({cell.fill.fgColor.rgb for field, cell in row.items() if field not in inputs})
    for name in ("Deckblatt", "Listen", "_kn"):
        assert all(cell.protection.locked for row in book[name] for cell in row)


def test_inputs_are_checked_and_the_errors_are_german(book: Any) -> None:
    wanted = {
        ("Maßnahmen", "status"): "list", ("Maßnahmen", "progress"): "decimal", ("Maßnahmen", "end_forecast"): "date",
        ("Maßnahmen", "text_done"): "textLength", ("Meilensteine", "due_forecast"): "date",
        ("Meilensteine", "done_on"): "date", ("Aufgaben", "status"): "list", ("Aufgaben", "done_on"): "date",
        ("Kontakt", "absent_until"): "date", ("Neue Vorschläge", "end_planned"): "date",
    }  # fmt: skip
    for (name, field), kind in wanted.items():
        sheet = book[name]
        column = next(cell.column_letter for cell in sheet[3] if cell.value == field)
        (rule,) = (r for r in sheet.data_validations.dataValidation if str(r.sqref).startswith(f"{column}5"))
        assert rule.type == kind
        assert rule.showErrorMessage
        assert re.search(r"Bitte|zum Beispiel|Möglich", rule.error)
        if kind == "list":
            place, where = next(book.defined_names[rule.formula1].destinations)
            assert place == "Listen"
            assert book[place][where][0][0].value in ("Idee", "Offen")


def test_cells_have_their_real_types(book: Any) -> None:
    first = rows(book["Maßnahmen"])[0]
    assert first["progress"].number_format == "0%"
    assert first["end_planned"].number_format == "dd.mm.yyyy"
    assert first["text_next"].number_format == "@"
    assert rows(book["Maßnahmen"])[1]["title"].quotePrefix


def test_sheets_are_frozen_have_a_table_and_fit_the_paper(book: Any) -> None:
    for name in FORMS:
        sheet = book[name]
        assert sheet.freeze_panes == "D5"
        assert len(sheet.tables) == 1
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Seite &P von &N" in sheet.oddFooter.center.text


def test_a_unit_without_anything_gets_its_sheets_too(report: RunReport) -> None:
    book = load_workbook(report.folder / "KN_Massnahmen_Archiv_2026-H2.xlsx")
    assert book.sheetnames == TABS
    assert book["Maßnahmen"].max_row == 5
    assert not any(cell.value for cell in book["Maßnahmen"][5])
    assert len(values(book["Kontakt"])) == 1, "the Lotse belongs to another unit, but holds the role here"


# --- The key home


def test_kn_holds_every_value_and_the_office_keeps_the_same(sending: tuple[Opened, Stock, RunReport]) -> None:
    opened, stock, report = sending
    for sheet in report.sheets:
        assert sheet.file_name is not None
        with CalamineWorkbook.from_path(str(report.folder / sheet.file_name)) as book:
            found = SheetFormat.from_rows(book.get_sheet_by_name("_kn").to_python())
        stored = opened.again(Sheet, sheet.id)
        assert stored.values is not None
        assert SheetFormat.from_json(stored.values) == found
        assert (stored.checksum, stored.export_id, stored.step) == (found.checksum, found.export_id, found.step)
        assert (found.run, found.sheet, found.unit) == (stored.run, stored.id, stored.unit)
        assert found.period == stock.period.id
        with opened.office.read() as reader:
            assert (found.office, found.branch) == (reader.meta()["office"], reader.meta()["branch"])
            assert found.step in {step.uid for step in reader.steps()}


def test_a_sheet_that_comes_back_untouched_reads_as_it_was_sent(report: RunReport) -> None:
    with CalamineWorkbook.from_path(str(report.folder / FILE)) as book:
        sent = SheetFormat.from_rows(book.get_sheet_by_name("_kn").to_python()).values
        seen = 0
        for name, inputs in INPUTS.items():
            fields, _, *found = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[2:]
            for row in found:
                cells = dict(zip(fields, row, strict=True))
                for field, cls in inputs.items():
                    kind = cls.spec.fields[field].kind
                    assert kind.read_cell(cells[field]) == loaded_json(kind, sent[name, str(cells["kn_id"]), field])
                    seen += 1
    assert seen == len(sent) == 3 * 6 + 2 + 2 + 4


# --- Nothing makes Excel repair it


def test_there_is_no_formula_no_error_no_macro_and_no_link_outside(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts):
        assert not list(sheet.iter(f"{MAIN}f"))
        assert not [cell for cell in sheet.iter(f"{MAIN}c") if cell.get("t") == "e"]
        assert sheet.find(f"{MAIN}autoFilter") is None
    assert not [name for name in parts if "vba" in name or "externalLink" in name or "connection" in name]
    for name, content in parts.items():
        for relation in fromstring(content) if name.endswith(".rels") else ():
            folder = name.replace("_rels/", "").rpartition("/")[0]
            assert relation.get("TargetMode") is None
            assert relation.get("Target").lstrip("/") in parts or f"{folder}/{relation.get('Target')}" in parts
    assert b"#REF!" not in parts["xl/workbook.xml"]


def test_elements_and_cells_stand_in_order(parts: dict[str, bytes]) -> None:
    order = [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "mergeCells",
        "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
        "headerFooter", "tableParts",
    ]  # fmt: skip
    for sheet in sheets(parts):
        places = [order.index(child.tag.removeprefix(MAIN)) for child in sheet]
        assert places == sorted(places)
        numbers = [int(row.get("r")) for row in sheet.iter(f"{MAIN}row")]
        assert numbers == sorted(set(numbers))
        for row in sheet.iter(f"{MAIN}row"):
            letters = [re.sub(r"\d", "", cell.get("r")) for cell in row]
            assert letters == sorted(set(letters), key=lambda name: (len(name), name))


def test_names_are_unique_and_headers_those_of_the_table(parts: dict[str, bytes]) -> None:
    tables = [fromstring(content) for name, content in parts.items() if name.startswith("xl/tables/")]
    names = [table.get("name") for table in tables]
    assert sorted(names) == ["tblAufgaben", "tblKontakt", "tblMassnahmen", "tblMeilensteine", "tblNeueVorschlaege"]
    assert len({table.get("id") for table in tables}) == len(tables)
    for table in tables:
        columns = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
        assert all(columns)
        assert len({column.casefold() for column in columns}) == len(columns)
        assert table.find(f"{MAIN}autoFilter").get("ref") == table.get("ref")
    ranges = [name.get("name") for name in fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}definedName")]
    ours = [name.casefold() for name in ranges if not name.startswith("_xlnm.")]
    assert len(set(ours + [name.casefold() for name in names])) == len(ours + names)


def test_lists_are_ranges_texts_short_and_styles_few(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts):
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            assert len(rule.findtext(f"{MAIN}formula1")) < 100
            assert not rule.findtext(f"{MAIN}formula1").startswith(("=", '"'))
            assert len(rule.get("error")) <= 225
            assert len(rule.get("errorTitle")) <= 32
    styles = fromstring(parts["xl/styles.xml"])
    count = len(list(styles.find(f"{MAIN}cellXfs")))
    assert count < 100
    assert max(int(cell.get("s", 0)) for sheet in sheets(parts) for cell in sheet.iter(f"{MAIN}c")) < count


# --- The run


def test_the_folder_holds_a_workbook_per_unit_a_draft_per_lotse_and_the_list(report: RunReport) -> None:
    assert sorted(path.name for path in report.folder.iterdir()) == [
        "KN_Mail_Muessig-Ida_2026-H2.eml", "KN_Massnahmen_Archiv_2026-H2.xlsx", FILE, "Versandliste.xlsx",
    ]  # fmt: skip
    assert report.folder.name == "KN_Lotsenmappen_2026-H2"
    assert report.drafts == 1
    sheet = load_workbook(report.folder / "Versandliste.xlsx")["Versandliste"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert found[0] == ["Name", "Stelle", "E-Mail", "Datei", "E-Mail-Entwurf", "Versandt am"]
    assert {row[3] for row in found[1:]} == {FILE, "KN_Massnahmen_Archiv_2026-H2.xlsx"}
    assert all(row[0] == "Müßig, Ida" and row[2] == "ida@example.org" and row[5] is None for row in found[1:])
    assert list(sheet.tables) == ["tblVersand"]


def test_the_draft_carries_all_workbooks_of_the_lotse(report: RunReport) -> None:
    draft: Any = message_from_bytes((report.folder / "KN_Mail_Muessig-Ida_2026-H2.eml").read_bytes(), policy=default)
    assert draft["To"] == "Ida Müßig <ida@example.org>"
    assert "Rückgabe bis" in draft["Subject"]
    assert draft.get_body().get_content().startswith("Guten Tag Frau Müßig,\r\n\r\nanbei 2 Mappen")
    attached = {part.get_filename(): part.get_content() for part in draft.iter_attachments()}
    assert attached == {path.name: path.read_bytes() for path in report.folder.glob("KN_Massnahmen_*.xlsx")}


def test_a_second_run_overwrites_nothing_and_has_equal_cells(desk_run: tuple[Opened, Path]) -> None:
    opened, folder = desk_run
    first, second = (send_sheets(opened.office, folder, AUTHOR, return_to="an@example.org") for _ in range(2))
    assert (first.folder.name, second.folder.name) == ("KN_Lotsenmappen_2026-H2", "KN_Lotsenmappen_2026-H2_v2")
    one, other = (load_workbook(report.folder / FILE) for report in (first, second))
    for name in FORMS:
        assert values(one[name]) == values(other[name])
    assert "an@example.org" in {cell.value for row in one["Deckblatt"] for cell in row}
    with opened.office.read() as reader:
        assert len(reader.rows(SheetRun)) == 2


def test_stopping_leaves_nothing_behind(desk_run: tuple[Opened, Path]) -> None:
    opened, folder = desk_run
    before, told = set(folder.iterdir()), []
    with pytest.raises(Cancelled):
        send_sheets(
            opened.office, folder, AUTHOR,
            progress=lambda done, total, what: told.append((done, total, what)), cancelled=lambda: bool(told),
        )  # fmt: skip
    assert told == [(1, 2, "Archiv")]
    assert set(folder.iterdir()) == before
    with opened.office.read() as reader:
        assert not reader.rows(SheetRun)


def test_a_run_that_cannot_be_recorded_leaves_no_files(desk_run: tuple[Opened, Path]) -> None:
    opened, folder = desk_run
    before = set(folder.iterdir())

    def refuse(change: ChangeSet) -> Any:
        assert {edit.type for edit in change.edits} == {"sheet_run", "sheet"}
        raise UserError("Die Datei ist schreibgeschützt.")

    with pytest.raises(UserError, match="schreibgeschützt"):
        send_sheets(opened.office, folder, AUTHOR, apply=refuse)
    assert set(folder.iterdir()) == before


def test_a_folder_that_is_not_there_is_said(desk_run: tuple[Opened, Path]) -> None:
    opened, folder = desk_run
    with pytest.raises(UserError, match=r"Den Ordner .* gibt es nicht"):
        send_sheets(opened.office, folder / "nirgends", AUTHOR)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet2.xml", b"In Umsetzung", b"Idee"),
        ("xl/worksheets/sheet2.xml", b"<sheetProtection ", b'<sheetProtection password="ABCD" '),
        ("xl/worksheets/sheet2.xml", b'type="list"', b'type="list" x="y"><formula1>nix</formula1></dataValidation'),
        ("xl/worksheets/sheet3.xml", b"Netz steht", b"Netz liegt"),
        ("xl/worksheets/sheet8.xml", b"running", b"planned"),
        ("xl/workbook.xml", b"veryHidden", b"hidden"),
        ("xl/tables/table1.xml", b"tblMassnahmen", b"tblAnders"),
        ("xl/styles.xml", b'locked="0"', b'locked="1"'),
    ],
)
def test_a_file_that_is_not_as_meant_is_noticed(
    sending: tuple[Opened, Stock, RunReport], tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    opened, stock, report = sending
    stored = next(sheet for sheet in report.sheets if sheet.file_name == FILE)
    assert stored.values is not None
    with opened.office.read() as reader:
        near = LoadedNear(reader, BY_NAME)
        forms = forms_of(content_of(near, plan(reader), stock.unit), near, CellText())
    origin = SheetFormat.from_json(stored.values)
    check_lotse_workbook(report.folder / FILE, forms, origin)
    with ZipFile(report.folder / FILE) as source, ZipFile(tmp_path / "a.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            changed = content.replace(old, new, 1) if name == part else content
            assert name != part or changed != content
            target.writestr(name, changed)
    with pytest.raises(NotAsWritten):
        check_lotse_workbook(tmp_path / "a.xlsx", forms, origin)


def test_hostile_text_keeps_its_letters(report: RunReport) -> None:
    with CalamineWorkbook.from_path(str(report.folder / FILE)) as book:
        titles = [row[2] for row in book.get_sheet_by_name("Maßnahmen").to_python(skip_empty_area=False)]
    assert HOSTILE.replace("\u202e", "\u2426") in titles


@pytest.fixture
def desk_run(opened: Opened, tmp_path: Path) -> tuple[Opened, Path]:
    """A filled office of this test's own, and a folder to write to."""
    fill(opened)
    folder = tmp_path / "Mappen"
    folder.mkdir()
    return opened, folder
