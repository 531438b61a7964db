"""The money of a Förderantrag, set as sums: each figure with the formula it follows from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kn_desk.fields.spec import Computed, Near
from kn_desk.records import funding_stages as stages
from kn_desk.records import money
from kn_desk.records.funding import Application
from kn_desk.records.funding_parts import Notice
from kn_desk.records.sentences import day, euros


@dataclass(frozen=True)
class SumRow:
    """One figure: its word, the amount in words, and the formula below it ("" for what was entered)."""

    label: str
    figure: str
    formula: str = ""
    alarming: bool = False


@dataclass(frozen=True)
class NoticeVersion:
    """A Bescheid as one of the versions: its number, whether it is in force, and what it changed."""

    number: int
    title: str
    below: str
    amount: str
    change: str
    in_force: bool


def short_percent(rate: Decimal) -> str:
    """Return 50 % for 50.00 and 65,07 % for 65.07."""
    return f"{rate.to_integral_value():.0f} %" if rate == rate.to_integral_value() else money.percent(rate)


def quota_of(application: Application) -> Decimal | None:
    """Return Bewilligt ÷ zuwendungsfähig in percent; before the decision what was asked for; else the Bescheid's."""
    funding = application.amount_granted if application.amount_granted is not None else application.amount_requested
    rate: Decimal | None = money.quota(funding, application.cost_eligible).value
    return rate if rate is not None else application.rate_granted


def sum_rows(application: Application, near: Near) -> list[SumRow]:
    """Return the figures in reading order; what nobody entered and what follows from nothing is left out."""
    rows = [*_entered(application), *_computed(application, near)]
    return [row for row in rows if row.figure]


def state_of(application: Application, near: Near) -> str:
    """Return what the figures stand on: the newest Bescheid, or that there is none."""
    found = versions(near.below(Notice, "application", application))
    if found:
        return f"Stand {found[0].title} {found[0].number}" if len(found) > 1 else f"Stand {found[0].title}"
    return "Noch kein Bescheid" if application.amount_granted is None else ""


def versions(notices: Iterable[Notice]) -> list[NoticeVersion]:
    """Return the Bescheide as versions, the newest first; the newest counts."""
    ordered = sorted(notices, key=lambda notice: (notice.holds_from or date.min, notice.id))
    found: list[NoticeVersion] = []
    before: int | None = None
    for number, notice in enumerate(ordered, start=1):
        kind = notice.spec.fields["kind"].kind.show(notice.kind) or "Bescheid"
        newest = number == len(ordered)
        when = f"vom {day(notice.dated_on)}" if notice.dated_on else "ohne Datum"
        difference = notice.amount - before if notice.amount is not None and before is not None else 0
        change = _signed(difference) if difference else ""
        rate = short_percent(notice.rate) if notice.rate is not None else ""
        found.append(
            NoticeVersion(
                number,
                kind,
                f"{when} · {'gilt' if newest else 'ersetzt'}",
                euros(notice.amount) if notice.amount is not None else "",
                " · ".join(filter(None, (change, rate))),
                newest,
            )
        )
        before = notice.amount if notice.amount is not None else before
    return found[::-1]


def _entered(application: Application) -> Iterator[SumRow]:
    names = ["cost_total", "amount_requested"]
    if application.amount_granted is not None:
        names = ["cost_total", "amount_granted"]
    for name in names:
        value = getattr(application, name)
        yield SumRow(application.spec.fields[name].label, euros(value) if value is not None else "–")


def _computed(application: Application, near: Near) -> Iterator[SumRow]:
    granted = application.amount_granted
    funding = "Bewilligt" if granted is not None else "Beantragt"
    others = "".join(
        f" − {word} ({euros(amount)})"
        for word, amount in (("Drittmittel", application.third_party), ("Einnahmen", application.income))
        if amount
    )
    own = application.own_share_sum.value
    yield _row("Eigenanteil", own, f"= Gesamt − {funding}{others}", own is not None and own < 0)
    rate = quota_of(application)
    if rate is not None and application.cost_eligible:
        formula = f"= {funding} ÷ zuwendungsfähig ({euros(application.cost_eligible)})"
        yield SumRow("Förderquote", money.percent(rate), formula)
    if application.status in stages.BEFORE_SUBMISSION | stages.UNDECIDED:
        value = money.pipeline_value(application.amount_requested, application.probability).value
        yield _row("Pipelinewert", value, f"= Beantragt × Erfolgsaussicht ({application.probability} %)")
    if granted is None or application.is_competition:
        return
    called = sum(application.called_amounts(near))
    yield _row("Offen", granted - called, f"= Bewilligt − Abgerufen ({euros(called)})")
    yield from _spent(application, near)


def _spent(application: Application, near: Near) -> Iterator[SumRow]:
    actual, paid = application.actual(near), sum(application.paid_amounts(near))
    if not actual and not paid:
        return
    expected: Computed = application.compute("expected_grant", near)
    yield _row("Erwartete Zuwendung", expected.value, f"= Quote × Ist ({euros(actual)}), höchstens Bewilligt")
    ahead = application.compute("prefinancing", near).value
    yield _row("Vorfinanzierung", ahead, f"= Quote × Ist − Ausgezahlt ({euros(paid)})")
    back = application.compute("repayment", near).value
    if back:
        yield _row("Mögliche Rückzahlung", back, f"= Ausgezahlt ({euros(paid)}) − erwartete Zuwendung", True)


def _row(label: str, cents: int | None, formula: str, alarming: bool = False) -> SumRow:
    return SumRow(label, euros(cents) if cents is not None else "", formula, alarming)


def _signed(cents: int) -> str:
    return f"+ {euros(cents)}" if cents > 0 else f"− {euros(-cents)}"
