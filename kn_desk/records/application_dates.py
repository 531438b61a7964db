"""What lies ahead of a Förderantrag or is overdue, the next first: board, list and timeline ask here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kn_desk.fields.spec import Near
from kn_desk.records import deadlines
from kn_desk.records import funding_stages as stages
from kn_desk.records.application_fields import ApplicationFields
from kn_desk.records.duties import OBLIGATION_KINDS, Obligation
from kn_desk.records.funding_parts import Drawdown
from kn_desk.records.programmes import Programme


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


def dates_of(
    application: ApplicationFields,
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


def next_of(application: ApplicationFields, dates: Iterable[Due]) -> Due | None:
    """Return what is to be done next, None where nothing is left to do; an unsuccessful application asks nothing."""
    if stages.phase_of(application.status) == "unsuccessful":
        return None
    return next((due for due in dates if due.task), None)


def _of_duty(duty: Obligation, near: Near) -> Due:
    assert duty.due_on is not None
    kind = OBLIGATION_KINDS.get(duty.kind or "", duty.words)
    return Due(kind, duty.words, duty.due_on, _level(duty.due_on, near), duty=duty)


def _handing_in(application: ApplicationFields, programme: Programme | None, near: Near) -> Iterator[Due]:
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
