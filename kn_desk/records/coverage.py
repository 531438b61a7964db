"""Whether an Amt has its Digital Lotse, and how many of all have: pure functions of plain days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.fields.kinds import Light, signals
from kn_desk.fields.spec import Computed
from kn_desk.records.sentences import NEXT_DAY, day

COVERAGE = Light(signals("Besetzt", "Endet bald", "Ohne Lotse", "Nicht vorgesehen", quiet=True))


@dataclass(frozen=True)
class Term:
    """From when until when something holds, both days included; None is open."""

    since: date | None
    until: date | None

    def covers(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which it begins to hold and no longer holds."""
        first = () if self.since is None else (self.since,)
        return first if self.until is None else (*first, self.until + NEXT_DAY)


def covered_until(terms: Sequence[Term], today: date) -> date | None:
    """Return the last day before a gap, for terms of which one covers ``today``; None if no gap comes."""
    end = today
    for term in sorted(terms, key=lambda term: term.since or date.min):
        if term.since is not None and term.since > end + NEXT_DAY:
            break
        if term.until is None:
            return None
        end = max(end, term.until)
    return end


def coverage(
    wanted: bool, unit: Term, mains: Sequence[Term], prospective: Sequence[Term], *,
    target: int, soon: int, today: date,
) -> Computed:  # fmt: skip
    """Return the light of one unit from its main roles.

    Ohne Lotse: none is active today. Endet bald: within ``soon`` days comes a day that no main role covers, so a
    successor who begins in time keeps it Besetzt. Nicht vorgesehen: no Lotse wanted, or the unit does not exist today.
    Names of persons stay out of the reason.
    """
    if not wanted:
        return Computed("none", "Für diese Stelle ist kein Lotse vorgesehen.")
    turns = list(unit.turns)
    if unit.since is not None and unit.since > today:
        return Computed("none", f"Die Stelle besteht erst ab {day(unit.since)}.", tuple(turns))
    if unit.until is not None and unit.until < today:
        return Computed("none", f"Die Stelle bestand bis {day(unit.until)}.", tuple(turns))
    for term in mains:
        turns += term.turns
        if term.until is not None:
            turns.append(term.until - timedelta(days=soon))
    active = [term for term in mains if term.covers(today)]
    turns += [turn for term in prospective for turn in term.turns]
    hint = _hint(active, [term for term in prospective if term.until is None or term.until >= today], target)
    if not active:
        return Computed("crit", _vacant(mains, today), tuple(turns), hint)
    end = covered_until(mains, today)
    if end is None:
        return Computed("ok", "Unbefristet besetzt.", tuple(turns), hint)
    if (end - today).days <= soon:
        return Computed("warn", f"Besetzt nur noch bis {day(end)}.", tuple(turns), hint)
    return Computed("ok", f"Besetzt bis {day(end)}.", tuple(turns), hint)


def _vacant(mains: Sequence[Term], today: date) -> str:
    begins = min((term.since for term in mains if term.since and term.since > today), default=None)
    ended = max((term.until for term in mains if term.until and term.until < today), default=None)
    past = f"Die letzte Rolle endete am {day(ended)}" if ended else "Noch niemand ist benannt"
    return f"{past}, die nächste beginnt am {day(begins)}." if begins else f"{past}."


def _hint(active: Sequence[Term], prospective: Sequence[Term], target: int) -> str:
    said = []
    if 0 < len(active) < target:
        said.append(f"{len(active)} von {target} Lotsen {'ist' if len(active) == 1 else 'sind'} benannt.")
    if prospective:
        said.append("Jemand ist vorgesehen.")
    return " ".join(said)


@dataclass(frozen=True)
class OfficeCoverage:
    """How many of the units that want a Lotse have one; ``target`` is the number the office expects to want one."""

    covered: int
    wanted: int
    ending: int
    target: int

    @property
    def vacant(self) -> int:
        return self.wanted - self.covered

    @property
    def sentence(self) -> str:
        """21 von 23 Ämtern und Betrieben."""
        return f"{self.covered} von {self.wanted} Ämtern und Betrieben"

    @property
    def hint(self) -> str:
        """Says where the units and the setting differ, "" where they agree."""
        if self.wanted == self.target:
            return ""
        return f"Eingestellt sind {self.target} Ämter und Betriebe, bei {self.wanted} ist ein Lotse vorgesehen."


def office_coverage(lights: Iterable[str | None], target: int) -> OfficeCoverage:
    """Count the coverage lights of all units (active main role / Lotse wanted)."""
    seen = list(lights)
    ok, warn, crit = (seen.count(code) for code in ("ok", "warn", "crit"))
    return OfficeCoverage(covered=ok + warn, wanted=ok + warn + crit, ending=warn, target=target)
