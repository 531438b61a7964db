"""What is due for a Förderantrag and when: the dates of its timeline, and why each is as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kn_desk.fields.spec import Near
from kn_desk.records import deadlines
from kn_desk.records import funding_stages as stages
from kn_desk.records.deadlines import SumLine
from kn_desk.records.duties import OBLIGATION_KINDS, DeadlineRule, Obligation
from kn_desk.records.funding import Application, Programme
from kn_desk.records.funding_parts import Drawdown
from kn_desk.records.sentences import day

_TWO_YEARS = 730


@dataclass(frozen=True)
class Due:
    """One date of an application: its short and its full name, the day, and the light of the days that are left.

    ``task`` says whether something has to be done by then; a mere landmark (Bewilligung endet) has none.
    """

    kind: str
    words: str
    on: date
    level: str
    task: bool = True
    duty: Obligation | None = None


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


def dates_of(
    application: Application,
    duties: Iterable[Obligation],
    drawdowns: Iterable[Drawdown],
    programme: Programme | None,
    near: Near,
) -> list[Due]:
    """Return everything that lies ahead of an application or is overdue, the next first."""
    found = [_of_duty(duty, near) for duty in duties if duty.is_open and duty.due_on is not None]
    said = {due.on for due in found if due.duty is not None and due.duty.kind == "application_deadline"}
    found += [due for due in _handing_in(application, programme, near) if due.on not in said]
    found += [due for drawdown in drawdowns for due in _of_drawdown(drawdown, near)]
    ends = application.period_to
    if ends is not None and ends >= near.today and stages.phase_of(application.status) in ("running", "proof"):
        found.append(Due("Bewilligung endet", "Bewilligung endet", ends, _level(ends, near), task=False))
    return sorted(found, key=lambda due: (due.on, not due.task, due.words))


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


def _of_duty(duty: Obligation, near: Near) -> Due:
    assert duty.due_on is not None
    kind = OBLIGATION_KINDS.get(duty.kind or "", duty.words)
    return Due(kind, duty.words, duty.due_on, _level(duty.due_on, near), duty=duty)


def _handing_in(application: Application, programme: Programme | None, near: Near) -> Iterator[Due]:
    if not application.is_before_submission:
        return
    own, last = application.deadline, programme.last_day if programme else None
    if own is not None:
        yield Due("Antragsfrist", "Antragsfrist", own, _level(own, near))
    elif last is not None and programme is not None:
        word = "Ausschlussfrist" if programme.cutoff else "Aufruf endet"
        yield Due(word, word, last, _level(last, near))


def _of_drawdown(drawdown: Drawdown, near: Near) -> Iterator[Due]:
    if drawdown.state == "paid" and drawdown.use_by is not None:
        yield Due("Verbrauchsfrist", "Auszahlung verbrauchen", drawdown.use_by, _level(drawdown.use_by, near))
    elif drawdown.state == "planned" and drawdown.needed_until is not None:
        yield Due("Mittelabruf", "Mittelabruf, Bedarf", drawdown.needed_until, _level(drawdown.needed_until, near))


def _level(on: date, near: Near) -> str:
    level: str = deadlines.deadline_light(on, near).value
    return level
