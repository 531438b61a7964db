"""Who there is: organisational units, persons, and the roles of the Digital Lotsen."""

from collections.abc import Iterator
from datetime import date, timedelta

from kn_desk.fields.kinds import Choice, Day, Light, Number, Pattern, Percent, Ref, Signal, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.fields.text import fold
from kn_desk.records.coverage import COVERAGE, Term, coverage
from kn_desk.records.sentences import EMAIL_EXAMPLE, EMAIL_FORM, day, in_future, in_order, not_itself

UNIT_KIND = Choice({
    "office": "Amt", "staff": "Referat/Stabsstelle", "department": "Abteilung", "eigenbetrieb": "Eigenbetrieb",
    "company": "Beteiligung", "external": "Extern",
})  # fmt: skip
SALUTATION = Choice({"ms": "Frau", "mr": "Herr", "none": "Ohne Anrede"})
LEGAL_BASIS = Choice({"duty": "Dienstliche Aufgabe", "consent": "Einwilligung"})
ROLE_KIND = Choice({"main": "Digital Lotse/Lotsin", "deputy": "Vertretung", "prospective": "Vorgesehen"})
ROLE_STATE = Light({
    "ends_soon": Signal("Endet bald", "▲", "warn"),
    "active": Signal("Aktiv", "●", "ok"),
    "coming": Signal("Künftig", "○", "none"),
    "prospective": Signal("Vorgesehen", "○", "none"),
    "ended": Signal("Beendet", "○", "none"),
})  # fmt: skip


@record("Lotsenrolle", "Lotsenrollen", prefix="L", named_by=("person", "unit"), part_of=("person", "unit"))
class LotseRole(Record):
    """That a person is Digital Lotse of a unit for a time."""

    person: str | None = field("Person", Ref("person"), section="Rolle")
    unit: str | None = field(
        "Stelle", Ref("org_unit"), section="Rolle", hint="Das Amt oder der Betrieb, für den sie gilt"
    )
    kind: str | None = field("Rolle", ROLE_KIND, section="Rolle", default="main")
    since: date | None = field("Von", Day(), section="Rolle")
    until: date | None = field("Bis", Day(), section="Rolle", hint="Letzter Tag; leer heißt unbefristet")
    end_reason: str | None = field("Grund des Endes", Text(200), section="Rolle", hint="Nur Dienstliches")
    appointed_by: str | None = field("Benannt durch", Text(120), section="Benennung", hint="Zum Beispiel Dezernat I")
    appointed_on: date | None = field("Benannt am", Day(), section="Benennung")
    time_share: int | None = field("Zeitanteil", Percent(), section="Aufgabe", hint="Anteil der Arbeitszeit")
    topics: str | None = field("Themen", Text(300), section="Aufgabe")
    trainings: str | None = field("Qualifizierung", Text(300), section="Aufgabe", hint="Besuchte Schulungen")
    handover_to: str | None = field("Übergabe an", Ref("person"), section="Aufgabe", hint="Wer die Rolle danach hat")

    @property
    def term(self) -> Term:
        """The days on which it holds."""
        return Term(self.since, self.until)

    @computed("Stand", ROLE_STATE, kept=True)
    def state(self, near: Near) -> Computed:
        """Return aktiv, endet bald, beendet, künftig, or vorgesehen (never active)."""
        today, soon = near.today, timedelta(days=near.threshold("role.ends_soon"))
        turns = self.term.turns if self.until is None else (*self.term.turns, self.until - soon)
        if self.until is not None and self.until < today:
            return Computed("ended", f"Beendet am {day(self.until)}.", turns)
        if self.kind == "prospective":
            return Computed("prospective", f"Vorgesehen ab {day(self.since)}." if self.since else "Vorgesehen.", turns)
        if self.since is not None and self.since > today:
            return Computed("coming", f"Beginnt am {day(self.since)}.", turns)
        if self.until is None:
            return Computed("active", f"Seit dem {day(self.since)}, unbefristet." if self.since else "Unbefristet.")
        if self.until - today <= soon:
            return Computed("ends_soon", f"Endet am {day(self.until)}.", turns)
        return Computed("active", f"Bis zum {day(self.until)}.", turns)

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.person is None:
            yield fault("person", "Wer hat die Rolle? Bitte eine Person wählen.", "unit", "kind")
        if self.unit is None:
            yield fault("unit", "Für welche Stelle gilt die Rolle?", "person", "kind")
        yield from in_order(self, ("since", "until"))
        if self.handover_to is not None and self.handover_to == self.person:
            yield fault("handover_to", "Die Übergabe geht an die Person, die die Rolle schon hat.", "person")

    def hints(self, near: Near) -> Iterator[str]:
        yield from in_future(self, near.today, "appointed_on")
        if self.since is None and self.kind != "prospective":
            yield "Seit wann die Rolle gilt, fehlt; sie zählt als aktiv."


