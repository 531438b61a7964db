"""The strategy: its versions, goals and Handlungsfelder, and the Maßnahmen with which it is carried out."""

from collections.abc import Iterator
from datetime import date, timedelta

from kn_desk.fields.kinds import Choice, Day, Links, Money, Note, Number, Pattern, Percent, Ref, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import plan_light as light
from kn_desk.records import plan_parts as parts
from kn_desk.records.item_status import EXPLAINED, OVER, SETTLED, STATUS
from kn_desk.records.measuring import Risk
from kn_desk.records.progress import Milestone, effective_progress
from kn_desk.records.reporting import StatusReport, has_open_need, last_reported_on
from kn_desk.records.sentences import day, euros, in_future, in_order, not_itself, on_weekend

LEVEL = Choice({"vision": "Leitbild", "strategic": "Strategisches Ziel", "operational": "Operatives Ziel"})
ITEM_KIND = Choice({
    "project": "Projekt", "measure": "Maßnahme", "permanent": "Daueraufgabe", "proposal": "Vorschlag",
})  # fmt: skip
ORIGIN = Choice({
    "inventory": "Bestandsaufnahme", "strategy": "Strategie", "lotse": "Lotsenvorschlag", "council": "Gemeinderat",
    "meeting": "Jour fixe",
})  # fmt: skip
PRIORITY = Choice({"high": "Hoch", "medium": "Mittel", "low": "Niedrig"})
_MILESTONES = (("milestone", "item"),)
_RISKS_AND_REPORTS = (("risk", "item"), ("status_report", "item"))


@record("Strategie", "Strategien", prefix="ST", named_by=("title", "version"))
class Strategy(Record):
    """One version of the Digitalisierungsstrategie."""

    title: str = field("Titel", Text(200), section="Grunddaten")
    version: str | None = field("Fassung", Text(40), section="Grunddaten", hint="Zum Beispiel 2.0")
    valid_from: date | None = field("Gültig von", Day(), section="Grunddaten")
    valid_to: date | None = field("Gültig bis", Day(), section="Grunddaten", hint="Leer, solange sie gilt")
    decision: str | None = field("Gemeinderatsbeschluss", Ref("decision"), section="Grunddaten")
    frozen: bool | None = field(
        "Eingefroren", YesNo(), section="Grunddaten", hint="Die Fassung kann dann nicht mehr geändert werden"
    )

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("valid_from", "valid_to"))

    def hints(self, near: Near) -> Iterator[str]:
        if self.valid_from and self.valid_from <= near.today and self.decision is None:
            yield "Die Fassung gilt, aber der Gemeinderatsbeschluss fehlt."

    def locked(self, near: Near) -> str | None:
        return "Die Fassung ist eingefroren und kann nicht geändert werden." if self.frozen else None


@record("Ziel", "Ziele", prefix="Z")
class Goal(Record):
    """What the strategy wants to reach; goals form a tree by ``parent``."""

    title: str = field("Titel", Text(200), section="Grunddaten")
    description: str | None = field("Beschreibung", Note(), section="Grunddaten")
    strategy: str | None = field("Strategie", Ref("strategy"), section="Einordnung")
    parent: str | None = field("Oberziel", Ref("goal"), section="Einordnung")
    level: str | None = field("Ebene", LEVEL, section="Einordnung", default="strategic")
    target_year: int | None = field("Zieljahr", Number(2000, 2100), section="Einordnung")

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from not_itself(self, "parent")


@record("Handlungsfeld", "Handlungsfelder", prefix="HF")
class ActionField(Record):
    """A field of the city's life in which the strategy acts."""

    title: str = field("Titel", Text(120), section="Grunddaten")
    number: str | None = field("Nr.", Text(10, width=6), section="Grunddaten", hint="Bestimmt die Reihenfolge")
    lead_unit: str | None = field("Federführung", Ref("org_unit"), section="Grunddaten")
    colour: str | None = field(
        "Farbe", Pattern("#[0-9A-Fa-f]{6}", "#0B5CAD"), section="Grunddaten", hint="Im Zeitplan, nie als Ampel"
    )


