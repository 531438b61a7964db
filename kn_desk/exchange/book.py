"""One workbook on its way out: openpyxl writes everything around the rows, the rows of big sheets are streamed.

openpyxl puts each sheet into a temporary file when it is closed; there the streamed rows are laid in between.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from kn_desk.exchange.cell_text import CellText
from kn_desk.exchange.choice_lists import ChoiceLists
from kn_desk.exchange.excel_names import Names
from kn_desk.exchange.looks import Looks

_END_OF_ROWS = b"</sheetData>"


class Book:
    """The workbook with what its sheets share: cleaned text, names, looks, lists, and notes for the person."""

    def __init__(self, folder: Path) -> None:
        self.workbook = Workbook(write_only=True)
        self.text = CellText()
        self.names = Names(self.text)
        self.looks = Looks(self.workbook)
        self.lists = ChoiceLists(self.names)
        #: German sentences about what could not go out as it was typed.
        self.notes: list[str] = []
        self._folder = folder
        self._rows: list[tuple[Worksheet, Path]] = []

    def sheet(self, name: str, *, at: int | None = None) -> Worksheet:
        """Return a new empty sheet; ``name`` comes from ``names``."""
        # A write-only sheet borrows what it can from Worksheet, which is the type that has stubs.
        made = cast("Worksheet", self.workbook.create_sheet(name, at))
        made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return made

    @contextmanager
    def row_file(self, sheet: Worksheet) -> Iterator[IO[str]]:
        """Give the file into which the rows of a sheet are streamed, those below what is appended to it."""
        path = self._folder / f"{len(self._rows)}.rows"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        self._rows.append((sheet, path))

    def save(self, path: Path) -> None:
        """Write the workbook."""
        for sheet, rows in self._rows:
            written: Any = sheet
            written.close()
            _lay_in(Path(written._writer.out), rows)
        # Not workbook.save: on a full disk it leaves the archive open, which complains once more when it is collected.
        with ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(self.workbook, archive).save()

    def discard(self) -> None:
        """Remove the temporary files of sheets that were begun and not saved."""
        sheets: list[Any] = self.workbook.worksheets
        for sheet in sheets:
            if sheet._writer is None:
                continue
            if not sheet.closed:
                with suppress(OSError):  # a full disk, which is why it was not saved
                    sheet.close()
            if Path(sheet._writer.out).exists():
                sheet._writer.cleanup()


@contextmanager
def new_book() -> Iterator[Book]:
    """Give an empty workbook; whatever happens, no temporary file stays behind."""
    with TemporaryDirectory(prefix="kn-desk.") as folder:
        book = Book(Path(folder))
        try:
            yield book
        finally:
            book.discard()


def _lay_in(sheet: Path, rows: Path) -> None:
    """Put the streamed rows at the end of the rows that a written sheet has already."""
    head, end, tail = sheet.read_bytes().rpartition(_END_OF_ROWS)
    if not end:
        raise ValueError("a sheet without rows: append the header first")
    with sheet.open("wb") as whole, rows.open("rb") as streamed:
        whole.write(head)
        shutil.copyfileobj(streamed, whole, 1 << 20)
        whole.write(end + tail)
