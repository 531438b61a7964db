"""The dialogs: what they say, how they are answered by keyboard, and that nothing in them is cut off."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kn_desk.errors import UserError
from kn_desk.storage.backup import Backup, Manifest
from kn_desk.ui.actions import DEEDS, plain, shown_keys
from kn_desk.ui.dialogs.about import AboutDialog
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.backups import BackupsDialog
from kn_desk.ui.dialogs.help import HelpDialog
from kn_desk.ui.dialogs.question import Question, QuestionDialog
from kn_desk.ui.dialogs.start import StartDialog
from kn_desk.ui.style import Theme
from kn_desk.ui.table_view import TableView

Key = Qt.Key
ROOT = Path(__file__).parents[2]
SHARED = Question(
    "„Konstanz.kndesk“ ist gerade geöffnet bei Erika auf PC123 (seit 24.11.2026 08:10).",
    "Zwei Fenster können nicht in dieselbe Datei schreiben.",
    ("Nur lesen öffnen", "Andere Datei öffnen …", "Abbrechen"),
    details="SQLITE_BUSY",
)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, mode="light", density="comfortable", text_percent=100, system_font=False)
    yield made
    made.set_look(mode="light", density="comfortable", text_percent=100, system_font=False)


def backup(number: int, reason: str = "von selbst") -> Backup:
    counts = {"strategy_item": 26, "person": 41}
    manifest = Manifest(number, "x", f"2026-11-2{number}T09:00:00+00:00", reason, 1, 5, "", 1, counts)
    return Backup(Path("/home/erika/Sicherungen") / f"K_{number}.kndesk", manifest)


def words_of(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def button(dialog: QWidget, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if words in (one.text(), one.accessibleName()))


# --- questions


def test_the_first_answer_is_usual_and_escape_means_the_last(theme: Theme, qtbot: QtBot) -> None:
    for key, answer in ((Key.Key_Return, "Nur lesen öffnen"), (Key.Key_Escape, "Abbrechen")):
        dialog = QuestionDialog(theme, SHARED)
        qtbot.addWidget(dialog)
        dialog.show()
        QTest.keyClick(dialog, key)
        assert dialog.answer == answer
        assert not dialog.isVisible()


def test_details_are_folded_away(theme: Theme, qtbot: QtBot) -> None:
    dialog = QuestionDialog(theme, SHARED)
    qtbot.addWidget(dialog)
    dialog.show()
    text = dialog.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert not text.isVisible()
    button(dialog, "Einzelheiten").click()
    assert text.isVisible()
    assert text.toPlainText() == "SQLITE_BUSY"


def test_an_error_is_said_with_what_happened_and_what_to_do(theme: Theme, qapp: QApplication) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.append(words_of(dialog))
        button(dialog, "Schließen").click()

    QTimer.singleShot(30, look)
    Asking(theme).say(UserError("Der Datenträger ist voll.", "Bitte Platz schaffen."), None)
    assert "Der Datenträger ist voll." in seen[0]
    assert "Bitte Platz schaffen." in seen[0]


# --- start


def test_the_start_offers_three_ways_and_a_second_place(theme: Theme, qtbot: QtBot) -> None:
    ways = {
        "Neue Datei anlegen": "new",
        "Mit dem Konstanzer Beispiel beginnen": "sample",
        "Vorhandene Datei öffnen …": "open",
    }
    for words, choice in ways.items():
        dialog = StartDialog(theme, "E:/")
        qtbot.addWidget(dialog)
        dialog.show()
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText("  F:/Sicherungen ")
        button(dialog, words).click()
        assert (dialog.choice, dialog.second_place) == (choice, "F:/Sicherungen")
        assert dialog.result() == QDialog.DialogCode.Accepted


# --- backups


def test_the_newest_backup_is_chosen_and_told_in_full(theme: Theme, qtbot: QtBot) -> None:
    dialog = BackupsDialog(theme, [backup(4), backup(3, "von Hand")])
    qtbot.addWidget(dialog)
    dialog.show()
    assert "26 Maßnahmen, 41 Personen" in dialog.about.text()
    assert str(Path("/home/erika/Sicherungen")) in dialog.about.text()
    table = dialog.findChild(TableView)
    assert isinstance(table, TableView)
    QTest.keyClick(table, Key.Key_Down)
    button(dialog, "Wiederherstellen").click()
    assert dialog.chosen is not None
    assert dialog.chosen.manifest.reason == "von Hand"


def test_without_a_backup_nothing_can_be_brought_back(theme: Theme, qtbot: QtBot) -> None:
    dialog = BackupsDialog(theme, [])
    qtbot.addWidget(dialog)
    assert not button(dialog, "Wiederherstellen").isEnabled()
    assert "noch keine Sicherung" in words_of(dialog)


# --- about and keys


def test_every_library_that_travels_with_the_program_is_named_with_its_licence(theme: Theme, qtbot: QtBot) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {_name(entry) for entry in project["dependencies"]}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name == "tzdata":
            continue
        for entry in distribution(name).requires or []:
            other = _name(entry)
            if "extra ==" not in entry and "python_version <" not in entry and other not in wanted:
                wanted.add(other)
                waiting.append(other)
    dialog = AboutDialog(theme, "/home/erika/Büro.kndesk")
    qtbot.addWidget(dialog)
    said = _folded(words_of(dialog))
    named = {"pyside6-essentials": "pyside6", "shiboken6": "shiboken"}
    assert [name for name in sorted(wanted) if _folded(named.get(name, name)) not in said] == []


def test_the_list_of_keys_has_every_action_that_has_one(theme: Theme, qtbot: QtBot) -> None:
    dialog = HelpDialog(theme)
    qtbot.addWidget(dialog)
    said = words_of(dialog).split("\n")
    for deed in DEEDS:
        if deed.keys:
            assert plain(deed.words) in said
            assert shown_keys(deed.keys) in said


def test_no_two_actions_have_the_same_keys_or_the_same_letter_in_a_menu() -> None:
    keys = [deed.keys for deed in DEEDS if deed.keys]
    assert len(keys) == len(set(keys))
    letters = [(deed.menu, deed.words[deed.words.index("&") + 1].lower()) for deed in DEEDS if "&" in deed.words]
    assert sorted(letters) == sorted(set(letters))


@pytest.mark.parametrize("percent", [100, 200])
def test_dialogs_keep_their_bounds_and_scroll_only_where_they_must(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.set_look(mode="dark", density="comfortable", text_percent=percent, system_font=False)
    for dialog in (
        QuestionDialog(theme, SHARED),
        StartDialog(theme, ""),
        AboutDialog(theme, "x"),
        HelpDialog(theme),
        BackupsDialog(theme, [backup(4)]),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        assert dialog.width() <= 900
        assert dialog.height() <= 600
        area = dialog.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        assert dialog.height() == 600 or not area.verticalScrollBar().isVisible() or isinstance(dialog, BackupsDialog)
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap()


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return found[0].lower().replace("_", "-")


def _folded(words: str) -> str:
    return words.lower().replace("_", "-")


def test_a_short_question_leaves_no_gap_above_its_answers(theme: Theme, qtbot: QtBot) -> None:
    for what, more in (
        ("Datei schließen?", "Zwei Fenster sind offen."),
        ("Kurz?", ""),
        ("Lang? " * 40, "Mehr. " * 120),
    ):
        dialog = QuestionDialog(theme, Question(what, more, ("Ja", "Nein")))
        qtbot.addWidget(dialog)
        dialog.show()
        words = [label for label in dialog.findChildren(QLabel) if label.text()]
        last = words[-1]
        below = last.mapTo(dialog, last.rect().bottomLeft()).y()
        answer = button(dialog, "Ja")
        assert 0 < answer.mapTo(dialog, answer.rect().topLeft()).y() - below <= 48
        assert not dialog.findChild(QScrollArea).verticalScrollBar().isVisible()


def test_the_menu_of_a_field_tells_no_keys_rather_than_some(qapp: QApplication) -> None:
    assert qapp.testAttribute(Qt.ApplicationAttribute.AA_DontShowShortcutsInContextMenus)
