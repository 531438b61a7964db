"""What a Lotsenmappe is, said once for its writer and its reader: sheets, input fields, and the sheet "_kn"."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Choice, Data
from kn_desk.fields.spec import AnyKind, Record
from kn_desk.records.contacts import Person
from kn_desk.records.minutes import Task
from kn_desk.records.progress import Milestone
from kn_desk.records.reporting import StatusReport, newest_first
from kn_desk.records.sent_values import FIELDS, VALUES
from kn_desk.records.strategy import StrategyItem

COVER, ITEMS, MILESTONES, TASKS = "Deckblatt", "Maßnahmen", "Meilensteine", "Aufgaben"
PROPOSALS, CONTACT, LISTS, KN = "Neue Vorschläge", "Kontakt", "Listen", "_kn"
#: Header of the hidden first column with the record's id; stands in the hidden row of field names too.
ID = "kn_id"
#: Where rows stand in a data sheet as it is written: the hidden field names, the header, the first record.
FIELD_ROW, HEADER_ROW, FIRST_ROW = 3, 4, 5
PROPOSAL_ROWS = 10
NAME, VERSION = "KN Desk Lotsenmappe", 1

#: {sheet: {field to fill in: the type of record that has it}}. The texts of "Maßnahmen" belong to the Statusmeldung of
#: the period; their row, and so their key in ``Sent``, is the Maßnahme.
INPUTS: dict[str, dict[str, type[Record]]] = {
    ITEMS: {
        "status": StrategyItem, "progress": StrategyItem, "end_forecast": StrategyItem,
        "text_done": StatusReport, "text_next": StatusReport, "text_problem": StatusReport,
    },
    MILESTONES: {"due_forecast": Milestone, "done_on": Milestone},
    TASKS: {"status": Task, "done_on": Task},
    CONTACT: {"phone": Person, "room": Person, "email": Person, "absent_until": Person},
}  # fmt: skip
#: The fields of a row in "Neue Vorschläge", all of a StrategyItem.
PROPOSAL_FIELDS = ("title", "description", "benefit", "end_planned")

#: {(sheet, record id, field): stored JSON of the value that was written into the cell, "null" for an empty one}
Sent = dict[tuple[str, str, str], str]
_CHECKSUM = "checksum"


class UnknownFormat(UserError):
    """What should be the sheet "_kn" is none, is from a newer version, or was changed."""


@dataclass(frozen=True, kw_only=True)
class SheetFormat:
    """Where a Lotsenmappe comes from, and every value that was written into an input cell."""

    office: str
    branch: str
    run: str
    sheet: str
    export_id: str
    step: str
    schema: int
    period: str
    unit: str
    made_at: str
    #: JSON of {"type.field": {code: word}}: what the drop-downs offered, should a word be another one some day.
    words: str = field(default_factory=lambda: words_offered())
    values: Sent = field(default_factory=dict)

    def to_rows(self) -> list[list[str]]:
        """Return the cells of the sheet "_kn", the checksum in the last row."""
        rows = self._rows()
        return [*rows, [_CHECKSUM, checksum_of(rows)]]

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[object]]) -> Self:
        """Return what the cells of "_kn" say; raises UnknownFormat if anything is missing or not as written."""
        cells = [row for row in (_stripped(row) for row in rows) if row]
        if not cells or cells[0][0] != NAME or len(cells[0]) < 2:
            raise UnknownFormat("Die Herkunft der Mappe ist nicht zu erkennen.", "Ist es eine Lotsenmappe?")
        if cells[0][1] != str(VERSION):
            raise UnknownFormat(
                f"Die Mappe hat die Formatversion {cells[0][1]}; dieses Programm kennt {VERSION}.",
                "Bitte mit der Programmversion einlesen, mit der sie geschrieben wurde, oder das Programm erneuern.",
            )
        if len(cells[-1]) != 2 or cells[-1] != [_CHECKSUM, checksum_of(cells[:-1])]:
            raise UnknownFormat("Die versandten Werte in der Mappe sind unvollständig oder wurden verändert.")
        return cls._from_cells(cells[1:-1])

    def to_json(self) -> str:
        """Return the same for the office's own record (Sheet.values)."""
        text = Data().read({"head": self._head(), VALUES: list(self._value_rows()), "version": VERSION})
        assert text is not None
        return text

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what ``to_json`` kept; raises UnknownFormat."""
        try:
            kept = json.loads(text)
            return cls(**kept["head"], values=_values_of(kept[VALUES]))
        except (KeyError, TypeError, ValueError) as error:
            raise UnknownFormat("Die aufgehobenen Werte der Mappe sind nicht lesbar.", details=str(error)) from error

    @property
    def checksum(self) -> str:
        """The SHA-256 over all of it, in hex."""
        return checksum_of(self._rows())

    def _head(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != VALUES}

    def _rows(self) -> list[list[str]]:
        head = [_stripped((name, value)) for name, value in self._head().items()]
        return [[NAME, str(VERSION)], *head, [VALUES], *self._value_rows()]

    def _value_rows(self) -> Iterator[list[str]]:
        """Yield a row for each record: its sheet, its id, its values; before them, where they change, their fields."""
        by_record: dict[tuple[str, str], dict[str, str]] = {}
        for (sheet, record, name), stored in self.values.items():
            by_record.setdefault((sheet, record), {})[name] = stored
        head: list[str] = []
        for (sheet, record), values in by_record.items():
            if head != [sheet, FIELDS, *values]:
                head = [sheet, FIELDS, *values]
                yield head
            yield [sheet, record, *values.values()]

    @classmethod
    def _from_cells(cls, cells: list[list[str]]) -> Self:
        try:
            border = cells.index([VALUES])
            head: dict[str, Any] = {row[0]: row[1] if len(row) > 1 else "" for row in cells[:border]}
            head = {one.name: head[one.name] for one in fields(cls) if one.name != VALUES}
            return cls(**head | {"schema": int(head["schema"])}, values=_values_of(cells[border + 1 :]))
        except (KeyError, ValueError) as error:
            raise UnknownFormat("Die Herkunft der Mappe ist unvollständig.", details=str(error)) from error


def _values_of(rows: Sequence[Sequence[str]]) -> Sent:
    """The values that such rows hold. Raises ValueError."""
    values: Sent = {}
    names: Sequence[str] = ()
    for sheet, record, *stored in rows:
        if record == FIELDS:
            names = stored
        else:
            for name, value in zip(names, stored, strict=True):
                values[sheet, record, name] = value
    return values


def checksum_of(rows: Sequence[Sequence[str]]) -> str:
    """Return the SHA-256 over the canonical JSON of rows of cells."""
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode("ascii")).hexdigest()


def words_offered() -> str:
    """Return the words of every choice among the input fields, as ``SheetFormat.words`` holds them."""
    words = {
        f"{cls.spec.name}.{name}": kind.options
        for inputs in INPUTS.values()
        for name, cls in inputs.items()
        if isinstance(kind := cls.spec.fields[name].kind, Choice)
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def report_of(reports: Sequence[StatusReport], period: str) -> StatusReport | None:
    """Return the Statusmeldung of a Maßnahme whose texts stand in its row: the newest of the period."""
    return next(iter(newest_first([report for report in reports if report.period == period])), None)


def stored_json(kind: AnyKind, value: Any) -> str:
    """Return a value as ``Sent`` holds it."""
    return json.dumps(None if value is None else kind.store(value), ensure_ascii=False)


def loaded_json(kind: AnyKind, text: str) -> Any:
    """Return the value that ``stored_json`` kept, None for none."""
    stored = json.loads(text)
    return None if stored is None else kind.load(stored)


def _stripped(row: Sequence[object]) -> list[str]:
    """A row as texts, without the empty cells behind it; some programs make numbers of figures."""
    texts = [cell if type(cell) is str else "" if cell is None else _text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
