"""Whom the office works with: groups and their members, stakeholders, events, and notes on contacts."""

from collections.abc import Iterator
from datetime import date

from kn_desk.fields.kinds import Choice, Day, Light, Links, Money, Note, Number, Ref, Signal, Text
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records.coverage import Term
from kn_desk.records.sentences import day, in_future, in_order, on_weekend

GROUP_KIND = Choice({
    "working_group": "Arbeitsgruppe", "network": "Netzwerk", "council": "Gremium", "programme": "Reihe",
})  # fmt: skip
MEMBERSHIP_STATE = Light({
    "active": Signal("Aktiv", "●", "ok"),
    "coming": Signal("Künftig", "○", "none"),
    "ended": Signal("Beendet", "○", "none"),
})  # fmt: skip
STAKEHOLDER_GROUP = Choice({
    "citizens": "Bürgerschaft", "council": "Gemeinderat", "administration": "Verwaltung", "business": "Wirtschaft",
    "science": "Wissenschaft", "region": "Landkreis und Gemeinden", "state": "Land/Bund/EU", "media": "Medien",
})  # fmt: skip
ENGAGEMENT = Choice({
    "inform": "Informieren", "consult": "Konsultieren", "involve": "Beteiligen", "collaborate": "Zusammenarbeiten",
})  # fmt: skip
QUADRANT = Choice({
    "manage": "Eng einbinden", "satisfy": "Zufriedenstellen", "inform": "Auf dem Laufenden halten",
    "monitor": "Beobachten",
})  # fmt: skip
EVENT_KIND = Choice({
    "dialogue": "Dialogreihe", "survey": "Befragung", "workshop": "Workshop", "campaign": "Kampagne",
    "platform": "Plattform", "press": "Presse",
})  # fmt: skip
EVENT_STATE = Choice({"planned": "Geplant", "running": "Läuft", "done": "Durchgeführt"})
INTERACTION_KIND = Choice({
    "conversation": "Gespräch", "call": "Telefonat", "mail": "E-Mail", "letter": "Schreiben", "visit": "Besuch",
    "event": "Veranstaltung",
})  # fmt: skip


@record("Gremium/Netzwerk", "Gremien und Netzwerke", prefix="G")
class Group(Record):
    """A working group, a network, a Gremium or a series in which the city takes part."""

    title: str = field("Name", Text(200), section="Grunddaten")
    kind: str | None = field("Art", GROUP_KIND, section="Grunddaten", default="network")
    description: str | None = field("Beschreibung", Note(), section="Grunddaten", hint="Wozu es da ist")
    city_rep: str | None = field("Vertretung der Stadt", Ref("person"), section="Grunddaten")
    fee: int | None = field("Beitrag", Money(), section="Mitgliedschaft", hint="Was die Stadt im Jahr zahlt")
    notice_until: date | None = field(
        "Kündbar bis", Day(), section="Mitgliedschaft", hint="Letzter Tag, an dem die Kündigung eingegangen sein muss"
    )

    def hints(self, near: Near) -> Iterator[str]:
        yield from on_weekend(self, "notice_until")


@record(
    "Mitgliedschaft", "Mitgliedschaften", prefix="MG",
    named_by=("group", "person", "unit", "organisation"), part_of=("group",),
)  # fmt: skip
class Membership(Record):
    """That a person, a unit or an organisation belongs to a group for a time."""

    group: str | None = field("Gremium/Netzwerk", Ref("group"), section="Mitgliedschaft")
    person: str | None = field("Person", Ref("person"), section="Mitgliedschaft")
    unit: str | None = field("Stelle", Ref("org_unit"), section="Mitgliedschaft")
    organisation: str | None = field(
        "Organisation", Text(200), section="Mitgliedschaft", hint="Nur wenn sie nicht unter den Stellen steht"
    )
    role: str | None = field("Rolle", Text(120), section="Mitgliedschaft", hint="Zum Beispiel Vorsitz")
    since: date | None = field("Von", Day(), section="Mitgliedschaft")
    until: date | None = field("Bis", Day(), section="Mitgliedschaft", hint="Letzter Tag; leer heißt unbefristet")

    @computed("Stand", MEMBERSHIP_STATE, kept=True)
    def state(self, near: Near) -> Computed:
        """Return aktiv, künftig or beendet."""
        turns = Term(self.since, self.until).turns
        if self.until is not None and self.until < near.today:
            return Computed("ended", f"Beendet am {day(self.until)}.", turns)
        if self.since is not None and self.since > near.today:
            return Computed("coming", f"Beginnt am {day(self.since)}.", turns)
        return Computed("active", f"Bis zum {day(self.until)}." if self.until else "Unbefristet.", turns)

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.group is None:
            yield fault(
                "group", "Zu welchem Gremium oder Netzwerk gehört die Mitgliedschaft?", "person", "unit", "organisation"
            )
        if not (self.person or self.unit or self.organisation):
            yield fault(
                "person",
                "Wer ist Mitglied: eine Person, eine Stelle oder eine Organisation?",
                "unit",
                "organisation",
                "group",
            )
        yield from in_order(self, ("since", "until"))

    def hints(self, near: Near) -> Iterator[str]:
        if self.unit and self.organisation:
            yield "Stelle und Organisation sind beide eingetragen; eine genügt."


