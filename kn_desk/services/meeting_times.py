"""What an agenda looks like at a moment: numbers, start times, minutes used, and the item that is being discussed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kn_desk.fields.choices import Signal
from kn_desk.fields.days import BERLIN
from kn_desk.records import agenda
from kn_desk.records.agenda import OFF_THE_TABLE, Length, after
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries, approved_sentence
from kn_desk.records.minutes import MinuteEntry
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.sentences import day
from kn_desk.records.workdays import weekday
from kn_desk.storage.reader import Reader

#: In these states an agenda is being prepared, and minutes are not yet written.
BEFORE = frozenset({"draft", "invited"})
_STANDING = "Standard-TOP jeder Sitzung"


@dataclass(frozen=True)
class AgendaRow:
    """One item as the agenda shows it; minutes are whole, ``shift`` is how much later than planned it begins."""

    item: AgendaItem
    number: str
    depth: int
    begin: time | None
    shift: int
    planned: int
    #: Minutes that it took, or has taken so far while it runs.
    spent: int | None
    runs: bool
    reason: str
    kind: str
    presenter: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more is said about it today."""
        return self.item.result not in (None, "open")

    @property
    def over(self) -> int:
        """The minutes that it took more than planned."""
        return max(0, (self.spent or 0) - self.planned) if self.item.result not in OFF_THE_TABLE else 0

    @property
    def signal(self) -> Signal | None:
        """The light that its reason speaks of: painted before the words, never typed into them."""
        return signal_of(self.reason)


@dataclass(frozen=True)
class Segment:
    """One top item in the time bar, in minutes."""

    identity: str
    minutes: int
    spent: int
    over: int


@dataclass(frozen=True)
class MeetingSheet:
    """A meeting with its agenda, as it stands at a moment."""

    meeting: Meeting
    series: MeetingSeries | None
    rows: tuple[AgendaRow, ...]
    length: Length
    locked: str | None
    entries: int
    freeze_on: date | None
    can_open_again: bool

    def row_of(self, identity: str) -> int:
        """Return the row of an item, -1 without one."""
        return next((number for number, row in enumerate(self.rows) if row.item.id == identity), -1)

    @property
    def items(self) -> list[AgendaItem]:
        """The items in the order of the agenda."""
        return [row.item for row in self.rows]

    @property
    def is_prepared(self) -> bool:
        """Whether the meeting is still ahead: the sentence speaks of the plan."""
        return self.meeting.status in BEFORE

    @property
    def segments(self) -> list[Segment]:
        """What the time bar shows."""
        shown = []
        for row in self.rows:
            if row.depth:
                continue
            spent = row.spent or self._spent_below(row)
            if row.item.result in OFF_THE_TABLE and not spent:
                continue
            minutes = spent if row.is_over and row.spent is not None else max(row.planned, spent)
            shown.append(Segment(row.item.id, minutes, spent, max(0, spent - row.planned)))
        return shown

    def _spent_below(self, top: AgendaRow) -> int:
        return sum(row.spent or 0 for row in self.rows if row.item.parent == top.item.id)

    @property
    def sentence(self) -> tuple[str, str, str]:
        """The sentence of the time bar: what is used, what follows, and how much it is over plan ("" if it fits)."""
        if self.meeting.status == "cancelled":
            return "", "", ""
        length = self.length
        room = length.available or length.planned
        if self.is_prepared:
            rest = []
            if length.available is not None and length.expected <= length.available:
                rest.append(f"{length.available - length.expected} Min. frei")
            if self.freeze_on is not None:
                rest.append(f"Redaktionsschluss {weekday(self.freeze_on)}, {day(self.freeze_on)}")
            over = f"{length.overrun} Min. über Plan" if length.overrun else ""
            return f"{length.expected} von {room} Min. verplant", " · ".join(rest), over
        end = f"{after(length.begin, length.expected):%H:%M}" if length.begin else ""
        word = "Ende voraussichtlich" if self.meeting.status == "running" else "Ende"
        over = f"{length.overrun} Min. über Plan" if length.overrun else ""
        return f"{length.used} von {room} Min.", f"{word} {end}" if end else "", over


