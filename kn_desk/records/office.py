"""What the office keeps for itself: sheets sent and returned, places of documents, tags, thresholds, views."""

import re
from collections.abc import Iterator
from datetime import date

from kn_desk.fields.kinds import Choice, Data, Day, Light, Links, Note, Number, Ref, Signal, Text
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records.sentences import NEXT_DAY, day, in_order
from kn_desk.records.thresholds import DEFAULTS

SHEET_LIGHT = Light({
    "crit": Signal("Überfällig", "■", "crit"),
    "warn": Signal("Ausstehend", "▲", "warn"),
    "ok": Signal("Zurück", "●", "ok"),
    "none": Signal("Nicht versandt", "○", "none"),
})  # fmt: skip
#: Longest span in days that a threshold may mean: beyond ten years it is a slip.
LONGEST_DAYS = 3650
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_OPENED = frozenset({"http", "https", "mailto"})


@record("Versand", "Versand", prefix="VS")
class SheetRun(Record):
    """One round in which every Lotse gets a sheet."""

    title: str = field("Titel", Text(200), section="Versand")
    period: str | None = field("Berichtszeitraum", Ref("reporting_period"), section="Versand")
    sent_on: date | None = field("Versandt am", Day(), section="Versand")
    due_on: date | None = field("Rückgabe bis", Day(), section="Versand")
    folder: str | None = field("Ordner", Text(400), section="Versand", hint="Wo die Mappen liegen")
    message: str | None = field("Begleittext", Note(), section="Versand")
    state: str | None = field("Stand", Choice({
        "draft": "In Vorbereitung", "sent": "Versandt", "closed": "Abgeschlossen",
    }), section="Versand", default="draft")  # fmt: skip

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("sent_on", "due_on"))
        if self.state in ("sent", "closed") and self.sent_on is None:
            yield fault("sent_on", "„Versandt“ braucht das Datum.", "state")


@record("Mappe", "Mappen", prefix="LM", named_by=("file_name", "unit"), part_of=("run",))
class Sheet(Record):
    """One workbook for one unit, with the values that were written into it: the base of the later comparison."""

    run: str | None = field("Versand", Ref("sheet_run"), section="Mappe")
    unit: str | None = field("Stelle", Ref("org_unit"), section="Mappe")
    person: str | None = field("Empfänger", Ref("person"), section="Mappe")
    period: str | None = field("Berichtszeitraum", Ref("reporting_period"), section="Mappe")
    file_name: str | None = field("Datei", Text(200), section="Mappe")
    sent_on: date | None = field("Versandt am", Day(), section="Mappe")
    due_on: date | None = field("Rückgabe bis", Day(), section="Mappe", hint="Leer: wie im Versand")
    reminded_on: date | None = field("Erinnert am", Day(), section="Mappe")
    reminded_again_on: date | None = field("Zweite Erinnerung am", Day(), section="Mappe")
    export_id: str | None = field("Exportnummer", Text(60), section="Herkunft", internal=True)
    step: str | None = field("Stand der Historie", Text(60), section="Herkunft", internal=True)
    schema: str | None = field("Schema", Text(60), section="Herkunft", internal=True)
    checksum: str | None = field("Prüfsumme", Text(100), section="Herkunft", internal=True)
    values: str | None = field("Versandte Werte", Data(), section="Herkunft", internal=True)

    @computed("Rücklauf", SHEET_LIGHT, kept=True, below=(("sheet_return", "sheet"),), above=("run",))
    def state(self, near: Near) -> Computed:
        """Back is what came back and was not sent away again; until then days count as if nothing had come."""
        received = [one for one in near.below(SheetReturn, "sheet", self) if one.received_on]
        back = [one.received_on for one in received if one.received_on and not one.is_rejected]
        if back:
            return Computed("ok", f"Zurück seit dem {day(min(back))}.")
        rejected = max((one.received_on for one in received if one.received_on), default=None)
        begin = f"Zurückgewiesen am {day(rejected)}. " if rejected else ""
        if self.sent_on is None:
            return Computed("none", f"{begin}Die Mappe ist noch nicht versandt.")
        run = near.above(SheetRun, self.run)
        due = self.due_on or (run.due_on if run else None)
        if due is None:
            return Computed("warn", f"{begin}Versandt am {day(self.sent_on)}, ohne Rückgabetermin.")
        if near.today > due:
            return Computed("crit", f"{begin}Die Rückgabe war bis zum {day(due)} erbeten.", (due + NEXT_DAY,))
        return Computed("warn", f"{begin}Die Rückgabe ist bis zum {day(due)} erbeten.", (due + NEXT_DAY,))

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(
            self, ("sent_on", "due_on"), ("sent_on", "reminded_on"), ("reminded_on", "reminded_again_on")
        )


