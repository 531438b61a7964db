"""Lotsenmappen: made, marked as sent, reminded of, and the reminder taken back."""

from pathlib import Path

from tests.journeys.conftest import Day
from tests.journeys.hands import Person

LIST = "Rücklauf der Lotsenmappen"


def _row(person: Person, unit: str) -> str:
    return next((row for row in person.rows(LIST) if row.startswith(unit)), "")


def _only(person: Person, unit: str) -> None:
    person.press("Keine ankreuzen")
    person.press(unit)


def _back_in_the_window(day: Day) -> None:
    """A real screen does so when a dialog closes."""
    assert day.stage is not None
    day.stage.window.activateWindow()
    day.stage.settle()


def test_a_sheet_is_made_sent_and_reminded_of(day: Day, tmp_path: Path) -> None:
    folder = tmp_path / "Mappen"
    folder.mkdir()
    person = day.begin()
    person.go("Digital Lotsen")
    person.view("Lotsenmappen")
    assert person.sees("6 von 9")

    person.new()
    day.answers.files = [folder]
    person.press("Ordner wählen …")
    person.write("Rückgabe bis", "18.12.2026")
    _only(person, "Hauptamt")
    person.press("1 Mappe erstellen")
    person.until(lambda: bool(day.answers.asked), seconds=30)
    assert day.answers.asked[0].what == "1 Mappe und ihr E-Mail-Entwurf liegen im Ordner."
    (run,) = folder.iterdir()
    assert (run / "KN_Massnahmen_Hauptamt_2026-H2.xlsx").is_file()
    person.until(lambda: person.sees("Die Mappe ist noch nicht versandt."))
    assert "Zurück" in _row(person, "Hauptamt"), "what is back stays back until the new sheet is sent"
    assert person.sees("6 von 9")
    _back_in_the_window(day)

    person.press("Als versandt markieren …")
    _only(person, "Hauptamt")
    person.press("1 Mappe markieren")
    person.until(lambda: "Ausstehend" in _row(person, "Hauptamt"))
    assert person.sees("5 von 9")
    _back_in_the_window(day)

    person.press("Erinnern …")
    _only(person, "Hauptamt")
    person.press("1 Entwurf erstellen")
    person.until(lambda: len(day.answers.asked) == 2)
    _back_in_the_window(day)
    (draft,) = run.glob("KN_Erinnerung_*.eml")
    assert b"KN_Massnahmen_Hauptamt_2026-H2.xlsx" in draft.read_bytes(), "the sheet is attached again"
    person.row_of(LIST, "Hauptamt")
    person.until(lambda: person.sees("07.12.2026"))

    person.undo()
    person.press("Erinnern …")
    assert sum(words.startswith("1. Erinnerung") for words in person.labels()) == 3
    person.press("Abbrechen")
    assert day.answers.errors == []
