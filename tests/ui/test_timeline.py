"""The Zeitplan through its widgets: rows, keys, time, filters, and the scale below it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.ui.pages.timeline import tips
from kn_desk.ui.pages.timeline.painting import Layout
from kn_desk.ui.pages.timeline.scale import Scale, farther, nearer
from kn_desk.ui.pages.timeline.view import TimelineView
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.stage import Shown, ViewStage, view_stage

Key = Qt.Key
DAY = timedelta(days=1)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


def _field(opened: Opened, title: str = "Verwaltung", number: str = "1") -> ActionField:
    return opened.add(ActionField, title=title, number=number)


def _item(opened: Opened, title: str, field: ActionField | None = None, **values: Any) -> StrategyItem:
    dates = {"start_planned": TODAY - 200 * DAY, "end_planned": TODAY + 100 * DAY}
    return opened.add(StrategyItem, title=title, action_field=field, **{**dates, **values})


def _titles(shown: Shown[TimelineView]) -> list[str]:
    return [row.bar.title if row.bar else f"[{row.group.title}]" for row in shown.view.chart.rows]


def _colour(shown: Shown[TimelineView], x: float, y: int) -> QColor:
    return shown.view.chart.viewport().grab().toImage().pixelColor(round(x), y)


# --- the scale


def test_a_day_stands_where_the_scale_says_and_is_found_there_again() -> None:
    scale = Scale.around("month", TODAY, 500)
    assert scale.x(TODAY) == pytest.approx(220)
    assert scale.day_at(scale.x(TODAY) + 0.5) == TODAY
    assert scale.end_x(TODAY) - scale.x(TODAY) == pytest.approx(scale.per_day)


def test_zooming_keeps_the_day_under_the_finger() -> None:
    scale = Scale.around("month", TODAY, 500)
    assert scale.zoomed("year", 100).day_at(100) == scale.day_at(100)
    assert (nearer("month"), nearer("year"), farther("month"), farther("year")) == (
        "month", "quarter", "quarter", "year",
    )  # fmt: skip


def test_the_axis_names_quarters_and_marks_where_years_begin() -> None:
    scale = Scale("quarter", date(2026, 1, 1).toordinal())
    lines = list(scale.lines(300))
    assert [line.word for line in lines[:5]] == ["Q1", "Q2", "Q3", "Q4", "Q1"]
    assert [line.year for line in lines[:5]] == [2026, 0, 0, 0, 2027]
    assert next(iter(Scale("month", date(2026, 3, 9).toordinal()).lines(50))).word == "März"


def test_panning_ends_where_no_record_of_an_office_lies() -> None:
    scale = Scale.around("year", TODAY, 500).panned(-(10**9))
    assert scale.day_at(0) == date(1900, 1, 1)


def test_time_moves_only_if_nothing_of_a_bar_is_seen() -> None:
    scale = Scale.around("quarter", TODAY, 400)
    assert scale.showing(TODAY - 9 * DAY, TODAY, 400) == scale
    moved = scale.showing(date(2019, 1, 1), date(2019, 3, 1), 400)
    assert 0 < moved.x(date(2019, 1, 1)) < 400


# --- the chart


def test_measures_stand_below_their_field(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte", _field(stage.opened))
    _item(stage.opened, "Freies")
    shown = stage.show(TimelineView)
    assert _titles(shown) == ["[Verwaltung]", "E-Akte", "[Ohne Handlungsfeld]", "Freies"]
    assert shown.counted[-1] == "2 Maßnahmen"


def test_keys_go_from_row_to_row_and_the_row_is_read_aloud(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte", _field(stage.opened), end_planned=date(2027, 3, 31), start_planned=date(2026, 1, 1))
    chart = stage.show(TimelineView).view.chart
    chart.setFocus()
    assert chart.accessibleName().startswith("Handlungsfeld Verwaltung, 1 Maßnahme")
    QTest.keyClick(chart, Key.Key_Down)
    assert "E-Akte, Ampel" in chart.accessibleName()
    assert "Plan 1. Januar 2026 bis 31. März 2027" in chart.accessibleName()
    QTest.keyClick(chart, Key.Key_Home)
    assert chart.current_row == 0


def test_enter_asks_the_window_for_the_record(stage: ViewStage) -> None:
    item = _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    shown.view.chart.setFocus()
    QTest.keyClick(shown.view.chart, Key.Key_End)
    QTest.keyClick(shown.view.chart, Key.Key_Return)
    assert shown.followed == [item.id]


def test_enter_on_a_field_folds_it_and_that_is_remembered(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte", _field(stage.opened))
    shown = stage.show(TimelineView)
    shown.view.chart.setFocus()
    QTest.keyClick(shown.view.chart, Key.Key_Return)
    assert _titles(shown) == ["[Verwaltung]"]
    assert "Zugeklappt" in shown.view.chart.accessibleName()
    assert _titles(stage.show(TimelineView)) == ["[Verwaltung]"]
    QTest.keyClick(shown.view.chart, Key.Key_Space)
    assert _titles(shown) == ["[Verwaltung]", "E-Akte"]


def test_a_click_on_a_field_folds_it(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte", _field(stage.opened))
    shown = stage.show(TimelineView)
    chart = shown.view.chart
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, chart.row_rectangle(0).center().y()))
    assert _titles(shown) == ["[Verwaltung]"]


def test_a_click_shows_the_measure_at_the_right_once_the_keys_rest(stage: ViewStage, qtbot: QtBot) -> None:
    _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    chart = shown.view.chart
    at = QPoint(60, chart.row_rectangle(1).center().y())
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: shown.view.detail is not None)
    assert shown.view.detail is not None
    assert shown.view.detail.record is not None
    assert shown.view.detail.record.code == "M-2026-001"
    assert "1 ausgewählt" in shown.status[-1]


def test_a_narrow_window_opens_the_detail_as_a_drawer_only_when_asked(stage: ViewStage) -> None:
    item = _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView, 1000, 600)
    assert shown.view.choose(item.id)
    assert shown.view.detail is not None
    assert shown.view.detail.mapTo(shown.view, QPoint(0, 0)).x() > 400
    shown.view.leave_detail()
    assert shown.view.detail is None


def test_left_and_right_pan_and_the_button_brings_today_back(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    chart = shown.view.chart
    before = chart.scale.x(TODAY)
    QTest.keyClick(chart, Key.Key_Right)
    assert chart.scale.x(TODAY) < before
    QTest.keyClick(chart, Key.Key_Left)
    assert chart.scale.x(TODAY) == pytest.approx(before)
    QTest.keyClick(chart, Key.Key_Left)
    shown.view.filters.today.click()
    assert chart.scale.x(TODAY) == pytest.approx(before)


def test_plus_and_minus_zoom_and_the_switch_follows(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    segments = shown.view.filters.zoom.segments
    assert [one.isChecked() for one in segments] == [False, True, False]
    QTest.keyClick(shown.view.chart, Key.Key_Plus)
    assert segments[0].isChecked()
    QTest.keyClick(shown.view.chart, Key.Key_Minus)
    QTest.keyClick(shown.view.chart, Key.Key_Minus)
    assert segments[2].isChecked()
    segments[0].click()
    assert shown.view.chart.scale.zoom == "month"
    assert stage.show(TimelineView).view.chart.scale.zoom == "month", "it is remembered"


def test_dragging_the_time_pans_it(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte")
    chart = stage.show(TimelineView).view.chart
    before = chart.scale.x(TODAY)
    at = QPoint(chart.viewport().width() - 200, 150)
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(chart.viewport(), at - QPoint(60, 0))
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=at - QPoint(60, 0))
    assert chart.scale.x(TODAY) == pytest.approx(before - 60)


def test_what_happened_is_painted_solid_up_to_today_inside_the_plan(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte", start_actual=TODAY - 150 * DAY)
    shown = stage.show(TimelineView)
    chart = shown.view.chart
    layout = Layout.of(stage.theme, chart.viewport().width())
    middle = chart.row_rectangle(1).center().y()
    today = layout.chart_x + chart.scale.x(TODAY)
    assert _colour(shown, today - 20, middle).name() == stage.theme.tokens.accent.lower()
    assert _colour(shown, today + 20, middle).name() == stage.theme.tokens.surface.lower()


def test_the_keys_never_leave_what_is_seen(stage: ViewStage) -> None:
    field = _field(stage.opened)
    for number in range(60):
        _item(stage.opened, f"Maßnahme {number}", field)
    chart = stage.show(TimelineView).view.chart
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_End)
    place = chart.row_rectangle(chart.current_row)
    assert place.bottom() <= chart.viewport().height()
    first = chart.verticalScrollBar().value() // stage.theme.row_height
    assert 30 < first < 60


def test_filters_narrow_the_plan_and_are_remembered_and_can_be_cleared(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte", _field(stage.opened))
    _item(stage.opened, "Areal", _field(stage.opened, "Wirtschaft", "2"))
    shown = stage.show(TimelineView)
    box = shown.view.filters.boxes["action_field"]
    assert [box.itemText(place) for place in range(box.count())] == [
        "Handlungsfeld: alle", "Verwaltung", "Wirtschaft",
    ]  # fmt: skip
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert _titles(shown) == ["[Wirtschaft]", "Areal"]
    assert shown.counted[-1] == "1 von 2 Maßnahmen"
    again = stage.show(TimelineView)
    assert _titles(again) == ["[Wirtschaft]", "Areal"]
    again.view.filters.clear_button.click()
    assert len(_titles(again)) == 4


def test_a_filter_without_a_hit_says_so_and_offers_to_lift_it(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    box = shown.view.filters.boxes["light"]
    place = box.findData("crit")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert shown.view.empty.isVisible()
    assert shown.view.empty.words.text() == "Keine Maßnahme passt zu diesen Filtern."
    shown.view.empty.button.click()
    assert shown.view.chart.isVisible()


def test_an_office_without_measures_offers_the_first_one(stage: ViewStage) -> None:
    shown = stage.show(TimelineView)
    assert shown.view.empty.isVisible()
    shown.view.empty.button.click()
    assert shown.view.detail is not None
    assert shown.view.detail.record is None


def test_a_new_measure_appears_at_once(stage: ViewStage) -> None:
    _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    shown.context.desk.create(StrategyItem.of({"id": "01a20f5a-8d7e-7ddc-949c-4066a1fb3fe8", "title": "Neue"}))
    assert "Neue" in _titles(shown)


def test_what_changed_while_nobody_looked_is_there_when_one_comes_back(stage: ViewStage) -> None:
    item = _item(stage.opened, "E-Akte")
    shown = stage.show(TimelineView)
    shown.view.hide()
    shown.context.desk.change(stage.opened.get(item), {"title": "Andere Akte"})
    shown.view.show()
    assert "Andere Akte" in _titles(shown)


def test_trashing_takes_the_row_away_and_can_be_undone(stage: ViewStage) -> None:
    item = _item(stage.opened, "E-Akte")
    _item(stage.opened, "Areal")
    shown = stage.show(TimelineView)
    shown.view.choose(item.id)
    shown.view.trash_chosen()
    assert "E-Akte" not in _titles(shown)
    assert shown.toasts == [(f"{item.code} im Papierkorb", True)]


def test_choosing_unfolds_the_field_and_lifts_the_filter(stage: ViewStage) -> None:
    field = _field(stage.opened)
    item = _item(stage.opened, "E-Akte", field)
    _item(stage.opened, "Areal", _field(stage.opened, "Wirtschaft", "2"))
    shown = stage.show(TimelineView)
    shown.view.chart.setFocus()
    QTest.keyClick(shown.view.chart, Key.Key_Space)
    box = shown.view.filters.boxes["action_field"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert shown.view.choose(item.id)
    assert shown.view.chart.current_id == item.id
    assert not shown.view.choose(field.id), "a Handlungsfeld is shown elsewhere"


def test_the_mouse_is_told_the_milestone_or_the_dates(stage: ViewStage) -> None:
    item = _item(stage.opened, "E-Akte", end_forecast=TODAY + 130 * DAY)
    stage.opened.add(Milestone, title="Erste Welle", item=item, due_planned=TODAY + 10 * DAY)
    chart = stage.show(TimelineView).view.chart
    layout = Layout.of(stage.theme, chart.viewport().width())
    at = round(layout.chart_x + chart.scale.x(TODAY + 10 * DAY))
    row = chart.rows[1]
    assert tips.tip(row, at, layout, chart.scale) == "Erste Welle\nOffen: 25.06.2026"
    assert "Prognose: 23.10.2026, 30 Tage nach Plan-Ende" in tips.tip(row, 20, layout, chart.scale)
    assert "1 Maßnahme" in tips.tip(chart.rows[0], 20, layout, chart.scale)
