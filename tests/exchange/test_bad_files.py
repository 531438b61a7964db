"""Files as they really come: encrypted, with macros, of another format, with whatever Excel and people do to cells."""

import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.errors import UserError
from kn_desk.exchange.file_kind import NotAdmitted
from kn_desk.exchange.gate import MACROS, MOST_BYTES
from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.exchange.returned_sheet import read_return
from kn_desk.exchange.sheet_format import CONTACT, FIRST_ROW, HEADER_ROW, ITEMS, MILESTONES
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.returned import Preview
from kn_desk.services.take_return import apply
from tests.exchange.test_gate import archive_of, parts_of
from tests.makers.binary_workbook import binary_workbook
from tests.makers.libreoffice import convert, needs_libreoffice
from tests.makers.lotsenmappe import SentOut, at, column, fill, send, verdicts, workbook_of
from tests.makers.offices import AUTHOR, Opened

Look = Callable[[Workbook], Preview]


@pytest.fixture
def sent(opened: Opened) -> SentOut:
    return send(opened, texts={0: "Vergabe fertig"})


@pytest.fixture
def look(sent: SentOut, tmp_path: Path) -> Look:
    def saved(book: Workbook) -> Preview:
        book.save(tmp_path / "Mappe.xlsx")
        return sent.look(tmp_path / "Mappe.xlsx")

    return saved


def changed(sent: SentOut) -> Workbook:
    """The workbook with one change: the progress of the second Maßnahme."""
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=0.55)
    return book


def found_it(sent: SentOut, seen: Preview) -> bool:
    return seen.ticked == {(ITEMS, sent.items[1].id, "progress")} and len(seen.findings) == 1


def page_of(book: Workbook, name: str) -> Worksheet:
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def content_of(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


# --- Other kinds of files


def test_a_workbook_with_a_password_is_said_to_be_encrypted() -> None:
    """Encrypted as Excel does it (the password is "geheim")."""
    with pytest.raises(NotAdmitted, match="Die Datei ist verschlüsselt") as caught:
        read_return(Path(__file__).parent / "files" / "verschluesselt.xlsx")
    assert "neu speichern" in caught.value.todo


def test_macros_are_said_and_the_values_are_read(sent: SentOut, tmp_path: Path) -> None:
    """The note is the constant by which whoever shows the file asks before its values count."""
    parts = parts_of(content_of(changed(sent))) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}
    types = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    enabled = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(types, enabled)
    for name in ("Mappe.xlsm", "Mappe.xlsx"):
        (tmp_path / name).write_bytes(archive_of(parts))
        seen = sent.look(tmp_path / name)
        assert MACROS in seen.returned.notes
        assert found_it(sent, seen)


def test_a_binary_workbook_is_read(sent: SentOut, tmp_path: Path) -> None:
    book = changed(sent)
    fill(book, ITEMS, 2, end_forecast=None)
    sheets: dict[str, list[list[object]]] = {}
    for page in book.worksheets:
        # Without formats a day is a number; here it is written as people read it.
        sheets[page.title] = [[_plain(cell.value) for cell in row] for row in page.iter_rows()]
    (tmp_path / "Mappe.xlsb").write_bytes(binary_workbook(sheets))
    seen = sent.look(tmp_path / "Mappe.xlsb")
    assert verdicts(seen) == {
        (sent.items[1].code, "progress"): "change", (sent.items[2].code, "end_forecast"): "cleared",
    }  # fmt: skip
    assert "In diesem Dateiformat ist nicht zu erkennen" in at(seen, "end_forecast").sentence


def _plain(value: object) -> object:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


@needs_libreoffice
@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [("Tabelle.csv", "pdf", "eine PDF-Datei"), ("Tabelle.csv", "html", "eine Webseite"),
     ("Tabelle.csv", "fods", "eine XML-Datei"), ("Tabelle.csv", "csv", "eine Textdatei (CSV)")],
)  # fmt: skip
def test_another_document_that_was_named_xlsx(tmp_path: Path, source: str, kind: str, words: str) -> None:
    (tmp_path / source).write_text("Titel,Status\nA,B\n", encoding="utf-8")
    path = convert(tmp_path, kind, tmp_path / source)[0].rename(tmp_path / "Mappe.xlsx")
    with pytest.raises(NotAdmitted) as caught:
        read_return(path)
    assert words in caught.value.what


