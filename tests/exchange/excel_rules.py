"""What makes Excel repair a workbook when it opens it, looked for in the XML of its parts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

from defusedxml import ElementTree
from openpyxl.utils import range_boundaries

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RANGE = re.compile(r"'?([^'!]+)'?!(\$?[A-Z]{1,3})?\$?(\d+)?(:(\$?[A-Z]{1,3})?\$?(\d+)?)?")
_LONGEST_LIST, _LONGEST_TEXT, _LONGEST_NAME = 255, 32_767, 31
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
    "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "drawing", "legacyDrawing", "tableParts",
)  # fmt: skip


def fromstring(content: bytes) -> Any:
    return ElementTree.fromstring(content)


def faults(path: Path) -> list[str]:
    """Return all that Excel would not put up with."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    twice = [f"{name}: twice" for name, times in Counter(map(str.casefold, names)).items() if times > 1]
    return [*twice, *_package(parts), *_Book(parts).faults()]


def _package(parts: Mapping[str, bytes]) -> Iterator[str]:
    types = fromstring(parts["[Content_Types].xml"])
    named = {one.get("PartName", "").lstrip("/"): one.get("ContentType") for one in types if "PartName" in one.attrib}
    endings = {one.get("Extension") for one in types if "Extension" in one.attrib}
    yield from (f"content type of {name}, which is not there" for name in named.keys() - parts.keys())
    for name in parts.keys() - named.keys() - {"[Content_Types].xml"}:
        if name.rpartition(".")[2] not in endings:
            yield f"{name}: no content type"
    for name, content in parts.items():
        if name.endswith(".rels"):
            relations = list(fromstring(content))
            ids = [one.get("Id") for one in relations]
            if len(set(ids)) < len(ids):
                yield f"{name}: an id twice"
            yield from (
                f"{name}: {one.get('Target')} is not there" for one in relations if not _is_there(name, one, parts)
            )


def _is_there(rels: str, relation: Any, parts: Mapping[str, bytes]) -> bool:
    if relation.get("TargetMode") == "External":
        return False  # no Lotsenmappe leads outside
    target, folder = relation.get("Target"), PurePosixPath(rels).parent.parent
    path = target.lstrip("/") if target.startswith("/") else str(folder / target).removeprefix("./")
    return re.sub(r"[^/]+/\.\./", "", path) in parts


