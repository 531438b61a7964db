"""Reminders of sheets that are not back: the first, the second, and what the record keeps of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PureWindowsPath

from kn_desk.records.change import ChangeSet, update
from kn_desk.records.contacts import OrgUnit
from kn_desk.records.office import Sheet, SheetRun
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services.dispatch import Recipient, recipients
from kn_desk.services.edit import Author
from kn_desk.storage.reader import Reader

#: A third one would say nothing that the second did not.
MOST = 2


@dataclass(frozen=True)
class Reminder:
    """One sheet that is asked for: of whom as of today, by when it was due, and the how-manieth time this is."""

    sheet: Sheet
    recipient: Recipient
    period: str
    due_on: date
    number: int
    #: The workbook as it was sent, None where it no longer lies in the folder of the run.
    file: Path | None

    @property
    def is_possible(self) -> bool:
        """Whether it may still be reminded of."""
        return self.number <= MOST


def reminders(reader: Reader, sheets: Sequence[Sheet]) -> list[Reminder]:
    """Return the reminders that would go out for these sheets, by the names of their units.

    A sheet whose unit is gone has nobody to be asked and is left out.
    """
    units = reader.by_ids(OrgUnit, [sheet.unit for sheet in sheets if sheet.unit])
    found = {one.unit.id: one for one in recipients(reader, list(units.values()))}
    runs = reader.by_ids(SheetRun, [sheet.run for sheet in sheets if sheet.run])
    periods = reader.by_ids(ReportingPeriod, [sheet.period for sheet in sheets if sheet.period])
    made = []
    for sheet in sheets:
        recipient, run = found.get(sheet.unit or ""), runs.get(sheet.run or "")
        if recipient is not None:
            period = periods.get(sheet.period or "")
            due_on = next(filter(None, (of.due_on for of in (sheet, run, period) if of is not None)), reader.today)
            number = 1 + (sheet.reminded_on is not None) + (sheet.reminded_again_on is not None)
            made.append(Reminder(sheet, recipient, period.label if period else "", due_on, number, _file(sheet, run)))
    order = {identity: place for place, identity in enumerate(found)}
    return sorted(made, key=lambda one: order[one.recipient.unit.id])


def reminded(sheets: Sequence[Sheet], on: date, author: Author) -> ChangeSet:
    """Return the step that says that these sheets were asked for on a day, each for the first or the second time."""
    edits = (update(one, {"reminded_again_on" if one.reminded_on else "reminded_on": on}) for one in sheets)
    return ChangeSet(tuple(filter(None, edits)), "edit", author.by, author.source)


def _file(sheet: Sheet, run: SheetRun | None) -> Path | None:
    """The workbook in the folder of its run; a stored name is a name, never a way to somewhere else."""
    if run is None or not run.folder or not sheet.file_name:
        return None
    path = Path(run.folder) / PureWindowsPath(sheet.file_name).name
    return path if path.is_file() else None
