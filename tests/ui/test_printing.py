"""Papers on pages, the preview, a PDF, and the list as a workbook, through the window."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.errors import UserError
from kn_desk.fields.choices import Signal
from kn_desk.services.paper.parts import Block, Cell, Column, Heading, Paper, Row, Table, Words
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.print_preview import PrintPreviewDialog
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.printing.layout import lay_out
from kn_desk.ui.printing.measures import Fonts, Sheet, mm
from kn_desk.ui.printing.ops import Page, ShapeMark, TextMark
from kn_desk.ui.printing.output import paint_pages, pdf
from kn_desk.ui.printing.widths import SIZES, fit
from kn_desk.ui.windows.print_deeds import PrintDeeds
from tests.makers.stage import undress
from tests.ui.walk import Stage

LIGHT = Signal("Kritisch", "■", "crit")


class Answers(Asking):
    """Answers by itself: a file, and one of the words."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.word = ""
        self.asked: list[Question] = []
        self.proposed: list[str] = []
        self.errors: list[str] = []

    def answer(self, question: Question, parent: QWidget | None) -> str:
        self.asked.append(question)
        return self.word if self.word in question.answers else question.answers[-1]

    def say(self, error: UserError, parent: QWidget | None) -> None:
        self.errors.append(str(error))

    def file_to_write(self, parent: QWidget | None, title: str, start: str, kind: str = "") -> str:
        self.proposed.append(Path(start).name)
        return str(self.target)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path / "Ausgabe.pdf")


@pytest.fixture
def stage(qapp: QApplication, sample: Path, tmp_path: Path, answers: Answers) -> Iterator[Stage]:
    made = Stage(qapp, sample, tmp_path / "Buero", asking=answers)
    made.resize(1366, 689)
    yield made
    made.close()
    undress(qapp)


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts(qapp.font())


def _paper(*blocks: Block, landscape: bool = False) -> Paper:
    return Paper("Maßnahmen", ("Filter: Status: Idee",), blocks, "Stand 07.12.2026", landscape)


def _table(rows: int, text: str = "Konstanz-WLAN") -> Table:
    columns = (Column("Kennung", whole=True), Column("Titel", grows=True), Column("Ampel"))
    return Table(columns, tuple(Row((Cell(f"M-{n}"), Cell(text), Cell("Kritisch", LIGHT))) for n in range(rows)))


def _texts(page: Page) -> list[TextMark]:
    return [mark for mark in page.marks if isinstance(mark, TextMark)]


# --- pages


def test_a_long_table_runs_over_pages_each_with_its_header_and_its_number(fonts: Fonts) -> None:
    pages = lay_out(_paper(_table(120)), fonts)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        words = page.text.split("\n")
        assert "Kennung" in words
        assert f"Seite {number} von {len(pages)}" in words
        assert "Stand 07.12.2026" in words
    rows = [mark.text for page in pages for mark in _texts(page) if mark.text.startswith("M-")]
    assert rows == [f"M-{n}" for n in range(120)]


def test_title_and_filter_stand_on_the_first_page_once(fonts: Fonts) -> None:
    first, second, *_ = lay_out(_paper(_table(120)), fonts)
    assert "Filter: Status: Idee" in first.text
    assert "Filter" not in second.text
    assert second.text.startswith("Maßnahmen")


@pytest.mark.parametrize("landscape", [False, True])
def test_nothing_leaves_the_page_or_runs_into_its_foot(fonts: Fonts, landscape: bool) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsanlagenbetreiber " * 3
    blocks = (Heading(long, "12"), Words(long, LIGHT), _table(40, long), _table(2, "x" * 4000))
    sheet = Sheet(landscape)
    for page in lay_out(_paper(*blocks, landscape=landscape), fonts):
        *body, stand, number = _texts(page)
        for mark in body:
            right = mark.x + fonts.advance(mark.text, mark.size, mark.bold)
            assert right <= sheet.width - sheet.right + mm(1), mark.text
            assert mark.y <= sheet.end + 1, mark.text
        assert stand.y == number.y < sheet.height


