"""Duties towards a funder: the Fristenregeln, and each Frist or Pflicht of an application."""

from collections.abc import Iterator
from datetime import date

from kn_desk.fields.kinds import Choice, Day, Light, Note, Number, Ref, Signal, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import deadlines
from kn_desk.records.sentences import day, in_future

OBLIGATION_KINDS = {
    "application_deadline": "Antragsfrist",
    "supplement": "Nachforderung",
    "drawdown": "Mittelabruf",
    "use_funds": "Mittelverbrauch",
    "interim_proof": "Zwischennachweis",
    "progress_report": "Fortschrittsbericht",
    "final_proof": "Verwendungsnachweis",
    "final_report": "Schlussbericht",
    "commitment_end": "Zweckbindung endet",
    "retention_end": "Belege aufbewahren bis",
    "publicity": "Publizität",
    "other": "Sonstige Pflicht",
}
#: Duties that outlast the project: an application can be closed while they run.
LASTING = frozenset({"commitment_end", "retention_end"})
#: Nothing is to be done any more.
SETTLED = frozenset({"sent", "done", "dropped"})

ANCHORS = {
    "period_start": "Beginn Bewilligungszeitraum",
    "period_end": "Ende Bewilligungszeitraum",
    "year_end": "Haushaltsjahresende",
    "notice": "Datum des Bescheids",
    "notice_received": "Zugang des Bescheids",
    "call_close": "Ende des Aufrufs",
    "submission": "Einreichung des Antrags",
    "payment": "Auszahlung",
    "final_payment": "Schlusszahlung",
    "proof_sent": "Vorlage des Verwendungsnachweises",
    "other": "Anderes Ereignis",
}


@record("Fristenregel", "Fristenregeln", prefix="RG", named_by=("kind", "source"))
class DeadlineRule(Record):
    """How a due day follows from an anchor day: data with a source and a check, never code; the Bescheid goes first."""

    kind: str | None = field("Art der Frist", Choice(OBLIGATION_KINDS), section="Regel")
    anchor: str | None = field("Anker", Choice(ANCHORS), section="Regel", hint="Der Tag, von dem aus gerechnet wird")
    offset: int | None = field("Abstand", Number(-1200, 1200), section="Regel", hint="Negativ: vor dem Anker")
    unit: str | None = field("Einheit", Choice(deadlines.UNITS), section="Regel", default="months")
    month_end: bool | None = field("Bis Monatsende", YesNo(), section="Regel", default=False)
    if_day_off: str | None = field("An freien Tagen", Choice(deadlines.IF_DAY_OFF), section="Regel", default="keep",
                                   hint="Samstag, Sonntag und Feiertage in Baden-Württemberg")  # fmt: skip
    source: str | None = field(
        "Quelle", Text(300), section="Herkunft", hint="Richtlinie, Nebenbestimmung oder Bescheid"
    )
    version: str | None = field("Fassung", Text(60), section="Herkunft")
    checked_on: date | None = field("Geprüft am", Day(), section="Herkunft", hint="Leer: ungeprüft")
    checked_by: str | None = field("Geprüft von", Ref("person"), section="Herkunft")

    @computed("Prüfstand", Light({
        "unchecked": Signal("Ungeprüft", "▲", "warn"), "checked": Signal("Geprüft", "●", "ok"),
    }), kept=True)  # fmt: skip
    def checked(self, near: Near) -> Computed:
        if self.checked_on is None:
            return Computed("unchecked", "Niemand hat die Regel bisher mit ihrer Quelle verglichen.")
        return Computed("checked", f"Am {day(self.checked_on)} mit der Quelle verglichen.")

    @computed("Abstand", Text(), sorted_by="offset")
    def distance(self, near: Near) -> Computed:
        """Return "6 Monate": number and unit in one."""
        if self.offset is None or self.unit is None:
            return Computed(None, "Abstand oder Einheit fehlt.")
        return Computed(deadlines.count_of(self.offset, self.unit))

    @property
    def cited(self) -> str:
        """The source as a sum names it: "NBest-Stadt Nr. 6 (2019), ungeprüft"."""
        version = f" ({self.version})" if self.version else ""
        return f"{self.source or 'ohne Quelle'}{version}{'' if self.checked_on else ', ungeprüft'}"

    def due(self, anchor_on: date) -> deadlines.DueDay | None:
        """Return the due day for an anchor day with its written sum; None while the rule is incomplete."""
        if self.offset is None or self.unit is None:
            return None
        return deadlines.due_by_rule(
            anchor_on, ANCHORS.get(self.anchor or "", "Anker"), self.offset, self.unit, source=self.cited,
            month_end=bool(self.month_end), if_day_off=self.if_day_off or "keep",
        )  # fmt: skip

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.checked_on is not None and self.source is None:
            yield fault("checked_on", "Geprüft werden kann nur eine Regel mit Quelle.", "source")
        if self.checked_on is not None and self.checked_on > near.today:
            yield fault("checked_on", f"„Geprüft am“ {day(self.checked_on)} liegt in der Zukunft.")


