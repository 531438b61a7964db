"""How long it is until a date of a Förderantrag, and why it is as it is."""

from dataclasses import dataclass
from datetime import date

from kn_desk.fields.spec import Near
from kn_desk.records import deadlines
from kn_desk.records.deadlines import SumLine
from kn_desk.records.duties import DeadlineRule, Obligation
from kn_desk.records.sentences import day

_TWO_YEARS = 730


@dataclass(frozen=True)
class Why:
    """The answer to "Warum dieses Datum?": a written sum, and what a person noted about it."""

    lines: tuple[SumLine, ...]
    note: str


def remaining(on: date, today: date) -> str:
    """Return how long it is until a day: "11 Tage", "morgen", "5 Jahre", "seit 3 Tagen"."""
    left = (on - today).days
    if left in (0, 1):
        return ("heute", "morgen")[left]
    if left < 0:
        return "seit gestern" if left == -1 else f"seit {-left} Tagen"
    return f"{left // 365} Jahre" if left >= _TWO_YEARS else f"{left} Tage"


def why(duty: Obligation, near: Near) -> Why:
    """Return how the day of a duty came about: anchor, offset, day, the office's own day before it."""
    rule = near.above(DeadlineRule, duty.rule)
    ruled = rule.due(duty.anchor_on) if rule is not None and duty.anchor_on is not None else None
    lines = [*ruled.lines[:2]] if ruled is not None else []
    if duty.due_on is not None and lines:
        if ruled is not None and ruled.on != duty.due_on:
            lines.append(SumLine("=", day(ruled.on), "nach der Regel"))
            lines.append(SumLine("→", day(duty.due_on), "eingetragen, der Bescheid geht vor"))
        else:
            lines.append(SumLine("=", day(duty.due_on), "fällig"))
    internal = duty.compute("internal_on", near).value
    if internal is not None and duty.is_open:
        days = deadlines.count_of(near.threshold("deadline.internal"), "working_days")
        by = "von Hand gesetzt" if duty.internal_due_on is not None else f"{days} vorher"
        lines.append(SumLine("", day(internal), f"intern, {by}"))
    note = duty.explanation or ("" if ruled is not None else "Für diesen Tag ist noch keine Begründung eingetragen.")
    return Why(tuple(lines), note)
