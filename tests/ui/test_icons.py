"""Icons grow with the text, on buttons, in the rail, in the switch, in a pill; and their colour follows the mode."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.fields.kinds import Signal
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.ui.icons import icon
from kn_desk.ui.lights import pill_width
from kn_desk.ui.places import PLACES
from kn_desk.ui.style import DARK, LIGHT, Theme, Tokens
from kn_desk.ui.switch import Segment
from kn_desk.ui.windows.rail import RAIL, Rail
from tests.makers.stage import undress
from tests.ui.walk import Stage


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, mode="light", density="comfortable", text_percent=100, system_font=False)
    yield made
    enlarge(made, 100)
    undress(qapp)


def enlarge(theme: Theme, percent: int) -> None:
    theme.set_look(mode="light", density="comfortable", text_percent=percent, system_font=False)


def sizes(qtbot: QtBot, widget: QWidget) -> int:
    qtbot.addWidget(widget)
    widget.ensurePolished()
    return widget.iconSize().width()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(("percent", "button", "bar"), [(100, 16, 18), (150, 24, 27), (200, 32, 36)])
def test_buttons_and_tools_have_larger_icons_with_larger_text(
    theme: Theme, qtbot: QtBot, percent: int, button: int, bar: int
) -> None:
    enlarge(theme, percent)
    assert sizes(qtbot, QPushButton()) == button
    assert sizes(qtbot, QToolButton()) == button
    assert sizes(qtbot, QToolBar()) == bar


def test_an_icon_is_drawn_as_large_as_it_is_asked_for(theme: Theme) -> None:
    enlarge(theme, 200)
    for ratio in (1.0, 2.0):
        drawn = icon("plus", theme.tokens.text2).pixmap(QSize(40, 40), ratio)
        assert drawn.size() == QSize(40, 40) * ratio


def test_the_rail_is_wide_enough_for_its_icons(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail(theme, RAIL)
    qtbot.addWidget(rail)
    rail.set_width(56)
    assert rail.width() == 56
    enlarge(theme, 200)
    assert rail.button_in_use.iconSize() == QSize(40, 40)
    assert rail.width() == 76
    assert rail.button_in_use.height() == 56


def test_a_switch_makes_room_for_larger_icons_too(theme: Theme, qtbot: QtBot) -> None:
    segment = Segment(theme, "Maßnahmen", "target")
    qtbot.addWidget(segment)
    whole = segment.sizeHint().width()
    enlarge(theme, 200)
    assert segment.sizeHint().width() > 1.7 * whole


def test_the_shape_in_a_pill_grows_with_its_word(theme: Theme) -> None:
    signal: Signal = PLAN_LIGHT.states["crit"]

    def beside_the_word() -> int:
        metrics = QFontMetrics(theme.font(9.5))
        return pill_width(signal, metrics) - metrics.horizontalAdvance(signal.word)

    usual = beside_the_word()
    enlarge(theme, 200)
    assert beside_the_word() >= usual + 6


def test_every_icon_follows_the_change_of_mode(qapp: QApplication, sample: Path, tmp_path: Path) -> None:
    stage = Stage(qapp, sample, tmp_path / "Fenster")
    with stage.window.desk.read() as reader:
        shown = [rows[0].id for cls in RECORDS if (rows := reader.rows(cls))]
    for place, _ in PLACES:
        stage.go(place.key)
        for number, view in enumerate(stage.page.views):
            stage.page.show_view(number)
            if number == 0:
                _ = any(view.choose(identity) for identity in shown)
            stage.settle()
    stage.dress("dark")
    stage.settle()
    light = inks_of(LIGHT) - inks_of(DARK)
    buttons = [one for one in stage.window.findChildren(QAbstractButton) if not one.icon().isNull()]
    actions = [one for one in stage.window.findChildren(QAction) if not one.icon().isNull()]
    stale = [one.accessibleName() or one.text() for one in buttons if ink(one.icon()) in light]
    stale += [one.text() for one in actions if ink(one.icon()) in light]
    stage.dress()
    stage.close()
    assert len(buttons) > 50
    assert stale == []


def test_one_icon_means_one_thing(qapp: QApplication, sample: Path, tmp_path: Path) -> None:
    stage = Stage(qapp, sample, tmp_path / "Fenster")
    places = {place.icon_name for place, _ in PLACES}
    views = []
    for place, _ in PLACES:
        stage.go(place.key)
        given = stage.page._given
        views += [view.icon_name for view in given if view.word != place.title and len(given) > 1]
    stage.close()
    views.remove("users-round")  # the place "Digital Lotsen" and its list of them
    twice = {name for name in views if views.count(name) > 1 or name in places}
    assert twice == set()


def inks_of(tokens: Tokens) -> set[str]:
    """The colours that icons are drawn in."""
    return {tokens.text, tokens.text2, tokens.text3, tokens.accent, tokens.onaccent}


def ink(of: QIcon) -> str:
    """The colour of an icon: that of its fullest pixel."""
    image = of.pixmap(QSize(20, 20)).toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return max((image.pixelColor(x, y) for x, y in places), key=QColor.alpha).name().upper()
