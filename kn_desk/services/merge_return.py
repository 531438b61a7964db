"""The return: what was sent, what came back and what the record says now, compared cell by cell.

| sent with | in the sheet | in the record now | is |
|---|---|---|---|
| a | a | any | unchanged |
| a | b | a | change, ticked |
| a | b | b | same |
| a | b | c | conflict, nothing ticked |
| a | empty | a | cleared, never ticked by itself |
| unknown | b | c | conflict, nothing ticked |

Sheet and record are compared as the sheet can hold them, so that what the export itself changed is no difference.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from kn_desk.errors import Unreadable
from kn_desk.fields.spec import Record
from kn_desk.records.office import Sheet
from kn_desk.records.reporting import ReportingPeriod, StatusReport, newest_first
from kn_desk.records.strategy import StrategyItem
from kn_desk.services.proposals import instead, proposals
from kn_desk.services.return_notes import notes_on, read_before
from kn_desk.services.return_rules import without_what_rules_forbid
from kn_desk.services.returned import Finding, Preview, Returned, ReturnedCell, ReturnedRow
from kn_desk.services.returned_value import Words, as_sent, as_written, is_as_written, read_cell
from kn_desk.storage.reader import Reader

_UNSURE = (
    "In diesem Dateiformat ist nicht zu erkennen, ob die Zelle geleert wurde oder einen Fehlerwert enthält. "
    "Bitte nachfragen oder die Mappe als .xlsx schicken lassen."
)


def preview(reader: Reader, returned: Returned) -> Preview:
    """Compare a sheet that came home with the record. Nothing is written."""
    return _Comparison(reader, returned).preview()


class _Comparison:
    """Compares one sheet; what was read once is not read again."""

    def __init__(self, reader: Reader, returned: Returned) -> None:
        self._reader = reader
        self._returned = returned
        self._unchanged = 0
        self._records: dict[str, Record] = {}
        self._reports: dict[str, StatusReport] = {}
        self._sent = returned.sent or {}
        #: {field: {stored JSON: what was written into the cell for it}}
        self._written: dict[tuple[type[Record], str], dict[str, object]] = {}
        period = reader.record(returned.period) if returned.period else None
        self._period = period if isinstance(period, ReportingPeriod) else None
        sheet = reader.record(returned.sheet) if returned.sheet else None
        self._sheet = sheet if isinstance(sheet, Sheet) else None

    def preview(self) -> Preview:
        returned = self._returned
        self._load()
        already = read_before(self._reader, returned)
        findings = [*self._rows(), *self._missing(), *proposals(self._reader, returned)]
        notes = notes_on(self._reader, returned, already, self._sheet, self._period)
        plan = Preview(
            returned, tuple(findings), self._unchanged, tuple(notes), already, self._records, self._reports,
            self._sheet, self._may_report,
        )  # fmt: skip
        if already is not None:
            return replace(plan, findings=tuple(replace(one, ticked=False) for one in plan.findings))
        return without_what_rules_forbid(self._reader, plan)

    @property
    def _may_report(self) -> bool:
        return self._period is not None and not self._period.closed

    def _load(self) -> None:
        """Read all records of the sheet at once, type by type."""
        by_type: dict[type[Record], set[str]] = {}
        for row in self._returned.rows:
            if row.record and row.cells:
                by_type.setdefault(_row_type(row.cells), set()).add(row.record)
        for cls, ids in by_type.items():
            self._records |= self._reader.by_ids(cls, sorted(ids))
        if self._period is not None:
            reports = newest_first(self._reader.near.below(StatusReport, "period", self._period))
            self._reports = {one.item: one for one in reversed(reports) if one.item in self._records}

    def _rows(self) -> Iterator[Finding]:
        for row in self._returned.rows:
            if self._times[row.sheet, row.record] > 1:
                yield self._of_row(row, "double_row", self._double(row))
            elif (row.cells or not row.record) and (sentence := self._unknown(row)):
                found = self._of_row(row, "unknown_row", sentence)
                yield instead(self._reader, self._returned, found, row) if self._is_new(row) else found
            else:
                for cell in row.cells:
                    if self._is_untouched(row, cell):
                        self._unchanged += 1
                    else:
                        yield from self._cell(row, cell)

    def _double(self, row: ReturnedRow) -> str:
        rows = self._returned.rows
        numbers = [str(one.number) for one in rows if (one.sheet, one.record) == (row.sheet, row.record)]
        return f"Die Zeilen {' und '.join(numbers)} tragen dieselbe Kennung; keine von ihnen wird übernommen."

    def _unknown(self, row: ReturnedRow) -> str:
        """Why a row belongs to no record that may be changed through this sheet, "" where it does."""
        if not row.record:
            return "Die Zeile hat keinen Schlüssel. Neues bitte im Blatt „Neue Vorschläge“ eintragen."
        if row.record in self._erased:
            return "Die Person wurde gelöscht; ihre Angaben werden nicht wieder aufgenommen."
        record = self._records.get(row.record)
        if record is None:
            return "Den Eintrag dieser Zeile gibt es in KN Desk nicht (mehr)."
        if record.trashed is not None:
            return f"{record.code} liegt im Papierkorb."
        sent = self._returned.sent
        if sent is not None and (row.sheet, row.record) not in self._sent_rows:
            return f"{record.code} war nicht in dieser Mappe; die Zeile wird nicht gelesen."
        return ""

    def _is_new(self, row: ReturnedRow) -> bool:
        """Whether an unknown row stands for a Maßnahme that is nowhere in the record."""
        of_items = bool(row.cells) and _row_type(row.cells) is StrategyItem
        return of_items and row.record not in self._records and row.record not in self._erased

    @cached_property
    def _erased(self) -> Mapping[str, str]:
        return self._reader.erased()

    @cached_property
    def _times(self) -> Counter[tuple[str, str]]:
        """How often each record came back."""
        return Counter((row.sheet, row.record) for row in self._returned.rows if row.record)

    @cached_property
    def _sent_rows(self) -> dict[tuple[str, str], None]:
        """The rows that were sent, in their order."""
        return {(sheet, record): None for sheet, record, _ in self._sent}

    def _of_row(self, row: ReturnedRow, verdict: Any, sentence: str) -> Finding:
        record = self._records.get(row.record)
        code, name = (record.code, self._reader.name_of(record)) if record else ("", row.words)
        return Finding(
            row.sheet, row.number, f"A{row.number}", row.record, code, name, type(record) if record else None, "",
            verdict, sentence=sentence,
        )  # fmt: skip

    def _missing(self) -> Iterator[Finding]:
        """What was sent and did not come back: said, never a deletion."""
        for sheet, identity in self._sent_rows:
            if (sheet, identity) in self._times or identity in self._erased:
                continue
            record = self._reader.record(identity)
            if record is not None and record.trashed is None:
                yield Finding(
                    sheet, None, "", identity, record.code, self._reader.name_of(record), type(record), "",
                    "missing_row", sentence="Die Zeile fehlt in der Mappe. Gelöscht wird deshalb nichts.",
                )  # fmt: skip

    def _is_untouched(self, row: ReturnedRow, cell: ReturnedCell) -> bool:
        """Whether a cell holds, letter by letter, what was written into it, as most do; the rest is compared."""
        stored = self._sent.get((row.sheet, row.record, cell.field))
        if stored is None or cell.fault:
            return False
        written = self._written.setdefault((cell.cls, cell.field), {})
        if stored not in written:
            written[stored] = as_written(cell.spec.kind, stored, self._words(cell))
        raw, wanted = cell.raw, written[stored]
        return raw == wanted and isinstance(raw, bool) == isinstance(wanted, bool)

    def _cell(self, row: ReturnedRow, cell: ReturnedCell) -> Iterator[Finding]:
        kind = cell.spec.kind
        record = self._records[row.record]
        found = Finding(
            row.sheet, row.number, cell.place, row.record, record.code, self._reader.name_of(record), cell.cls,
            cell.field, "unreadable", ours=self._ours(row.record, cell), from_formula=cell.from_formula,
        )  # fmt: skip
        stored, found = self._with_stored(found, row, cell)
        if cell.fault:
            yield replace(found, sentence=cell.fault, raw=cell.raw)
            return
        try:
            theirs = read_cell(cell, self._words(cell))
        except Unreadable as error:
            if found.base_known and is_as_written(cell.raw, stored, self._words(cell)):
                self._unchanged += 1
            else:
                yield replace(found, sentence=str(error), raw=cell.raw)
            return
        found = replace(found, theirs=theirs)
        ours = as_sent(kind, found.ours)
        if found.base_known:
            yield from self._with_base(found, as_sent(kind, found.base), ours, cell)
        elif theirs == ours:
            self._unchanged += 1
        else:
            yield replace(found, verdict="conflict", can_take=self._can_take(cell))

    def _with_base(self, found: Finding, base: Any, ours: Any, cell: ReturnedCell) -> Iterator[Finding]:
        theirs, can_take = found.theirs, self._can_take(cell)
        if theirs == base:
            self._unchanged += 1
        elif theirs == ours:
            yield replace(found, verdict="same")
        elif ours != base:
            yield replace(found, verdict="conflict", can_take=can_take, sentence=self._unsure(theirs, cell))
        elif theirs is None:
            yield replace(found, verdict="cleared", can_take=can_take, sentence=self._unsure(theirs, cell))
        else:
            yield replace(found, verdict="change", can_take=can_take, ticked=can_take)

    def _can_take(self, cell: ReturnedCell) -> bool:
        """The texts of a Maßnahme need a Statusmeldung that can be written."""
        return cell.cls is not StatusReport or self._may_report

    def _unsure(self, theirs: Any, cell: ReturnedCell) -> str:
        return _UNSURE if theirs is None and not self._returned.empties_known and cell.raw is None else ""

    def _ours(self, identity: str, cell: ReturnedCell) -> Any:
        """The value in the record now; of a text of a Maßnahme that in its Statusmeldung of the period."""
        if cell.cls is StatusReport:
            report = self._reports.get(identity)
            return getattr(report, cell.field) if report else None
        return getattr(self._records[identity], cell.field)

    def _with_stored(self, found: Finding, row: ReturnedRow, cell: ReturnedCell) -> tuple[Any, Finding]:
        """What was written into the cell as it was stored, and the finding with its value as the field reads it now."""
        stored_text = self._sent.get((row.sheet, row.record, cell.field))
        if stored_text is None:
            return None, replace(found, base_known=False)
        try:
            stored = json.loads(stored_text)
            return stored, replace(found, base=None if stored is None else cell.spec.kind.load(stored))
        except (ValueError, TypeError, ArithmeticError):
            return None, replace(found, base_known=False)

    def _words(self, cell: ReturnedCell) -> Words:
        return self._returned.words.get(f"{cell.cls.spec.name}.{cell.field}", {})


def _row_type(cells: Sequence[ReturnedCell]) -> type[Record]:
    """The type of the record that a row stands for: the texts of a Maßnahme belong to its Statusmeldung."""
    return next((cell.cls for cell in cells if cell.cls is not StatusReport), StrategyItem)
