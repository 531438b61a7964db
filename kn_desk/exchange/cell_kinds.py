"""What the values alone do not tell: which cells hold formulas and errors, and how far out the farthest cell lies.

python-calamine gives "" for an error value and for a formula without a stored result, exactly as for a cell that
somebody emptied. The gate has refused every DOCTYPE before, so no entity is ever resolved here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from kn_desk.exchange.cell_json import Mark

#: {(row, column), both from 0: mark}
Marks = dict[tuple[int, int], Mark]

_BLOCK = 1 << 20
_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
#: What stands in every block with a formula or an error value, found much faster than the pattern.
_HINTS = (b"<f", b":f", b'"e"', b"'e'")
_MAYBE_MARKED = re.compile(rb"<(?:\w+:)?f[\s/>]|\bt\s*=\s*[\"']e[\"']")
#: Begins with a letter that is looked for fast.
_FAR = re.compile(rb"r\s*=\s*[\"'](?:[A-Z]{3}\d|[A-Z]{1,2}\d{6})")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_REPEATED_AT_MOST = 10_000
#: No Lotsenmappe has more formulas and errors; looking at each takes its time.
_MOST_MARKS = 100_000


class TooMuch(Exception):
    """More than any Lotsenmappe has."""


@dataclass
class Kinds:
    """The marks of each sheet by its name, and the names of those that have a cell far outside."""

    marks: dict[str, Marks] = field(default_factory=dict)
    far: set[str] = field(default_factory=set)
    #: The marks are complete: an empty cell without one is really empty.
    known: bool = True


def kinds_of(archive: ZipFile, format_: str) -> Kinds:
    """Return the kinds of a workbook's cells as far as its format lets us look."""
    if format_ == "xlsx":
        return _excel(archive)
    if format_ == "ods":
        content = archive.read("content.xml")
        marked = b"table:formula" in content or b'"error"' in content
        return Kinds(_OpenDocument().read(content) if marked else {})
    return Kinds(known=False)


def _excel(archive: ZipFile) -> Kinds:
    kinds = Kinds()
    names = set(archive.namelist())
    for sheet, part in _sheet_parts(archive):
        if part not in names:
            continue
        maybe_marked, far = _glance(archive.open(part))
        if far:
            kinds.far.add(sheet)
        if maybe_marked:
            with archive.open(part) as stream:
                kinds.marks[sheet] = _SheetXml().read(stream)
    return kinds


def _glance(stream: IO[bytes]) -> tuple[bool, bool]:
    """Whether a sheet could have formulas or errors, and cells far outside; most have none, so it is looked up fast."""
    marked = far = False
    rest = b""
    with stream:
        while block := stream.read(_BLOCK):
            rest += block
            if not marked and any(hint in rest for hint in _HINTS):
                marked = _MAYBE_MARKED.search(rest) is not None
            far = far or _FAR.search(rest) is not None
            rest = rest[-40:]
    return marked, far


def _sheet_parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet with its part."""
    targets: dict[str, str] = {}
    for name, attributes in _elements(archive.read("xl/_rels/workbook.xml.rels")):
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for name, attributes in _elements(archive.read("xl/workbook.xml")):
        if name == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            yield attributes.get("name", ""), targets.get(identity, "")


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((_local(name), attributes))
    parser.Parse(content, True)
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _SheetXml:
    """Walks over the cells of one sheet of an .xlsx."""

    def __init__(self) -> None:
        self._marks: Marks = {}
        self._row = self._column = -1
        self._type = ""
        self._formula = self._in_value = self._has_value = False

    def read(self, stream: IO[bytes]) -> Marks:
        parser = ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        while block := stream.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
        return self._marks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "row":
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self._row + 1
            self._column = -1
        elif name == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            if place:
                self._column, self._row = column_number(place[1]), int(place[2]) - 1
            else:
                self._column += 1
            self._type = attributes.get("t", "n")
            self._formula = self._has_value = False
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._in_value = True

    def _text(self, text: str) -> None:
        if self._in_value and text:
            self._has_value = True

    def _end(self, name: str) -> None:
        name = _local(name)
        if name == "v":
            self._in_value = False
        elif name == "c":
            mark: Mark | None = None
            if self._type == "e":
                mark = "error"
            elif self._formula:
                # A formula whose result is the text "" has a type and an empty value: that is a result.
                mark = "formula" if self._has_value or self._type == "str" else "uncomputed"
            if mark:
                self._marks[self._row, self._column] = mark
                if len(self._marks) > _MOST_MARKS:
                    raise TooMuch


class _OpenDocument:
    """Walks over the cells of an .ods; runs of equal rows and cells are counted, the empty ones at the end skipped."""

    def __init__(self) -> None:
        self._marks: dict[str, Marks] = {}
        self._table: Marks = {}
        self._row = self._column = self._rows = 0

    def read(self, content: bytes) -> dict[str, Marks]:
        parser = ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(content, True)
        return self._marks

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        if name == "table:table":
            self._table = self._marks.setdefault(attributes.get("table:name", ""), {})
            self._row = 0
        elif name == "table:table-row":
            self._rows = _count(attributes.get("table:number-rows-repeated"))
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            columns = _count(attributes.get("table:number-columns-repeated"))
            if mark := self._mark(attributes):
                for row in range(min(self._rows, _REPEATED_AT_MOST)):
                    for column in range(min(columns, 100)):
                        self._table[self._row + row, self._column + column] = mark
            self._column += columns

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows

    @staticmethod
    def _mark(attributes: dict[str, Any]) -> Mark | None:
        if attributes.get("calcext:value-type") == "error":
            return "error"
        if "table:formula" in attributes:
            return "formula" if "office:value-type" in attributes else "uncomputed"
        return None


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def column_number(letters: str) -> int:
    """Return the number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
