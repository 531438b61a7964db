"""Rows pasted from Excel: read cell by cell, compared with what is stored, and told before anything is written."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kn_desk.errors import Unreadable, UserError
from kn_desk.fields.kinds import Data
from kn_desk.fields.spec import Fault, FieldSpec, Record
from kn_desk.fields.text import clean, comparable, quoted
from kn_desk.records.change import ChangeSet, Edit, creation, update
from kn_desk.services.desk import Reader
from kn_desk.services.edit import Author, new_record
from kn_desk.services.references import read_value

MOST_ROWS = 1000
CODE = "code"

Finding = Literal["new", "changed", "cleared", "same", "unreadable", "ignored"]
Verb = Literal["create", "update", "same", "refused"]


@dataclass(frozen=True)
class PastedColumn:
    """A column of what was pasted: its title, and the field that it fills (None: the Kennung, or nothing)."""

    title: str
    field: FieldSpec | None
    is_code: bool = False

    @property
    def is_used(self) -> bool:
        """Whether anything of it is taken."""
        return self.field is not None or self.is_code


@dataclass(frozen=True)
class PastedCell:
    """What was found in a cell, and for what cannot be taken the sentence why; ``old`` is what is stored."""

    text: str
    finding: Finding
    sentence: str = ""
    old: str = ""


@dataclass(frozen=True)
class PastedRow:
    """One row: what becomes of it, and the edit that would do it (None where nothing can or need be done)."""

    number: int
    verb: Verb
    name: str
    cells: tuple[PastedCell, ...]
    edit: Edit | None = None
    #: What is wrong with the row as a whole.
    sentence: str = ""

    @property
    def sentences(self) -> list[str]:
        """All that is to be said about it."""
        said = [cell.sentence for cell in self.cells if cell.sentence]
        return [*([self.sentence] if self.sentence else []), *said]


@dataclass(frozen=True)
class Paste:
    """All that was pasted."""

    columns: tuple[PastedColumn, ...]
    rows: tuple[PastedRow, ...]
    has_header: bool

    def count(self, verb: Verb) -> int:
        """Return of how many rows this becomes."""
        return sum(row.verb == verb for row in self.rows)


def read_paste(reader: Reader, cls: type[Record], shown: Sequence[str], text: str) -> Paste:
    """Return what pasted text means for records of a type.

    A first row of labels or English names says which columns there are; else they are the ``shown`` ones in their
    order. A row whose Kennung is known changes that record, one without makes a new one. Raises UserError where
    nothing in it can be taken.
    """
    lines = _lines(text)
    if not lines:
        raise UserError("In der Zwischenablage steht keine Tabelle.", "Bitte in Excel Zeilen markieren und kopieren.")
    known = _columns_by_title(cls)
    has_header = _is_header(lines[0], known)
    if has_header:
        columns = [_titled(title, known) for title in lines.pop(0)]
    else:
        columns = [_titled(name, known) for name in shown][: max(map(len, lines))]
    columns = _each_once(columns)
    if not any(column.field for column in columns):
        raise UserError("Keine Spalte davon lässt sich einfügen.", "Die erste Zeile sollte die Überschriften nennen.")
    if len(lines) > MOST_ROWS:
        raise UserError(
            f"Das sind {len(lines)} Zeilen. Auf einmal gehen höchstens {MOST_ROWS}.", "Bitte in Teilen einfügen."
        )
    return Paste(tuple(columns), tuple(_Rows(reader, cls, columns).read(lines)), has_header)


def change_set(rows: Sequence[PastedRow], author: Author) -> ChangeSet:
    """Return the one step that does what these rows ask for. Raises UserError if that is nothing."""
    edits = tuple(row.edit for row in rows if row.edit is not None)
    if not edits:
        raise UserError("Keine Zeile ist zum Übernehmen angehakt.")
    return ChangeSet(edits, "import", author.by, author.source)


def _lines(text: str) -> list[list[str]]:
    """The cells of a table as Excel puts it on the clipboard: tabs between, quotes around what has line breaks."""
    read = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    try:
        lines = [[cell.replace("\0", "") for cell in line] for line in read]
    except csv.Error:  # a quote that never ends, and a cell beyond all measure
        lines = [line.split("\t") for line in text.splitlines()]
    return [line for line in lines if any(cell.strip() for cell in line)]


def _columns_by_title(cls: type[Record]) -> Mapping[str, PastedColumn]:
    known = {
        comparable(title): PastedColumn(spec.label, spec)
        for spec in cls.spec.fields.values()
        if not spec.internal and not isinstance(spec.kind, Data)
        for title in (spec.name, spec.label)
    }
    code = PastedColumn("Kennung", None, is_code=True)
    computed = {
        comparable(title): PastedColumn(spec.label, None)
        for spec in cls.spec.computed.values()
        for title in (spec.name, spec.label)
    }
    return computed | known | {"kennung": code, CODE: code}


def _is_header(line: Sequence[str], known: Mapping[str, PastedColumn]) -> bool:
    titles = [comparable(cell) for cell in line if cell.strip()]
    return 2 * sum(title.rstrip("* ") in known for title in titles) >= len(titles) > 0


def _titled(title: str, known: Mapping[str, PastedColumn]) -> PastedColumn:
    return known.get(comparable(title).rstrip("* "), PastedColumn(" ".join(title.split()), None))


def _each_once(columns: Sequence[PastedColumn]) -> list[PastedColumn]:
    """A field that two columns name is filled by the first of them."""
    seen: set[str] = set()
    once = []
    for column in columns:
        name = column.field.name if column.field else CODE if column.is_code else ""
        once.append(PastedColumn(column.title, None) if name and name in seen else column)
        seen.add(name)
    return once


class _Rows:
    """Reads the rows of one paste; what was found once is not looked up again."""

    def __init__(self, reader: Reader, cls: type[Record], columns: Sequence[PastedColumn]) -> None:
        self._reader = reader
        self._cls = cls
        self._columns = columns
        self._values: dict[tuple[str, str], Any] = {}
        self._met: set[str] = set()

    def read(self, lines: Sequence[Sequence[str]]) -> list[PastedRow]:
        return [self._row(number, line) for number, line in enumerate(lines, 1)]

    def _row(self, number: int, line: Sequence[str]) -> PastedRow:
        texts = [line[place] if place < len(line) else "" for place in range(len(self._columns))]
        try:
            stored = self._stored(texts)
        except UserError as error:
            cells = tuple(PastedCell(text, "ignored") for text in texts)
            return PastedRow(number, "refused", "", cells, None, error.what)
        values: dict[str, Any] = {}
        cells = tuple(
            self._cell(column, text, stored, values) for column, text in zip(self._columns, texts, strict=True)
        )
        return self._judged(PastedRow(number, "refused", "", cells), stored, values)

    def _stored(self, texts: Sequence[str]) -> Record | None:
        place = next((place for place, column in enumerate(self._columns) if column.is_code), None)
        code = clean(texts[place])[0].upper() if place is not None else ""
        if not code:
            return None
        record = self._reader.by_code(code)
        if record is None:
            raise Unreadable(f"Die Kennung {quoted(code)} gibt es nicht.")
        if not isinstance(record, self._cls):
            raise Unreadable(f"{code} passt hier nicht ({record.spec.label}).")
        if record.trashed is not None:
            raise Unreadable(f"{code} liegt im Papierkorb.")
        if code in self._met:
            raise Unreadable(f"{code} kommt mehrfach vor; die erste Zeile gilt.")
        self._met.add(code)
        return record

    def _cell(self, column: PastedColumn, text: str, stored: Record | None, values: dict[str, Any]) -> PastedCell:
        spec = column.field
        if spec is None:
            return PastedCell(text, "same" if column.is_code else "ignored")
        was = getattr(stored, spec.name) if stored else None
        old = self._reader.show(spec, was) if stored else ""
        if " ".join(text.split()) == " ".join(old.split()):
            return PastedCell(text, "same", old=old)
        try:
            value = self._value(spec, text)
        except UserError as error:
            said = str(error).removeprefix(f"{spec.label}: ")
            return PastedCell(text, "unreadable", f"{spec.label}: {said}", old)
        empty = value in (None, ())
        if value == was or (empty and was in (None, ())):
            return PastedCell(text, "same", old=old)
        if empty and spec.required:
            return PastedCell(text, "unreadable", f"{spec.label}: Das Feld darf nicht leer sein.", old)
        values[spec.name] = value
        return PastedCell(text, "new" if stored is None else "cleared" if empty else "changed", "", old)

    def _value(self, spec: FieldSpec, text: str) -> Any:
        key = (spec.name, text)
        if key not in self._values:
            try:
                self._values[key] = read_value(self._reader, spec, text, self._reader.today)
            except UserError as error:
                self._values[key] = error
        found = self._values[key]
        if isinstance(found, UserError):
            raise found
        return found

    def _judged(self, row: PastedRow, stored: Record | None, values: dict[str, Any]) -> PastedRow:
        """Say what becomes of a row, as far as the rules of the one record tell."""
        name = self._reader.name_of(stored) if stored else ""
        if any(cell.finding == "unreadable" for cell in row.cells):
            return replace(row, name=name)
        if stored is not None:
            edit = update(stored, values)
            if edit is None:
                return replace(row, verb="same", name=name)
            after = replace(stored, **values)
            return self._allowed(replace(row, verb="update", name=name), after, edit, stored)
        missing = [spec.label for spec in self._cls.spec.fields.values() if spec.required and not _has(spec, values)]
        if missing:
            return replace(row, sentence=f"„{missing[0]}“ fehlt.")
        made = new_record(self._cls, values)
        return self._allowed(replace(row, verb="create"), made, creation(made), None)

    def _allowed(self, row: PastedRow, after: Record, edit: Edit, stored: Record | None) -> PastedRow:
        near = self._reader.near
        row = replace(row, name=row.name or self._reader.name_of(after))
        if locked := (stored or after).locked(near):
            return replace(row, verb="refused", sentence=locked)
        faults = (one for one in after.faults(near) if edit.verb == "create" or one.inputs & edit.fields.keys())
        if (found := next(faults, None)) is None:
            return replace(row, edit=edit)
        return replace(row, verb="refused", sentence=found.sentence, cells=self._marked(row.cells, found))

    def _marked(self, cells: Sequence[PastedCell], found: Fault) -> tuple[PastedCell, ...]:
        """The cell at which a rule speaks is marked; where that field was not pasted, what else the rule looks at."""
        names = [column.field.name if column.field else "" for column in self._columns]
        meant = {found.field} if found.field in names else found.inputs
        return tuple(
            replace(cell, finding="unreadable") if name in meant else cell
            for name, cell in zip(names, cells, strict=True)
        )


def _has(spec: FieldSpec, values: Mapping[str, Any]) -> bool:
    return values.get(spec.name) is not None or spec.default not in (None, ())
