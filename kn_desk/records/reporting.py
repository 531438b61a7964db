"""Berichtszeiträume, and the Statusmeldungen that are collected for them."""

from collections.abc import Iterator, Sequence
from datetime import date

from kn_desk.fields.kinds import Choice, Day, Note, Percent, Ref, Text, YesNo
from kn_desk.fields.spec import Fault, Near, Record, fault, field, record
from kn_desk.records.item_status import STATUS
from kn_desk.records.sentences import day, in_future, in_order, on_weekend

CHANNEL = Choice({"sheet": "Rücklauf", "meeting": "Jour fixe", "manual": "Erfassung"})
NEED = Choice({"open": "Offen", "done": "Erledigt"})


@record("Berichtszeitraum", "Berichtszeiträume", prefix="BZ", named_by=("label",), unique=(("label",),))
class ReportingPeriod(Record):
    """The time over which the departments report once."""

    label: str = field("Bezeichnung", Text(40), section="Grunddaten", hint="Zum Beispiel 2026-H2")
    start: date | None = field("Beginn", Day(), section="Grunddaten")
    end: date | None = field("Ende", Day(), section="Grunddaten")
    due_on: date | None = field(
        "Rückmeldung bis", Day(), section="Grunddaten", hint="Steht auf dem Deckblatt der Mappen"
    )
    closed: bool | None = field(
        "Abgeschlossen", YesNo(), section="Grunddaten", hint="Danach bleiben die Statusmeldungen, wie sie sind"
    )

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from in_order(self, ("start", "end"), ("start", "due_on"))

    def hints(self, near: Near) -> Iterator[str]:
        yield from on_weekend(self, "due_on")
        if self.closed and self.end is not None and self.end >= near.today:
            yield f"Der Zeitraum läuft noch bis {day(self.end)}, ist aber schon abgeschlossen."


@record("Statusmeldung", "Statusmeldungen", prefix="SM", named_by=("item", "period"), part_of=("item",))
class StatusReport(Record):
    """What was said about a Maßnahme at one moment; a later report stands beside it and never replaces it."""

    item: str | None = field("Maßnahme", Ref("strategy_item"), section="Meldung")
    period: str | None = field("Berichtszeitraum", Ref("reporting_period"), section="Meldung")
    reported_by: str | None = field("Gemeldet von", Ref("person"), section="Meldung")
    reported_on: date | None = field("Gemeldet am", Day(), section="Meldung")
    channel: str | None = field("Eingang", CHANNEL, section="Meldung", default="manual")
    status: str | None = field("Status", STATUS, section="Stand", hint="Zum Zeitpunkt der Meldung")
    progress: int | None = field("Fortschritt", Percent(), section="Stand", hint="Zum Zeitpunkt der Meldung")
    end_forecast: date | None = field("Ende (Prognose)", Day(), section="Stand", hint="Zum Zeitpunkt der Meldung")
    text_done: str | None = field("Erreicht", Note(4000), section="Bericht")
    text_next: str | None = field("Nächste Schritte", Note(4000), section="Bericht")
    text_problem: str | None = field("Probleme/Entscheidungsbedarf", Note(4000), section="Bericht")
    decision_needed: str | None = field(
        "Entscheidungsbedarf", NEED, section="Bericht",
        hint="Bleibt offen, bis eine spätere Meldung „Erledigt“ sagt; leer heißt: nichts Neues",
    )  # fmt: skip
    council_text: str | None = field(
        "Text für den Gemeinderat", Note(4000), section="Bericht", hint="Geht in den öffentlichen Bericht"
    )

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.item is None:
            yield fault("item", "Eine Statusmeldung gehört zu einer Maßnahme.", "period", "reported_on")
        if self.reported_on is None:
            yield fault("reported_on", "Wann wurde gemeldet? Bitte den Tag eintragen.", "item", "period")

    def hints(self, near: Near) -> Iterator[str]:
        yield from in_future(self, near.today, "reported_on")
        if self.text_problem and self.decision_needed is None:
            yield "Ist eine Entscheidung nötig? „Entscheidungsbedarf“ ist leer."
        if self.decision_needed == "open" and not self.text_problem:
            yield "Es ist nicht gesagt, was zu entscheiden ist."

    def locked(self, near: Near) -> str | None:
        period = near.above(ReportingPeriod, self.period)
        if period is None or not period.closed:
            return None
        return f"Der Berichtszeitraum {period.label} ist abgeschlossen; seine Meldungen bleiben, wie sie sind."


def newest_first(reports: Sequence[StatusReport]) -> list[StatusReport]:
    """Return the reports by day, of one day by the order in which they were written (ids follow time)."""
    return sorted(reports, key=lambda report: (report.reported_on or date.min, report.id), reverse=True)


def last_reported_on(reports: Sequence[StatusReport]) -> date | None:
    """Return the day of the newest report, None without any."""
    return max((report.reported_on for report in reports if report.reported_on), default=None)


def has_open_need(reports: Sequence[StatusReport]) -> bool:
    """Whether the newest report that says something about Entscheidungsbedarf says that it is open.

    Reports are never changed once their period is closed, so a later one settles what an earlier one asked for; one
    that is silent about it settles nothing.
    """
    return next((r.decision_needed == "open" for r in newest_first(reports) if r.decision_needed), False)
