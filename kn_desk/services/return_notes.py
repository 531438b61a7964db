"""What is to be said of a sheet that came home as a whole: read before, older than another, from a lost state."""

from collections.abc import Iterator
from datetime import date

from kn_desk.records.office import Sheet, SheetReturn
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.records.sentences import day
from kn_desk.services.returned import Returned
from kn_desk.storage.reader import Reader


def read_before(reader: Reader, returned: Returned) -> SheetReturn | None:
    """Return the Rücklauf of just the same file, None where it was never read."""
    return next((one for one in reader.rows(SheetReturn) if one.checksum == returned.checksum), None)


def notes_on(
    reader: Reader,
    returned: Returned,
    already: SheetReturn | None,
    sheet: Sheet | None,
    period: ReportingPeriod | None,
) -> Iterator[str]:
    """Yield a German sentence for each thing to know before anything is taken over, the gravest first."""
    if already is not None:
        on, number = _day(already.received_on), already.accepted or 0
        taken = "1 Änderung" if number == 1 else f"{number or 'keine'} Änderung{'en' if number else ''}"
        yield f"Zurückgewiesen am {on}." if already.is_rejected else f"Schon eingelesen am {on}: {taken} übernommen."
    if returned.step and not reader.has_step(returned.step):
        yield (
            "Die Mappe stammt aus einem Stand, den diese Datei nicht mehr kennt: Seitdem wurde eine Sicherung "
            "wiederhergestellt. Verglichen wird mit den Werten, die in die Mappe geschrieben wurden."
        )
    if returned.sent is None:
        yield "Was versandt wurde, ist nicht bekannt; deshalb ist jede Abweichung ein Konflikt und nichts angehakt."
    if sheet is not None:
        yield from _newer_one(reader, sheet)
    if returned.period and period is None:
        yield "Den Berichtszeitraum der Mappe gibt es hier nicht; die Texte lassen sich nicht übernehmen."
    elif period is not None and period.closed:
        yield f"Der Berichtszeitraum {period.label} ist abgeschlossen; seine Meldungen bleiben, wie sie sind."
    yield from returned.notes


def _newer_one(reader: Reader, this: Sheet) -> Iterator[str]:
    """Warn where a sheet that was sent to the same unit later has come home already."""
    for other in reader.rows(Sheet):
        if other.unit != this.unit or other.id <= this.id or other.values is None:
            continue
        home = [one.merged_on for one in reader.near.below(SheetReturn, "sheet", other) if one.merged_on]
        if home:
            yield (
                f"Diese Mappe wurde am {_day(this.sent_on)} versandt. Eine neuere, versandt am "
                f"{_day(other.sent_on)}, ist schon eingelesen (am {day(max(home))})."
            )


def _day(value: date | None) -> str:
    return day(value) if value else "(unbekannt)"
