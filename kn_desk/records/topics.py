"""Themenspeicher: what waits for a meeting, and when its time has come."""

from collections.abc import Iterator
from datetime import date

from kn_desk.fields.kinds import Choice, Day, Light, Note, Ref, Signal, Text
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, field, record
from kn_desk.records.sentences import NEXT_DAY, day, in_order


@record("Thema", "Themen", prefix="TS")
class Topic(Record):
    """Something that waits for a meeting."""

    title: str = field("Thema", Text(300), section="Thema")
    description: str | None = field("Beschreibung", Note(), section="Thema")
    proposed_by: str | None = field("Vorgeschlagen von", Ref("person"), section="Thema")
    proposed_on: date | None = field("Vorgeschlagen am", Day(), section="Thema")
    earliest: date | None = field("Frühestens", Day(), section="Termin")
    latest: date | None = field("Spätestens", Day(), section="Termin")
    state: str | None = field("Stand", Choice({
        "open": "Offen", "planned": "Eingeplant", "done": "Behandelt", "dropped": "Verworfen",
    }), section="Termin", default="open")  # fmt: skip
    agenda_item: str | None = field("Aufgenommen als", Ref("agenda_item"), section="Termin")

    @computed("Reif", Light({
        "crit": Signal("Zu spät", "■", "crit"), "ok": Signal("Kann aufgenommen werden", "●", "ok"),
        "waiting": Signal("Noch zu früh", "○", "none"), "none": Signal("Erledigt", "○", "none"),
    }), kept=True)  # fmt: skip
    def ripe(self, near: Near) -> Computed:
        if self.state not in (None, "open"):
            return Computed("none", f"Das Thema ist „{self.spec.fields['state'].kind.show(self.state)}“.")
        turns = tuple(filter(None, (self.earliest, self.latest and self.latest + NEXT_DAY)))
        if self.latest is not None and near.today > self.latest:
            return Computed("crit", f"Es sollte spätestens am {day(self.latest)} behandelt sein.", turns)
        if self.earliest is not None and near.today < self.earliest:
            return Computed("waiting", f"Es soll frühestens am {day(self.earliest)} behandelt werden.", turns)
        return Computed(
            "ok", f"Spätestens am {day(self.latest)}." if self.latest else "Es ist jederzeit möglich.", turns
        )

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("earliest", "latest"))
