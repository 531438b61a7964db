"""Lotsenmappen of the sample that were sent, filled in and came back: one with everything, others with less."""

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kn_desk.exchange.file_kind import OLE
from kn_desk.exchange.lotse_run import send_sheets
from kn_desk.exchange.sheet_format import FIRST_ROW, ITEMS, PROPOSALS
from kn_desk.records.change import ChangeSet, creation, update
from kn_desk.records.contacts import OrgUnit
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.desk import Desk
from kn_desk.services.dispatch import period_for
from kn_desk.services.edit import new_record
from tests.makers.lotsenmappe import fill

#: Units of the sample that get a sheet, the one with everything first.
UNITS = ("Bürgeramt", "Amt für Bildung und Sport", "Hauptamt", "Kämmerei", "Feuerwehr")
DONE = "Fünf Leistungen online: Meldebescheinigung, Parkausweis, Hundesteuer, Fundsachen, Führungszeugnis."


def send(desk: Desk, folder: Path) -> tuple[list[Path], list[StrategyItem]]:
    """Send sheets to UNITS; return the files, and the items of the first unit (the fourth will be missing)."""
    with desk.read() as reader:
        units = {unit.name: unit for unit in reader.rows(OrgUnit)}
        chosen = [one for one in reader.rows(StrategyItem) if one.status == "running" and one.end_planned][:4]
        period, _ = period_for(reader, None)
    first = units[UNITS[0]]
    planned = desk.office.today + timedelta(days=120)
    own: dict[str, Any] = {"lead_unit": first.id, "end_planned": planned, "end_forecast": planned, "progress": 40}
    moved = [update(one, own) for one in chosen]
    report = new_record(StatusReport, {
        "item": chosen[1].id, "period": period.id, "reported_on": desk.office.today, "text_problem": "Personal fehlt",
        "text_next": "Schulung",
    })  # fmt: skip
    edits = [one for one in moved if one is not None] + [creation(report)]
    desk.apply(ChangeSet(tuple(edits), "edit", desk.author.by, desk.author.source))
    codes = [units[name].code for name in UNITS]
    run = send_sheets(desk.office, folder, desk.author, codes=codes, apply=desk.apply)
    files = {sheet.unit: run.folder / str(sheet.file_name) for sheet in run.sheets}
    return [files[units[name].id] for name in UNITS], [replace(one, **own) for one in chosen]


def fill_in(files: list[Path], items: list[StrategyItem]) -> None:
    """Let the Lotsen do their work: every kind of difference in the first sheet."""
    planned = items[0].end_planned
    assert planned is not None
    book = load_workbook(files[0])
    page = book[ITEMS]
    rows = {str(page.cell(row, 1).value): row - FIRST_ROW for row in range(FIRST_ROW, page.max_row + 1)}
    place = [rows[item.id] for item in items]
    fill(book, ITEMS, place[0], progress=0.55, end_forecast=_days(planned, 91), text_done=DONE)
    fill(book, ITEMS, place[1], progress=0.5, end_forecast="nächste Woche", text_problem=None)
    fill(book, ITEMS, place[2], progress=0.2, end_forecast=_days(planned, 10), text_next="Mit der Kämmerei abstimmen")
    fill(book, PROPOSALS, 0, title="Termin-Erinnerung per E-Mail", benefit="Weniger versäumte Termine im Bürgerbüro")
    fill(book, PROPOSALS, 1, title="Fundsachen online suchen", benefit="Entlastet das Telefon, Bürgernähe")
    page.delete_rows(place[3] + FIRST_ROW)
    book.save(files[0])
    others: list[dict[str, object]] = [{"progress": 0.9, "text_next": "Abnahme"}, {"text_done": "Pilot läuft"}]
    for path, values in zip(files[1:3], others, strict=True):
        book = load_workbook(path)
        fill(book, ITEMS, 0, **values)
        book.save(path)
    files[4].write_bytes(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)


def change_ours(desk: Desk, items: list[StrategyItem]) -> None:
    """Meanwhile the office moves the end of the first item by 15 days."""
    with desk.read() as reader:
        item = reader.by_ids(StrategyItem, [items[0].id])[items[0].id]
    assert item.end_planned is not None
    desk.change(item, {"end_forecast": _days(item.end_planned, 15)})


def returned(desk: Desk, folder: Path) -> list[Path]:
    """Send, fill in and change ours; return the files that came back, saved last on the days before."""
    files, items = send(desk, folder)
    fill_in(files, items)
    for days, path in enumerate(files):
        saved = (desk.office.now - timedelta(days=days % 3)).timestamp()
        os.utime(path, (saved, saved))
    change_ours(desk, items)
    return files


def _days(day: date, number: int) -> date:
    return day + timedelta(days=number)
