"""The Gesamtmappe: the whole office as one workbook, written beside its place, checked, and only then moved there."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kn_desk.exchange import agenda_sheet, analysis
from kn_desk.exchange.book import Book, new_book
from kn_desk.exchange.choice_lists import SHEET as LISTS
from kn_desk.exchange.columns import columns_of
from kn_desk.exchange.cover import NAME as COVER
from kn_desk.exchange.cover import CoverFacts, write_cover
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.progress import CancelAsked, Progress, Report, SheetReport, Ticker
from kn_desk.exchange.record_sheet import FIRST_ROW, MOST_ROWS, RecordSheet, Written
from kn_desk.exchange.target import check_target
from kn_desk.exchange.written_check import check_written
from kn_desk.fields.kinds import Moment
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.records.identity import new_id
from kn_desk.storage.files import replacing
from kn_desk.storage.office_file import Office, utc_now
from kn_desk.storage.reader import Reader

TITLE = "Gesamtmappe"
#: Names that people know the tables by; the others are named after their record type.
_TABLES = {"lotse_role": "Lotsen", "application": "Förderung"}


def export_overall(
    office: Office,
    target: Path,
    *,
    internal: bool = True,
    most_rows: int = MOST_ROWS - FIRST_ROW + 1,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> Report:
    """Write the Gesamtmappe of ``office`` to ``target``, replacing what is there; saving stays possible meanwhile.

    ``internal`` takes confidential fields along; ``most_rows`` is how many records a sheet holds. Raises Cancelled
    where the person stopped it, UserError where it cannot be written or turns out wrong; ``target`` is then as it was.
    """
    check_target(target, office.path)
    moment = utc_now()
    with office.copy_in_memory() as copy, copy.read() as reader, replacing(target) as temporary, new_book() as book:
        total = sum(reader.counts().values())
        export = _Export(book, reader, moment, Ticker(total, progress, cancelled), internal, most_rows)
        sheets = export.write(office.path.name)
        export.ticker.tick(0, "Speichern")
        book.save(temporary)
        export.ticker.tick(0, "Prüfen")
        check_written(temporary, export.written, [sheet.title for sheet in book.workbook.worksheets])
        export.ticker.check()
        return Report(target, export.number, sheets, tuple(book.notes))


class _Export:
    """One Gesamtmappe in the making."""

    def __init__(
        self, book: Book, reader: Reader, moment: datetime, ticker: Ticker, internal: bool, most_rows: int
    ) -> None:
        self._book = book
        self._internal = internal
        self._most_rows = most_rows
        self._near = LoadedNear(reader, BY_NAME)
        self._stand = Moment().show(moment)
        self._step = reader.last_step()
        self.ticker = ticker
        #: The number of the last step, and a part of the export's own UUID.
        self.number = f"{self._step.id if self._step else 0}-{new_id()[-8:].upper()}"
        self.written: list[Written] = []

    def write(self, file_name: str) -> tuple[SheetReport, ...]:
        """Write all sheets, the Deckblatt first among the tabs but last in time."""
        cover = self._book.sheet(self._book.names.sheet(COVER))
        lists_name = self._book.names.sheet(LISTS)
        extra = [
            *analysis.write(self._book, self._near, self._stand),
            *agenda_sheet.write(self._book, self._near, self._stand),
        ]
        for cls in RECORDS:
            self._type(cls, cover.title)
        sheets = tuple(SheetReport(sheet.name, sheet.rows) for sheet in self.written)
        lists = self._book.sheet(lists_name)
        self._book.lists.write(self._book.workbook, lists, self._book.looks)
        self._removed()
        write_cover(self._book, cover, self._facts(file_name), [*extra, *sheets])
        self._properties()
        return sheets

    def _type(self, cls: type[Record], back: str) -> None:
        records = self._near.rows(cls)
        for part in _parts(records, self._most_rows):
            columns = columns_of(cls, self._near, internal=self._internal)
            name = self._book.names.sheet(cls.spec.plural)
            table = self._book.names.range("tbl", _TABLES.get(cls.spec.name, cls.spec.plural))
            self.written.append(
                RecordSheet(self._book, name, table, columns, self._stand).write(part, back, self.ticker)
            )
        if len(records) > self._most_rows:
            self._book.notes.append(
                f"{cls.spec.plural}: {len(records)} Zeilen sind zu viel für ein Blatt, es sind mehrere."
            )

    def _removed(self) -> None:
        if count := self._book.text.removed:
            words = "1 Steuerzeichen wurde" if count == 1 else f"{count} Steuerzeichen wurden"
            self._book.notes.append(f"{words} aus Texten entfernt, weil eine Excel-Datei sie nicht enthalten kann.")

    def _facts(self, file_name: str) -> CoverFacts:
        step = self._step
        return CoverFacts(
            title=TITLE,
            subtitle="Digitalisierung in Konstanz: Strategie, Kontakte, Jour fixe, Förderung",
            stand=self._stand,
            number=self.number,
            step=f"Nr. {step.id} vom {Moment().show(step.at)}" if step else "noch keiner",
            scope=f"Alle Datensätze aus „{file_name}“, ohne Papierkorb",
            confidentiality=(
                "Intern – nur für die Koordinierungsstelle Digitalisierung"
                if self._internal
                else "Ohne interne Notizen und vertrauliche Angaben"
            ),
        )

    def _properties(self) -> None:
        properties = self._book.workbook.properties
        properties.title = f"{TITLE} Digitalisierung Konstanz, Stand {self._stand}"
        properties.creator = "KN Desk"
        properties.lastModifiedBy = "KN Desk"
        properties.subject = f"Export {self.number}"
        properties.language = "de-DE"


def _parts(records: Sequence[Record], most: int) -> list[Sequence[Record]]:
    return [records[start : start + most] for start in range(0, len(records), most)]
