"""The columns of a list by hand: sized, fitted, moved, chosen; all of it found again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kn_desk.records.contacts import Person
from kn_desk.records.minutes import Task
from kn_desk.records.strategy import StrategyItem
from kn_desk.ui.pages.column_menu import ColumnMenu
from kn_desk.ui.pages.record_list import ListPlan, RecordList
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.stage import ViewStage, view_stage

Key = Qt.Key
PLAN = ListPlan(Task, ("code", "title", "light", "status", "due_on"), "title", ("light",), new_label="Neue Aufgabe")


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    opened.add(Task, title="Angebot", due_on=TODAY + timedelta(days=2))
    opened.add(Task, title="Brücke", status="dropped")
    with view_stage(opened, qtbot, qapp) as made:
        yield made


def show(stage: ViewStage, width: int = 1366) -> RecordList:
    return stage.show(lambda context: RecordList(context, PLAN), width).view


def names(view: RecordList) -> list[str]:
    return [column.name for column in view.table.shown_columns]


def width(view: RecordList, name: str) -> int:
    return view.table.columnWidth(names(view).index(name))


def edge(view: RecordList, name: str) -> QPoint:
    """The right edge of a column in the head."""
    header = view.table.horizontalHeader()
    number = names(view).index(name)
    return QPoint(header.sectionViewportPosition(number) + header.sectionSize(number) - 2, header.height() // 2)


def middle(view: RecordList, name: str) -> QPoint:
    return edge(view, name) - QPoint(width(view, name) // 2, 0)


def drag(view: RecordList, start: QPoint, end: QPoint) -> None:
    """Press in the head, move in steps as a hand does, let go."""
    viewport = view.table.horizontalHeader().viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    steps = [start + (end - start) * part / 4 for part in range(1, 5)]
    for kind, at, held in (
        (QEvent.Type.MouseButtonPress, start, left),
        *((QEvent.Type.MouseMove, at, left) for at in steps),
        (QEvent.Type.MouseButtonRelease, end, none),
    ):
        button = none if kind == QEvent.Type.MouseMove else left
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, QPointF(viewport.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(viewport, event)


def fills(view: RecordList) -> bool:
    return view.table.horizontalHeader().length() == view.table.viewport().width()


def test_a_column_takes_the_width_it_is_given_and_the_title_the_rest(stage: ViewStage) -> None:
    view = show(stage)
    status, title = width(view, "status"), width(view, "title")
    drag(view, edge(view, "status"), edge(view, "status") + QPoint(60, 0))
    assert width(view, "status") == status + 60
    assert width(view, "title") == title - 60
    assert fills(view)
    assert width(show(stage), "status") == status + 60
    assert fills(show(stage, 1093))


def test_a_width_grows_with_the_text(stage: ViewStage) -> None:
    view = show(stage)
    drag(view, edge(view, "due_on"), edge(view, "due_on") - QPoint(20, 0))
    usual = width(view, "due_on")
    stage.theme.set_look(mode="light", density="comfortable", text_percent=150, system_font=False)
    assert abs(width(view, "due_on") - 1.5 * usual) <= 1


def test_no_column_becomes_so_wide_that_the_title_cannot_be_read_or_so_narrow_that_it_is_lost(
    stage: ViewStage,
) -> None:
    view = show(stage)
    drag(view, edge(view, "code"), edge(view, "code") + QPoint(900, 0))
    assert width(view, "title") >= 240
    assert fills(view)
    drag(view, edge(view, "due_on"), edge(view, "due_on") - QPoint(400, 0))
    assert width(view, "due_on") >= 48
    assert names(view) == list(PLAN.columns)


def test_whoever_pulls_at_the_edge_of_the_title_pulls_at_the_next_column(stage: ViewStage) -> None:
    view = show(stage)
    light, title = width(view, "light"), width(view, "title")
    drag(view, edge(view, "title"), edge(view, "title") - QPoint(40, 0))
    assert width(view, "light") == light + 40
    assert width(view, "title") == title - 40


def test_a_double_click_at_the_edge_fits_the_column_to_what_is_seen(stage: ViewStage) -> None:
    view = show(stage)
    drag(view, edge(view, "status"), edge(view, "status") + QPoint(200, 0))
    viewport = view.table.horizontalHeader().viewport()
    place = edge(view, "status")
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)
    words = view.table.fontMetrics().horizontalAdvance("Entfallen")
    assert words < width(view, "status") < words + 60
    assert fills(view)
    assert width(show(stage), "status") == width(view, "status")


def test_a_column_is_moved_and_stands_there_again_tomorrow(stage: ViewStage) -> None:
    view = show(stage)
    view.table.selectRow(0)
    drag(view, middle(view, "due_on"), middle(view, "light") - QPoint(20, 0))
    assert names(view) == ["code", "title", "due_on", "light", "status"]
    assert [view.table.horizontalHeader().visualIndex(number) for number in range(5)] == [0, 1, 2, 3, 4]
    assert view.table.selected_ids() == [view.table.records.ids[0]]
    assert view.state.columns == ("code", "title", "due_on", "light", "status")
    assert names(show(stage)) == ["code", "title", "due_on", "light", "status"]


def test_the_first_column_keeps_its_place(stage: ViewStage) -> None:
    view = show(stage)
    drag(view, middle(view, "code"), middle(view, "status"))
    assert names(view) == list(PLAN.columns)
    drag(view, middle(view, "status"), middle(view, "code") - QPoint(30, 0))
    assert names(view)[0] == "code"


def test_moving_a_column_does_not_sort_by_it(stage: ViewStage) -> None:
    view = show(stage)
    drag(view, middle(view, "due_on"), middle(view, "light"))
    assert view.table.records.query.sort == "code"
    QTest.mouseClick(view.table.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=middle(view, "due_on"))
    assert view.table.records.query.sort == "due_on"


def test_a_column_that_has_no_room_keeps_its_place_behind_those_that_are_moved(stage: ViewStage) -> None:
    view = show(stage)
    view._move_columns(["code", "light", "title"])
    assert view.state.columns == ("code", "light", "title", "status", "due_on")


# --- the menu


def menu(view: RecordList) -> ColumnMenu:
    view._columns.click()
    [found] = view.findChildren(ColumnMenu)
    return found


def words(opened: ColumnMenu) -> list[str]:
    return [entry.text() for entry in opened.actions() if entry.isChecked()]


def test_the_menu_stays_open_while_columns_are_chosen(stage: ViewStage) -> None:
    view = show(stage)
    opened = menu(view)
    assert words(opened) == ["Kennung", "Was", "Frist", "Status", "Bis wann"]
    wer = next(entry for entry in opened.actions() if entry.text() == "Wer")
    QTest.mouseClick(opened, Qt.MouseButton.LeftButton, pos=opened.actionGeometry(wer).center())
    assert names(view)[-1] == "responsible"
    opened.setActiveAction(wer)
    QTest.keyClick(opened, Key.Key_Space)
    assert names(view) == list(PLAN.columns)
    assert opened.isVisible()
    opened.close()


def test_a_column_is_moved_by_keys_but_never_before_the_first(stage: ViewStage) -> None:
    view = show(stage)
    opened = menu(view)
    due = next(entry for entry in opened.actions() if entry.text() == "Bis wann")
    opened.setActiveAction(due)
    for _ in range(6):
        QTest.keyClick(opened, Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == ["code", "due_on", "title", "light", "status"]
    assert opened.activeAction() is due
    QTest.keyClick(opened, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == ["code", "title", "due_on", "light", "status"]
    opened.close()


def test_many_columns_make_the_menu_scroll_and_not_cover_the_list(stage: ViewStage) -> None:
    plan = ListPlan(StrategyItem, ("code", "title"), "title", ())
    view = stage.show(lambda context: RecordList(context, plan)).view
    opened = menu(view)
    assert opened.sizeHint().height() > opened.height() == 480
    last = opened.actions()[-2]
    opened.setActiveAction(last)
    assert opened.rect().contains(opened.actionGeometry(last))
    opened.close()


def test_the_standard_comes_back_with_columns_order_and_widths(stage: ViewStage) -> None:
    view = show(stage)
    status = width(view, "status")
    drag(view, edge(view, "status"), edge(view, "status") + QPoint(60, 0))
    drag(view, middle(view, "due_on"), middle(view, "light") - QPoint(20, 0))
    opened = menu(view)
    next(entry for entry in opened.actions() if entry.text() == "Standard wiederherstellen").trigger()
    opened.close()
    assert names(view) == list(PLAN.columns)
    assert width(view, "status") == status
    assert width(show(stage), "status") == status


@pytest.mark.parametrize("kept", [{"status": "breit"}, {"status": -5, "gone": 90}, {"status": True}, {}])
def test_widths_that_make_no_sense_are_not_taken(stage: ViewStage, kept: dict[str, object]) -> None:
    usual = width(show(stage), "status")
    stage.memory.remember("list.task.widths", kept)
    view = show(stage)
    assert width(view, "status") == usual
    assert fills(view)


def test_a_wide_column_is_cut_only_where_the_title_would_have_too_little(stage: ViewStage, opened: Opened) -> None:
    words = "Stelle für die Koordinierung der Digitalisierung"
    person = opened.add(Person, last_name=words)
    opened.add(Task, title="Cut", responsible=person)
    plan = replace(PLAN, columns=("code", "title", "responsible"))

    def of(pixels: int) -> tuple[int, int]:
        view = stage.show(lambda context: RecordList(context, plan), pixels).view
        return width(view, "responsible"), width(view, "title")

    needed = QFontMetrics(stage.theme.font()).horizontalAdvance(words)
    assert of(1366)[0] > needed
    cut, title = of(620)
    assert cut < needed
    assert title >= 240


def test_a_column_grows_with_the_rows_that_come_where_there_is_room(stage: ViewStage, opened: Opened) -> None:
    people = replace(PLAN, columns=("code", "title", "responsible"))
    opened.add(Task, title="Kurz", responsible=opened.add(Person, last_name="Au"))
    view = stage.show(lambda context: RecordList(context, people)).view
    before = width(view, "responsible")
    words = "Stelle für die Koordinierung der Digitalisierung"
    opened.add(Task, title="Lang", responsible=opened.add(Person, last_name=words))
    view.reload()
    assert width(view, "responsible") > QFontMetrics(stage.theme.font()).horizontalAdvance(words) > before
    assert fills(view)