# --- A big hostile file


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["packed tightly", "many cells", "many strings", "many marks", "noise"])
def test_a_hostile_file_of_20_megabytes_costs_neither_time_nor_memory(tmp_path: Path, kind: str) -> None:
    """Whether it is refused or read: what is read is no Lotsenmappe, and that is said then."""
    path = tmp_path / "Mappe.xlsx"
    path.write_bytes(_hostile(kind))
    assert path.stat().st_size <= MOST_BYTES
    code = (
        "import sys, resource, time; from pathlib import Path\n"
        "from kn_desk.errors import UserError; from kn_desk.exchange.returned_sheet import read_return\n"
        "own = lambda: int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) * 1024\n"
        "child = lambda: resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024\n"
        "begun = time.monotonic()\n"
        "try: read_return(Path(sys.argv[1])); said = 'Es ist harmlos.'\n"
        "except UserError as error: said = error.what\n"
        "print(time.monotonic() - begun, own(), child(), said, sep='|')"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        check=True, capture_output=True, text=True, timeout=60, env=os.environ | {"PYTHONPATH": str(root)},
    )  # fmt: skip
    took, own, child, said = done.stdout.strip().split("|")
    assert said.endswith("."), done.stdout
    assert float(took) < 10, done.stdout
    assert int(own) < 500_000_000, done.stdout
    assert int(child) < 500_000_000 + 50_000_000, done.stdout
    assert done.stderr == ""


def _hostile(kind: str) -> bytes:
    """A workbook that passes as many of the gate's limits as it can."""
    parts = parts_of(content_of(Workbook()))
    sheet, chance = "xl/worksheets/sheet1.xml", random.Random(1)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    stuff = chance.randbytes(6_000_000).hex()  # twelve million characters that hardly pack
    if kind == "packed tightly":
        parts |= {f"xl/media/{n}.bin": bytes(900_000) for n in range(130)}
    elif kind == "many cells":
        numbers = stuff.translate(str.maketrans("abcdef", "123456"))
        starts = range(0, 70 * 6, 6)
        rows = "".join(
            f'<row r="{n}">'
            + "".join(f"<c><v>{numbers[n * 420 + i : n * 420 + i + 6]}</v></c>" for i in starts)
            + "</row>"
            for n in range(1, 19_000)
        )
        parts[sheet] = f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>".encode()
    elif kind == "many strings":
        strings = "".join(f"<si><t>{stuff[n * 12 : n * 12 + 12]}</t></si>" for n in range(1_000_000))
        cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 20_000))
        parts["xl/sharedStrings.xml"] = f"<sst {space}>{strings}</sst>".encode()
        parts[sheet] = f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>".encode()
    elif kind == "many marks":
        cells = "".join(
            f'<c r="{"ABCDEFGH"[n % 8]}{n // 8 + 1}" t="e"><f>1/0</f><v>#DIV/0!</v></c>' for n in range(900_000)
        )
        parts[sheet] = f'<worksheet {space}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()
    else:
        parts[sheet] = parts[sheet][:200]
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        if kind != "packed tightly":
            room = MOST_BYTES - file.tell() - 5000
            archive.writestr("xl/media/rauschen.bin", chance.randbytes(room), zipfile.ZIP_STORED)
    return file.getvalue()


# --- What Excel and people do to a sheet


