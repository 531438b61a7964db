"""What stands around every page: the export tool with its two ways, and toasts that lie over nothing that is chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kn_desk.ui.pages.record_list import RecordList
from tests.ui.answers import Answers
from tests.ui.walk import Stage


def _offered(whole: Stage) -> list[tuple[str, bool]]:
    choices = whole.window.export_button.choices
    choices.aboutToShow.emit()
    return [(action.text(), action.isEnabled()) for action in choices.actions()]


def test_the_export_tool_offers_everything_and_the_list_that_is_seen(
    whole: Stage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    whole.go("strategy")
    view = whole.page.view
    assert isinstance(view, RecordList)
    assert _offered(whole) == [("Gesamtmappe …", True), ("Diese Liste (30 Maßnahmen) …", True)]
    view.filters.search.setText("Hotspots")
    qtbot.waitUntil(lambda: " von " in whole.page.count)
    assert _offered(whole)[1] == ("Diese Liste (1 von 30 Maßnahmen) …", True)
    answers.file = str(tmp_path / "Liste.xlsx")
    whole.window.export_button.choices.actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=20_000)
    assert answers.asked[0].what == "Die Liste ist geschrieben und geprüft."


def test_without_a_list_only_everything_can_be_exported(whole: Stage) -> None:
    whole.go("settings")
    assert _offered(whole) == [("Gesamtmappe …", True), ("Diese Liste …", False)]


@pytest.mark.parametrize("height", [560, 689, 768])
def test_a_toast_never_lies_over_the_row_that_is_chosen(whole: Stage, height: int) -> None:
    whole.resize(1366, height)
    whole.go("strategy")
    view = whole.page.view
    assert isinstance(view, RecordList)
    table = view.table
    last = table.indexAt(QPoint(4, table.viewport().height() - 4)).row()
    for row in (last, last - 1, last - 2):
        table.selectRow(row)
        whole.window.say("Gespeichert", True)
        whole.settle()
        toast = whole.window._toast
        place = table.visualRect(table.model().index(row, 0))
        shown = QRect(table.viewport().mapTo(toast.parentWidget(), place.topLeft()), place.size())
        shown.setWidth(table.viewport().width())
        assert not shown.intersects(toast.geometry())


@pytest.mark.parametrize("width", [1366, 1920])
def test_a_toast_lies_over_the_list_and_not_over_the_foot_of_the_detail(whole: Stage, width: int) -> None:
    whole.resize(width, 768)
    whole.go("strategy")
    view = whole.page.view
    assert isinstance(view, RecordList)
    view.table.selectRow(0)
    whole.settle()
    QTest.keyClick(view.table, Qt.Key.Key_F4)
    whole.window.say("Gespeichert", True)
    whole.settle()
    toast, pane = whole.window._toast, view.detail
    assert pane is not None
    assert pane.isVisible()
    assert toast.geometry().right() < pane.mapTo(toast.parentWidget(), QPoint(0, 0)).x()
