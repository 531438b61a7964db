"""The three parts of the Plan-Ampel, schedule, cost and content, as pure functions.

Each returns the light's code (ok, warn, crit, none), its reason in one sentence, and the days on which it turns by
itself. The worst cause gives the reason; of equally bad ones, the first in the order of the docstring. All numbers
are Schwellwerte.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.fields.spec import Computed
from kn_desk.records.item_status import BEFORE, OVER, STATUS
from kn_desk.records.sentences import NEXT_DAY, day, euros


@dataclass(frozen=True)
class OpenMilestone:
    """A milestone that is neither reached nor dropped and has a planned day."""

    title: str
    due: date
    mandatory: bool


@dataclass(frozen=True)
class LiveRisk:
    """A risk (not a chance) that is open or has occurred."""

    title: str
    score: int
    countered: bool


@dataclass(frozen=True)
class Span:
    """When the Maßnahme was planned to begin and end, is expected to end, and did."""

    start_planned: date | None = None
    start_actual: date | None = None
    end_planned: date | None = None
    end_forecast: date | None = None
    end_actual: date | None = None

    @property
    def done_sentence(self) -> str:
        return f"Abgeschlossen am {day(self.end_actual)}." if self.end_actual else "Abgeschlossen."

    @property
    def late_sentence(self) -> str:
        """Says what was planned where the end came later, "" else."""
        late = self.end_actual and self.end_planned and self.end_actual > self.end_planned
        return f"Plan-Ende war {day(self.end_planned)}." if late and self.end_planned else ""


def schedule(
    status: str, span: Span, milestones: Sequence[OpenMilestone], *,
    milestone_days: int, forecast_days: int, today: date,
) -> Computed:  # fmt: skip
    """Return the light of the dates.

    ROT: planned end passed, a mandatory milestone more than ``milestone_days`` late, or the forecast more than
    ``forecast_days`` past the planned end. GELB: any milestone late (an optional one never becomes ROT), or the
    forecast past the planned end. What is done, dropped or paused raises no alarm.
    """
    if status == "done":
        return Computed("ok", span.done_sentence, hint=span.late_sentence)
    if status == "dropped":
        return Computed("none", "Verworfen: Termine werden nicht mehr bewertet.")
    if status == "paused":
        return Computed("none", "Pausiert: Termine werden nicht bewertet.")
    turns = [*_schedule_turns(span, milestones, milestone_days)]
    hint = _schedule_hint(status, span, today)
    causes = [*_schedule_causes(span, milestones, milestone_days, forecast_days, today)]
    if causes:
        value, reason = next((cause for cause in causes if cause[0] == "crit"), causes[0])
    elif span.end_planned is not None:
        value, reason = "ok", f"Plan-Ende {day(span.end_planned)} ist nicht überschritten."
    elif milestones:
        value, reason = "ok", "Kein Meilenstein ist überfällig."
    elif status in ("idea", "planned"):
        value, reason = "none", "Noch nicht begonnen, und ein Plan-Ende ist nicht eingetragen."
    else:
        value, reason = "none", "Kein Plan-Ende und kein offener Meilenstein mit Termin eingetragen."
    return Computed(value, reason, tuple(turns), hint)


def _schedule_causes(
    span: Span, milestones: Sequence[OpenMilestone], milestone_days: int, forecast_days: int, today: date
) -> Iterable[tuple[str, str]]:
    if span.end_planned is not None and span.end_planned < today:
        yield "crit", f"Plan-Ende {day(span.end_planned)} ist überschritten."
    for milestone in sorted(milestones, key=lambda m: (m.due, m.title)):
        late = (today - milestone.due).days
        name = f"„{milestone.title}“ (fällig am {day(milestone.due)})"
        if milestone.mandatory and late > milestone_days:
            yield "crit", f"Pflicht-Meilenstein {name} ist mehr als {_days(milestone_days)} überfällig."
        elif late > 0:
            yield "warn", f"Meilenstein {name} ist überfällig."
    if span.end_planned is not None and span.end_forecast is not None:
        past = (span.end_forecast - span.end_planned).days
        if past > 0:
            yield (
                "crit" if past > forecast_days else "warn",
                f"Prognose {day(span.end_forecast)} liegt {_days(past)} nach dem Plan-Ende {day(span.end_planned)}.",
            )


def _days(count: int) -> str:
    return "1 Tag" if count == 1 else f"{count} Tage"


def _schedule_turns(span: Span, milestones: Sequence[OpenMilestone], milestone_days: int) -> Iterable[date]:
    for end in (span.start_planned, span.end_planned, span.end_forecast):
        if end is not None:
            yield end + NEXT_DAY
    for milestone in milestones:
        yield milestone.due + NEXT_DAY
        yield milestone.due + timedelta(days=milestone_days) + NEXT_DAY


def _schedule_hint(status: str, span: Span, today: date) -> str:
    odd = []
    if status in BEFORE and span.start_actual is None and span.start_planned and span.start_planned < today:
        odd.append(f"Beginn war am {day(span.start_planned)} geplant, der Status ist „{STATUS.show(status)}“.")
    if span.end_forecast and span.end_forecast < today:
        odd.append(f"Die Prognose {day(span.end_forecast)} ist verstrichen.")
    return " ".join(odd)


def cost(total: int | None, actual: int | None, committed: int | None, *, warn: int, crit: int) -> Computed:
    """Return the light of the money (cents).

    ROT: actual and committed exceed ``crit`` % of the total; GELB: ``warn`` %. One of them empty counts as nothing;
    where both are empty there is nothing to judge.
    """
    if total is None:
        return Computed("none", "Keine Gesamtkosten eingetragen.")
    if actual is None and committed is None:
        return Computed("none", "Weder Ist noch Obligo eingetragen.")
    spent = (actual or 0) + (committed or 0)
    for value, percent in (("crit", crit), ("warn", warn)):
        if spent * 100 > total * percent:
            return Computed(
                value, f"Ist und Obligo ({euros(spent)}) liegen über {percent} % der Gesamtkosten ({euros(total)})."
            )
    return Computed("ok", f"Ist und Obligo ({euros(spent)}) liegen im Rahmen der Gesamtkosten ({euros(total)}).")


def content(
    status: str, risks: Sequence[LiveRisk], *, reported: bool, need_open: bool, medium: int, high: int
) -> Computed:
    """Return the light of the content.

    ROT: a risk of at least ``high`` points without a countermeasure. GELB: one of at least ``medium`` points, or a
    decision that a Statusmeldung asked for and that is open. What is done or dropped is not judged.
    """
    if status in OVER:
        return Computed("none", f"{STATUS.show(status)}: Risiken werden nicht mehr bewertet.")
    worst_first = sorted(risks, key=lambda risk: (-risk.score, risk.title))
    for risk in worst_first:
        if risk.score >= high and not risk.countered:
            return Computed("crit", f"Risiko „{risk.title}“ ({risk.score} Punkte) hat keine Gegenmaßnahme.")
    for risk in worst_first:
        if risk.score >= medium:
            return Computed("warn", f"Risiko „{risk.title}“ hat {risk.score} Punkte.")
    if need_open:
        return Computed("warn", "Eine Statusmeldung nennt offenen Entscheidungsbedarf.")
    if risks or reported:
        return Computed("ok", f"Kein Risiko ab {medium} Punkten und kein offener Entscheidungsbedarf.")
    return Computed("none", "Weder Risiken noch Statusmeldungen eingetragen.")
