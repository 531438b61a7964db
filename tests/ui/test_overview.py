"""The morning's briefing and the list of Fristen through their widgets: read, done, moved, put on the agenda."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.records.contacts import Person
from kn_desk.records.duties import Obligation
from kn_desk.records.funding import Application
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.minutes import FollowUp, Task
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.deadline_groups import briefing_groups, share_room
from kn_desk.services.deadline_list import deadlines
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.services.worsened import Worse
from kn_desk.settings import Settings
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.dialogs.new_task import NewTaskDialog
from kn_desk.ui.due_list.day_menu import DayMenu
from kn_desk.ui.due_list.view import DueList
from kn_desk.ui.memory import Memory
from kn_desk.ui.models.due_model import DueModel
from kn_desk.ui.models.worse_model import WorseModel
from kn_desk.ui.pages.deadline_view import DeadlineView
from kn_desk.ui.pages.overview.overview_page import OverviewPage
from kn_desk.ui.pages.overview.view import OverviewView
from kn_desk.ui.pages.page import Page
from kn_desk.ui.style import Theme
from tests.makers.anything import TODAY
from tests.makers.offices import Opened, SettableClock
from tests.makers.stage import settle_below, undress

Key = Qt.Key
#: The offscreen platform says what it cannot do; that is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@dataclass
class Shown:
    """A page in a window of its own, with what it said."""

    page: Page
    context: Context
    toasts: list[tuple[str, bool]] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)

    @property
    def overview(self) -> OverviewView:
        assert isinstance(self.page.view, OverviewView)
        return self.page.view

    @property
    def deadlines(self) -> DeadlineView:
        assert isinstance(self.page.view, DeadlineView)
        return self.page.view

    def words(self) -> list[str]:
        labels = self.page.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]


@dataclass
class Stage:
    """Shows pages over one office, and writes to it."""

    opened: Opened
    qtbot: QtBot
    theme: Theme

    def show(self, width: int = 1366, height: int = 689) -> Shown:
        return self._shown(OverviewPage(context := self.context()), context, width, height)

    def show_deadlines(self, width: int = 1366, height: int = 689) -> Shown:
        context = self.context()
        return self._shown(Page(context, "deadlines", "Fristen", [DeadlineView(context)]), context, width, height)

    def _shown(self, page: Page, context: Context, width: int, height: int) -> Shown:
        self.qtbot.addWidget(page)
        shown = Shown(page, context)
        context.announcer.changed.connect(page.update_after)
        context.wishes.toast.connect(lambda words, undo: shown.toasts.append((words, undo)))
        context.wishes.status.connect(shown.status.append)
        context.wishes.follow.connect(shown.followed.append)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        settle_below(page)
        return shown

    def context(self) -> Context:
        announcer = Announcer()
        desk = Desk(self.opened.office, Author("Erika Muster", "window"), announcer.changed.emit)
        return Context(desk, self.theme, announcer, Wishes(), Memory(Settings(), lambda settings: None))


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    """A stage with the light look."""
    look: Any = {"mode": "light", "density": "comfortable", "text_percent": 100, "system_font": False}
    yield Stage(opened, qtbot, Theme(qapp, **look))
    undress(qapp)


def titles(due: DueList) -> list[str]:
    return [one.title for one in due.due.deadlines]


def click_button(due: Any, title: str, name: str) -> None:
    """Press a painted button of a row by mouse; the current row has more of them."""
    model = due.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == title)
    place = due.place_of_button(model.index(row, 0), name)
    assert not place.isEmpty()
    QTest.mouseClick(due.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def dialog_of(view: QWidget) -> NewTaskDialog:
    dialog = view.findChild(NewTaskDialog)
    assert dialog is not None
    return dialog


def open_menu(owner: QWidget) -> QMenu:
    return next(menu for menu in owner.findChildren(QMenu) if menu.isVisible())


def test_an_empty_office_says_what_belongs_here_and_offers_a_task(stage: Stage) -> None:
    shown = stage.show()
    view = shown.overview
    assert view.sentence.text.startswith("Nichts überfällig")
    assert not view.due.isVisible()
    assert any("Aufgaben, Meilensteine und Pflichten" in words for words in shown.words())
    assert "Es ist keine Sitzung geplant." in shown.words()
    QTest.mouseClick(view.card.empty_button, Qt.MouseButton.LeftButton)
    assert dialog_of(view).isVisible()


def test_the_heading_is_the_date_and_the_status_bar_has_the_counts(stage: Stage) -> None:
    stage.opened.add(Task, title="T", due_on=in_days(-1))
    shown = stage.show()
    assert "Montag, 15. Juni 2026" in shown.words()
    assert shown.status[-1].startswith("1 überfällig · 0 diese Woche")


def test_rows_stand_in_groups_by_day(stage: Stage) -> None:
    stage.opened.add(Task, title="Später", due_on=in_days(10))
    stage.opened.add(Task, title="Bald", due_on=in_days(2))
    stage.opened.add(Task, title="Zu spät", due_on=in_days(-2))
    shown = stage.show(1920, 1080)
    due = shown.overview.due
    assert titles(due) == ["Zu spät", "Bald", "Später"]
    shown_rows = [due.due.index(row, 0).data() for row in range(due.due.rowCount())]
    assert shown_rows == ["Überfällig", "Zu spät", "Diese Woche", "Bald", "Bis 30. Juni", "Später"]
    assert not shown.overview.card.more.isVisible()


def test_what_does_not_fit_is_one_link_away(stage: Stage) -> None:
    for number in range(30):
        stage.opened.add(Task, title=f"T{number}", due_on=in_days(-1))
    stage.opened.add(Task, title="Später", due_on=in_days(10))
    shown = stage.show()
    view = shown.overview
    seen = len(titles(view.due))
    assert 5 <= seen < 30
    assert view.card.more.text() == f"Alle Fristen: {30 - seen} weitere überfällige, 1 bis 30. Juni"
    QTest.mouseClick(view.card.more, Qt.MouseButton.LeftButton)
    assert len(titles(view.due)) == 31
    assert view.card.more.text() == "Weniger Fristen"


def test_a_higher_window_shows_more_of_what_is_overdue_and_needs_no_bar(stage: Stage) -> None:
    for number in range(30):
        stage.opened.add(Task, title=f"T{number}", due_on=in_days(-1))
        stage.opened.add(Task, title=f"Später {number}", due_on=in_days(10))
    shown = stage.show(1920, 900)
    view = shown.overview
    few = titles(view.due)
    bar = view.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() == 0
    shown.page.resize(1920, 1600)
    QApplication.processEvents()
    assert len(titles(view.due)) > len(few)
    assert all(title.startswith("T") for title in titles(view.due)[:30])
    assert bar.maximum() == 0


@pytest.mark.parametrize(
    ("counts", "room", "shown"),
    [
        ((15, 8, 33), 0, (5, 6, 0)),
        ((15, 8, 33), 23, (15, 6, 0)),
        ((15, 8, 33), 26, (15, 8, 0)),
        ((15, 8, 33), 27, (15, 8, 1)),
        ((0, 2, 33), 10, (0, 2, 6)),
        ((2, 1, 0), 50, (2, 1, 0)),
    ],
)
def test_room_goes_to_what_is_overdue_first_and_a_head_needs_a_row(
    counts: tuple[int, ...], room: int, shown: tuple[int, ...]
) -> None:
    assert share_room(counts, (5, 6, 0), room) == shown


def test_a_task_is_done_by_one_click_and_can_be_taken_back(stage: Stage) -> None:
    task = stage.opened.add(Task, title="Angebot einholen", due_on=in_days(-3))
    shown = stage.show()
    click_button(shown.overview.due, "Angebot einholen", "act")
    done = stage.opened.get(task)
    assert (done.status, done.done_on) == ("done", TODAY)
    assert shown.toasts == [("Erledigt: Angebot einholen", True)]
    assert titles(shown.overview.due) == []
    assert shown.overview.sentence.text.startswith("Nichts überfällig")
    shown.context.desk.undo()
    assert titles(shown.overview.due) == ["Angebot einholen"]


def test_arrows_go_through_the_rows_and_enter_does_the_next_thing(stage: Stage) -> None:
    for number in range(3):
        stage.opened.add(Task, title=f"T{number}", due_on=in_days(number - 1))
    shown = stage.show()
    due = shown.overview.due
    due.setFocus(Qt.FocusReason.TabFocusReason)
    assert due.current is not None
    assert due.current.title == "T0"
    QTest.keyClick(due, Key.Key_Down)
    assert due.current.title == "T1"
    QTest.keyClick(due, Key.Key_Return)
    assert titles(due) == ["T0", "T2"]
    assert due.current.title == "T2"


def test_what_cannot_be_finished_here_is_opened(stage: Stage) -> None:
    grant = stage.opened.add(Application, title="Antrag")
    stage.opened.add(Obligation, application=grant, kind="final_proof", due_on=in_days(1))
    shown = stage.show()
    due = shown.overview.due
    due.choose_first()
    QTest.keyClick(due, Key.Key_Return)
    assert shown.followed == [grant.id]
    QTest.keyClick(due, Key.Key_V)
    assert not due.findChildren(DayMenu)
    assert shown.toasts == []


def test_a_follow_up_and_a_milestone_are_finished_too(stage: Stage) -> None:
    item = stage.opened.add(StrategyItem, title="WLAN")
    follow_up = stage.opened.add(FollowUp, text="Nachfragen", about=(item,), due_on=TODAY)
    milestone = stage.opened.add(Milestone, title="Standort", item=item, due_planned=in_days(1))
    shown = stage.show()
    click_button(shown.overview.due, "Nachfragen", "act")
    click_button(shown.overview.due, "Standort", "act")
    assert stage.opened.get(follow_up).done
    assert stage.opened.get(milestone).done_on == TODAY


def test_a_day_is_moved_by_key_and_menu(stage: Stage) -> None:
    task = stage.opened.add(Task, title="T", due_on=in_days(-3))
    shown = stage.show()
    due = shown.overview.due
    due.choose_first()
    QTest.keyClick(due, Key.Key_V)
    menu = open_menu(shown.overview)
    assert [action.text().split("\t")[0] for action in menu.actions()[:3]] == [
        "Morgen", "Nächste Woche", "Einen Monat später",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    moved = stage.opened.get(task)
    assert (moved.due_on, moved.due_original) == (in_days(7), in_days(-3))
    assert shown.toasts == [("Verschoben auf Montag, 22.06.2026: T", True)]


def test_the_current_row_has_a_button_for_moving(stage: Stage) -> None:
    stage.opened.add(Task, title="Vorher", due_on=in_days(-4))
    stage.opened.add(Task, title="T", due_on=in_days(-3))
    shown = stage.show()
    due = shown.overview.due
    index = due.due.index(2, 0)
    assert due.place_of_button(index, "move").isEmpty()
    due.setCurrentIndex(index)
    click_button(due, "T", "move")
    menu = open_menu(shown.overview)
    assert isinstance(menu, DayMenu)
    menu._pick(menu._calendar.selectedDate().addDays(1))
    assert titles(due) == ["Vorher", "T"]
    assert shown.toasts == [("Verschoben auf Dienstag, 16.06.2026: T", True)]


def test_an_overdue_milestone_is_planned_anew_or_reached_by_its_menu(stage: Stage) -> None:
    item = stage.opened.add(StrategyItem, title="WLAN")
    milestone = stage.opened.add(Milestone, title="Vergabe", item=item, due_planned=in_days(-3))
    shown = stage.show()
    due = shown.overview.due
    due.choose_first()
    QTest.keyClick(due, Key.Key_Return)
    assert isinstance(open_menu(shown.overview), DayMenu)
    open_menu(shown.overview).close()
    due.menu_wanted.emit(due.currentIndex(), QPoint(10, 10))
    menu = open_menu(due)
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names == ["Neu planen", "Erreicht", "Öffnen", "Verschieben …", "Zum nächsten Jour fixe"]
    menu.actions()[1].trigger()
    assert stage.opened.get(milestone).done_on == TODAY


def test_a_row_goes_to_the_next_agenda_once(stage: Stage) -> None:
    meeting = stage.opened.add(Meeting, number="JF 2026/12", held_on=in_days(3))
    task = stage.opened.add(Task, title="Angebot", due_on=in_days(-3))
    shown = stage.show()
    due = shown.overview.due
    due.choose_first()
    QTest.keyClick(due, Key.Key_J)
    QTest.keyClick(due, Key.Key_J)
    assert shown.toasts == [
        ("Steht auf der Tagesordnung von JF 2026/12: Angebot", True),
        ("Das steht schon auf der Tagesordnung von JF 2026/12.", False),
    ]
    with stage.opened.office.read() as reader:
        [made] = reader.rows(AgendaItem)
    assert (made.meeting, made.links, made.reason) == (meeting.id, (task.id,), "überfällig seit 12.06.")


def test_without_a_meeting_the_agenda_says_what_to_do(stage: Stage) -> None:
    stage.opened.add(Task, title="Angebot", due_on=in_days(-3))
    shown = stage.show()
    shown.overview.due.choose_first()
    click_button(shown.overview.due, "Angebot", "agenda")
    [(words, undo)] = shown.toasts
    assert "keine Sitzung geplant" in words
    assert not undo


def test_a_worse_light_is_told_with_its_reason_and_goes_to_the_agenda(stage: Stage, clock: SettableClock) -> None:
    item = stage.opened.add(StrategyItem, title="Breitband", start_planned=in_days(-9), end_planned=in_days(90))
    stage.opened.add(Milestone, title="Vergabe", item=item, due_planned=in_days(18), mandatory=True)
    clock.set(in_days(20))
    stage.opened.office.refresh()
    stage.opened.add(Meeting, number="JF 2026/14", held_on=in_days(23))
    shown = stage.show()
    rows = shown.overview.worse
    assert rows.isVisible()
    assert "Eine Ampel" in shown.overview.sentence.text
    assert "Verschlechtert seit Sonntag, 28. Juni" in shown.words()
    assert "Vergabe" in rows.worse.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    click_button(rows, "Breitband", "agenda")
    with stage.opened.office.read() as reader:
        [made] = reader.rows(AgendaItem)
    assert (made.title, made.reason, made.links) == ("Breitband", "Verzögert seit 05.07.", (item.id,))
    assert rows.place_of_button(rows.worse.index(0, 0), "agenda").isEmpty()
    rows.choose_first()
    QTest.keyClick(rows, Key.Key_Return)
    assert shown.followed == [item.id]


def test_the_aside_shows_how_the_office_stands(stage: Stage) -> None:
    meeting = stage.opened.add(Meeting, held_on=in_days(3))
    stage.opened.add(Application, title="A", status="drafting", amount_requested=640_000_00, probability=50)
    shown = stage.show()
    page = shown.page
    assert isinstance(page, OverviewPage)
    assert page.aside.isVisible()
    assert not shown.overview.drawer_button.isVisible()
    words = shown.words()
    assert {"Donnerstag, 18.06.2026", "640.000 €", "320.000 €", "Noch nichts versandt."} <= set(words)
    stage.qtbot.waitUntil(lambda: any("für die Tagesordnung" in words for words in shown.words()))
    QTest.mouseClick(page.aside.prepare, Qt.MouseButton.LeftButton)
    assert shown.followed == [meeting.id]


def test_below_1280_the_aside_is_a_drawer(stage: Stage) -> None:
    stage.opened.add(Meeting, held_on=in_days(3))
    shown = stage.show(1093, 614)
    page = shown.page
    assert isinstance(page, OverviewPage)
    assert not page.aside.isVisible()
    QTest.mouseClick(shown.overview.drawer_button, Qt.MouseButton.LeftButton)
    assert page.aside.isVisible()
    assert page.aside.geometry().right() == page.width() - 1
    page.view.leave_detail()
    assert not page.aside.isVisible()
    QTest.keySequence(page, QKeySequence(Key.Key_F4))
    assert page.aside.isVisible()
    QTest.mouseClick(page.aside.close_button, Qt.MouseButton.LeftButton)
    assert not page.aside.isVisible()
    page.resize(1400, 689)
    assert page.aside.isVisible()


def test_a_page_that_is_not_seen_waits_with_reading(stage: Stage) -> None:
    shown = stage.show()
    shown.page.hide()
    shown.context.desk.create(Task.of({"id": "01900000-0000-7000-8000-000000000001", "title": "T", "due_on": TODAY}))
    assert titles(shown.overview.due) == []
    shown.page.show()
    assert titles(shown.overview.due) == ["T"]


def test_a_new_day_is_noticed_when_the_page_is_seen_again(stage: Stage, clock: SettableClock) -> None:
    stage.opened.add(Task, title="T", due_on=TODAY)
    shown = stage.show()
    shown.page.hide()
    clock.set(in_days(1))
    shown.page.show()
    assert "1 überfällig" in shown.overview.sentence.text


def test_a_new_task_is_written_in_a_small_dialog(stage: Stage) -> None:
    person = stage.opened.add(Person, last_name="Muster")
    shown = stage.show()
    shown.overview.begin_new()
    dialog = dialog_of(shown.overview)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "Was ist zu tun?" in [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    QTest.keyClicks(dialog.editors["title"].inner, "Angebot einholen")
    QTest.keyClicks(dialog.editors["responsible"].inner, "Muster")
    QTest.keyClicks(dialog.editors["due_on"].inner, "32.6.")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    dialog.editors["due_on"].show_value(None, "17.6.")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    with stage.opened.office.read() as reader:
        [task] = reader.rows(Task)
    assert (task.responsible, task.due_on, task.due_original) == (person.id, in_days(2), in_days(2))
    assert shown.toasts == [(f"{task.code} angelegt", True)]
    assert titles(shown.overview.due) == ["Angebot einholen"]


def test_the_list_of_deadlines_filters_by_kind_person_span_and_words(stage: Stage) -> None:
    person = stage.opened.add(Person, last_name="Muster", first_name="Jana")
    stage.opened.add(Task, title="Angebot", responsible=person, due_on=in_days(-3))
    stage.opened.add(Task, title="Bericht", due_on=in_days(40))
    stage.opened.add(FollowUp, text="Nachfragen", about=(person,), due_on=in_days(3))
    shown = stage.show_deadlines()
    view = shown.deadlines
    assert titles(view.due) == ["Angebot", "Nachfragen", "Bericht"]
    assert "3 Fristen" in shown.words()

    def choose(name: str, words: str) -> None:
        box = view.boxes[name]
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())

    choose("kind", "Aufgabe")
    assert titles(view.due) == ["Angebot", "Bericht"]
    choose("who", "Muster, J.")
    assert titles(view.due) == ["Angebot"]
    choose("kind", "Wiedervorlage")
    assert any("Kein Treffer" in words for words in shown.words())
    QTest.mouseClick(view._empty.button, Qt.MouseButton.LeftButton)
    choose("span", "bis Sonntag")
    assert titles(view.due) == ["Angebot", "Nachfragen"]
    view.leave_detail()
    view.search_here()
    QTest.keyClicks(view.search, "beri")
    stage.qtbot.waitUntil(lambda: titles(view.due) == ["Bericht"])
    assert "1 von 3 Fristen" in shown.words()


def test_in_the_list_of_deadlines_enter_opens_and_space_acts(stage: Stage) -> None:
    task = stage.opened.add(Task, title="Angebot", due_on=in_days(-3))
    shown = stage.show_deadlines()
    due = shown.deadlines.due
    due.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(due, Key.Key_Return)
    assert shown.followed == [task.id]
    QTest.keyClick(due, Key.Key_Space)
    assert stage.opened.get(task).status == "done"
    assert any("Hier stehen alle Termine" in words for words in shown.words())


def test_the_models_keep_the_rules_of_qt(stage: Stage) -> None:
    for days in (-3, 1, 9):
        stage.opened.add(Task, title=str(days), due_on=in_days(days))
    parent = QWidget()
    stage.qtbot.addWidget(parent)
    due, worse = DueModel(parent), WorseModel(parent)
    testers = [QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
               for model in (due, worse)]  # fmt: skip
    with stage.opened.office.read() as reader:
        groups = briefing_groups(deadlines(reader), TODAY)
    due.show([(group, 9) for group in groups], TODAY)
    due.show([], TODAY)
    worse.show([Worse("x", "M-1", "T", "ok", "warn", TODAY, "R")], {"x"})
    assert testers
    assert due.rowCount() == 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_widget_that_takes_the_keyboard_has_a_name(stage: Stage, mode: Any) -> None:
    stage.opened.add(Task, title="T", due_on=TODAY)
    pages = [stage.show(1093, 614).page, stage.show_deadlines().page]
    stage.theme.set_look(mode=mode, density="compact", text_percent=200, system_font=False)
    for page in pages:
        page.grab()
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named, widget
