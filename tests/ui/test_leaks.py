"""A long day must not fill the memory, nor make a save wait: what is shown no more is gone, or rests until it is."""

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QTableView, QTabWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.record_list import RecordList
from tests.ui.walk import Stage

TIMES = 200
#: Rows differ in how much they have to show, by so many objects at most.
SLACK = 60


@pytest.fixture(scope="module")
def stage(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    made = Stage(qapp, sample, tmp_path_factory.mktemp("leaks"))
    made.resize(1366, 689)
    yield made
    made.close()


@pytest.fixture
def items(stage: Stage) -> RecordList:
    """The list of Maßnahmen with a detail beside it."""
    stage.go("strategy")
    view = stage.page.view
    assert isinstance(view, RecordList)
    show(stage, view, 0)
    return view


def show(stage: Stage, view: RecordList, row: int) -> DetailPane:
    """Choose a row, and let its detail follow."""
    record = view.table.records.record_at(row % 10)
    assert view.choose(record.id)
    stage.settle()
    assert view.detail is not None
    return view.detail


def alive(stage: Stage) -> Counter[str]:
    """How many objects of Qt there are, by their class, and how many widgets in all."""
    stage.settle()
    gc.collect()
    found = Counter(type(one).__name__ for one in gc.get_objects() if isinstance(one, QObject))
    found["all widgets"] = len(QApplication.allWidgets())
    return found


def assert_none_left(before: Counter[str], after: Counter[str]) -> None:
    for name in ("all widgets", Words.__name__):
        assert after[name] <= before[name] + SLACK, after - before
    assert sum(after.values()) <= sum(before.values()) + 2 * SLACK, after - before


def test_choosing_many_rows_leaves_nothing_behind_in_any_tab(stage: Stage, items: RecordList) -> None:
    pane = show(stage, items, 0)
    tabs = pane.findChild(QTabWidget)
    assert tabs is not None
    for tab in range(tabs.count()):
        tabs.setCurrentIndex(tab)
        for row in range(10):
            show(stage, items, row)
        show(stage, items, 0)
        before = alive(stage)
        for row in range(TIMES // tabs.count()):
            show(stage, items, row)
        show(stage, items, 0)
        assert_none_left(before, alive(stage))
    tabs.setCurrentIndex(0)


def test_saving_and_undoing_often_leaves_nothing_behind(stage: Stage, items: RecordList) -> None:
    before = Counter[str]()
    for number in range(TIMES // 4):
        if number == TIMES // 20:
            before = alive(stage)
        record = show(stage, items, number).record
        assert record is not None
        stage.window.desk.change(record, {"next_step": f"Schritt {number}"})
        stage.settle()
        if number % 2:
            stage.window.desk.undo()
    assert_none_left(before, alive(stage))


def test_going_from_place_to_place_leaves_nothing_behind(stage: Stage) -> None:
    before = Counter[str]()
    places = len(stage.window._places)
    for number in range(5 * places):
        if number == places:
            before = alive(stage)
        stage.window.show_place(number % places)
        stage.settle()
    assert_none_left(before, alive(stage))


def test_a_page_that_nobody_sees_hears_of_a_change_when_it_is_shown_again(stage: Stage, items: RecordList) -> None:
    def trashed() -> int:
        table = trash.findChild(QTableView)
        assert table is not None
        return table.model().rowCount()

    stage.go("trash")
    trash = stage.page.view
    before = trashed()
    stage.go("strategy")
    record = show(stage, items, 0).record
    assert record is not None
    stage.window.desk.trash(record)
    stage.window.desk.undo()
    stage.window.desk.trash(record)
    stage.settle()
    assert trashed() == before
    stage.go("trash")
    assert trashed() > before
    stage.window.desk.undo()
    assert trashed() == before


def test_a_file_that_is_closed_takes_its_window_along(
    qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def open_and_close() -> None:
        other = Stage(qapp, sample, tmp_path_factory.mktemp("closed"))
        other.go("strategy")
        other.close()

    open_and_close()
    gc.collect()
    before = len(QApplication.allWidgets())
    open_and_close()
    open_and_close()
    gc.collect()
    assert len(QApplication.allWidgets()) <= before + SLACK