def test_a_filtered_sheet_is_read_whole(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.auto_filter.ref = f"A{HEADER_ROW}:I{FIRST_ROW + 2}"
    page.auto_filter.add_filter_column(3, ["Idee"])
    for row in range(FIRST_ROW, FIRST_ROW + 3):
        page.row_dimensions[row].hidden = True
    assert found_it(sent, look(book))


def test_without_protection_what_is_locked_still_does_not_count(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    page.protection.sheet = False
    page.cell(FIRST_ROW, 3).value = "Ein anderer Titel"
    assert found_it(sent, look(book))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_was_hidden_is_read(sent: SentOut, look: Look, state: str) -> None:
    book = changed(sent)
    page: Any = book[ITEMS]
    page.sheet_state = state
    assert found_it(sent, look(book))


def test_merged_title_cells_change_nothing(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page_of(book, ITEMS).merge_cells("B1:G2")
    assert found_it(sent, look(book))


def test_a_sheet_of_only_a_chart_is_said(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    book.create_chartsheet("Schaubild")
    seen = look(book)
    assert found_it(sent, seen)
    assert "„Schaubild“ ist kein Tabellenblatt und wird nicht gelesen." in seen.notes


def test_comments_rich_text_and_strikethrough_leave_the_value(sent: SentOut, look: Look) -> None:
    book = changed(sent)
    page = page_of(book, ITEMS)
    cell = page.cell(FIRST_ROW + 1, column(page, "progress"))
    cell.comment, cell.font = Comment("Stimmt das?", "Ida"), Font(strike=True)
    text: Any = CellRichText("Vergabe ", TextBlock(InlineFont(b=True), "fertig"))
    page.cell(FIRST_ROW, column(page, "text_done")).value = text
    seen = look(book)
    assert found_it(sent, seen)
    assert "1 Kommentar wird nicht übernommen." in seen.notes


def test_a_dde_formula_is_never_more_than_its_value(sent: SentOut, tmp_path: Path) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, text_next="=cmd|'/c calc'!A0")
    book.save(tmp_path / "Mappe.xlsx")
    found = at(sent.look(tmp_path / "Mappe.xlsx"), "text_next")
    assert (found.verdict, found.ticked) == ("unreadable", False)
    assert "Formel ohne Ergebnis" in found.sentence


def test_the_result_of_a_formula_is_a_value_and_said(sent: SentOut, tmp_path: Path) -> None:
    content = content_of(changed(sent))
    parts = parts_of(content)
    name = next(name for name, part in parts.items() if b"<v>0.55</v>" in part)
    parts[name] = parts[name].replace(b"<v>0.55</v>", b"<f>11/20</f><v>0.55</v>")
    (tmp_path / "Mappe.xlsx").write_bytes(archive_of(parts))
    found = at(sent.look(tmp_path / "Mappe.xlsx"), "progress")
    assert (found.verdict, found.theirs, found.from_formula) == ("change", 55, True)


def test_days_in_a_workbook_of_the_other_epoch(sent: SentOut, tmp_path: Path) -> None:
    """Excel on old Macs counts from 1904: the same number is another day, and none is taken for a change."""
    book = workbook_of(sent)
    book.epoch = datetime(1904, 1, 1)
    fill(book, ITEMS, 1, end_forecast=date(2026, 12, 15))
    book.save(tmp_path / "Mappe.xlsx")
    seen = sent.look(tmp_path / "Mappe.xlsx")
    assert verdicts(seen) == {(sent.items[1].code, "end_forecast"): "change"}
    assert at(seen, "end_forecast").theirs == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("raw", "number_format"),
    [("31.02.", "@"), (60, "dd.mm.yyyy"), (59, "dd.mm.yyyy"), (1, "dd.mm.yyyy"), (0, "dd.mm.yyyy"),
     (-1, "dd.mm.yyyy"), (2_958_466, "dd.mm.yyyy"),
     ("15.12.1899", "@"), ("3/4/26", "@"), ("Dezember", "@"), (0.5, "hh:mm"), (timedelta(hours=30), "[h]:mm"),
     (True, "General"), ("Q4 2026", "@"), ("ca. 15.12.2026", "@")],
)  # fmt: skip
def test_a_day_is_never_guessed(sent: SentOut, look: Look, raw: object, number_format: str) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, end_forecast=raw)
    page = page_of(book, ITEMS)
    page.cell(FIRST_ROW + 1, column(page, "end_forecast")).number_format = number_format
    found = at(look(book), "end_forecast")
    assert (found.verdict, found.ticked) == ("unreadable", False), found
    assert found.sentence


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(0.1 + 0.2, 30), ("1.234,56 €", None), ("1,234.56", None), ("40,0 %", 40), ("0,4", None), ("vierzig", None)],
)
def test_a_number_is_never_guessed(sent: SentOut, look: Look, raw: object, expected: int | None) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, progress=raw)
    found = at(look(book), "progress")
    assert (found.theirs, found.verdict) == (expected, "change" if expected else "unreadable")


