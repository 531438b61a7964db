"""Vorhabenbeginn-Wächter: was an order placed before the Bescheid, without consent to an early start?

Source: Verbot des vorzeitigen Vorhabenbeginns, as the Richtlinie of the Programme words it; what counts as a start is
said at each order by the office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kn_desk.fields.kinds import Light, signals
from kn_desk.fields.spec import Computed
from kn_desk.records.sentences import day

EARLY_START_LIGHT = Light(
    signals(ok="Beginn zulässig", warn="Bescheid abwarten", crit="Zu früh begonnen", none="Kein Auftrag")
)
#: What a programme says about beginning before its Bescheid; without an answer consent is needed.
EARLY_START_RULES = {
    "consent": "Nur mit Zustimmung",
    "forbidden": "Nicht erlaubt",
    "from_submission": "Ab Antragstellung",
    "free": "Erlaubt",
}


@dataclass(frozen=True)
class Order:
    """An order that begins the project: its day and its German name."""

    on: date
    name: str


@dataclass(frozen=True)
class Leave:
    """From which day orders may be placed (None: not yet), and by what in German."""

    since: date | None
    by: str
    #: The day on the paper, where that is not the day from which it holds.
    dated: date | None = None


def earliest_leave(rule: str | None, decision: Leave, consent_on: date | None, submitted_on: date | None) -> Leave:
    """Return the first day on which an order is harmless; ``decision`` is what the funder decided."""
    missing = "Bescheid" if rule == "forbidden" else "Bescheid oder Zustimmung zum vorzeitigen Beginn"
    ways = [decision]
    if rule != "forbidden":
        ways.append(Leave(consent_on, "Zustimmung zum vorzeitigen Beginn"))
    if rule == "from_submission":
        ways.append(Leave(submitted_on, "Einreichung, der Beginn ist ab Antragstellung erlaubt"))
    if rule == "free":
        ways.append(Leave(date.min, "Richtlinie, sie erlaubt den Beginn vor dem Bescheid"))
    known = [way for way in ways if way.since is not None]
    return min(known, key=lambda way: way.since or date.max, default=Leave(None, missing))


def early_start(orders: Sequence[Order], leave: Leave, today: date) -> Computed:
    """Return the light: red for an order placed too early, yellow for one that is planned too early."""
    if not orders:
        return Computed("none", "Es ist kein Auftrag erfasst, der als Vorhabenbeginn gilt.")
    first = min(orders, key=lambda order: (order.on, order.name))
    placed = f"„{first.name}“ vom {day(first.on)}"
    turns = (first.on,)
    if leave.since is not None and leave.since <= first.on:
        when = f" vom {day(leave.dated or leave.since)}" if leave.since > date.min else ""
        return Computed("ok", f"Der erste Auftrag {placed} ist gedeckt durch: {leave.by}{when}.", turns)
    lack = (
        f"noch fehlt: {leave.by}"
        if leave.since is None
        else f"erlaubt ist der Beginn erst ab {day(leave.since)} ({leave.by})"
    )
    if first.on > today:
        return Computed("warn", f"Der Auftrag {placed} ist geplant, aber {lack}.", turns)
    return Computed("crit", f"Der Auftrag {placed} ist erteilt, aber {lack}.", turns)
