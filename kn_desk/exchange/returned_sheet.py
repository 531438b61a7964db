"""Recognises a Lotsenmappe that came home: whose it is, and which cells belong to which field of which record.

Columns are found by the hidden row of field names, rows by the hidden column of ids; where these are gone the headers
may still do, and what cannot be told for sure is said and left out. Nothing is guessed.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kn_desk.exchange.cell_json import Raw
from kn_desk.exchange.file_kind import NotAdmitted
from kn_desk.exchange.gate import MACROS, admit, read_file
from kn_desk.exchange.sheet_format import COVER, ID, INPUTS, KN, LISTS, PROPOSAL_FIELDS, PROPOSALS
from kn_desk.exchange.sheet_origin import origin_of
from kn_desk.exchange.sheet_reader import ReadBook, ReadSheet, place, read_book
from kn_desk.fields.spec import Record
from kn_desk.fields.text import comparable
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.returned import Returned, ReturnedCell, ReturnedRow
from kn_desk.storage.reader import Reader

_IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: The header is searched in so many rows.
_HEAD_ROWS = 20
_FAULTS = {
    "error": "Die Zelle {place} enthält einen Fehlerwert von Excel; sie wird nicht gelesen.",
    "uncomputed": "Zelle {place}: Formel ohne Ergebnis. Bitte die Datei in Excel öffnen und speichern.",
    "merged": "Die Zellen {range} sind verbunden. Bitte die Verbindung aufheben und jede Zelle einzeln ausfüllen.",
}
_FORMS: dict[str, dict[str, type[Record]]] = {**INPUTS, PROPOSALS: dict.fromkeys(PROPOSAL_FIELDS, StrategyItem)}


@dataclass(frozen=True)
class ReadFile:
    """A file that passed the gate and was read; nothing is compared yet."""

    name: str
    checksum: str
    book: ReadBook

    @property
    def has_macros(self) -> bool:
        """Whether there are macros in it; a person is asked whether its values may be read all the same."""
        return MACROS in self.book.notes


def read_return(path: Path) -> ReadFile:
    """Read a file that came home; needs no office, so that a worker can do it. Raises UserError."""
    content = read_file(path)
    return ReadFile(path.name, hashlib.sha256(content).hexdigest(), read_book(admit(content)))


def recognise(reader: Reader, file: ReadFile) -> Returned:
    """Return what came home in a file. Raises UserError where it is no Lotsenmappe of this office."""
    forms, notes = _forms(file.book)
    origin = origin_of(reader, file.book, file.name, {identity for form in forms for identity in form.ids()})
    if not forms:
        if origin.is_known:
            raise NotAdmitted(
                "Die Mappe enthält keines der Blätter mehr, die auszufüllen waren.", "Bitte die Mappe neu anfordern."
            )
        raise NotAdmitted(
            "Diese Mappe ist nicht von KN Desk erstellt oder keine Lotsenmappe.", "Ist es die richtige Datei?"
        )
    rows = [row for form in forms if form.name != PROPOSALS for row in form.rows()]
    proposals = [row for form in forms if form.name == PROPOSALS for row in form.rows()]
    return Returned(
        file.name, file.checksum, origin.sheet, origin.period, origin.unit, origin.sent, tuple(rows), tuple(proposals),
        origin.words, file.book.kinds_known, origin.step, (*origin.notes, *notes, *file.book.notes),
    )  # fmt: skip


@dataclass
class _Form:
    """A data sheet as it was found: which column holds which field, and where its rows begin."""

    name: str
    sheet: ReadSheet
    #: {field: column}, the ids among them.
    columns: dict[str, int]
    first: int
    #: The columns of Kennung and title.
    words: tuple[int | None, int | None]

    def rows(self) -> Iterator[ReturnedRow]:
        """Yield the rows that hold anything in an input cell or have a key."""
        fields = [(name, cls, self.columns[name]) for name, cls in _FORMS[self.name].items() if name in self.columns]
        letters = {column: place(0, column)[:-1] for _, _, column in fields}
        plain = not self.sheet.marks and not self.sheet.merged
        for row in range(self.first, len(self.sheet.rows)):
            found = self.sheet.rows[row]
            width = len(found)
            cells = tuple(
                [
                    ReturnedCell(
                        cls, name, f"{letters[column]}{row + 1}", found[column] if column < width else None,
                        *(("", False) if plain else self._marked(row, column)),
                    )
                    for name, cls, column in fields
                ]
            )  # fmt: skip
            key = self._key(row)
            if key or any(_is_filled(cell) for cell in cells):
                texts = [str(self.sheet.cell(row, place) or "") if place is not None else "" for place in self.words]
                yield ReturnedRow(self.name, row + 1, key, cells, " ".join(texts).strip(), texts[-1].strip())

    def ids(self) -> Iterator[str]:
        """Yield the keys of all rows."""
        return filter(None, (self._key(row) for row in range(self.first, len(self.sheet.rows))))

    def _key(self, row: int) -> str:
        identity = self.sheet.cell(row, self.columns[ID]) if ID in self.columns else None
        return str(identity).strip() if identity is not None else ""

    def _marked(self, row: int, column: int) -> tuple[str, bool]:
        """Why the value of a cell may not count, and whether it is the result of a formula."""
        mark = self.sheet.mark(row, column)
        fault = _FAULTS.get(mark or "", "")
        where = place(row, column)
        return fault.format(place=where, range=self.sheet.merged_with(row, column)), mark == "formula"


def _is_filled(cell: ReturnedCell) -> bool:
    return bool(cell.fault) or (cell.raw is not None and str(cell.raw).strip() != "")


@dataclass
class _Head:
    """The header of a sheet: what each column is, and which fields stand there twice."""

    columns: dict[str, int]
    first: int
    twice: list[str] = field(default_factory=list)
    words: tuple[int | None, int | None] = (None, None)
    #: Fields that only the header's words told.
    by_label: bool = False

    @property
    def width(self) -> int:
        """How many columns were told."""
        return len(self.columns) + len(self.twice)


def _forms(book: ReadBook) -> tuple[list[_Form], list[str]]:
    """The data sheets of a book, each by its name or else by its field names, and what is to be said about them."""
    notes: list[str] = []
    forms: list[_Form] = []
    free = [sheet for sheet in book.sheets if not _is_ours(sheet)]
    for name, inputs in _FORMS.items():
        wanted = comparable(name)
        named = next((sheet for sheet in free if comparable(sheet.name) == wanted), None)
        sheet = named if named and _head(named, name) else _by_fields(free, name, inputs)
        if sheet is None:
            if named is not None:
                notes.append(f"Blatt „{named.name}“: Die Überschriften sind nicht zu erkennen; es wird nicht gelesen.")
                free.remove(named)
            elif name != PROPOSALS:
                notes.append(f"Das Blatt „{name}“ fehlt.")
            continue
        free.remove(sheet)
        if comparable(sheet.name) != wanted:
            notes.append(f"Das Blatt „{name}“ heißt jetzt „{sheet.name}“.")
        head = _head(sheet, name)
        assert head is not None
        notes += _about(name, head)
        if ID in head.columns or name == PROPOSALS:
            forms.append(_Form(name, sheet, head.columns, head.first, head.words))
    if forms:
        notes += [f"Das Blatt „{sheet.name}“ gehört nicht zur Mappe und wird nicht gelesen." for sheet in free]
    return forms, notes


def _is_ours(sheet: ReadSheet) -> bool:
    return comparable(sheet.name) in {comparable(name) for name in (COVER, LISTS, KN)}


def _by_fields(free: list[ReadSheet], name: str, inputs: dict[str, type[Record]]) -> ReadSheet | None:
    """The one sheet whose hidden row names all fields of a form, whatever it is called now."""
    own_names = {comparable(other) for other in _FORMS if other != name}
    found = [
        sheet
        for sheet in free
        if comparable(sheet.name) not in own_names
        and (head := _head(sheet, name))
        and not head.by_label
        and inputs.keys() <= head.columns.keys()
    ]
    return found[0] if len(found) == 1 else None


def _about(name: str, head: _Head) -> Iterator[str]:
    if ID not in head.columns and name != PROPOSALS:
        yield f"Blatt „{name}“: Die Spalte mit den Schlüsseln ({ID}) fehlt; das Blatt wird nicht gelesen."
        return
    labels = {one: cls.spec.fields[one].label for one, cls in _FORMS[name].items()} | {ID: ID}
    for one in head.twice:
        yield f"Blatt „{name}“: Die Spalte „{labels[one]}“ gibt es mehrmals; sie wird nicht gelesen."
    missing = [label for one, label in labels.items() if one not in head.columns and one not in head.twice]
    for label in missing if name != PROPOSALS else [label for label in missing if label != ID]:
        yield f"Blatt „{name}“: Die Spalte „{label}“ fehlt; sie bleibt, wie sie ist."


def _head(sheet: ReadSheet, name: str) -> _Head | None:
    """The header of a sheet: the hidden row of field names, else the words of the header."""
    by_name = {one: one for one in (*_FORMS[name], ID)}
    by_label = {comparable(cls.spec.fields[one].label): one for one, cls in _FORMS[name].items()} | {ID: ID}
    labelled: _Head | None = None
    for number, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        named, told = _matched(row, number + 1, by_name), _matched(row, number + 1, by_label)
        if named.width > max(told.width, 1):
            below = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else []
            named.first += _is_header(below, named, by_label)
            return named
        if told.width > 1 and labelled is None:
            labelled = told
            labelled.by_label = True
    return labelled


def _is_header(row: list[Raw], head: _Head, by_label: dict[str, str]) -> bool:
    """Whether the row below the field names is the visible header, which may have been renamed: no record's row."""
    place = head.columns.get(ID)
    identity = row[place] if place is not None and place < len(row) else None
    if identity is not None:
        return not _IDENTITY.fullmatch(str(identity).strip())
    texts = [comparable(cell) for cell in row if isinstance(cell, str)]
    return sum(text in by_label for text in texts) > 1


def _words_of(row: list[Raw]) -> tuple[int | None, int | None]:
    """The columns of Kennung and title."""
    names = [comparable(cell) if isinstance(cell, str) else "" for cell in row]

    def first(*group: str) -> int | None:
        return next((column for column, one in enumerate(names) if one in group), None)

    return first("code", "kennung"), first("title", "titel", "was", "last_name", "name")


def _matched(row: list[Raw], first: int, known: dict[str, str]) -> _Head:
    """The columns of a row whose cells name fields."""
    found: list[tuple[str, int]] = []
    for column, cell in enumerate(row):
        if isinstance(cell, str) and (name := known.get(comparable(cell))):
            found.append((name, column))
    times = Counter(name for name, _ in found)
    return _Head(
        {name: column for name, column in found if times[name] == 1},
        first,
        [name for name, number in times.items() if number > 1],
        _words_of(row),
    )
