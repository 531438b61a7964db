"""Diese Liste: one list as the window shows it, in its order; its filters stand in words on the Deckblatt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from kn_desk.errors import UserError
from kn_desk.exchange.book import Book, new_book
from kn_desk.exchange.choice_lists import SHEET as LISTS
from kn_desk.exchange.columns import Column, column_named
from kn_desk.exchange.cover import NAME as COVER
from kn_desk.exchange.cover import CoverFacts, write_cover
from kn_desk.exchange.file_names import file_name
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.progress import CancelAsked, Progress, Report, SheetReport, Ticker
from kn_desk.exchange.record_sheet import RecordSheet, Written
from kn_desk.exchange.target import check_target
from kn_desk.exchange.written_check import check_written
from kn_desk.fields.kinds import Day, Moment, Text
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.identity import new_id
from kn_desk.services.deadline_kinds import KINDS
from kn_desk.services.list_words import dotted
from kn_desk.services.paper.deadline_paper import ShownDeadlines
from kn_desk.services.paper.printable import AnyList
from kn_desk.storage.files import replacing
from kn_desk.storage.office_file import Office
from kn_desk.storage.reader import Reader

_DAY, _TEXT = Day(), Text(300, width=40)
_DEADLINE_COLUMNS = (
    Column("Frist", _DAY, attrgetter("on"), _DAY.cell, computed=True),
    Column("Was", _TEXT, attrgetter("title"), str, computed=True),
    Column("Wozu", _TEXT, lambda one: one.context or None, str, computed=True),
    Column("Art", Text(40), lambda one: KINDS[one.kind].word, str, computed=True),
    Column("Wer", Text(100), lambda one: one.who or None, str, computed=True),
    Column("Kennung", Text(30, width=13), attrgetter("code"), str, computed=True),
)


def list_name(shown: AnyList, day: date) -> str:
    """Return KN_Massnahmen_2026-11-24.xlsx."""
    return file_name(shown.title, day.isoformat())


def export_list(
    office: Office,
    target: Path,
    shown: AnyList,
    *,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Report:
    """Write a list to ``target``, replacing what is there; saving stays possible meanwhile.

    Raises Cancelled where the person stopped it, UserError where there is nothing in the list or it cannot be
    written; ``target`` is then as it was.
    """
    check_target(target, office.path)
    moment = Moment().show(office.now)
    with office.copy_in_memory() as copy, copy.read() as reader, replacing(target) as temporary, new_book() as book:
        content = _content(shown, reader)
        if not content.rows:
            raise UserError("Die Liste ist leer.", "Es gibt nichts zu exportieren.")
        ticker = Ticker(len(content.rows), progress, cancelled)
        written, facts = _write(book, reader, shown, content, ticker, _About(office.path.name, moment))
        ticker.tick(0, "Speichern")
        book.save(temporary)
        ticker.tick(0, "Prüfen")
        check_written(temporary, [written], [sheet.title for sheet in book.workbook.worksheets])
        ticker.check()
        return Report(target, facts.number, (SheetReport(written.name, written.rows),), tuple(book.notes))


@dataclass(frozen=True)
class _Content:
    """The rows of a list with their columns, and what is said about it."""

    rows: Sequence[Any]
    columns: Sequence[Column]
    filters: str
    order: str
    counted: str
    withheld: str = ""


@dataclass(frozen=True)
class _About:
    """The file that a list is from, and the moment of which it tells."""

    file_name: str
    moment: str


def _content(shown: AnyList, reader: Reader) -> _Content:
    near = LoadedNear(reader, BY_NAME)
    if isinstance(shown, ShownDeadlines):
        found, total = shown.read(reader)
        plural = "Fristen" if total != 1 else "Frist"
        counted = dotted(total) if len(found) == total else f"{dotted(len(found))} von {dotted(total)}"
        return _Content(found, _DEADLINE_COLUMNS, shown.words, "nach Frist", f"{counted} {plural}")
    ids = shown.read_ids(reader)
    records = reader.by_ids(shown.cls, ids)
    rows = [records[identity] for identity in ids if identity in records]
    columns = [column_named(shown.cls, name, near) for name in shown.open_columns]
    counted = shown.counted(reader, len(rows))
    return _Content(rows, columns, shown.filters(reader), shown.order, counted, shown.withheld)


def _write(
    book: Book, reader: Reader, shown: AnyList, content: _Content, ticker: Ticker, about: _About
) -> tuple[Written, CoverFacts]:
    """Write the Deckblatt, the list, and the words of its drop-downs."""
    cover = book.sheet(book.names.sheet(COVER))
    lists_name = book.names.sheet(LISTS)
    name, table = book.names.sheet(shown.title), book.names.range("tbl", shown.title)
    sheet = RecordSheet(book, name, table, content.columns, about.moment)
    written = sheet.write(content.rows, cover.title, ticker)
    book.lists.write(book.workbook, book.sheet(lists_name), book.looks)
    if content.withheld:
        book.notes.append(content.withheld)
    facts = _facts(reader, shown, content, about)
    write_cover(book, cover, facts, [SheetReport(written.name, written.rows)])
    properties = book.workbook.properties
    properties.title = f"{shown.title}, Stand {about.moment}"
    properties.creator = properties.lastModifiedBy = "KN Desk"
    properties.subject = f"Export {facts.number}"
    properties.language = "de-DE"
    return written, facts


def _facts(reader: Reader, shown: AnyList, content: _Content, about: _About) -> CoverFacts:
    step = reader.last_step()
    return CoverFacts(
        title=shown.title,
        subtitle=f"Gefiltert: {content.counted}" if content.filters else content.counted,
        stand=about.moment,
        number=f"{step.id if step else 0}-{new_id()[-8:].upper()}",
        step=f"Nr. {step.id} vom {Moment().show(step.at)}" if step else "noch keiner",
        scope=f"{content.counted} aus „{about.file_name}“",
        confidentiality="Ohne interne Notizen und vertrauliche Angaben",
        more=(("Filter", content.filters or "keiner"), ("Sortierung", content.order or "wie in der Ansicht")),
    )