@record("Organisationseinheit", "Stellen", prefix="OE", named_by=("name",))
class OrgUnit(Record):
    """An Amt, a Betrieb or a partner outside; units form a tree by ``parent`` and a chain by ``successor``."""

    name: str = field("Name", Text(200), section="Grunddaten")
    number: str | None = field("Amtsnummer", Text(20, width=10), section="Grunddaten")
    short_name: str | None = field("Kürzel", Text(30, width=10), section="Grunddaten")
    kind: str | None = field("Art", UNIT_KIND, section="Grunddaten", default="office")
    dezernat: str | None = field("Dezernat", Text(60), section="Grunddaten", hint="Zum Beispiel Dezernat I")
    parent: str | None = field("Übergeordnet", Ref("org_unit"), section="Grunddaten")
    head: str | None = field("Leitung", Ref("person"), section="Zuständigkeit")
    mailbox: str | None = field(
        "Funktionspostfach", Pattern(EMAIL_FORM, "hochbauamt@konstanz.example.org", width=34),
        section="Zuständigkeit", hint="Bleibt, wenn Personen wechseln",
    )  # fmt: skip
    lotse_required: bool | None = field("Lotse vorgesehen", YesNo(), section="Lotsen")
    lotse_target: int | None = field("Soll", Number(1, 20), section="Lotsen", hint="Wie viele Lotsen; leer heißt einer")
    valid_from: date | None = field("Gültig von", Day(), section="Bestand")
    valid_to: date | None = field(
        "Gültig bis",
        Day(),
        section="Bestand",
        hint="Eine Stelle endet und hat eine Nachfolgerin; sie wird nicht umbenannt",
    )
    successor: str | None = field("Nachfolgeeinheit", Ref("org_unit"), section="Bestand")

    @computed("Lotse", COVERAGE, kept=True, below=(("lotse_role", "unit"),))
    def lotse_coverage(self, near: Near) -> Computed:
        """Return whether the unit has an active main Lotse."""
        roles = near.below(LotseRole, "unit", self)
        return coverage(
            bool(self.lotse_required), Term(self.valid_from, self.valid_to),
            [role.term for role in roles if role.kind == "main"],
            [role.term for role in roles if role.kind == "prospective"],
            target=self.lotse_target or 1, soon=near.threshold("role.ends_soon"), today=near.today,
        )  # fmt: skip

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("valid_from", "valid_to"))
        yield from not_itself(self, "parent", "successor")
        if self.successor is not None and self.valid_to is None:
            yield fault(
                "valid_to", "Mit einer Nachfolgeeinheit endet die Stelle: Bitte „Gültig bis“ eintragen.", "successor"
            )

    def hints(self, near: Near) -> Iterator[str]:
        if self.valid_to is not None and self.valid_to < near.today:
            if self.successor is None:
                yield f"Die Stelle endete am {day(self.valid_to)} und hat keine Nachfolgeeinheit."
            if any(role.term.covers(near.today) for role in near.below(LotseRole, "unit", self)):
                yield f"Die Stelle endete am {day(self.valid_to)}, hat aber noch Lotsenrollen."
        if self.lotse_required and self.kind == "external":
            yield "Für eine externe Stelle ist ein Lotse vorgesehen."


@record("Person", "Personen", prefix="P", named_by=("last_name", "first_name"), joined_by=", ")
class Person(Record):
    """A person in their office; only what the work needs."""

    last_name: str = field("Name", Text(80), section="Grunddaten")
    first_name: str | None = field("Vorname", Text(80), section="Grunddaten")
    salutation: str | None = field("Anrede", SALUTATION, section="Grunddaten")
    title: str | None = field("Titel", Text(40, width=10), section="Grunddaten", hint="Zum Beispiel Dr.")
    unit: str | None = field("Stelle", Ref("org_unit"), section="Grunddaten")
    position: str | None = field("Funktion", Text(120), section="Grunddaten")
    active: bool | None = field("Aktiv", YesNo(), section="Grunddaten", default=True, hint="Nein, wenn ausgeschieden")
    email: str | None = field(
        "E-Mail (dienstlich)", Pattern(EMAIL_FORM, EMAIL_EXAMPLE, width=34), section="Erreichbarkeit"
    )
    phone: str | None = field(
        "Telefon", Text(60, width=18), section="Erreichbarkeit", hint="Dienstlich, keine private Mobilnummer"
    )
    room: str | None = field("Raum", Text(40, width=10), section="Erreichbarkeit")
    absent_until: date | None = field(
        "Abwesend bis", Day(), section="Erreichbarkeit", hint="Ohne Grund; der gehört nicht hierher", confidential=True
    )
    source: str | None = field(
        "Herkunft der Angabe", Text(200), section="Datenschutz", hint="Woher wir die Angaben haben"
    )
    purpose: str | None = field("Zweck", Text(200), section="Datenschutz", hint="Wozu wir sie brauchen")
    legal_basis: str | None = field("Rechtsgrundlage", LEGAL_BASIS, section="Datenschutz", default="duty")
    consent_on: date | None = field("Einwilligung vom", Day(), section="Datenschutz")
    delete_check_on: date | None = field(
        "Löschprüfung am", Day(), section="Datenschutz", hint="Dann wird geprüft, gelöscht wird nichts von selbst"
    )

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.legal_basis == "consent" and self.consent_on is None:
            yield fault("consent_on", "Eine Einwilligung braucht ihr Datum.", "legal_basis")

    def hints(self, near: Near) -> Iterator[str]:
        yield from in_future(self, near.today, "consent_on")
        if not self.source or not self.purpose:
            yield "Herkunft der Angabe oder Zweck fehlt."
        if self.active is False and any(
            role.kind != "prospective" and role.term.covers(near.today)
            for role in near.below(LotseRole, "person", self)
        ):
            yield "Die Person ist nicht mehr aktiv, hat aber noch eine Lotsenrolle."


def name_key(person: Person) -> str:
    """Return the name as doubles are found: no case, no accents, ä = ae, ß = ss, a hyphen is a space."""
    words = f"{person.last_name} {person.first_name or ''}".replace("-", " ").replace("\u2010", " ")
    return " ".join(fold(words).split())


def may_be_same(one: Person, other: Person) -> bool:
    """Whether two records may be one person: the same name in the same unit, or the same e-mail."""
    if one.email and other.email and one.email.casefold() == other.email.casefold():
        return True
    return one.unit == other.unit and name_key(one) == name_key(other)
