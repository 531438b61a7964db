"""The detail beside a list: whole tabs only, parts called by what they are, nothing said twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.decisions import Decision
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import FinanceLine
from kn_desk.records.measuring import Indicator, Reading
from kn_desk.records.minutes import Task
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.models.part_model import PART_ROLE
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.detail_tabs import DetailTabs
from kn_desk.ui.pages.light_line import Sign
from kn_desk.ui.pages.parts_tab import PartsTab
from kn_desk.ui.pages.plans import APPLICATIONS, DECISIONS, INDICATORS, PERSONS, TASKS
from kn_desk.ui.pages.record_link import RecordLink
from kn_desk.ui.pages.record_list import ListPlan, RecordList
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.stage import ViewStage, view_stage

WORDS = ("Überblick", "Stammdaten", "Finanzierungsplan (19)", "Bescheide", "Fristen und Pflichten", "Verlauf")


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


def detail(stage: ViewStage, plan: ListPlan, identity: str, width: int = 1366) -> DetailPane:
    view = stage.show(lambda context: RecordList(context, plan), width).view
    assert view.choose(identity)
    assert view.detail is not None
    return view.detail


# --- tabs


@pytest.fixture
def tabs(stage: ViewStage) -> DetailTabs:
    made = DetailTabs(stage.theme)
    stage.qtbot.addWidget(made)
    for word in WORDS:
        made.addTab(QWidget(), word)
    made.resize(380, 300)
    made.show()
    return made


def seen(tabs: DetailTabs) -> list[str]:
    return [tabs.tabText(number) for number in range(tabs.count()) if tabs.isTabVisible(number)]


def is_whole(tabs: DetailTabs) -> bool:
    bar, menu = tabs.tabBar(), tabs.cornerWidget()
    right = max(bar.mapTo(tabs, bar.tabRect(number).topRight()).x() for number in range(tabs.count()))
    return right <= (menu.x() if menu.isVisible() else tabs.width())


def test_a_tab_is_seen_whole_or_not_at_all(tabs: DetailTabs) -> None:
    assert seen(tabs) == ["Überblick", "Stammdaten"]
    for width in range(260, 900, 7):
        tabs.resize(width, 300)
        assert is_whole(tabs), width


def test_whichever_tab_is_in_use_is_seen(tabs: DetailTabs) -> None:
    for number in (3, 0, 2, 3, 5, 1, 4):
        tabs.setCurrentIndex(number)
        assert tabs.currentIndex() == number
        assert WORDS[number] in seen(tabs)
        assert is_whole(tabs)


def test_the_menu_has_all_tabs_and_leaves_where_all_have_room(tabs: DetailTabs) -> None:
    menu = tabs._all.menu()
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions()] == list(WORDS)
    menu.actions()[4].trigger()
    assert tabs.currentIndex() == 4
    tabs.resize(900, 300)
    assert tabs._all.isHidden()
    assert seen(tabs) == list(WORDS)


def test_larger_text_shows_fewer_tabs(tabs: DetailTabs, stage: ViewStage) -> None:
    tabs.resize(500, 300)
    before = len(seen(tabs))
    stage.theme.set_look(mode="light", density="comfortable", text_percent=150, system_font=False)
    QApplication.processEvents()
    assert len(seen(tabs)) < before
    assert is_whole(tabs)


# --- parts and links


def parts_of(pane: DetailPane, cls: type[Record]) -> PartsTab:
    [tab] = [tab for tab in pane.findChildren(PartsTab) if tab._cls is cls]
    pane._tabs.setCurrentWidget(tab)
    return tab


def test_a_finanzierungsplan_is_grouped_by_year_and_side_with_sums(stage: ViewStage, opened: Opened) -> None:
    application = opened.add(Application, title="Smart City")
    for year, category, plan in ((2026, "staff", 5_000_000), (2026, "travel", 100_000), (2027, "staff", 1_000_000)):
        opened.add(FinanceLine, application=application.id, year=year, side="expense", category=category, plan=plan)
    opened.add(FinanceLine, application=application.id, year=2027, side="income", source="federal", plan=4_000_000)
    model = parts_of(detail(stage, APPLICATIONS, application.id), FinanceLine)._view.parts
    lines = [model.index(row, 0).data(PART_ROLE) for row in range(model.rowCount())]
    assert [(line.title, line.figure) for line in lines] == [
        ("2026 · Ausgaben", "51.000,00 €"),
        ("Personal", "50.000,00 €"),
        ("Reise", "1.000,00 €"),
        ("2027 · Ausgaben", "10.000,00 €"),
        ("Personal", "10.000,00 €"),
        ("2027 · Einnahmen", "40.000,00 €"),
        ("Bund", "40.000,00 €"),
        ("Ausgaben gesamt", "61.000,00 €"),
        ("Einnahmen gesamt", "40.000,00 €"),
    ]


def test_where_there_are_no_parts_the_tab_offers_the_first_one(stage: ViewStage, opened: Opened) -> None:
    application = opened.add(Application, title="Smart City")
    tab = parts_of(detail(stage, APPLICATIONS, application.id), FinanceLine)
    assert tab._empty.isVisible()
    assert not tab._view.isVisible()
    assert not tab._head.isVisible()
    QTest.mouseClick(tab._empty.button, Qt.MouseButton.LeftButton)
    assert tab._form is not None
    assert tab._form.isVisible()
    assert not tab._empty.isVisible()


def test_the_bin_wakes_once_a_part_is_chosen_and_takes_it(stage: ViewStage, opened: Opened) -> None:
    application = opened.add(Application, title="Smart City")
    line = opened.add(FinanceLine, application=application.id, year=2026, side="expense", category="staff")
    tab = parts_of(detail(stage, APPLICATIONS, application.id), FinanceLine)
    assert not tab._remove.isEnabled()
    assert tab._view.choose(line.id)
    assert tab._remove.isEnabled()
    QTest.keyClick(tab._view, Qt.Key.Key_Delete)
    with opened.office.read() as reader:
        assert not reader.rows(FinanceLine)


def test_the_list_of_parts_keeps_the_rules_of_a_model(stage: ViewStage, opened: Opened, qtmodeltester: Any) -> None:
    application = opened.add(Application, title="Smart City")
    opened.add(FinanceLine, application=application.id, year=2026, side="expense", category="staff", plan=1)
    tab = parts_of(detail(stage, APPLICATIONS, application.id), FinanceLine)
    qtmodeltester.check(tab._view.parts)
    tab.reload()


def test_a_part_does_not_repeat_the_name_of_its_owner(stage: ViewStage, opened: Opened) -> None:
    indicator = opened.add(Indicator, title="Freie WLAN-Hotspots")
    opened.add(Reading, indicator=indicator.id, measured_on=TODAY, value=Decimal(20))
    [link] = detail(stage, INDICATORS, indicator.id).findChildren(RecordLink)
    assert link.text() == "15.06.2026"
    assert link.accessibleName() == "Messwert 15.06.2026"


def test_a_long_address_stays_inside_the_detail(stage: ViewStage, opened: Opened) -> None:
    address = "vorname.nachname@abteilung.digitalisierung.konstanz.example.org"
    indicator = opened.add(Indicator, title="Hotspots", source=address)
    pane = detail(stage, INDICATORS, indicator.id)
    QApplication.processEvents()
    [label] = [label for label in pane.findChildren(QLabel) if label.text().replace("\u200b", "") == address]
    assert label.mapTo(pane, label.rect().topRight()).x() <= pane.width()
    assert label.minimumSizeHint().width() < 340


def test_an_amount_and_its_sign_stay_on_one_line(stage: ViewStage) -> None:
    words = Words(stage.theme, "Das wären 9.490.000,00 €.", wrap=True)
    stage.qtbot.addWidget(words)
    assert words.text() == "Das wären 9.490.000,00\u00a0€."


def test_all_values_of_an_overview_begin_at_one_place(stage: ViewStage, opened: Opened) -> None:
    votes = {"votes_yes": 26, "votes_no": 11, "votes_abstain": 2}
    decision = opened.add(
        Decision, title="Agenda", implementation="ongoing", decided_on=TODAY, kind="decision", **votes
    )
    pane = detail(stage, DECISIONS, decision.id)
    QApplication.processEvents()
    labels = {label.text(): label for label in pane.findChildren(Words)}
    assert labels["Stimmen"].width() == labels["Beschlossen am"].width() == labels["Art"].width() >= 92


def test_the_lights_of_parts_stand_below_one_another(stage: ViewStage, opened: Opened) -> None:
    person = opened.add(Person, last_name="Muster")
    for name, until in (("Amt A", None), ("Amt B", date(2020, 1, 1))):
        unit = opened.add(OrgUnit, name=name)
        opened.add(LotseRole, person=person.id, unit=unit.id, kind="main", since=date(2019, 1, 1), until=until)
    pane = detail(stage, PERSONS, person.id)
    QApplication.processEvents()
    first, second = (sign.mapTo(pane, sign.rect().topLeft()).x() for sign in pane.findChildren(Sign))
    assert first == second


def test_a_task_that_is_done_has_a_dash_instead_of_a_pill(stage: ViewStage, opened: Opened) -> None:
    done = opened.add(Task, title="Angebot", due_on=TODAY, status="done", done_on=TODAY)
    plan = replace(TASKS, only={})
    view = stage.show(lambda context: RecordList(context, plan)).view
    assert view.choose(done.id)
    image = view.table.viewport().grab().toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(0, stage.theme.row_height, 3))
    painted = {image.pixel(*spot) for spot in spots}
    assert QColor(stage.theme.tokens.none.back).rgb() not in painted


# --- an empty list that may only be read


def test_where_nothing_may_be_written_the_first_step_says_why_not(stage: ViewStage) -> None:
    shown = stage.show(lambda context: RecordList(context, INDICATORS))
    empty = shown.view._empty
    assert empty.button.isEnabled()
    shown.context.desk.forbid_writing("Die Datei ist bei e.muster geöffnet.")
    shown.view.tell()
    assert not empty.button.isEnabled()
    assert "Nur lesen. Die Datei ist bei e.muster geöffnet." in empty.words.text()
    shown.view.filters.search.setText("zzz")
    stage.qtbot.waitUntil(lambda: empty.button.text() == "Filter aufheben")
    assert empty.button.isEnabled()
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert isinstance(empty.button, QPushButton)
    assert not empty.button.isEnabled()
