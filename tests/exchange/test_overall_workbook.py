"""The Gesamtmappe as a person who opens it finds it."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.overall_workbook import export_overall
from kn_desk.exchange.progress import Report
from kn_desk.fields.kinds import Day, Moment, Money
from kn_desk.records.catalogue import RECORDS
from kn_desk.storage.office_file import Office


@pytest.fixture(scope="module")
def book(report: Report) -> Any:
    return load_workbook(report.path)


def column(sheet: Worksheet, header: str) -> list[Any]:
    """Return the cells under a header."""
    place = next(cell.column for cell in sheet[3] if cell.value == header)
    return [sheet.cell(row, place) for row in range(4, sheet.max_row + 1)]


def test_the_cover_comes_first_and_the_lists_are_hidden(book: Any) -> None:
    assert book.sheetnames[0] == "Deckblatt"
    assert book["Listen"].sheet_state == "hidden"
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["Listen"]


def test_every_live_record_is_in_it(book: Any, office: Office, report: Report) -> None:
    with office.read() as reader:
        counts = reader.counts()
        for cls in RECORDS:
            if cls.spec.name in counts:
                codes = [cell.value for cell in column(book[cls.spec.plural], "Kennung")]
                assert codes == [record.code for record in reader.rows(cls)]
            else:
                assert cls.spec.plural not in book.sheetnames
    assert report.rows == sum(counts.values())


def test_every_value_has_its_real_type(book: Any, office: Office) -> None:
    with office.read() as reader:
        for cls in RECORDS:
            for spec in cls.spec.fields.values():
                records = reader.rows(cls)
                if spec.internal or not records:
                    continue
                for record, cell in zip(records, column(book[cls.spec.plural], spec.label), strict=True):
                    value = getattr(record, spec.name)
                    if value in (None, ()):
                        assert cell.value is None
                    elif isinstance(spec.kind, Day):
                        assert cell.value.date() == value
                        assert cell.number_format == "dd.mm.yyyy"
                    elif isinstance(spec.kind, Money):
                        assert round(Decimal(repr(cell.value)), 2) == Decimal(value) / 100
                        assert cell.number_format == '#,##0.00 "€"'
                    elif spec.kind.excel_format == "@":
                        assert isinstance(cell.value, str)
                        assert cell.number_format == "@"


def test_links_are_readable_and_carry_their_codes(book: Any) -> None:
    sheet = book["Förderanträge"]
    assert column(sheet, "Maßnahmen")[0].value == "M-2026-001 Konstanz-WLAN"
    assert column(sheet, "Förderprogramm")[0].value == "FP-2026-001 Smart Cities"


def test_a_light_has_symbol_and_word_and_its_sentence(book: Any) -> None:
    sheet = book["Maßnahmen"]
    assert [cell.value for cell in column(sheet, "Ampel")][:2] == ["● Im Plan", "■ Kritisch"]
    assert column(sheet, "Ampel: Grund")[1].value.startswith("Plan-Ende 01.10.2026")
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert {rule.formula[0].split("=")[1] for rule in rules} >= {'"● Im Plan"', '"■ Kritisch"', '"▲ Verzögert"'}
    fills = {rule.formula[0].split("=")[1]: rule.dxf.fill.bgColor.rgb for rule in rules}
    assert fills['"■ Kritisch"'].endswith("FBE0DF")


def test_percent_is_a_fraction_and_time_a_time(book: Any) -> None:
    assert column(book["Maßnahmen"], "Fortschritt")[0].value == 0.4
    assert column(book["Maßnahmen"], "Fortschritt")[0].number_format == "0%"
    assert column(book["Sitzungen"], "Beginn")[0].value == time(10)
    assert column(book["Förderanträge"], "Förderquote")[0].value == pytest.approx(0.6507)


def test_drop_downs_come_from_named_ranges_that_hold_the_words(book: Any) -> None:
    sheet = book["Maßnahmen"]
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert "lstStatus" in lists
    place = book.defined_names["lstStatus"].attr_text
    title, cells = place.replace("$", "").split("!")
    words = [row[0].value for row in book[title.strip("'")][cells]]
    assert words[:2] == ["Idee", "Geplant"]
    for other in book:
        for rule in other.data_validations.dataValidation:
            assert rule.error
            assert rule.type != "list" or rule.formula1 in book.defined_names


def test_the_header_and_the_name_stay_in_sight(book: Any, office: Office) -> None:
    with office.read() as reader:
        for cls in RECORDS:
            if reader.rows(cls):
                assert book[cls.spec.plural].freeze_panes == "C4"


def test_every_sheet_is_ready_for_paper(book: Any) -> None:
    for sheet in book:
        if sheet.title == "Listen":
            continue
        assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&P von &N" in sheet.oddFooter.center.text
        if sheet.title not in ("Deckblatt", "Auswertung"):
            assert sheet.print_title_rows
            assert sheet.page_setup.orientation == "landscape"


def test_a_column_without_any_value_is_there_but_hidden(book: Any) -> None:
    sheet = book["Personen"]
    place = column(sheet, "Raum")[0].column_letter
    assert sheet.column_dimensions[place].hidden
    assert not sheet.column_dimensions[column(sheet, "Telefon")[0].column_letter].hidden
    assert column(sheet, "Telefon")[0].value == "007531 900-0"


def test_the_cover_tells_what_it_is_and_leads_to_every_sheet(book: Any, report: Report) -> None:
    cover = book["Deckblatt"]
    said = {str(cell.value) for row in cover.iter_rows() for cell in row if cell.value is not None}
    assert {"Stadt Konstanz", "Gesamtmappe", report.number} <= said
    assert any("konstanz.kndesk" in text for text in said)
    assert any("Bearbeitung aktivieren" in text for text in said)
    assert any(text.startswith("Intern") for text in said)
    leads = {cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert leads == {f"'{name}'!A1" for name in book.sheetnames if name not in ("Deckblatt", "Listen")}
    for sheet in book:
        if sheet.title not in ("Deckblatt", "Listen"):
            links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
            assert links == {"'Deckblatt'!A1"}


def test_the_properties_name_the_program(book: Any) -> None:
    assert book.properties.creator == "KN Desk"
    assert book.properties.title.startswith("Gesamtmappe")


def test_confidential_fields_stay_at_home_where_they_are_not_wanted(office: Office, tmp_path: Path, book: Any) -> None:
    assert column(book["Maßnahmen"], "Interne Notiz")[0].value == "Nur für uns"
    export_overall(office, tmp_path / "a.xlsx", internal=False)
    shared = load_workbook(tmp_path / "a.xlsx")
    assert "Interne Notiz" not in [cell.value for cell in shared["Maßnahmen"][3]]
    assert not any(cell.value == "Nur für uns" for sheet in shared for row in sheet.iter_rows() for cell in row)
    said = [str(cell.value) for row in shared["Deckblatt"].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("Ohne interne Notizen") for text in said)


def test_more_records_than_a_sheet_holds_go_on_on_the_next(office: Office, tmp_path: Path) -> None:
    report = export_overall(office, tmp_path / "a.xlsx", most_rows=2)
    book = load_workbook(tmp_path / "a.xlsx")
    assert [len(column(book[name], "Kennung")) for name in ("Maßnahmen", "Maßnahmen (2)")] == [2, 1]
    tables = [name for sheet in book for name in sheet.tables]
    assert {"tblMassnahmen", "tblMassnahmen_2", "tblTagesordnung", "tblFoerderung"} <= set(tables)
    assert any("Maßnahmen: 3 Zeilen sind zu viel für ein Blatt" in note for note in report.notes)


def test_the_same_data_gives_equal_cells(office: Office, tmp_path: Path) -> None:
    cells = []
    for name in ("a.xlsx", "b.xlsx"):
        export_overall(office, tmp_path / name)
        book = load_workbook(tmp_path / name)
        cells.append(
            [[cell.value for cell in row] for sheet in book.worksheets[1:] for row in sheet.iter_rows(min_row=3)]
        )
    assert cells[0] == cells[1]


def test_the_moment_is_that_of_konstanz(book: Any) -> None:
    said = {str(cell.value) for row in book["Deckblatt"].iter_rows() for cell in row if cell.value}
    moments = [text.removesuffix(" Uhr") for text in said if text.endswith(" Uhr")]
    assert len(moments) == 1
    assert abs((datetime.now().astimezone() - Moment().read(datetime.strptime(moments[0], "%d.%m.%Y %H:%M"))).days) <= 1  # type: ignore[operator]


def test_dates_are_days_without_a_time(book: Any) -> None:
    assert [cell.value for cell in column(book["Aufgaben"], "Bis wann")] == [datetime(2026, 11, 20)]
    assert column(book["Sitzungen"], "Datum")[0].value.date() == date(2026, 11, 12)