def test_no_character_is_lost_when_text_is_wrapped(fonts: Fonts) -> None:
    text = "Ein 😀 langer Satz mit Donaudampfschifffahrtsgesellschaft 𝄞 und noch mehr. " * 12
    pages = lay_out(_paper(_table(1, text)), fonts)
    shown = "".join(mark.text for page in pages for mark in _texts(page))
    for word in text.split():
        assert word in shown.replace(" ", "") or word in shown


def test_a_cell_higher_than_a_page_goes_on_on_the_next(fonts: Fonts) -> None:
    text = "\n".join(f"Zeile {n}" for n in range(300))
    pages = lay_out(_paper(_table(1, text)), fonts)
    lines = [mark.text for page in pages for mark in _texts(page) if mark.text.startswith("Zeile")]
    assert lines == [f"Zeile {n}" for n in range(300)]
    assert len(pages) > 3


def test_a_heading_never_stands_alone_at_the_end_of_a_page(fonts: Fonts) -> None:
    for rows in range(30, 45):
        pages = lay_out(_paper(_table(rows), Heading("Aufgaben"), _table(3)), fonts)
        for page in pages:
            words = [mark.text for mark in _texts(page)][:-2]
            assert words[-1] != "Aufgaben"


def test_a_light_is_a_shape_before_its_word(fonts: Fonts) -> None:
    [page] = lay_out(_paper(_table(1)), fonts)
    [shape] = [mark for mark in page.marks if isinstance(mark, ShapeMark)]
    word = next(mark for mark in _texts(page) if mark.text == "Kritisch")
    assert shape.symbol == "■"
    assert shape.x < word.x
    assert word.bold


def test_a_kennung_is_never_broken_and_columns_fill_the_page(fonts: Fonts) -> None:
    room = Sheet(True).room
    columns = (Column("Kennung", whole=True), *(Column(f"Spalte {n}") for n in range(15)))
    row = Row((Cell("M-2026-001"), *(Cell("Digitalisierungsstrategie erarbeiten") for _ in range(15))))
    widths = fit(Table(columns, (row,)), room, fonts)
    assert sum(widths.columns) == pytest.approx(room)
    assert widths.size == SIZES[-1]
    assert fonts.wrap("M-2026-001", widths.columns[0], widths.size) == ["M-2026-001"]
    few = fit(_table(3), room, fonts)
    assert few.size == SIZES[0]
    assert sum(few.columns) == pytest.approx(room)


# --- PDF


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_pdf_holds_all_words_as_text_on_a4(fonts: Fonts, tmp_path: Path) -> None:
    paper = _paper(_table(60), landscape=True)
    pages = lay_out(paper, fonts)
    target = tmp_path / "Liste.pdf"
    target.write_bytes(pdf(pages, fonts, Sheet(True), paper.title) or b"")
    text = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, check=True).stdout.decode()
    assert text.count("Konstanz-WLAN") == 60
    assert f"Seite 1 von {len(pages)}" in text
    facts = subprocess.run(["pdfinfo", target], capture_output=True, check=True).stdout.decode()
    assert f"Pages:           {len(pages)}" in facts
    assert "A4" in facts
    assert "Title:           Maßnahmen" in facts


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_printer_gets_the_same_pages_on_the_whole_sheet(fonts: Fonts, tmp_path: Path) -> None:
    pages, target = lay_out(_paper(_table(60)), fonts), tmp_path / "gedruckt.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPageLayout(Sheet(False).page_layout)
    printer.setFullPage(True)
    assert paint_pages(printer, pages, fonts)
    text = subprocess.run(["pdftotext", "-bbox", target, "-"], capture_output=True, check=True).stdout.decode()
    assert text.count(">Konstanz-WLAN<") == 60
    assert text.count("<page ") == len(pages)
    places = [float(x) for x in re.findall(r'xMin="([\d.]+)"', text)]
    assert min(places) == pytest.approx(16 / 25.4 * 72, abs=1)


