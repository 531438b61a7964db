"""Of each unit the sheet that counts in a Berichtszeitraum, and how many are back: the one place that says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kn_desk.errors import UserError
from kn_desk.records.office import Sheet
from kn_desk.records.reporting import ReportingPeriod
from kn_desk.services.dispatch import period_for
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: States of a sheet (see ``records.office.SHEET_LIGHT``) that was sent and is not back.
OPEN = ("crit", "warn")


@dataclass(frozen=True)
class Standing:
    """The sheet of a unit, as far as it is counted."""

    id: str
    unit: str | None
    run: str | None
    state: str
    #: Until when it is to be back by its own entry, None where its run says so.
    due_on: date | None


@dataclass(frozen=True)
class Tally:
    """How many units were sent their sheet, and of how many it is back."""

    back: int
    sent: int


def standings(reader: Reader, period: str | None) -> list[Standing]:
    """Return the sheet of each unit that counts in a period (its id), in any order.

    That is the newest one that was sent or came back: one that is only made does not take the place of what is back.
    Where none was sent, it is the newest one made; ids follow time.
    """
    rows = reader.stored(ListQuery(Sheet.spec.name, only={"period": (period,)}), "unit", "run", "due_on")
    kept = reader.kept_of(Sheet, [identity for identity, *_ in rows])
    found: dict[str, Standing] = {}
    for identity, unit, run, due_on in sorted(rows):
        state = kept[identity]["state"].value if "state" in kept.get(identity, {}) else "none"
        before = found.get(unit or identity)
        if before is None or state != "none" or before.state == "none":
            own = date.fromisoformat(due_on) if due_on else None
            found[unit or identity] = Standing(identity, unit, run, state, own)
    return list(found.values())


def tally(standings: Iterable[Standing]) -> Tally:
    """Count sheets that were sent, and those of them that are back."""
    states = [one.state for one in standings]
    back = states.count("ok")
    return Tally(back, back + sum(state in OPEN for state in states))


def period_in_use(reader: Reader) -> ReportingPeriod | None:
    """Return the open period that is meant without a choice, else the newest one with sheets."""
    try:
        found, is_new = period_for(reader, None)
    except UserError:  # the current half-year is closed
        is_new = True
    if not is_new:
        return found
    with_sheets = {period for _, period in reader.stored(ListQuery(Sheet.spec.name), "period")}
    periods = [one for one in reader.rows(ReportingPeriod) if one.id in with_sheets]
    return max(periods, key=lambda one: (one.start or date.min, one.label), default=None)
