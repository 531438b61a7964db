"""What several Maßnahmen say together: their lights counted, their progress averaged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kn_desk.records.item_status import REPORTING
from kn_desk.records.strategy import StrategyItem
from kn_desk.storage.reader import Reader

#: The worst first; what is late counts for more than what nobody reported on.
_WORST_FIRST = ("crit", "warn", "none", "ok")
_COUNTED = {"crit": "kritisch", "warn": "verzögert", "none": "ohne Meldung", "ok": "im Plan"}
#: Nothing is done yet, or any more.
_SILENT = frozenset({"idea", "dropped"})


@dataclass(frozen=True)
class State:
    """What is known of a Maßnahme: it, its Plan-Ampel, and its progress in percent."""

    item: StrategyItem
    light: str
    progress: int | None


@dataclass(frozen=True)
class RollUp:
    """Several Maßnahmen together; ideas and what was dropped are among ``items`` but count for nothing else."""

    items: int = 0
    lights: Mapping[str, int] = field(default_factory=dict)
    progress: int | None = None
    #: Of how many the progress is the mean.
    measured: int = 0

    @property
    def worst(self) -> str | None:
        """The worst light among them, None where none counts."""
        return next((light for light in _WORST_FIRST if self.lights.get(light)), None)

    @property
    def said(self) -> str:
        """The worst light in words: "2 kritisch", or "im Plan" where all are."""
        worst = self.worst
        if worst is None:
            return ""
        return _COUNTED[worst] if worst == "ok" else f"{self.lights[worst]} {_COUNTED[worst]}"

    @property
    def sentence(self) -> str:
        """All that is known, for a tooltip and for reading aloud."""
        if not self.items:
            return "Noch keine Maßnahme."
        many = "1 Maßnahme" if self.items == 1 else f"{self.items} Maßnahmen"
        counts = [f"{self.lights[light]} {_COUNTED[light]}" for light in _WORST_FIRST if self.lights.get(light)]
        told = f"{many}: {', '.join(counts)}." if counts else f"{many}."
        if self.progress is None:
            return told
        mean = "" if self.measured == 1 else f" im Mittel von {self.measured} Maßnahmen"
        return f"{told} Fortschritt {self.progress} %{mean}."


def roll_up(states: Iterable[State]) -> RollUp:
    """Return what Maßnahmen say together, each counted once.

    The progress is the plain mean; a Maßnahme below another one that has a progress is a part of it already.
    """
    every = {state.item.id: state for state in states}
    counting = {key: state for key, state in every.items() if state.item.status not in _SILENT}
    lights: dict[str, int] = {}
    for state in counting.values():
        # "Keine Meldung" counts only where the departments are asked for one.
        if state.light != "none" or state.item.status in REPORTING:
            lights[state.light] = lights.get(state.light, 0) + 1
    whole = {key for key, state in counting.items() if state.progress is not None}
    known = [counting[key].progress or 0 for key in whole if counting[key].item.parent not in whole]
    mean = (2 * sum(known) + len(known)) // (2 * len(known)) if known else None
    return RollUp(len(every), lights, mean, len(known))


def states_of(reader: Reader) -> list[State]:
    """Return all Maßnahmen with their kept light and progress."""
    kept = reader.kept(StrategyItem)
    return [
        State(item, kept.get((item.id, "plan_light")) or "none", kept.get((item.id, "progress_effective")))
        for item in reader.rows(StrategyItem)
    ]