def meeting_sheet(reader: Reader, meeting: Meeting, now: datetime) -> MeetingSheet:
    """Return a meeting as it stands at a moment; while it runs today, the open item counts the minutes."""
    near = reader.near
    items = agenda.in_order(near.below(AgendaItem, "meeting", meeting))
    series = near.above(MeetingSeries, meeting.series)
    running, elapsed = _running(items, meeting, now)
    spent = [_spent(item, elapsed) if item.id == running else item for item in items]
    ahead = [_ahead(item, elapsed) if item.id == running else item for item in items]
    length = replace(
        agenda.length(ahead, meeting.start, meeting.end),
        used=agenda.length(spent, meeting.start, meeting.end).used,
    )
    counted = sum(len(near.below(MinuteEntry, "agenda_item", item)) for item in items)
    freeze = None
    if series is not None and series.freeze_days is not None and meeting.held_on is not None:
        freeze = meeting.held_on - timedelta(days=series.freeze_days)
    return MeetingSheet(
        meeting, series, tuple(_rows(reader, meeting, items, ahead, running, elapsed)), length,
        approved_sentence(meeting), counted, freeze,
        meeting.is_approved and meeting.later_meeting(near) is None,
    )  # fmt: skip


def _rows(
    reader: Reader,
    meeting: Meeting,
    items: Sequence[AgendaItem],
    ahead: Sequence[AgendaItem],
    running: str | None,
    elapsed: int | None,
) -> list[AgendaRow]:
    numbers, planned = agenda.numbers(items), agenda.minutes_of(items, planned=True)
    begins = agenda.starts(ahead, meeting.start) if meeting.start else {}
    first = agenda.starts(items, meeting.start, planned=True) if meeting.start else {}
    names = presenters(reader, [item.presenter for item in items if item.presenter])
    kinds = AgendaItem.spec.fields["kind"].kind
    rows = []
    for item in items:
        number = (item.number_fixed if meeting.is_approved else None) or numbers[item.id]
        shift = _minutes(begins[item.id]) - _minutes(first[item.id]) if begins else 0
        rows.append(AgendaRow(
            item, number, numbers[item.id].count("."), begins.get(item.id), shift, planned[item.id],
            elapsed if item.id == running and elapsed is not None else item.minutes_actual, item.id == running,
            why(reader, item), kinds.show(item.kind), names.get(item.presenter or "", ""),
        ))  # fmt: skip
    return rows


def why(reader: Reader, item: AgendaItem) -> str:
    """Return why an item is on the agenda: postponed so often, its own reason, or as in every meeting."""
    times = item.times_postponed(reader.near)
    if times > 1:
        return f"zum {times}. Mal vertagt"
    if times == 1:
        return "vertagt" if item.result == "postponed" else "aus der letzten Sitzung vertagt"
    if item.reason:
        return item.reason
    return _STANDING if item.kind in ("standing", "misc") else ""


def presenters(reader: Reader, ids: list[str]) -> dict[str, str]:
    """Return {person id: "Beispiel (Stadtwerke)"}."""
    persons = reader.by_ids(Person, sorted(set(ids)))
    units = reader.by_ids(OrgUnit, sorted({one.unit for one in persons.values() if one.unit}))
    named = {}
    for identity, person in persons.items():
        unit = units.get(person.unit or "")
        where = (unit.short_name or unit.name) if unit else ""
        named[identity] = f"{person.last_name} ({where})" if where else person.last_name
    return named


def signal_of(reason: str) -> Signal | None:
    """Return the light whose word a reason is or begins with ("Kritisch seit 12.11."), None for any other."""
    lights = PLAN_LIGHT.states.values()
    return next((one for one in lights if reason == one.word or reason.startswith(f"{one.word} seit")), None)


def _running(items: Sequence[AgendaItem], meeting: Meeting, now: datetime) -> tuple[str | None, int | None]:
    """The item that is being discussed, and for how many minutes it has been (None where the clock cannot say)."""
    if meeting.status != "running":
        return None, None
    open_ones = [item for item in items if item.result in (None, "open")]
    parents = {item.parent for item in open_ones}
    item = next((one for one in open_ones if one.id not in parents), None)
    if item is None:
        return None, None
    local = now.astimezone(BERLIN)
    if item.minutes_actual is not None or meeting.start is None or meeting.held_on != local.date():
        return item.id, None
    begin = agenda.starts(items, meeting.start)[item.id]
    return item.id, min(max(0, _minutes(local.time()) - _minutes(begin)), 1440)


def _spent(item: AgendaItem, elapsed: int | None) -> AgendaItem:
    return item if elapsed is None else replace(item, minutes_actual=elapsed)


def _ahead(item: AgendaItem, elapsed: int | None) -> AgendaItem:
    return item if elapsed is None else replace(item, minutes_actual=max(elapsed, item.minutes_planned or 0))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
