"""Opens a workbook that was just written and compares it with what was to be in it; only then it is done."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from kn_desk.errors import UserError
from kn_desk.exchange.record_sheet import FIRST_ROW, HEADER_ROW, Written

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA_OR_ERROR = re.compile(rb'<f[ />]|<c [^>]*t="e"')
_NUMBER = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^>]*><v>([^<]*)</v>')
_ROW_END = b"</row>"
_BLOCK = 1 << 20


class NotAsWritten(UserError):
    """The file on the disk is not what was meant to be written; it was not moved into place."""

    def __init__(self, found: str) -> None:
        super().__init__(
            "Die geschriebene Mappe ist nicht so, wie sie sein soll, und wurde verworfen.",
            "Bitte noch einmal exportieren; bleibt es dabei, den Bericht speichern.",
            details=found,
        )


def check_written(path: Path, sheets: Sequence[Written], names: Sequence[str]) -> None:
    """Raise NotAsWritten unless the file holds these record sheets, and the sheets ``names`` in this order."""
    try:
        with ZipFile(path) as archive:
            if broken := archive.testzip():
                raise NotAsWritten(f"broken part: {broken}")
            parts = {
                name: archive.read(name) for name in archive.namelist() if not name.startswith("xl/worksheets/sheet")
            }
            for name, content in parts.items():
                if name.endswith((".xml", ".rels")):
                    well_formed(content)
            book = fromstring(parts["xl/workbook.xml"])
            places = sheet_parts(book, parts)
            if list(places) != list(names):
                raise NotAsWritten(f"sheets: {list(places)}")
            ranges = {name.get("name"): name.text for name in book.iter(f"{_MAIN}definedName")}
            for sheet in sheets:
                _check_sheet(sheet, places[sheet.name], archive, parts, ranges)
            for place in set(places.values()) - {places[sheet.name] for sheet in sheets}:
                well_formed(archive.read(place))
    except (BadZipFile, ExpatError, ParseError, KeyError) as error:
        raise NotAsWritten(f"{type(error).__name__}: {error}") from error


def well_formed(content: bytes) -> None:
    """Raise ExpatError unless the part is XML."""
    ParserCreate().Parse(content, True)


def sheet_parts(book: Any, parts: dict[str, bytes]) -> dict[str, str]:
    """Return {sheet name: part} in the order of the tabs."""
    targets = targets_of(parts["xl/_rels/workbook.xml.rels"])
    return {sheet.get("name"): targets[sheet.get(_RELATION)] for sheet in book.iter(f"{_MAIN}sheet")}


def targets_of(relations: bytes) -> dict[str, str]:
    """Return {id of a relation: part}."""
    return {relation.attrib["Id"]: relation.attrib["Target"].lstrip("/") for relation in fromstring(relations)}


def _check_sheet(sheet: Written, place: str, archive: ZipFile, parts: dict[str, bytes], ranges: dict[Any, Any]) -> None:
    with archive.open(place) as stream:
        frame, header = _read_rows(sheet, stream)
    if frame.find(f"{_MAIN}autoFilter") is not None:
        raise NotAsWritten(f"{sheet.name}: a filter besides the table's own")
    pane = frame.find(f".//{_MAIN}pane")
    if pane is None or pane.get("topLeftCell") != sheet.frozen:
        raise NotAsWritten(f"{sheet.name}: nothing frozen at {sheet.frozen}")
    lists = {
        rule.get("sqref").split(":")[0].rstrip("0123456789"): rule.findtext(f"{_MAIN}formula1")
        for rule in frame.iter(f"{_MAIN}dataValidation")
        if rule.get("type") == "list"
    }
    if lists != sheet.ranges or not set(lists.values()) <= set(ranges):
        raise NotAsWritten(f"{sheet.name}: drop-downs {lists}")
    targets = targets_of(parts[f"xl/worksheets/_rels/{place.rpartition('/')[2]}.rels"])
    tables = [targets[part.get(_RELATION)] for part in frame.iter(f"{_MAIN}tablePart")]
    if len(tables) != 1:
        raise NotAsWritten(f"{sheet.name}: {len(tables)} tables")
    _check_table(sheet, fromstring(parts[tables[0]]), header)


def _read_rows(sheet: Written, stream: IO[bytes]) -> tuple[Any, list[str]]:
    """Check the rows block by block; return the sheet without its rows, and the texts of the header."""
    parser = ParserCreate()
    found = dict.fromkeys(sheet.totals, Decimal(0))
    rows, rest, head, header = 0, b"", b"", b""
    while block := stream.read(_BLOCK):
        parser.Parse(block, False)
        rest += block
        if not head:
            head, _, rest = rest.partition(b"<sheetData>")
        whole, end, rest = rest.rpartition(_ROW_END)
        whole += end
        if not header:
            header = whole[whole.find(f'<row r="{HEADER_ROW}"'.encode()) :].partition(_ROW_END)[0] + _ROW_END
        rows += whole.count(_ROW_END)
        if _FORMULA_OR_ERROR.search(whole):
            raise NotAsWritten(f"{sheet.name}: a formula or an error value")
        for column, value in _NUMBER.findall(whole) if found else ():
            if (place := column.decode()) in found:
                found[place] += Decimal(value.decode())
    parser.Parse(b"", True)
    if rows != HEADER_ROW + sheet.rows:
        raise NotAsWritten(f"{sheet.name}: {rows - HEADER_ROW} rows instead of {sheet.rows}")
    if found != sheet.totals:
        raise NotAsWritten(f"{sheet.name}: sums {found} instead of {sheet.totals}")
    return fromstring(head + b"<sheetData>" + rest), [text.text or "" for text in fromstring(header).iter("t")]


def _check_table(sheet: Written, table: Any, header: list[str]) -> None:
    if table.get("name") != sheet.table or not table.get("ref").endswith(str(FIRST_ROW + sheet.rows - 1)):
        raise NotAsWritten(f"{sheet.name}: table {table.get('name')} over {table.get('ref')}")
    columns = [column.get("name") for column in table.iter(f"{_MAIN}tableColumn")]
    if header != columns or len({column.casefold() for column in columns}) != len(columns):
        raise NotAsWritten(f"{sheet.name}: header {header} and table {columns} differ")
