"""The sheet Auswertung counts what is in the office."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kn_desk.exchange.overall_workbook import export_overall
from kn_desk.exchange.progress import Report
from kn_desk.paths import Home
from kn_desk.storage.office_file import new_office, open_office
from tests.exchange.conftest import new, store


@pytest.fixture
def rows(report: Report) -> list[list[Any]]:
    return [[cell.value for cell in row[:6]] for row in load_workbook(report.path)["Auswertung"].iter_rows()]


def below(rows: list[list[Any]], heading: str) -> list[list[Any]]:
    start = next(place for place, row in enumerate(rows) if row[0] == heading)
    end = next((place for place, row in enumerate(rows[start:], start) if row[0] is None), len(rows))
    return rows[start + 3 : end]


def test_lights_are_counted_per_field_of_action(rows: list[list[Any]]) -> None:
    assert below(rows, "Ampeln je Handlungsfeld") == [
        ["Verwaltung", 1, 0, 1, 0, 2], ["Ohne Handlungsfeld", 0, 0, 0, 1, 1],
    ]  # fmt: skip


def test_funding_is_summed_per_phase(rows: list[list[Any]]) -> None:
    assert below(rows, "Förderung nach Phase") == [["In Durchführung (1)", 9_500_000, 9_500_000, None, None, None]]


def test_tasks_are_counted_by_their_day(rows: list[list[Any]]) -> None:
    counts = {row[0]: row[1] for row in below(rows, "Offene Aufgaben nach Termin")}
    assert counts == {"Überfällig": 1, "In 7 Tagen": 0, "In 30 Tagen": 0, "Später": 0, "Ohne Termin": 0}


def test_an_office_with_nothing_to_count_has_no_such_sheet(tmp_path: Path) -> None:
    new_office(tmp_path / "leer.kndesk", "Test")
    with open_office(tmp_path / "leer.kndesk", Home(tmp_path / "home"), writes=True) as office:
        store(office, new("goal", title="Bürgernähe"))
        export_overall(office, tmp_path / "a.xlsx")
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert names == ["Deckblatt", "Ziele", "Schwellwerte", "Listen"]
