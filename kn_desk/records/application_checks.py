"""What a Förderantrag must not be (faults), and what is odd but allowed (hints)."""

from collections.abc import Iterator

from kn_desk.fields.spec import Fault, Near, fault
from kn_desk.records import deadlines, finance_plan, money
from kn_desk.records import funding_stages as stages
from kn_desk.records.application_fields import ApplicationFields
from kn_desk.records.duties import DeadlineRule
from kn_desk.records.funding_parts import Notice, rate_in_range
from kn_desk.records.programmes import Programme
from kn_desk.records.sentences import day, euros, in_future, in_order


def faults(application: ApplicationFields, near: Near) -> Iterator[Fault]:
    """Yield what is forbidden."""
    yield from _status_faults(application, near)
    yield from in_order(application, ("period_from", "period_to"), ("submitted_on", "decided_on"))
    yield from rate_in_range(application, "rate_granted")
    own = application.own_share_sum
    if own.value is not None and own.value < 0:
        inputs = ("amount_granted", "amount_requested", "third_party", "income")
        yield fault("cost_total", f"Der Eigenanteil ist negativ: {own.reason}", *inputs)
    total, eligible = application.cost_total, application.cost_eligible
    if total is not None and eligible is not None and eligible > total:
        sums = f"{euros(eligible)} sind mehr als die Gesamtausgaben {euros(total)}"
        yield fault("cost_eligible", f"Zuwendungsfähige Ausgaben von {sums}.", "cost_total")


def _status_faults(application: ApplicationFields, near: Near) -> Iterator[Fault]:
    status, word = application.status, stages.STATUS.show(application.status)
    if status is None:
        return
    if status not in stages.workflow_of(application.kind):
        kind = stages.KINDS.get(application.kind or "", "Zuwendung")
        yield fault("status", f"„{word}“ gibt es bei der Art „{kind}“ nicht.", "kind")
        return
    if status in stages.UNDECIDED and application.submitted_on is None:
        yield fault("submitted_on", f"„{word}“ braucht das Datum der Einreichung.", "status")
    if status in stages.GRANTED and not application.is_competition:
        yield from _granted_faults(application, near, word)
    if status == "closed" and (duties := application.open_duties(near, lasting=False)):
        named = ", ".join(f"{d.words}{f' ({day(d.due_on)})' if d.due_on else ''}" for d in duties[:3])
        more = f" und {len(duties) - 3} weitere" if len(duties) > 3 else ""
        yield fault("status", f"„{word}“ geht erst ohne offene Pflichten; offen: {named}{more}.")


def _granted_faults(application: ApplicationFields, near: Near, word: str) -> Iterator[Fault]:
    if application.decided_on is None and not _has_dated_notice(application, near):
        yield fault("decided_on", f"„{word}“ braucht das Datum der Entscheidung oder einen Bescheid.", "status")
    if application.amount_granted is None:
        yield fault("amount_granted", f"„{word}“ braucht den bewilligten Betrag.", "status")
    for name in ("period_from", "period_to"):
        if getattr(application, name) is None:
            yield fault(name, f"„{word}“ braucht den Bewilligungszeitraum.", "status")


def _has_dated_notice(application: ApplicationFields, near: Near) -> bool:
    return any(notice.dated_on for notice in near.below(Notice, "application", application))


def hints(application: ApplicationFields, near: Near) -> Iterator[str]:
    """Yield what is odd but allowed, one German sentence each."""
    yield from _deadline_hints(application, near)
    yield from _duty_hints(application, near)
    yield from _amount_hints(application)
    yield from _programme_hints(application, near)
    yield from _plan_hints(application, near)
    yield from deadlines.on_day_off(application, "deadline", "period_to")
    yield from in_future(application, near.today, "submitted_on", "decided_on", "early_start_on")


def _deadline_hints(application: ApplicationFields, near: Near) -> Iterator[str]:
    programme = near.above(Programme, application.programme)
    last = programme.last_day if programme else None
    name = "Ausschlussfrist" if programme and programme.cutoff else "Frist des Aufrufs"
    if application.deadline is None and last is not None and application.is_before_submission:
        yield f"Ohne eigene Antragsfrist zählt die {name} {day(last)}."
    if application.deadline is not None and last is not None and application.deadline > last:
        yield f"Die Antragsfrist {day(application.deadline)} liegt nach der {name} {day(last)}."
    if application.submitted_on is not None:
        if last is not None and application.submitted_on > last:
            yield f"Eingereicht am {day(application.submitted_on)}, nach der {name} {day(last)}."
        elif application.deadline is not None and application.submitted_on > application.deadline:
            yield f"Eingereicht am {day(application.submitted_on)}, nach der Antragsfrist {day(application.deadline)}."


def _duty_hints(application: ApplicationFields, near: Near) -> Iterator[str]:
    duties = application.open_duties(near)
    anchors = application.anchor_days(near)
    for duty in duties:
        rule = near.above(DeadlineRule, duty.rule)
        anchor = anchors.get(rule.anchor or "") if rule else None
        if anchor is not None and duty.anchor_on is not None and duty.anchor_on != anchor:
            yield f"{duty.words}: Gerechnet ab {day(duty.anchor_on)}, der Anker ist jetzt der {day(anchor)}."
    if duties and application.status in stages.UNSUCCESSFUL:
        word = stages.STATUS.show(application.status)
        yield f"Der Status ist „{word}“, aber es sind noch Pflichten offen: {', '.join(d.words for d in duties)}."


def _amount_hints(application: ApplicationFields) -> Iterator[str]:
    granted, requested, eligible = (
        application.amount_granted, application.amount_requested, application.cost_eligible,
    )  # fmt: skip
    if granted is not None and requested is not None and granted > requested:
        yield f"Bewilligt sind {euros(granted)}, beantragt waren {euros(requested)}."
    if granted is not None and eligible is not None and granted > eligible:
        yield f"Bewilligt sind {euros(granted)}, mehr als die zuwendungsfähigen Ausgaben {euros(eligible)}."
    parts = [part for part in (application.own_cash, application.own_kind) if part is not None]
    own = application.own_share_sum
    if parts and own.value is not None and sum(parts) != own.value:
        yield f"Eigenmittel und Eigenleistung ergeben {euros(sum(parts))}; {own.reason}"


def _programme_hints(application: ApplicationFields, near: Near) -> Iterator[str]:
    programme, requested = near.above(Programme, application.programme), application.amount_requested
    if programme is None or requested is None:
        return
    if programme.amount_max is not None and requested > programme.amount_max:
        yield f"Beantragt sind {euros(requested)}, der Höchstbetrag ist {euros(programme.amount_max)}."
    if programme.amount_min is not None and requested < programme.amount_min:
        yield f"Beantragt sind {euros(requested)}, der Mindestbetrag ist {euros(programme.amount_min)}."
    if programme.rate_max is not None and application.cost_eligible is not None:
        highest = money.apply_rate(programme.rate_max, application.cost_eligible)
        if requested > highest:
            limit = f"die Höchstquote {money.percent(programme.rate_max)} erlaubt {euros(highest)}"
            yield f"Beantragt sind {euros(requested)}, {limit}."


def _plan_hints(application: ApplicationFields, near: Near) -> Iterator[str]:
    lines = application.plan_lines(near)
    if difference := finance_plan.balance(lines).hint:
        yield difference
    planned = finance_plan.planned(lines, "expense")
    if planned and application.cost_total is not None and planned != application.cost_total:
        yield (
            f"Die Ausgaben im Finanzierungsplan ergeben {euros(planned)}, "
            f"die Gesamtausgaben sind {euros(application.cost_total)}."
        )
