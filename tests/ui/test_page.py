"""The switch of a place: four views as words, the others behind "Weitere", each made when it is first seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from kn_desk.records.contacts import Person
from kn_desk.records.strategy import Goal
from kn_desk.ui.context import Context
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.pages.later import Later
from kn_desk.ui.pages.page import Page
from kn_desk.ui.pages.view import View
from kn_desk.ui.pages.view_switch import ViewSwitch
from tests.makers.offices import Opened
from tests.makers.stage import ViewStage, view_stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Named(View):
    """A view with a name, which knows the records it takes."""

    icon_name = "list"

    def __init__(self, context: Context, word: str, *, takes: str = "", saves: bool = True) -> None:
        super().__init__()
        self.word = word
        self._takes = takes
        self._saves = saves
        self.told = 0

    def tell(self) -> None:
        self.told += 1
        self.counted.emit(f"gezählt {self.word}")

    def choose(self, identity: str) -> bool:
        return bool(self._takes) and identity == self._takes

    def save(self) -> bool:
        return self._saves


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


def _page(stage: ViewStage, *views: View | Later) -> Page:
    context = stage.show(lambda context: Named(context, "daneben")).context
    page = Page(context, "place", "Ort", views)
    stage.qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show()
    return page


def _switch(page: Page) -> ViewSwitch:
    switch = page.findChild(ViewSwitch)
    assert switch is not None
    return switch


def _six(stage: ViewStage) -> Page:
    context = stage.show(lambda context: Named(context, "daneben")).context
    return _page(stage, *(Named(context, word) for word in ("Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs")))


class Split(Named):
    """A view with a column that the heading goes into, and a primary button of its own that comes and goes."""

    def __init__(self, context: Context, word: str) -> None:
        super().__init__(context, word)
        self.column = QVBoxLayout(self)
        self.is_split = True

    @property
    def head_place(self) -> QVBoxLayout | None:
        return self.column if self.is_split else None


def test_the_heading_goes_into_a_view_that_has_a_detail_beside_it(stage: ViewStage) -> None:
    context = stage.show(lambda context: Named(context, "daneben")).context
    split = Split(context, "Geteilt")
    page = _page(stage, Named(context, "Ganz"), split)
    switch = _switch(page)
    assert not split.isAncestorOf(switch)
    switch.switch.segments[1].setFocus()
    QTest.mouseClick(switch.switch.segments[1], Qt.MouseButton.LeftButton)
    assert split.isAncestorOf(switch)
    assert switch.isVisible()
    assert QApplication.focusWidget() in (switch.switch.segments[1], None)
    split.is_split = False
    split.dressed.emit()
    assert not split.isAncestorOf(switch)
    assert switch.isVisible()


def test_four_views_stand_as_words_and_the_others_behind_weitere(stage: ViewStage) -> None:
    switch = _switch(_six(stage))
    assert [segment.text() for segment in switch.switch.segments] == ["Eins", "Zwei", "Drei", "Vier", "Weitere"]
    assert [entry.text() for entry in switch.entries] == ["Fünf", "Sechs"]
    assert not any(entry.isChecked() for entry in switch.entries)


def test_weitere_shows_the_name_of_the_one_chosen_there(stage: ViewStage) -> None:
    page = _six(stage)
    switch = _switch(page)
    switch.entries[1].trigger()
    assert page.view.word == "Sechs"
    assert switch.more is not None
    assert (switch.more.text(), switch.more.isChecked()) == ("Sechs", True)
    assert [entry.isChecked() for entry in switch.entries] == [False, True]
    QTest.mouseClick(switch.switch.segments[2], Qt.MouseButton.LeftButton)
    assert page.view.word == "Drei"
    assert (switch.more.text(), switch.more.isChecked()) == ("Weitere", False)


def test_where_the_room_is_short_more_views_go_behind_weitere(stage: ViewStage) -> None:
    page = _six(stage)
    switch = _switch(page)
    page.show_view(3)
    page.resize(420, 500)
    shown = [segment.text() for segment in switch.switch.segments if segment.isVisible()]
    assert shown[0] == "Eins"
    assert shown[-1] == "Vier", "the view in use stands where „Weitere“ did"
    assert len(shown) < 5
    assert [entry.text() for entry in switch.entries][-3:] == ["Vier", "Fünf", "Sechs"]
    assert switch.switch.segments[-1].focusPolicy() & Qt.FocusPolicy.TabFocus, "Tab comes to it"
    page.resize(1000, 500)
    assert [entry.text() for entry in switch.entries] == ["Fünf", "Sechs"]
    assert all(segment.isVisible() for segment in switch.switch.segments)
    assert switch.switch.segments[3].isChecked()


def test_a_view_is_found_by_its_word(stage: ViewStage) -> None:
    page = _six(stage)
    assert page.show_view_called("Drei")
    assert page.view.word == "Drei"
    assert not page.show_view_called("Sieben")
    assert page.view.word == "Drei"


def test_four_views_need_no_weitere_and_one_needs_no_switch(stage: ViewStage) -> None:
    context = stage.show(lambda context: Named(context, "daneben")).context
    four = _page(stage, *(Named(context, word) for word in "ABCD"))
    assert _switch(four).more is None
    assert _page(stage, Named(context, "A")).findChild(ViewSwitch) is None


def test_the_view_in_use_is_found_again(stage: ViewStage) -> None:
    _six(stage).show_view(4)
    assert _six(stage).view.word == "Fünf"


def test_where_something_typed_cannot_be_saved_the_switch_stays(stage: ViewStage) -> None:
    context = stage.show(lambda context: Named(context, "daneben")).context
    page = _page(stage, Named(context, "Eins", saves=False), *(Named(context, word) for word in "BCDE"))
    switch = _switch(page)
    switch.switch.segments[1].click()
    assert page.view.word == "Eins"
    assert switch.switch.segments[0].isChecked()
    switch.entries[0].trigger()
    assert page.view.word == "Eins"
    assert not switch.entries[0].isChecked()


def test_a_view_is_made_when_it_is_first_looked_at(stage: ViewStage) -> None:
    context = stage.show(lambda context: Named(context, "daneben")).context
    made: list[str] = []

    def make(word: str) -> Later:
        def now() -> View:
            made.append(word)
            return Named(context, word)

        return Later(word, "list", Goal, now)

    page = _page(stage, make("Eins"), make("Zwei"))
    assert made == ["Eins"]
    _switch(page).switch.segments[1].click()
    assert made == ["Eins", "Zwei"]
    page.show_view(0)
    page.show_view(1)
    assert made == ["Eins", "Zwei"]
    assert [view.word for view in page.views] == ["Eins", "Zwei"]


def test_a_record_is_shown_in_the_view_in_use_if_that_can_show_it(stage: ViewStage) -> None:
    goal = stage.opened.add(Goal, title="Bürgernähe")
    context = stage.show(lambda context: Named(context, "daneben")).context
    page = _page(stage, Named(context, "Liste", takes=goal.id), Named(context, "Baum", takes=goal.id))
    page.show_view(1)
    assert page.choose(goal.id)
    assert page.view.word == "Baum"


def test_a_record_of_another_type_makes_no_view(stage: ViewStage) -> None:
    person = stage.opened.add(Person, last_name="Muster")
    context = stage.show(lambda context: Named(context, "daneben")).context
    made: list[View] = []

    def now() -> View:
        made.append(Named(context, "Ziele"))
        return made[0]

    page = _page(stage, Named(context, "Eins"), Later("Ziele", "list", Goal, now))
    assert not page.choose(person.id)
    assert made == []


def test_the_count_beside_the_heading_is_that_of_the_view_in_use(stage: ViewStage) -> None:
    page = _six(stage)
    page.show_view(1)
    assert page.count == "gezählt Zwei"


def test_a_count_with_too_little_room_loses_its_last_part_then_letters_then_itself(stage: ViewStage) -> None:
    words = ElidedWords(stage.theme, "8 Sitzungen · 6 TOP")
    stage.qtbot.addWidget(words)
    shown = []
    for left in ("8 Sitzungen · 6 TOP", "8 Sitzungen · 6 T", "8 Sitzung…", "8 Sitz"):
        words.resize(words.fontMetrics().horizontalAdvance(left) + 1, 20)
        shown.append(words.shown)
    assert shown == ["8 Sitzungen · 6 TOP", "8 Sitzungen", "8 Sitzung…", ""]