def test_a_pdf_can_be_stopped_between_pages(fonts: Fonts) -> None:
    pages = lay_out(_paper(_table(120)), fonts)
    asked: list[int] = []

    def between(done: int, total: int) -> bool:
        asked.append(done)
        return done == 1

    assert pdf(pages, fonts, Sheet(False), "", between) is None
    assert asked == [0, 1]


# --- through the window


def _preview(stage: Stage) -> PrintPreviewDialog:
    stage.window.actions_by_name["print"].trigger()
    stage.settle()
    dialog = stage.window.findChild(PrintPreviewDialog)
    assert dialog is not None
    return dialog


def _text(dialog: PrintPreviewDialog) -> str:
    return "\n".join(page.text for page in dialog.pages)


def test_the_list_is_shown_as_it_will_be_printed_and_turned(stage: Stage) -> None:
    stage.go("strategy", "Maßnahmen")
    dialog = _preview(stage)
    assert "Konstanz-WLAN: freie Hotspots" in _text(dialog)
    assert dialog.sheet.landscape
    across = len(dialog.pages)
    QTest.mouseClick(dialog.way.segments[0], Qt.MouseButton.LeftButton)
    assert not dialog.sheet.landscape
    assert f"Seite 1 von {len(dialog.pages)}" in _text(dialog)
    assert dialog.preview.page == 1
    QTest.mouseClick(dialog.way.segments[1], Qt.MouseButton.LeftButton)
    assert len(dialog.pages) == across
    dialog.reject()


def test_at_the_largest_text_the_preview_stays_on_the_screen(stage: Stage) -> None:
    stage.dress(percent=200)
    stage.go("strategy", "Maßnahmen")
    dialog = _preview(stage)
    assert dialog.frameGeometry().height() <= dialog.screen().availableSize().height()
    assert dialog.width() <= 900  # every screen has that
    dialog.reject()


