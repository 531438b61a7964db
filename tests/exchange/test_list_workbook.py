"""Diese Liste: the columns and the order of the table, its filters in words, real numbers and dates."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kn_desk.errors import UserError
from kn_desk.exchange.list_workbook import export_list, list_name
from kn_desk.exchange.progress import Cancelled
from kn_desk.services.desk import ListQuery
from kn_desk.services.paper.deadline_paper import ShownDeadlines
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paper.printable import AnyList
from kn_desk.storage.office_file import Office

COLUMNS = ("title", "code", "plan_light", "cost_total", "end_planned", "lead_unit", "progress")


def _shown(**query: Any) -> Listed:
    return Listed(ListQuery("strategy_item", **query), COLUMNS, "title")


def _book(office: Office, shown: AnyList, folder: Path) -> Any:
    return load_workbook(export_list(office, folder / "Liste.xlsx", shown).path)


def _said(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_columns_and_rows_stand_as_the_table_shows_them(office: Office, tmp_path: Path) -> None:
    sheet = _book(office, _shown(sort="title", descending=True), tmp_path)["Maßnahmen"]
    header = [cell.value for cell in sheet[3]]
    assert header == [
        "Titel", "Kennung", "Ampel", "Gesamtkosten", "Ende (Plan)", "Federführendes Amt", "Fortschritt",
    ]  # fmt: skip
    titles = [row[0].value for row in sheet.iter_rows(min_row=4)]
    with office.read() as reader:
        wanted = reader.ids(ListQuery("strategy_item", sort="title", descending=True))
        assert titles == [reader.name(identity) for identity in wanted]


def test_values_have_their_types(office: Office, tmp_path: Path) -> None:
    sheet = _book(office, _shown(contains="WLAN"), tmp_path)["Maßnahmen"]
    [row] = sheet.iter_rows(min_row=4)
    title, code, light, cost, end, unit, progress = row
    assert (title.value, code.value) == ("Konstanz-WLAN", "M-2026-001")
    assert light.value == "● Im Plan"
    assert (cost.value, cost.number_format) == (12345.67, '#,##0.00 "€"')
    assert (end.value.date(), end.number_format) == (date(2027, 2, 22), "dd.mm.yyyy")
    assert unit.value.endswith("Hochbauamt")
    assert progress.value == 0.4
    assert sheet.tables["tblMassnahmen"].ref == "A3:G4"


def test_a_title_that_looks_like_a_formula_stays_text(office: Office, tmp_path: Path) -> None:
    sheet = _book(office, _shown(contains="hyperlink"), tmp_path)["Maßnahmen"]
    cell = sheet["A4"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.startswith("=HYPERLINK")


def test_the_deckblatt_says_filter_order_and_how_many_in_words(office: Office, tmp_path: Path) -> None:
    shown = _shown(only={"status": ("running",)}, contains="wlan", sort="end_planned", descending=True)
    book = _book(office, shown, tmp_path)
    said = _said(book["Deckblatt"])
    assert "Status: In Umsetzung · enthält „wlan“" in said
    assert "nach Ende (Plan), absteigend" in said
    assert "1 von 3 Maßnahmen aus „konstanz.kndesk“" in said
    assert book.sheetnames == ["Deckblatt", "Maßnahmen", "Listen"]
    unfiltered = _said(_book(office, _shown(), tmp_path)["Deckblatt"])
    assert unfiltered[unfiltered.index("Filter") + 1] == "keiner"


def test_confidential_columns_stay_in_the_office_and_the_deckblatt_says_so(office: Office, tmp_path: Path) -> None:
    shown = Listed(ListQuery("strategy_item"), ("title", "note_internal"), "title")
    book = _book(office, shown, tmp_path)
    assert "Nur für uns" not in _said(book["Maßnahmen"])
    assert "Vertraulich und deshalb nicht dabei: Interne Notiz." in _said(book["Deckblatt"])


def test_an_order_of_ones_own_is_kept(office: Office, tmp_path: Path) -> None:
    with office.read() as reader:
        ids = tuple(reversed(reader.ids(ListQuery("strategy_item"))))
        names = [reader.name(identity) for identity in ids]
    shown = Listed(ListQuery("strategy_item"), ("title",), "title", ids, "Programm: EU")
    book = _book(office, shown, tmp_path)
    assert [row[0].value for row in book["Maßnahmen"].iter_rows(min_row=4)] == names
    assert "Programm: EU" in _said(book["Deckblatt"])


def test_fristen_are_a_list_too(office: Office, tmp_path: Path) -> None:
    sheet = _book(office, ShownDeadlines(), tmp_path)["Fristen"]
    assert [cell.value for cell in sheet[3]] == ["Frist", "Was", "Wozu", "Art", "Wer", "Kennung"]
    found = {row[1].value: row for row in sheet.iter_rows(min_row=4)}
    late = found["Angebot einholen"]
    assert late[0].value.date() == date(2026, 11, 20)
    assert late[3].value == "Aufgabe"


def test_an_empty_list_is_refused_and_nothing_is_written(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "leer.xlsx"
    with pytest.raises(UserError, match="leer"):
        export_list(office, target, _shown(contains="gibtesnicht"))
    assert list(tmp_path.iterdir()) == []


def test_stopped_it_leaves_what_was_there(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "Liste.xlsx"
    target.write_bytes(b"von gestern")
    with pytest.raises(Cancelled):
        export_list(office, target, _shown(), cancelled=lambda: True)
    assert target.read_bytes() == b"von gestern"
    assert list(tmp_path.iterdir()) == [target]


def test_progress_counts_the_rows(office: Office, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export_list(
        office, tmp_path / "Liste.xlsx", _shown(), progress=lambda done, total, what: told.append((done, total))
    )
    assert told[-1] == (3, 3)


def test_a_name_that_is_no_workbook_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Excel"):
        export_list(office, tmp_path / "Liste.pdf", _shown())


def test_the_file_is_named_after_the_list_and_the_day() -> None:
    assert list_name(_shown(), date(2026, 11, 24)) == "KN_Massnahmen_2026-11-24.xlsx"
