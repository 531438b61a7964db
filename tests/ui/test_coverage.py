"""The Abdeckung through its widgets: vacant units first, naming a Lotse, and the history of an Amt."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.services.coverage_overview import overview
from kn_desk.ui.pages.coverage.model import CoverageModel, Part
from kn_desk.ui.pages.coverage.view import CoverageView
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


@pytest.fixture
def units(opened: Opened) -> dict[str, OrgUnit]:
    """Hauptamt with a Lotsin, Kulturamt whose role ended, Rechtsamt that never had one."""
    made = {
        name: opened.add(OrgUnit, name=name, lotse_required=True, dezernat="Dezernat I")
        for name in ("Hauptamt", "Kulturamt", "Rechtsamt")
    }
    person = opened.add(Person, last_name="Muster", first_name="Eva", email="eva.muster@konstanz.example.org")
    opened.add(LotseRole, unit=made["Hauptamt"], person=person, since=TODAY - 99 * DAY, until=TODAY + 9 * DAY)
    former = opened.add(Person, last_name="Früher", first_name="Kim")
    ended: dict[str, Any] = {"since": TODAY - 99 * DAY, "until": TODAY - 10 * DAY, "end_reason": "Neues Amt"}
    opened.add(LotseRole, unit=made["Kulturamt"], person=former, **ended)
    return made


def _rows(shown: Shown[CoverageView]) -> list[str]:
    entries = shown.view.table.units.entries
    return [entry.row.name if entry.row else f"[{entry.group.title} {entry.group.counted}]" for entry in entries]


def _said(shown: Shown[CoverageView]) -> list[str]:
    detail = shown.view.detail
    assert detail is not None
    return [label.text() for label in detail.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_model_keeps_what_qt_asks_of_one(opened: Opened, units: dict[str, OrgUnit]) -> None:
    model = CoverageModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with opened.office.read() as reader:
        model.show(overview(reader))
        model.show(overview(reader, light="ok"))
    words = [model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)]
    assert words == [None], "nothing is Besetzt without an end, so nothing is shown"


def test_the_heading_counts_and_units_without_a_lotse_come_first(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    assert shown.view.figure == "1 von 3 Ämtern und Betrieben"
    assert _rows(shown) == ["[Ohne Lotse 2]", "Kulturamt", "Rechtsamt", "[Dezernat I 1 von 3]", "Hauptamt"]
    assert shown.counted[-1] == "Stand heute, 15.06.2026"
    assert shown.status[-1] == "3 Ämter und Betriebe · 1 besetzt, 2 ohne Lotse, 1 endet bald"


def test_cells_show_names_dates_and_the_light(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    model = stage.show(CoverageView).view.table.units
    row = model.row_of(units["Hauptamt"].id)
    texts = [model.index(row, part).data() for part in Part]
    assert texts == ["Hauptamt", "Muster, Eva", "–", "–", "08.03.2026", "24.06.2026", "Endet bald"]
    aloud = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "Hauptamt, Endet bald, Muster, Eva seit 08.03.2026 bis 24.06.2026"
    vacant = model.index(model.row_of(units["Kulturamt"].id), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert vacant == "Kulturamt, Ohne Lotse, seit 06.06.2026"


def test_the_keys_pass_over_group_rows(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    table = stage.show(CoverageView).view.table
    table.setFocus()
    table.choose(units["Rechtsamt"].id)
    QTest.keyClick(table, Key.Key_Down)
    assert table.current_unit is not None
    assert table.current_unit.name == "Hauptamt"


def test_naming_begins_a_role_for_that_unit(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    QTest.mouseClick(shown.view.table.buttons[units["Rechtsamt"].id], Qt.MouseButton.LeftButton)
    detail = shown.view.detail
    assert detail is not None
    record = detail.form.record
    assert isinstance(record, LotseRole)
    assert (record.unit, record.kind) == (units["Rechtsamt"].id, "main")


@pytest.mark.parametrize("by", ["space", "new"])
def test_naming_works_by_keys_alone(stage: ViewStage, units: dict[str, OrgUnit], by: str) -> None:
    shown = stage.show(CoverageView)
    shown.view.table.setFocus()
    shown.view.table.choose(units["Kulturamt"].id)
    if by == "space":
        QTest.keyClick(shown.view.table, Key.Key_Space)
    else:
        shown.view.begin_new()
    detail = shown.view.detail
    assert detail is not None
    assert isinstance(detail.form.record, LotseRole)
    assert detail.form.record.unit == units["Kulturamt"].id


def test_a_unit_with_a_lotse_to_come_says_who_and_since_when_and_asks_for_no_name(
    stage: ViewStage, units: dict[str, OrgUnit]
) -> None:
    person = stage.opened.add(Person, last_name="Neuner", first_name="Petra")
    stage.opened.add(LotseRole, unit=units["Kulturamt"], person=person, since=TODAY + 37 * DAY)
    shown = stage.show(CoverageView)
    table = shown.view.table
    row = table.units.row_of(units["Kulturamt"].id)
    assert table.units.index(row, Part.MAIN).data() == f"ab {TODAY + 37 * DAY:%d.%m.%Y}: Neuner, Petra"
    assert list(table.buttons) == [units["Rechtsamt"].id]
    assert shown.view.figure == "1 von 3 Ämtern und Betrieben"
    table.choose(units["Kulturamt"].id)
    table.setFocus()
    QTest.keyClick(table, Key.Key_Space)
    assert shown.view.detail is None or not isinstance(shown.view.detail.form.record, LotseRole)


def test_once_a_lotse_is_named_the_unit_moves_to_its_dezernat_and_is_shown(
    stage: ViewStage, units: dict[str, OrgUnit]
) -> None:
    person = stage.opened.add(Person, last_name="Neu", first_name="Ida")
    shown = stage.show(CoverageView)
    shown.view.table.buttons[units["Rechtsamt"].id].click()
    detail = shown.view.detail
    assert detail is not None
    detail.form.type_into({"person": "Neu, Ida"})
    assert detail.save()
    assert shown.view.figure == "2 von 3 Ämtern und Betrieben"
    assert _rows(shown) == ["[Ohne Lotse 1]", "Kulturamt", "[Dezernat I 2 von 3]", "Hauptamt", "Rechtsamt"]
    after = shown.view.detail
    assert after is not None
    assert after.record is not None
    assert after.record.id == units["Rechtsamt"].id
    assert person.code


def test_an_unwanted_new_role_is_left_by_escape_and_nothing_is_kept(
    stage: ViewStage, units: dict[str, OrgUnit]
) -> None:
    shown = stage.show(CoverageView)
    shown.view.table.buttons[units["Rechtsamt"].id].click()
    detail = shown.view.detail
    assert detail is not None
    detail.form.type_into({"topics": "angefangen"})
    stage.answers.prepared = ["Verwerfen"]
    shown.view.leave_detail()
    assert len(stage.answers.asked) == 1
    shown.view.leave_detail()
    assert shown.view.detail is None
    assert shown.view.save()
    assert shown.view.figure == "1 von 3 Ämtern und Betrieben"


def test_the_detail_tells_who_was_lotse_and_why_it_ended(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    assert shown.view.choose(units["Kulturamt"].id)
    said = _said(shown)
    assert "seit 06.06.2026, 10 Tage" not in said
    assert "seit 06.06.2026, 9 Tage" in said
    assert {"Bisher", "08.03.2026 bis 05.06.2026", "Neues Amt"} <= set(said)


def test_the_detail_tells_how_to_reach_the_lotse(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    shown.view.choose(units["Hauptamt"].id)
    assert {"Lotse/Lotsin", "eva.muster@konstanz.example.org", "08.03.2026 bis 24.06.2026"} <= set(_said(shown))
    detail = shown.view.detail
    assert detail is not None
    link = next(one for one in detail.findChildren(QPushButton) if one.accessibleName() == "Person Muster, Eva")
    link.click()
    assert len(shown.followed) == 1


def test_the_detail_of_a_vacant_unit_offers_to_name_somebody(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    shown.view.choose(units["Kulturamt"].id)
    detail = shown.view.detail
    assert detail is not None
    next(one for one in detail.findChildren(QPushButton) if "benennen" in one.text()).click()
    new = shown.view.detail
    assert new is not None
    assert isinstance(new.form.record, LotseRole)


def test_after_a_role_is_saved_the_keyboard_is_in_the_list(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    person = stage.opened.add(Person, last_name="Neuner", first_name="Petra")
    shown = stage.show(CoverageView)
    shown.view.choose(units["Kulturamt"].id)
    shown.view.show_new(LotseRole, {"unit": units["Kulturamt"].id, "person": person.id})
    detail = shown.view.detail
    assert detail is not None
    detail.form.focus_first()
    assert not shown.view.table.hasFocus()
    assert detail.form.save()
    assert shown.view.table.hasFocus()


def test_the_detail_follows_the_keys_and_enter_asks_the_window(
    stage: ViewStage, units: dict[str, OrgUnit], qtbot: QtBot
) -> None:
    shown = stage.show(CoverageView)
    table = shown.view.table
    table.setFocus()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 28 + 12))
    qtbot.waitUntil(lambda: shown.view.detail is not None)
    assert "1 ausgewählt" in shown.status[-1]
    QTest.keyClick(table, Key.Key_Return)
    assert shown.followed == [units["Kulturamt"].id]


def test_filters_narrow_the_list_but_not_the_count(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    stage.opened.add(OrgUnit, name="Bauamt", lotse_required=True, dezernat="Dezernat III")
    shown = stage.show(CoverageView)
    box = shown.view.boxes["dezernat"]
    box.setCurrentIndex(box.findData("Dezernat III"))
    box.activated.emit(box.currentIndex())
    assert _rows(shown) == ["[Ohne Lotse 1]", "Bauamt"]
    assert shown.view.figure == "1 von 4 Ämtern und Betrieben"
    light = shown.view.boxes["light"]
    light.setCurrentIndex(light.findData("ok"))
    light.activated.emit(light.currentIndex())
    assert shown.view.empty.isVisible()
    shown.view.empty.button.click()
    assert len(_rows(shown)) == 6


def test_without_units_the_first_one_is_offered(stage: ViewStage) -> None:
    shown = stage.show(CoverageView)
    assert shown.view.empty.isVisible()
    shown.view.empty.button.click()
    detail = shown.view.detail
    assert detail is not None
    assert isinstance(detail.form.record, OrgUnit)
    assert detail.form.record.lotse_required is True


def test_a_difference_to_the_expected_number_is_said(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    assert any("Eingestellt sind 23" in label.text() for label in shown.view.findChildren(QLabel))


def test_short_room_leaves_out_columns_but_never_name_and_light(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    table = stage.show(CoverageView, 620, 500).view.table
    assert table.isColumnHidden(Part.SINCE)
    shown = [part for part in Part if not table.isColumnHidden(part)]
    assert {Part.UNIT, Part.MAIN, Part.LIGHT} <= set(shown)
    assert sum(table.columnWidth(part) for part in shown) <= table.viewport().width()


def test_a_change_elsewhere_keeps_what_is_chosen(stage: ViewStage, units: dict[str, OrgUnit]) -> None:
    shown = stage.show(CoverageView)
    shown.view.table.choose(units["Hauptamt"].id)
    shown.context.desk.change(stage.opened.get(units["Rechtsamt"]), {"name": "Amt für Recht"})
    assert "Amt für Recht" in _rows(shown)
    unit = shown.view.table.current_unit
    assert unit is not None
    assert unit.name == "Hauptamt"
