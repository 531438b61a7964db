"""What a file that came home shows, in groups: per record its cells, rows that are odd as a whole, new proposals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.fields.text import quoted, visible
from kn_desk.records.reporting import StatusReport
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.proposals import TITLE
from kn_desk.services.return_file import COUNTED, HomeFile
from kn_desk.services.return_outlook import our_change
from kn_desk.services.returned import Finding, Preview, ReturnedCell, ReturnedRow, Verdict
from kn_desk.services.returned_value import as_sent
from kn_desk.storage.reader import Reader

UNCHANGED, EMPTY, UNKNOWN = "unverändert", "leer", "unbekannt"
_SENTENCES = re.compile(r"(?<=\.) (?=[A-ZÄÖÜ„])")
#: A row without a difference, which is shown only if a person wants to see it.
QUIET = ("same", "")


@dataclass(frozen=True)
class Row:
    """One row: a cell, a whole row of the sheet, or a proposal; texts as people read them, each on one line."""

    #: "" for a cell that came back as it was sent.
    verdict: Verdict | None
    label: str
    sent: str = ""
    theirs: str = ""
    ours: str = ""
    sentence: str = ""
    #: What is decided together; the first is the one that the row is about.
    findings: tuple[Finding, ...] = ()
    #: In a conflict: who wrote which value when.
    by_theirs: str = ""
    by_ours: str = ""

    @property
    def first(self) -> Finding | None:
        """The finding that the row is about."""
        return self.findings[0] if self.findings else None


@dataclass(frozen=True)
class Group:
    """Rows of one record, or others that belong together."""

    title: str
    code: str
    rows: tuple[Row, ...]
    #: Id of the record, "" where the rows are of no single one.
    record: str = ""
    is_item: bool = False


def groups_of(reader: Reader, file: HomeFile, *, kind: str = "", unchanged: bool = False) -> list[Group]:
    """Return what a file shows: ``kind`` only of one of COUNTED, ``unchanged`` also what is not different."""
    if file.seen is None or file.has_macros:
        return []
    return list(_Rows(reader, file, file.seen, kind, unchanged=unchanged).groups())


def quiet_cells(seen: Preview) -> int:
    """Return how many cells are not different, or are the same on both sides."""
    return seen.unchanged + seen.count("same")


class _Rows:
    """Makes the rows of one file."""

    def __init__(self, reader: Reader, file: HomeFile, seen: Preview, kind: str, *, unchanged: bool) -> None:
        self._reader = reader
        self._file = file
        self._seen = seen
        self._wanted = COUNTED.get(kind)
        self._unchanged = unchanged and not kind
        self._found = {(one.sheet, one.row, one.field): one for one in seen.findings if one.row is not None}

    def groups(self) -> Iterator[Group]:
        for row in self._seen.returned.rows:
            if rows := [made for cell in row.cells for made in self._of_cell(row, cell)]:
                record = self._seen.records[row.record]
                name, is_item = self._reader.name_of(record), isinstance(record, StrategyItem)
                yield Group(name, record.code, tuple(rows), record.id, is_item)
        whole = [self._of_row(one) for one in self._seen.findings if not one.field and self._is_wanted(one)]
        if whole:
            yield Group("Ganze Zeilen", "", tuple(whole))
        proposals = list(self._proposals())
        if proposals:
            yield Group("Neue Vorschläge", "", tuple(proposals))

    def _is_wanted(self, one: Finding) -> bool:
        if self._wanted is not None:
            return one.verdict in self._wanted
        return one.verdict not in QUIET or self._unchanged

    def _of_cell(self, row: ReturnedRow, cell: ReturnedCell) -> Iterator[Row]:
        one = self._found.get((row.sheet, row.number, cell.field))
        if one is not None:
            if self._is_wanted(one):
                yield self._of_finding(one, cell.spec)
        elif self._unchanged and (row.sheet, row.number, "") not in self._found and row.record in self._seen.records:
            text = self._shown(cell.spec, self._ours(row.record, cell))
            yield Row(None, cell.spec.label, text or "–", UNCHANGED, UNCHANGED)

    def _ours(self, identity: str, cell: ReturnedCell) -> object:
        owner: Record | None = self._seen.records[identity]
        if cell.cls is StatusReport:
            owner = self._seen.reports.get(identity)
        return getattr(owner, cell.field) if owner else None

    def _of_finding(self, one: Finding, spec: FieldSpec) -> Row:
        base = self._shown(spec, one.base)
        is_as_sent = one.base_known and as_sent(spec.kind, one.ours) == as_sent(spec.kind, one.base)
        by_theirs = by_ours = ""
        if one.verdict == "conflict":
            name = self._file.sender.last_name if self._file.sender else "Blatt"
            by_theirs = f"{name}, {self._file.saved_on:%d.%m.}"
            change = our_change(self._reader, self._seen, one)
            by_ours = f"{change.by.split()[-1]}, {change.on:%d.%m.}" if change else "seit Beginn"
        return Row(
            one.verdict,
            spec.label,
            (base or "–") if one.base_known else UNKNOWN,
            quoted(one.raw) if one.verdict == "unreadable" else self._shown(spec, one.theirs) or EMPTY,
            UNCHANGED if is_as_sent else self._shown(spec, one.ours) or EMPTY,
            _sentence(one),
            (one,),
            by_theirs,
            by_ours,
        )

    def _of_row(self, one: Finding) -> Row:
        label = one.code or (f"Zeile {one.row}" if one.row else one.sheet)
        name = f"{one.name}: " if one.name else ""
        return Row(one.verdict, label, sentence=f"{name}{one.sentence}", findings=(one,))

    def _proposals(self) -> Iterator[Row]:
        rows: dict[tuple[str, int | None], list[Finding]] = {}
        for one in self._seen.findings:
            if not one.record and one.field and self._is_wanted(one):
                rows.setdefault((one.sheet, one.row), []).append(one)
        for found in rows.values():
            yield from self._of_proposal(found)

    def _of_proposal(self, found: Sequence[Finding]) -> Iterator[Row]:
        """A proposal in one row with its title, then each cell of it that could not be read."""
        cells = [one for one in found if one.verdict != "unreadable"]
        title = next((one for one in cells if one.field == TITLE), None)
        if cells:
            first = title or cells[0]
            others = [one for one in cells if one is not first]
            text = " · ".join(filter(None, (self._shown(one.spec, one.theirs) for one in others if one.spec)))
            label = self._shown(first.spec, first.theirs) if first.spec else ""
            sentence = next((one.sentence for one in cells if one.sentence), "")
            yield Row(first.verdict, label, theirs=text, sentence=sentence, findings=(first, *others))
        for one in found:
            if one.verdict == "unreadable" and one.spec is not None:
                raw = quoted(one.raw) if one.raw is not None else EMPTY
                yield Row("unreadable", one.spec.label, "–", raw, "", _sentence(one), (one,))

    def _shown(self, spec: FieldSpec | None, value: object) -> str:
        return visible(" ".join(self._reader.show(spec, value).split())) if spec is not None else ""


def _sentence(one: Finding) -> str:
    """What a row has room for: of a long explanation its first two sentences."""
    if one.verdict == "unreadable":
        return " ".join([*_SENTENCES.split(one.sentence)[:2], "Bleibt draußen."])
    return " ".join(filter(None, (one.sentence, "Der Wert ist das Ergebnis einer Formel." if one.from_formula else "")))