@record("Stakeholder", "Stakeholder", prefix="SH")
class Stakeholder(Record):
    """A group of people whose interest and influence the office has in view."""

    title: str = field("Name", Text(200), section="Grunddaten", hint="Möglichst eine Stelle oder Gruppe, keine Person")
    group: str | None = field("Gruppe", STAKEHOLDER_GROUP, section="Grunddaten")
    interest: int | None = field("Interesse", Number(1, 5), section="Einschätzung", hint="1 gering bis 5 hoch")
    influence: int | None = field("Einfluss", Number(1, 5), section="Einschätzung", hint="1 gering bis 5 hoch")
    engagement: str | None = field("Einbindung", ENGAGEMENT, section="Einbindung")
    owner: str | None = field("Zuständig", Ref("person"), section="Einbindung")
    next_contact_on: date | None = field("Nächster Kontakt am", Day(), section="Einbindung")

    @computed("Quadrant", QUADRANT, kept=True)
    def quadrant(self, near: Near) -> Computed:
        """Return how to treat them by interest and influence, each high from the Schwellwert on."""
        if self.interest is None or self.influence is None:
            return Computed(None, "Interesse oder Einfluss fehlt.")
        high = near.threshold("stakeholder.high")
        interested, influential = self.interest >= high, self.influence >= high
        value = ("manage" if interested else "satisfy") if influential else ("inform" if interested else "monitor")
        return Computed(value, f"Interesse {self.interest}, Einfluss {self.influence}; hoch ab {high}.")

    def hints(self, near: Near) -> Iterator[str]:
        yield from on_weekend(self, "next_contact_on")
        if self.next_contact_on is not None and self.next_contact_on < near.today:
            yield f"Der Kontakt war für den {day(self.next_contact_on)} vorgesehen."


@record("Beteiligung & Kommunikation", "Veranstaltungen", prefix="V")
class Event(Record):
    """Something with which the office asks or tells people outside."""

    title: str = field("Titel", Text(200), section="Grunddaten")
    kind: str | None = field("Art", EVENT_KIND, section="Grunddaten")
    state: str | None = field("Stand", EVENT_STATE, section="Grunddaten", default="planned")
    starts_on: date | None = field("Beginn", Day(), section="Grunddaten")
    ends_on: date | None = field("Ende", Day(), section="Grunddaten")
    audience: str | None = field("Zielgruppe", Text(200), section="Grunddaten")
    partner: tuple[str, ...] = field("Partner", Links("org_unit", "group"), section="Grunddaten")
    result: str | None = field("Ergebnis", Note(), section="Ergebnis")

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("starts_on", "ends_on"))

    def hints(self, near: Near) -> Iterator[str]:
        last = self.ends_on or self.starts_on
        if self.state == "planned" and self.starts_on is not None and self.starts_on < near.today:
            yield f"Beginn war am {day(self.starts_on)}, der Stand ist noch „Geplant“."
        elif self.state == "running" and self.ends_on is not None and self.ends_on < near.today:
            yield f"Ende war am {day(self.ends_on)}, der Stand ist noch „Läuft“."
        elif self.state == "done" and last is not None and last > near.today:
            yield f"Der Stand ist „Durchgeführt“, das Datum {day(last)} liegt in der Zukunft."


@record("Kontaktnotiz", "Kontaktnotizen", prefix="KN", named_by=("held_on", "kind"))
class Interaction(Record):
    """That somebody was spoken with, and about what."""

    held_on: date | None = field("Datum", Day(), section="Kontakt")
    kind: str | None = field("Art", INTERACTION_KIND, section="Kontakt", default="conversation")
    persons: tuple[str, ...] = field("Personen", Links("person"), section="Kontakt")
    note: str | None = field(
        "Notiz", Note(), section="Kontakt", hint="Nur Dienstliches; die Person kann Auskunft darüber verlangen",
        confidential=True,
    )  # fmt: skip
    about: tuple[str, ...] = field("Betrifft", Links(), section="Kontakt", hint="Maßnahmen, Anträge, Veranstaltungen …")
    follow_up: date | None = field("Wiedervorlage am", Day(), section="Kontakt")

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("held_on", "follow_up"))

    def hints(self, near: Near) -> Iterator[str]:
        yield from in_future(self, near.today, "held_on")
        yield from on_weekend(self, "follow_up")
