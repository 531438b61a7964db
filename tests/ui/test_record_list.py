"""The list of records through its widgets: filters, views, several rows at once, paste, the drawer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QStyle, QStyleOptionHeader
from pytestqt.qtbot import QtBot

from kn_desk.records.change import creation
from kn_desk.records.contacts import Person
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import FinanceLine
from kn_desk.records.minutes import Task
from kn_desk.records.office import SavedView, Tag
from kn_desk.services.edit import new_record
from kn_desk.services.saved_views import views_of
from kn_desk.ui.dialogs.bulk_edit import BulkEditDialog
from kn_desk.ui.dialogs.paste_preview import PasteDialog
from kn_desk.ui.dialogs.view_name import ViewNameDialog
from kn_desk.ui.models import record_table
from kn_desk.ui.pages.plans import APPLICATIONS
from kn_desk.ui.pages.record_list import ListPlan, RecordList
from kn_desk.ui.pages.record_menu import RecordMenu
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.stage import Shown, ViewStage, view_stage

D = TypeVar("D", bound=QDialog)
Key = Qt.Key
Modifier = Qt.KeyboardModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PLAN = ListPlan(
    Task, ("code", "title", "light", "status", "due_on"), "title", ("light", "status"), sort="title",
    new_label="Neue Aufgabe", empty="Hier stehen Aufgaben.",
)  # fmt: skip


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


@pytest.fixture
def tasks(opened: Opened) -> list[Task]:
    """Three open tasks and one that is over."""
    return [
        opened.add(Task, title="Angebot", due_on=TODAY - timedelta(days=2)),
        opened.add(Task, title="Brücke", due_on=TODAY + timedelta(days=90)),
        opened.add(Task, title="Chronik"),
        opened.add(Task, title="Dach", status="dropped"),
    ]


def show(stage: ViewStage, width: int = 1366, plan: ListPlan = PLAN) -> Shown[RecordList]:
    return stage.show(lambda context: RecordList(context, plan), width)


def titles(view: RecordList) -> list[str]:
    model = view.table.records
    column = [column.name for column in model.columns].index("title")
    return [model.index(row, column).data() for row in range(model.rowCount())]


def dialog(kind: type[D]) -> D:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1
    return found[0]


def ticked_menu(view: RecordList) -> dict[str, bool]:
    menu: QMenu = view._views.menu()
    menu.aboutToShow.emit()
    return {action.text(): action.isChecked() for action in menu.actions() if action.isCheckable()}


def click_menu(view: RecordList, words: str) -> None:
    menu: QMenu = view._views.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


# --- filters


def test_typing_filters_says_how_many_of_how_many_and_one_click_clears(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    assert shown.counted[-1] == "4 Aufgaben"
    QTest.keyClicks(shown.view.filters.search, "bruck")
    stage.qtbot.waitUntil(lambda: titles(shown.view) == ["Brücke"])
    assert shown.counted[-1] == "1 von 4 Aufgaben"
    assert shown.view.filters.clear_button.isVisible()
    QTest.mouseClick(shown.view.filters.clear_button, Qt.MouseButton.LeftButton)
    assert len(titles(shown.view)) == 4
    assert shown.view.filters.clear_button.isHidden()


def test_what_is_shown_stays_chosen_while_it_passes_the_filter_and_closes_where_it_does_not(
    stage: ViewStage, tasks: list[Task]
) -> None:
    view = show(stage).view
    view.choose(tasks[1].id)
    view.table.clearSelection()
    view.filters.search.setText("bru")
    stage.qtbot.waitUntil(lambda: titles(view) == ["Brücke"])
    assert view.table.selected_ids() == [tasks[1].id]
    view.filters.search.setFocus()
    view.filters.search.setText("dach")
    stage.qtbot.waitUntil(lambda: titles(view) == ["Dach"])
    assert view.detail is None
    assert view.filters.search.hasFocus()


def test_what_is_typed_into_a_record_stays_open_where_the_filter_hides_it(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    shown.view.choose(tasks[1].id)
    assert shown.view.detail is not None
    shown.view.detail.edit_form()
    shown.view.detail.form.type_into({"title": "Brücke und Steg"})
    shown.view.filters.search.setText("dach")
    stage.qtbot.waitUntil(lambda: titles(shown.view) == ["Dach"])
    assert shown.view.detail is not None
    assert f"{tasks[1].code} nicht in der gefilterten Liste" in shown.status[-1]


def test_the_row_of_the_keyboard_has_a_ring(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    view.table.choose(tasks[1].id)
    row = view.table.visualRect(view.table.currentIndex())
    edge = row.topLeft() + QPoint(40, 1)

    def at_edge() -> QColor:
        return QColor(view.table.viewport().grab().toImage().pixelColor(edge))

    view.filters.search.setFocus()
    assert at_edge() == QColor(stage.theme.tokens.sel)
    view.table.setFocus()
    assert at_edge() == QColor(stage.theme.tokens.accent)


def test_the_status_bar_says_how_many_are_chosen_and_what_is_red(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    stage.qtbot.waitUntil(lambda: shown.status[-1] == "4 Aufgaben · 1 dringend")
    shown.view.table.choose_all([task.id for task in tasks[:3]])
    assert shown.status[-1] == "4 Aufgaben · 3 ausgewählt · 1 dringend"


def test_no_hit_is_another_state_than_nothing_yet(stage: ViewStage, opened: Opened) -> None:
    shown = show(stage)
    assert shown.view._empty.words.text() == "Hier stehen Aufgaben."
    assert shown.view._empty.button.text() == "Neue Aufgabe"
    opened.add(Task, title="Angebot")
    shown.view.reload()
    shown.view.filters.search.setText("zzz")
    stage.qtbot.waitUntil(lambda: shown.view._empty.isVisible())
    QTest.mouseClick(shown.view._empty.button, Qt.MouseButton.LeftButton)
    assert titles(shown.view) == ["Angebot"]


def test_filters_sort_and_columns_are_found_again(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    view.filters.show_state({"status": ("dropped",)}, "")
    view.filters.changed.emit()
    view._set_columns(["title", "status"])
    view.table._sort_by(1)
    again = show(stage).view
    assert titles(again) == ["Dach"]
    assert [column.name for column in again.table.records.columns] == ["title", "status"]
    assert again.table.records.query.sort == "status"
    assert again.filters.clear_button.isVisible()


def test_a_new_record_begins_with_what_the_filters_show(stage: ViewStage) -> None:
    view = show(stage).view
    view.filters.show_state({"status": ("dropped",), "light": ("crit",)}, "")
    view.begin_new()
    assert view.detail is not None
    assert view.detail.form.record is not None
    assert view.detail.form.record.status == "dropped"  # type: ignore[attr-defined]


def test_a_record_that_filters_hide_is_shown_when_it_is_chosen(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    view.filters.show_state({"status": ("dropped",)}, "")
    view.filters.changed.emit()
    assert view.choose(tasks[1].id)
    assert view.table.selected_ids() == [tasks[1].id]
    assert not view.filters.is_active


def test_a_record_of_another_type_is_not_shown(stage: ViewStage, opened: Opened) -> None:
    assert not show(stage).view.choose(opened.add(Person, last_name="Muster").id)


# --- long lists


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch, opened: Opened) -> None:
    """Lists of more than a handful are read in two steps."""
    titles = (f"Aufgabe {n:03}" for n in range(300))
    opened.apply(*(creation(new_record(Task, {"title": title})) for title in titles), verb="import")
    defaults = record_table.RecordTableModel.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "at_once", 5)


@pytest.mark.usefixtures("long_lists")
def test_a_long_list_says_its_number_and_keeps_what_is_chosen(stage: ViewStage, opened: Opened) -> None:
    shown = show(stage)
    view = shown.view
    stage.qtbot.waitUntil(lambda: view.table.records.rowCount() == 300)
    last = view.table.records.ids[-1]
    assert view.choose(last)
    view.table._sort_by([column.name for column in view.table.records.columns].index("code"))
    stage.qtbot.waitUntil(lambda: view.table.records.is_complete)
    assert view.table.selected_ids() == [last]
    opened.set(opened.again(Task, last), title="Zuletzt")
    view.reload()
    stage.qtbot.waitUntil(lambda: view.table.records.is_complete)
    assert view.table.selected_ids() == [last]
    view.filters.search.setText("aufgabe")
    stage.qtbot.waitUntil(lambda: shown.counted[-1] == "299 von 300 Aufgaben")


@pytest.mark.usefixtures("long_lists")
def test_a_hidden_record_of_a_long_list_is_shown_when_it_is_chosen(stage: ViewStage) -> None:
    view = show(stage).view
    stage.qtbot.waitUntil(lambda: view.table.records.rowCount() == 300)
    wanted = view.table.records.ids[250]
    view.filters.show_state({}, "aufgabe 00")
    view.filters.changed.emit()
    assert view.choose(wanted)
    stage.qtbot.waitUntil(lambda: not view.filters.is_active)
    stage.qtbot.waitUntil(lambda: view.table.records.is_complete)
    assert view.table.selected_ids() == [wanted]


# --- the drawer


def test_in_a_narrow_window_the_detail_is_a_drawer_that_enter_opens_and_escape_closes(
    stage: ViewStage, tasks: list[Task]
) -> None:
    view = show(stage, 1093).view
    view.table.choose(tasks[0].id)
    assert view.detail is None
    view.table.setFocus()
    QTest.keyClick(view.table, Key.Key_Return)
    assert view.detail is not None
    assert view.table.width() > 900
    view.leave_detail()
    assert view.detail is None
    assert view.table.hasFocus()


def test_the_detail_grows_with_the_window_and_keeps_what_a_hand_gave_it(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    view = shown.view
    view.choose(tasks[0].id)
    assert view.detail is not None
    assert view.detail.width() == 380
    shown.window.resize(1920, 1000)
    stage.qtbot.waitUntil(lambda: view.detail is not None and view.detail.width() == 460)
    view._split.setSizes([1300, 620])
    shown.window.resize(1900, 1000)
    stage.qtbot.waitUntil(lambda: view.width() == 1900)
    assert view.detail.width() > 550


def test_there_is_never_a_bar_below_the_table(stage: ViewStage, tasks: list[Task]) -> None:
    for width in (960, 1093, 1366, 1920):
        view = show(stage, width).view
        header = view.table.horizontalHeader()
        assert header.length() <= view.table.viewport().width() + 1


# --- named views


def test_what_the_list_shows_is_kept_under_a_name_and_chosen_again(
    stage: ViewStage, tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show(stage)
    view = shown.view
    view.filters.show_state({"light": ("crit", "warn")}, "")
    view.filters.changed.emit()
    view._set_columns(["title", "due_on"])

    def type_name(asked: ViewNameDialog) -> int:
        asked.line.setText("Dringende")
        asked.accept()
        return asked.result()

    monkeypatch.setattr(ViewNameDialog, "exec", type_name)
    click_menu(view, "Speichern unter …")
    assert shown.toasts[-1] == ("Ansicht „Dringende“ gespeichert", True)
    assert ticked_menu(view) == {"Wie am Anfang": False, "Dringende": True}
    click_menu(view, "Wie am Anfang")
    assert titles(view) == ["Angebot", "Brücke", "Chronik", "Dach"]
    click_menu(view, "Dringende")
    assert titles(view) == ["Angebot"]
    assert view.filters.box("light").currentText() == "Dringend, Bald fällig"
    assert [column.name for column in view.table.records.columns] == ["title", "due_on"]


def test_a_view_is_deleted_and_can_be_taken_back(stage: ViewStage, opened: Opened) -> None:
    shown = show(stage)
    shown.view._views.keep("Meine")
    click_menu(shown.view, "Meine")
    click_menu(shown.view, "„Meine“ löschen")
    assert shown.toasts[-1] == ("Ansicht „Meine“ im Papierkorb", True)
    assert ticked_menu(shown.view) == {"Wie am Anfang": True}
    shown.context.desk.undo()
    with opened.office.read() as reader:
        assert [view.title for view in views_of(reader, "task")] == ["Meine"]


def test_a_view_gets_another_name(stage: ViewStage, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = show(stage)
    for name in ("Meine", "Deine"):
        shown.view._views.keep(name)
    click_menu(shown.view, "Meine")

    def type_name(asked: ViewNameDialog) -> int:
        asked.line.setText("deine")
        assert not asked.save_button.isEnabled()
        assert asked.note.text() == "„Deine“ gibt es schon."
        asked.line.setText("Dringende")
        asked.accept()
        return asked.result()

    monkeypatch.setattr(ViewNameDialog, "exec", type_name)
    click_menu(shown.view, "„Meine“ umbenennen …")
    assert shown.toasts[-1] == ("Ansicht „Meine“ heißt jetzt „Dringende“", True)
    assert list(ticked_menu(shown.view)) == ["Wie am Anfang", "Deine", "Dringende"]


def test_all_that_needs_attention_is_one_entry_of_the_filter(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    box = view.filters.box("light")
    number = box.findText("Dringend, Bald fällig")
    assert number > 0
    box.setCurrentIndex(number)
    box.activated.emit(number)
    assert view.filters.only == {"light": ("crit", "warn")}
    assert titles(view) == ["Angebot"]


def test_a_view_may_filter_by_what_has_no_box(stage: ViewStage, opened: Opened, tasks: list[Task]) -> None:
    opened.add(SavedView, title="Überfällige", page="task", definition='{"only": {"overdue": [true]}}')
    view = show(stage).view
    click_menu(view, "Überfällige")
    assert titles(view) == ["Angebot"]
    assert view.filters.box("overdue").currentText() == "Ja"
    view.filters.clear()
    with pytest.raises(KeyError):
        view.filters.box("overdue")


def test_a_name_that_is_taken_is_said_to_be_replaced(stage: ViewStage) -> None:
    asked = ViewNameDialog(stage.theme, ["Meine"], "")
    stage.qtbot.addWidget(asked)
    assert not asked.save_button.isEnabled()
    QTest.keyClicks(asked.line, "meine")
    assert asked.name == "Meine"
    assert "ersetzt" in asked.note.text()


# --- several rows at once


def test_several_rows_get_the_same_values_in_one_step(stage: ViewStage, opened: Opened, tasks: list[Task]) -> None:
    tag = opened.add(Tag, title="Rathaus")
    shown = show(stage)
    shown.view.table.choose_all([task.id for task in tasks[:3]])
    shown.view.edit_chosen()
    asked = dialog(BulkEditDialog)
    assert not asked.save_button.isEnabled()
    assert asked.editor("title").line.placeholderText() == "nicht ändern (verschieden)"  # type: ignore[attr-defined]
    QTest.keyClicks(asked.editor("due_on").line, "1.9.2026")  # type: ignore[attr-defined]
    assert asked.tick("due_on").isChecked()
    asked.tick("tags").setChecked(True)
    QTest.keyClicks(asked.editor("tags").line, tag.code)  # type: ignore[attr-defined]
    QTest.mouseClick(asked.save_button, Qt.MouseButton.LeftButton)
    assert shown.toasts[-1] == ("3 Aufgaben geändert", True)
    assert {opened.get(task).due_on for task in tasks[:3]} == {date(2026, 9, 1)}
    assert {opened.get(task).tags for task in tasks[:3]} == {(tag.id,)}
    assert set(shown.view.table.selected_ids()) == {task.id for task in tasks[:3]}
    shown.context.desk.undo()
    assert [opened.get(task).due_on for task in tasks[:3]] == [task.due_on for task in tasks[:3]]


def test_a_field_that_is_not_ticked_stays_and_one_ticked_and_empty_is_emptied(
    stage: ViewStage, opened: Opened, tasks: list[Task]
) -> None:
    shown = show(stage)
    shown.view.table.choose_all([task.id for task in tasks[:2]])
    shown.view.edit_chosen()
    asked = dialog(BulkEditDialog)
    asked.tick("due_on").setChecked(True)
    asked.tick("title").setChecked(True)
    asked.tick("title").setChecked(False)
    asked.save()
    assert [opened.get(task).due_on for task in tasks[:2]] == [None, None]
    assert [opened.get(task).title for task in tasks[:2]] == ["Angebot", "Brücke"]


def test_what_cannot_be_read_and_what_a_rule_forbids_stand_at_the_field(
    stage: ViewStage, opened: Opened, tasks: list[Task]
) -> None:
    shown = show(stage)
    shown.view.table.choose_all([task.id for task in tasks[:2]])
    shown.view.edit_chosen()
    asked = dialog(BulkEditDialog)
    QTest.keyClicks(asked.editor("due_on").line, "kein Tag")  # type: ignore[attr-defined]
    asked.save()
    assert "kein Tag" in asked.fault("due_on")
    assert asked.editor("due_on").raw() == "kein Tag"
    asked.tick("due_on").setChecked(False)
    box = asked.editor("status").box  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData("done"))
    box.activated.emit(box.currentIndex())
    asked.tick("done_on").setChecked(True)
    asked.save()
    assert tasks[0].code in asked.fault("done_on")
    assert asked.isVisible()
    assert opened.get(tasks[0]) == tasks[0]
    asked.reject()


def test_a_choice_that_stays_is_as_quiet_as_a_placeholder(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    shown.view.table.choose_all([task.id for task in tasks[:2]])
    shown.view.edit_chosen()
    asked = dialog(BulkEditDialog)
    box = asked.editor("status").box  # type: ignore[attr-defined]
    dark = QColor(stage.theme.tokens.text).lightness() + 8

    def has_dark_words() -> bool:
        image = box.grab().toImage()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return any(image.pixelColor(x, y).lightness() <= dark for x, y in places)

    assert not has_dark_words()
    asked.tick("status").setChecked(True)
    box.setCurrentIndex(box.findData("done"))
    assert has_dark_words()
    asked.reject()


def test_without_rows_it_says_so(stage: ViewStage) -> None:
    shown = show(stage)
    shown.view.edit_chosen()
    assert shown.toasts == [("Bitte erst Zeilen in der Liste wählen.", False)]


# --- copy and paste


def test_pasting_shows_what_becomes_of_each_row_and_writes_what_is_ticked(
    stage: ViewStage, opened: Opened, tasks: list[Task]
) -> None:
    shown = show(stage)
    lines = [
        "Kennung\tWas\tBis wann", f"{tasks[0].code}\tAngebot\t2.9.2026", "\tNeu\t", "\tSchlecht\tirgendwann",
        f"{tasks[1].code}\tBrücke neu\t{tasks[1].due_on:%d.%m.%Y}",
    ]  # fmt: skip
    QGuiApplication.clipboard().setText("\n".join(lines))
    shown.view.table.setFocus()
    QTest.keyClick(shown.view.table, Key.Key_V, Modifier.ControlModifier)
    asked = dialog(PasteDialog)
    QAbstractItemModelTester(asked.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    words = [asked.model.index(row, 1).data() for row in range(4)]
    assert words == ["Änderung", "Neu", "Bleibt draußen", "Änderung"]
    assert "irgendwann" in asked.row_words.text()
    assert asked.save_button.text() == "3 Zeilen übernehmen"
    asked.table.selectRow(3)
    assert "Was: Brücke → Brücke neu" in asked.row_words.text()
    QTest.keyClick(asked.table, Key.Key_Space)
    asked.table.selectRow(2)
    QTest.keyClick(asked.table, Key.Key_Space)  # one that cannot be written gets no tick
    assert asked.save_button.text() == "2 Zeilen übernehmen"
    asked.save()
    assert shown.toasts[-1] == ("2 Zeilen eingefügt", True)
    assert opened.get(tasks[0]).due_on == date(2026, 9, 2)
    assert titles(shown.view) == ["Angebot", "Brücke", "Chronik", "Dach", "Neu"]
    shown.context.desk.undo()
    assert titles(shown.view) == ["Angebot", "Brücke", "Chronik", "Dach"]


def test_what_only_the_door_refuses_is_marked_and_the_rest_can_be_written(stage: ViewStage, opened: Opened) -> None:
    opened.add(Tag, title="Rathaus")
    shown = show(stage, plan=ListPlan(Tag, ("title",), "title", sort="title"))
    QGuiApplication.clipboard().setText("Schlagwort\nRathaus\nNetz")
    shown.view.paste_rows()
    asked = dialog(PasteDialog)
    asked.save()
    assert "gibt es schon" in asked.failure.text()
    asked.model.toggle([0])
    asked.save()
    assert titles(shown.view) == ["Netz", "Rathaus"]


def test_copied_rows_come_back_as_no_change(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    shown.view.table.selectAll()
    shown.view.copy_chosen()
    shown.view.paste_rows()
    asked = dialog(PasteDialog)
    assert {asked.model.index(row, 1).data() for row in range(4)} == {"Unverändert"}
    assert not asked.save_button.isEnabled()
    asked.reject()


def test_an_empty_clipboard_is_said(stage: ViewStage) -> None:
    shown = show(stage)
    QGuiApplication.clipboard().clear()
    shown.view.paste_rows()
    assert "Zwischenablage" in shown.toasts[-1][0]


def test_what_goes_into_the_papierkorb_together_with_a_row_is_said(stage: ViewStage) -> None:
    application = stage.opened.add(Application, title="Smart City")
    stage.opened.add(FinanceLine, application=application.id, year=2026, side="expense", category="staff")
    shown = stage.show(lambda context: RecordList(context, APPLICATIONS))
    assert shown.view.choose(application.id)
    shown.view.trash_chosen()
    assert shown.toasts[-1] == (f"{application.code} und 1 zugehöriger Eintrag im Papierkorb", True)


def test_the_menu_of_the_rows_offers_what_is_possible(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    view.table.choose_all([tasks[0].id, tasks[1].id])
    view._deeds.show_menu(view.table.rect().center())
    [menu] = view.findChildren(RecordMenu)
    possible = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}
    assert possible == {
        "Öffnen": False, "Mehrere bearbeiten …": True, "Auf die Tagesordnung …": True, "Kopieren": True,
        "Zeilen einfügen …": True, "In den Papierkorb": True,
    }  # fmt: skip
    menu.trash_action.trigger()
    menu.close()
    assert titles(view) == ["Chronik", "Dach"]


def test_what_is_not_taken_of_a_paste_is_said_of_one_column_and_of_several(stage: ViewStage) -> None:
    view = show(stage).view
    for header, said in (
        ("Was\tBudget", "Nicht übernommen wird die Spalte „Budget“."),
        ("Was\tBudget\tFarbe\tBis wann\tWer", "Nicht übernommen werden die Spalten „Budget“, „Farbe“."),
    ):
        QGuiApplication.clipboard().setText(f"{header}\nAngebot\t1")
        view.paste_rows()
        asked = dialog(PasteDialog)
        assert said in [label.text() for label in asked.findChildren(QLabel)]
        asked.reject()
        QApplication.processEvents()


# --- what is chosen


def title_line(view: RecordList) -> QLineEdit:
    assert view.detail is not None
    found = view.detail.form._editors["title"].findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_whoever_saves_with_strg_held_keeps_all_rows_chosen(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    view = shown.view
    view.choose(tasks[0].id)
    view.table.choose_all([task.id for task in tasks[:3]])
    assert view.detail is not None
    view.detail.edit_form()
    QTest.keyClicks(title_line(view), "s")
    handle = shown.window.windowHandle()
    QTest.keyPress(handle, Key.Key_Control, Modifier.ControlModifier)
    assert view.store()
    QTest.keyRelease(handle, Key.Key_Control)
    assert set(view.table.selected_ids()) == {task.id for task in tasks[:3]}


def test_a_saved_row_stays_chosen(stage: ViewStage, tasks: list[Task]) -> None:
    shown = show(stage)
    view = shown.view
    view.choose(tasks[1].id)
    assert view.detail is not None
    view.detail.edit_form()
    QTest.keyClicks(title_line(view), "s")
    handle = shown.window.windowHandle()
    QTest.keyPress(handle, Key.Key_Control, Modifier.ControlModifier)
    assert view.store()
    QTest.keyRelease(handle, Key.Key_Control)
    assert view.table.selected_ids() == [tasks[1].id]


def test_a_record_that_nobody_chose_is_not_shown(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    view.begin_new()
    view.leave_detail()
    view.table.setFocus()
    stage.qtbot.wait(200)
    assert view.detail is None
    stage.theme.set_look(mode="dark", density="comfortable", text_percent=100, system_font=False)
    view.filters.search.setFocus()
    view.table.setFocus()
    stage.qtbot.wait(200)
    assert view.detail is None


def test_the_keyboard_that_moves_in_a_closed_window_reads_nothing(
    stage: ViewStage, tasks: list[Task], opened: Opened, qapp: QApplication
) -> None:
    view = show(stage).view
    view.choose(tasks[0].id)
    assert view.detail is not None
    view.detail.edit_form()
    line = title_line(view)
    QTest.keyClicks(line, "x")
    view.window().hide()
    opened.office.close()
    qapp.focusChanged.emit(line, view.table)  # an exception in it fails the test


# --- leaving what cannot be saved


def test_choosing_another_row_asks_and_going_on_keeps_row_and_text(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    view.choose(tasks[0].id)
    assert view.detail is not None
    view.detail.edit_form()
    title_line(view).selectAll()
    QTest.keyClick(title_line(view), Key.Key_Delete)
    rows = view.table.records.row_of
    place = view.table.visualRect(view.table.records.index(rows(tasks[2].id), 1)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    stage.qtbot.waitUntil(lambda: len(stage.answers.asked) == 1)
    assert view.table.selected_ids() == [tasks[0].id]
    assert view.detail.is_dirty
    stage.answers.prepared = ["Verwerfen"]
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    stage.qtbot.waitUntil(lambda: view.detail is not None and view.detail.record == tasks[2])
    assert view.table.selected_ids() == [tasks[2].id]


def test_the_cross_asks_and_saving_an_untouched_new_record_says_what_is_missing(stage: ViewStage) -> None:
    view = show(stage).view
    view.begin_new()
    assert view.detail is not None
    assert not view.store()
    assert "Was" in view.detail.form.reason
    QTest.keyClicks(title_line(view), "x" * 400)
    QTest.mouseClick(view.detail._close, Qt.MouseButton.LeftButton)
    assert view.detail is not None
    stage.answers.prepared = ["Verwerfen"]
    QTest.mouseClick(view.detail._close, Qt.MouseButton.LeftButton)
    assert view.detail is None


def test_many_at_once_go_into_the_papierkorb_after_a_question(stage: ViewStage, opened: Opened) -> None:
    made = [opened.add(Task, title=f"Aufgabe {number}") for number in range(11)]
    view = show(stage).view
    view.table.choose_all([task.id for task in made])
    view.trash_chosen()
    assert stage.answers.asked[-1].what == "11 Aufgaben in den Papierkorb?"
    assert len(titles(view)) == 11
    view.table.choose_all([task.id for task in made[:10]])
    view.trash_chosen()
    assert len(stage.answers.asked) == 1
    assert len(titles(view)) == 1


# --- columns


def test_the_columns_are_offered_at_their_head_and_counted_where_some_have_no_room(
    stage: ViewStage, tasks: list[Task]
) -> None:
    view = show(stage, 960).view
    header = view.table.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    menu = next(one for one in view.findChildren(QMenu) if one.accessibleName() == "Spalten")
    assert menu.isVisible()
    menu.close()
    assert view._columns.toolTip() == "Spalten wählen"
    stage.theme.set_look(mode="light", density="comfortable", text_percent=200, system_font=False)
    view._fit_columns()
    shown = len(view.table.records.columns)
    assert shown < 5
    assert view._columns.toolTip() == f"{shown} von 5 Spalten haben Platz. Spalten wählen"


def test_the_word_at_the_head_of_a_sorted_column_is_whole(stage: ViewStage, tasks: list[Task]) -> None:
    view = show(stage).view
    header = view.table.horizontalHeader()
    for number, column in enumerate(view.table.records.columns):
        option = QStyleOptionHeader()
        header.initStyleOption(option)
        option.rect = QRect(0, 0, header.sectionSize(number), header.height())
        option.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
        room = header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, option, header).width()
        words = QFontMetrics(stage.theme.font(bold=True)).horizontalAdvance(column.label)
        assert words <= room, column.label