def test_pages_are_turned_by_button_and_by_key(stage: Stage) -> None:
    stage.go("deadlines")
    dialog = _preview(stage)
    assert not dialog.back.isEnabled()
    QTest.mouseClick(dialog.forth, Qt.MouseButton.LeftButton)
    assert dialog.preview.page == 2
    assert dialog.back.isEnabled()
    QTest.keyClick(dialog.preview, Qt.Key.Key_End)
    assert dialog.preview.page == len(dialog.pages)
    assert not dialog.forth.isEnabled()
    QTest.keyClick(dialog.preview, Qt.Key.Key_PageUp)
    assert dialog.preview.page == len(dialog.pages) - 1
    QTest.mouseClick(dialog.zoom.segments[1], Qt.MouseButton.LeftButton)
    assert dialog.preview.page == len(dialog.pages) - 1
    QTest.keyClick(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert dialog.preview.fit == ""
    dialog.reject()


def test_with_the_keyboard_in_the_detail_the_record_comes_first(stage: Stage) -> None:
    stage.go("strategy", "Maßnahmen")
    view: Any = stage.page.view
    view.choose(view.table.records.ids[2])
    stage.settle()
    dialog = _preview(stage)
    assert dialog.paper.title == "Maßnahmen"
    assert dialog.which.segments[0].text() == "Liste"
    QTest.mouseClick(dialog.which.segments[1], Qt.MouseButton.LeftButton)
    assert dialog.paper.title == "Glasfaserausbau in den Quartieren"
    dialog.reject()
    stage.settle()
    view.detail.edit_form()
    stage.settle()
    again = _preview(stage)
    assert again.paper.title == "Glasfaserausbau in den Quartieren"
    again.reject()


def test_a_meeting_prints_its_agenda(stage: Stage) -> None:
    stage.go("jour_fixe")
    dialog = _preview(stage)
    assert dialog.paper.title.startswith(("Tagesordnung", "Protokoll"))
    dialog.reject()


@pytest.mark.parametrize(
    ("place", "view", "title"),
    [
        ("overview", "", "Fristen"),
        ("strategy", "Zeitplan", "Maßnahmen"),
        ("strategy", "Baum", "Maßnahmen"),
        ("contacts", "Abdeckung", "Abdeckung Digital Lotsen"),
        ("funding", "Board", "Förderanträge"),
        ("deadlines", "", "Fristen"),
    ],
)
def test_what_is_no_list_falls_back_to_its_list(stage: Stage, place: str, view: str, title: str) -> None:
    stage.go(place, view)
    dialog = _preview(stage)
    assert dialog.paper.title == title
    dialog.reject()


def test_where_nothing_can_be_printed_a_sentence_says_so(stage: Stage) -> None:
    stage.go("settings")
    stage.window.actions_by_name["print"].trigger()
    assert stage.window.statusBar().currentMessage() == "Hier gibt es nichts zu drucken."
    stage.window.actions_by_name["export_list"].trigger()
    assert stage.window.statusBar().currentMessage() == "Hier gibt es keine Liste zum Exportieren."


def test_a_pdf_is_saved_and_its_folder_offered(stage: Stage, answers: Answers, qtbot: QtBot) -> None:
    stage.go("strategy", "Maßnahmen")
    dialog = _preview(stage)
    QTest.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert answers.target.read_bytes().startswith(b"%PDF")
    assert answers.proposed == ["KN_Massnahmen_2026-12-07.pdf"]
    assert answers.asked[-1].answers[0] == "Ordner öffnen"
    qtbot.waitUntil(lambda: stage.window.findChild(PrintPreviewDialog) is None)


def test_a_pdf_that_cannot_be_written_is_said_and_leaves_nothing(
    stage: Stage, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.target = tmp_path / "gibt es nicht" / "Liste.pdf"
    stage.go("strategy", "Maßnahmen")
    QTest.mouseClick(_preview(stage).pdf_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "gibt es nicht" in stage.window.statusBar().currentMessage())
    assert answers.asked == []


def test_without_a_printer_a_pdf_is_offered(stage: Stage, answers: Answers, qtbot: QtBot) -> None:
    window = stage.window
    assert stage.program.session is not None
    deeds = PrintDeeds(window, window.context, answers, stage.program.session.deeds.work, printers=list)
    answers.word = "Als PDF speichern"
    stage.go("strategy", "Maßnahmen")
    deeds.print()
    stage.settle()
    dialog = window.findChild(PrintPreviewDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert answers.asked[0].what == "Es ist kein Drucker eingerichtet."
    qtbot.waitUntil(lambda: len(answers.asked) == 2)
    assert answers.target.read_bytes().startswith(b"%PDF")


def test_the_list_becomes_a_workbook_with_what_the_table_shows(stage: Stage, answers: Answers, qtbot: QtBot) -> None:
    answers.target = answers.target.with_suffix(".xlsx")
    stage.go("strategy", "Maßnahmen")
    view: Any = stage.page.view
    view.filters.search.setText("wlan")
    qtbot.waitUntil(lambda: view.table.records.query.contains == "wlan")
    shown = [view.table.records.record_at(row).title for row in range(view.table.records.rowCount())]
    stage.window.actions_by_name["export_list"].trigger()
    qtbot.waitUntil(lambda: bool(answers.asked), timeout=15000)
    book = load_workbook(answers.target)
    header = [cell.value for cell in book["Maßnahmen"][3]]
    titles = [row[header.index("Titel")].value for row in book["Maßnahmen"].iter_rows(min_row=4)]
    assert titles == shown
    assert "Handlungsfeld" in header  # the detail beside it hides columns; they go out all the same
    said = [str(cell.value) for row in book["Deckblatt"].iter_rows() for cell in row]
    assert "enthält „wlan“" in said
    assert answers.proposed == ["KN_Massnahmen_2026-12-07.xlsx"]
