"""`kn-desk return`: what came home, as lines and as JSON; one bad file does not stop the others."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kn_desk.cli import main
from kn_desk.exchange.sheet_format import FIRST_ROW, ITEMS
from kn_desk.records.strategy import StrategyItem
from tests.makers.lotsenmappe import SentOut, fill, send, workbook_of
from tests.makers.offices import Desk


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> SentOut:
    """An office that has sent a sheet, closed; the sheet came home with two changes and a word in a date."""
    with desk.opened() as opened:
        sent = send(opened)
        opened.set(sent.items[2], progress=90)
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=0.6, end_forecast="bald")
    fill(book, ITEMS, 2, progress=0.7)
    book.save(tmp_path / "Mappe.xlsx")
    return sent


def progress(desk: Desk, sent: SentOut, place: int) -> int | None:
    with desk.opened() as opened:
        return opened.again(StrategyItem, sent.items[place].id).progress


def test_the_json_lists_every_cell_that_is_not_unchanged(
    desk: Desk, sent: SentOut, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["return", str(desk.path), str(tmp_path / "Mappe.xlsx"), "--json"]) == 0
    said: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    first, second, third = said
    assert first == {
        "file": "Mappe.xlsx", "sheet": "Maßnahmen", "row": FIRST_ROW + 1, "cell": f"E{FIRST_ROW + 1}",
        "code": sent.items[1].code, "field": "progress", "base": 10, "theirs": 60, "ours": 10, "verdict": "change",
        "ticked": True, "sentence": None,
    }  # fmt: skip
    assert (second["verdict"], second["theirs"], second["base"]) == ("unreadable", "bald", "2026-12-01")
    assert [third[name] for name in ("verdict", "base", "theirs", "ours", "ticked")] == ["conflict", 20, 70, 90, False]
    assert progress(desk, sent, 1) == 10


def test_apply_takes_what_is_ticked_and_nothing_else(
    desk: Desk, sent: SentOut, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["return", str(desk.path), str(tmp_path / "Mappe.xlsx")]
    assert main([*words, "--apply"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Mappe.xlsx: Änderung: 1, Konflikt: 1, Nicht lesbar: 1, Unverändert: ")
    assert f"Konflikt: {sent.items[2].code} Maßnahme 2, Fortschritt (E{FIRST_ROW + 2}): versandt 20 %, " in said
    assert said.endswith("1 übernommen.\n")
    assert (progress(desk, sent, 1), progress(desk, sent, 2)) == (60, 90)
    assert main([*words, "--apply"]) == 0
    said = capsys.readouterr().out
    assert "Schon eingelesen am " in said
    assert said.endswith("0 übernommen.\n")
    assert main(["undo", str(desk.path)]) == 0
    assert progress(desk, sent, 1) == 10


def test_a_bad_file_does_not_stop_the_others(
    desk: Desk, sent: SentOut, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leer.xlsx").write_bytes(b"")
    Workbook().save(tmp_path / "fremd.xlsx")
    names = ("leer.xlsx", "fremd.xlsx", "fehlt.xlsx", "Mappe.xlsx")
    assert main(["return", str(desk.path), *(str(tmp_path / name) for name in names), "--apply"]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "leer.xlsx: Die Datei ist unvollständig oder keine Excel-Datei. "
        "Bitte in Excel öffnen und als Excel-Arbeitsmappe (.xlsx) neu speichern.",
        "fremd.xlsx: Diese Mappe ist nicht von KN Desk erstellt oder keine Lotsenmappe. Ist es die richtige Datei?",
        f"fehlt.xlsx: Die Datei „{tmp_path / 'fehlt.xlsx'}“ gibt es nicht. Bitte den Namen prüfen.",
    ]
    assert progress(desk, sent, 1) == 60
