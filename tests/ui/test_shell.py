"""The window as a newcomer meets it: the look changed while it runs, help, the keyboard's ring, a TOP from anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton

from kn_desk.records.jour_fixe import AgendaItem
from kn_desk.records.strategy import StrategyItem
from kn_desk.ui.dialogs.help import HelpDialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.record_list import RecordList
from kn_desk.ui.pages.settings_view import SettingsView
from kn_desk.ui.pages.timeline.chart import Chart
from kn_desk.ui.pages.view_switch import ViewSwitch
from kn_desk.ui.style import DARK
from kn_desk.ui.switch import Segment
from kn_desk.ui.toast import Toast
from tests.ui.answers import Answers
from tests.ui.walk import Stage

Key = Qt.Key
Modifier = Qt.KeyboardModifier


@pytest.fixture
def stage(qapp: QApplication, sample: Path, tmp_path: Path, answers: Answers) -> Iterator[Stage]:
    made = Stage(qapp, sample, tmp_path / "da", asking=answers)
    yield made
    made.dress()
    made.close()


def words_called(stage: Stage, text: str) -> Words:
    return next(one for one in stage.page.findChildren(Words) if one.text() == text)


def segment(stage: Stage, word: str) -> Segment:
    return next(one for one in stage.page.findChildren(Segment) if one.text() == word)


def choose_item(stage: Stage, title: str) -> str:
    """Select a Maßnahme in its list; return its id."""
    stage.go("strategy")
    with stage.window.desk.read() as reader:
        found = next(item for item in reader.rows(StrategyItem) if item.title == title)
    assert isinstance(stage.page.view, RecordList)
    assert stage.page.view.choose(found.id)
    stage.settle()
    return found.id


def linked(stage: Stage, identity: str) -> list[AgendaItem]:
    with stage.window.desk.read() as reader:
        return [item for item in reader.rows(AgendaItem) if identity in item.links]


def test_in_the_dark_the_heading_is_light_in_views_that_are_seen_later(stage: Stage) -> None:
    stage.go("strategy", "Maßnahmen")
    stage.dress("dark")
    for word in ("Zeitplan", "Baum", "Maßnahmen"):
        stage.page.show_view_called(word)
        stage.settle()
        assert words_called(stage, "Strategie").palette().windowText().color() == QColor(DARK.text)


def test_in_the_dark_the_icons_inside_fields_are_light(stage: Stage) -> None:
    stage.go("deadlines")
    line = next(one for one in stage.page.findChildren(QLineEdit) if one.accessibleName() == "In den Fristen suchen")

    def ink() -> int:
        picture = line.actions()[0].icon().pixmap(20, 20).toImage()
        return max(
            picture.pixelColor(x, y).lightness() * (picture.pixelColor(x, y).alpha() > 200)
            for x in range(picture.width()) for y in range(picture.height())
        )  # fmt: skip

    before = ink()
    stage.dress("dark")
    stage.settle()
    assert ink() > before + 60


def test_a_click_on_a_view_takes_the_keyboard_there_and_shows_no_ring(stage: Stage) -> None:
    stage.go("funding")
    for word in ("Liste", "Programme", "Liste"):
        clicked = segment(stage, word)
        QTest.mouseClick(clicked, Qt.MouseButton.LeftButton)
        stage.settle()
        assert clicked.hasFocus()
        assert not any(one.shows_ring for one in stage.page.findChildren(Segment))
    QTest.keyClick(segment(stage, "Liste"), Key.Key_Right)
    stage.settle()
    assert segment(stage, "Programme").shows_ring


def test_views_keep_their_places_whichever_is_chosen(stage: Stage) -> None:
    stage.go("contacts")
    switch = stage.page.findChild(ViewSwitch)
    assert switch is not None
    shown = set()
    for number in range(len(stage.page.views)):
        stage.page.show_view(number)
        stage.settle()
        assert all(one.width() >= one.sizeHint().width() for one in switch.switch.segments if one.isVisible())
        shown.add(tuple(one.text() for one in switch.switch.segments[:-1] if one.isVisible()))
    assert len(shown) <= 2  # with and without a detail beside it
    assert len({words[: min(map(len, shown))] for words in shown}) == 1


def test_what_is_brought_back_leaves_the_keyboard_in_the_papierkorb(stage: Stage) -> None:
    choose_item(stage, "Virtuelles Rathaus")
    stage.page.view.trash_chosen()
    stage.go("trash")
    button = next(one for one in stage.page.findChildren(QPushButton) if one.text() == "Zurückholen")
    button.setFocus()
    button.click()
    stage.settle()
    has = QApplication.focusWidget()
    assert has is not None
    assert stage.page.isAncestorOf(has)


def test_f1_opens_first_steps_and_all_keys_and_so_does_the_question_mark(stage: Stage) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HelpDialog)
        seen.append("\n".join(label.text() for label in dialog.findChildren(QLabel)))
        dialog.accept()

    for key, modifier in ((Key.Key_F1, Modifier.NoModifier), (Key.Key_Question, Modifier.ControlModifier)):
        QTimer.singleShot(0, look)
        QTest.keyClick(stage.window, key, modifier)
        stage.window.activateWindow()
        stage.settle()
    QTimer.singleShot(0, look)
    button = next(b for b in stage.window.findChildren(QToolButton) if b.text() == "Tasten und erste Schritte")
    button.click()
    assert len(seen) == 3
    for words in ("Lotsen benennen", "TOP setzen", "Mappen versenden", "Nach Excel", "Rückgängig", "Strg+Umschalt+E"):
        assert words in seen[0]


def test_the_look_in_force_is_ticked_in_the_menu(stage: Stage) -> None:
    stage.go("overview")
    for name in ("look_dark", "look_light", "look_system"):
        stage.window.actions_by_name[name].trigger()
        stage.settle()
        on = [key for key, action in stage.window.actions_by_name.items() if key[:5] == "look_" and action.isChecked()]
        assert on == [name]
        assert stage.window.actions_by_name[name].icon().isNull()  # an icon would stand in the place of the tick


def test_a_massnahme_goes_onto_the_agenda_that_is_chosen_as_one_step(stage: Stage, answers: Answers) -> None:
    identity = choose_item(stage, "Virtuelles Rathaus")
    button = next(b for b in stage.page.findChildren(QToolButton) if b.accessibleName() == "Auf die Tagesordnung")
    button.click()
    assert len(answers.asked) == 1
    assert not linked(stage, identity)  # Abbrechen
    meetings = answers.asked[0].answers[:-1]
    assert len(meetings) > 1
    answers.prepared.append(meetings[1])
    QTest.keyClick(stage.page.view, Key.Key_J, Modifier.ControlModifier)
    stage.settle()
    [item] = linked(stage, identity)
    assert (item.title, item.minutes_planned, item.kind) == ("Virtuelles Rathaus", 10, "discussion")
    toast = stage.window.findChild(Toast)
    assert toast is not None
    said = [label.text() for label in toast.findChildren(QLabel)]
    assert said[0].startswith("„Virtuelles Rathaus“ steht auf der Tagesordnung von ")
    next(one for one in toast.findChildren(QPushButton) if one.text() == "Öffnen").click()
    stage.settle()
    assert stage.page.title == "Jour fixe"
    stage.window.actions_by_name["undo"].trigger()
    stage.settle()
    assert not linked(stage, identity)


def test_what_stands_on_the_agenda_already_is_said(stage: Stage, answers: Answers) -> None:
    identity = choose_item(stage, "Virtuelles Rathaus")
    for _ in range(2):
        stage.window.actions_by_name["agenda"].trigger()
        answers.prepared = [answers.asked[0].answers[0]]
        stage.window.actions_by_name["agenda"].trigger()
    stage.settle()
    assert len(linked(stage, identity)) == 1


def test_without_a_subject_it_says_what_to_choose(stage: Stage) -> None:
    stage.go("settings")
    stage.window.actions_by_name["agenda"].trigger()
    assert "Bitte erst eine Maßnahme" in stage.window.statusBar().currentMessage()


def test_in_the_zeitplan_the_keyboard_is_in_the_chart(stage: Stage) -> None:
    stage.go("strategy", "Zeitplan")
    stage.window.take_keyboard()
    assert isinstance(QApplication.focusWidget(), Chart)


def test_large_text_opens_the_settings_where_its_size_is_set(stage: Stage) -> None:
    stage.dress(percent=200)
    stage.go("settings")
    view = stage.page.view
    assert isinstance(view, SettingsView)
    assert QApplication.focusWidget() in view.look.mode.segments
    assert view.look.mapTo(view, QPoint(0, 0)).y() >= 0


def test_the_rail_gives_its_words_up_where_large_text_makes_the_window_narrow(stage: Stage) -> None:
    stage.resize(1366, 689)
    stage.go("overview")
    wide = stage.window._rail.width()
    stage.dress(percent=150)
    stage.settle()
    assert wide >= 168
    assert stage.window._rail.width() == 66


def test_a_page_without_a_primary_button_leaves_no_hole_for_one(stage: Stage) -> None:
    window = stage.window
    undo = next(one for one in window.findChildren(QToolButton) if one.text() == "Rückgängig")
    stage.go("strategy")
    beside = undo.x()
    stage.go("trash")
    assert not window._primary.isVisible()
    assert undo.x() < 24 < beside
    stage.go("strategy")
    assert undo.x() == beside
