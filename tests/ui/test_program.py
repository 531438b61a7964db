"""The program over real files: opened, read only, shared, lost, saved elsewhere, and started a second time."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kn_desk.app import Program
from kn_desk.records.contacts import Person
from kn_desk.records.strategy import Goal
from kn_desk.services.edit import new_record
from kn_desk.services.second_start import ask_first_window, wish_beside
from kn_desk.storage.lock import SessionLock
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.session import Session
from kn_desk.ui.windows.main_window import MainWindow
from kn_desk.ui.windows.rail import RAIL
from tests.makers.offices import Desk, bare
from tests.makers.stage import settle
from tests.services.test_office_files import write_elsewhere
from tests.ui.answers import Answers

Key = Qt.Key
Modifier = Qt.KeyboardModifier
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
ONLY_READ = "Nur lesen öffnen"


class Running:
    """The program, with somebody who answers."""

    def __init__(self, app: QApplication, desk: Desk) -> None:
        self.desk = desk
        self.answers = Answers()
        self.program = Program(app, desk.home, desk.clock, self.answers)

    @property
    def session(self) -> Session:
        assert self.program.session is not None
        return self.program.session

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None
        return self.program.window

    def open(self, path: Path | None = None) -> None:
        """Open a file and let everything of the start be done."""
        assert self.program.open(path or self.desk.path)
        self.settle()

    def settle(self) -> None:
        settle(self.program)

    def press(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()
        self.settle()

    def notice(self, key: str) -> str:
        shown = self.window.notices.notice(key)
        return shown.words.text() if shown is not None else ""

    def offer(self, key: str, words: str) -> None:
        """Press a button of a notice."""
        shown = self.window.notices.notice(key)
        assert shown is not None
        next(button for button in shown.buttons if button.text() == words).click()
        self.settle()

    def persons(self) -> list[str]:
        with self.session.desk.read() as reader:
            return sorted(person.last_name for person in reader.rows(Person))

    def goal_form(self) -> RecordForm:
        """The form of a new goal, with a title typed in."""
        self.window.show_place_of("strategy")
        page = self.window.page
        assert page is not None
        page.show_view(3)
        page.view.begin_new()
        self.settle()
        form = next(one for one in self.window.findChildren(RecordForm) if one.isVisible())
        line = next(one for one in form.findChildren(QLineEdit) if one.accessibleName() == "Titel")
        line.setFocus()
        QTest.keyClicks(line, "Teilhabe")
        return form


@pytest.fixture
def running(qapp: QApplication, desk: Desk) -> Iterator[Running]:
    made = Running(qapp, desk)
    yield made
    made.program.close()
    made.settle()


@pytest.fixture
def opened_window(running: Running) -> Running:
    running.open()
    return running


# --- start


def test_the_shell_is_painted_before_the_file_is_opened(running: Running, qtbot: QtBot) -> None:
    assert running.program.start(running.desk.path)
    assert running.program.session is None
    assert running.window.isVisible()
    qtbot.waitUntil(lambda: running.program.session is not None and running.window.page is not None)
    assert running.window.page is not None


def test_what_a_start_does_not_need_is_not_imported(desk: Desk) -> None:
    code = (
        "import sys; import kn_desk.app; early = [m for m in ('sqlalchemy', 'kn_desk.records') if m in sys.modules];"
        "import kn_desk.ui.session, kn_desk.services.office_files;"
        "slow = ('alembic', 'openpyxl', 'holidays', 'sqlalchemy.orm', 'python_calamine');"
        "late = [m for m in slow if m in sys.modules];"
        "print(early, late)"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "[] []"


def test_a_file_that_cannot_be_opened_is_said_and_the_start_is_offered(
    running: Running, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "kaputt.kndesk"
    broken.write_text("kein SQLite")
    seen: list[str] = []

    def close_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.append(dialog.windowTitle())
            dialog.reject()

    timer = QTimer(interval=20)
    timer.timeout.connect(close_dialog)
    timer.start()
    running.program.start(broken)
    qtbot.waitUntil(lambda: bool(seen))
    timer.stop()
    assert "keine KN-Desk-Datei" in running.answers.errors[0].what
    assert seen == ["Willkommen bei KN Desk"]
    qtbot.waitUntil(lambda: running.program.window is None)


def test_beginning_anew_makes_a_file_and_shows_it(running: Running) -> None:
    assert running.program.begin("new")
    running.settle()
    assert running.session.office.path.parent == running.desk.home.offices
    assert running.window.windowTitle() == "Digitalisierung – KN Desk"


def test_the_first_keyboard_goes_into_the_list_and_f6_from_part_to_part(opened_window: Running) -> None:
    window = opened_window.window
    window.activateWindow()
    goal = new_record(Goal, {"title": "Teilhabe"})
    opened_window.session.desk.create(goal)
    window.show_place_of("strategy")
    assert window.page is not None
    window.page.show_view(3)
    assert window.page.view.choose(goal.id)
    opened_window.settle()
    window.take_keyboard()
    opened_window.settle()
    has = QApplication.focusWidget()
    assert isinstance(has, QAbstractItemView)
    visited: list[QWidget] = [has]
    for _ in range(3):
        QTest.keyClick(visited[-1], Key.Key_F6)
        visited.append(QApplication.focusWidget() or window)
    kinds = (type(has), QTabBar, QToolButton, type(has))
    assert [isinstance(one, kind) for one, kind in zip(visited, kinds, strict=True)] == [True] * 4
    assert visited[2].accessibleName() == "Strategie"
    QTest.keyClick(has, Key.Key_F6, Modifier.ShiftModifier)
    assert QApplication.focusWidget() is visited[2]


def test_every_place_is_reached_by_its_number(opened_window: Running) -> None:
    window = opened_window.window
    window.activateWindow()
    opened_window.settle()
    for number, place in enumerate(RAIL):
        QTest.keyClick(window, Qt.Key(Key.Key_1 + number), Modifier.ControlModifier)
        opened_window.settle()
        assert window.page is not None
        assert window.page.title == place.title


def test_the_rail_calls_a_place_as_its_page_does(opened_window: Running) -> None:
    button = next(one for one in opened_window.window.findChildren(QToolButton) if one.accessibleName() == "Aufgaben")
    assert button.text().strip() == "Aufgaben"
    assert button.toolTip() == "Aufgaben (Strg+6)"
    assert button.fontMetrics().horizontalAdvance(button.text()) + 60 < 168


def test_icons_of_the_tools_follow_the_theme(opened_window: Running) -> None:
    def picture() -> object:
        return opened_window.window.actions_by_name["print"].icon().pixmap(18, 18).toImage()

    light = picture()
    search = opened_window.window._search_icon
    assert search is not None
    light_search = search.icon().pixmap(16, 16).toImage()
    opened_window.press("look_dark")
    assert picture() != light
    assert search.icon().pixmap(16, 16).toImage() != light_search
    assert opened_window.window.actions_by_name["look_dark"].isChecked()
    assert not opened_window.window.actions_by_name["look_system"].isChecked()


# --- only to be read, and shared


def test_a_file_that_another_computer_has_is_offered_for_reading(running: Running) -> None:
    lock = SessionLock(running.desk.path)
    who = running.desk.path.with_name(f"{running.desk.path.name}.who")
    who.write_text(
        json.dumps({"user": "Erika", "host": "PC123", "pid": 1, "since": "2026-11-24T08:10:00+00:00"}), encoding="utf-8"
    )
    running.answers.prepared = [ONLY_READ]
    running.open()
    question = running.answers.asked[0]
    assert "Erika auf PC123 (seit 24.11.2026" in question.what
    assert running.notice("read_only").startswith("Nur lesen.")
    write_elsewhere(running.desk, "Dort geschrieben")
    running.session.pulse.beat()
    assert running.persons() == ["Dort geschrieben"]
    lock.release()


def test_where_nothing_may_be_written_nothing_can_be_edited(running: Running) -> None:
    lock = SessionLock(running.desk.path)
    running.answers.prepared = [ONLY_READ]
    running.open()
    window = running.window
    for name in ("new", "save", "trash", "undo", "redo"):
        assert not window.actions_by_name[name].isEnabled(), name
    assert window.actions_by_name["save_as"].isEnabled()
    window.show_place_of("strategy")
    assert window.page is not None
    window.page.show_view(3)
    running.settle()
    assert not window._primary.isEnabled()
    window.page.view.begin_new()
    running.settle()
    lines = [one for form in window.findChildren(RecordForm) for one in form.findChildren(QLineEdit)]
    assert lines
    free = [line for line in lines if not (line.isReadOnly() or line.isHidden() or not line.isEnabled())]
    assert [line.accessibleName() for line in free] == []
    lock.release()


def test_refusing_to_read_leaves_the_file_closed(running: Running) -> None:
    lock = SessionLock(running.desk.path)
    assert not running.program.open(running.desk.path)
    assert running.program.session is None
    assert ONLY_READ in running.answers.asked[0].answers
    lock.release()


def test_a_second_start_brings_the_first_window_to_the_front(opened_window: Running, qtbot: QtBot) -> None:
    answered: list[bool] = []
    opened_window.window.showMinimized()
    path = opened_window.desk.path
    second = threading.Thread(target=lambda: answered.append(ask_first_window(path, patience=5)))
    second.start()
    qtbot.waitUntil(lambda: bool(answered), timeout=6000)
    second.join()
    assert answered == [True]
    assert not opened_window.window.isMinimized()
    assert not wish_beside(path).exists()


def test_a_second_start_of_the_program_ends_at_once_where_the_first_answers(
    opened_window: Running, qapp: QApplication, qtbot: QtBot
) -> None:
    code = (
        "import sys; from pathlib import Path; from kn_desk.app import Program, make_application;"
        "from kn_desk.paths import Home;"
        "program = Program(make_application(['x']), Home(Path(sys.argv[2])));"
        "print(program.start(Path(sys.argv[1])), program.is_elsewhere, program.window)"
    )
    second = subprocess.Popen(
        [sys.executable, "-c", code, str(opened_window.desk.path), str(opened_window.desk.home.folder)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=15000)
    assert second.stdout is not None
    with second.stdout as said:
        assert said.read().strip() == "False True None"


# --- while it is open


def test_what_the_command_line_writes_appears_and_undo_names_it(opened_window: Running) -> None:
    assert not opened_window.window.actions_by_name["undo"].isEnabled()
    write_elsewhere(opened_window.desk, "Von anderswo")
    opened_window.session.pulse.beat()
    undo = opened_window.window.actions_by_name["undo"]
    assert undo.isEnabled()
    assert "Person" in undo.toolTip()


def test_undoing_what_somebody_else_did_asks_and_ones_own_does_not(opened_window: Running) -> None:
    write_elsewhere(opened_window.desk, "Von anderswo")
    opened_window.session.pulse.beat()
    opened_window.press("undo")
    question = opened_window.answers.asked[-1]
    assert "von Otto Anders" in question.more
    assert "1 Datensatz" in question.more
    assert opened_window.persons() == ["Von anderswo"]
    opened_window.answers.prepared = [question.answers[0]]
    opened_window.press("undo")
    assert opened_window.persons() == []
    asked = len(opened_window.answers.asked)
    opened_window.press("redo")
    opened_window.session.desk.create(new_record(Person, {"last_name": "Eigene"}))
    opened_window.press("undo")
    assert opened_window.persons() == ["Von anderswo"]
    assert len(opened_window.answers.asked) == asked


def test_a_step_of_another_day_asks_once_in_a_session(running: Running) -> None:
    running.open()
    for name in ("Eins", "Zwei", "Drei"):
        running.session.desk.create(new_record(Person, {"last_name": name}))
    running.program.close()
    running.open()
    running.answers.prepared = ["Rückgängig machen"]
    running.press("undo")
    running.press("undo")
    assert running.persons() == ["Eins"]
    assert len(running.answers.asked) == 1


@posix_only
@pytest.mark.parametrize("how", ["gone", "exchanged"])
def test_a_file_taken_away_stops_all_writing_and_keeps_the_text(
    opened_window: Running, tmp_path: Path, how: str
) -> None:
    form = opened_window.goal_form()
    path = opened_window.desk.path
    other = tmp_path / "anders.kndesk"
    other.write_bytes(path.read_bytes())
    path.unlink() if how == "gone" else os.replace(other, path)
    opened_window.session.pulse.beat()
    words = opened_window.notice("lost")
    assert ("ausgetauscht" if how == "exchanged" else "nicht mehr da") in words
    assert not form.save()
    assert form.is_dirty
    target = tmp_path / "Gerettet.kndesk"
    opened_window.answers.file = str(target)
    opened_window.answers.prepared = ["Kopie öffnen", "Ansehen"]
    opened_window.offer("lost", "Kopie speichern unter …")
    opened_window.settle()
    assert opened_window.session.office.path == target
    assert any("Nicht gespeicherte Eingaben" in question.what for question in opened_window.answers.asked)
    lines = [one for one in opened_window.window.findChildren(RecordForm) if one.isVisible()]
    assert lines
    assert lines[0].is_dirty


def test_a_save_that_the_disk_refuses_keeps_the_text_and_can_be_tried_again(
    opened_window: Running, tmp_path: Path
) -> None:
    form = opened_window.goal_form()
    with bare(opened_window.desk.path) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not form.save()
        assert form.is_dirty
        assert "Der Text bleibt im Formular" in opened_window.notice("save")
        opened_window.answers.file = str(tmp_path / "Not.kndesk")
        opened_window.offer("save", "Notfallkopie nach …")
        assert (tmp_path / "Not.kndesk").exists()
        other.execute("ROLLBACK")
    opened_window.offer("save", "Noch einmal versuchen")
    assert not form.is_dirty
    assert opened_window.notice("save") == ""
    with opened_window.session.desk.read() as reader:
        assert [goal.title for goal in reader.rows(Goal)] == ["Teilhabe"]


def test_a_window_closed_with_text_that_cannot_be_saved_offers_it_again(running: Running) -> None:
    running.open()
    form = running.goal_form()
    with bare(running.desk.path) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not running.window.close()  # asked, and going on with it
        assert running.answers.asked[-1].what == "Nicht alles lässt sich speichern."
        running.answers.prepared = ["Entwurf behalten"]
        assert running.window.close()
        other.execute("ROLLBACK")
    assert form.is_dirty
    running.program.close()
    running.answers.prepared = ["Ansehen"]
    running.open()
    form = next(one for one in running.window.findChildren(RecordForm) if one.isVisible())
    assert form.is_dirty
    titles = [one.text() for one in form.findChildren(QLineEdit) if one.accessibleName() == "Titel"]
    assert titles == ["Teilhabe"]


def test_a_new_day_refreshes_what_is_kept_for_today(opened_window: Running) -> None:
    told: list[object] = []
    opened_window.session.context.announcer.changed.connect(told.append)
    opened_window.session.pulse.beat()
    assert told == []
    opened_window.desk.clock.set(date(2026, 12, 24) + timedelta(days=400))
    opened_window.session.pulse.beat()
    assert len(told) == 1
    opened_window.session.pulse.beat()
    assert len(told) == 1


# --- backups, other files


def test_it_is_backed_up_at_start_and_end_where_something_changed(running: Running) -> None:
    def number() -> int:
        return len(list(running.desk.home.backups.glob("*.kndesk")))

    running.open()
    assert number() == 1
    running.session.back_up_if_changed()
    assert number() == 1
    running.session.desk.create(new_record(Person, {"last_name": "Neu"}))
    running.program.close()
    assert number() == 2
    running.open()
    assert number() == 2


def test_a_second_place_without_a_backup_for_a_week_is_reminded_of(running: Running, tmp_path: Path) -> None:
    memory = running.program.memory
    memory.change(replace(memory.settings, second_backup=str(tmp_path / "abgezogen")))
    running.open()
    assert "fehlt seit über 7 Tagen" in running.notice("second_place")
    (tmp_path / "abgezogen").mkdir()
    running.offer("second_place", "Jetzt sichern")
    assert running.notice("second_place") == ""


def test_a_cloud_folder_is_warned_of_once_and_a_second_version_always(running: Running, tmp_path: Path) -> None:
    folder = tmp_path / "Nextcloud"
    path = running.desk.path
    folder.mkdir()
    moved = Desk(folder / "Büro.kndesk", running.desk.home)
    moved.path.write_bytes(path.read_bytes())
    (folder / "Büro-PC123.kndesk").write_bytes(path.read_bytes())
    running.open(moved.path)
    assert "Nextcloud" in running.notice("place")
    assert "zweite Fassung" in running.notice("second0")
    running.program.close()
    running.open(moved.path)
    assert running.notice("place") == ""
    assert "zweite Fassung" in running.notice("second0")


def test_files_used_last_are_offered_and_opened(running: Running, tmp_path: Path) -> None:
    other = tmp_path / "Zweite & letzte.kndesk"
    other.write_bytes(running.desk.path.read_bytes())
    running.open(other)
    running.open()
    menu = running.window._recent
    menu.aboutToShow.emit()
    entries = menu.actions()
    assert [entry.text().split("  ")[1] for entry in entries] == ["Zweite && letzte"]
    entries[0].trigger()
    running.settle()
    assert running.session.office.path == other


def test_saving_elsewhere_writes_a_whole_copy_and_says_where_it_failed(opened_window: Running, tmp_path: Path) -> None:
    opened_window.answers.file = str(tmp_path / "Kopie")
    opened_window.press("save_as")
    assert (tmp_path / "Kopie.kndesk").exists()
    opened_window.answers.file = str(tmp_path / "fehlt" / "Kopie.kndesk")
    opened_window.press("save_as")
    assert "gibt es nicht" in opened_window.answers.errors[0].what


def test_a_backup_is_brought_back_in_the_place_of_the_file(running: Running, qtbot: QtBot) -> None:
    running.open()
    running.session.desk.create(new_record(Person, {"last_name": "Nach der Sicherung"}))

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
        buttons["Wiederherstellen"].click()

    QTimer.singleShot(50, choose)
    running.press("restore_backup")
    running.settle()
    assert running.persons() == []


def test_the_file_is_checked_beside_the_work(opened_window: Running, qtbot: QtBot) -> None:
    opened_window.press("check")
    qtbot.waitUntil(lambda: bool(opened_window.answers.asked), timeout=10000)
    assert opened_window.answers.asked[0].what == "Alles in Ordnung."


def test_a_bug_is_reported_once_without_data(
    opened_window: Running, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    canary = "Kanarienvogel"
    for _ in range(2):
        try:
            raise ValueError(canary)
        except ValueError as error:
            opened_window.program.unexpected(type(error), error, error.__traceback__)
    opened_window.settle()
    assert len(opened_window.answers.asked) == 1
    question = opened_window.answers.asked[0]
    kept = list(opened_window.desk.home.reports.glob("*.txt"))
    assert len(kept) == 2
    said = capsys.readouterr()
    for text in (question.details, said.err, said.out, *(path.read_text(encoding="utf-8") for path in kept)):
        assert canary not in text


def test_nothing_of_the_data_lies_beside_the_file_but_in_its_backups_and_drafts(running: Running) -> None:
    canary = "Kanarienvogel"
    running.open()
    running.session.desk.create(new_record(Person, {"last_name": canary}))
    running.settle()
    running.program.close()
    home = running.desk.home
    allowed = (home.backups, home.drafts)
    for path in home.folder.rglob("*"):
        if path.is_file() and not any(path == one or one in path.parents for one in allowed):
            assert canary.encode() not in path.read_bytes(), path


def test_in_a_field_the_keys_for_undo_are_the_fields_own_and_the_menu_takes_back_the_last_step(
    opened_window: Running,
) -> None:
    form = opened_window.goal_form()
    assert form.save()
    opened_window.settle()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Key.Key_Z, Modifier.ControlModifier)
    opened_window.settle()
    with opened_window.session.desk.read() as reader:
        assert [goal.title for goal in reader.rows(Goal)] == ["Teilhabe"]
    opened_window.press("undo")
    with opened_window.session.desk.read() as reader:
        assert reader.rows(Goal) == []


def test_a_draft_is_offered_with_what_was_typed(running: Running) -> None:
    running.open()
    running.goal_form().keep_draft()
    running.session.desk.forbid_writing("Die Datei ist fort.")
    running.program.close()
    running.open()
    question = next(one for one in running.answers.asked if one.what.startswith("Nicht gespeicherte Eingaben"))
    assert question.more == "Titel: Teilhabe"
