"""What is done to meetings and agendas, each as one step; what cannot be done is said in a toast."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject

from kn_desk.errors import UserError
from kn_desk.records.agenda import children
from kn_desk.records.change import ChangeSet, Edit, creation, update
from kn_desk.records.jour_fixe import AgendaItem, Meeting, MeetingSeries
from kn_desk.services import agenda_order, meeting_steps
from kn_desk.services.agenda_subject import subject_of
from kn_desk.services.agenda_suggestions import Suggestion, take_up
from kn_desk.services.desk import Reader
from kn_desk.services.edit import new_record
from kn_desk.services.meeting_steps import ADVANCES
from kn_desk.services.meeting_times import AgendaRow, MeetingSheet
from kn_desk.services.meetings import plan_meeting
from kn_desk.ui.context import Context
from kn_desk.ui.models.agenda_model import RESULT_WORDS

_WAYS: dict[str, Callable[[Sequence[AgendaItem], str], agenda_order.Moves]] = {
    "up": agenda_order.moved_up,
    "down": agenda_order.moved_down,
    "in": agenda_order.indented,
    "out": agenda_order.outdented,
}


class MeetingDeeds(QObject):
    """Builds ChangeSets and hands them in."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def plan(self, series: MeetingSeries | None) -> str:
        """Plan the next meeting of a series (without one: of the first); return its id, "" if it cannot be."""
        try:
            with self._context.desk.read() as reader:
                plan = plan_meeting(reader, series or next(iter(reader.rows(MeetingSeries)), None))
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return ""
        edits = [creation(record) for record in plan.records]
        topics = [update(topic, {"state": "planned", "agenda_item": item}) for topic, item in plan.topics]
        done = self._write([*edits, *filter(None, topics)], " ".join(plan.sentences), "create")
        return plan.meeting.id if done else ""

    def advance(self, meeting: Meeting) -> bool:
        """Take a meeting to its next state."""
        return self._do(lambda reader: meeting_steps.advance(reader, meeting), ADVANCES[meeting.status or "draft"].done)

    def cancel(self, meeting: Meeting) -> bool:
        """Let a meeting not take place."""
        return self._write(meeting_steps.cancelled(meeting), f"{meeting.number or 'Die Sitzung'} fällt aus")

    def move_day(self, meeting: Meeting) -> bool:
        """Move a meeting from a day off to the next working day."""
        day = meeting_steps.moved_off(meeting)
        edit = update(meeting, {"held_on": day}) if day else None
        return edit is not None and day is not None and self._write([edit], f"Auf den {day:%d.%m.%Y} verlegt")

    def trash_meeting(self, meeting: Meeting) -> bool:
        """Put a meeting with all that belongs to it into the Papierkorb."""
        return self._try(
            lambda: self._context.desk.trash(meeting), f"{meeting.number or meeting.code} im Papierkorb", undo=True
        )

    def trash_item(self, identity: str) -> bool:
        """Put an item into the Papierkorb."""
        with self._context.desk.read() as reader:
            item = reader.record(identity)
        return item is not None and self._try(lambda: self._context.desk.trash(item), "TOP im Papierkorb", undo=True)

    def new_item(self, sheet: MeetingSheet, title: str) -> str:
        """Add an item at the end of an agenda, before a closing "Verschiedenes"; return its id, "" if it cannot be.

        A title that names a Maßnahme (or what else an item can be about), or its Kennung, links the item to it.
        """
        top = children(sheet.items).get(None, [])
        last = top[-1].id if top and top[-1].kind == "misc" else None
        rank = agenda_order.rank_before_last(sheet.items, last)
        try:
            text = AgendaItem.spec.fields["title"].kind.read(title)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return ""
        values = {"title": text, "meeting": sheet.meeting.id, "rank": rank}
        words = "TOP angelegt"
        with self._context.desk.read() as reader:
            if (subject := subject_of(reader, text or "")) is not None:
                name = reader.name_of(subject)
                values |= {"title": name, "links": (subject.id,), "presenter": getattr(subject, "responsible", None)}
                words = f"TOP angelegt, betrifft {subject.code}"
        item = new_record(AgendaItem, values)
        return item.id if self._write([creation(item)], words, "create") else ""

    def move(self, sheet: MeetingSheet | None, identity: str, way: str) -> bool:
        """Move an item up, down, in or out."""
        return sheet is not None and self._order(sheet, _WAYS[way](sheet.items, identity))

    def place(self, sheet: MeetingSheet | None, identity: str, parent: str, before: str) -> bool:
        """Put an item where it was dropped."""
        if sheet is None or sheet.row_of(identity) < 0 or identity == before:
            return False
        return self._order(sheet, agenda_order.placed(sheet.items, identity, parent or None, before or None))

    def note_result(self, row: AgendaRow, result: str) -> bool:
        """Note what became of an item, with the minutes that it took."""
        word = RESULT_WORDS.get(result, "wieder offen")
        if result == "parked":
            word = "in den Themenspeicher gelegt"
        minutes = row.spent if row.runs else None
        return self._do(
            lambda reader: meeting_steps.with_result(reader, row.item, result, minutes), f"TOP {row.number} {word}"
        )

    def take_up(self, meeting: Meeting, chosen: Iterable[object]) -> bool:
        """Put suggestions on the agenda."""
        taken = [one for one in chosen if isinstance(one, Suggestion)]
        words = "Ein Vorschlag aufgenommen" if len(taken) == 1 else f"{len(taken)} Vorschläge aufgenommen"
        return bool(taken) and self._do(lambda reader: take_up(reader, meeting, taken), words, "create")

    def _order(self, sheet: MeetingSheet, moves: agenda_order.Moves) -> bool:
        return bool(moves) and self._write(meeting_steps.moves(sheet.items, moves), "")

    def _do(self, edits: Callable[[Reader], list[Edit]], words: str, verb: str = "edit") -> bool:
        with self._context.desk.read() as reader:
            made = edits(reader)
        return self._write(made, words, verb)

    def _write(self, edits: list[Edit], words: str, verb: str = "edit") -> bool:
        desk = self._context.desk
        change = ChangeSet(tuple(edits), verb, desk.author.by, desk.author.source)
        return bool(edits) and self._try(lambda: desk.apply(change), words, undo=True)

    def _try(self, deed: Callable[[], object], words: str, *, undo: bool) -> bool:
        try:
            deed()
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return False
        if words:
            self._context.wishes.toast.emit(words, undo)
        return True
