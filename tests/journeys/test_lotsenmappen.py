"""Lotsenmappen come home: dropped or chosen, a conflict decided, a cell refused, taken over, seen, and undone."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from kn_desk.records.strategy import StrategyItem
from kn_desk.ui.pages.returns.view import ReturnsView
from tests.journeys.conftest import Day
from tests.journeys.hands import Key, Keys, Left, Modifier, Mouse, Person
from tests.makers import returned_sheets


def test_sheets_come_home_are_decided_on_and_the_light_changes(day: Day, tmp_path: Path) -> None:
    person = day.begin()
    desk = person.stage.window.desk
    files, items = returned_sheets.send(desk, tmp_path)
    returned_sheets.fill_in(files, items)
    returned_sheets.change_ours(desk, items)
    person.go("Strategie")
    assert "Verzögert" in _row(person, items[0])

    _bring(person, day, files[:3])
    person.until(lambda: isinstance(person.stage.page.view, ReturnsView) and bool(_view(person).desk.files))
    assert [file.title for file in _view(person).desk.files] == list(returned_sheets.UNITS[:3])
    person.until(lambda: person.sees("Bürgeramt: 1 Konflikt offen, 1 Wert unlesbar, 1 noch zu entscheiden"))

    _choose(person, "conflict", "theirs")
    _choose(person, "change", "box")  # the first change, Fortschritt of the same Maßnahme, is refused
    assert _view(person).bottom.take.text().strip() == "8 Änderungen übernehmen"
    if isinstance(person, Keys):
        person.key(Key.Key_Return, Modifier.ControlModifier)
    else:
        person.press("8 Änderungen übernehmen")
    assert person.sees("Bürgeramt: 8 Änderungen übernommen")
    assert _view(person).file is _view(person).desk.files[1], "the next sheet is shown"

    person.go("Strategie")
    assert "Kritisch" in _row(person, items[0])
    with desk.read() as reader:
        item = reader.by_ids(StrategyItem, [items[0].id])[items[0].id]
    assert item.progress == 40
    person.undo()
    person.until(lambda: "Verzögert" in _row(person, items[0]))
    person.go("Digital Lotsen")
    assert _view(person).desk.files[0].is_waiting
    assert day.answers.errors == []


def test_decisions_that_are_not_taken_over_are_asked_about_before_the_window_closes(day: Day, tmp_path: Path) -> None:
    person = day.begin()
    desk = person.stage.window.desk
    files, items = returned_sheets.send(desk, tmp_path)
    returned_sheets.fill_in(files, items)
    _bring(person, day, [files[1]])
    person.until(lambda: isinstance(person.stage.page.view, ReturnsView) and bool(_view(person).desk.files))
    _choose(person, "change", "box")
    day.answers.words = ["Zurück zum Abgleich"]
    person.stage.window.close()
    assert person.stage.window.isVisible()
    assert day.answers.asked[-1].what == "Noch nicht übernommene Entscheidungen: Amt für Bildung und Sport."
    day.answers.words = ["Trotzdem schließen"]
    person.stage.window.close()
    assert not person.stage.window.isVisible()


def _bring(person: Person, day: Day, files: list[Path]) -> None:
    """Drop files on the window, or choose them through the menu."""
    if isinstance(person, Keys):
        day.answers.files = list(files)
        person.do("Datei", "Blätter einlesen", Key.Key_I)
        return
    window = person.stage.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    at, copy = QPointF(window.rect().center()), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at.toPoint(), copy, data, Left, Modifier.NoModifier)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(at, copy, data, Left, Modifier.NoModifier))


def _choose(person: Person, verdict: str, what: str) -> None:
    """Decide on the first row of a kind: by a click on a part of it, or by its key."""
    table = _view(person).place.table
    entries = table.returned.entries
    row = next(n for n, entry in enumerate(entries) if entry.row is not None and entry.row.verdict == verdict)
    if isinstance(person, Mouse):
        table.scrollTo(table.returned.index(row, 0))
        person.click(table.viewport(), table.place_of(row, what).center())
        return
    assert isinstance(person, Keys)
    person.to(lambda widget: widget is table)
    person.key(Key.Key_Home)
    for _ in range(row):
        person.key(Key.Key_Down)
    assert table.currentIndex().row() == row
    person.key(Key.Key_Space if what == "box" else Key.Key_1)


def _view(person: Person) -> ReturnsView:
    view = person.stage.page.view
    assert isinstance(view, ReturnsView)
    return view


def _row(person: Person, item: StrategyItem) -> str:
    return next(row for row in person.rows("Maßnahmen") if item.code in row)
