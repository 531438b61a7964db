"""A Lotsenmappe for tests: an office that has sent one, and its workbook, made by hand in the agreed format."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kn_desk.exchange.returned_sheet import read_return, recognise
from kn_desk.exchange.sheet_format import (
    CONTACT,
    COVER,
    FIELD_ROW,
    FIRST_ROW,
    HEADER_ROW,
    ID,
    INPUTS,
    ITEMS,
    KN,
    LISTS,
    MILESTONES,
    PROPOSAL_FIELDS,
    PROPOSAL_ROWS,
    PROPOSALS,
    TASKS,
    Sent,
    SheetFormat,
    stored_json,
)  # fmt: skip
from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.minutes import Task
from kn_desk.records.office import Sheet, SheetRun
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import ReportingPeriod, StatusReport
from kn_desk.records.strategy import ActionField, StrategyItem
from kn_desk.services.merge_return import preview
from kn_desk.services.returned import Finding, Preview
from tests.makers.offices import Opened

EXPORT = "7-0A1B2C3D"


@dataclass
class SentOut:
    """An office that has sent one sheet: its records, and what was written."""

    opened: Opened
    unit: OrgUnit
    period: ReportingPeriod
    items: list[StrategyItem]
    milestones: list[Milestone]
    tasks: list[Task]
    person: Person
    sheet: Sheet
    format: SheetFormat
    reports: dict[str, StatusReport] = field(default_factory=dict)

    @property
    def rows(self) -> dict[str, list[Record]]:
        """The records of each data sheet."""
        return {ITEMS: [*self.items], MILESTONES: [*self.milestones], TASKS: [*self.tasks], CONTACT: [self.person]}

    def look(self, path: Path) -> Preview:
        """Read a file that came home and compare it."""
        file = read_return(path)
        with self.opened.office.read() as reader:
            return preview(reader, recognise(reader, file))


def send(opened: Opened, *, number: int = 3, texts: Mapping[int, str] | None = None) -> SentOut:
    """Store a small office and the record of a sheet that was sent; ``texts`` are Erreicht of a report, by place."""
    unit = opened.add(OrgUnit, name="Hochbauamt", lotse_required=True)
    person = opened.add(Person, last_name="Muster", first_name="Ida", unit=unit, phone="07531 900-0", room="3.14")
    area = opened.add(ActionField, title="Verwaltung")
    period = opened.add(
        ReportingPeriod, label="2026-H1", start=date(2026, 1, 1), end=date(2026, 6, 30), due_on=date(2026, 6, 20)
    )
    items = [
        opened.add(
            StrategyItem, title=f"Maßnahme {place}", status="running", progress=10 * place, lead_unit=unit,
            action_field=area, end_planned=date(2026, 12, 31), end_forecast=date(2026, 12, 1) if place else None,
        )
        for place in range(number)
    ]  # fmt: skip
    milestones = [
        opened.add(Milestone, title=f"Meilenstein {place}", item=items[0], due_planned=date(2026, 9, 1 + place))
        for place in range(2)
    ]
    tasks = [
        opened.add(Task, title=f"Aufgabe {place}", responsible=person, due_on=date(2026, 8, 1), status="open")
        for place in range(2)
    ]
    reports = {
        items[place].id: opened.add(
            StatusReport, item=items[place], period=period, reported_on=date(2026, 3, 1), text_done=text
        )
        for place, text in (texts or {}).items()
    }
    run = opened.add(SheetRun, title="Stand der Maßnahmen", period=period, due_on=date(2026, 6, 20))
    sheet = opened.add(
        Sheet, run=run, unit=unit, person=person, period=period, file_name="KN_Massnahmen_Hochbauamt_2026-H1.xlsx",
        sent_on=date(2026, 6, 1),
    )  # fmt: skip
    sent = SentOut(
        opened,
        unit,
        period,
        items,
        milestones,
        tasks,
        person,
        sheet,
        _format(opened, sheet, period, unit, run),
        reports,
    )
    sent.format = SheetFormat(**{**vars(sent.format), "values": values_of(sent)})
    opened.set(
        sheet, values=sent.format.to_json(), checksum=sent.format.checksum, export_id=EXPORT, step=sent.format.step
    )
    sent.sheet = opened.get(sheet)
    return sent


def _format(opened: Opened, sheet: Sheet, period: Record, unit: Record, run: Record) -> SheetFormat:
    with opened.office.read() as reader:
        meta, step = reader.meta(), reader.last_step()
    assert step is not None
    return SheetFormat(
        office=meta["office"], branch=meta["branch"], run=run.id, sheet=sheet.id, export_id=EXPORT, step=step.uid,
        schema=1, period=period.id, unit=unit.id, made_at="2026-06-01T08:00:00+00:00",
    )  # fmt: skip


def values_of(sent: SentOut) -> Sent:
    """What is written into each input cell."""
    found: Sent = {}
    for sheet, records in sent.rows.items():
        for record in records:
            for name, cls in INPUTS[sheet].items():
                owner = sent.reports.get(record.id) if cls is StatusReport else record
                value = getattr(owner, name) if owner else None
                found[sheet, record.id, name] = stored_json(cls.spec.fields[name].kind, value)
    return found


def workbook_of(sent: SentOut) -> Workbook:
    """Return the workbook as it was sent, to be changed and saved."""
    book = Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover.title = COVER
    cover["A1"], cover["A9"], cover["B9"] = "Stadt Konstanz", "Exportnummer", EXPORT
    for sheet, records in sent.rows.items():
        labels = {name: cls.spec.fields[name].label for name, cls in INPUTS[sheet].items()}
        page = _head(book, sheet, {ID: ID, "code": "Kennung", "title": "Titel", **labels})
        for number, record in enumerate(records, FIRST_ROW):
            page.cell(number, 1, record.id)
            page.cell(number, 2, record.code)
            page.cell(number, 3, getattr(record, "title", None) or getattr(record, "last_name", None))
            for column, (name, cls) in enumerate(INPUTS[sheet].items(), 4):
                owner = sent.reports.get(record.id) if cls is StatusReport else record
                put(page, number, column, cls, name, getattr(owner, name) if owner else None)
    fields = StrategyItem.spec.fields
    page = _head(book, PROPOSALS, {ID: ID, "number": "Nr.", **{one: fields[one].label for one in PROPOSAL_FIELDS}})
    for number in range(PROPOSAL_ROWS):
        page.cell(FIRST_ROW + number, 2, number + 1)
    book.create_sheet(LISTS).sheet_state = "hidden"
    hidden = book.create_sheet(KN)
    hidden.sheet_state = "veryHidden"
    for row in sent.format.to_rows():
        hidden.append(row)
    return book


def put(page: Worksheet, row: int, column: int, cls: type[Record], name: str, value: Any) -> None:
    """Write a value into a cell as a Lotsenmappe holds it."""
    kind = cls.spec.fields[name].kind
    cell = page.cell(row, column)
    cell.value = None if value is None else kind.cell(value)
    cell.number_format = kind.excel_format
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _head(book: Workbook, name: str, columns: Mapping[str, str]) -> Worksheet:
    page: Worksheet = book.create_sheet(name)
    page["B1"] = f"{name} · Hochbauamt"
    for column, (field_name, label) in enumerate(columns.items(), 1):
        page.cell(FIELD_ROW, column, field_name)
        page.cell(HEADER_ROW, column, label)
    page.row_dimensions[FIELD_ROW].hidden = True
    page.column_dimensions["A"].hidden = True
    return page


def column(page: Worksheet, name: str) -> int:
    """Return the column of a field by its hidden name."""
    for cell in page[FIELD_ROW]:
        if cell.value == name:
            return int(cell.column or 0)
    raise LookupError(name)


def fill(book: Workbook, sheet: str, place: int, **values: object) -> None:
    """Write raw values into the cells of a row, counted from 0."""
    page = book[sheet]
    for name, value in values.items():
        page.cell(FIRST_ROW + place, column(page, name)).value = value  # type: ignore[assignment]


def verdicts(seen: Preview) -> dict[tuple[str, str], str]:
    """Return {(Kennung or row, field): verdict}."""
    return {(one.code or str(one.row), one.field): one.verdict for one in seen.findings}


def at(seen: Preview, field_name: str, code: str = "") -> Finding:
    """Return the one finding of a field."""
    found = [one for one in seen.findings if one.field == field_name and code in ("", one.code)]
    assert len(found) == 1, seen.findings
    return found[0]


def sha(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
