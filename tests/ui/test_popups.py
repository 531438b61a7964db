"""What opens over the window has the look of the window: drop-down lists, what a line offers, the calendar."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.services.references import Match
from kn_desk.ui.calendar import Calendar
from kn_desk.ui.due_list.day_menu import DayMenu
from kn_desk.ui.editors.finding_line import FindingLine
from kn_desk.ui.pages.filter_box import FilterBox
from kn_desk.ui.style import Theme
from tests.makers.stage import undress

TODAY = date(2026, 12, 9)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, mode=request.param, density="comfortable", text_percent=100, system_font=False)
    Theme(qapp, mode="light", density="comfortable", text_percent=100, system_font=False)
    undress(qapp)


def colours(image: QImage, place: QRect) -> set[str]:
    """The colours in a part of a picture."""
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(place.left(), place.right() + 1)
        for y in range(place.top(), place.bottom() + 1)
    }


def test_the_chosen_row_of_a_drop_down_list_has_the_colour_of_chosen_rows(theme: Theme, qtbot: QtBot) -> None:
    box = FilterBox("Ampel")
    qtbot.addWidget(box)
    box.offer([("crit", "Kritisch"), ("warn", "Verzögert")])
    box.show()
    box.showPopup()
    row = box.view().visualRect(box.view().currentIndex())
    found = colours(box.view().viewport().grab().toImage(), row)
    box.hidePopup()
    assert row.height() >= 26
    assert theme.tokens.sel in found
    assert theme.tokens.text in found
    assert theme.tokens.accent not in found


def test_a_line_says_at_the_right_what_each_record_is(theme: Theme, qtbot: QtBot) -> None:
    many = [Match(str(number), f"Portal {number}", "Maßnahme", f"M-2026-{number:03}") for number in range(9)]
    line = FindingLine(lambda typed, targets: many, ())
    qtbot.addWidget(line)
    line.setFixedWidth(420)
    line.show()
    QTest.keyClicks(line, "por")
    shown = line.completer().popup()
    rows = [shown.visualRect(shown.model().index(row, 0)) for row in range(9)]
    picture = shown.viewport().grab().toImage()
    left, right = rows[1].adjusted(0, 0, -rows[1].width() // 2, 0), rows[1].adjusted(rows[1].width() // 2, 0, 0, 0)
    shown.hide()
    assert {row.height() for row in rows} == {30}
    assert rows[-1].bottom() < shown.viewport().height()
    assert theme.tokens.text in colours(picture, left)
    assert theme.tokens.text3 in colours(picture, right)
    assert theme.tokens.text not in colours(picture, right)


def test_what_a_narrow_line_offers_is_wide_enough_and_a_type_that_all_share_is_not_said(
    theme: Theme, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(780, 200)
    found = [Match("1", "Konstanz-WLAN und Breitband", "M-2026-001", "Maßnahme")]
    line = FindingLine(lambda typed, targets: found, ("strategy_item",), window)
    line.setGeometry(500, 10, 240, 30)
    window.show()
    QTest.keyClicks(line, "wlan")
    offered = line.completer().popup()
    right = line.mapToGlobal(line.rect().topRight()).x()
    place, words = offered.geometry(), str(offered.model().index(0, 0).data())
    offered.hide()
    assert place.width() == 480
    assert place.right() == right
    assert "Maßnahme" not in words
    assert "M-2026-001" in words


def test_a_day_is_offered_once_to_move_to(theme: Theme, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    monday = date(2026, 12, 7)
    menu = DayMenu(theme, monday, date(2026, 11, 27), lambda on: None, owner)
    words, days = zip(*(action.text().split("\t") for action in menu.actions() if "\t" in action.text()), strict=True)
    assert words == ("Morgen", "Nächste Woche", "Einen Monat später")
    assert len(set(days)) == len(days)


def test_in_the_calendar_weekends_are_quiet_and_today_has_a_ring(theme: Theme, qtbot: QtBot) -> None:
    calendar = Calendar(theme, TODAY, date(2026, 12, 15))
    qtbot.addWidget(calendar)
    calendar.show()
    days = calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    picture = days.viewport().grab().toImage()

    def ink(column: int, row: int) -> set[str]:
        return colours(picture, days.visualRect(days.model().index(row, column)))

    tokens = theme.tokens
    assert tokens.text3 in ink(6, 2)
    assert tokens.text not in ink(6, 2)
    wednesday = next(row for row in range(1, 7) if days.model().index(row, 3).data() == 9)
    assert near(ink(3, wednesday), tokens.accent)
    assert not near(ink(2, wednesday), tokens.accent)
    assert all(
        button.accessibleName()
        for button in calendar.findChildren(QToolButton)
        if button.objectName() in ("qt_calendar_prevmonth", "qt_calendar_nextmonth")
    )


def near(found: set[str], wanted: str) -> bool:
    """Whether one of the colours is nearly the wanted one: a thin line is smoothed."""
    aim = QColor(wanted)
    return any(
        abs(QColor(one).hslHue() - aim.hslHue()) < 12 and QColor(one).hslSaturation() > aim.hslSaturation() // 2
        for one in found
    )
