"""The Rücklauf-Abgleich through its widgets: boxes, keys, conflicts, questions, taking over, what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.exchange.file_kind import OLE
from kn_desk.exchange.return_batch import read_all
from kn_desk.exchange.sheet_format import FIRST_ROW, ITEMS, PROPOSALS
from kn_desk.records.office import SheetReturn
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.return_file import HomeFile
from kn_desk.ui.pages.returns.file_list import FileModel
from kn_desk.ui.pages.returns.model import Part, ReturnModel
from kn_desk.ui.pages.returns.other_value import OtherValueDialog
from kn_desk.ui.pages.returns.view import ReturnsView
from tests.makers.lotsenmappe import SentOut, fill, send, workbook_of
from tests.makers.offices import Opened
from tests.makers.stage import Shown, ViewStage, view_stage

Key, Left, Plain = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PLANNED = date(2026, 12, 31)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Place:
    """The view over an office that has sent a sheet, with words for what a person does."""

    sent: SentOut
    shown: Shown[ReturnsView]
    folder: Path

    @property
    def view(self) -> ReturnsView:
        return self.shown.view

    def read(self, edit: Callable[[Workbook], object], name: str = "Mappe.xlsx") -> HomeFile:
        """Let a sheet come home."""
        book = workbook_of(self.sent)
        edit(book)
        book.save(self.folder / name)
        return self.bring(self.folder / name)

    def bring(self, path: Path) -> HomeFile:
        self.view.take_in(read_all(self.sent.opened.office, [path]))
        QApplication.processEvents()
        return self.view.desk.files[-1]

    def item(self, place: int) -> StrategyItem:
        return self.sent.opened.get(self.sent.items[place])

    def row(self, label: str, verdict: str = "") -> int:
        """The row of a field in the table."""
        entries = self.view.place.model.entries
        found = (n for n, e in enumerate(entries) if e.row and e.row.label == label and verdict in ("", e.row.verdict))
        return next(found)

    def click(self, row: int, what: str) -> None:
        """Click on the box or on one of the two values of a row."""
        table = self.view.place.table
        table.scrollTo(table.returned.index(row, 0))
        at = table.place_of(row, what).center()
        QTest.mouseClick(table.viewport(), Left, Plain, at)

    def key(self, key: Key, modifier: Qt.KeyboardModifier = Plain) -> None:
        """Press a key in the table."""
        QTest.keyClick(self.view.place.table, key, modifier)
        QApplication.processEvents()

    @property
    def take(self) -> str:
        """What the primary button says."""
        return self.view.bottom.take.text().strip()

    def tick(self, row: int) -> Qt.CheckState | None:
        """The box of a row."""
        model = self.view.place.model
        state: Qt.CheckState | None = model.index(row, Part.TICK).data(Qt.ItemDataRole.CheckStateRole)
        return None if state is None else Qt.CheckState(state)

    def said(self, widget: QWidget) -> list[str]:
        """All words that are seen in a part of the view."""
        return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]

    @property
    def current(self) -> str:
        """The field that the keys are on."""
        entry = self.view.place.table.current
        return entry.row.label if entry is not None and entry.row is not None else ""


def everything(book: Workbook) -> None:
    fill(book, ITEMS, 0, progress=0.55, text_done=None)
    fill(book, ITEMS, 1, end_forecast=PLANNED + timedelta(days=91), progress=0.6)
    fill(book, ITEMS, 2, end_forecast="nächste Woche")
    fill(book, PROPOSALS, 0, title="Termin-Erinnerung", benefit="Weniger versäumte Termine")
    book[ITEMS].delete_rows(FIRST_ROW + 3)


def one_change(book: Workbook) -> None:
    fill(book, ITEMS, 1, progress=0.6)


@pytest.fixture
def stage(opened: Opened, qtbot: QtBot, qapp: QApplication) -> Iterator[ViewStage]:
    with view_stage(opened, qtbot, qapp) as made:
        yield made


@pytest.fixture
def place(stage: ViewStage, opened: Opened, tmp_path: Path) -> Place:
    """Nothing has come home yet."""
    sent = send(opened, number=4, texts={0: "Vergabe fertig"})
    return Place(sent, stage.show(ReturnsView), tmp_path)


@pytest.fixture
def full(place: Place) -> Place:
    """A sheet with every kind of difference, one of them a conflict."""
    place.sent.opened.set(place.sent.items[1], end_forecast=PLANNED + timedelta(days=15))
    place.read(everything)
    return place


def test_without_files_the_page_says_what_it_is_for_and_offers_the_first_step(place: Place) -> None:
    wished: list[str] = []
    place.shown.context.wishes.deed.connect(wished.append)
    assert any("Zelle für Zelle" in words for words in place.said(place.view))
    assert not place.view.bottom.isVisible()
    for words in (" Blätter einlesen …", " Ordner einlesen …"):
        button = next(one for one in place.view.findChildren(QPushButton) if one.text() == words)
        QTest.mouseClick(button, Left)
    assert wished == ["read_sheets", "read_folder"]
    assert place.shown.counted[-1] == "Berichtszeitraum 2026-H1 · 0 von 1 zurück"


def test_the_models_keep_what_qt_asks_of_them(full: Place) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    model, files = ReturnModel(full.view.desk), FileModel()
    testers = [QAbstractItemModelTester(model, fatal), QAbstractItemModelTester(files, fatal)]
    groups = [entry.group for entry in full.view.place.model.entries if entry.group and not entry.row]
    model.show(full.view.file, ["Ein Satz."], groups)
    model.decided()
    files.show(full.view.desk.files)
    model.show(None, [], [])
    files.show([])
    assert testers


def test_the_table_says_each_value_and_the_bar_what_is_open(full: Place) -> None:
    model = full.view.place.model
    conflict = full.row("Ende (Prognose)", "conflict")
    texts = [model.index(conflict, part).data() for part in (Part.SENT, Part.THEIRS, Part.OURS)]
    assert texts[0] == "01.12.2026"
    assert texts[1].startswith("01.04.2027, Muster, ")
    assert texts[2].startswith("15.01.2027, Muster, ")
    assert full.take == "3 Änderungen übernehmen"
    assert full.said(full.view.bottom) == [
        "Hochbauamt: 1 Konflikt offen, 1 Wert unlesbar, 1 noch zu entscheiden",
        "Was nicht angehakt ist, bleibt unverändert.",
    ]
    assert full.shown.status[-1] == (
        "1 Datei · 3 Änderungen, 1 Konflikt, 1 unlesbar, 1 Vorschlag, 1 auffällige Zeile · noch nichts geschrieben"
    )


def test_where_nothing_is_open_the_bar_says_how_much_is_ticked(place: Place) -> None:
    place.read(one_change)
    assert place.said(place.view.bottom)[0] == "Hochbauamt: 1 Änderung angehakt"
    place.click(place.row("Fortschritt"), "box")
    assert place.said(place.view.bottom)[0] == "Hochbauamt: nichts angehakt"


def test_only_the_card_with_the_keyboard_has_the_blue_frame(full: Place) -> None:
    full.view.place.table.go_to(full.row("Fortschritt"))
    pane, accent = full.view.pane, QColor(full.shown.context.theme.tokens.accent)
    pane.theirs.click()
    pane.ours.setFocus()

    def edge(card: QWidget) -> QColor:
        return card.grab().toImage().pixelColor(card.width() // 2, 0)

    assert pane.theirs.isChecked()
    assert (edge(pane.ours), edge(pane.theirs) == accent) == (accent, False)


def test_after_taking_over_the_keyboard_is_in_the_table_and_the_note_counts(place: Place) -> None:
    place.read(one_change)
    QTest.mouseClick(place.view.bottom.take, Left)
    assert place.view.place.table.hasFocus()
    assert place.view.file is not None
    assert place.view.file.seen is not None
    assert place.view.file.seen.notes[0].endswith(": 1 Änderung übernommen.")


def test_a_click_on_the_box_refuses_and_accepts_a_cell(full: Place) -> None:
    row = full.row("Fortschritt")
    assert full.tick(row) == Qt.CheckState.Checked
    full.click(row, "box")
    assert full.tick(row) == Qt.CheckState.Unchecked
    assert full.take == "2 Änderungen übernehmen"
    full.click(row, "box")
    assert full.tick(row) == Qt.CheckState.Checked


def test_the_box_of_a_group_and_the_one_above_all_take_everything_but_conflicts(full: Place) -> None:
    table = full.view.place.table
    assert full.tick(0) == Qt.CheckState.PartiallyChecked
    full.click(0, "box")
    assert full.tick(0) == Qt.CheckState.Checked
    assert full.take == "4 Änderungen übernehmen"
    head = table.header().viewport()
    QTest.mouseClick(head, Left, Plain, table.tick_for_all.center())
    assert full.take == "Als zurück vermerken", "all of them were accepted"
    QTest.mouseClick(head, Left, Plain, table.tick_for_all.center())
    assert full.take == "4 Änderungen übernehmen"
    assert full.tick(full.row("Ende (Prognose)", "conflict")) == Qt.CheckState.Unchecked


def test_a_conflict_is_chosen_by_a_click_on_one_of_its_two_boxes(full: Place) -> None:
    row = full.row("Ende (Prognose)", "conflict")
    full.click(row, "theirs")
    assert full.view.place.model.way(full.view.place.model.entries[row].row) == "theirs"
    assert full.view.place.model.lights == {full.sent.items[1].id: "crit"}
    full.click(row, "ours")
    assert full.tick(row) == Qt.CheckState.Unchecked
    assert full.said(full.view.bottom)[0] == "Hochbauamt: 1 Wert unlesbar, 1 noch zu entscheiden"
    full.click(row, "ours")
    assert "1 Konflikt offen" in full.said(full.view.bottom)[0]


def test_everything_goes_by_keys(full: Place) -> None:
    full.view.place.table.go_to(0)
    full.key(Key.Key_F8)
    assert full.current == "Erreicht"
    full.key(Key.Key_Space)
    full.key(Key.Key_F8)
    assert full.current == "Ende (Prognose)"
    full.key(Key.Key_1)
    full.key(Key.Key_F8)
    full.key(Key.Key_R)
    full.key(Key.Key_F8)
    assert full.shown.toasts[-1] == ("Nichts mehr offen.", False)
    full.key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert full.shown.toasts[-1] == ("Hochbauamt: 5 Änderungen übernommen", True)
    assert full.item(1).end_forecast == PLANNED + timedelta(days=91)
    assert full.item(0).progress == 55


def test_after_taking_over_an_undo_shows_the_sheet_as_it_was(full: Place) -> None:
    full.key(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(full.view.bottom.take, Left)
    assert full.said(full.view.bottom)[0] == "Hochbauamt: eingelesen"
    assert not full.view.bottom.take.isVisible()
    full.shown.context.desk.undo()
    assert full.take == "4 Änderungen übernehmen"


def test_another_value_is_typed_and_what_cannot_be_read_stays_in_the_dialog(full: Place) -> None:
    row = full.row("Ende (Prognose)", "unreadable")
    full.view.place.table.go_to(row)
    asked: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OtherValueDialog)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.clear()
        QTest.keyClicks(line, "bald")
        QTest.mouseClick(dialog.take, Left)
        asked.append(dialog.field.fault.text())
        line.clear()
        QTest.keyClicks(line, "15.12.2026")
        QTest.mouseClick(dialog.take, Left)

    QTimer.singleShot(0, answer)
    full.key(Key.Key_F2)
    assert "kein Datum" in asked[0]
    model = full.view.place.model
    assert (model.index(row, Part.THEIRS).data(), full.tick(row)) == ("15.12.2026", Qt.CheckState.Checked)
    assert "Eigener Wert" in model.index(row, Part.FINDING).data()
    QTest.mouseClick(full.view.bottom.take, Left)
    assert full.item(2).end_forecast == date(2026, 12, 15)


def test_the_pane_shows_both_values_with_what_they_lead_to_and_chooses(full: Place) -> None:
    full.view.place.table.go_to(full.row("Ende (Prognose)", "conflict"))
    pane = full.view.pane
    words = full.said(pane)
    assert words[:2] == ["Ende (Prognose)", "4 von 7"]
    assert "Bei uns geändert" in words
    assert "Ida Muster, Hochbauamt" in words
    assert pane.theirs.accessibleName().endswith("Kritisch: 91 Tage nach Plan")
    assert not pane.theirs.isChecked()
    assert not pane.ours.isChecked()
    QTest.mouseClick(pane.ours, Left)
    assert pane.ours.isChecked()
    assert "Konflikt" not in full.said(full.view.bottom)[0]


def test_a_question_is_marked_counted_and_saved_as_a_draft(full: Place) -> None:
    kept: list[tuple[str, str, bytes]] = []
    full.shown.context.wishes.keep_file.connect(lambda *made: kept.append(made))
    row = full.row("Ende (Prognose)", "unreadable")
    full.view.place.table.go_to(row)
    assert not full.view.pane.mail.isVisible()
    QTest.mouseClick(full.view.pane.question, Left)
    assert full.view.pane.question.isChecked()
    assert full.view.place.model.index(row, Part.FINDING).data().endswith("Rückfrage")
    assert full.view.pane.mail.text().strip() == "E-Mail-Entwurf, 1 Rückfrage"
    QTest.mouseClick(full.view.pane.mail, Left)
    assert [(title, name) for title, name, _ in kept] == [("Rückfragen speichern", "Rückfrage Hochbauamt.eml")]
    assert bytes(kept[0][2]).startswith(b"X-Unsent: 1")
    assert full.view.unfinished == "Noch nicht übernommene Entscheidungen: Hochbauamt."


def test_a_total_is_a_filter(full: Place) -> None:
    totals = full.view.place.files.totals
    QTest.mouseClick(totals.buttons["conflict"], Left)
    entries = full.view.place.model.entries
    assert [entry.row.verdict for entry in entries if entry.row] == ["conflict"]
    QTest.mouseClick(totals.buttons["proposal"], Left)
    assert not totals.buttons["conflict"].isChecked()
    assert [e.row.label for e in full.view.place.model.entries if e.row] == ["Termin-Erinnerung"]
    QTest.mouseClick(totals.buttons["proposal"], Left)
    assert len(full.view.place.model.entries) > 6


def test_what_is_unchanged_is_shown_if_it_is_wanted(full: Place) -> None:
    before = len(full.view.place.model.entries)
    number = int("".join(filter(str.isdigit, full.view.place.quiet.text())))
    full.view.place.quiet.setFocus()
    QTest.keyClick(full.view.place.quiet, Key.Key_Space)
    rows = [entry.row for entry in full.view.place.model.entries if entry.row and entry.row.verdict is None]
    assert len(rows) == number
    assert len(full.view.place.model.entries) > before


def test_a_rule_for_a_column_is_said_at_the_button_and_moves_the_boxes(full: Place) -> None:
    rules = full.view.place.rules

    def choose(label: str, words: str) -> None:
        menu = rules.menu_of_rules()
        entry = next(one for one in menu.actions() if one.text().startswith(label))
        inside = entry.menu()
        action: QAction = next(one for one in inside.actions() if one.text() == words)  # type: ignore[attr-defined]
        action.trigger()
        menu.deleteLater()

    choose("Fortschritt", "Nie übernehmen")
    assert rules.text().strip() == "Regeln (1)"
    assert full.take == "1 Änderung übernehmen"
    choose("Ende (Prognose)", "Immer übernehmen")
    assert full.tick(full.row("Ende (Prognose)", "conflict")) == Qt.CheckState.Checked
    lift = rules.menu_of_rules().actions()[-1]
    lift.trigger()
    assert (rules.text().strip(), full.take) == ("Regeln", "3 Änderungen übernehmen")


def test_a_sheet_is_sent_back_with_one_undoable_step(full: Place) -> None:
    QTest.mouseClick(full.view.bottom.reject, Left)
    assert full.shown.toasts[-1] == ("Hochbauamt: Blatt zurückgewiesen, nichts übernommen", True)
    assert full.item(0).progress == 0
    model = full.view.place.files.model
    assert model.index(0).data().endswith("zurückgewiesen")
    full.shown.context.desk.undo()
    with full.shown.context.desk.read() as reader:
        assert reader.rows(SheetReturn) == []
    assert full.view.bottom.reject.isVisible()


def test_a_refused_file_says_why_and_can_be_taken_out(place: Place) -> None:
    place.read(one_change)
    bad = place.folder / "geheim.xlsx"
    bad.write_bytes(b"kein Zip")
    place.bring(bad)
    assert "unvollständig oder keine Excel-Datei" in " ".join(place.said(place.view.place.message))
    assert not place.view.bottom.take.isVisible()
    QTest.mouseClick(place.view.bottom.drop, Left)
    assert [file.path.name for file in place.view.desk.files] == ["Mappe.xlsx"]
    assert place.take == "1 Änderung übernehmen"


def test_a_file_that_cannot_be_read_is_called_by_the_unit_whose_mappe_has_its_name(place: Place) -> None:
    bad = place.folder / str(place.sent.sheet.file_name)
    bad.write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    file = place.bring(bad)
    assert file.title == place.sent.unit.name
    assert place.view.place.files.model.index(0).data().endswith(": Verschlüsselt")


def test_a_day_to_choose_is_never_cut_however_large_the_text(full: Place) -> None:
    table, theme = full.view.place.table, full.shown.context.theme
    for percent in (100, 150, 200):
        theme.set_look(mode="light", density="comfortable", text_percent=percent, system_font=False)
        full.view.window().resize(1366, 689)
        QApplication.processEvents()
        day = QFontMetrics(theme.font(bold=True)).horizontalAdvance("21.04.2027")
        for what in ("theirs", "ours"):
            card = table.place_of(full.row("Ende (Prognose)", "conflict"), what)
            assert card.width() > day + theme.px(14)
            assert table.viewport().rect().right() > card.right()
        assert table.header().length() <= table.viewport().width()


def test_macros_are_asked_about_before_anything_is_shown(place: Place) -> None:
    file = place.read(one_change)
    file.has_macros = True
    place.view.place.reload()
    words = " ".join(place.said(place.view.place.message))
    assert "Nur die Zellwerte lesen?" in words
    assert not place.view.bottom.take.isVisible()
    QTest.mouseClick(place.view.place.message.button, Left)
    assert place.take == "1 Änderung übernehmen"


def test_an_untouched_sheet_is_noted_as_returned(place: Place) -> None:
    place.read(lambda book: None)
    assert "wie es versandt wurde" in " ".join(place.said(place.view.place.message))
    QTest.mouseClick(place.view.bottom.take, Left)
    assert place.shown.toasts[-1] == ("Hochbauamt: als zurück vermerkt", True)


def test_what_a_rule_forbids_is_said_and_shown_at_its_row(place: Place) -> None:
    place.read(lambda book: fill(book, ITEMS, 1, status="Abgeschlossen", progress=0.6))
    row = place.row("Status")
    place.click(row, "box")
    QTest.mouseClick(place.view.bottom.take, Left)
    said, can_undo = place.shown.toasts[-1]
    assert "„Abgeschlossen“ braucht das Ende (Ist)." in said
    assert not can_undo
    assert place.item(1).status == "running"


def test_a_change_of_ours_meanwhile_shows_a_conflict_at_once(full: Place) -> None:
    desk = full.shown.context.desk
    desk.change(full.item(0), {"progress": 33})
    assert full.view.place.model.entries[full.row("Fortschritt")].row.verdict == "conflict"
    assert "2 Konflikte offen" in full.said(full.view.bottom)[0]


def test_the_next_waiting_file_is_shown_after_taking_over(full: Place) -> None:
    full.read(one_change, "Zweite.xlsx")
    assert any("noch eine andere Datei" in entry.note for entry in full.view.place.model.entries)
    full.view.place.files.choose(full.view.desk.files[0])
    QTest.mouseClick(full.view.bottom.take, Left)
    assert full.view.file is full.view.desk.files[1]


def test_f8_goes_on_to_the_next_file(full: Place) -> None:
    other = full.read(one_change, "Zweite.xlsx")
    assert full.view.file is other
    full.key(Key.Key_F8)
    assert full.view.file is full.view.desk.files[0]
    assert full.current == "Erreicht"


def test_entf_takes_a_file_out_of_the_list(full: Place) -> None:
    files = full.view.place.files.view
    files.setFocus()
    QTest.keyClick(files, Key.Key_Delete)
    assert full.view.desk.files == []
    assert not full.view.bottom.isVisible()


def test_in_a_narrow_window_the_pane_is_a_drawer(stage: ViewStage, opened: Opened, tmp_path: Path) -> None:
    sent = send(opened)
    narrow = Place(sent, stage.show(ReturnsView, 1093, 614), tmp_path)
    narrow.read(one_change)
    assert not narrow.view.pane.isVisible()
    narrow.key(Key.Key_Return)
    assert narrow.view.pane.isVisible()
    assert narrow.view.pane.theirs.hasFocus()
    assert narrow.view.pane.geometry().right() >= narrow.view.rect().right() - 1
    narrow.view.leave_detail()
    assert not narrow.view.pane.isVisible()


def test_nothing_can_be_written_where_the_office_is_only_read(full: Place) -> None:
    full.shown.context.desk.forbid_writing("Die Datei wird nur angesehen.")
    full.view.place.reload()
    assert not full.view.bottom.take.isEnabled()
    assert not full.view.bottom.reject.isVisible()
    full.key(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert full.item(0).progress == 0


def test_each_row_and_each_value_can_be_clicked_where_it_is_painted(full: Place) -> None:
    row = full.row("Ende (Prognose)", "conflict")
    table = full.view.place.table
    theirs, ours = table.place_of(row, "theirs"), table.place_of(row, "ours")
    assert theirs.right() < ours.left()
    assert table.indexAt(QPoint(theirs.center())).row() == row
