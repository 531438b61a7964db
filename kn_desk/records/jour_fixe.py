"""The Jour fixe: series, meetings, who took part, and what stood on the agenda."""

from collections.abc import Iterator
from datetime import date, time

from kn_desk.fields.kinds import Choice, Clock, Day, Links, Note, Number, Rank, Ref, Rhythm, Text
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import agenda, deadlines
from kn_desk.records.sentences import NEXT_DAY, day, not_itself
from kn_desk.records.topics import Topic

__all__ = ["AgendaItem", "Attendance", "Meeting", "MeetingSeries", "Topic"]

WEEKDAYS = {
    "mo": "Montag", "tu": "Dienstag", "we": "Mittwoch", "th": "Donnerstag", "fr": "Freitag", "sa": "Samstag",
    "su": "Sonntag",
}  # fmt: skip
#: The way of a meeting, in reading order.
MEETING_WORKFLOW = {
    "draft": "Entwurf",
    "invited": "Eingeladen",
    "running": "Läuft",
    "minutes_draft": "Protokollentwurf",
    "approved": "Protokoll freigegeben",
    "cancelled": "Ausgefallen",
}
#: The meeting has taken place, or does so now.
BEGUN = frozenset({"running", "minutes_draft", "approved"})
RESULTS = {
    "open": "Offen",
    "done": "Behandelt",
    "postponed": "Vertagt",
    "dropped": "Abgesetzt",
    "parked": "In den Themenspeicher",
}
NOTHING = "Es steht nichts mit einer Dauer auf der Tagesordnung."
MINUTES = Number(0, 1440, unit="Min.")
PART_OF = ("meeting",)
ITEMS = (("agenda_item", "meeting"),)


@record("Besprechungsreihe", "Besprechungsreihen", prefix="JR")
class MeetingSeries(Record):
    """A row of meetings in a rhythm; days off are shown, and moved or dropped by a person."""

    title: str = field("Titel", Text(200), section="Reihe")
    rhythm: str | None = field("Rhythmus", Rhythm(), section="Reihe", hint="Zum Beispiel: alle 2 Wochen donnerstags")
    weekday: str | None = field("Wochentag", Choice(WEEKDAYS), section="Reihe")
    time_of_day: time | None = field("Uhrzeit", Clock(), section="Reihe")
    duration: int | None = field("Dauer", MINUTES, section="Reihe", default=60)
    place: str | None = field("Ort", Text(200), section="Reihe", hint="Raum oder Einwahl")
    chair: str | None = field("Leitung", Ref("person"), section="Personen")
    minutes_by: str | None = field("Protokoll", Ref("person"), section="Personen")
    members: tuple[str, ...] = field("Mitglieder", Links("person"), section="Personen")
    standing_items: str | None = field("Standard-TOP", Note(), section="Vorbereitung", hint="Eine Zeile je TOP")
    freeze_days: int | None = field("Redaktionsschluss", Number(0, 60, unit="Tage"), section="Vorbereitung", default=2,
                                    hint="So viele Tage vor der Sitzung steht die Tagesordnung fest")  # fmt: skip

    @computed("Nächste Sitzung", Day(), kept=True, below=(("meeting", "series"),))
    def next_meeting_on(self, near: Near) -> Computed:
        days = sorted(
            meeting.held_on
            for meeting in near.below(Meeting, "series", self)
            if meeting.held_on is not None and meeting.held_on >= near.today and meeting.status != "cancelled"
        )
        if not days:
            return Computed(None, "Es ist keine weitere Sitzung geplant.")
        return Computed(days[0], f"Geplant für den {day(days[0])}.", (days[0] + NEXT_DAY,))


