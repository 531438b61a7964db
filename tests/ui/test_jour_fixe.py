"""The Jour fixe through its widgets: planning, ordering, leading a meeting, and writing its minutes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.fields.days import BERLIN
from kn_desk.fields.spec import Record
from kn_desk.records.contacts import Person
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.records.minutes import MinuteEntry, Task
from kn_desk.records.strategy import StrategyItem
from kn_desk.records.topics import Topic
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.settings import Settings
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.memory import Memory
from kn_desk.ui.models.agenda_model import AgendaModel, Part
from kn_desk.ui.models.meeting_list_model import MeetingListModel
from kn_desk.ui.models.minute_model import MinuteModel
from kn_desk.ui.pages.jour_fixe.elided import Elided
from kn_desk.ui.pages.jour_fixe.view import MeetingView
from kn_desk.ui.style import Theme
from tests.makers.offices import Opened
from tests.makers.stage import undress

Key = Qt.Key
Modifier = Qt.KeyboardModifier
TODAY = date(2026, 6, 15)
NOW = datetime.combine(TODAY, time(10, 29), BERLIN)
#: The offscreen platform says what it cannot do; that is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Shown:
    """The view in a window, with what it said."""

    view: MeetingView
    context: Context
    window: QWidget
    opened: Opened
    toasts: list[tuple[str, bool]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """Numbers and titles of the agenda."""
        sheet = self.view.sheet
        return [f"{row.number} {row.item.title}" for row in sheet.rows] if sheet else []

    def press(self, widget: QWidget, key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
        QTest.keyClick(widget, key, modifier)

    def choose(self, title: str) -> AgendaItem:
        """Make an item current by its title."""
        assert self.view.sheet is not None
        item = next(row.item for row in self.view.sheet.rows if row.item.title == title)
        assert self.view.agenda.table.choose(item.id)
        return item

    def write(self, typed: str) -> None:
        """Type a line of minutes and hand it in."""
        line = self.view.pane.minutes.line
        line.setFocus()
        QTest.keyClicks(line, typed)
        self.press(line, Key.Key_Return)

    def all(self, cls: type[Record]) -> list[Any]:
        with self.opened.office.read() as reader:
            return list(reader.rows(cls))


@dataclass
class Stage:
    """Shows the view over one office."""

    opened: Opened
    qtbot: QtBot
    theme: Theme

    def show(self, width: int = 1366, height: int = 689) -> Shown:
        announcer = Announcer()
        desk = Desk(self.opened.office, Author("Erika Muster", "window"), announcer.changed.emit)
        context = Context(desk, self.theme, announcer, Wishes(), Memory(Settings(), lambda settings: None))
        window = QWidget()
        self.qtbot.addWidget(window)
        window.resize(width, height)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        view = MeetingView(context, lambda: NOW)
        layout.addWidget(view)
        shown = Shown(view, context, window, self.opened)
        announcer.changed.connect(view.update_after)
        context.wishes.toast.connect(lambda words, undo: shown.toasts.append((words, undo)))
        context.wishes.follow.connect(shown.followed.append)
        view.counted.connect(shown.counted.append)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        self.settle()
        return shown

    def settle(self) -> None:
        """Let what is done after painting be done."""
        for _ in range(4):
            QApplication.processEvents()

    def series(self) -> MeetingSeries:
        return self.opened.add(
            MeetingSeries, title="Jour fixe", rhythm="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", time_of_day=time(10),
            duration=60, standing_items="Begrüßung\nVerschiedenes",
        )  # fmt: skip

    def meeting(self, *titles: str, **values: Any) -> Meeting:
        """A meeting of today with items of ten minutes each."""
        usual = {"number": "JF 2026/12", "held_on": TODAY, "start": time(10), "end": time(11)}
        meeting = self.opened.add(Meeting, **(usual | values))
        for number, title in enumerate(titles):
            self.opened.add(AgendaItem, title=title, meeting=meeting, rank=f"b{number:02d}")
        return meeting


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    look: Any = {"mode": "light", "density": "comfortable", "text_percent": 100, "system_font": False}
    yield Stage(opened, qtbot, Theme(qapp, **look))
    undress(qapp)


# --- finding and planning


def test_without_a_meeting_the_first_step_is_offered(stage: Stage) -> None:
    stage.series()
    shown = stage.show()
    assert shown.view.sheet is None
    shown.view._nothing.button.click()
    assert shown.titles == ["1 Begrüßung", "2 Verschiedenes"]
    assert shown.toasts == [("JF 2026/01 am Montag, 15.06.2026 angelegt.", True)]


def test_meetings_stand_in_groups_and_todays_is_open(stage: Stage) -> None:
    stage.meeting("A")
    stage.meeting(number="JF 2026/13", held_on=date(2026, 6, 29))
    stage.meeting(number="JF 2026/11", held_on=date(2026, 6, 1))
    shown = stage.show()
    entries = [entry.title for entry in shown.view._choice.model.entries]
    assert entries == ["Kommend", "JF 2026/13", "Heute", "JF 2026/12", "Vergangen", "JF 2026/11"]
    assert shown.view.sheet is not None
    assert shown.view.sheet.meeting.number == "JF 2026/12"
    shown.view.meetings.view.setFocus()
    shown.press(shown.view.meetings.view, Key.Key_Up)
    assert shown.view.sheet.meeting.number == "JF 2026/13"


def test_below_1280_the_meetings_are_a_drop_down(stage: Stage) -> None:
    stage.meeting("A")
    other = stage.meeting("B", number="JF 2026/11", held_on=date(2026, 6, 1))
    shown = stage.show(1200, 700)
    box = shown.view.heading.drop_down
    assert shown.view.meetings.isHidden()
    assert box.isVisible()
    row = box.findText("JF 2026/11", Qt.MatchFlag.MatchStartsWith)
    box.setCurrentIndex(row)
    box.activated.emit(row)
    assert shown.view.sheet is not None
    assert shown.view.sheet.meeting.id == other.id


def test_below_1100_the_item_opens_with_enter_and_closes_with_esc(stage: Stage) -> None:
    stage.meeting("A", "B", status="running")
    shown = stage.show(1093, 614)
    assert shown.view.pane.isHidden() or not shown.view.pane.isVisible()
    shown.view.agenda.table.setFocus()
    shown.press(shown.view.agenda.table, Key.Key_Return)
    assert shown.view.pane.isVisible()
    assert shown.view.pane.minutes.line.hasFocus()
    shown.view.leave_detail()
    assert not shown.view.pane.isVisible()


@pytest.mark.parametrize(("width", "percent"), [(1093, 100), (1366, 200)])
def test_where_it_is_narrow_the_item_lies_over_the_agenda(stage: Stage, width: int, percent: int) -> None:
    stage.meeting("A", "B", status="running")
    stage.theme.set_look(mode="light", density="comfortable", text_percent=percent, system_font=False)
    shown = stage.show(width, 768)
    table, pane = shown.view.agenda.table, shown.view.pane
    alone = table.width()
    table.setFocus()
    shown.press(table, Key.Key_Return)
    stage.settle()
    assert pane.isVisible()
    assert table.width() == alone
    assert pane.mapTo(shown.window, pane.rect().bottomRight()) == shown.window.rect().bottomRight()
    shown.window.resize(round(1366 * percent / 100), 768)
    stage.settle()
    assert table.mapTo(shown.window, table.rect().topRight()).x() < pane.mapTo(shown.window, QPoint()).x()


def test_beside_a_drop_down_that_says_the_date_stand_weekday_and_time(stage: Stage) -> None:
    stage.meeting("A", place="Rathaus")
    assert _day_beside(stage.show()) == "Montag, 15.06.2026 · 10:00–11:00 · Rathaus"
    assert _day_beside(stage.show(1093, 614)) == "Montag · 10:00–11:00 · Rathaus"


def _day_beside(shown: Shown) -> str:
    return next(words.text() for words in shown.view.heading.findChildren(Elided) if words.isVisible())


def test_cancelled_meetings_can_be_left_out(stage: Stage) -> None:
    stage.meeting("A")
    stage.meeting(number="JF 2026/11", held_on=date(2026, 6, 1), status="cancelled")
    shown = stage.show()
    shown.view.meetings.filter_menu().actions()[-1].trigger()
    assert [entry.title for entry in shown.view._choice.model.entries] == ["Heute", "JF 2026/12"]


def test_a_meeting_on_a_holiday_says_so_and_moves_by_one_button(stage: Stage) -> None:
    stage.meeting("A", held_on=date(2026, 12, 25))
    shown = stage.show()
    notice = shown.view.heading.notice
    stage.qtbot.waitUntil(lambda: bool(notice.text))
    assert notice.text == "Der 25.12.2026 ist ein Feiertag (Erster Weihnachtstag)."
    notice._buttons[0].click()
    assert shown.all(Meeting)[0].held_on == date(2026, 12, 28)
    assert notice.text == ""


# --- the agenda


def test_alt_and_arrows_order_the_agenda_one_row_per_step(stage: Stage) -> None:
    stage.meeting("A", "B", "C")
    shown = stage.show()
    table = shown.view.agenda.table
    shown.choose("C")
    shown.press(table, Key.Key_Up, Modifier.AltModifier)
    assert shown.titles == ["1 A", "2 C", "3 B"]
    shown.press(table, Key.Key_Right, Modifier.AltModifier)
    assert shown.titles == ["1 A", "1.1 C", "2 B"]
    shown.press(table, Key.Key_Left, Modifier.AltModifier)
    assert shown.titles == ["1 A", "2 C", "3 B"]
    shown.press(table, Key.Key_Down, Modifier.AltModifier)
    assert shown.titles == ["1 A", "2 B", "3 C"]
    assert table.current_id == shown.choose("C").id
    for _ in range(4):
        shown.context.desk.undo()
    assert shown.titles == ["1 A", "2 B", "3 C"]


def drop(shown: Shown, title: str, at: QPoint) -> None:
    """Drop an item at a point of the table."""
    table = shown.view.agenda.table
    item = shown.choose(title)
    row = shown.view.sheet.row_of(item.id) if shown.view.sheet else 0
    data: QMimeData = table.model().mimeData([table.model().index(row, 0)])
    event = QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    table.dropEvent(event)


def test_dropping_between_rows_moves_and_on_a_row_makes_a_sub_item(stage: Stage) -> None:
    stage.meeting("A", "B", "C")
    shown = stage.show()
    table = shown.view.agenda.table
    drop(shown, "C", QPoint(200, table.rowViewportPosition(0) + 2))
    assert shown.titles == ["1 C", "2 A", "3 B"]
    drop(shown, "C", QPoint(200, table.rowViewportPosition(1) + table.rowHeight(1) // 2))
    assert shown.titles == ["1 A", "1.1 C", "2 B"]
    drop(shown, "A", QPoint(200, table.rowViewportPosition(2) + table.rowHeight(2) - 2))
    assert shown.titles == ["1 B", "2 A", "2.1 C"]


def test_a_typed_title_becomes_an_item_before_verschiedenes(stage: Stage) -> None:
    meeting = stage.meeting("A")
    stage.opened.add(AgendaItem, title="Verschiedenes", meeting=meeting, kind="misc", rank="z")
    shown = stage.show()
    line = shown.view.agenda.new_line
    QTest.keyClicks(line, "Glasfaser")
    shown.press(line, Key.Key_Return)
    assert shown.titles == ["1 A", "2 Glasfaser", "3 Verschiedenes"]
    assert line.text() == ""
    assert shown.view.agenda.table.current_id == shown.choose("Glasfaser").id


def test_start_times_and_the_shift_are_computed(stage: Stage) -> None:
    meeting = stage.meeting("A", status="running")
    stage.opened.add(AgendaItem, title="0", meeting=meeting, rank="a1", result="done", minutes_actual=14)
    shown = stage.show()
    row = shown.view._agenda.rows[1]
    assert (shown.view._agenda.index(1, Part.BEGIN).data(), row.shift, row.spent, row.runs) == ("10:14", 4, 15, True)
    assert shown.view._agenda.index(1, Part.MINUTES).data() == "15 / 10"


def test_the_agenda_has_one_line_per_row_only_where_every_word_has_room(stage: Stage) -> None:
    meeting = stage.meeting("A", "Was keinen Grund hat, läuft in die Spalte der Gründe weiter")
    table = stage.show(1920, 1080).view.agenda.table
    columns = (Part.REASON, Part.PRESENTER)
    assert [table.isColumnHidden(part) for part in columns] == [False, False]
    assert table.columnSpan(1, Part.TOPIC) == 2
    stage.opened.add(AgendaItem, title="B", meeting=meeting, rank="c", reason=" ".join(["Offen laut Rücklauf."] * 7))
    table = stage.show(1920, 1080).view.agenda.table
    assert [table.isColumnHidden(part) for part in columns] == [True, True]
    assert table.columnSpan(1, Part.TOPIC) == 1


def test_suggestions_are_ticked_and_taken_up_together(stage: Stage) -> None:
    stage.meeting("A")
    for title in ("Leitlinie", "Winterdienst", "Befragung"):
        stage.opened.add(Topic, title=title, proposed_on=TODAY)
    shown = stage.show()
    suggested = shown.view.agenda.suggestions
    assert suggested.model.rowCount() == 3
    assert not suggested.button.isEnabled()
    suggested.view.setFocus()
    suggested.view.setCurrentIndex(suggested.model.index(0))
    shown.press(suggested.view, Key.Key_Space)
    QTest.mouseClick(
        suggested.view.viewport(), Qt.MouseButton.LeftButton,
        pos=suggested.view.visualRect(suggested.model.index(1)).center(),
    )  # fmt: skip
    assert suggested.button.text() == "2 aufnehmen (+ 20 Min.)"
    suggested.button.click()
    stage.settle()
    assert len(shown.titles) == 3
    assert suggested.model.rowCount() == 1
    assert shown.toasts[-1] == ("2 Vorschläge aufgenommen", True)


# --- leading a meeting


def test_the_primary_button_leads_from_state_to_state(stage: Stage) -> None:
    stage.meeting("A", "B")
    shown = stage.show()
    seen = []
    for _ in range(5):
        seen.append(shown.view.heading.primary.text())
        shown.view.heading.primary.click()
    assert seen == ["Einladen", "Sitzung beginnen", "Sitzung beenden", "Protokoll freigeben", "Wieder öffnen"]
    assert shown.toasts[-1][1]


def test_approved_minutes_are_locked_and_say_so(stage: Stage) -> None:
    meeting = stage.meeting("A", "B")
    stage.opened.set(meeting, status="approved", approved_on=TODAY)
    shown = stage.show()
    assert "ist seit dem 15.06.2026 freigegeben" in shown.view.heading.notice.text
    assert not shown.view.agenda.new_line.isVisible()
    assert not shown.view.pane.minutes.line.isVisible()
    shown.choose("B")
    shown.press(shown.view.agenda.table, Key.Key_Up, Modifier.AltModifier)
    assert shown.titles == ["1 A", "2 B"]
    assert "freigegeben" in shown.toasts[-1][0]
    assert not shown.view._agenda.flags(shown.view._agenda.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_ctrl_return_notes_an_item_with_its_minutes_and_goes_on(stage: Stage) -> None:
    stage.meeting("A", "B", status="running")
    shown = stage.show()
    shown.view.pane.minutes.line.setFocus()
    shown.press(shown.view.pane.minutes.line, Key.Key_Return, Modifier.ControlModifier)
    first = next(one for one in shown.all(AgendaItem) if one.title == "A")
    assert (first.result, first.minutes_actual) == ("done", 29)
    assert shown.view.agenda.table.current_id == shown.choose("B").id


def test_the_menu_parks_an_item_in_the_themenspeicher(stage: Stage) -> None:
    stage.meeting("A", status="running")
    shown = stage.show()
    shown.choose("A")
    menu = shown.view.agenda.table.item_menu()
    assert "Nach oben\tAlt+↑" in [action.text() for action in menu.actions()]
    next(action for action in menu.actions() if action.text() == "Parken").trigger()
    assert [one.title for one in shown.all(Topic)] == ["A"]
    assert shown.toasts[-1] == ("TOP 1 in den Themenspeicher gelegt", True)


def test_delete_puts_an_item_into_the_papierkorb(stage: Stage) -> None:
    stage.meeting("A", "B")
    shown = stage.show()
    shown.choose("A")
    shown.press(shown.view.agenda.table, Key.Key_Delete)
    assert shown.titles == ["1 B"]
    shown.context.desk.undo()
    assert shown.titles == ["1 A", "2 B"]


# --- minutes


def test_a_line_of_shorthand_becomes_an_entry_and_a_task(stage: Stage) -> None:
    person = stage.opened.add(Person, last_name="Muster", first_name="Maria")
    stage.meeting("A", status="running")
    shown = stage.show()
    shown.write("A @Muster 15.12. Angebot einholen")
    (task,) = shown.all(Task)
    assert (task.title, task.responsible) == ("Angebot einholen", person.id)
    (line,) = shown.view.pane.minutes.model.lines
    assert (line.letter, line.about, line.code) == ("A", "Maria Muster, 15.12.2026", task.code)
    assert shown.toasts[-1] == (f"Aufgabe {task.code} angelegt", True)
    assert shown.view.pane.minutes.line.text() == ""
    entries = shown.view.pane.minutes.entries
    entries.setCurrentIndex(entries.model().index(0, 0))
    shown.press(entries, Key.Key_Return)
    assert shown.followed == [task.id]


def test_what_a_line_becomes_stands_below_it_and_what_is_wrong_too(stage: Stage) -> None:
    stage.opened.add(Person, last_name="Muster", first_name="Maria")
    stage.meeting("A", status="running")
    shown = stage.show()
    minutes = shown.view.pane.minutes
    QTest.keyClicks(minutes.line, "A @Nie Was")
    assert minutes.preview == "Wird: Aufgabe · Wer: „Nie“ unbekannt · Bis wann: fehlt noch"
    shown.press(minutes.line, Key.Key_Return)
    assert minutes.preview == "„@Nie“ wurde unter den Personen nicht gefunden."
    assert minutes.line.text() == "A @Nie Was"
    assert shown.all(MinuteEntry) == []


def test_names_are_offered_above_the_line_and_taken_by_enter(stage: Stage) -> None:
    for first, last in (("Bernd", "Beispiel"), ("Berta", "Musterfrau"), ("Carla", "Anders")):
        stage.opened.add(Person, last_name=last, first_name=first)
    stage.meeting("A", status="running")
    shown = stage.show()
    line = shown.view.pane.minutes.line
    line.setFocus()
    QTest.keyClicks(line, "A @Be")
    offer = line.offer
    assert offer.isVisible()
    assert [offer.item(row).text() for row in range(offer.count())] == ["Bernd Beispiel", "Berta Musterfrau"]
    assert offer.geometry().bottom() < line.mapTo(shown.view.pane, QPoint(0, 0)).y()
    shown.press(line, Key.Key_Down)
    shown.press(line, Key.Key_Return)
    assert line.text() == "A @Musterfrau "
    assert not offer.isVisible()
    QTest.keyClicks(line, "@")
    shown.press(line, Key.Key_Escape)
    assert not offer.isVisible()


def test_the_names_offered_go_with_the_line_when_what_it_becomes_takes_two_lines(stage: Stage) -> None:
    stage.opened.add(Person, last_name="Musterfrau-Beispielberg", first_name="Maximiliane-Henriette")
    stage.meeting("A", status="running")
    shown = stage.show()
    line = shown.view.pane.minutes.line
    line.setFocus()
    before = line.mapTo(shown.view.pane, QPoint()).y()
    QTest.keyClicks(line, "A @Mus")
    stage.settle()
    assert line.mapTo(shown.view.pane, QPoint()).y() < before - 20
    assert line.offer.geometry().bottom() < line.mapTo(shown.view.pane, QPoint()).y()


def test_an_entry_is_changed_and_put_away(stage: Stage) -> None:
    stage.meeting("A", status="running")
    shown = stage.show()
    shown.write("Erste Fassung")
    entries = shown.view.pane.minutes.entries
    entries.setCurrentIndex(entries.model().index(0, 0))
    shown.press(entries, Key.Key_F2)
    line = shown.view.pane.minutes.line
    assert line.text() == "Erste Fassung"
    line.setText("Zweite Fassung")
    shown.press(line, Key.Key_Return)
    assert [entry.text for entry in shown.all(MinuteEntry)] == ["Zweite Fassung"]
    entries.setCurrentIndex(entries.model().index(0, 0))
    shown.press(entries, Key.Key_Delete)
    assert shown.all(MinuteEntry) == []


def test_what_is_typed_survives_another_change(stage: Stage) -> None:
    stage.meeting("A", "B", status="running")
    shown = stage.show()
    QTest.keyClicks(shown.view.pane.minutes.line, "I Halb getippt")
    stage.opened.add(Task, title="Etwas anderes")
    shown.context.desk.create(Topic(id="01a20f00-0000-7000-8000-000000000001", title="Neu"))  # type: ignore[call-arg]
    assert shown.view.pane.minutes.line.text() == "I Halb getippt"


def test_leaving_a_changed_preparation_saves_it(stage: Stage) -> None:
    stage.meeting("A", "B")
    shown = stage.show()
    shown.choose("A")
    pane = shown.view.pane
    pane.tabs.show_page(pane.form)
    title = pane.form._editors["title"].inner
    title.setFocus()
    QTest.keyClicks(title, "bc")
    shown.choose("B")
    assert sorted(one.title for one in shown.all(AgendaItem)) != ["A", "B"]
    assert ("Gespeichert", True) in shown.toasts


def test_what_belongs_to_a_meeting_leads_to_it(stage: Stage) -> None:
    stage.meeting("A")
    other = stage.meeting("B", number="JF 2026/11", held_on=date(2026, 6, 1))
    shown = stage.show()
    item = next(one for one in shown.all(AgendaItem) if one.title == "B")
    entry = stage.opened.add(MinuteEntry, agenda_item=item, text="Gesagt")
    assert shown.view.choose(entry.id)
    assert shown.view.sheet is not None
    assert shown.view.sheet.meeting.id == other.id
    assert shown.view.agenda.table.current_id == item.id
    assert not shown.view.choose(stage.opened.add(Task, title="x").id)


def test_the_agenda_is_copied_as_a_table(stage: Stage) -> None:
    stage.meeting("A", "B")
    shown = stage.show()
    shown.view.copy_chosen()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("TOP\tBeginn\tThema")
    assert lines[2].startswith("2\t10:10\tB")


# --- the whole


def test_the_models_keep_the_rules_of_item_models(stage: Stage) -> None:
    stage.meeting("A", "B", status="running")
    stage.opened.add(Topic, title="Leitlinie")
    shown = stage.show()
    shown.write("I Text")
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    agenda, meetings, minutes = AgendaModel(), MeetingListModel(), MinuteModel()
    testers = [QAbstractItemModelTester(model, mode) for model in (agenda, meetings, minutes)]
    testers.append(QAbstractItemModelTester(shown.view.agenda.suggestions.model, mode))
    agenda.show(shown.view.sheet)
    meetings.show(shown.view._choice.model.entries)
    minutes.show(shown.view.pane.minutes.model.lines)
    shown.view.agenda.suggestions.model.turn(0)
    assert (agenda.rowCount(), meetings.rowCount(), minutes.rowCount()) == (2, 2, 1)
    assert agenda.index(0, 0).parent() == QModelIndex()
    assert len(testers) == 4


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 689), (1093, 614), (960, 560)])
def test_everything_that_takes_the_keyboard_has_a_name(stage: Stage, size: tuple[int, int]) -> None:
    stage.meeting("A", "B", status="running")
    stage.opened.add(Topic, title="Leitlinie")
    shown = stage.show(*size)
    shown.view._open_item(shown.choose("A").id)
    nameless = [
        type(widget).__name__
        for widget in shown.view.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert nameless == []
    assert shown.view.agenda.horizontalScrollBar().maximum() == 0


def test_the_look_can_change_while_it_is_open(stage: Stage) -> None:
    stage.meeting("A", "B", status="running")
    shown = stage.show()
    for percent in (200, 100):
        stage.theme.set_look(mode="dark", density="compact", text_percent=percent, system_font=False)
        stage.settle()
    assert shown.titles == ["1 A", "2 B"]


def test_a_title_or_a_kennung_that_names_a_massnahme_links_the_item_to_it(stage: Stage) -> None:
    stage.meeting("A")
    who = stage.opened.add(Person, last_name="Muster", first_name="Maria")
    about = stage.opened.add(StrategyItem, title="Virtuelles Rathaus", responsible=who)
    shown = stage.show()
    line = shown.view.agenda.new_line
    for typed in ("virtuelles rathaus", about.code.lower()):
        QTest.keyClicks(line, typed)
        shown.press(line, Key.Key_Return)
        item = shown.view.sheet.rows[-1].item
        assert (item.title, item.links, item.presenter) == ("Virtuelles Rathaus", (about.id,), who.id)
        assert shown.toasts[-1] == (f"TOP angelegt, betrifft {about.code}", True)
    assert list(AgendaItem.spec.fields)[:2] == ["title", "links"]  # "Betrifft" stands at the top


def test_the_line_for_a_new_item_is_seen_however_long_the_agenda_is(stage: Stage) -> None:
    stage.meeting(*(f"TOP {number}" for number in range(30)))
    shown = stage.show()
    line, window = shown.view.agenda.new_line, shown.window
    assert window.rect().contains(line.mapTo(window, line.rect().bottomRight()))
    assert shown.view.foot > line.height()  # no toast lies over it


def test_with_the_first_item_the_head_of_the_agenda_comes_into_sight(stage: Stage) -> None:
    stage.meeting(*(f"TOP {number}" for number in range(30)))
    shown = stage.show()
    shown.choose("TOP 29")
    assert shown.view.agenda.verticalScrollBar().value() > 0
    shown.choose("TOP 0")
    assert shown.view.agenda.verticalScrollBar().value() == 0


def test_a_day_that_does_not_exist_is_said_while_it_is_typed(stage: Stage) -> None:
    stage.meeting("A", status="running")
    shown = stage.show()
    line = shown.view.pane.minutes.line
    line.setFocus()
    QTest.keyClicks(line, "A 31.2. Angebot")
    assert shown.view.pane.minutes.preview == "Den Tag „31.2.“ gibt es nicht. Der Februar 2026 hat 28 Tage."


def test_after_a_decision_it_is_asked_whether_the_item_is_done(stage: Stage) -> None:
    stage.meeting("A", status="running")
    shown = stage.show()
    shown.write("Beschluss: Der Antrag wird gestellt")
    assert shown.view.pane.minutes.preview == "Ist der TOP damit behandelt? Strg+Eingabe vermerkt es."
    shown.press(shown.view.pane.minutes.line, Key.Key_Return, Modifier.ControlModifier)
    assert [item.result for item in shown.all(AgendaItem)] == ["done"]


def test_a_meeting_that_begins_opens_the_minutes(stage: Stage) -> None:
    stage.meeting("A", status="invited")
    shown = stage.show()
    pane = shown.view.pane
    pages: list[QWidget] = [pane.tabs.current]
    shown.view.heading.primary.click()
    pages.append(pane.tabs.current)
    assert pages == [pane.form, pane.minutes]
