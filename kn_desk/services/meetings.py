"""Planning a meeting: the next day of the series, its number, its standing items, and what was postponed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.fields.text import fold
from kn_desk.fields.words import between
from kn_desk.records.agenda import after
from kn_desk.records.identity import new_id
from kn_desk.records.jour_fixe import WEEKDAYS, AgendaItem, Attendance, Meeting, MeetingSeries
from kn_desk.records.sentences import day
from kn_desk.records.topics import Topic
from kn_desk.records.workdays import holiday, weekday
from kn_desk.services.edit import new_record
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

_NUMBER = re.compile(r"(.*?)(\d{4})/(\d+)")
#: A series is not asked for days further ahead.
_FAR = timedelta(days=5 * 366)
_MINUTES = 5


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting about to be stored with all that belongs to it, and what a person should know about it."""

    meeting: Meeting
    records: tuple[Record, ...]
    topics: tuple[tuple[Topic, str], ...]
    sentences: tuple[str, ...]


def next_day(series: MeetingSeries, held: Iterable[date], today: date) -> date | None:
    """Return the first day of the rhythm after all meetings held or planned, not before today; None without one."""
    # dateutil is imported here: only planning needs it.
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    last = max(held, default=None)
    rhythm = series.rhythm
    if rhythm is None and series.weekday is not None:
        rhythm = f"FREQ=WEEKLY;BYDAY={series.weekday.upper()}"
    if rhythm is None:
        return None
    start = datetime.combine(last or today, time())
    least = datetime.combine(max(today, last + timedelta(days=1)) if last else today, time())
    try:
        rule = rrulestr(rhythm, dtstart=start).replace(until=least + _FAR)
        found: datetime | None = rule.after(least, inc=True)
    except (ValueError, OverflowError) as error:
        raise UserError(
            f"Der Rhythmus „{rhythm}“ der Reihe „{series.title}“ ergibt keine Termine.",
            f"Möglich ist zum Beispiel FREQ=WEEKLY;INTERVAL=2;BYDAY={next(iter(WEEKDAYS)).upper()}.",
        ) from error
    return found.date() if found else None


def next_number(numbers: Iterable[str], year: int) -> str:
    """Return the number that follows those of the series in a year: JF 2026/24, then JF 2027/01."""
    parsed = [(found[1], int(found[2]), found[3]) for found in map(_NUMBER.fullmatch, numbers) if found]
    of_year = [one for one in parsed if one[1] == year]
    prefix, _, digits = max(of_year or parsed, key=lambda one: (one[1], int(one[2])), default=("JF ", year, "00"))
    highest = max((int(one[2]) for one in of_year), default=0)
    return f"{prefix}{year}/{highest + 1:0{max(2, len(digits))}d}"


def plan_meeting(reader: Reader, series: MeetingSeries | None) -> MeetingPlan:
    """Return the next meeting of a series, with members, standing items and all that was postponed."""
    held = list(reader.near.below(Meeting, "series", series)) if series else []
    on = next_day(series, [one.held_on for one in held if one.held_on], reader.today) if series else None
    year = (on or reader.today).year
    begin = series.time_of_day if series else None
    meeting = new_record(Meeting, {
        "series": series.id if series else None,
        "number": next_number([one.number or "" for one in held], year),
        "held_on": on,
        "start": begin,
        "end": after(begin, series.duration) if series and begin and series.duration else None,
        "place": series.place if series else None,
    })  # fmt: skip
    if meeting.start and meeting.end and meeting.end <= meeting.start:
        meeting = new_record(Meeting, {**_values(meeting), "end": None})
    items = _standing(reader, series, meeting, held) if series else []
    carried = [carried_over(reader, item, meeting) for item in left_over(reader, meeting)]
    last = [items.pop()] if items and items[-1].kind == "misc" else []
    ordered = _ranked([*items, *carried, *last])
    origins = reader.by_ids(AgendaItem, [item.origin for item in carried if item.origin])
    topics = tuple(
        (topic, item.id)
        for item in carried
        for topic in reader.near.below(Topic, "agenda_item", origins[item.origin or ""])
    )
    records = (meeting, *_invited(series, meeting), *ordered)
    return MeetingPlan(meeting, records, topics, tuple(_sentences(meeting, series, len(carried))))


def left_over(reader: Reader, meeting: Meeting) -> list[AgendaItem]:
    """Return what earlier meetings of the series postponed or left open, and no later one has taken up."""
    rows = reader.page(ListQuery("agenda_item", only={"result": ("postponed", "open", None)}), limit=5000)
    meetings = reader.by_ids(
        Meeting, sorted({one.meeting for one in rows if isinstance(one, AgendaItem) and one.meeting})
    )
    waiting = []
    for item in rows:
        home = meetings.get(getattr(item, "meeting", None) or "")
        if isinstance(item, AgendaItem) and home is not None and _is_left(item, home, meeting):
            waiting.append((home.held_on or date.min, item.id, item))
    taken = taken_up(reader, [identity for _, identity, _ in waiting])
    return [item for _, identity, item in sorted(waiting, key=lambda one: one[:2]) if identity not in taken]


