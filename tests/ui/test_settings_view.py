"""The settings through their widgets: look, second place, thresholds, and where everything lies."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.records.office import Threshold
from kn_desk.records.thresholds import DEFAULTS
from kn_desk.services import backups
from kn_desk.services.desk import Desk, Drafts
from kn_desk.services.edit import Author
from kn_desk.settings import Settings
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.look import change_look
from kn_desk.ui.memory import Memory
from kn_desk.ui.models.threshold_model import DEFAULT, LABEL, UNIT, VALUE
from kn_desk.ui.pages.settings_view import SettingsView
from kn_desk.ui.style import Theme
from tests.makers import offices
from tests.makers.offices import Opened

Key = Qt.Key


@dataclass
class Shown:
    """The page in a window, with what it said and what was kept."""

    view: SettingsView
    context: Context
    window: QWidget
    toasts: list[tuple[str, bool]] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        return self.context.memory.settings

    def value(self, key: str) -> int | None:
        with self.context.desk.read() as reader:
            return next(one.value for one in reader.rows(Threshold) if one.key == key)

    def type_into(self, row: int, column: int, text: str) -> None:
        """Edit a cell as a person does."""
        table = self.view.thresholds.table
        table.setCurrentIndex(self.view.thresholds.model.index(row, column))
        table.setFocus()
        QTest.keyClick(table, Key.Key_F2 if column == LABEL else Key.Key_Return)
        editor = next(one for one in table.findChildren(QLineEdit) if one.isVisible())
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Key.Key_Return)
        QApplication.processEvents()


@pytest.fixture
def shown(opened: Opened, desk: offices.Desk, qapp: QApplication, qtbot: QtBot) -> Iterator[Shown]:
    theme = Theme(qapp, mode="light", density="comfortable", text_percent=100, system_font=False)
    announcer, wishes = Announcer(), Wishes()
    office = Desk(opened.office, Author("Erika Muster", "window"), announcer.changed.emit, Drafts(desk.home))
    context = Context(office, theme, announcer, wishes, Memory(Settings(), lambda _: None), desk.home)
    window = QWidget()
    view = SettingsView(context)
    QVBoxLayout(window).addWidget(view)
    announcer.changed.connect(view.update_after)
    qtbot.addWidget(window)
    window.resize(1100, 700)
    window.show()
    made = Shown(view, context, window)
    wishes.toast.connect(lambda words, undo: made.toasts.append((words, undo)))
    wishes.deed.connect(made.deeds.append)
    yield made
    theme.set_look(mode="light", density="comfortable", text_percent=100, system_font=False)


def test_colours_density_and_font_are_in_force_at_once_and_kept(shown: Shown) -> None:
    look = shown.view.look
    bright = shown.context.theme.tokens.bg
    QTest.mouseClick(look.mode.segments[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(look.density.segments[1], Qt.MouseButton.LeftButton)
    look.system_font.click()
    assert shown.context.theme.tokens.bg != bright
    assert shown.context.theme.row_height == 26
    settings = shown.settings
    assert (settings.mode, settings.density, settings.system_font) == ("dark", "compact", True)


def test_the_text_grows_and_shrinks_within_its_bounds(shown: Shown) -> None:
    look = shown.view.look
    look.larger.click()
    assert (shown.settings.text_percent, look.percent.text()) == (110, "110 %")
    for _ in range(20):
        look.larger.click()
    assert (shown.settings.text_percent, look.larger.isEnabled()) == (200, False)
    for _ in range(20):
        look.smaller.click()
    assert (shown.settings.text_percent, look.smaller.isEnabled()) == (90, False)


def test_what_the_menu_changes_is_shown_here(shown: Shown) -> None:
    change_look(shown.context.memory, shown.context.theme, mode="dark", text_percent=150)
    assert shown.view.look.mode.segments[2].isChecked()
    assert shown.view.look.percent.text() == "150 %"


def test_a_second_place_is_kept_and_says_when_something_was_put_there(shown: Shown, desk: offices.Desk) -> None:
    section = shown.view.backups
    stick = desk.path.parent / "Stick"
    assert "schützt" in section.state.text()
    section.place.setFocus()
    QTest.keyClicks(section.place, str(stick))
    QTest.keyClick(section.place, Key.Key_Return)
    assert shown.settings.second_backup == str(stick)
    assert "nicht erreichbar" in section.state.text()
    stick.mkdir()
    section.show_state()
    assert "noch keine Sicherung" in section.state.text()
    backups.back_up_now(shown.context.desk.office, desk.home, str(stick), "von Hand")
    section.show_state()
    assert section.state.text().startswith("Letzte Sicherung dort: ")
    section.set_folder("")
    assert shown.settings.second_backup == ""


def test_backing_up_now_is_handed_to_the_window(shown: Shown) -> None:
    shown.view.backups.now.click()
    assert shown.deeds == ["backup"]


def test_the_thresholds_stand_there_with_their_defaults(shown: Shown, qtbot: QtBot) -> None:
    model = shown.view.thresholds.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == len(DEFAULTS)
    first = next(iter(DEFAULTS.values()))
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts == [first.label, str(first.value), first.unit, str(first.value)]
    assert not model.flags(model.index(0, DEFAULT)) & Qt.ItemFlag.ItemIsEditable


def test_a_value_is_changed_in_place_by_keyboard_and_can_be_undone(shown: Shown) -> None:
    key = next(iter(DEFAULTS))
    shown.type_into(0, VALUE, "21")
    assert shown.value(key) == 21
    assert shown.toasts == [("Gespeichert", True)]
    shown.context.desk.undo()
    assert shown.view.thresholds.model.index(0, VALUE).data() == "14"


def test_an_amount_is_read_and_typed_in_euros(shown: Shown) -> None:
    row = [*DEFAULTS].index("quota.tolerance")
    model = shown.view.thresholds.model
    assert [model.index(row, column).data() for column in (VALUE, UNIT, DEFAULT)] == ["1,00", "€", "1,00"]
    assert model.setData(model.index(row, VALUE), "2,50 €")
    assert shown.value("quota.tolerance") == 250


def test_a_label_is_changed_in_place(shown: Shown) -> None:
    shown.type_into(0, LABEL, "Meilenstein ist kritisch nach")
    assert shown.view.thresholds.model.index(0, LABEL).data() == "Meilenstein ist kritisch nach"


@pytest.mark.parametrize("typed", ["viel", "", "-3", "4000", "1,5", "9" * 40])
def test_what_is_no_threshold_is_refused_in_words_and_nothing_changes(shown: Shown, typed: str) -> None:
    key = next(iter(DEFAULTS))
    shown.view.thresholds.model.setData(shown.view.thresholds.model.index(0, VALUE), typed)
    assert shown.value(key) == DEFAULTS[key].value
    assert len(shown.toasts) == 1
    assert not shown.toasts[0][1]


def test_a_light_follows_a_new_threshold(shown: Shown) -> None:
    changes: list[object] = []
    shown.context.announcer.changed.connect(changes.append)
    shown.view.thresholds.model.setData(shown.view.thresholds.model.index(0, VALUE), "30")
    assert len(changes) == 1


def test_where_only_reading_is_allowed_no_value_can_be_edited(shown: Shown) -> None:
    shown.context.desk.forbid_writing("Die Datei ist schreibgeschützt.")
    model = shown.view.thresholds.model
    assert not model.flags(model.index(0, VALUE)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, VALUE), "21")


def test_thresholds_move_below_where_the_window_is_narrow_or_the_text_large(shown: Shown) -> None:
    def beside() -> bool:
        QApplication.processEvents()
        return shown.view.thresholds.mapTo(shown.window, shown.view.thresholds.rect().topLeft()).x() > 300

    assert beside()
    change_look(shown.context.memory, shown.context.theme, text_percent=200)
    assert not beside()
    change_look(shown.context.memory, shown.context.theme, text_percent=100)
    assert beside()
    shown.window.resize(700, 600)
    assert not beside()


def test_everything_that_takes_the_keyboard_has_a_name(shown: Shown) -> None:
    for child in shown.view.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            text = getattr(child, "text", str)()
            assert child.accessibleName() or text, child