@record(
    "Frist/Pflicht",
    "Fristen und Pflichten",
    prefix="FR",
    named_by=("kind", "title", "due_on"),
    part_of=("application",),
)
class Obligation(Record):
    """Something that the funder wants by a day."""

    application: str | None = field("Förderantrag", Ref("application"), section="Frist")
    kind: str | None = field("Art", Choice(OBLIGATION_KINDS), section="Frist")
    title: str | None = field("Bezeichnung", Text(200), section="Frist", hint="Zum Beispiel: 2. Zwischennachweis")
    due_on: date | None = field("Fällig am", Day(), section="Frist")
    internal_due_on: date | None = field("Interner Termin", Day(), section="Frist",
                                         hint="Leer: aus der Frist berechnet, in Arbeitstagen")  # fmt: skip
    rule: str | None = field("Regel", Ref("deadline_rule"), section="Warum dieses Datum?")
    anchor_on: date | None = field("Gerechnet ab", Day(), section="Warum dieses Datum?",
                                   hint="Der Anker, zum Beispiel das Ende des Bewilligungszeitraums")  # fmt: skip
    explanation: str | None = field("Warum dieses Datum?", Note(), section="Warum dieses Datum?",
                                    hint="Zum Beispiel die Stelle im Bescheid; er geht der Regel vor")  # fmt: skip
    responsible: str | None = field("Verantwortlich", Ref("person"), section="Erledigung")
    status: str | None = field("Status", Choice({
        "open": "Offen", "in_progress": "In Arbeit", "sent": "Eingereicht", "done": "Erledigt", "dropped": "Entfallen",
    }), section="Erledigung", default="open")  # fmt: skip
    sent_on: date | None = field("Eingereicht am", Day(), section="Erledigung")
    proof: str | None = field("Nachweis", Text(400), section="Erledigung", hint="Aktenzeichen oder Pfad")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status not in SETTLED

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return self.title or OBLIGATION_KINDS.get(self.kind or "", "Frist")

    @computed("Frist", deadlines.DEADLINE_LIGHT, kept=True)
    def light(self, near: Near) -> Computed:
        return deadlines.deadline_light(self.due_on, near) if self.is_open else self._settled()

    @computed("Überfällig", YesNo(), kept=True)
    def overdue(self, near: Near) -> Computed:
        if not self.is_open:
            return Computed(False, self._settled().reason)
        return deadlines.overdue(self.due_on, near)

    @computed("Tage bis Frist", Number(-100_000, 100_000), sorted_by="due_on")
    def days_left(self, near: Near) -> Computed:
        return deadlines.days_left(self.due_on, near) if self.is_open else Computed(None, self._settled().reason)

    @computed("Interner Termin (gilt)", Day(), kept=True)
    def internal_on(self, near: Near) -> Computed:
        if self.internal_due_on is not None:
            return Computed(self.internal_due_on, "Von Hand gesetzt.")
        if self.due_on is None:
            return Computed(None, "Es ist kein Termin eingetragen.")
        ours = deadlines.internal_due(self.due_on, near.threshold("deadline.internal"))
        return Computed(ours.on, ours.sentence)

    @computed("Frist nach Regel", Day(), above=("rule",))
    def due_by_rule(self, near: Near) -> Computed:
        rule = near.above(DeadlineRule, self.rule)
        if rule is None:
            return Computed(None, "Es ist keine Fristenregel gewählt.")
        due = rule.due(self.anchor_on) if self.anchor_on else None
        if due is None:
            return Computed(None, "Dafür fehlt noch der Tag, von dem aus gerechnet wird, oder der Abstand der Regel.")
        odd = self.due_on is not None and self.due_on != due.on
        hint = (
            f"Eingetragen ist der {day(self.due_on)}; der Bescheid geht der Regel vor." if odd and self.due_on else ""
        )
        return Computed(due.on, due.text, hint=hint)

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.status == "sent" and self.sent_on is None:
            yield fault("sent_on", "„Eingereicht“ braucht das Datum der Einreichung.", "status")
        if self.due_on and self.internal_due_on and self.internal_due_on > self.due_on:
            yield fault("internal_due_on", f"Der interne Termin liegt nach der Frist {day(self.due_on)}.", "due_on")

    def hints(self, near: Near) -> Iterator[str]:
        if self.sent_on and self.due_on and self.sent_on > self.due_on:
            yield f"Eingereicht am {day(self.sent_on)}, nach der Frist {day(self.due_on)}."
        yield from deadlines.on_day_off(self, "due_on", "internal_due_on")
        yield from in_future(self, near.today, "sent_on")

    def _settled(self) -> Computed:
        word = self.spec.fields["status"].kind.show(self.status)
        if self.sent_on is None:
            return deadlines.no_deadline(f"{word}.")
        when = day(self.sent_on)
        return deadlines.no_deadline(
            f"{word} am {when}." if self.status == "sent" else f"{word}, eingereicht am {when}."
        )