@record("Maßnahme", "Maßnahmen", prefix="M")
class StrategyItem(Record):
    """A project, a Maßnahme, a permanent task or a proposal; items form a tree by ``parent``."""

    title: str = field("Titel", Text(200), section="Grunddaten")
    kind: str | None = field("Art", ITEM_KIND, section="Grunddaten", default="measure")
    status: str | None = field("Status", STATUS, section="Grunddaten", default="idea")
    status_reason: str | None = field(
        "Begründung", Note(2000), section="Grunddaten", hint="Warum pausiert oder verworfen"
    )
    priority: str | None = field("Priorität", PRIORITY, section="Grunddaten", default="medium")
    description: str | None = field("Beschreibung", Note(), section="Grunddaten")
    benefit: str | None = field(
        "Nutzen", Note(), section="Grunddaten", hint="Was die Stadt oder ihre Leute davon haben"
    )
    next_step: str | None = field("Nächster Schritt", Text(300), section="Grunddaten")
    next_step_due: date | None = field("Nächster Schritt bis", Day(), section="Grunddaten")

    origin: str | None = field("Herkunft", ORIGIN, section="Einordnung")
    parent: str | None = field("Übergeordnet", Ref("strategy_item"), section="Einordnung")
    action_field: str | None = field("Handlungsfeld", Ref("action_field"), section="Einordnung")
    goals: tuple[str, ...] = field("Ziele", Links("goal"), section="Einordnung")
    decisions: tuple[str, ...] = field("Beschlüsse", Links("decision"), section="Einordnung")
    depends_on: tuple[str, ...] = field(
        "Abhängig von", Links("strategy_item"), section="Einordnung", hint="Was vorher fertig sein muss"
    )

    lead_unit: str | None = field("Federführendes Amt", Ref("org_unit"), section="Zuständigkeit")
    responsible: str | None = field("Verantwortlich", Ref("person"), section="Zuständigkeit")
    deputy: str | None = field("Vertretung", Ref("person"), section="Zuständigkeit")
    participating_units: tuple[str, ...] = field("Beteiligte", Links("org_unit"), section="Zuständigkeit")
    partners: tuple[str, ...] = field(
        "Partner", Links("org_unit", "group"), section="Zuständigkeit", hint="Außerhalb der Stadtverwaltung"
    )

    start_planned: date | None = field("Beginn (Plan)", Day(), section="Termine")
    end_planned: date | None = field(
        "Ende (Plan)", Day(), section="Termine", hint="Danach steht die Ampel auf Kritisch"
    )
    end_original: date | None = field(
        "Ende (ursprünglich)", Day(), section="Termine", hint="Das erste Plan-Ende; bleibt stehen, wenn verschoben wird"
    )
    end_forecast: date | None = field(
        "Ende (Prognose)", Day(), section="Termine", hint="Wann nach heutigem Stand damit zu rechnen ist"
    )
    start_actual: date | None = field("Beginn (Ist)", Day(), section="Termine")
    end_actual: date | None = field("Ende (Ist)", Day(), section="Termine")

    progress: int | None = field("Fortschritt", Percent(), section="Fortschritt",
                                 hint="Gilt ohne Meilensteine oder von Hand")  # fmt: skip
    progress_by_hand: bool | None = field(
        "Fortschritt von Hand", YesNo(), section="Fortschritt", hint="Sonst folgt er den gewichteten Meilensteinen"
    )
    light_by_hand: str | None = field(
        "Ampel (Hand)", light.HAND_LIGHT, section="Ampel", hint="Ersetzt die berechnete Ampel, solange sie gilt"
    )
    light_reason: str | None = field("Ampel (Hand): Begründung", Text(300), section="Ampel")
    light_until: date | None = field(
        "Ampel (Hand): gilt bis", Day(), section="Ampel", hint="Höchstens 60 Tage, wenn nicht anders eingestellt"
    )

    cost_total: int | None = field("Gesamtkosten", Money(), section="Geld")
    cost_actual: int | None = field("Ist", Money(), section="Geld", hint="Schon gezahlt")
    cost_committed: int | None = field("Obligo", Money(), section="Geld", hint="Beauftragt, noch nicht gezahlt")
    budget_account: str | None = field("Haushaltsstelle", Text(60), section="Geld")

    @computed("Ampel", light.PLAN_LIGHT, kept=True, below=_MILESTONES + _RISKS_AND_REPORTS)
    def plan_light(self, near: Near) -> Computed:
        """Return the worst of schedule, cost and content, or what a person set as long as that holds."""
        status = self.status or "idea"
        three = (
            ("Termin", self.schedule_light(near)),
            ("Kosten", self.cost_light(near)),
            ("Inhalt", self.content_light(near)),
        )
        calculated = light.overall(
            status, three, span=self._span(), today=near.today,
            last_report=last_reported_on(near.below(StatusReport, "item", self)),
            silent_days=near.threshold("report.interval") * near.threshold("report.overdue") // 100,
        )  # fmt: skip
        return light.by_hand(
            status, calculated, self.light_by_hand, self.light_reason, self.light_until, today=near.today
        )

    @computed("Ampel Termin", light.PART_LIGHT, kept=True, below=_MILESTONES)
    def schedule_light(self, near: Near) -> Computed:
        """Return the light of the dates."""
        milestones = [
            parts.OpenMilestone(m.title, m.due_planned, bool(m.mandatory))
            for m in near.below(Milestone, "item", self)
            if m.is_open and m.due_planned is not None
        ]
        return parts.schedule(
            self.status or "idea", self._span(), milestones, today=near.today,
            milestone_days=near.threshold("plan.milestone_late_crit"),
            forecast_days=near.threshold("plan.forecast_late_crit"),
        )  # fmt: skip

    @computed("Ampel Kosten", light.PART_LIGHT, kept=True)
    def cost_light(self, near: Near) -> Computed:
        """Return the light of the money."""
        warn, crit = near.threshold("plan.cost_warn"), near.threshold("plan.cost_crit")
        return parts.cost(self.cost_total, self.cost_actual, self.cost_committed, warn=warn, crit=crit)

    @computed("Ampel Inhalt", light.PART_LIGHT, kept=True, below=_RISKS_AND_REPORTS)
    def content_light(self, near: Near) -> Computed:
        """Return the light of risks and open decisions."""
        reports = near.below(StatusReport, "item", self)
        risks = [
            parts.LiveRisk(risk.title, risk.points, bool(risk.countermeasure))
            for risk in near.below(Risk, "item", self)
            if risk.threatens and risk.points is not None
        ]
        return parts.content(
            self.status or "idea", risks, reported=bool(reports), need_open=has_open_need(reports),
            medium=near.threshold("risk.medium"), high=near.threshold("risk.high"),
        )  # fmt: skip

    @computed("Fortschritt (gilt)", Percent(), kept=True, below=_MILESTONES)
    def progress_effective(self, near: Near) -> Computed:
        """Return the progress from weighted milestones, or what a person set or reported."""
        return effective_progress(
            near.below(Milestone, "item", self), stored=self.progress, by_hand=bool(self.progress_by_hand),
            done=self.status == "done",
        )  # fmt: skip

    @computed("Letzte Meldung", Day(), kept=True, below=(("status_report", "item"),))
    def last_report_on(self, near: Near) -> Computed:
        """Return the day of the newest Statusmeldung."""
        last = last_reported_on(near.below(StatusReport, "item", self))
        return Computed(last, f"Statusmeldung vom {day(last)}." if last else "Noch keine Statusmeldung.")

    @computed("Verschoben um", Number(-36500, 36500, unit="Tage"), kept=True)
    def slipped(self, near: Near) -> Computed:
        """Return by how many days the end (actual, else forecast, else plan) lies after the original one."""
        end = self.end_actual or self.end_forecast or self.end_planned
        if end is None or self.end_original is None:
            return Computed(None, "Ende oder ursprüngliches Ende fehlt.")
        return Computed((end - self.end_original).days, f"{day(end)} statt {day(self.end_original)}.")

    @computed("Verfügbar", Money(signed=True), kept=True)
    def cost_open(self, near: Near) -> Computed:
        """Return Gesamtkosten − Ist − Obligo."""
        if self.cost_total is None:
            return Computed(None, "Keine Gesamtkosten eingetragen.")
        actual, committed = self.cost_actual or 0, self.cost_committed or 0
        formula = f"{euros(self.cost_total)} − {euros(actual)} Ist − {euros(committed)} Obligo."
        return Computed(self.cost_total - actual - committed, formula)

    def _span(self) -> parts.Span:
        return parts.Span(self.start_planned, self.start_actual, self.end_planned, self.end_forecast, self.end_actual)

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(
            self, ("start_planned", "end_planned"), ("start_planned", "end_original"),
            ("start_actual", "end_forecast"), ("start_actual", "end_actual"),
        )  # fmt: skip
        yield from not_itself(self, "parent", "depends_on")
        yield from self._status_faults(near)
        if self.light_by_hand is not None:
            yield from self._light_faults(near)

    def _status_faults(self, near: Near) -> Iterator[Fault]:
        status = STATUS.show(self.status)
        if self.status in SETTLED and self.action_field is None:
            yield fault("action_field", f"„{status}“ braucht ein Handlungsfeld.", "status")
        if self.status in SETTLED and self.lead_unit is None:
            yield fault("lead_unit", f"„{status}“ braucht ein federführendes Amt.", "status")
        if self.status in EXPLAINED and not self.status_reason:
            yield fault("status_reason", f"„{status}“ braucht eine Begründung.", "status")
        if self.status == "done":
            if self.end_actual is None:
                yield fault("end_actual", "„Abgeschlossen“ braucht das Ende (Ist).", "status")
            for milestone in near.below(Milestone, "item", self):
                if milestone.mandatory and milestone.is_open:
                    yield fault("status", f"Der Pflicht-Meilenstein „{milestone.title}“ ist noch offen.")

    def _light_faults(self, near: Near) -> Iterator[Fault]:
        days = near.threshold("plan.hand_lapses")
        if not self.light_reason:
            yield fault("light_reason", "Eine Ampel von Hand braucht eine Begründung.", "light_by_hand")
        if self.light_until is None:
            yield fault("light_until", f"Bis wann gilt die Ampel von Hand? Möglich sind {days} Tage.", "light_by_hand")
        elif self.light_until > near.today + timedelta(days=days):
            latest = day(near.today + timedelta(days=days))
            yield fault("light_until", f"Eine Ampel von Hand gilt höchstens {days} Tage, also bis {latest}.")

    def hints(self, near: Near) -> Iterator[str]:
        yield from on_weekend(self, "start_planned", "end_planned", "next_step_due")
        yield from in_future(self, near.today, "start_actual", "end_actual")
        if self.deputy is not None and self.deputy == self.responsible:
            yield "Verantwortlich und Vertretung sind dieselbe Person."
        if self.lead_unit is not None and self.lead_unit in self.participating_units:
            yield "Das federführende Amt steht auch unter Beteiligte."
        if self.end_actual is not None and self.status not in OVER:
            yield f"Ende (Ist) ist eingetragen, der Status ist „{STATUS.show(self.status)}“."
        if self.progress_by_hand and self.progress is None:
            yield "„Fortschritt von Hand“ ist angehakt, aber der Fortschritt ist leer."
        if self.next_step_due is not None and self.next_step_due < near.today and self.status not in OVER:
            yield f"Der nächste Schritt war bis {day(self.next_step_due)} vorgesehen."
        if self.status in OVER:
            yield from self._open_milestones(near)

    def _open_milestones(self, near: Near) -> Iterator[str]:
        still_open = sum(milestone.is_open for milestone in near.below(Milestone, "item", self))
        if still_open:
            count = "1 Meilenstein ist" if still_open == 1 else f"{still_open} Meilensteine sind"
            yield f"{count} noch offen: als erreicht oder entfallen eintragen?"
