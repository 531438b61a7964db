"""The Papierkorb: what is deleted for good stays in the Verlauf, a person does not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kn_desk.paths import Home
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.minutes import Task
from kn_desk.records.strategy import StrategyItem
from kn_desk.storage.backup import back_up
from kn_desk.ui.pages.trash import TrashView
from tests.makers.offices import Opened
from tests.makers.stage import Shown, ViewStage, view_stage
from tests.ui.answers import Answers

CANARY = b"Zwitschenbr"


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


def show(stage: ViewStage, home: Home, answers: Answers) -> Shown[TrashView]:
    return stage.show(lambda context: TrashView(replace(context, home=home), ask=answers.answer))


def delete(shown: Shown[TrashView]) -> None:
    button = next(one for one in shown.view.findChildren(QPushButton) if one.text().startswith("Endgültig"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def a_person(opened: Opened) -> Person:
    unit = opened.add(OrgUnit, name="Hochbauamt")
    person = opened.add(Person, last_name="Zwitschenbrück", unit=unit, room="Zwitschenbrücke 1")
    opened.add(StrategyItem, title="Bad", benefit="Dank an Zwitschenbrück")
    return person


def test_a_person_deleted_for_good_is_gone_from_the_past_too(
    stage: ViewStage, opened: Opened, home: Home, answers: Answers
) -> None:
    person = a_person(opened)
    back_up(opened.office.path, home.backups, "mit Person")
    opened.trash(person)
    shown = show(stage, home, answers)
    answers.prepared = ["Endgültig löschen"]
    delete(shown)

    assert "„ehem. Kontakt Hochbauamt“" in answers.asked[0].more
    assert "Nutzen" in answers.asked[0].details
    assert shown.toasts == [("Endgültig gelöscht – Eine ältere Sicherung enthält die Angaben noch.", False)]
    with opened.office.read() as reader:
        assert reader.record(person.id) is None
        assert reader.rows(StrategyItem)[0].benefit == "Dank an ehem. Kontakt Hochbauamt"
    assert shown.counted[-1] == "0 Einträge"
    opened.office.close()
    assert CANARY not in opened.office.path.read_bytes()


def test_escape_deletes_nobody(stage: ViewStage, opened: Opened, home: Home, answers: Answers) -> None:
    person = a_person(opened)
    opened.trash(person)
    shown = show(stage, home, answers)
    delete(shown)
    assert opened.get(person).last_name == "Zwitschenbrück"
    assert shown.toasts == []


def test_a_person_in_use_is_neither_deleted_nor_erased(
    stage: ViewStage, opened: Opened, home: Home, answers: Answers
) -> None:
    person = a_person(opened)
    opened.add(Task, title="Anrufen", responsible=person)
    opened.trash(person)
    shown = show(stage, home, answers)
    answers.prepared = ["Endgültig löschen"]
    delete(shown)
    assert opened.get(person).last_name == "Zwitschenbrück"
    assert len(shown.toasts) == 1
    assert not shown.toasts[0][1]
    assert "Endgültig gelöscht" not in shown.toasts[0][0]
    opened.undo()
    assert opened.get(person).trashed is None


def test_all_persons_that_went_together_are_erased(
    stage: ViewStage, opened: Opened, home: Home, answers: Answers
) -> None:
    first, second = a_person(opened), opened.add(Person, last_name="Zwitschenbrücker")
    task = opened.add(Task, title="Anrufen")
    opened.trash(first, second, task)
    shown = show(stage, home, answers)
    answers.prepared = ["Endgültig löschen"]
    delete(shown)
    with opened.office.read() as reader:
        assert [reader.record(one.id) for one in (first, second, task)] == [None, None, None]
    opened.office.close()
    assert CANARY not in opened.office.path.read_bytes()


def test_anything_else_is_deleted_and_can_come_back(
    stage: ViewStage, opened: Opened, home: Home, answers: Answers
) -> None:
    task = opened.add(Task, title="Anrufen")
    opened.trash(task)
    shown = show(stage, home, answers)
    answers.prepared = ["Endgültig löschen"]
    delete(shown)
    assert answers.asked[0].more.startswith("Der Verlauf bleibt erhalten")
    assert shown.toasts == [("Endgültig gelöscht", True)]
    opened.undo()
    assert opened.get(task).title == "Anrufen"
