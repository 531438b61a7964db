"""What is chosen anywhere goes onto the agenda of a coming meeting: asked which one where there are several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.fields.text import quoted
from kn_desk.records.change import ChangeSet
from kn_desk.records.jour_fixe import Meeting
from kn_desk.records.sentences import day
from kn_desk.services.agenda_subject import MINUTES, SUBJECTS, open_meetings, put_on
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question

if TYPE_CHECKING:
    from kn_desk.ui.windows.main_window import MainWindow

_CANCEL = "Abbrechen"
_MOST = 3


def put_on_agenda(window: "MainWindow", context: Context, asking: Asking) -> None:
    """Put what is chosen in the view in use on an agenda, as one step; said in a toast, as is what forbids it."""
    view = window.page.view if window.page is not None else None
    chosen = [one for one in view.chosen_records() if one.spec.name in SUBJECTS] if view is not None else []
    if not chosen:
        window.say("Bitte erst eine Maßnahme, einen Antrag, eine Aufgabe oder einen Beschluss wählen.")
        return
    if not window.save_all():
        return
    with context.desk.read() as reader:
        meetings = open_meetings(reader, _MOST)
        what = quoted(reader.name_of(chosen[0])) if len(chosen) == 1 else f"{len(chosen)} Einträge"
    if not meetings:
        window.say("Es ist keine Sitzung geplant. Unter „Jour fixe“ lässt sich die nächste anlegen.")
        return
    meeting = meetings[0] if len(meetings) == 1 else _asked(window, asking, meetings, what)
    if meeting is not None:
        _put(context, meeting, chosen, what)


def _asked(window: "MainWindow", asking: Asking, meetings: Sequence[Meeting], what: str) -> Meeting | None:
    """The meeting that a person chooses, the next one first."""
    words = {_words(meeting): meeting for meeting in meetings}
    more = f"{what} kommt hinter die übrigen Themen der Tagesordnung, mit {MINUTES} Minuten."
    answer = asking.answer(Question("Auf welche Tagesordnung?", more, (*words, _CANCEL)), window)
    return words.get(answer)


def _put(context: Context, meeting: Meeting, chosen: Sequence[Record], what: str) -> None:
    desk = context.desk
    try:
        with desk.read() as reader:
            edits = put_on(reader, meeting, chosen)
        desk.apply(ChangeSet(tuple(edits), "create", desk.author.by, desk.author.source))
    except UserError as error:
        context.wishes.toast.emit(str(error), False)
        return
    verb = "steht" if len(chosen) == 1 else "stehen"
    context.wishes.made.emit(f"{what} {verb} auf der Tagesordnung von {meeting.number or meeting.code}", edits[0].id)


def _words(meeting: Meeting) -> str:
    parts = (meeting.number or meeting.code, day(meeting.held_on) if meeting.held_on else "")
    return " am ".join(filter(None, parts))
