"""The tree of goals and Maßnahmen through its widgets, and its model."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kn_desk.records.strategy import ActionField, Goal, StrategyItem
from kn_desk.services.item_tree import item_tree
from kn_desk.ui.models.item_tree import ItemTreeModel, Part
from kn_desk.ui.pages.item_tree import ItemTreeView
from tests.makers.offices import Opened
from tests.makers.stage import Shown, ViewStage, view_stage

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Strategy:
    """A small strategy: two goals, one field, three Maßnahmen."""

    near: Goal
    far: Goal
    field: ActionField
    record: StrategyItem
    part: StrategyItem
    portal: StrategyItem


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


@pytest.fixture
def strategy(opened: Opened) -> Strategy:
    near = opened.add(Goal, title="Bürgernähe")
    far = opened.add(Goal, title="Datenhoheit")
    field = opened.add(ActionField, title="Verwaltung", number="1")
    shared: dict[str, Any] = {"action_field": field, "goals": [near]}
    record = opened.add(StrategyItem, title="E-Akte", progress=40, **shared)
    part = opened.add(StrategyItem, title="Erste Welle", parent=record, **shared)
    portal = opened.add(StrategyItem, title="Portal", goals=[far], action_field=field)
    return Strategy(near, far, field, record, part, portal)


def _shown(view: ItemTreeView) -> list[str]:
    """The rows that can be seen, from top to bottom."""
    rows, index = [], view.model.index(0, 0)
    while index.isValid():
        rows.append(str(index.data()))
        index = view.tree.indexBelow(index)
    return rows


def _to(shown: Shown[ItemTreeView], title: str) -> QModelIndex:
    node = next(node for node in shown.view.model.nodes if node.title == title)
    index = shown.view.model.index_of(node.key)
    shown.view.tree.setCurrentIndex(index)
    return index


def test_the_model_keeps_what_qt_asks_of_one(opened: Opened, strategy: Strategy) -> None:
    model = ItemTreeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with opened.office.read() as reader:
        model.show(item_tree(reader))
        assert model.rowCount() == 2
        model.show(item_tree(reader, contains="Portal"))
        model.show(item_tree(reader))
        model.show(())
    assert model.rowCount() == 0


def test_the_model_knows_its_nodes_by_key_and_by_record(opened: Opened, strategy: Strategy) -> None:
    model = ItemTreeModel()
    with opened.office.read() as reader:
        model.show(item_tree(reader))
    key = model.key_of(strategy.part.id)
    index = model.index_of(key)
    assert (index.data(), model.depth_of(index)) == ("Erste Welle", 3)
    assert index.parent().data() == "E-Akte"
    assert model.key_of("") == ""
    assert not model.index_of("nirgends").isValid()


def test_a_row_says_everything_when_it_is_read_aloud(opened: Opened, strategy: Strategy) -> None:
    model = ItemTreeModel()
    opened.set(strategy.record, status="paused", status_reason="Personal")
    with opened.office.read() as reader:
        model.show(item_tree(reader))
    item = model.index_of(model.key_of(strategy.record.id))
    words = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "E-Akte, Ampel Keine Meldung, Pausiert, Fortschritt 40 %"
    goal = model.index_of(model.key_of(strategy.near.id)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert goal == "Ziel Bürgernähe, 2 Maßnahmen. Fortschritt 40 %."


def test_at_first_goals_are_unfolded_down_to_the_fields(stage: ViewStage, strategy: Strategy) -> None:
    shown = stage.show(ItemTreeView)
    assert _shown(shown.view) == ["Bürgernähe", "Verwaltung", "Datenhoheit", "Verwaltung"]
    assert shown.counted[-1] == "3 Maßnahmen in 2 Zielen"


def test_what_is_unfolded_stays_so_and_is_remembered(stage: ViewStage, strategy: Strategy) -> None:
    shown = stage.show(ItemTreeView)
    shown.view.tree.setFocus()
    _to(shown, "Verwaltung")
    QTest.keyClick(shown.view.tree, Key.Key_Right)
    wanted = ["Bürgernähe", "Verwaltung", "E-Akte", "Datenhoheit", "Verwaltung"]
    assert _shown(shown.view) == wanted
    shown.context.desk.change(stage.opened.get(strategy.record), {"progress": 50})
    assert _shown(shown.view) == wanted
    stage.opened.add(Goal, title="Ein neues")
    assert _shown(stage.show(ItemTreeView).view) == [*wanted, "Ein neues"]


def test_all_can_be_unfolded_and_folded_at_once(stage: ViewStage, strategy: Strategy) -> None:
    shown = stage.show(ItemTreeView)
    shown.view.more.click()
    assert len(_shown(shown.view)) == 7
    shown.view.less.click()
    assert _shown(shown.view) == ["Bürgernähe", "Datenhoheit"]


def test_searching_unfolds_the_way_to_each_hit(stage: ViewStage, strategy: Strategy, qtbot: QtBot) -> None:
    shown = stage.show(ItemTreeView)
    shown.view.search_here()
    QTest.keyClicks(shown.view.filters.search, "welle")
    qtbot.waitUntil(lambda: len(_shown(shown.view)) == 4 and "Erste Welle" in _shown(shown.view))
    shown.view.filters.search.clear()
    qtbot.waitUntil(lambda: "Datenhoheit" in _shown(shown.view))
    assert "Erste Welle" not in _shown(shown.view), "it is folded as it was before"


def test_a_search_without_a_hit_says_so_and_can_be_lifted(stage: ViewStage, strategy: Strategy, qtbot: QtBot) -> None:
    shown = stage.show(ItemTreeView)
    QTest.keyClicks(shown.view.filters.search, "Nirgends")
    qtbot.waitUntil(shown.view.empty.isVisible)
    assert shown.view.empty.words.text() == "Kein Treffer für diese Filter."
    shown.view.empty.button.click()
    assert shown.view.tree.isVisible()


def test_an_office_without_goals_and_measures_offers_the_first_one(stage: ViewStage) -> None:
    shown = stage.show(ItemTreeView)
    assert shown.view.empty.isVisible()
    shown.view.empty.button.click()
    assert shown.view.detail is not None


@pytest.mark.parametrize("title", ["Bürgernähe", "Verwaltung"])
def test_enter_asks_the_window_for_goals_and_fields_too(stage: ViewStage, strategy: Strategy, title: str) -> None:
    shown = stage.show(ItemTreeView)
    shown.view.tree.setFocus()
    _to(shown, title)
    QTest.keyClick(shown.view.tree, Key.Key_Return)
    assert shown.followed == [strategy.near.id if title == "Bürgernähe" else strategy.field.id]


def test_the_detail_follows_the_keys_once_they_rest(stage: ViewStage, strategy: Strategy, qtbot: QtBot) -> None:
    shown = stage.show(ItemTreeView)
    _to(shown, "Bürgernähe")
    qtbot.waitUntil(lambda: shown.view.detail is not None)
    detail = shown.view.detail
    assert detail is not None
    assert detail.record is not None
    assert detail.record.id == strategy.near.id
    shown.view.choose(strategy.record.id)
    other = shown.view.detail
    assert other is not None
    assert other is not detail
    assert other.record is not None
    assert other.record.id == strategy.record.id


def test_choosing_a_measure_unfolds_the_way_to_it(stage: ViewStage, strategy: Strategy) -> None:
    shown = stage.show(ItemTreeView)
    assert shown.view.choose(strategy.part.id)
    assert "Erste Welle" in _shown(shown.view)
    assert not shown.view.choose("nirgends")


def test_a_new_measure_begins_on_the_branch_that_the_keys_are_on(stage: ViewStage, strategy: Strategy) -> None:
    shown = stage.show(ItemTreeView)
    node = next(node for node in shown.view.model.nodes if node.kind == "field")
    shown.view.tree.setCurrentIndex(shown.view.model.index_of(node.key))
    shown.view.begin_new()
    assert shown.view.detail is not None
    record = shown.view.detail.form.record
    assert isinstance(record, StrategyItem)
    assert (record.action_field, record.goals) == (strategy.field.id, (strategy.near.id,))


def test_a_refusal_to_trash_becomes_a_toast_and_a_trashed_goal_leaves(stage: ViewStage, strategy: Strategy) -> None:
    shown = stage.show(ItemTreeView)
    shown.view.tree.setFocus()
    _to(shown, "Datenhoheit")
    QTest.keyClick(shown.view.tree, Key.Key_Delete)
    assert shown.toasts == [(f"{strategy.far.code} im Papierkorb", True)]
    assert "Ohne Ziel" in _shown(shown.view), "its Maßnahme is not lost"


def test_short_room_leaves_out_columns_from_the_right(stage: ViewStage, strategy: Strategy) -> None:
    tree = stage.show(ItemTreeView, 640, 500).view.tree
    assert tree.isColumnHidden(Part.END)
    assert not tree.isColumnHidden(Part.LIGHT)
    used = sum(tree.columnWidth(part) for part in Part if not tree.isColumnHidden(part))
    assert used <= tree.viewport().width()


def test_status_and_end_are_columns_only_while_a_measure_is_unfolded(stage: ViewStage, strategy: Strategy) -> None:
    view = stage.show(ItemTreeView).view
    assert hidden(view) == [Part.STATUS, Part.END]
    view.more.click()
    assert hidden(view) == []
    view.less.click()
    assert hidden(view) == [Part.STATUS, Part.END]


def hidden(view: ItemTreeView) -> list[Part]:
    return [part for part in Part if view.tree.isColumnHidden(part)]
