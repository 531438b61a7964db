"""The agenda of the next Jour fixe, and the one of the last with its results."""

from datetime import time
from typing import Any

import pytest
from openpyxl import load_workbook

from kn_desk.exchange.progress import Report


@pytest.fixture(scope="module")
def book(report: Report) -> Any:
    return load_workbook(report.path)


def table(sheet: Any) -> list[list[Any]]:
    """Return the rows below the header of the agenda."""
    rows = [[cell.value for cell in row[:7]] for row in sheet.iter_rows()]
    return rows[next(place for place, row in enumerate(rows) if row[0] == "TOP") :]


def test_the_next_and_the_last_meeting_have_a_sheet(book: Any) -> None:
    assert [name for name in book.sheetnames if name.startswith("Agenda")] == ["Agenda JF 2026-23", "Agenda JF 2026-22"]


def test_the_agenda_has_numbers_times_and_minutes(book: Any) -> None:
    header, *rows = table(book["Agenda JF 2026-23"])
    assert header == ["TOP", "Beginn", "Min.", "Thema", "Art", "Berichterstattung", "Notizen"]
    assert [row[:3] for row in rows[:3]] == [["1", time(10), 5], ["2", time(10, 5), 15], ["2.1", time(10, 5), 10]]
    assert rows[2][3:6] == ["Nachweis", "Beschlussfassung", "Muster, Ida"]
    assert rows[3][3] == "Beschlussvorschlag: Der Nachweis wird beauftragt."
    assert any("20 von 60 Min." in str(row[3]) for row in rows)


def test_its_head_says_when_where_and_who(book: Any) -> None:
    said = [str(cell.value) for row in book["Agenda JF 2026-23"].iter_rows(max_row=6) for cell in row if cell.value]
    assert said[0] == "Tagesordnung Digitalisierungs-Jour-fixe"
    assert "JF 2026/23  ·  Donnerstag, 26.11.2026  ·  10:00–11:00 Uhr  ·  Rathaus" in said
    assert said[said.index("Leitung") + 1] == "Muster, Ida"


def test_a_past_meeting_shows_what_came_of_it(book: Any) -> None:
    header, first, *_ = table(book["Agenda JF 2026-22"])
    assert header[6] == "Ergebnis"
    assert first[3:7] == ["Rückblick", "Beratung", None, "Behandelt"]


def test_the_way_back_is_not_printed(book: Any) -> None:
    sheet = book["Agenda JF 2026-23"]
    (link,) = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert link.column > 7
    assert ":$G$" in sheet.print_area