def taken_up(reader: Reader, ids: Sequence[str]) -> set[str]:
    """Return which of these items another item was made from."""
    found = reader.page(ListQuery("agenda_item", only={"origin": tuple(ids)}), limit=5000) if ids else []
    return {item.origin for item in found if isinstance(item, AgendaItem) and item.origin}


def _is_left(item: AgendaItem, home: Meeting, meeting: Meeting) -> bool:
    if home.id == meeting.id or home.series != meeting.series or home.trashed is not None:
        return False
    if meeting.held_on is not None and home.held_on is not None and home.held_on >= meeting.held_on:
        return False
    if item.result == "postponed":
        return True
    return home.status in ("minutes_draft", "approved", "cancelled") and item.kind not in ("standing", "misc")


def carried_over(reader: Reader, item: AgendaItem, meeting: Meeting, rank: str | None = None) -> AgendaItem:
    """Return the item of a later meeting that takes up another; the chain of origins counts how often."""
    return new_record(AgendaItem, {
        "title": item.title, "meeting": meeting.id, "rank": rank, "kind": item.kind, "presenter": item.presenter,
        "minutes_planned": item.minutes_planned, "preparation": item.preparation, "proposal": item.proposal,
        "links": item.links, "is_public": item.is_public, "origin": item.id, "reason": reason_left(reader, item),
    })  # fmt: skip


def reason_left(reader: Reader, item: AgendaItem) -> str:
    """Return why an item that was left over comes again."""
    home = reader.near.above(Meeting, item.meeting)
    when = f" am {home.held_on:%d.%m.}" if home and home.held_on else ""
    if item.result != "postponed":
        return f"offen geblieben{when}"
    times = item.times_postponed(reader.near)
    return f"zum {times}. Mal vertagt" if times > 1 else f"vertagt{when}"


def standing_titles(series: MeetingSeries) -> list[str]:
    """Return the titles of the items that every meeting of a series has."""
    return [line.strip(" -•\t") for line in (series.standing_items or "").split("\n") if line.strip(" -•\t")]


def standing_item(title: str, meeting: Meeting, held: Iterable[AgendaItem]) -> AgendaItem:
    """Return a standing item, with length and presenter as it had them last time."""
    before = max((one for one in held if fold(one.title) == fold(title)), key=lambda one: one.id, default=None)
    return new_record(AgendaItem, {
        "title": title, "meeting": meeting.id, "kind": "misc" if fold(title) == fold("Verschiedenes") else "standing",
        "minutes_planned": before.minutes_planned if before else _MINUTES,
        "presenter": before.presenter if before else None,
    })  # fmt: skip


def _standing(reader: Reader, series: MeetingSeries, meeting: Meeting, held: Sequence[Meeting]) -> list[AgendaItem]:
    last = sorted(
        (one for one in held if one.held_on and one.status != "cancelled"), key=lambda one: one.held_on or date.min
    )
    before = [item for one in last[-3:] for item in reader.near.below(AgendaItem, "meeting", one)]
    items = [standing_item(title, meeting, before) for title in standing_titles(series)]
    return sorted(items, key=lambda item: item.kind == "misc")


def _invited(series: MeetingSeries | None, meeting: Meeting) -> list[Attendance]:
    if series is None:
        return []
    roles = dict.fromkeys(series.members, "member")
    roles |= {series.minutes_by: "minutes"} if series.minutes_by else {}
    roles |= {series.chair: "chair"} if series.chair else {}
    return [
        new_record(Attendance, {"meeting": meeting.id, "person": person, "role": role, "state": "invited"})
        for person, role in roles.items()
    ]


def _ranked(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    ranked, rank = [], None
    for item in items:
        rank = between(rank, None)
        ranked.append(AgendaItem.of({**_values(item), "rank": rank}))
    return ranked


def _sentences(meeting: Meeting, series: MeetingSeries | None, carried: int) -> Iterable[str]:
    if meeting.held_on is None:
        yield (
            f"{meeting.number} angelegt. Die Reihe hat keinen Rhythmus; bitte das Datum eintragen."
            if series
            else f"{meeting.number} angelegt, noch ohne Datum."
        )
    else:
        yield f"{meeting.number} am {weekday(meeting.held_on)}, {day(meeting.held_on)} angelegt."
        if off := holiday(meeting.held_on):
            yield f"Der Tag ist ein Feiertag ({off})."
    if carried:
        yield f"{carried} vertagte TOP übernommen." if carried > 1 else "Ein vertagter TOP übernommen."


def _values(record: Record) -> dict[str, object]:
    return {"id": record.id or new_id(), **{name: getattr(record, name) for name in record.spec.fields}}
