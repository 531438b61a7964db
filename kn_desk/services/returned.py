"""A Lotsenmappe that came home, and what was found when it was compared; plain data, no file and no workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.reporting import StatusReport

Verdict = Literal[
    "change", "same", "conflict", "cleared", "proposal", "missing_row", "double_row", "unknown_row", "unreadable"
]
#: The German word for each verdict.
VERDICTS: dict[Verdict, str] = {
    "change": "Änderung",
    "same": "Auf beiden Seiten gleich",
    "conflict": "Konflikt",
    "cleared": "Geleert",
    "proposal": "Neuer Vorschlag",
    "missing_row": "Zeile fehlt",
    "double_row": "Zeile doppelt",
    "unknown_row": "Zeile unbekannt",
    "unreadable": "Nicht lesbar",
}
#: (sheet, record id or for a row without one its number, field or "" for the whole row)
Key = tuple[str, str, str]


class ReturnedCell(NamedTuple):
    """An input cell as it came: whose field it is, where it stands, its value, and why that may not count.

    ``fault``: an error value, a formula without result, merged cells; "" where the value can be taken.
    """

    cls: type[Record]
    field: str
    place: str
    raw: object
    fault: str = ""
    from_formula: bool = False

    @property
    def spec(self) -> FieldSpec:
        """The description of the field."""
        return self.cls.spec.fields[self.field]


@dataclass(frozen=True)
class ReturnedRow:
    """A row as it came: the id in its hidden column, and its input cells."""

    sheet: str
    #: As Excel counts.
    number: int
    record: str
    cells: tuple[ReturnedCell, ...]
    #: What the row says of itself to a person: Kennung and title; and the title alone.
    words: str = ""
    title: str = ""


@dataclass(frozen=True)
class Returned:
    """All that came home in one file."""

    file_name: str
    #: SHA-256 of the file.
    checksum: str
    #: Ids of the Sheet, its Berichtszeitraum and its unit; "" where that is not known.
    sheet: str
    period: str
    unit: str
    #: {(sheet, record id, field): stored JSON of what was written}; None where that is not known.
    sent: Mapping[Key, str] | None
    rows: tuple[ReturnedRow, ...]
    proposals: tuple[ReturnedRow, ...] = ()
    #: {"type.field": {code: the word that was written for it}}
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: Whether a cell without a value is known to be really empty.
    empties_known: bool = True
    #: UUID of the history step from which the sheet was made; "" where that is not known.
    step: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A cell (or with ``field`` "" a row) that is not as it was sent, and what becomes of it."""

    sheet: str
    row: int | None
    place: str
    #: Id, Kennung and name of the record; "" where there is none.
    record: str
    code: str
    name: str
    cls: type[Record] | None
    field: str
    verdict: Verdict
    base: Any = None
    theirs: Any = None
    ours: Any = None
    base_known: bool = True
    #: What is to be said about it, a whole sentence.
    sentence: str = ""
    #: Taken over without being asked.
    ticked: bool = False
    #: A person may decide to take it over.
    can_take: bool = False
    from_formula: bool = False
    #: The raw cell, where it could not be read.
    raw: object = None
    #: Of a row without a record: the values of the Vorschlag that is made of it if a person takes it.
    makes: Mapping[str, Any] | None = None

    @property
    def key(self) -> Key:
        """By what a person's decision names it."""
        return (self.sheet, self.record or f"Zeile {self.row}", self.field)

    @property
    def spec(self) -> FieldSpec | None:
        """The description of the field, None for a whole row."""
        return self.cls.spec.fields[self.field] if self.cls and self.field else None


@dataclass(frozen=True)
class Preview:
    """Everything that taking over would do, and all that it would not."""

    returned: Returned
    findings: tuple[Finding, ...]
    #: Cells that came back as they were sent.
    unchanged: int
    notes: tuple[str, ...]
    #: The same file was read before.
    already: SheetReturn | None
    #: The records as they were compared, by id; of a Maßnahme also its Statusmeldung of the period.
    records: Mapping[str, Record]
    reports: Mapping[str, StatusReport]
    #: The office's own record of the sheet, None where it has none.
    sheet: Sheet | None = None
    #: The period is known and open: its Statusmeldung can be written.
    may_report: bool = True

    @property
    def ticked(self) -> frozenset[Key]:
        """What is taken over where nobody decides otherwise."""
        return frozenset(one.key for one in self.findings if one.ticked)

    def count(self, verdict: Verdict) -> int:
        """Return how many findings have a verdict."""
        return sum(one.verdict == verdict for one in self.findings)