def test_a_word_that_is_nearly_a_choice_gets_proposals_and_none_is_taken(sent: SentOut, look: Look) -> None:
    book = workbook_of(sent)
    fill(book, ITEMS, 1, status="In Umsetzng")
    found = at(look(book), "status")
    assert (found.verdict, found.ticked, found.can_take) == ("unreadable", False, False)
    assert "In Umsetzung" in found.sentence


def test_letters_apart_from_their_dots_are_the_same_word(sent: SentOut, look: Look) -> None:
    book = workbook_of(sent)
    fill(book, CONTACT, 0, room="Bu\u0308ro\u00a03.14")
    assert at(look(book), "room").theirs == "Büro 3.14"


# --- More than one sheet


def test_an_older_run_after_a_newer_one_was_taken_over_is_warned_of(sent: SentOut, tmp_path: Path) -> None:
    """Two real runs: of the older sheet only what nobody touched since is offered."""
    opened, code = sent.opened, sent.unit.code
    opened.set(sent.sheet, values=None)
    files = []
    for value in (0.3, 0.8):
        report = send_sheets(opened.office, tmp_path, AUTHOR, codes=[code])
        files.append(next(report.folder.glob("KN_Massnahmen_*.xlsx")))
        _type_in(files[-1], sent, value)
    newer = sent.look(files[1])
    assert newer.notes == ()
    apply(opened.office, newer, AUTHOR.by)
    older = sent.look(files[0])
    assert older.notes[0].startswith("Diese Mappe wurde am ")
    assert "Eine neuere, versandt am " in older.notes[0]
    assert verdicts(older) == {(sent.items[1].code, "progress"): "conflict"}
    assert older.ticked == frozenset()
    again = sent.look(files[1])
    assert again.notes[0].startswith("Schon eingelesen am ")


def _type_in(path: Path, sent: SentOut, value: float) -> None:
    book = load_workbook(path)
    page: Any = book[ITEMS]
    row = next(row for row in range(FIRST_ROW, page.max_row + 1) if page.cell(row, 1).value == sent.items[1].id)
    page.cell(row, column(page, "progress")).value = value
    book.save(path)


def test_a_row_whose_record_is_gone_can_be_made_a_proposal(sent: SentOut, look: Look) -> None:
    book = workbook_of(sent)
    page = page_of(book, ITEMS)
    values: list[Any] = [None, None, "Digitales Fundbüro", "Idee", 0.1]
    for place, value in enumerate(values, 1):
        page.cell(FIRST_ROW + 3, place).value = value
    seen = look(book)
    (found,) = seen.findings
    assert (found.verdict, found.ticked, found.can_take) == ("unknown_row", False, True)
    apply(sent.opened.office, seen, AUTHOR.by, frozenset([found.key]))
    with sent.opened.office.read() as reader:
        made = next(one for one in reader.rows(StrategyItem) if one.kind == "proposal")
    assert (made.title, made.description) == ("Digitales Fundbüro", "Status: Idee\nFortschritt: 10 %")


def test_copied_rows_on_two_sheets_are_two_things(sent: SentOut, look: Look) -> None:
    """The same id on another sheet is not twice the same row."""
    book = changed(sent)
    page = page_of(book, MILESTONES)
    page.cell(FIRST_ROW, 1).value = sent.items[0].id
    seen = look(book)
    assert (ITEMS, sent.items[1].id, "progress") in seen.ticked
    assert not any(one.verdict == "double_row" for one in seen.findings)
    assert not any(one.sheet == MILESTONES and one.ticked for one in seen.findings)


def test_nothing_that_is_refused_changes_anything(sent: SentOut, tmp_path: Path) -> None:
    before = sent.opened.sql("SELECT max(id) FROM step")
    (tmp_path / "leer.xlsx").write_bytes(b"")
    with pytest.raises(UserError):
        sent.look(tmp_path / "leer.xlsx")
    assert sent.opened.sql("SELECT max(id) FROM step") == before
