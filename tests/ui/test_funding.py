"""The board of Förderanträge through its widgets: choosing, moving, filtering, and the money of one application."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.records.contacts import OrgUnit
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import DeadlineRule, Notice, Obligation
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.settings import Settings
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.memory import Memory
from kn_desk.ui.pages import plans
from kn_desk.ui.pages.funding.application_list import ApplicationList
from kn_desk.ui.pages.funding.board_view import BoardView
from kn_desk.ui.pages.funding.card_list import CardList
from kn_desk.ui.pages.funding.card_model import CardModel
from kn_desk.ui.pages.funding.drop import DropTarget
from kn_desk.ui.pages.funding.money_tab import MoneyTab
from kn_desk.ui.pages.funding.timeline import DueRow, Timeline
from kn_desk.ui.pages.funding.why_box import WhyBox
from kn_desk.ui.pages.record_link import RecordLink
from kn_desk.ui.style import Theme
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.stage import undress

Key = Qt.Key
#: The offscreen platform says what it cannot do; that is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GRANTED = {"decided_on": TODAY, "period_from": TODAY, "period_to": TODAY + timedelta(days=400), "amount_granted": 100}


@dataclass
class Shown:
    """The board in a window of a size, with what it said."""

    board: BoardView
    context: Context
    window: QWidget
    toasts: list[tuple[str, bool]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)

    def list_of(self, phase: str) -> CardList:
        return self.board.lanes.lanes[phase].list

    def titles(self, phase: str) -> list[str]:
        return [card.title for card in self.list_of(phase).cards.cards]

    def chosen(self) -> str:
        with self.context.desk.read() as reader:
            record = reader.record(self.board.lanes.chosen_id)
        return getattr(record, "title", "")


@dataclass
class Stage:
    """Shows boards over one office, and writes to it."""

    opened: Opened
    qtbot: QtBot
    theme: Theme
    memory: Memory = field(default_factory=lambda: Memory(Settings(), lambda settings: None))

    def show(self, width: int = 1366, height: int = 689) -> Shown:
        context = self.context()
        window = QWidget()
        self.qtbot.addWidget(window)
        window.resize(width, height)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        board = BoardView(context)
        layout.addWidget(board)
        shown = Shown(board, context, window)
        context.announcer.changed.connect(board.update_after)
        context.wishes.toast.connect(lambda words, undo: shown.toasts.append((words, undo)))
        context.wishes.status.connect(shown.status.append)
        context.wishes.follow.connect(shown.followed.append)
        board.counted.connect(shown.counted.append)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        return shown

    def context(self) -> Context:
        announcer = Announcer()
        desk = Desk(self.opened.office, Author("Erika Muster", "window"), announcer.changed.emit)
        return Context(desk, self.theme, announcer, Wishes(), self.memory)


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    """A stage with the light look."""
    look: Any = {"mode": "light", "density": "comfortable", "text_percent": 100, "system_font": False}
    yield Stage(opened, qtbot, Theme(qapp, **look))
    undress(qapp)


def drop(target: DropTarget, identity: str) -> None:
    """Let go of a card over a lane or a phase of the strip."""
    data = CardModel().mimeData([])
    data.setData("application/x-kn-desk-application", identity.encode())
    args = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(20, 20), *args))
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), *args))


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def menu_of(board: BoardView) -> QMenu:
    return next(menu for menu in board.findChildren(QMenu) if menu.isVisible())


def words_in(widget: QWidget | None) -> list[str]:
    assert widget is not None
    return [label.text().replace("\u00a0", " ") for label in widget.findChildren(Words) if not label.isHidden()]


def test_an_empty_office_says_what_belongs_here_and_offers_the_first_application(stage: Stage) -> None:
    shown = stage.show()
    empty = shown.board._empty
    assert empty.isVisible()
    assert "Förderanträge" in words_in(empty)[0]
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert shown.board.detail is not None
    assert shown.board.detail.isVisible()
    assert shown.board.detail.record is None


def test_the_heading_counts_applications_and_adds_up_the_pipeline(stage: Stage) -> None:
    stage.opened.add(Application, title="A", amount_requested=1_250_000_00, probability=40)
    stage.opened.add(Application, title="B")
    shown = stage.show()
    shown.board.tell()
    assert shown.counted[-1] == "2 Förderanträge · Pipelinewert 500.000 €"
    assert shown.status[-1] == "2 Förderanträge"
    assert shown.board.count_hint == (
        "Pipelinewert: was im Mittel zu erwarten ist. Summe aus 1 Antrag (Beantragt × Erfolgsaussicht) = "
        "500.000,00 €. 1 ohne Betrag oder Erfolgsaussicht nicht mitgezählt."
    )


def test_the_sum_that_the_cards_show_is_semibold(stage: Stage) -> None:
    stage.opened.add(Application, title="A", amount_requested=1_250_000_00, cost_total=2_000_000_00)
    lane = stage.show().board.lanes.lanes["preparing"]
    shown = {label.text(): label.font().bold() or label.font().weight() > 500 for label in lane.findChildren(Words)
             if label.isVisible()}  # fmt: skip
    assert shown["1.250.000 €"] is True
    assert shown["750.000 €"] is False


@pytest.mark.parametrize(("width", "folded"), [(1093, True), (1366, True), (1920, False)])
def test_the_last_two_phases_are_a_strip_unless_the_window_is_wide(stage: Stage, width: int, folded: bool) -> None:
    stage.opened.add(Application, title="A", status="lost", kind="prize")
    shown = stage.show(width, 900)
    assert shown.board.lanes.lanes["unsuccessful"].isVisible() is not folded
    assert shown.board.lanes.strip.isVisible() is folded


def test_a_click_on_the_strip_unfolds_a_phase_and_another_folds_it(stage: Stage) -> None:
    stage.opened.add(Application, title="Verloren", status="lost", kind="prize")
    shown = stage.show()
    strip = shown.board.lanes.strip
    for is_open in (True, False):
        QTest.mouseClick(strip.tiles["unsuccessful"].button, Qt.MouseButton.LeftButton)
        assert strip.list.isVisible() is is_open
    QTest.keyClick(strip.tiles["unsuccessful"].button, Key.Key_Space)
    assert [card.title for card in strip.list.cards.cards] == ["Verloren"]


def test_clicking_a_card_shows_its_money_beside_the_board(stage: Stage) -> None:
    stage.opened.add(Application, title="A", cost_total=100_000_00, amount_requested=80_000_00)
    shown = stage.show()
    cards = shown.list_of("preparing")
    place = cards.visualRect(cards.cards.index(0, 0)).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    detail = shown.board.detail
    assert detail is not None
    assert detail.isVisible()
    tab = detail.findChild(MoneyTab)
    assert tab is not None
    assert {"100.000,00 €", "80.000,00 €", "20.000,00 €", "= Gesamt − Beantragt"} <= set(words_in(tab.widget()))
    assert shown.status[-1] == "1 Förderantrag · 1 ausgewählt"


def test_arrows_go_from_card_to_card_and_step_over_empty_lanes(stage: Stage) -> None:
    first = stage.opened.add(Application, title="A")
    stage.opened.add(Application, title="B")
    stage.opened.add(Application, title="Läuft", status="running", **GRANTED)
    shown = stage.show()
    shown.board.choose(first.id)
    seen = [shown.chosen()]
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Left):
        press(key)
        seen.append(shown.chosen())
    assert seen == ["A", "B", "Läuft", "A", "A"]


def test_in_a_narrow_window_the_detail_waits_for_enter_and_esc_closes_it(stage: Stage) -> None:
    stage.opened.add(Application, title="A")
    shown = stage.show(1093, 614)
    cards = shown.list_of("preparing")
    cards.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.chosen() == "A"
    assert shown.board.detail is None
    QTest.keyClick(cards, Key.Key_Return)
    detail: Any = shown.board.detail
    assert detail.isVisible()
    assert detail.geometry().right() == shown.board.rect().right()
    assert not cards.hasFocus()
    shown.board.leave_detail()
    assert not detail.isVisible()
    assert cards.hasFocus()


def test_dropping_a_card_on_a_phase_with_several_statuses_asks_which(stage: Stage) -> None:
    moved = stage.opened.add(Application, title="A", submitted_on=TODAY)
    shown = stage.show()
    drop(shown.board.lanes.lanes["submitted"], moved.id)
    menu = menu_of(shown.board)
    assert [action.text() for action in menu.actions()] == ["Eingereicht", "Nachforderung"]
    menu.actions()[0].trigger()
    assert stage.opened.get(moved).status == "submitted"
    assert shown.titles("submitted") == ["A"]
    assert shown.chosen() == "A"
    assert shown.toasts == [(f"{moved.code} ist jetzt „Eingereicht“", True)]


def test_what_a_rule_forbids_is_said_and_the_card_stays(stage: Stage) -> None:
    moved = stage.opened.add(Application, title="A")
    shown = stage.show()
    drop(shown.board.lanes.lanes["submitted"], moved.id)
    menu_of(shown.board).actions()[0].trigger()
    assert shown.titles("preparing") == ["A"]
    words, can_undo = shown.toasts[-1]
    assert "braucht das Datum der Einreichung" in words
    assert not can_undo
    assert stage.opened.get(moved).status == "idea"


def test_a_card_dropped_on_the_strip_takes_the_one_status_of_that_phase(stage: Stage) -> None:
    moved = stage.opened.add(Application, title="A", status="running", **GRANTED)
    shown = stage.show()
    drop(shown.board.lanes.strip.tiles["closed"], moved.id)
    assert stage.opened.get(moved).status == "closed"
    assert shown.chosen() == "A"
    assert shown.board.lanes.strip.open_phase == "closed"


def test_a_phase_that_a_competition_does_not_have_refuses_it_with_the_reason(stage: Stage) -> None:
    moved = stage.opened.add(Application, title="A", kind="competition", status="won")
    shown = stage.show()
    drop(shown.board.lanes.lanes["proof"], moved.id)
    assert "gibt es bei der Art „Wettbewerb“ nicht" in shown.toasts[-1][0]
    assert shown.titles("running") == ["A"]


def test_alt_and_an_arrow_move_a_card_to_the_next_phase(stage: Stage) -> None:
    moved = stage.opened.add(Application, title="A", submitted_on=TODAY)
    shown = stage.show()
    shown.board.choose(moved.id)
    press(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    menu = menu_of(shown.board)
    QTest.keyClick(menu, Key.Key_Return)
    assert stage.opened.get(moved).status == "submitted"
    assert QApplication.focusWidget() is shown.list_of("submitted")


def test_the_menu_of_a_card_offers_every_status_of_its_kind(stage: Stage) -> None:
    moved = stage.opened.add(Application, title="A", kind="prize")
    shown = stage.show()
    shown.list_of("preparing").menu_wanted.emit(moved.id, QPoint(300, 300))
    menu = menu_of(shown.board)
    offered = {action.text(): action for action in menu.actions()}
    assert offered["Idee"].isChecked()
    assert "Nachweis offen" not in offered
    offered["In Prüfung"].trigger()
    assert stage.opened.get(moved).status == "check"
    menu.close()


def test_filters_narrow_the_board_are_remembered_and_are_cleared_in_one_way(stage: Stage) -> None:
    unit = stage.opened.add(OrgUnit, name="Hochbauamt")
    stage.opened.add(Application, title="A", lead_unit=unit)
    stage.opened.add(Application, title="B")
    shown = stage.show()
    box = shown.board.filters.boxes["lead_unit"]
    box.setCurrentIndex(box.findData(unit.id))
    box.activated.emit(box.currentIndex())
    assert shown.titles("preparing") == ["A"]
    assert shown.counted[-1].startswith("1 von 2 Förderanträge")
    again = stage.show()
    assert again.titles("preparing") == ["A"]
    again.board.filters.clear()
    assert again.titles("preparing") == ["A", "B"]


def test_no_hits_is_another_state_than_no_data(stage: Stage) -> None:
    stage.opened.add(Application, title="A")
    shown = stage.show()
    box = shown.board.filters.boxes["due"]
    box.setCurrentIndex(box.findData("overdue"))
    box.activated.emit(box.currentIndex())
    empty = shown.board._empty
    assert words_in(empty) == ["Kein Antrag passt zu diesen Filtern."]
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert shown.titles("preparing") == ["A"]


def test_a_record_that_the_filters_hide_is_shown_when_it_is_asked_for(stage: Stage) -> None:
    hidden = stage.opened.add(Application, title="A")
    unit = stage.opened.add(OrgUnit, name="Hochbauamt")
    stage.opened.add(Application, title="B", lead_unit=unit)
    stage.memory.remember("funding.board.filters", {"lead_unit": unit.id})
    shown = stage.show()
    assert shown.board.choose(hidden.id)
    assert shown.chosen() == "A"
    assert not shown.board.choose(unit.id)


def test_a_new_application_begins_with_what_the_filters_show(stage: Stage) -> None:
    programme = stage.opened.add(Programme, name="P")
    stage.opened.add(Application, title="A", programme=programme)
    stage.memory.remember("funding.board.filters", {"programme": programme.id})
    shown = stage.show()
    shown.board.begin_new()
    detail: Any = shown.board.detail
    assert detail.form.record.programme == programme.id


def test_the_board_follows_what_others_write_and_keeps_the_choice(stage: Stage) -> None:
    kept = stage.opened.add(Application, title="A")
    shown = stage.show()
    shown.board.choose(kept.id)
    shown.context.desk.change(stage.opened.get(kept), {"title": "Neu"})
    assert shown.titles("preparing") == ["Neu"]
    assert shown.chosen() == "Neu"


def test_delete_puts_the_chosen_application_into_the_trash(stage: Stage) -> None:
    gone = stage.opened.add(Application, title="A")
    shown = stage.show()
    shown.board.choose(gone.id)
    press(Key.Key_Delete)
    assert stage.opened.get(gone).trashed
    assert shown.toasts[-1] == (f"{gone.code} im Papierkorb", True)
    assert shown.board.detail is not None
    assert not shown.board.detail.isVisible()


def test_why_a_date_is_what_it_is_unfolds_by_key(stage: Stage) -> None:
    rule = stage.opened.add(DeadlineRule, kind="final_proof", anchor="period_end", offset=6, unit="months")
    running = stage.opened.add(Application, title="A", status="running", **GRANTED)
    stage.opened.add(Obligation, application=running, kind="publicity", due_on=TODAY + timedelta(days=3))
    stage.opened.add(Obligation, application=running, kind="final_proof", rule=rule, anchor_on=TODAY,
                     due_on=TODAY + timedelta(days=181))  # fmt: skip
    shown = stage.show()
    shown.board.choose(running.id)
    timeline: Any = shown.board.findChild(Timeline)
    first, second = (row for row in timeline.findChildren(DueRow) if row.isCheckable())
    assert second.isChecked()
    QTest.keyClick(first, Key.Key_Space)
    boxes = [box for box in timeline.findChildren(WhyBox) if box.isVisible()]
    assert first.isChecked()
    assert not second.isChecked()
    assert len(boxes) == 1
    assert first.accessibleName().startswith("Publizität")


def test_the_hint_on_the_quota_speaks_in_euros_and_links_are_followed(stage: Stage) -> None:
    programme = stage.opened.add(Programme, name="Smart Cities")
    granted = stage.opened.add(
        Application, title="A", status="running", programme=programme, rate_granted=Decimal(65),
        cost_total=14_600_000_00, cost_eligible=14_600_000_00, **(GRANTED | {"amount_granted": 9_500_000_00}),
    )  # fmt: skip
    stage.opened.add(Notice, application=granted, kind="grant", dated_on=TODAY, amount=9_500_000_00)
    shown = stage.show()
    shown.board.choose(granted.id)
    tab: Any = shown.board.findChild(MoneyTab)
    assert any("10.000,00 € mehr" in words for words in words_in(tab.widget()))
    assert "Stand Zuwendungsbescheid" in words_in(tab.widget())
    link: Any = tab.findChild(RecordLink)
    link.click()
    assert shown.followed == [programme.id]


def test_the_list_of_applications_shows_the_same_money(stage: Stage) -> None:
    one = stage.opened.add(Application, title="A", cost_total=100_000_00)
    view = ApplicationList(stage.context(), plans.APPLICATIONS)
    stage.qtbot.addWidget(view)
    view.resize(1200, 600)
    view.show()
    assert view.choose(one.id)
    tab = view.findChild(MoneyTab)
    assert tab is not None
    assert "100.000,00 €" in words_in(tab.widget())


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_board_and_the_money_are_painted_in_every_look(stage: Stage, mode: Any, percent: int) -> None:
    running = stage.opened.add(Application, title="Ein sehr langer Titel " * 6 + "Ende", status="running", **GRANTED)
    stage.opened.add(Obligation, application=running, kind="drawdown", due_on=TODAY - timedelta(days=4))
    shown = stage.show()
    shown.board.choose(running.id)
    stage.theme.set_look(mode=mode, density="compact", text_percent=percent, system_font=False)
    assert not shown.window.grab().isNull()
    tab: Any = shown.board.findChild(MoneyTab)
    assert tab.widget().width() <= tab.viewport().width()


def test_everything_that_takes_the_keyboard_has_a_name(stage: Stage) -> None:
    one = stage.opened.add(Application, title="A", deadline=TODAY + timedelta(days=9))
    shown = stage.show()
    board = shown.board
    board.choose(one.id)
    own = [*board.lanes.findChildren(QWidget), *board.filters.findChildren(QWidget)]
    tab: Any = board.findChild(MoneyTab)
    for widget in (*own, *tab.widget().findChildren(QWidget)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_model_of_cards_is_a_sound_model(stage: Stage) -> None:
    stage.opened.add(Application, title="A")
    cards = stage.show().list_of("preparing").cards
    QAbstractItemModelTester(cards, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cards.show(())
    assert cards.rowCount() == 0
