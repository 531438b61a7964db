"""The list model: short lists at once, long ones in two steps; dates that are overdue."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kn_desk.records.change import creation
from kn_desk.records.minutes import Task
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.desk import Desk, ListQuery
from kn_desk.services.edit import Author, new_record
from kn_desk.ui.models.id_list import FIRST
from kn_desk.ui.models.record_table import OVERDUE_ROLE, RecordTableModel
from tests.makers.anything import TODAY
from tests.makers.offices import Opened

MANY = FIRST + 60


class Lists:
    """Makes models that a tester watches; ``long`` ones are read in two steps, however short they are."""

    def __init__(self, opened: Opened, qtbot: QtBot) -> None:
        self.opened = opened
        self.qtbot = qtbot
        self.owner = QObject()
        self.desk = Desk(opened.office, Author("Erika Muster", "window"), lambda change: None)

    def make(self, columns: list[str], query: ListQuery, cls: type = Task, *, long: bool = False) -> RecordTableModel:
        at_once = 0 if long else 5000
        model = RecordTableModel(self.desk, cls, columns, query, self.owner, at_once=at_once)
        self.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        return model

    def long(self, query: ListQuery | None = None) -> RecordTableModel:
        model = self.make(["code", "title", "due_on"], query or ListQuery("task", sort="title"), long=True)
        self.settle(model)
        return model

    def settle(self, model: RecordTableModel) -> None:
        self.qtbot.waitUntil(lambda: model.is_complete)

    def ids(self, query: ListQuery) -> list[str]:
        with self.desk.read() as reader:
            return reader.ids(query)


@pytest.fixture
def lists(opened: Opened, qtbot: QtBot) -> Lists:
    return Lists(opened, qtbot)


@pytest.fixture
def many(lists: Lists) -> Lists:
    titles = (f"{'Brücke' if n % 4 else 'Hafen'} {n:03}" for n in range(MANY))
    lists.opened.apply(*(creation(new_record(Task, {"title": title})) for title in titles), verb="import")
    return lists


def texts(model: RecordTableModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_short_list_is_complete_at_once(lists: Lists) -> None:
    task = lists.opened.add(Task, title="Angebot", due_on=TODAY)
    model = lists.make(["code", "title", "due_on"], ListQuery("task"))
    assert model.is_complete
    assert (model.rowCount(), model.total) == (1, 1)
    assert texts(model, 0) == [task.code, "Angebot", "15.06.2026"]


def test_a_long_list_shows_its_first_page_and_then_all(many: Lists) -> None:
    query = ListQuery("task", sort="title")
    model = many.make(["title"], query, long=True)
    seen = [model.rowCount()]
    model.modelReset.connect(lambda: seen.append(model.rowCount()))
    model.rowsInserted.connect(lambda *_: seen.append(model.rowCount()))
    told: list[tuple[int, int]] = []
    model.counted.connect(lambda shown, total: told.append((shown, total)))
    many.settle(model)
    assert seen == [0, FIRST, MANY]
    assert told == [(MANY, MANY)]
    assert model.ids == many.ids(query)
    assert texts(model, MANY - 1) == ["Hafen 184"]


def test_a_long_list_that_is_filtered_to_few_is_complete_with_its_first_page(many: Lists) -> None:
    model = many.long()
    with many.qtbot.waitSignal(model.counted) as told:
        model.show(ListQuery("task", sort="title", contains="hafen"))
    assert told.args == [47, MANY]
    assert model.ids == many.ids(model.query)


def test_the_next_key_gives_up_what_the_last_one_asked(many: Lists) -> None:
    model = many.long()
    told: list[int] = []
    model.counted.connect(lambda shown, total: told.append(shown))
    for typed in ("b", "br", "bru", "hafen 00", "hafen"):
        model.show(ListQuery("task", contains=typed))
    many.settle(model)
    assert told == [47]


def test_a_save_while_it_is_read_costs_no_row(many: Lists) -> None:
    model = many.make(["title"], ListQuery("task", sort="title"), long=True)
    many.opened.add(Task, title="Aaa")
    many.settle(model)
    model.reload()
    many.settle(model)
    assert model.ids == many.ids(model.query)
    assert texts(model, 0) == ["Aaa"]


def test_reading_a_long_list_anew_leaves_its_rows_where_they_are(many: Lists) -> None:
    model = many.long()
    first = many.opened.again(Task, model.ids[0])
    many.opened.set(first, due_on=TODAY)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.reload()
    assert model.rowCount() == MANY
    assert texts(model, 0)[2] == "15.06.2026"
    many.settle(model)
    assert resets == []


def test_a_record_that_went_leaves_an_empty_row_until_the_list_is_read(many: Lists) -> None:
    model = many.long()
    gone = many.opened.again(Task, model.ids[3])
    many.opened.trash(gone)
    model.reload()
    many.settle(model)
    assert gone.id not in model.ids
    assert model.rowCount() == MANY - 1


def test_sorting_asks_anew(many: Lists) -> None:
    model = many.long()
    model.sort(0, Qt.SortOrder.DescendingOrder)
    many.settle(model)
    assert model.ids == many.ids(ListQuery("task", sort="code", descending=True))


def test_it_may_be_thrown_away_while_it_is_read(many: Lists) -> None:
    model = many.make(["title"], ListQuery("task"), long=True)
    model.show(ListQuery("task", contains="b"))
    many.tester.deleteLater()
    model.deleteLater()
    many.qtbot.wait(100)


def test_only_an_open_day_that_has_passed_is_overdue(lists: Lists) -> None:
    past = TODAY - timedelta(days=3)
    lists.opened.add(Task, title="1 offen", due_on=past)
    lists.opened.add(Task, title="2 erledigt", due_on=past, status="done", done_on=past)
    lists.opened.add(Task, title="3 heute", due_on=TODAY)
    lists.opened.add(Task, title="4 ohne Termin")
    model = lists.make(["title", "due_on", "due_original"], ListQuery("task", sort="title"))
    overdue = [[model.index(row, column).data(OVERDUE_ROLE) for column in range(3)] for row in range(4)]
    assert overdue == [[False, True, False], [False] * 3, [False] * 3, [False] * 3]


def test_the_planned_end_of_a_running_item_can_be_overdue(lists: Lists) -> None:
    lists.opened.add(StrategyItem, title="Sensornetz", end_planned=TODAY - timedelta(days=1))
    model = lists.make(["title", "end_planned"], ListQuery("strategy_item"), StrategyItem)
    assert model.index(0, 1).data(OVERDUE_ROLE) is True


def test_of_a_list_not_much_longer_than_a_short_one_the_first_page_is_there_at_once(many: Lists) -> None:
    query = ListQuery("task", sort="title", descending=True, contains="brücke")
    model = RecordTableModel(many.desk, Task, ["title"], ListQuery("task"), many.owner, at_once=MANY - 1)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    many.settle(model)
    model.show(query)
    assert tester.model() is model
    assert model.ids == many.ids(query)[:FIRST]
    many.settle(model)
    assert model.ids == many.ids(query)