@record("Sitzung", "Sitzungen", prefix="JF", named_by=("number", "held_on"), unique=(("series", "number"),))
class Meeting(Record):
    """One meeting. Approved minutes lock it and what is part of it; see ``locked`` for how it is opened again."""

    series: str | None = field("Reihe", Ref("meeting_series"), section="Sitzung")
    number: str | None = field("Nr.", Text(20), section="Sitzung", hint="Zum Beispiel JF 2026/23")
    held_on: date | None = field("Datum", Day(), section="Sitzung")
    start: time | None = field("Beginn", Clock(), section="Sitzung")
    end: time | None = field("Ende", Clock(), section="Sitzung")
    place: str | None = field("Ort", Text(200), section="Sitzung")
    status: str | None = field("Status", Choice(MEETING_WORKFLOW), section="Sitzung", default="draft")
    approved_on: date | None = field("Freigegeben am", Day(), section="Protokoll", internal=True)
    approved_by: str | None = field("Freigegeben von", Ref("person"), section="Protokoll", internal=True)

    @property
    def is_approved(self) -> bool:
        """Whether its minutes are approved."""
        return self.status == "approved"

    @computed("Wann", Choice({"today": "Heute", "upcoming": "Kommend", "past": "Vergangen", "open": "Ohne Datum"}),
              kept=True)  # fmt: skip
    def when(self, near: Near) -> Computed:
        if self.held_on is None:
            return Computed("open", "Es ist kein Datum eingetragen.")
        turns = (self.held_on, self.held_on + NEXT_DAY)
        value = "today" if self.held_on == near.today else "upcoming" if self.held_on > near.today else "past"
        return Computed(value, f"Die Sitzung {'war' if value == 'past' else 'ist'} am {day(self.held_on)}.", turns)

    @computed("Dauer", Number(0, 100_000, unit="Min."), kept=True, below=ITEMS)
    def minutes(self, near: Near) -> Computed:
        """The minutes that the agenda is expected to take; the reason is the sentence of the time bar."""
        length = self._length(near)
        return Computed(length.expected, length.sentence if length.planned or length.used else NOTHING)

    @computed("Über Plan", Number(0, 100_000, unit="Min."), kept=True, below=ITEMS)
    def overrun(self, near: Near) -> Computed:
        length = self._length(near)
        if not length.overrun:
            return Computed(0, "Die Tagesordnung passt in die Zeit.")
        room = length.planned if length.available is None else length.available
        return Computed(length.overrun, f"{length.expected} Min. statt {room} Min.")

    def _length(self, near: Near) -> agenda.Length:
        held = self.status in ("minutes_draft", "approved")
        return agenda.length(near.below(AgendaItem, "meeting", self), self.start, self.end, held=held)

    @computed("Anwesend", Number(), below=(("attendance", "meeting"),))
    def present(self, near: Near) -> Computed:
        invited = near.below(Attendance, "meeting", self)
        if not invited:
            return Computed(None, "Es sind keine Teilnahmen eingetragen.")
        if self.status not in BEGUN:
            return Computed(None, "Die Sitzung hat noch nicht begonnen.")
        here = sum(one.state == "present" for one in invited)
        return Computed(here, f"{here} von {len(invited)} anwesend.")

    def later_meeting(self, near: Near) -> "Meeting | None":
        """Return the first later meeting of the series that has begun; what is only planned does not count."""
        series = near.above(MeetingSeries, self.series)
        if series is None or self.held_on is None:
            return None
        later = [
            meeting
            for meeting in near.below(Meeting, "series", series)
            if meeting.held_on is not None and meeting.held_on > self.held_on and meeting.status in BEGUN
        ]
        return min(later, key=lambda meeting: (meeting.held_on or date.max, meeting.id), default=None)

    def locked(self, near: Near) -> str | None:
        """Approved minutes are locked: no edit may leave the meeting approved that found it approved.

        Opening them again is the edit that takes the status back: after it the meeting is not locked. That edit is
        a matter of ``faults``, which refuses it once a later meeting has begun; ``approved_on`` stays when minutes are
        opened again, and tells that they once were approved.
        """
        return approved_sentence(self) if self.is_approved else None

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.is_approved and self.approved_on is None:
            yield fault("approved_on", "Ein freigegebenes Protokoll braucht das Datum der Freigabe.", "status")
        if not self.is_approved and self.approved_on is not None and (later := self.later_meeting(near)):
            yield fault("status", f"Das Protokoll bleibt freigegeben, denn die Sitzung {later.words} folgte schon.")
        if self.start is not None and self.end is not None and self.end <= self.start:
            yield fault("end", f"Das Ende {self.end:%H:%M} liegt nicht nach dem Beginn {self.start:%H:%M}.", "start")
        if self.status in ("invited", "running", "minutes_draft", "approved") and self.held_on is None:
            yield fault("held_on", f"„{MEETING_WORKFLOW[self.status]}“ braucht ein Datum.", "status")
        if self.held_on is not None and self.held_on > near.today and self.status in BEGUN:
            yield fault("status", f"Die Sitzung ist erst am {day(self.held_on)}.", "held_on")

    def hints(self, near: Near) -> Iterator[str]:
        yield from deadlines.on_day_off(self, "held_on")

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return " vom ".join(filter(None, (self.number, day(self.held_on) if self.held_on else ""))) or self.code


def approved_sentence(meeting: Meeting | None) -> str | None:
    """Return why nothing of a meeting may be changed, None if it may (or there is no meeting)."""
    if meeting is None or not meeting.is_approved:
        return None
    when = f" seit dem {day(meeting.approved_on)}" if meeting.approved_on else ""
    return f"Das Protokoll der Sitzung {meeting.words} ist{when} freigegeben; zum Ändern bitte erst wieder öffnen."


