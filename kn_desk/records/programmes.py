"""Förderprogramme: who pays what part, and until when a call is open."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kn_desk.fields.kinds import Choice, Day, Light, Money, Note, Rate, Signal, Text, signals
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import deadlines
from kn_desk.records.early_start import EARLY_START_RULES
from kn_desk.records.funding_parts import rate_in_range
from kn_desk.records.sentences import NEXT_DAY, day, euros, in_order

CALL_LIGHT = Light(
    signals(ok="Offen", warn="Schließt bald", crit="Letzte Tage", none="Ohne Angabe")
    | {"coming": Signal("Noch nicht offen", "○", "none"), "closed": Signal("Geschlossen", "○", "none")}
)


@record("Förderprogramm", "Förderprogramme", prefix="FP", named_by=("name",))
class Programme(Record):
    """A programme or competition that funds."""

    name: str = field("Name", Text(200), section="Programm")
    funder: str | None = field("Fördergeber", Text(200), section="Programm")
    level: str | None = field("Ebene", Choice({
        "eu": "EU/Interreg", "federal": "Bund", "state": "Land Baden-Württemberg",
        "foundation": "Stiftung/Verband", "private": "Privater Wettbewerb",
    }), section="Programm")  # fmt: skip
    managing_body: str | None = field("Bewilligungsstelle", Text(200), section="Programm")
    legal_basis: str | None = field("Richtlinie", Text(300), section="Programm", hint="Titel, Fassung oder Adresse")
    description: str | None = field("Beschreibung", Note(), section="Programm")
    kind: str | None = field("Finanzierungsart", Choice({
        "share": "Anteilfinanzierung", "fixed": "Festbetrag", "deficit": "Fehlbedarf", "full": "Vollfinanzierung",
    }), section="Förderung")  # fmt: skip
    rate_max: Decimal | None = field("Höchstquote", Rate(), section="Förderung")
    amount_min: int | None = field("Mindestbetrag", Money(), section="Förderung")
    amount_max: int | None = field("Höchstbetrag", Money(), section="Förderung")
    early_start_rule: str | None = field(
        "Vorzeitiger Beginn", Choice(EARLY_START_RULES), section="Förderung",
        hint="Darf vor dem Bescheid beauftragt werden? Leer: nur mit Zustimmung",
    )  # fmt: skip
    call_open: date | None = field("Aufruf von", Day(), section="Aufruf")
    call_close: date | None = field("Aufruf bis", Day(), section="Aufruf")
    cutoff: date | None = field("Ausschlussfrist", Day(), section="Aufruf", hint="Danach wird nichts mehr angenommen")

    @property
    def last_day(self) -> date | None:
        """The last day on which an application is taken: the Ausschlussfrist, else the end of the call."""
        return self.cutoff or self.call_close

    @computed("Aufruf", CALL_LIGHT, kept=True)
    def call(self, near: Near) -> Computed:
        """The light of the call: like the Fristampel, but a call that is over alarms nobody."""
        last = self.last_day
        if last is not None and near.today > last:
            return Computed("closed", f"Der Aufruf endete am {day(last)}.")
        if self.call_open is not None and near.today < self.call_open:
            turns = (self.call_open,) if last is None else (self.call_open, last + NEXT_DAY)
            return Computed("coming", f"Der Aufruf öffnet am {day(self.call_open)}.", turns)
        if last is not None:
            return deadlines.deadline_light(last, near, lead="der Aufruf schließt am")
        if self.call_open is not None:
            return Computed("ok", f"Der Aufruf ist ab {day(self.call_open)} offen, ein Ende ist nicht eingetragen.")
        return Computed("none", "Es ist kein Aufruf eingetragen.")

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("call_open", "call_close"), ("call_open", "cutoff"))
        yield from rate_in_range(self, "rate_max")
        if self.amount_min is not None and self.amount_max is not None and self.amount_max < self.amount_min:
            sums = f"{euros(self.amount_max)} liegt unter dem Mindestbetrag {euros(self.amount_min)}"
            yield fault("amount_max", f"Der Höchstbetrag {sums}.", "amount_min")

    def hints(self, near: Near) -> Iterator[str]:
        yield from deadlines.on_day_off(self, "call_close", "cutoff")
