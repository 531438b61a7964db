"""Sheets of the real writer, out and home: untouched, edited by LibreOffice and by hand, damaged, mutated."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.errors import UserError
from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.exchange.returned_sheet import read_return, recognise
from kn_desk.exchange.sheet_format import CONTACT, FIRST_ROW, ITEMS, MILESTONES, PROPOSALS
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.contacts import LotseRole, OrgUnit, Person
from kn_desk.records.minutes import Task
from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.dispatch import plan
from kn_desk.services.merge_return import preview
from kn_desk.services.office_files import make
from kn_desk.services.returned import Preview
from kn_desk.services.take_return import apply
from kn_desk.storage.office_file import Office, open_office
from tests.makers.libreoffice import convert, needs_libreoffice
from tests.makers.lotsenmappe import column
from tests.makers.offices import AUTHOR, Opened, SettableClock

#: So many sheets come home; units that have no Lotse of their own get one too.
SHEETS = 25


@dataclass
class Run:
    """The sample, and the workbooks that it sent."""

    office: Office
    files: list[Path]
    folder: Path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("sample")
    home, clock = Home(folder / "home"), SettableClock()
    make(folder / "k.kndesk", "Test", home, sample=True, clock=clock)
    with open_office(folder / "k.kndesk", home, writes=True, clock=clock) as office:
        with office.read() as reader:
            with_lotse = {recipient.unit.id for recipient in plan(reader).recipients}
            units = [unit for unit in reader.rows(OrgUnit) if unit.id in with_lotse]
            units += [unit for unit in reader.rows(OrgUnit) if unit.id not in with_lotse]
        report = send_sheets(office, folder, AUTHOR, codes=[unit.code for unit in units[:SHEETS]])
        yield Run(office, sorted(report.folder.glob("KN_Massnahmen_*.xlsx")), folder)


@pytest.fixture(scope="module")
def opened_and_saved(run: Run) -> list[Path]:
    """The sheets as LibreOffice saves them, before anybody typed anything."""
    return convert(run.folder / "LibreOffice", "xlsx", *run.files)


def look(office: Office, path: Path) -> Preview:
    file = read_return(path)
    with office.read() as reader:
        return preview(reader, recognise(reader, file))


def edited(files: list[Path], folder: Path) -> tuple[list[Path], int]:
    """Copies of the files in which a script filled cells in, and how many."""
    folder.mkdir()
    made, number = [], 0
    for path in files:
        book: Workbook = load_workbook(path)
        page: Any = book[ITEMS]
        if page.cell(FIRST_ROW, 1).value:
            page.cell(FIRST_ROW, column(page, "progress")).value = 0.37
            page.cell(FIRST_ROW, column(page, "text_next")).value = f"Weiter mit Schritt {number}\nund dann"
            number += 2
        contact: Any = book[CONTACT]
        if contact.cell(FIRST_ROW, 1).value:
            contact.cell(FIRST_ROW, column(contact, "room")).value = "4.07"
            number += 1
        proposals: Any = book[PROPOSALS]
        proposals.cell(FIRST_ROW, column(proposals, "title")).value = f"Vorschlag aus {path.stem}"
        number += 1
        book.save(folder / path.name)
        made.append(folder / path.name)
    return made, number


def test_what_nobody_touched_comes_home_unchanged(run: Run) -> None:
    assert len(run.files) == SHEETS
    for path in run.files:
        seen = look(run.office, path)
        assert (seen.findings, seen.notes) == ((), ()), path.name
        assert seen.unchanged


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_sheets_opened_edited_and_saved_by_libreoffice(
    run: Run, opened_and_saved: list[Path], tmp_path: Path, kind: str
) -> None:
    """All come home, and three damaged ones are refused; everything is found, taken over, and taken back."""
    filled, number = edited(opened_and_saved, tmp_path / "edited")
    files = convert(tmp_path, kind, *filled)
    assert len(files) == len(run.files)
    assert len(files) == SHEETS
    broken = files[::8][:3]
    before = _everything(run.office)
    for path, damage in zip(broken, (_cut, _emptied, _garbled), strict=True):
        damaged = tmp_path / f"beschädigt_{path.name}"
        damaged.write_bytes(damage(path.read_bytes()))
        with pytest.raises(UserError) as caught:
            look(run.office, damaged)
        assert caught.value.what.endswith(".")
    taken = steps = 0
    try:
        for path in files:
            seen = look(run.office, path)
            # Who is Lotse of two units stands in two sheets: the second time it is the same on both sides.
            assert all(one.ticked or (one.verdict, one.sheet) == ("same", CONTACT) for one in seen.findings)
            taken += len(seen.findings)
            assert apply(run.office, seen, "Test") is not None
            steps += 1
        assert taken == number
        assert not any(look(run.office, path).ticked for path in files)
    finally:
        for _ in range(steps):
            run.office.undo("Test", "test")
    assert look(run.office, files[0]).ticked
    assert _everything(run.office) == before


def _everything(office: Office) -> dict[str, Record]:
    """All records that a return could touch."""
    types = (StrategyItem, StatusReport, Milestone, Task, Person, Sheet, SheetReturn)
    with office.read() as reader:
        return {one.id: one for cls in types for one in reader.rows(cls)}


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _emptied(content: bytes) -> bytes:
    return b""


def _garbled(content: bytes) -> bytes:
    return content[:100] + bytes(byte ^ 0x5A for byte in content[100:])


# --- One office with every awkward text ----------------------------------------------------------------------

TEXTS = [
    "=1+1", "+49 7531", "-1", "@SUM(A1)", "#N/A", "\u202eumgekehrt", "_x0041_ bleibt", "a\tb", "zwei\nZeilen",
    "'Apostroph", "„Zitat“ & <Klammern>", "😀" * 300, "Ende mit ]]>", "007531", "1e5", "TRUE", "2026-12-15",
    "A\u0308 ist Ä", "\u200bleer", '{"a": "b"}', "null", '"', "\\n", "ä" * 4000, "a  b   c", "a\n\n  b",
]  # fmt: skip


@pytest.fixture
def awkward(opened: Opened) -> Opened:
    """An office whose Lotse has a Maßnahme for each awkward text."""
    unit = opened.add(OrgUnit, name="Hochbauamt", lotse_required=True)
    person = opened.add(Person, last_name="=Muster", first_name="Ida", unit=unit, phone="+49 7531", room="=1+1")
    opened.add(LotseRole, person=person, unit=unit, since=date(2024, 1, 1))
    area = opened.add(ActionField, title="Verwaltung")
    period = opened.add(ReportingPeriod, label="2026-H1", start=date(2026, 1, 1), end=date(2026, 6, 30))
    kind = StatusReport.spec.fields["text_done"].kind
    for number, text in enumerate(TEXTS):
        item = opened.add(
            StrategyItem, title=f"M {number}", status="running", lead_unit=unit, action_field=area, progress=number
        )
        opened.add(
            StatusReport, item=item, period=period, reported_on=date(2026, 3, 1), text_done=kind.read(text),
            text_problem=kind.read(text),
        )  # fmt: skip
    return opened


def test_every_awkward_text_comes_home_as_it_went(awkward: Opened, tmp_path: Path) -> None:
    report = send_sheets(awkward.office, tmp_path, AUTHOR)
    path = next(report.folder.glob("KN_Massnahmen_*.xlsx"))
    seen = look(awkward.office, path)
    assert [(one.code, one.field, one.verdict, one.theirs, one.ours) for one in seen.findings] == []
    assert seen.notes == ()


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_every_awkward_text_survives_libreoffice(awkward: Opened, tmp_path: Path, kind: str) -> None:
    report = send_sheets(awkward.office, tmp_path, AUTHOR)
    path = next(report.folder.glob("KN_Massnahmen_*.xlsx"))
    seen = look(awkward.office, convert(tmp_path, kind, path)[0])
    assert [(one.code, one.field, one.verdict, one.theirs, one.ours) for one in seen.findings] == []
    assert seen.notes == ()


def test_ten_thousand_rows_are_read_and_compared_fast(tmp_path: Path) -> None:
    """Read and unpacked; what is compared afterwards is one look-up per row."""
    book = Workbook(write_only=True)
    page: Worksheet = book.create_sheet(MILESTONES)
    for number in range(10_000):
        page.append([f"{number:036d}", number, "Meilenstein", date(2026, 1, 1), None, 0.4] * 2)
    path = tmp_path / "viel.xlsx"
    book.save(path)
    read_return(path)
    started = time.monotonic()
    found = read_return(path)
    assert len(found.book.sheets[0].rows) == 10_000
    assert time.monotonic() - started < 4
