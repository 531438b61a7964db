"""What happens to a meeting: invited, begun, ended, approved, opened again; and what becomes of each item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kn_desk.records import agenda
from kn_desk.records.change import Edit, creation, update
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.records.topics import Topic
from kn_desk.records.workdays import workday_from
from kn_desk.services.edit import new_record
from kn_desk.storage.reader import Reader

#: The way of a meeting as the trail shows it; "approved" has a shorter word there.
TRAIL = {
    "draft": "Entwurf",
    "invited": "Eingeladen",
    "running": "Läuft",
    "minutes_draft": "Protokollentwurf",
    "approved": "Freigegeben",
}


@dataclass(frozen=True)
class Advance:
    """The one action that a state offers: its words, the state it leads to, and what is said when it is done."""

    words: str
    status: str
    done: str


ADVANCES = {
    "draft": Advance("Einladen", "invited", "Als eingeladen vermerkt"),
    "invited": Advance("Sitzung beginnen", "running", "Die Sitzung läuft"),
    "running": Advance("Sitzung beenden", "minutes_draft", "Die Sitzung ist beendet"),
    "minutes_draft": Advance("Protokoll freigeben", "approved", "Das Protokoll ist freigegeben"),
    "approved": Advance("Wieder öffnen", "minutes_draft", "Das Protokoll ist wieder offen"),
    "cancelled": Advance("Wieder ansetzen", "draft", "Die Sitzung ist wieder angesetzt"),
}

#: What can become of an item, with the word on its button.
RESULT_WORDS = {"done": "Behandelt", "postponed": "Vertagen", "dropped": "Absetzen", "parked": "Parken"}
_TOPIC_STATE = {"done": "done", "open": "planned", "postponed": "planned", "dropped": "open", "parked": "open"}


def advance(reader: Reader, meeting: Meeting) -> list[Edit]:
    """Return the edits of a meeting's next step; approving freezes the numbers of its items."""
    status = ADVANCES[meeting.status or "draft"].status
    values: dict[str, object] = {"status": status}
    edits: list[Edit | None] = []
    if status == "approved":
        values["approved_on"] = reader.today
        items = list(reader.near.below(AgendaItem, "meeting", meeting))
        numbers = agenda.numbers(items)
        edits = [update(item, {"number_fixed": numbers[item.id]}) for item in items]
    edits.append(update(meeting, values))
    return [edit for edit in edits if edit]


def cancelled(meeting: Meeting) -> list[Edit]:
    """Return the edit that lets a meeting not take place."""
    edit = update(meeting, {"status": "cancelled"})
    return [edit] if edit else []


def moved_off(meeting: Meeting) -> date | None:
    """Return the next working day for a meeting that falls on a day off, None if it does not."""
    if meeting.held_on is None or (day := workday_from(meeting.held_on)) == meeting.held_on:
        return None
    return day


def with_result(reader: Reader, item: AgendaItem, result: str, minutes: int | None = None) -> list[Edit]:
    """Return the edits that note what became of an item; ``minutes`` is what it took, where nothing was noted yet.

    What is parked goes into the Themenspeicher; the topic that an item came from follows it.
    """
    values: dict[str, object] = {"result": result}
    if minutes is not None and item.minutes_actual is None and result != "open":
        values["minutes_actual"] = minutes
    edits = [update(item, values)]
    topics = list(reader.near.below(Topic, "agenda_item", item))
    edits += [update(topic, {"state": _TOPIC_STATE[result]}) for topic in topics]
    if result == "parked" and not topics:
        topic = new_record(Topic, {
            "title": item.title, "description": item.preparation, "proposed_by": item.presenter,
            "proposed_on": reader.today, "agenda_item": item.id,
        })  # fmt: skip
        edits.append(creation(topic))
    return [edit for edit in edits if edit]


def moves(items: Sequence[AgendaItem], changed: dict[str, dict[str, object]]) -> list[Edit]:
    """Return the edits of a move in the agenda."""
    edits = [update(item, changed[item.id]) for item in items if item.id in changed]
    return [edit for edit in edits if edit]
