"""Opens a Lotsenmappe that was just written and compares it with what was to be in it; only then it is done.

Values are read as they will be when the workbook comes home; the rest is looked up in its parts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring
from python_calamine import CalamineError, CalamineWorkbook

from kn_desk.errors import UserError
from kn_desk.exchange.excel_names import ascii_word
from kn_desk.exchange.lotse_forms import Form, FormColumn
from kn_desk.exchange.lotse_sheet import FROZEN
from kn_desk.exchange.row_xml import letter
from kn_desk.exchange.sheet_format import COVER, FIELD_ROW, FIRST_ROW, HEADER_ROW, ID, KN, LISTS, SheetFormat
from kn_desk.exchange.written_check import NotAsWritten, sheet_parts, targets_of, well_formed
from kn_desk.fields.kinds import Choice, Day, Number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROWS = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
_FORMULA_OR_ERROR = re.compile(rb'<f[ />]|<c [^>]*t="e"')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"')


def check_lotse_workbook(path: Path, forms: Sequence[Form], origin: SheetFormat) -> None:
    """Raise NotAsWritten unless the file holds these forms, protected and with their drop-downs, and this origin."""
    try:
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for name, content in parts.items():
            if name.endswith((".xml", ".rels")):
                well_formed(content)
        _Check(parts).look(forms)
        book = CalamineWorkbook.from_path(str(path))
        try:
            found = SheetFormat.from_rows(_rows(book, KN))
            for form in forms:
                _check_values(_rows(book, form.name), form)
        finally:
            book.close()
    except (BadZipFile, CalamineError, ExpatError, ParseError, KeyError, UserError, ValueError) as error:
        raise error if isinstance(error, NotAsWritten) else NotAsWritten(f"{type(error).__name__}: {error}") from error
    if found != origin:
        raise NotAsWritten(f"{KN}: not what was sent")


class _Check:
    """Looks at the parts of one workbook."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._book = fromstring(parts["xl/workbook.xml"])
        self._places = sheet_parts(self._book, dict(parts))
        self._ranges = {name.get("name") for name in self._book.iter(f"{_MAIN}definedName")}
        styles: Any = fromstring(parts["xl/styles.xml"]).find(f"{_MAIN}cellXfs")
        self._unlocked = {str(number).encode() for number, style in enumerate(styles) if _is_unlocked(style)}

    def look(self, forms: Sequence[Form]) -> None:
        """Check the sheets with their order, their protection, and all that makes them forms."""
        states = {COVER: "visible"} | {form.name: "visible" for form in forms} | {LISTS: "hidden", KN: "veryHidden"}
        found = {one.get("name"): one.get("state", "visible") for one in self._book.iter(f"{_MAIN}sheet")}
        if list(found.items()) != list(states.items()):
            raise NotAsWritten(f"sheets: {found}")
        by_name = {form.name: form for form in forms}
        for name, place in self._places.items():
            content = self._parts[place]
            if _FORMULA_OR_ERROR.search(content):
                raise NotAsWritten(f"{name}: a formula or an error value")
            frame = fromstring(_ROWS.sub(b"", content))
            protection = frame.find(f"{_MAIN}sheetProtection")
            if protection is None or protection.get("sheet") != "1" or protection.get("password"):
                raise NotAsWritten(f"{name}: not protected, or with a password")
            if name in by_name:
                self._form(by_name[name], place, frame)

    def _form(self, form: Form, place: str, frame: Any) -> None:
        last_row = FIRST_ROW + max(len(form.rows), 1) - 1
        pane = frame.find(f".//{_MAIN}pane")
        if pane is None or pane.get("topLeftCell") != FROZEN or frame.find(f"{_MAIN}autoFilter") is not None:
            raise NotAsWritten(f"{form.name}: frozen panes, or a second filter")
        targets = targets_of(self._parts[f"xl/worksheets/_rels/{place.rpartition('/')[2]}.rels"])
        (table,) = (fromstring(self._parts[part]) for part in targets.values() if "/tables/" in part)
        headers = [ID, *(column.header for column in form.columns)]
        if [column.get("name") for column in table.iter(f"{_MAIN}tableColumn")] != headers:
            raise NotAsWritten(f"{form.name}: the table has other headers")
        area = f"A{HEADER_ROW}:{letter(len(headers))}{last_row}"
        if (table.get("name"), table.get("ref")) != (f"tbl{ascii_word(form.name)}", area):
            raise NotAsWritten(f"{form.name}: table {table.get('name')} over {table.get('ref')}")
        self._locks(form, place, last_row)
        if form.rows:
            self._rules(form, frame)

    def _locks(self, form: Form, place: str, last_row: int) -> None:
        """Only the input cells of the rows can be changed."""
        found = {(c.decode(), int(r)) for c, r, style in _CELL.findall(self._parts[place]) if style in self._unlocked}
        rows = range(FIRST_ROW, last_row + 1)
        inputs = {(letter(place), row) for place, column in enumerate(form.columns, 2) if column.input for row in rows}
        if found != inputs:
            raise NotAsWritten(f"{form.name}: unlocked cells")

    def _rules(self, form: Form, frame: Any) -> None:
        """Every day, number and choice to fill in has its rule, and every choice a range that exists."""
        rules = {rule.get("sqref").partition(":")[0]: rule for rule in frame.iter(f"{_MAIN}dataValidation")}
        for place, column in enumerate(form.columns, 2):
            if not column.input or not isinstance(column.kind, Choice | Day | Number):
                continue
            rule = rules.get(f"{letter(place)}{FIRST_ROW}")
            if rule is None or not rule.get("error"):
                raise NotAsWritten(f"{form.name}, {column.header}: no rule")
            if isinstance(column.kind, Choice) and rule.findtext(f"{_MAIN}formula1") not in self._ranges:
                raise NotAsWritten(f"{form.name}, {column.header}: no drop-down")


def _check_values(rows: list[list[Any]], form: Form) -> None:
    names = [ID, *(column.name for column in form.columns)]
    headers = [ID, *(column.header for column in form.columns)]
    if rows[FIELD_ROW - 1] != names or rows[HEADER_ROW - 1] != headers:
        raise NotAsWritten(f"{form.name}: header")
    found = [row for row in rows[FIRST_ROW - 1 :] if any(row)]
    if len(found) != len(form.rows):
        raise NotAsWritten(f"{form.name}: {len(found)} rows")
    for row, cells in zip(form.rows, found, strict=True):
        if cells[0] != row.id or any(value != row.values.get(name) for name, value in _read(form.columns, cells[1:])):
            raise NotAsWritten(f"{form.name}: the row of {row.values.get('code')}")


def _read(columns: Sequence[FormColumn], cells: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    for column, cell in zip(columns, cells, strict=True):
        yield column.name, column.kind.read_cell(cell)


def _rows(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _is_unlocked(style: Any) -> bool:
    protection = style.find(f"{_MAIN}protection")
    return protection is not None and protection.get("locked") == "0"