class _Book:
    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._book = fromstring(parts["xl/workbook.xml"])
        self._styles = fromstring(parts["xl/styles.xml"])
        relations = {one.get("Id"): one.get("Target") for one in fromstring(parts["xl/_rels/workbook.xml.rels"])}
        self._sheets: dict[str, str] = {}
        for sheet in self._book.iter(f"{_MAIN}sheet"):
            target = relations[sheet.get(_RELATION)]
            self._sheets[sheet.get("name")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        self._names = [one.get("name") for one in self._book.iter(f"{_MAIN}definedName")]
        self._tables: list[str] = []
        self._table_ids: list[str] = []
        shared = fromstring(parts["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in parts else ()
        self._strings = len(list(shared))

    def faults(self) -> Iterator[str]:
        yield from self._sheet_names()
        yield from self._style_ids()
        for name, part in self._sheets.items():
            for fault in self._sheet(part, fromstring(self._parts[part])):
                yield f"{name}: {fault}"
        yield from self._defined()

    def _sheet_names(self) -> Iterator[str]:
        names = [sheet.get("name") for sheet in self._book.iter(f"{_MAIN}sheet")]
        if len({name.casefold() for name in names}) < len(names):
            yield "two sheets of one name"
        for name in names:
            if len(name) > _LONGEST_NAME or re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name:
                yield f"sheet {name!r}"

    def _style_ids(self) -> Iterator[str]:
        counts = {kind: len(list(self._styles.find(f"{_MAIN}{kind}"))) for kind in ("fonts", "fills", "borders")}
        formats = {one.get("numFmtId") for one in self._styles.iter(f"{_MAIN}numFmt")}
        for style in self._styles.find(f"{_MAIN}cellXfs"):
            for kind, count in counts.items():
                if int(style.get(f"{kind[:-1]}Id", 0)) >= count:
                    yield f"styles: no such {kind[:-1]}"
            number = style.get("numFmtId", "0")
            if int(number) >= 164 and number not in formats:
                yield f"styles: no number format {number}"

    def _defined(self) -> Iterator[str]:
        scoped = [
            (one.get("name").casefold(), one.get("localSheetId")) for one in self._book.iter(f"{_MAIN}definedName")
        ]
        if len(set(scoped)) < len(scoped):
            yield "a name twice"
        own = [name.casefold() for name in [*self._names, *self._tables] if not name.startswith("_xlnm.")]
        if len(set(own)) < len(own):
            yield "a table and a name, or two tables, of one name"
        if len(set(self._table_ids)) < len(self._table_ids):
            yield "two tables of one id"
        if "_xlnm._FilterDatabase" in self._names:
            yield "a filter of a sheet"
        for one in self._book.iter(f"{_MAIN}definedName"):
            for area in (one.text or "").split(","):
                found = _RANGE.fullmatch(area)
                if found is None or found[1] not in self._sheets:
                    yield f"name {one.get('name')}: {area}"

    def _sheet(self, part: str, sheet: Any) -> Iterator[str]:
        places = [_ORDER.index(child.tag.removeprefix(_MAIN)) for child in sheet]
        if places != sorted(places):
            yield "elements out of order"
        if sheet.find(f"{_MAIN}autoFilter") is not None:
            yield "a filter besides that of the table"
        texts = dict(self._cells(sheet))
        yield from (text for place, text in texts.items() if place.startswith("!"))
        yield from self._rules(sheet)
        yield from self._formats(sheet)
        related = self._related(part)
        merged: list[Any] = [range_boundaries(one.get("ref")) for one in sheet.iter(f"{_MAIN}mergeCell")]
        tables = [one.get(_RELATION) for one in sheet.iter(f"{_MAIN}tablePart")]
        for key in tables:
            yield from self._table(fromstring(self._parts[related[key]]), texts, merged)
        for link in sheet.iter(f"{_MAIN}hyperlink"):
            found = _RANGE.fullmatch(link.get("location", ""))
            if found is None or found[1] not in self._sheets:
                yield f"link to {link.get('location')}"
        for footer in (*sheet.iter(f"{_MAIN}oddFooter"), *sheet.iter(f"{_MAIN}oddHeader")):
            if len(footer.text or "") > _LONGEST_LIST:
                yield "footer too long"

    def _related(self, part: str) -> dict[str, str]:
        folder, _, name = part.rpartition("/")
        rels = self._parts.get(f"{folder}/_rels/{name}.rels")
        relations = fromstring(rels) if rels else ()
        return {one.get("Id"): one.get("Target").lstrip("/").replace("../", "xl/") for one in relations}

    def _cells(self, sheet: Any) -> Iterator[tuple[str, str]]:
        """(place, text) of each cell; under "!n" what is wrong."""
        styles = len(list(self._styles.find(f"{_MAIN}cellXfs")))
        last = 0
        for row in sheet.iter(f"{_MAIN}row"):
            number = int(row.get("r"))
            letters = [re.sub(r"\d", "", cell.get("r")) for cell in row]
            if number <= last or letters != sorted(set(letters), key=lambda one: (len(one), one)):
                yield f"!{number}", f"row {number} or its cells out of order"
            last = number
            for cell in row:
                place, kind = cell.get("r"), cell.get("t", "n")
                text = "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
                yield place, text
                if int(cell.get("s", 0)) >= styles:
                    yield f"!{place}", f"{place}: no such style"
                if kind == "s" and int(cell.findtext(f"{_MAIN}v")) >= self._strings:
                    yield f"!{place}", f"{place}: no such string"
                if kind == "e" or cell.find(f"{_MAIN}f") is not None:
                    yield f"!{place}", f"{place}: a formula or an error"
                if len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
                    yield f"!{place}", f"{place}: too long"

    def _rules(self, sheet: Any) -> Iterator[str]:
        ranges = {name.casefold() for name in self._names}
        rules = list(sheet.iter(f"{_MAIN}dataValidation"))
        for group in sheet.iter(f"{_MAIN}dataValidations"):
            if int(group.get("count", len(rules))) != len(rules):
                yield "rules are miscounted"
        for rule in rules:
            formula = rule.findtext(f"{_MAIN}formula1") or ""
            if rule.get("type") == "list" and not formula.startswith('"') and formula.casefold() not in ranges:
                yield f"drop-down of {formula}, which is not there"
            if len(formula) > _LONGEST_LIST:
                yield f"a list in the rule of {rule.get('sqref')}"
            if len(rule.get("error", "")) > 255 or len(rule.get("errorTitle", "")) > 32:
                yield f"words of the rule of {rule.get('sqref')}"
            if len(rule.get("prompt", "")) > 255 or len(rule.get("promptTitle", "")) > 32:
                yield f"words of the rule of {rule.get('sqref')}"

    def _formats(self, sheet: Any) -> Iterator[str]:
        looks = self._styles.find(f"{_MAIN}dxfs")
        number = len(list(looks)) if looks is not None else 0
        rules = list(sheet.iter(f"{_MAIN}cfRule"))
        yield from ("no such conditional look" for rule in rules if int(rule.get("dxfId", -1)) >= number)
        priorities = [rule.get("priority") for rule in rules]
        if len(set(priorities)) < len(priorities):
            yield "two conditional looks of one priority"

    def _table(self, table: Any, texts: Mapping[str, str], merged: list[Any]) -> Iterator[str]:
        name, area = table.get("name"), table.get("ref")
        self._tables.append(name)
        self._table_ids.append(table.get("id"))
        boundaries: Any = range_boundaries(area)
        left, top, right, bottom = boundaries
        columns = [one.get("name") for one in table.iter(f"{_MAIN}tableColumn")]
        if name != table.get("displayName") or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            yield f"table {name!r}"
        if (
            len(columns) != right - left + 1
            or bottom <= top
            or int(table.find(f"{_MAIN}tableColumns").get("count")) != len(columns)
        ):
            yield f"{name}: {len(columns)} columns over {area}"
        if "" in columns or len({one.casefold() for one in columns}) < len(columns):
            yield f"{name}: a header is empty or twice"
        places = [f"{re.sub(r'[0-9]', '', place)}{top}" for place in texts if re.fullmatch(rf"[A-Z]+{top}", place)]
        if [texts[place] for place in places] != columns:
            yield f"{name}: its headers are not those of the sheet"
        filters = table.findall(f"{_MAIN}autoFilter")
        if len(filters) > 1 or (filters and filters[0].get("ref") != area):
            yield f"{name}: its filter"
        if any(one[0] <= right and one[2] >= left and one[1] <= bottom and one[3] >= top for one in merged):
            yield f"{name}: merged cells in it"