@record("Teilnahme", "Teilnahmen", prefix="TN", named_by=("person", "role"), part_of=PART_OF,
        unique=(("meeting", "person"),))  # fmt: skip
class Attendance(Record):
    """One person at one meeting."""

    meeting: str | None = field("Sitzung", Ref("meeting"), section="Teilnahme")
    person: str | None = field("Person", Ref("person"), section="Teilnahme")
    role: str | None = field("Rolle", Choice({
        "chair": "Leitung", "minutes": "Protokoll", "member": "Mitglied", "guest": "Gast",
    }), section="Teilnahme", default="member")  # fmt: skip
    state: str | None = field("Stand", Choice({
        "invited": "Eingeladen", "present": "Anwesend", "excused": "Entschuldigt", "absent": "Abwesend",
    }), section="Teilnahme", default="invited")  # fmt: skip
    represented_by: str | None = field("Vertreten durch", Ref("person"), section="Teilnahme")

    def locked(self, near: Near) -> str | None:
        return approved_sentence(near.above(Meeting, self.meeting))

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.represented_by is not None and self.represented_by == self.person:
            yield fault("represented_by", "Niemand vertritt sich selbst.", "person")
        if self.represented_by is not None and self.state == "present":
            yield fault("represented_by", "Wer anwesend ist, braucht keine Vertretung.", "state")


@record("Tagesordnungspunkt", "Tagesordnung", prefix="TP", part_of=PART_OF)
class AgendaItem(Record):
    """One item of an agenda; its number follows from parent and rank and is kept once the minutes are approved."""

    title: str = field("Titel", Text(300), section="TOP")
    links: tuple[str, ...] = field("Betrifft", Links("strategy_item", "application", "task", "decision"), section="TOP")
    kind: str | None = field("Art", Choice({
        "info": "Information", "discussion": "Beratung", "decision": "Beschlussfassung", "standing": "Standard-TOP",
        "misc": "Verschiedenes",
    }), section="TOP", default="discussion")  # fmt: skip
    presenter: str | None = field("Berichterstattung", Ref("person"), section="TOP")
    minutes_planned: int | None = field("Dauer (Plan)", MINUTES, section="TOP", default=10)
    minutes_actual: int | None = field("Dauer (Ist)", MINUTES, section="TOP")
    reason: str | None = field("Grund der Aufnahme", Text(300), section="Vorbereitung")
    preparation: str | None = field("Vorbereitung", Note(), section="Vorbereitung")
    proposal: str | None = field("Beschlussvorschlag", Note(), section="Vorbereitung")
    result: str | None = field("Ergebnis", Choice(RESULTS), section="Einordnung", default="open")
    meeting: str | None = field("Sitzung", Ref("meeting"), section="Einordnung")
    parent: str | None = field("Unterpunkt von", Ref("agenda_item"), section="Einordnung")
    rank: str | None = field("Reihenfolge", Rank(), section="Einordnung", internal=True)
    number_fixed: str | None = field("Nummer im Protokoll", Text(20), section="Einordnung", internal=True)
    origin: str | None = field("Herkunft", Ref("agenda_item"), section="Einordnung",
                               hint="Der TOP, aus dem dieser übernommen ist")  # fmt: skip

    def times_postponed(self, near: Near) -> int:
        """Return how often it was postponed: this time, and along the chain of items it was carried over from."""
        count, seen = 0, {self.id}
        item: AgendaItem | None = self
        while item is not None:
            count += item.result == "postponed"
            item = near.above(AgendaItem, item.origin)
            if item is not None and item.id in seen:
                break
            seen.add(item.id if item else "")
        return count

    def locked(self, near: Near) -> str | None:
        return approved_sentence(near.above(Meeting, self.meeting))

    def faults(self, near: Near) -> Iterator[Fault]:
        yield from not_itself(self, "parent", "origin")
        parent = near.above(AgendaItem, self.parent)
        if parent is not None and parent.meeting != self.meeting:
            yield fault("parent", "Der übergeordnete TOP gehört zu einer anderen Sitzung.", "meeting")
        seen = {self.id}
        while parent is not None and parent.id not in seen:
            seen.add(parent.id)
            parent = near.above(AgendaItem, parent.parent)
            if parent is not None and parent.id == self.id:
                yield fault("parent", "Der TOP wäre ein Unterpunkt von sich selbst.")

    def hints(self, near: Near) -> Iterator[str]:
        times = self.times_postponed(near)
        if times > 1:
            yield f"Zum {times}. Mal vertagt." if self.result == "postponed" else f"Schon {times}-mal vertagt."
