"""The form of a record: faults at their fields, one record per save, conflicts with both values, the cursor stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.errors import Unreadable
from kn_desk.fields.kinds import Choice, Data, YesNo
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.minutes import Task
from kn_desk.records.office import Tag
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.desk import Desk, Drafts, ListQuery
from kn_desk.services.draft_words import draft_words
from kn_desk.services.edit import Author
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.forms.leaving import DISCARD, GO_ON, may_leave, step_back
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.style import Theme
from tests.makers.offices import Opened
from tests.makers.stage import undress
from tests.ui.answers import Answers

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WALKED = ("strategy_item", "task", "person", "application", "meeting", "milestone", "indicator", "drawdown")


@dataclass
class Bench:
    """Shows forms over one office."""

    opened: Opened
    desk: Desk
    qtbot: QtBot
    theme: Theme

    def form(self, cls: type[Record], **options: Any) -> RecordForm:
        form = RecordForm(self.desk, self.theme, cls, **options)
        self.qtbot.addWidget(form)
        form.resize(500, 900)
        form.show()
        form.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
        return form

    def number_of(self, cls: type[Record]) -> int:
        with self.desk.read() as reader:
            return reader.count(ListQuery(cls.spec.name))


@pytest.fixture
def bench(opened: Opened, home: Home, qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    desk = Desk(opened.office, Author("Erika Muster", "window"), lambda change: None, Drafts(home))
    look: Any = {"mode": "light", "density": "comfortable", "text_percent": 100, "system_font": False}
    yield Bench(opened, desk, qtbot, Theme(qapp, **look))
    undress(qapp)


def line(form: RecordForm, name: str) -> QLineEdit:
    found = form._editors[name].findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def retype(form: RecordForm, name: str, text: str) -> None:
    field = line(form, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def fault(form: RecordForm, name: str) -> str:
    words = form._boxes[name].fault
    return "" if words.isHidden() else words.text()


# --- one record, and the keyboard stays


def test_a_double_click_and_a_held_key_make_one_record(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({})
    retype(form, "title", "Angebot")
    QTest.mouseDClick(form._save, Qt.MouseButton.LeftButton)
    QTest.mouseClick(form._save, Qt.MouseButton.LeftButton)
    assert bench.number_of(Task) == 1
    form.show_new({})
    retype(form, "title", "Noch eins")
    form._save.setFocus()
    for _ in range(5):
        QTest.keyClick(focused(), Key.Key_Space)
    for _ in range(5):
        form.save()
    assert bench.number_of(Task) == 2


def test_after_saving_the_cursor_stands_where_it_stood(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot einholen", description="Eins zwei drei")
    form = bench.form(Task)
    form.show_record(task)
    title = line(form, "title")
    title.setFocus()
    title.setCursorPosition(7)
    QTest.keyClicks(title, "e")
    assert form.save()
    assert title.hasFocus()
    assert title.cursorPosition() == 8
    note = form._editors["description"].inner
    assert isinstance(note, QPlainTextEdit)
    note.setFocus()
    cursor = note.textCursor()
    cursor.setPosition(5)
    note.setTextCursor(cursor)
    QTest.keyClicks(note, "und ")
    assert form.save()
    assert note.hasFocus()
    assert note.textCursor().position() == 9
    assert bench.opened.get(task).description == "Eins und zwei drei"


def test_saving_by_the_button_leaves_the_keyboard_in_the_field(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_record(bench.opened.add(Task, title="Angebot"))
    retype(form, "waiting_for", "Rathaus")
    QTest.mouseClick(form._save, Qt.MouseButton.LeftButton)
    assert line(form, "waiting_for").hasFocus()
    retype(form, "waiting_for", "Stadtwerke")
    form._save.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(form._save, Key.Key_Space)
    assert line(form, "waiting_for").hasFocus()


def test_only_some_fields_are_shown_and_saved(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot", waiting_for="Amt")
    form = bench.form(Task, only=("due_on", "title"))
    form.show_record(task)
    assert list(form._editors) == ["due_on", "title"]
    retype(form, "due_on", "1.9.2026")
    assert form.save()
    assert bench.opened.get(task).waiting_for == "Amt"
    assert str(bench.opened.get(task).due_on) == "2026-09-01"


def test_required_fields_are_marked(bench: Bench) -> None:
    form = bench.form(Task)
    labels = {label.text() for label in form.findChildren(QLabel)}
    assert "Was *" in labels
    assert "Bis wann" in labels


# --- what cannot be read


@pytest.mark.parametrize("name", WALKED)
def test_every_field_says_what_it_cannot_read_and_keeps_the_text(bench: Bench, name: str) -> None:
    cls = BY_NAME[name]
    form = bench.form(cls)
    form.show_new({})
    typed: dict[str, str] = {}
    for field, editor in form._editors.items():
        if (text := _unreadable(editor)) is None:
            continue
        _put(editor, text)
        typed[field] = text
    assert typed
    assert not form.save()
    assert bench.number_of(cls) == 0
    for field, text in typed.items():
        assert fault(form, field), f"{name}.{field} says nothing"
        assert text in _text_in(form._editors[field]), f"{name}.{field} lost its text"
    assert form._editors[next(iter(typed))].isAncestorOf(focused())


def _unreadable(editor: Editor) -> str | None:
    """A text that the kind of an editor cannot read; None where there is none, or nothing can be typed."""
    kind = editor.spec.kind
    if isinstance(kind, Choice | YesNo | Data) or editor.findChild(QComboBox) is not None:
        return None
    for text in ("ganz und gar nicht", "x" * 40_000, "x" * 120_000):
        try:
            if kind.read(text) is not None and hasattr(kind, "targets"):
                return text
        except Unreadable:
            return text
    return None


def _put(editor: Editor, text: str) -> None:
    """Paste a text, as a person would."""
    QGuiApplication.clipboard().setText(text)
    field = editor.findChild(QPlainTextEdit) or editor.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def _text_in(editor: Editor) -> str:
    note = editor.findChild(QPlainTextEdit)
    if isinstance(note, QPlainTextEdit):
        return note.toPlainText()
    found = editor.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found.text()


@pytest.mark.parametrize("name", ["title", "description"])
def test_a_megabyte_gives_the_sentence_at_the_field_and_stays(bench: Bench, name: str) -> None:
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    text = "Konstanz " * 120_000
    line_or_note = form._editors[name].inner
    line_or_note.selectAll()  # type: ignore[attr-defined]
    _put(form._editors[name], text)
    assert not form.save()
    assert "Zeichen" in fault(form, name)
    assert len(_text_in(form._editors[name])) == len(text)
    assert line_or_note.hasFocus()
    assert bench.opened.get(task) == task


def test_ten_thousand_lines_are_told_or_taken_whole(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    few, many = "\n".join("x" * 4 for _ in range(10_000)), "\n".join("x" * 40 for _ in range(10_000))
    _put(form._editors["description"], few)
    assert form.save()
    assert bench.opened.get(task).description == few
    form._editors["description"].inner.selectAll()  # type: ignore[attr-defined]
    _put(form._editors["description"], many)
    assert not form.save()
    assert fault(form, "description")
    assert _text_in(form._editors["description"]) == many


def test_a_name_typed_and_not_chosen_is_found_or_said_to_be_none(bench: Bench) -> None:
    tag = bench.opened.add(Tag, title="Rathaus")
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    QTest.keyClicks(line(form, "tags"), "Rathaux")
    assert not form.save()
    assert "Rathaux" in fault(form, "tags")
    QTest.keyClick(line(form, "tags"), Key.Key_Backspace)
    assert form.save()  # there is just one whose name begins so
    assert bench.opened.get(task).tags == (tag.id,)
    assert line(form, "tags").text() == ""


# --- somebody else changed it


def test_a_conflict_shows_both_values_at_each_field(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot", waiting_for="Amt", description="Alt")
    form = bench.form(Task)
    form.show_record(task)
    retype(form, "title", "Meins")
    retype(form, "waiting_for", "Meine Stelle")
    bench.opened.set(task, title="Deins", waiting_for=None, description="Neu")  # the command line
    assert not form.save()
    assert "„Deins“" in fault(form, "title")
    assert "„leer“" in fault(form, "waiting_for")
    assert (line(form, "title").text(), line(form, "waiting_for").text()) == ("Meins", "Meine Stelle")
    assert _text_in(form._editors["description"]) == "Neu"
    assert fault(form, "description") == ""
    QTest.mouseClick(form._boxes["waiting_for"].taker, Qt.MouseButton.LeftButton)
    assert line(form, "waiting_for").text() == ""
    assert fault(form, "waiting_for") == ""
    assert form.save()  # now knowingly
    stored = bench.opened.get(task)
    assert (stored.title, stored.waiting_for, stored.description) == ("Meins", None, "Neu")


def test_taking_all_stored_values_leaves_nothing_to_save(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    retype(form, "title", "Meins")
    bench.opened.set(task, title="Deins")
    assert not form.save()
    form._boxes["title"].taker.click()
    assert line(form, "title").text() == "Deins"
    assert not form.is_dirty
    assert bench.desk.drafts() == {}


def test_a_record_that_was_deleted_for_good_meanwhile_says_so_and_keeps_the_text(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    retype(form, "title", "Meins")
    bench.opened.trash(task)
    bench.opened.purge(task)
    assert not form.save()
    assert form._area.general.isVisible()
    assert line(form, "title").text() == "Meins"


# --- drafts


def test_who_types_without_a_pause_is_kept_within_two_seconds(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    form._draft_timer.setInterval(60)
    for letter in "abcdefghij":
        retype(form, "title", letter)
        bench.qtbot.wait(20)
    assert ("task", task.id) in bench.desk.drafts()


def test_a_reference_is_read_by_its_name(bench: Bench) -> None:
    person = bench.opened.add(Person, last_name="Muster", first_name="Erika")
    with bench.desk.read() as reader:
        name = reader.name_of(person)
    form = bench.form(Task)
    form.show_new({})
    retype(form, "title", "Angebot")
    retype(form, "responsible", name)
    assert form.save()
    assert form.record is not None
    assert form.record.responsible == person.id  # type: ignore[attr-defined]


# --- references: the whole name, the only hit, and what is not there yet


@pytest.mark.parametrize("typed", ["Petra Neuner", "Neuner, Petra", "neuner petra", "neun"])
def test_whoever_is_meant_is_taken_when_the_keyboard_leaves(bench: Bench, typed: str) -> None:
    person = bench.opened.add(Person, last_name="Neuner", first_name="Petra")
    bench.opened.add(Person, last_name="Maier", first_name="Petra")
    form = bench.form(Task)
    form.show_new({"title": "Angebot"})
    retype(form, "responsible", typed)
    line(form, "title").setFocus()
    assert line(form, "responsible").text() == "Neuner, Petra"
    assert fault(form, "responsible") == ""
    assert form.save()
    assert form.record is not None
    assert form.record.responsible == person.id  # type: ignore[attr-defined]


def popup_of(form: RecordForm, name: str) -> QAbstractItemView:
    completer = line(form, name).completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    return popup


def test_who_is_not_there_yet_is_made_with_what_refers_to_them_and_one_undo_takes_both(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({"title": "Angebot"})
    retype(form, "responsible", "Petra Neuner")
    popup = popup_of(form, "responsible")
    bench.qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "Neue Person „Petra Neuner“ anlegen"
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    bench.qtbot.waitUntil(lambda: isinstance(form._editors["responsible"].raw(), Person))
    line(form, "title").setFocus()
    assert fault(form, "responsible") == ""
    assert bench.number_of(Person) == 0
    assert form.save()
    with bench.desk.read() as reader:
        assert reader.name(form.record.responsible) == "Neuner, Petra"
    bench.desk.undo()
    assert (bench.number_of(Person), bench.number_of(Task)) == (0, 0)


def test_a_stored_record_gets_what_is_made_for_it_in_the_same_step(bench: Bench) -> None:
    task = bench.opened.add(Task, title="Angebot")
    form = bench.form(Task)
    form.show_record(task)
    retype(form, "support", "Petra Neuner")
    popup = popup_of(form, "support")
    bench.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    bench.qtbot.waitUntil(lambda: line(form, "support").text() == "")
    assert form.save()
    assert len(bench.opened.get(task).support) == 1
    bench.desk.undo()
    assert bench.opened.get(task).support == ()
    assert bench.number_of(Person) == 0


def test_where_nothing_fits_it_is_said_below_the_line(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({})
    retype(form, "meeting", "Quatsch")
    popup = popup_of(form, "meeting")
    bench.qtbot.waitUntil(popup.isVisible)
    index = popup.model().index(0, 0)
    assert index.data() == "Kein Treffer"
    assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
    field = line(form, "meeting")
    assert popup.y() > field.mapToGlobal(field.rect().bottomLeft()).y()


def test_who_cannot_be_found_is_told_what_to_do(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({"title": "Angebot"})
    retype(form, "responsible", "Petra Neuner")
    line(form, "title").setFocus()
    assert (
        fault(form, "responsible")
        == "„Petra Neuner“ wurde nicht gefunden. Bitte aus der Liste wählen oder neu anlegen."
    )
    assert line(form, "title").hasFocus()
    finding, popup = line(form, "responsible"), popup_of(form, "responsible")
    QTest.mouseClick(finding, Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Key.Key_Return)  # the only offer, without going to it
    assert isinstance(form._editors["responsible"].raw(), Person)
    assert not popup.isVisible()
    assert fault(form, "responsible") == ""


def test_enter_chooses_nothing_where_several_are_offered_and_none_is_marked(bench: Bench) -> None:
    for first in ("Ida", "Ina"):
        bench.opened.add(Person, last_name="Muster", first_name=first)
    form = bench.form(Task)
    form.show_new({"title": "Angebot"})
    retype(form, "responsible", "I")
    popup = popup_of(form, "responsible")
    bench.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Key.Key_Return)
    assert form._editors["responsible"].raw() == "I"


# --- faults are judged where the keyboard leaves


def test_a_number_is_shown_as_it_was_read_once_the_keyboard_leaves(bench: Bench) -> None:
    form = bench.form(StrategyItem)
    form.show_new({"title": "Serviceportal"})
    for typed, shown in (("1234,5", "1.234,50 €"), ("12,5 Mio", "12,5 Mio")):
        retype(form, "cost_total", typed)
        line(form, "title").setFocus()
        assert line(form, "cost_total").text().replace("\N{NO-BREAK SPACE}", " ") == shown


def test_a_day_is_judged_when_the_keyboard_leaves_and_again_once_it_is_mended(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_record(bench.opened.add(Task, title="Angebot"))
    retype(form, "due_on", "31.2.")
    line(form, "waiting_for").setFocus()
    assert fault(form, "due_on")
    assert line(form, "waiting_for").hasFocus()
    retype(form, "due_on", "1.9.2026")
    line(form, "waiting_for").setFocus()
    assert fault(form, "due_on") == ""


def test_what_a_rule_said_goes_once_the_field_is_mended(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({})
    assert not form.save()
    assert fault(form, "title")
    retype(form, "title", "Angebot")
    line(form, "waiting_for").setFocus()
    assert fault(form, "title") == ""


# --- Esc, and giving up


def test_escape_puts_the_field_back_and_the_keys_for_undo_bring_the_text_again(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_record(bench.opened.add(Task, title="Angebot"))
    retype(form, "title", "Anfrage")
    answers = Answers()
    assert step_back(form, answers.answer)
    assert (line(form, "title").text(), form.is_dirty, answers.asked) == ("Angebot", False, [])
    QTest.keyClick(line(form, "title"), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(form, "title").text() == "Anfrage"
    assert form.is_dirty


def test_escape_puts_back_a_reference_whose_offers_are_open(bench: Bench) -> None:
    unit = bench.opened.add(OrgUnit, name="Bauamt", number="60")
    form = bench.form(LotseRole)
    form.show_record(bench.opened.add(LotseRole, unit=unit.id, person=bench.opened.add(Person, last_name="Neu").id))
    finding = line(form, "unit")
    before = finding.text()
    finding.setFocus()
    finding.selectAll()
    QTest.keyClicks(finding, "Kul")
    assert step_back(form, Answers().answer)
    assert (finding.text(), form.is_dirty) == (before, False)
    completer = finding.completer()
    assert completer is not None
    assert not completer.popup().isVisible()


def test_escape_asks_about_what_is_typed_in_other_fields(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_record(bench.opened.add(Task, title="Angebot"))
    retype(form, "title", "Anfrage")
    line(form, "waiting_for").setFocus()
    assert step_back(form, lambda question, parent: GO_ON)
    assert line(form, "title").text() == "Anfrage"
    assert step_back(form, lambda question, parent: DISCARD)
    assert line(form, "title").text() == "Angebot"
    assert not step_back(form, lambda question, parent: DISCARD)


def test_a_new_record_can_be_given_up_as_soon_as_something_is_typed(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({})
    assert not form._discard.isEnabled()
    retype(form, "title", "Angebot")
    with bench.qtbot.waitSignal(form.given_up):
        QTest.mouseClick(form._discard, Qt.MouseButton.LeftButton)
    assert not form.is_dirty
    assert bench.desk.drafts() == {}


def test_leaving_with_what_cannot_be_saved_says_why_and_asks(bench: Bench) -> None:
    form = bench.form(Task)
    form.show_new({})
    retype(form, "title", "Angebot")
    retype(form, "due_on", "irgendwann")
    answers = Answers()
    assert not may_leave(form, answers.answer)
    assert answers.asked[0].what == "Aufgabe (neu): Eingaben verwerfen?"
    assert "Bis wann: " in answers.asked[0].more
    assert form.is_dirty
    assert may_leave(form, lambda question, parent: DISCARD)
    assert not form.is_dirty


def test_a_draft_of_a_new_record_keeps_what_it_was_begun_with(bench: Bench) -> None:
    person = bench.opened.add(Person, last_name="Neuner", first_name="Petra")
    form = bench.form(Task)
    form.show_new({"responsible": person.id})
    retype(form, "title", "Angebot einholen")
    form.keep_draft()
    [((type_name, _), typed)] = bench.desk.drafts().items()
    assert typed == {"responsible": person.id, "title": "Angebot einholen"}
    with bench.desk.read() as reader:
        assert draft_words(reader, type_name, typed) == "Was: Angebot einholen\nWer: Neuner, Petra"
    form.show_new({})
    form.type_into(typed)
    assert line(form, "responsible").text() == "Neuner, Petra"


def test_a_note_has_room_for_the_lines_that_its_width_makes_of_it(bench: Bench) -> None:
    stored = bench.opened.add(Task, title="Eins", description="Zehn freie Hotspots, zwanzig bis 2020. " * 4 + "Ende")
    form = bench.form(Task)
    form.show_record(stored)
    note = form._editors["description"].inner
    assert isinstance(note, QPlainTextEdit)
    wide = note.height()
    form.resize(300, 900)
    bench.qtbot.waitUntil(lambda: note.height() > wide and note.verticalScrollBar().maximum() == 0)
    form.resize(500, 900)
    bench.qtbot.waitUntil(lambda: note.height() == wide and note.verticalScrollBar().maximum() == 0)


def test_another_record_is_read_from_its_top(bench: Bench) -> None:
    first, second = bench.opened.add(Task, title="Eins"), bench.opened.add(Task, title="Zwei")
    form = bench.form(Task)
    form.resize(400, 300)
    form.show_record(first)
    bar = form._area.verticalScrollBar()
    bench.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    form.show_record(first)
    assert bar.value() == bar.maximum()
    form.show_record(second)
    assert bar.value() == 0


def test_a_fault_out_of_sight_comes_into_view(bench: Bench) -> None:
    stored = bench.opened.add(Task, title="Eins")
    form = bench.form(Task)
    form.resize(400, 300)
    form.show_record(stored)
    bar = form._area.verticalScrollBar()
    bench.qtbot.waitUntil(lambda: bar.maximum() > 0)
    retype(form, "title", " ")
    bar.setValue(bar.maximum())
    assert not form.save()
    box = form._boxes["title"]
    bench.qtbot.waitUntil(lambda: bar.value() < bar.maximum())
    top = box.mapTo(form._area.viewport(), box.rect().topLeft()).y()
    assert fault(form, "title")
    assert 0 <= top <= form._area.viewport().height() - box.height()


def test_what_is_wrong_and_stands_at_no_field_comes_into_view(bench: Bench) -> None:
    stored = bench.opened.add(Task, title="Eins")
    form = bench.form(Task)
    form.resize(400, 300)
    form.show_record(stored)
    bar = form._area.verticalScrollBar()
    bench.qtbot.waitUntil(lambda: bar.maximum() > 0)
    retype(form, "title", "Zwei")
    bar.setValue(bar.maximum())
    bench.opened.trash(stored)
    bench.opened.purge(stored)
    assert not form.save()
    bench.qtbot.waitUntil(lambda: bar.value() == 0)
    assert form._area.general.isVisible()
