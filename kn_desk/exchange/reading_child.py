"""The child process that reads a workbook: its bytes come in, the values of its cells go out as JSON.

Whatever a broken file does to the reading library (a panic, endless work, all of the memory) ends here. Run as
``python -m kn_desk.exchange.reading_child FORMAT``.
"""

import gc
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

from kn_desk.exchange.cell_json import Mark, packed
from kn_desk.exchange.cell_kinds import Kinds, Marks, TooMuch, kinds_of

MOST_MEMORY = 500 * 1024 * 1024
#: Seconds that pass until the parent gives up, and seconds of work; another busy program only costs the former.
MOST_SECONDS = 30
MOST_WORK = 7
MOST_ROWS = 20_000
MOST_COLUMNS = 100
#: After so many empty rows nothing is expected any more.
MOST_EMPTY_ROWS = 200
#: Characters of all cells together.
MOST_TEXT = 20_000_000
_MOST_SHEETS = 60
_TAB = re.compile(rb"<text:tab(?: [^<>]*)?/>")
_BREAK = re.compile(rb"<text:line-break(?: [^<>]*)?/>")


def main() -> None:
    """Read the workbook on the standard input. Whatever goes wrong is said as JSON, or by how the process ends."""
    _limit()
    gc.disable()  # what is read is all needed, and then the process ends
    content = sys.stdin.buffer.read()
    try:
        answer = _read(content, sys.argv[1])
    except TooMuch:
        answer = {"failed": "much"}
    except MemoryError:
        answer = {"failed": "memory"}
    except BaseException as error:  # noqa: BLE001 - a panic of the reading library is no Exception
        kind = type(error).__name__
        answer = {"failed": "password" if kind == "PasswordError" else "damaged", "details": f"{kind}: {error}"[:300]}
    sys.stdout.buffer.write(json.dumps(answer, separators=(",", ":")).encode("ascii"))


def _limit() -> None:
    """Take at most so much memory and time; on Windows the parent's patience is the only limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK, MOST_WORK + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes, format_: str) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if format_ in ("xlsx", "ods"):
        with ZipFile(BytesIO(content)) as archive:
            kinds = kinds_of(archive, format_)
            if format_ == "ods":
                content = _with_tabs(archive, content)
    else:
        kinds = Kinds(known=False)
    text = _Text()
    sheets: list[dict[str, Any]] = []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for about in workbook.sheets_metadata[:_MOST_SHEETS]:
            answer: dict[str, Any] = {"name": about.name, "hidden": about.visible != SheetVisibleEnum.Visible}
            sheets.append(answer)
            if about.typ != SheetTypeEnum.WorkSheet:
                answer |= {"rows": [], "kind": str(about.typ).rpartition(".")[2]}
                continue
            if about.name in kinds.far:
                rows: Iterable[Sequence[Any]] = _near_cells(content, about.name)
                merged: list[Any] = []
            else:
                sheet = workbook.get_sheet_by_name(about.name)
                left = sheet.start[1] if sheet.start else 0
                rows = ([""] * left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()
                merged = list(sheet.merged_cell_ranges or ())
            answer["rows"], answer["cut"] = _bounded(rows, text)
            answer["cut"] = answer["cut"] or about.name in kinds.far
            answer["marks"] = _listed(kinds.marks.get(about.name, {}))
            answer["merged"] = merged[:1000]
    return {"sheets": sheets, "kinds_known": kinds.known, "more_sheets": len(workbook.sheet_names) > _MOST_SHEETS}


def _with_tabs(archive: ZipFile, content: bytes) -> bytes:
    """Return an .ods in which tabs and line breaks are characters: the reading library drops the elements for them."""
    cells = archive.read("content.xml")
    if b"<text:tab" not in cells and b"<text:line-break" not in cells:
        return content
    cells = _BREAK.sub(b"&#10;", _TAB.sub(b"&#9;", cells))
    made = BytesIO()
    with ZipFile(made, "w") as written:
        for name in archive.namelist():
            written.writestr(name, cells if name == "content.xml" else archive.read(name))
    return made.getvalue()


def _near_cells(content: bytes, name: str) -> Iterator[tuple[Any, ...]]:
    """Read a sheet with a cell far outside: another library does not lay out all that is between."""
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = workbook[name]
    sheet.reset_dimensions()
    return sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


class _Text:
    """Counts the characters that were read."""

    def __init__(self) -> None:
        self._read = 0

    def packed(self, row: Sequence[Any]) -> list[Any]:
        """Return a row as JSON can hold it; most cells are texts."""
        made = [(value or None) if type(value) is str else packed(value) for value in row]
        self._read += len("".join([value for value in made if type(value) is str]))
        if self._read > MOST_TEXT:
            raise TooMuch
        return made


def _bounded(rows: Iterable[Sequence[Any]], text: _Text) -> tuple[list[list[Any]], bool]:
    """Return the rows without the empty ends, and whether something beyond the bounds was left out."""
    kept: list[list[Any]] = []
    filled, cut = 0, False
    numbered = iter(rows)
    for row in islice(numbered, MOST_ROWS):
        cells = text.packed(row[:MOST_COLUMNS])
        cut = cut or (len(row) > MOST_COLUMNS and any(value not in ("", None) for value in row[MOST_COLUMNS:]))
        while cells and cells[-1] is None:
            cells.pop()
        kept.append(cells)
        if cells:
            filled = len(kept)
        elif len(kept) - filled >= MOST_EMPTY_ROWS:
            break
    cut = cut or any(value not in ("", None) for row in numbered for value in row)
    return kept[:filled], cut


def _listed(marks: Marks) -> list[tuple[int, int, Mark]]:
    return [(row, column, mark) for (row, column), mark in marks.items() if row < MOST_ROWS and column < MOST_COLUMNS]


if __name__ == "__main__":
    main()
