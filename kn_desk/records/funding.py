"""Förderantrag: how far it is, what is due, and what its money adds up to."""

from collections.abc import Iterator

from kn_desk.fields.kinds import Day, Money, Number, Rate
from kn_desk.fields.spec import Computed, Fault, Near, computed, record
from kn_desk.records import application_checks, deadlines, early_start, finance_plan, money
from kn_desk.records import funding_stages as stages
from kn_desk.records.application_dates import dates_of, next_of
from kn_desk.records.application_fields import ApplicationFields
from kn_desk.records.duties import Obligation
from kn_desk.records.funding_parts import Drawdown, OrderEvent
from kn_desk.records.programmes import Programme
from kn_desk.records.sentences import day

__all__ = ["Application", "Programme"]

LINES = (("finance_line", "application"),)
DRAWDOWNS = (("drawdown", "application"),)
DUTIES = (("obligation", "application"),)
ORDERS = (("order_event", "application"), ("notice", "application"))
SIGNED = Money(signed=True)


@record("Förderantrag", "Förderanträge", prefix="F")
class Application(ApplicationFields):
    """An application for funding, from the idea to the last proof; competitions go a way of their own."""

    # --- how far it is

    @computed("Phase", stages.PHASES, kept=True)
    def phase(self, near: Near) -> Computed:
        return Computed(stages.phase_of(self.status), f"Der Status ist „{stages.STATUS.show(self.status)}“.")

    @computed("Frist", deadlines.DEADLINE_LIGHT, kept=True, above=("programme",))
    def deadline_light(self, near: Near) -> Computed:
        """The Antragsfrist while it counts: own day, else that of the programme; none once handed in."""
        if not self.is_before_submission:
            return deadlines.no_deadline(self._why_no_deadline())
        if self.deadline is not None:
            return deadlines.deadline_light(self.deadline, near, "Antragsfrist")
        programme = near.above(Programme, self.programme)
        return deadlines.deadline_light(programme.last_day if programme else None, near, "Frist des Programms")

    @computed("Nächste Frist", deadlines.DEADLINE_LIGHT, kept=True, above=("programme",), below=(*DUTIES, *DRAWDOWNS))
    def next_light(self, near: Near) -> Computed:
        """What is to be done next, of whatever kind it is; the cards of the board say the same."""
        duties, drawdowns = near.below(Obligation, "application", self), near.below(Drawdown, "application", self)
        due = next_of(self, dates_of(self, duties, drawdowns, near.above(Programme, self.programme), near))
        if due is None:
            return deadlines.no_deadline("Es ist kein Termin offen.")
        return deadlines.deadline_light(due.on, near, due.words)

    @computed("Tage bis Frist", Number(-100_000, 100_000), sorted_by="deadline")
    def days_left(self, near: Near) -> Computed:
        if not self.is_before_submission:
            return Computed(None, self._why_no_deadline())
        if self.deadline is None:
            return Computed(None, "Es ist keine eigene Antragsfrist eingetragen.")
        return deadlines.days_left(self.deadline, near)

    @computed("Nächste Pflicht", Day(), kept=True, below=DUTIES)
    def next_duty_on(self, near: Near) -> Computed:
        """The earliest day of a duty that is still owed, Zweckbindung and Belege among them."""
        duty = self._next_duty(near)
        if duty is None:
            return Computed(None, "Es ist keine Pflicht mit Termin offen.")
        return Computed(duty.due_on, f"{duty.words}.")

    @computed("Pflichten", deadlines.DEADLINE_LIGHT, kept=True, below=DUTIES)
    def duty_light(self, near: Near) -> Computed:
        duty = self._next_duty(near)
        if duty is None:
            return deadlines.no_deadline("Es ist keine Pflicht mit Termin offen.")
        return deadlines.deadline_light(duty.due_on, near, duty.words)

    @computed("Vorhabenbeginn-Wächter", early_start.EARLY_START_LIGHT, kept=True, above=("programme",), below=ORDERS)
    def start_guard(self, near: Near) -> Computed:
        if self.is_competition or self.status in stages.UNSUCCESSFUL:
            return Computed("none", "Hier gibt es keinen Bescheid, vor dem nichts beauftragt werden darf.")
        programme = near.above(Programme, self.programme)
        orders = [
            early_start.Order(order.ordered_on, order.title or order.spec.label)
            for order in near.below(OrderEvent, "application", self)
            if order.ordered_on is not None and order.counts_as_start is not False
        ]
        leave = early_start.earliest_leave(
            programme.early_start_rule if programme else None, self.decision_leave(near), self.early_start_on,
            self.submitted_on,
        )  # fmt: skip
        return early_start.early_start(orders, leave, near.today)

    # --- what the money adds up to

    @computed("Förderquote", Rate(), kept=True)
    def quota(self, near: Near) -> Computed:
        return money.quota(
            self.amount_granted, self.cost_eligible, self.rate_granted, near.threshold("quota.tolerance")
        )

    @computed("Eigenanteil", SIGNED, kept=True)
    def own_share(self, near: Near) -> Computed:
        return self.own_share_sum

    @computed("Abgerufen", Money(), kept=True, below=DRAWDOWNS)
    def called(self, near: Near) -> Computed:
        return money.total(self.called_amounts(near), "abgerufen")

    @computed("Ausgezahlt", Money(), kept=True, below=DRAWDOWNS)
    def paid(self, near: Near) -> Computed:
        return money.total(self.paid_amounts(near), "ausgezahlt")

    @computed("Offen", SIGNED, kept=True, below=DRAWDOWNS)
    def open_amount(self, near: Near) -> Computed:
        return money.open_amount(self.amount_granted, sum(self.called_amounts(near)))

    @computed("Zuwendungsfähiges Ist", Money(), kept=True, below=LINES)
    def cost_actual(self, near: Near) -> Computed:
        return Computed(self.actual(near), "Summe der anerkannten Ausgaben (Ist) im Finanzierungsplan.")

    @computed("Erwartete Zuwendung", Money(), kept=True, below=LINES)
    def expected_grant(self, near: Near) -> Computed:
        return money.expected_grant(self.amount_granted, self.share, self.actual(near))

    @computed("Vorfinanzierung", SIGNED, kept=True, below=LINES + DRAWDOWNS)
    def prefinancing(self, near: Near) -> Computed:
        paid = sum(self.paid_amounts(near))
        return money.prefinancing(self.share, self.actual(near), paid, self.amount_granted)

    @computed("Mögliche Rückzahlung", Money(), kept=True, below=LINES + DRAWDOWNS)
    def repayment(self, near: Near) -> Computed:
        expected = money.expected_grant(self.amount_granted, self.share, self.actual(near)).value
        return money.repayment(expected, sum(self.paid_amounts(near)))

    @computed("Pipelinewert", Money(), kept=True)
    def pipeline_value(self, near: Near) -> Computed:
        if self.status not in stages.BEFORE_SUBMISSION | stages.UNDECIDED:
            return Computed(None, "Der Antrag ist entschieden oder beendet und zählt nicht mehr zur Pipeline.")
        return money.pipeline_value(self.amount_requested, self.probability)

    @computed("Einnahmen − Ausgaben", SIGNED, kept=True, below=LINES)
    def plan_balance(self, near: Near) -> Computed:
        return finance_plan.balance(self.plan_lines(near))

    # --- rules

    def faults(self, near: Near) -> Iterator[Fault]:
        return application_checks.faults(self, near)

    def hints(self, near: Near) -> Iterator[str]:
        return application_checks.hints(self, near)

    def _next_duty(self, near: Near) -> Obligation | None:
        return next((duty for duty in self.open_duties(near) if duty.due_on is not None), None)

    def _why_no_deadline(self) -> str:
        word = stages.STATUS.show(self.status)
        if self.submitted_on is not None:
            return f"Eingereicht am {day(self.submitted_on)}, der Status ist „{word}“."
        return f"Der Status ist „{word}“, die Antragsfrist zählt nicht mehr."
