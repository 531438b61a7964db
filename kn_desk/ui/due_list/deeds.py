"""What the rows of Fristen can do: each writes one step, says so, and offers to take it back."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from kn_desk.errors import UserError
from kn_desk.records.change import ChangeSet
from kn_desk.records.sentences import day
from kn_desk.records.workdays import weekday
from kn_desk.services import deadline_steps as steps
from kn_desk.services.deadline_kinds import ACTIONS, Deadline
from kn_desk.ui.context import Context
from kn_desk.ui.due_list.day_menu import DayMenu

_LONGEST = 60


class DueDeeds(QObject):
    """Answers ``DueList.wanted``."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._owner = parent

    def answer(self, one: Deadline, name: str, at: QPoint) -> None:
        """Do what is wanted with a Frist."""
        if name == "act" and ACTIONS[one.action].finishes:
            name = "finish"
        elif name == "act" and one.action == "replan":
            name = "move"
        if name == "finish":
            self._finish(one)
        elif name == "move":
            theme, today = self._context.theme, self._context.desk.office.today
            DayMenu(theme, today, one.on, partial(self._move, one), self._owner).ask(at)
        elif name == "agenda":
            self.put_on_agenda(steps.title_of(one), steps.reason_of(one, self._context.desk.office.today), one.about)
        else:
            self._context.wishes.follow.emit(one.page)
            if name == "act" and one.action == "remind":
                self._context.wishes.deed.emit("remind")

    def put_on_agenda(self, title: str, reason: str, about: Sequence[str]) -> None:
        """Add an item to the agenda of the next meeting."""
        desk = self._context.desk
        try:
            with desk.read() as reader:
                meeting, edits = steps.onto_agenda(reader, title, reason, about)
            desk.apply(ChangeSet(tuple(edits), "create", desk.author.by, desk.author.source))
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        name = meeting.number or steps.day_of(meeting)
        self._context.wishes.toast.emit(f"Steht auf der Tagesordnung von {name}: {_short(title)}", True)

    def _finish(self, one: Deadline) -> None:
        word = "Erreicht" if one.kind == "milestone" else "Erledigt"
        self._change(one, steps.finished(one, self._context.desk.office.today), f"{word}: {_short(one.title)}")

    def _move(self, one: Deadline, to: date) -> None:
        if to == one.on:
            return
        try:
            with self._context.desk.read() as reader:
                values = steps.moved(steps.stored(reader, one), one, to)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        self._change(one, values, f"Verschoben auf {weekday(to)}, {day(to)}: {_short(one.title)}")

    def _change(self, one: Deadline, values: dict[str, object], said: str) -> None:
        try:
            with self._context.desk.read() as reader:
                record = steps.stored(reader, one)
            self._context.desk.change(record, values)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        self._context.wishes.toast.emit(said, True)


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