@record("Rücklauf", "Rückläufe", prefix="RL", named_by=("file_name", "received_on"), part_of=("sheet",))
class SheetReturn(Record):
    """One file that came back, and what became of its differences."""

    sheet: str | None = field("Mappe", Ref("sheet"), section="Rücklauf")
    received_on: date | None = field("Eingegangen am", Day(), section="Rücklauf")
    received_from: str | None = field("Eingegangen von", Ref("person"), section="Rücklauf")
    file_name: str | None = field("Datei", Text(200), section="Rücklauf")
    merged_on: date | None = field("Abgeglichen am", Day(), section="Abgleich")
    accepted: int | None = field("Übernommen", Number(), section="Abgleich")
    refused: int | None = field("Nicht übernommen", Number(), section="Abgleich")
    conflicts: int | None = field("Konflikte", Number(), section="Abgleich")
    unreadable: int | None = field("Unlesbar", Number(), section="Abgleich")
    changes: str | None = field("Entscheidungen je Wert", Data(), section="Abgleich", internal=True)
    checksum: str | None = field("Prüfsumme", Text(100), section="Abgleich", internal=True)

    @property
    def is_rejected(self) -> bool:
        """Whether it was compared and sent away: nothing of it is taken, and it was never merged."""
        return self.merged_on is None and self.accepted == 0

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("received_on", "merged_on"))


@record("Fundstelle", "Fundstellen", prefix="D")
class DocumentLink(Record):
    """Where a document lies; the document itself is never copied."""

    title: str = field("Titel", Text(200), section="Fundstelle")
    location: str | None = field("Pfad oder URL", Text(1000), section="Fundstelle",
                                 hint=r"Zum Beispiel G:\Digital\Bescheid.pdf oder https://…")  # fmt: skip
    about: tuple[str, ...] = field("Zu", Links(), section="Fundstelle")
    description: str | None = field("Beschreibung", Note(), section="Fundstelle")

    def faults(self, near: Near) -> Iterator[Fault]:
        scheme = _ADDRESS.match(self.location or "")
        if scheme is not None and scheme[1].lower() not in _OPENED:
            yield fault("location", "Möglich sind Pfade und Adressen, die mit https, http oder mailto beginnen.")


@record("Schlagwort", "Schlagwörter", prefix="SW", unique=(("title",),))
class Tag(Record):
    """A word by which records of any type are found together."""

    title: str = field("Schlagwort", Text(60), section="Schlagwort")
    description: str | None = field("Bedeutung", Note(), section="Schlagwort")


@record("Schwellwert", "Schwellwerte", prefix="SL", named_by=("label",), unique=(("key",),))
class Threshold(Record):
    """A number that rules ask for, as this office has set it."""

    label: str = field("Bezeichnung", Text(200), section="Schwellwert")
    key: str | None = field("Schlüssel", Text(60), section="Schwellwert", internal=True)
    value: int | None = field("Wert", Number(), section="Schwellwert")
    unit: str | None = field("Einheit", Text(30), section="Schwellwert", internal=True)

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.value is None:
            yield fault("value", "Ein Schwellwert braucht einen Wert.", "label")
        elif self.unit in ("Tage", "Arbeitstage") and self.value > LONGEST_DAYS:
            yield fault("value", f"Mehr als {LONGEST_DAYS} {self.unit} sind nicht möglich.")
        if self.key is not None and self.key not in DEFAULTS:
            yield fault("key", f"Den Schwellwert „{self.key}“ gibt es nicht.")

    def hints(self, near: Near) -> Iterator[str]:
        default = DEFAULTS.get(self.key or "")
        if default is not None and self.value != default.value:
            yield f"Die Vorgabe ist {default.value} {default.unit}."


@record("Ansicht", "Ansichten", prefix="AN", unique=(("page", "title"),))
class SavedView(Record):
    """A named view of a list: filter, order and columns."""

    title: str = field("Name", Text(100), section="Ansicht")
    page: str | None = field("Seite", Text(60), section="Ansicht", internal=True)
    definition: str | None = field("Inhalt", Data(), section="Ansicht", internal=True)
