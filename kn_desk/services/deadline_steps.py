"""What a person does about a Frist where it is listed: done with it, moved to another day, put on the next agenda."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.change import Edit
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.sentences import day
from kn_desk.services.agenda_subject import SUBJECTS, open_meetings
from kn_desk.services.agenda_suggestions import Suggestion, take_up
from kn_desk.services.deadline_kinds import MOVABLE, Deadline
from kn_desk.storage.reader import Reader

_MINUTES = 5
_LONGEST_TITLE = 300


def stored(reader: Reader, one: Deadline) -> Record:
    """Return the record of a Frist as it is now; raises UserError where it is gone."""
    record = reader.record(one.record)
    if record is None or record.trashed is not None:
        raise UserError("Diesen Eintrag gibt es nicht mehr.")
    return record


def finished(one: Deadline, today: date) -> dict[str, Any]:
    """Return the values with which a Frist is done."""
    if one.kind == "task":
        return {"status": "done", "done_on": today, "waiting_for": None}
    return {"done_on": today} if one.kind == "milestone" else {"done": True}


def moved(record: Record, one: Deadline, to: date) -> dict[str, Any]:
    """Return the values with which a Frist is on another day; the first day stays where the record keeps it."""
    first = MOVABLE[one.type, one.field]
    values: dict[str, Any] = {one.field: to}
    if first and getattr(record, first) is None:
        values[first] = getattr(record, one.field)
    return values


def next_meeting(reader: Reader) -> Meeting | None:
    """Return the next meeting whose agenda is still open."""
    return next(iter(open_meetings(reader, 1)), None)


def linked_on(reader: Reader, meeting: Meeting | None) -> set[str]:
    """Return the ids of all that a meeting's agenda is linked to."""
    items = reader.near.below(AgendaItem, "meeting", meeting) if meeting else ()
    return {link for item in items for link in item.links}


def onto_agenda(reader: Reader, title: str, reason: str, about: Sequence[str]) -> tuple[Meeting, list[Edit]]:
    """Return the next meeting and the edits that put an item on its agenda; raises UserError where that cannot be."""
    meeting = next_meeting(reader)
    if meeting is None:
        raise UserError("Es ist keine Sitzung geplant.", "Unter „Jour fixe“ lässt sich die nächste anlegen.")
    if locked := meeting.locked(reader.near):
        raise UserError(locked)
    records = [record for identity in about if (record := reader.record(identity)) is not None]
    links = tuple(sorted(record.id for record in records if record.spec.name in SUBJECTS))
    items = reader.near.below(AgendaItem, "meeting", meeting)
    title = " ".join(title.split())[:_LONGEST_TITLE].strip()
    if any(set(links) & set(item.links) if links else item.title == title for item in items):
        raise UserError(f"Das steht schon auf der Tagesordnung von {meeting.number or day_of(meeting)}.")
    presenter = next((getattr(record, "responsible", None) for record in records), None)
    return meeting, take_up(
        reader, meeting, [Suggestion("", title, reason, _MINUTES, presenter=presenter, links=links)]
    )


def reason_of(one: Deadline, today: date) -> str:
    """Return why a Frist is on an agenda."""
    return f"überfällig seit {one.on:%d.%m.}" if one.on < today else f"fällig am {one.on:%d.%m.}"


def title_of(one: Deadline) -> str:
    """Return the title of the item that a Frist becomes on an agenda."""
    return f"{one.context}: {one.title}" if one.context and one.kind != "task" else one.title


def day_of(meeting: Meeting) -> str:
    """Return the day of a meeting, as it is said where it has no number."""
    return day(meeting.held_on) if meeting.held_on else meeting.code
