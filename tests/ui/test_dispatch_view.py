"""Lotsenmappen in the window: the monitor, marking as sent, reminding, and a run that is written beside the work."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.office import Sheet, SheetReturn, SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services.deadline_list import deadlines
from kn_desk.services.edit import new_record
from kn_desk.services.return_monitor import monitor
from kn_desk.ui.due_list.deeds import DueDeeds
from kn_desk.ui.pages.dispatch.remind_dialog import RemindDialog
from kn_desk.ui.pages.dispatch.send_dialog import SendDialog, SendOrder
from kn_desk.ui.pages.dispatch.sent_dialog import SentDialog
from kn_desk.ui.pages.dispatch.table import COLUMNS, MonitorTable
from kn_desk.ui.pages.dispatch.view import DispatchView
from kn_desk.ui.pages.returns.view import ReturnsView
from kn_desk.ui.windows.sheet_deeds import SheetDeeds
from tests.makers.anything import TODAY
from tests.makers.offices import Opened
from tests.makers.stage import Shown, ViewStage, view_stage
from tests.ui.answers import Answers
from tests.ui.walk import Stage

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
DAY = timedelta(days=1)


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


@pytest.fixture
def sheets(opened: Opened) -> dict[str, Sheet]:
    """Amt overdue, Bad waiting, Chor not sent, Dom back."""
    period = opened.add(ReportingPeriod, label="2026-H1", start=TODAY - 90 * DAY)
    run = opened.add(SheetRun, title="Stand", period=period, due_on=TODAY + 3 * DAY)
    made = {}
    for name, values in {
        "Amt": {"sent_on": TODAY - 9 * DAY, "due_on": TODAY - DAY},
        "Bad": {"sent_on": TODAY - 9 * DAY},
        "Chor": {},
        "Dom": {"sent_on": TODAY - 9 * DAY},
    }.items():
        unit = opened.add(OrgUnit, name=name)
        person = opened.add(Person, last_name=f"Muster{name.lower()}", email=f"{name.lower()}@example.org")
        opened.add(LotseRole, unit=unit, person=person, since=TODAY - 99 * DAY)
        told: dict[str, Any] = {"run": run, "unit": unit, "person": person, "period": period, **values}
        made[name] = opened.add(Sheet, file_name=f"{name}.xlsx", **told)
    opened.add(SheetReturn, sheet=made["Dom"], received_on=TODAY - DAY, file_name="Dom (2).xlsx", accepted=4, refused=1)
    return made


def _show(stage: ViewStage, width: int = 1366) -> Shown[DispatchView]:
    stage.opened.office.refresh()
    return stage.show(DispatchView, width)


def _units(shown: Shown[DispatchView]) -> list[str]:
    return [row.stands_for.unit for row in shown.view.table.sheets.rows]


def _deeds(shown: Shown[DispatchView]) -> list[str]:
    asked: list[str] = []
    shown.context.wishes.deed.connect(asked.append)
    return asked


def _words(widget: QWidget | None) -> list[str]:
    assert widget is not None
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


# --- The monitor


def test_the_head_counts_and_the_rows_begin_with_what_is_overdue(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    assert (shown.view.head.figure, _units(shown)) == ("1 von 3 zurück", ["Amt", "Bad", "Chor", "Dom"])
    assert shown.view.head.sentence.startswith("1 überfällig, 1 noch nicht fällig, 1 noch nicht versandt.")
    assert [one.text() for one in shown.view.head.switch.segments] == ["Alle 4", "Offen 2", "Überfällig 1", "Zurück 1"]
    assert shown.counted[-1] == "2026-H1 · 4 Stellen"
    assert shown.status[-1] == "2026-H1: 1 von 3 zurück · 1 überfällig"


def test_cells_say_where_each_sheet_is(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage, 1920)
    table = shown.view.table
    assert [column.label for column in table.sheets.columns] == [column.label for column in COLUMNS]
    rows = [" | ".join(row.texts) for row in table.sheets.rows]
    assert rows[0] == "Amt | Musteramt | Überfällig | seit gestern | 14.06.2026 | – |  | 06.06.2026 | –"
    assert rows[3] == (
        "Dom | Musterdom | Zurück | nach 8 Tagen | 18.06.2026 | – | 14.06.2026 | 06.06.2026 | 4 übernommen, 1 nicht"
    )
    aloud = table.sheets.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "Amt, Musteramt, Überfällig seit gestern"


def test_the_model_keeps_what_qt_asks_of_one(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    table = MonitorTable(stage.theme)
    stage.qtbot.addWidget(table)
    QAbstractItemModelTester(table.sheets, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with stage.opened.office.read() as reader:
        found = monitor(reader)
    table.show_sheets(found.rows, found.today)
    table.show_sheets(found.rows[:1], found.today)
    table.sheets.show_columns(list(COLUMNS[:3]))


def test_columns_give_way_where_the_room_is_short_and_what_is_chosen_stays(
    stage: ViewStage, sheets: dict[str, Sheet]
) -> None:
    shown = _show(stage, 1366)
    table = shown.view.table
    table.choose(sheets["Bad"].id)
    shown.window.resize(640, 689)
    names = [column.name for column in table.sheets.columns]
    assert names[:3] == ["unit", "person", "state"]
    assert len(names) < len(COLUMNS)
    assert table.horizontalScrollBar().maximum() == 0
    assert [row.unit for row in table.selected] == ["Bad"]


def test_a_filter_shows_some_and_says_where_it_hides_all(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    segments = shown.view.head.switch.segments
    QTest.mouseClick(segments[1], Left)
    assert _units(shown) == ["Amt", "Bad"]
    stage.opened.trash(sheets["Amt"])
    shown.view.reload()
    QTest.mouseClick(segments[2], Left)
    assert shown.view.empty.words.text() == "Keine Mappe passt zu diesem Filter."
    shown.view.empty.button.click()
    assert _units(shown) == ["Bad", "Chor", "Dom"]


def test_the_chosen_sheet_tells_who_has_it_and_what_came_back(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    asked: list[str] = []
    shown.context.wishes.merge.connect(asked.append)
    shown.view.table.setFocus()
    QTest.keyClick(shown.view.table, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    stage.qtbot.waitUntil(lambda: shown.view.detail is not None)
    words = _words(shown.view.detail)
    assert words[0] == "Dom", "its title is the unit"
    assert "Zurück seit dem 14.06.2026." in words
    assert "4 übernommen, 1 nicht" in words
    assert "dom@example.org" in words
    assert shown.view.detail is not None
    buttons = {one.text(): one for one in shown.view.detail.findChildren(QPushButton) if one.isVisible()}
    buttons["Musterdom"].click()
    buttons["Zum Abgleich"].click()
    assert shown.followed == [opened_person(sheets["Dom"])]
    with stage.opened.office.read() as reader:
        assert asked == [one.id for one in reader.rows(SheetReturn)]


def opened_person(sheet: Sheet) -> str:
    assert sheet.person is not None
    return sheet.person


def test_enter_asks_the_window_to_open_the_sheet(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    shown.view.table.choose(sheets["Bad"].id)
    QTest.keyClick(shown.view.table, Key.Key_Return)
    assert shown.followed == [sheets["Bad"].id]


def test_a_sheet_of_another_period_and_its_return_are_found(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    opened = stage.opened
    old = opened.add(ReportingPeriod, label="2025-H2", start=TODAY - 300 * DAY, closed=True)
    run = opened.add(SheetRun, title="Damals", period=old)
    sheet = opened.add(Sheet, run=run, period=old, unit=sheets["Amt"].unit, sent_on=TODAY - 200 * DAY)
    back = opened.add(SheetReturn, sheet=sheet, received_on=TODAY - 190 * DAY)
    for record in (sheet, back):
        shown = _show(stage)
        assert shown.view.choose(record.id)
        assert shown.view.head.periods.currentText() == "2025-H2 (abgeschlossen)"
        assert [row.id for row in shown.view.table.selected] == [sheet.id]
    assert not shown.view.choose(str(sheet.unit))
    shown = _show(stage)
    assert shown.view.choose(run.id)
    assert shown.view.head.periods.currentText() == "2025-H2 (abgeschlossen)"
    shown.view.head.periods.setCurrentIndex(0)
    shown.view.head.periods.activated.emit(0)
    assert _units(shown) == ["Amt", "Bad", "Chor", "Dom"]
    assert shown.view.detail is None


def test_an_empty_office_offers_the_first_step(stage: ViewStage) -> None:
    shown = _show(stage)
    asked = _deeds(shown)
    assert shown.view.empty.words.text().startswith("Hier steht, welche Stelle ihre Lotsenmappe hat")
    shown.view.empty.button.click()
    shown.view.begin_new()
    assert asked == ["send_sheets", "send_sheets"]


def test_sheets_that_came_home_are_read_from_here_too(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    asked = _deeds(shown)
    QTest.mouseClick(shown.view.head.read_button, Left)
    QTest.mouseClick(shown.view.head.remind_button, Left)
    assert asked == ["read_sheets", "remind"]


def test_closing_the_period_can_be_undone_and_says_what_is_open(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    head = shown.view.head
    head.close_action.trigger()
    assert shown.toasts == [("2026-H1 abgeschlossen. 2 Mappen sind noch offen.", True)]
    assert (head.close_action.text(), head.periods.currentText()) == (
        "Berichtszeitraum wieder öffnen", "2026-H1 (abgeschlossen)",
    )  # fmt: skip
    head.close_action.trigger()
    assert shown.toasts[-1] == ("2026-H1 wieder geöffnet", True)
    assert head.close_action.text() == "Berichtszeitraum abschließen"


def test_nothing_can_be_changed_where_the_office_is_only_read(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    def make(context: Any) -> DispatchView:
        context.desk.forbid_writing("Die Datei ist nur zum Lesen offen.")
        return DispatchView(context)

    stage.opened.office.refresh()
    head = stage.show(make).view.head
    assert not head.sent_button.isEnabled()
    assert not head.remind_button.isEnabled()
    assert not head.read_button.isEnabled()
    assert not head.close_action.isEnabled()


def test_several_rows_go_into_the_trash_together(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    shown.view.table.selectAll()
    shown.view.trash_chosen()
    assert shown.toasts == [("4 Mappen im Papierkorb", True)]
    assert _units(shown) == []


# --- Marking as sent


def _dialog(kind: type[Any]) -> Any:
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def test_marking_as_sent_lets_the_days_count(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    shown = _show(stage)
    QTest.mouseClick(shown.view.head.sent_button, Left)
    dialog: SentDialog = _dialog(SentDialog)
    assert [box.text() for box in dialog.checks.boxes.values()] == ["Chor"]
    dialog.day_field.editor.line.setText("morgen")
    QTest.mouseClick(dialog.save_button, Left)
    assert dialog.day_field.fault == "Der Tag liegt in der Zukunft."
    dialog.day_field.editor.line.setText("1.6.2026")
    QTest.mouseClick(dialog.save_button, Left)
    assert shown.toasts == [("1 Mappe als versandt markiert", True)]
    assert stage.opened.get(sheets["Chor"]).sent_on == date(2026, 6, 1)
    assert shown.view.head.figure == "1 von 4 zurück"
    assert shown.view.head.sent_button.isHidden()


def test_what_was_due_before_it_is_sent_gets_a_new_day(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    stage.opened.set(sheets["Chor"], due_on=TODAY - 5 * DAY)
    shown = _show(stage)
    shown.view.head.sent_button.click()
    dialog: SentDialog = _dialog(SentDialog)
    assert dialog.due_field.isVisible()
    assert "1 Mappe war schon früher zurück erbeten." in _words(dialog)
    proposed = dialog.due_field.day
    assert proposed is not None
    assert proposed > TODAY
    dialog.due_field.editor.line.setText("1.6.2026")
    dialog.save_button.click()
    assert dialog.due_field.fault == "Der Tag liegt vor dem Versand."
    dialog.due_field.show_day(proposed)
    dialog.save_button.click()
    chor = stage.opened.get(sheets["Chor"])
    assert (chor.sent_on, chor.due_on) == (TODAY, proposed)
    assert [row.state for row in shown.view.open_sheets if row.unit == "Chor"] == ["warn"]


def test_only_sheets_of_the_newest_run_are_ticked(stage: ViewStage, sheets: dict[str, Sheet]) -> None:
    opened = stage.opened
    run = opened.add(SheetRun, title="Zweiter", period=sheets["Dom"].period, due_on=TODAY + 20 * DAY)
    dom = sheets["Dom"]
    again = opened.add(Sheet, run=run, unit=dom.unit, person=dom.person, period=dom.period, file_name="Dom-v2.xlsx")
    shown = _show(stage)
    assert shown.view.head.figure == "1 von 3 zurück", "a sheet that is only made takes nothing away"
    shown.view.head.sent_button.click()
    dialog: SentDialog = _dialog(SentDialog)
    assert (list(dialog.checks.boxes), dialog.checks.ticked) == ([sheets["Chor"].id, again.id], [again.id])
    assert any(words.startswith("früherer Versand · ") for words in _words(dialog))
    dialog.checks.boxes[again.id].setChecked(False)
    assert not dialog.save_button.isEnabled()
    dialog.reject()


# --- The window: a run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Mappen"
    made.mkdir()
    return made


def _count(whole: Stage, cls: type[Any]) -> int:
    with whole.window.desk.read() as reader:
        return len(reader.rows(cls))


def _begin(whole: Stage, folder: Path) -> SendDialog:
    whole.window.context.memory.remember("sheets.folder", str(folder))
    whole.window.actions_by_name["send_sheets"].trigger()
    whole.settle()
    dialog: SendDialog = _dialog(SendDialog)
    return dialog


def _only(dialog: Any, *units: str) -> None:
    for box in dialog.checks.boxes.values():
        box.setChecked(box.text() in units)


def _until(qtbot: QtBot, seen: Callable[[], bool]) -> None:
    qtbot.waitUntil(seen, timeout=20_000)


def test_a_run_is_written_recorded_and_shown_and_one_undo_takes_it_back(
    whole: Stage, folder: Path, answers: Answers, qtbot: QtBot
) -> None:
    runs, before = _count(whole, SheetRun), _count(whole, Sheet)
    dialog = _begin(whole, folder)
    assert len(dialog.checks.ticked) == 13, "whoever has a Lotse, and no sheet of this period yet"
    assert dialog.make_button.text() == "13 Mappen erstellen"
    assert dialog.known == "9 Stellen haben ihre Mappe für 2026-H2 schon. Sie sind nicht angehakt."
    said = {box.text(): box.accessibleName() for box in dialog.checks.boxes.values()}
    assert ", zurück am " in said["Hauptamt"]
    assert ", überfällig seit " in said["Tiefbauamt"]
    _only(dialog, "Hauptamt", "Rechtsamt")
    dialog.parts.show_part(1)
    assert "Guten Tag" in dialog.mail.shown
    assert "KN_Massnahmen_Hauptamt_2026-H2.xlsx" in dialog.mail.shown
    dialog.findChild(QPlainTextEdit, "").setPlainText("anbei {Mappen} für {Zeitraum}, bis {Rückgabe bis}.")
    dialog.due.editor.line.setText("18.12.2026")
    dialog.due.edited.emit()
    assert "anbei die Mappe für 2026-H2, bis Freitag, 18.12.2026." in dialog.mail.shown
    QTest.mouseClick(dialog.make_button, Left)
    _until(qtbot, lambda: bool(answers.asked))
    assert answers.asked[0].what == "2 Mappen und ihre E-Mail-Entwürfe liegen im Ordner."
    assert "„Als versandt markieren“" in answers.asked[0].more
    (made,) = folder.iterdir()
    assert sorted(path.suffix for path in made.iterdir()) == [".eml", ".eml", ".xlsx", ".xlsx", ".xlsx"]
    whole.settle()
    assert (_count(whole, SheetRun), _count(whole, Sheet)) == (runs + 1, before + 2)
    view = whole.page.view
    assert isinstance(view, DispatchView)
    with whole.window.desk.read() as reader:
        run = max(reader.rows(SheetRun), key=lambda one: one.id)
    assert (run.due_on, run.folder) == (date(2026, 12, 18), str(made))
    assert run.message == "anbei die Mappe für 2026-H2, bis Freitag, 18.12.2026."
    whole.window.actions_by_name["undo"].trigger()
    assert (_count(whole, SheetRun), _count(whole, Sheet)) == (runs, before)


def test_stopping_leaves_no_folder_and_no_record(whole: Stage, folder: Path, answers: Answers, qtbot: QtBot) -> None:
    runs = _count(whole, SheetRun)
    dialog = _begin(whole, folder)
    dialog.make_button.click()
    assert whole.program.session is not None
    work = whole.program.session.deeds.work
    assert work.is_busy
    (cancel,) = (one for one in work.findChildren(QPushButton) if one.text() == "Abbrechen")
    cancel.click()
    _until(qtbot, lambda: not work.is_busy)
    assert list(folder.iterdir()) == []
    assert _count(whole, SheetRun) == runs
    assert answers.asked == []


def test_what_cannot_be_recorded_leaves_no_folder(whole: Stage, folder: Path, qtbot: QtBot) -> None:
    """Somebody opens the same half-year meanwhile."""
    runs = _count(whole, SheetRun)
    deeds = next(one for one in whole.window.findChildren(SheetDeeds))
    deeds.write(SendOrder(folder, "2031-H1", _codes(whole, "Hauptamt"), date(2031, 3, 3), "", "Text"))
    whole.window.desk.create(new_record(ReportingPeriod, {"label": "2031-H1"}))
    assert whole.program.session is not None
    work = whole.program.session.deeds.work
    _until(qtbot, lambda: not work.is_busy)
    whole.settle()
    assert list(folder.iterdir()) == []
    assert _count(whole, SheetRun) == runs


def test_a_run_that_is_whole_when_the_window_closes_is_recorded_or_gone(
    whole: Stage, folder: Path, qtbot: QtBot
) -> None:
    runs = _count(whole, SheetRun)
    deeds = next(one for one in whole.window.findChildren(SheetDeeds))
    deeds.write(SendOrder(folder, "2026-H2", _codes(whole, "Hauptamt"), date(2026, 12, 18), "", "Text"))
    assert whole.program.session is not None
    whole.program.session.deeds.work.wait()
    assert len(list(folder.iterdir())) == _count(whole, SheetRun) - runs


def _codes(whole: Stage, *names: str) -> tuple[str, ...]:
    with whole.window.desk.read() as reader:
        return tuple(unit.code for unit in reader.rows(OrgUnit) if unit.name in names)


def test_what_is_wrong_is_said_at_its_field(whole: Stage, folder: Path) -> None:
    dialog = _begin(whole, folder)
    for typed, said in (("", "Bis wann sollen"), ("gestern", "schon vorbei"), ("irgendwann", "Bis wann sollen")):
        dialog.due.editor.line.setText(typed)
        dialog.make_button.click()
        assert said in dialog.due.fault
    dialog.due.editor.line.setText("18.12.2026")
    dialog._return_to.setText("niemand")
    dialog.make_button.click()
    assert dialog.isVisible()
    assert "Das ist keine E-Mail-Adresse." in _words(dialog)
    _only(dialog)
    assert not dialog.make_button.isEnabled()
    dialog.reject()


def test_a_unit_is_said_with_its_lotse_or_else_with_its_address(whole: Stage, folder: Path) -> None:
    dialog = _begin(whole, folder)
    said = [box.accessibleName() for box in dialog.checks.boxes.values()]
    assert not any("@" in words for words in said if "ohne Lotse" not in words)
    assert any("ohne Lotse · " in words and "@" in words for words in said)
    dialog.reject()


def test_units_without_an_address_are_named(whole: Stage, folder: Path) -> None:
    with whole.window.desk.read() as reader:
        person = next(one for one in reader.rows(Person) if one.last_name == "Musterbach")
    whole.window.desk.change(person, {"email": None})
    with whole.window.desk.read() as reader:
        unit = next(one for one in reader.rows(OrgUnit) if one.name == "Hauptamt")
    if unit.mailbox:
        whole.window.desk.change(unit, {"mailbox": None})
    dialog = _begin(whole, folder)
    dialog.checks.boxes[unit.id].setChecked(True)
    assert dialog.note == "Ohne E-Mail-Adresse: Hauptamt. Der Entwurf hat keinen Empfänger."
    dialog.reject()


def test_without_a_folder_one_is_asked_for(whole: Stage, folder: Path, answers: Answers) -> None:
    whole.window.actions_by_name["send_sheets"].trigger()
    dialog: SendDialog = _dialog(SendDialog)
    dialog.make_button.click()
    assert dialog.isVisible(), "no folder was chosen: the dialog stays"
    answers.file = str(folder)
    ordered: list[SendOrder] = []
    dialog.ordered.disconnect()
    dialog.ordered.connect(ordered.append)
    dialog.make_button.click()
    assert [order.folder for order in ordered] == [folder]


# --- The window: reminders


def _remind(whole: Stage, folder: Path) -> RemindDialog:
    whole.go("contacts", "Lotsenmappen")
    with whole.window.desk.read() as reader:
        run = max(reader.rows(SheetRun), key=lambda one: one.id)
    whole.window.desk.change(run, {"folder": str(folder)})
    whole.window.actions_by_name["remind"].trigger()
    whole.settle()
    dialog: RemindDialog = _dialog(RemindDialog)
    return dialog


def test_reminding_makes_drafts_and_notes_the_day_as_one_step(whole: Stage, folder: Path, answers: Answers) -> None:
    (folder / "Tiefbauamt_2026-H2.xlsx").write_bytes(b"x")
    dialog = _remind(whole, folder)
    boxes = {box.text(): box for box in dialog.checks.boxes.values()}
    assert {name for name, box in boxes.items() if box.isChecked()} == {"Sozial- und Jugendamt", "Tiefbauamt"}
    assert "2. Erinnerung" in boxes["Tiefbauamt"].accessibleName()
    assert "ohne Anhang" not in boxes["Tiefbauamt"].accessibleName()
    assert dialog.save_button.text() == "2 Entwürfe erstellen"
    dialog.save_button.click()
    assert len(list(folder.glob("KN_Erinnerung_*.eml"))) == 2
    today = whole.window.desk.office.today
    with whole.window.desk.read() as reader:
        noted = [one for one in reader.rows(Sheet) if today in (one.reminded_on, one.reminded_again_on)]
    assert [one.reminded_again_on == today for one in noted].count(True) == 1
    assert len(noted) == 2
    assert answers.asked[-1].what == "2 Erinnerungen liegen als Entwürfe bereit."
    whole.window.actions_by_name["undo"].trigger()
    with whole.window.desk.read() as reader:
        assert not [one for one in reader.rows(Sheet) if today in (one.reminded_on, one.reminded_again_on)]


@pytest.mark.skipif(os.name == "nt", reason="an open folder cannot be removed there")
def test_drafts_that_cannot_be_written_are_said_and_nothing_is_noted(whole: Stage, folder: Path) -> None:
    dialog = _remind(whole, folder)
    folder.rmdir()
    dialog.save_button.click()
    assert dialog.isVisible()
    assert any("gibt es nicht" in words for words in _words(dialog))
    today = whole.window.desk.office.today
    with whole.window.desk.read() as reader:
        assert not [one for one in reader.rows(Sheet) if today in (one.reminded_on, one.reminded_again_on)]
    dialog.reject()


def test_a_rueckmeldung_that_is_overdue_leads_to_the_reminder_of_its_period(whole: Stage) -> None:
    with whole.window.desk.read() as reader:
        late = next(one for one in deadlines(reader, reader.today) if one.action == "remind")
        run = reader.record(late.page)
        assert isinstance(run, SheetRun)
        label = reader.name(run.period)
    DueDeeds(whole.window.context, whole.window).answer(late, "act", QPoint())
    whole.settle()
    dialog: RemindDialog = _dialog(RemindDialog)
    view = whole.page.view
    assert isinstance(view, DispatchView)
    assert view.head.periods.currentText() == label
    dialog.reject()


def test_several_chosen_rows_are_meant_by_the_reminder(whole: Stage, folder: Path) -> None:
    whole.go("contacts", "Lotsenmappen")
    view = whole.page.view
    assert isinstance(view, DispatchView)
    view.table.selectAll()
    assert len(view.to_remind) == 3
    assert view.to_remind == {row.id for row in view.open_sheets}


def test_where_nothing_is_open_there_is_nothing_to_remind_of(whole: Stage) -> None:
    with whole.window.desk.read() as reader:
        open_ones = [row.sheet for row in monitor(reader).rows if row.is_open]
    whole.window.desk.trash(*open_ones)
    whole.window.actions_by_name["remind"].trigger()
    assert QApplication.activeModalWidget() is None


def test_from_a_return_one_comes_to_the_comparison_and_hears_where_its_file_is_not_there(whole: Stage) -> None:
    whole.go("contacts", "Lotsenmappen")
    with whole.window.desk.read() as reader:
        back = reader.rows(SheetReturn)[0]
    whole.window.context.wishes.merge.emit(back.id)
    whole.settle()
    assert isinstance(whole.page.view, ReturnsView)
    assert "nicht in der Liste" in whole.window.statusBar().currentMessage()
