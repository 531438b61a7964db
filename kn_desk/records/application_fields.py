"""What is stored of a Förderantrag, and what its rules and sums gather around it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kn_desk.fields.kinds import Choice, Day, Links, Money, Note, Percent, Rate, Ref, Text
from kn_desk.fields.spec import Computed, Near, Record, field, snapshot
from kn_desk.records import finance_plan, money
from kn_desk.records import funding_stages as stages
from kn_desk.records.duties import LASTING, Obligation
from kn_desk.records.early_start import Leave
from kn_desk.records.funding_parts import Drawdown, FinanceLine, Notice
from kn_desk.records.programmes import Programme

#: Bescheide after which orders may be placed; a mere Zusage is none.
DECIDING = frozenset({"grant", "contract"})


@snapshot
class ApplicationFields(Record):
    """The stored fields of an application."""

    title: str = field("Titel", Text(200), section="Antrag")
    kind: str | None = field("Art", Choice(stages.KINDS), section="Antrag", default="grant")
    programme: str | None = field("Förderprogramm", Ref("programme"), section="Antrag")
    status: str | None = field("Status", stages.STATUS, section="Antrag", default="idea")
    items: tuple[str, ...] = field("Maßnahmen", Links("strategy_item"), section="Antrag")
    lead_unit: str | None = field("Federführendes Amt", Ref("org_unit"), section="Antrag")
    responsible: str | None = field("Verantwortlich", Ref("person"), section="Antrag")
    reference: str | None = field("Förderkennzeichen", Text(80), section="Antrag", hint="Wie im Bescheid")
    description: str | None = field("Beschreibung", Note(), section="Antrag")
    deadline: date | None = field("Antragsfrist", Day(), section="Termine", hint="Letzter Tag der Einreichung")
    submitted_on: date | None = field("Eingereicht am", Day(), section="Termine")
    early_start_on: date | None = field("Vorzeitigem Beginn zugestimmt am", Day(), section="Termine",
                                        hint="Schriftliche Zustimmung der Bewilligungsstelle")  # fmt: skip
    decided_on: date | None = field("Entschieden am", Day(), section="Termine", hint="Bewilligt, abgelehnt, prämiert")
    decision: str | None = field("Gremienbeschluss", Ref("decision"), section="Termine")
    period_from: date | None = field("Bewilligungszeitraum von", Day(), section="Termine")
    period_to: date | None = field("Bewilligungszeitraum bis", Day(), section="Termine")
    probability: int | None = field(
        "Erfolgsaussicht", Percent(), section="Geld", hint="Geschätzt, für den Pipelinewert"
    )
    cost_total: int | None = field("Gesamtausgaben", Money(), section="Geld")
    cost_eligible: int | None = field("Zuwendungsfähige Ausgaben", Money(), section="Geld",
                                      hint="Was der Fördergeber anerkennt")  # fmt: skip
    amount_requested: int | None = field("Beantragt", Money(), section="Geld")
    amount_granted: int | None = field("Bewilligt", Money(), section="Geld")
    rate_granted: Decimal | None = field("Quote laut Bescheid", Rate(), section="Geld")
    third_party: int | None = field("Drittmittel", Money(), section="Geld")
    income: int | None = field("Einnahmen", Money(), section="Geld")
    own_cash: int | None = field("Eigenmittel", Money(), section="Geld")
    own_kind: int | None = field("Eigenleistung", Money(), section="Geld", hint="Zum Beispiel Arbeitszeit, in Euro")

    @property
    def is_competition(self) -> bool:
        """Whether it goes the way of a competition."""
        return self.kind in stages.COMPETITIONS

    @property
    def is_before_submission(self) -> bool:
        """Whether the Antragsfrist still counts."""
        return stages.phase_of(self.status) == "preparing"

    @property
    def share(self) -> money.Share | None:
        """The quota that counts."""
        return money.share_in_force(self.rate_granted, self.amount_granted, self.cost_eligible)

    @property
    def own_share_sum(self) -> Computed:
        """The Eigenanteil with its sum."""
        return money.own_share(
            self.cost_total, self.amount_granted, self.third_party, self.income, self.amount_requested
        )

    def plan_lines(self, near: Near) -> Sequence[FinanceLine]:
        """Return the lines of the Finanzierungsplan."""
        return near.below(FinanceLine, "application", self)

    def actual(self, near: Near) -> int:
        """Return the eligible cents spent so far."""
        return finance_plan.actual_eligible(self.plan_lines(near))

    def called_amounts(self, near: Near) -> list[int]:
        """Return the cents of each drawdown that was asked for."""
        return [drawdown.called for drawdown in near.below(Drawdown, "application", self) if drawdown.called]

    def paid_amounts(self, near: Near) -> list[int]:
        """Return the cents of each drawdown that was paid."""
        return [drawdown.paid for drawdown in near.below(Drawdown, "application", self) if drawdown.paid]

    def first_notice(self, near: Near) -> Notice | None:
        """Return the first Bescheid or Vertrag; it holds from the day it was received (§ 43 VwVfG)."""
        deciding = [n for n in near.below(Notice, "application", self) if n.kind in DECIDING and n.holds_from]
        return min(deciding, key=lambda notice: (notice.holds_from or date.max, notice.id), default=None)

    def decision_leave(self, near: Near) -> Leave:
        """Return from when the decision covers orders: the first Bescheid's day, else Entschieden am once granted."""
        notice = self.first_notice(near)
        if notice is not None:
            return Leave(notice.holds_from, notice.spec.fields["kind"].kind.show(notice.kind), notice.dated_on)
        return Leave(self.decided_on if self.status in stages.GRANTED else None, "Entscheidung")

    def anchor_days(self, near: Near) -> dict[str, date]:
        """Return the days from which Fristenregeln reckon, by anchor, as far as they are known and unique."""
        notice = self.first_notice(near)
        programme = near.above(Programme, self.programme)
        days = {
            "period_start": self.period_from,
            "period_end": self.period_to,
            "submission": self.submitted_on,
            "call_close": programme.call_close if programme else None,
            "notice": notice.dated_on if notice else None,
            "notice_received": notice.received_on if notice else None,
        }
        return {anchor: known for anchor, known in days.items() if known is not None}

    def open_duties(self, near: Near, *, lasting: bool = True) -> list[Obligation]:
        """Return what is still owed, the next first; without ``lasting`` only what has to be done before closing."""
        duties = [duty for duty in near.below(Obligation, "application", self) if duty.is_open]
        kept = [duty for duty in duties if lasting or duty.kind not in LASTING]
        return sorted(kept, key=lambda duty: (duty.due_on or date.max, duty.id))
