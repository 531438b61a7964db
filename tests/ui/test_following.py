"""Following a link or taking up a draft ends at the record, whatever it is, never at nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.jour_fixe import AgendaItem, Attendance
from kn_desk.records.minutes import MinuteEntry
from kn_desk.records.office import Tag
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.edit import new_record
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.parts_tab import PartsTab
from kn_desk.ui.windows.record_dialog import RecordDialog
from tests.ui.walk import Stage

#: What the view of a meeting shows in its own way, tested there.
_IN_MEETINGS = (AgendaItem, Attendance, MinuteEntry)


@pytest.fixture
def stage(qapp: QApplication, sample: Path, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, sample, tmp_path)
    yield made
    made.close()


def dialogs(stage: Stage) -> list[RecordDialog]:
    return [dialog for dialog in stage.window.findChildren(RecordDialog) if dialog.isVisible()]


def shown(stage: Stage) -> set[str]:
    """The ids of the records whose detail is seen."""
    panes = (pane for pane in stage.window.findChildren(DetailPane) if pane.isVisible())
    return {pane.record.id for pane in panes if pane.record is not None}


def first(stage: Stage, cls: type[Record]) -> Record | None:
    with stage.window.desk.read() as reader:
        return next(iter(reader.rows(cls)), None)


def test_every_kind_of_record_is_shown_when_it_is_followed(stage: Stage) -> None:
    for cls in RECORDS:
        record = first(stage, cls)
        if record is None or cls in _IN_MEETINGS:
            continue
        stage.go("settings")
        stage.window.follow(record.id)
        stage.settle()
        owners = {getattr(record, name) for name in cls.spec.part_of}
        view = stage.page.view
        in_meeting = view.word == "Sitzung"
        assert in_meeting or shown(stage) & {record.id, *owners}, cls.spec.label
        for dialog in dialogs(stage):
            dialog.close()
        stage.settle()


def test_a_page_has_one_primary_button(stage: Stage) -> None:
    primary = stage.window._primary
    stage.go("tasks")
    assert primary.property("primary") is True
    stage.go("jour_fixe")
    assert primary.property("primary") is False
    approved = stage.page.view.meetings.view.model().index(stage.page.view.meetings.view.model().rowCount() - 1, 0)  # type: ignore[attr-defined]
    stage.page.view.meetings.view.setCurrentIndex(approved)  # type: ignore[attr-defined]
    stage.settle()
    assert primary.property("primary") is not stage.page.view.has_primary
    stage.go("tasks")
    assert primary.property("primary") is True


def test_a_part_is_shown_in_its_tab_and_chosen_there(stage: Stage) -> None:
    with stage.window.desk.read() as reader:
        milestone = next(one for one in reader.rows(Milestone) if one.item)
    stage.window.follow(milestone.id)
    stage.settle()
    [tab] = [tab for tab in stage.window.findChildren(PartsTab) if tab.isVisible()]
    [form] = [form for form in tab.findChildren(RecordForm) if form.isVisible()]
    assert form.record == milestone


def test_what_has_no_place_is_shown_on_its_own_and_saved_on_leaving(stage: Stage) -> None:
    stage.window.desk.create(tag := new_record(Tag, {"title": "Rathaus"}))
    stage.go("tasks")
    stage.window.follow(tag.id)
    [dialog] = dialogs(stage)
    assert dialog.windowTitle() == "Schlagwort"
    dialog.pane.edit_form()
    dialog.pane.form.type_into({"title": "Bürgersaal"})
    dialog.close()
    stage.settle()
    assert not dialogs(stage)
    assert stage.page.title == "Aufgaben"
    with stage.window.desk.read() as reader:
        assert reader.name(tag.id) == "Bürgersaal"


def test_following_from_a_record_on_its_own_leaves_it(stage: Stage) -> None:
    stage.window.desk.create(tag := new_record(Tag, {"title": "Rathaus"}))
    stage.window.follow(tag.id)
    item = first(stage, StrategyItem)
    assert item is not None
    stage.window.context.wishes.follow.emit(item.id)
    stage.settle()
    assert not dialogs(stage)
    assert shown(stage) == {item.id}


def test_what_lies_in_the_papierkorb_and_what_is_gone_is_said(stage: Stage) -> None:
    item = first(stage, StrategyItem)
    assert item is not None
    stage.window.desk.trash(item)
    stage.window.follow(item.id)
    assert stage.page.title == "Papierkorb"
    assert stage.window.statusBar().currentMessage() == f"{item.code} liegt im Papierkorb."
    stage.window.follow("0" * 32)
    assert stage.window.statusBar().currentMessage() == "Diesen Eintrag gibt es nicht mehr."


def test_the_draft_of_a_part_is_taken_up_in_its_form(stage: Stage) -> None:
    milestone = first(stage, Milestone)
    assert milestone is not None
    stage.window.take_up("milestone", milestone.id, {"title": "Abnahme"})
    stage.settle()
    [form] = [form for form in stage.window.findChildren(RecordForm) if form.isVisible()]
    assert form.is_dirty
    assert form.record is not None
    assert form.record.id == milestone.id


def test_the_draft_of_a_new_part_is_taken_up_on_its_own(stage: Stage) -> None:
    stage.window.take_up("milestone", "f" * 32, {"title": "Abnahme"})
    stage.settle()
    [dialog] = dialogs(stage)
    assert dialog.pane.form.is_dirty
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialogs(stage)  # asked, and going on with it
    stage.answers.prepared = ["Verwerfen"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    stage.settle()
    assert not dialogs(stage)


def test_escape_takes_back_what_is_typed_and_then_closes(stage: Stage) -> None:
    stage.window.desk.create(tag := new_record(Tag, {"title": "Rathaus"}))
    stage.window.follow(tag.id)
    [dialog] = dialogs(stage)
    dialog.pane.form.type_into({"title": "Bürgersaal"})
    stage.answers.prepared = ["Verwerfen"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.pane.form.is_dirty
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    stage.settle()
    assert not dialogs(stage)
    with stage.window.desk.read() as reader:
        assert reader.name(tag.id) == "Rathaus"
