"""What an agenda item is about: a Maßnahme, an Antrag, an Aufgabe, a Beschluss; found by its name, put on an agenda."""

from collections.abc import Sequence

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.fields.text import fold
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import Edit
from kn_desk.records.jour_fixe import AgendaItem, Meeting
from kn_desk.services.agenda_suggestions import Suggestion, take_up
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.reader import Reader

#: What an agenda item can be linked to.
SUBJECTS: tuple[str, ...] = AgendaItem.spec.fields["links"].kind.targets  # type: ignore[attr-defined]
#: So long is planned for what is put on an agenda from outside.
MINUTES = 10
_MOST = 60


def subject_of(reader: Reader, typed: str) -> Record | None:
    """Return the record that has this Kennung or exactly this name; None where none or several of a type have it."""
    found = reader.by_code(typed)
    if found is not None and found.trashed is None and found.spec.name in SUBJECTS:
        return found
    wanted = fold(typed)
    for name in SUBJECTS:
        page = reader.page(ListQuery(BY_NAME[name].spec.name, contains=typed), limit=_MOST)
        same = [record for record in page if fold(reader.name_of(record)) == wanted]
        if same:
            return same[0] if len(same) == 1 else None
    return None


def open_meetings(reader: Reader, most: int) -> list[Meeting]:
    """Return the coming meetings whose agenda is still open, the next one first."""
    only = {"when": ("today", "upcoming"), "status": ("draft", "invited", "running", None)}
    found = reader.page(ListQuery("meeting", sort="held_on", only=only), limit=most)
    return [meeting for meeting in found if isinstance(meeting, Meeting)]


def put_on(reader: Reader, meeting: Meeting, records: Sequence[Record]) -> list[Edit]:
    """Return the edits that put records on an agenda, each once; raises UserError where all of them are there."""
    if locked := meeting.locked(reader.near):
        raise UserError(locked)
    there = {link for item in reader.near.below(AgendaItem, "meeting", meeting) for link in item.links}
    wanted = [record for record in records if record.id not in there]
    if not wanted:
        raise UserError(f"Das steht schon auf der Tagesordnung von {meeting.number or meeting.code}.")
    return take_up(reader, meeting, [
        Suggestion("", reader.name_of(record), "", MINUTES, presenter=getattr(record, "responsible", None),
                   links=(record.id,))
        for record in wanted
    ])  # fmt: skip
