"""Milestones, and the progress that follows from them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kn_desk.fields.kinds import Day, Light, Number, Ref, Signal, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records.sentences import NEXT_DAY, day, in_future, on_weekend

MILESTONE_STATE = Light({
    "overdue": Signal("Überfällig", "■", "crit"),
    "open": Signal("Offen", "○", "none"),
    "reached": Signal("Erreicht", "●", "ok"),
    "dropped": Signal("Entfallen", "○", "none"),
})  # fmt: skip


@record("Meilenstein", "Meilensteine", prefix="MS", part_of=("item", "strategy"))
class Milestone(Record):
    """A day in the life of a Maßnahme or of a strategy, with something to show on it."""

    title: str = field("Titel", Text(200), section="Grunddaten", hint="Was an diesem Tag vorliegt")
    item: str | None = field("Maßnahme", Ref("strategy_item"), section="Grunddaten")
    strategy: str | None = field("Strategie", Ref("strategy"), section="Grunddaten")
    due_planned: date | None = field("Termin (Plan)", Day(), section="Termine")
    due_original: date | None = field(
        "Termin (ursprünglich)", Day(), section="Termine", hint="Der erste Termin; bleibt stehen, wenn verschoben wird"
    )
    due_forecast: date | None = field(
        "Termin (Prognose)", Day(), section="Termine", hint="Wann nach heutigem Stand damit zu rechnen ist"
    )
    done_on: date | None = field("Erreicht am", Day(), section="Termine", hint="Leer, solange er offen ist")
    weight: int | None = field(
        "Gewicht", Number(1, 5), section="Bewertung", default=1, hint="1 bis 5; zählt so viel für den Fortschritt"
    )
    mandatory: bool | None = field(
        "Pflicht", YesNo(), section="Bewertung", hint="Ohne ihn gilt die Maßnahme nicht als abgeschlossen"
    )
    dropped: bool | None = field(
        "Entfallen", YesNo(), section="Bewertung", hint="Wird nicht mehr gebraucht; zählt nicht für den Fortschritt"
    )

    @property
    def is_open(self) -> bool:
        """Neither reached nor dropped."""
        return self.done_on is None and not self.dropped

    @computed("Stand", MILESTONE_STATE, kept=True)
    def state(self, near: Near) -> Computed:
        """Return offen, erreicht, überfällig (after its planned day) or entfallen."""
        if self.dropped:
            return Computed("dropped", "Als entfallen markiert.")
        if self.done_on is not None:
            late = self.due_planned is not None and self.done_on > self.due_planned
            hint = f"Geplant war {day(self.due_planned)}." if late and self.due_planned else ""
            return Computed("reached", f"Erreicht am {day(self.done_on)}.", hint=hint)
        if self.due_planned is None:
            return Computed("open", "Noch ohne Termin.")
        hint = f"Prognose: {day(self.due_forecast)}." if self.due_forecast else ""
        if self.due_planned < near.today:
            return Computed("overdue", f"Termin {day(self.due_planned)} ist überschritten.", hint=hint)
        return Computed("open", f"Fällig am {day(self.due_planned)}.", (self.due_planned + NEXT_DAY,), hint)

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.item is None and self.strategy is None:
            yield fault(
                "item", "Ein Meilenstein gehört zu einer Maßnahme oder zu einer Strategie.", "strategy", "title"
            )
        if self.item is not None and self.strategy is not None:
            yield fault(
                "strategy", "Ein Meilenstein gehört zu einer Maßnahme oder zu einer Strategie, nicht zu beiden.", "item"
            )
        if self.dropped and self.done_on is not None:
            yield fault("dropped", "Ein erreichter Meilenstein kann nicht entfallen.", "done_on")

    def hints(self, near: Near) -> Iterator[str]:
        yield from on_weekend(self, "due_planned", "due_forecast")
        yield from in_future(self, near.today, "done_on")


def weighted_progress(milestones: Iterable[tuple[int | None, bool]]) -> int | None:
    """Return the percentage reached of milestones given as (weight, reached); None without any.

    A missing weight counts 1. Rounded to the nearest percent, but 100 only when all are reached.
    """
    weights = [(weight or 1, reached) for weight, reached in milestones]
    total = sum(weight for weight, _ in weights)
    if not total:
        return None
    done = sum(weight for weight, reached in weights if reached)
    return 100 if done == total else min((200 * done + total) // (2 * total), 99)


def effective_progress(milestones: Sequence[Milestone], *, stored: int | None, by_hand: bool, done: bool) -> Computed:
    """Return the progress that counts: set by hand, else 100 when done, else from milestones, else as reported."""
    counted = [m for m in milestones if not m.dropped]
    reached = [m for m in counted if m.done_on is not None]
    weighted = weighted_progress((m.weight, m.done_on is not None) for m in counted)
    if by_hand:
        hint = "" if weighted is None or weighted == stored else f"Nach Meilensteinen wären es {weighted} %."
        return Computed(stored, "Von Hand gesetzt." if stored is not None else "Von Hand, noch ohne Wert.", hint=hint)
    if done:
        return Computed(100, "Abgeschlossen.")
    if weighted is not None:
        noun = "Meilenstein" if len(counted) == 1 else "Meilensteinen"
        reason = f"{len(reached)} von {len(counted)} {noun} erreicht, nach Gewicht."
        unused = stored is not None and stored != weighted
        hint = f"Eingetragen sind {stored} %: Das gilt nur mit „Fortschritt von Hand“." if unused else ""
        return Computed(weighted, reason, hint=hint)
    if stored is not None:
        return Computed(stored, "Wie gemeldet, ohne Meilensteine.")
    return Computed(None, "Weder Meilensteine noch ein Wert eingetragen.")
