"""A Maßnahme from the first word to the workbook."""

from contextlib import closing
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from tests.journeys.conftest import Day

TITLE = "Sensoren im Hafen"


def test_a_measure_is_made_linked_deleted_restored_and_exported(day: Day, tmp_path: Path) -> None:
    person = day.begin()

    person.go("Strategie")
    person.new()
    person.write("Titel", TITLE)
    person.save()
    person.until(lambda: any(TITLE in row for row in person.rows("Maßnahmen")))

    person.link("Handlungsfeld", "Umwelt")
    person.link("Federführendes Amt", "Hauptamt")
    person.link("Ziele: hinzufügen", "Bürgern")
    person.choose("Status", "Geplant")
    person.save()
    person.until(lambda: any(TITLE in row and "Geplant" in row for row in person.rows("Maßnahmen")))

    person.tab("Meilensteine")
    person.press("Meilenstein anlegen")
    person.write("Titel", "Zehn Sensoren hängen")
    person.write("Termin (Plan)", "15.12.2026")
    person.save()
    person.until(lambda: any("Zehn Sensoren" in row for row in person.rows("Meilensteine")))
    person.undo()
    person.until(lambda: any("„Meilensteine“ ist noch nichts" in words for words in person.labels()))

    person.row(TITLE)
    person.trash()
    person.until(lambda: not any(TITLE in row for row in person.rows("Maßnahmen")))
    person.go("Papierkorb")
    person.row(TITLE)
    person.press("Zurückholen")
    person.go("Strategie")
    person.until(lambda: any(TITLE in row for row in person.rows("Maßnahmen")))

    day.end()
    person = day.begin()
    person.go("Strategie")
    person.row(TITLE)
    person.until(lambda: person.sees("· Geplant"))

    book = tmp_path / "Mappe.xlsx"
    day.answers.files = [book]
    person.do("Datei", "Gesamtmappe exportieren", Qt.Key.Key_E)
    person.until(lambda: bool(day.answers.asked), seconds=30)
    assert day.answers.asked[-1].what == "Die Gesamtmappe ist geschrieben und geprüft."
    with closing(load_workbook(book, read_only=True)) as opened:
        texts = {cell for row in opened["Maßnahmen"].iter_rows(values_only=True) for cell in row}
    assert TITLE in texts
    assert day.answers.errors == []
