"""What belongs to a Förderantrag: plan lines, Bescheide, drawdowns, partners, orders (and the duties, in duties)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kn_desk.fields.kinds import Choice, Day, Money, Note, Number, Rate, Ref, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import deadlines, finance_plan, money
from kn_desk.records.duties import DeadlineRule, Obligation
from kn_desk.records.sentences import day, in_future, in_order

__all__ = [
    "ApplicationPartner", "DeadlineRule", "Drawdown", "FinanceLine", "Notice", "Obligation", "OrderEvent",
]  # fmt: skip

PART_OF = ("application",)


@record("Finanzierungsplan-Zeile", "Finanzierungsplan", prefix="FZ", named_by=("year", "side", "category", "source"),
        part_of=PART_OF)  # fmt: skip
class FinanceLine(Record):
    """One line of the Finanzierungsplan: an Ausgabe has a category, an Einnahme a source."""

    application: str | None = field("Förderantrag", Ref("application"), section="Zeile")
    year: int | None = field("Haushaltsjahr", Number(1990, 2199), section="Zeile")
    side: str | None = field("Seite", Choice({"expense": "Ausgabe", "income": "Einnahme"}), section="Zeile",
                             default="expense")  # fmt: skip
    category: str | None = field("Kostenart", Choice({
        "staff": "Personal", "material": "Sachausgaben", "services": "Dienstleister", "investment": "Investition",
        "travel": "Reise", "overhead": "Gemeinkosten",
    }), section="Zeile", hint="Nur bei Ausgaben")  # fmt: skip
    source: str | None = field("Mittelherkunft", Choice({
        "eu": "EU", "federal": "Bund", "state": "Land", "own": "Eigenmittel", "third": "Dritte",
    }), section="Zeile", hint="Nur bei Einnahmen")  # fmt: skip
    plan: int | None = field("Plan", Money(), section="Beträge")
    actual: int | None = field("Ist", Money(), section="Beträge")
    eligible: bool | None = field("Zuwendungsfähig", YesNo(), section="Beträge", default=True,
                                  hint="Nein, wenn der Fördergeber die Ausgabe nicht anerkennt")  # fmt: skip

    @computed("Noch verfügbar", Money(signed=True))
    def remaining(self, near: Near) -> Computed:
        return finance_plan.remaining(self.plan, self.actual)

    def hints(self, near: Near) -> Iterator[str]:
        if self.side == "income" and self.category is not None:
            yield "Eine Einnahme hat eine Mittelherkunft, keine Kostenart."
        if self.side == "expense" and self.source is not None:
            yield "Eine Ausgabe hat eine Kostenart, keine Mittelherkunft."


@record("Bescheid", "Bescheide", prefix="BE", named_by=("kind", "dated_on"), part_of=PART_OF)
class Notice(Record):
    """What the funder decided; each version stays, the newest counts."""

    application: str | None = field("Förderantrag", Ref("application"), section="Bescheid")
    kind: str | None = field("Art", Choice({
        "grant": "Zuwendungsbescheid", "amendment": "Änderungsbescheid", "commitment": "Zusage", "contract": "Vertrag",
    }), section="Bescheid", default="grant")  # fmt: skip
    dated_on: date | None = field("Datum", Day(), section="Bescheid", hint="Das Datum auf dem Bescheid")
    received_on: date | None = field("Eingegangen am", Day(), section="Bescheid", hint="Ab hier laufen Fristen")
    period_from: date | None = field("Bewilligungszeitraum von", Day(), section="Inhalt")
    period_to: date | None = field("Bewilligungszeitraum bis", Day(), section="Inhalt")
    amount: int | None = field("Betrag", Money(), section="Inhalt", hint="Bewilligt insgesamt, nicht die Änderung")
    rate: Decimal | None = field("Quote", Rate(), section="Inhalt")
    conditions: str | None = field("Auflagen", Note(), section="Inhalt")

    @property
    def holds_from(self) -> date | None:
        """The day from which it holds: received, else the date on it."""
        return self.received_on or self.dated_on

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("period_from", "period_to"))
        yield from rate_in_range(self, "rate")

    def hints(self, near: Near) -> Iterator[str]:
        if self.dated_on and self.received_on and self.received_on < self.dated_on:
            yield f"Eingegangen am {day(self.received_on)}, also vor dem Datum {day(self.dated_on)}."
        yield from in_future(self, near.today, "dated_on", "received_on")


@record("Mittelabruf", "Mittelabrufe", prefix="MA", named_by=("requested_on", "amount"), part_of=PART_OF)
class Drawdown(Record):
    """Money asked for, paid, and to be spent by a day."""

    application: str | None = field("Förderantrag", Ref("application"), section="Abruf")
    amount: int | None = field("Betrag", Money(), section="Abruf")
    state: str | None = field("Stand", Choice({
        "planned": "Geplant", "requested": "Abgerufen", "paid": "Ausgezahlt", "used": "Verbraucht",
        "refused": "Abgelehnt",
    }), section="Abruf", default="planned")  # fmt: skip
    requested_on: date | None = field("Abgerufen am", Day(), section="Termine")
    needed_until: date | None = field("Bedarf bis", Day(), section="Termine", hint="Wann das Geld da sein muss")
    paid_on: date | None = field("Ausgezahlt am", Day(), section="Termine")
    use_by: date | None = field("Verbrauchsfrist", Day(), section="Termine",
                                hint="Bis dahin muss das Geld ausgegeben sein; sonst drohen Zinsen")  # fmt: skip

    @property
    def called(self) -> int:
        """The cents that count as called: asked for, and not refused."""
        return (self.amount or 0) if self.state in ("requested", "paid", "used") else 0

    @property
    def paid(self) -> int:
        """The cents that the funder has paid."""
        return (self.amount or 0) if self.state in ("paid", "used") else 0

    @computed("Frist", deadlines.DEADLINE_LIGHT, kept=True)
    def light(self, near: Near) -> Computed:
        if self.state == "used":
            return deadlines.no_deadline("Das Geld ist verbraucht.")
        if self.state == "refused":
            return deadlines.no_deadline("Der Abruf ist abgelehnt.")
        if self.state == "paid":
            return deadlines.deadline_light(self.use_by, near, lead="auszugeben bis")
        return deadlines.deadline_light(self.needed_until, near, lead="gebraucht bis")

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.state in ("requested", "paid", "used") and self.amount is None:
            yield fault("amount", "Ein Abruf braucht einen Betrag.", "state")
        if self.state == "requested" and self.requested_on is None:
            yield fault("requested_on", "„Abgerufen“ braucht das Datum des Abrufs.", "state")
        if self.state in ("paid", "used") and self.paid_on is None:
            yield fault("paid_on", "„Ausgezahlt“ braucht das Datum der Auszahlung.", "state")
        yield from in_order(self, ("requested_on", "paid_on"), ("paid_on", "use_by"))

    def hints(self, near: Near) -> Iterator[str]:
        yield from deadlines.on_day_off(self, "needed_until", "use_by")
        yield from in_future(self, near.today, "paid_on")


@record("Projektpartner", "Projektpartner", prefix="PP", named_by=("organisation", "role"), part_of=PART_OF)
class ApplicationPartner(Record):
    """An organisation that takes part in an application, with its own budget."""

    application: str | None = field("Förderantrag", Ref("application"), section="Partner")
    organisation: str | None = field("Organisation", Ref("org_unit"), section="Partner", hint="Eine externe Stelle")
    country: str | None = field("Land", Text(60), section="Partner")
    role: str | None = field("Rolle", Choice({
        "lead": "Leadpartner", "partner": "Projektpartner", "associated": "Assoziiert",
    }), section="Partner", default="partner")  # fmt: skip
    budget: int | None = field("Budget", Money(), section="Geld")
    rate: Decimal | None = field("Förderquote", Rate(), section="Geld")
    co_financing: int | None = field("Kofinanzierung", Money(), section="Geld")
    agreement_on: date | None = field("Vereinbarung vom", Day(), section="Geld")

    @computed("Zuwendung", Money())
    def grant(self, near: Near) -> Computed:
        return money.partner_grant(self.budget, self.rate, self.co_financing)

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from rate_in_range(self, "rate")


@record("Auftrag/Vergabe", "Aufträge und Vergaben", prefix="AU", named_by=("kind", "title"), part_of=PART_OF)
class OrderEvent(Record):
    """An order or a step of a tender; whether it begins the project is for the office to say."""

    application: str | None = field("Förderantrag", Ref("application"), section="Auftrag")
    title: str | None = field("Gegenstand", Text(200), section="Auftrag")
    kind: str | None = field("Art", Choice({
        "planning": "Planungsauftrag", "tender": "Ausschreibung", "award": "Zuschlag", "order": "Auftrag",
        "contract": "Vertrag",
    }), section="Auftrag", default="order")  # fmt: skip
    ordered_on: date | None = field("Datum", Day(), section="Auftrag")
    amount: int | None = field("Betrag", Money(), section="Auftrag")
    counts_as_start: bool | None = field("Gilt als Vorhabenbeginn", YesNo(), section="Auftrag", default=True,
        hint="Planung und Ausschreibung gelten oft nicht als Beginn; es zählt die Richtlinie")  # fmt: skip


def rate_in_range(record: Record, *names: str) -> Iterator[Fault]:
    """Yield a fault for each rate outside 0 to 100 percent."""
    for name in names:
        rate: Decimal | None = getattr(record, name)
        if rate is not None and not 0 <= rate <= 100:
            yield fault(
                name, f"„{record.spec.fields[name].label}“ {money.percent(rate)} liegt nicht zwischen 0 und 100 %."
            )
