"""Steers a meeting: what is pressed or dropped in the view becomes a deed, and the view goes on from there."""

from typing import Protocol

from PySide6.QtCore import QObject

from kn_desk.services.meeting_times import MeetingSheet
from kn_desk.ui.context import Context
from kn_desk.ui.pages.jour_fixe.deeds import MeetingDeeds
from kn_desk.ui.pages.jour_fixe.workplace import Workplace


class Steered(Protocol):
    """What the steering needs of the view."""

    @property
    def sheet(self) -> MeetingSheet | None: ...
    def save(self) -> bool: ...
    def show_running(self) -> None: ...
    def show_detail(self) -> None: ...


class Steering(QObject):
    """Stands between the parts of the view and the deeds; what is typed is saved before anything is done."""

    def __init__(self, context: Context, view: Steered, work: Workplace) -> None:
        super().__init__(work)
        self._view = view
        self._work = work
        self._deeds = MeetingDeeds(context, self)
        self._connect()

    def plan(self) -> str:
        """Plan the next meeting of the series shown; return its id, "" if it cannot be."""
        sheet = self._view.sheet
        return self._deeds.plan(sheet.series if sheet else None)

    def _connect(self) -> None:
        table, middle = self._work.middle.table, self._work.middle
        self._work.heading.advance_asked.connect(self._advance)
        self._work.heading.deed_asked.connect(self._do)
        table.move_asked.connect(self._move)
        table.place_asked.connect(self._place)
        table.result_asked.connect(self._note_result)
        table.trash_asked.connect(self._trash_item)
        middle.item_wanted.connect(self._new_item)
        middle.suggestions.taken.connect(self._take)
        self._work.pane.result_asked.connect(self._note_result)

    def _advance(self) -> None:
        sheet = self._view.sheet
        if sheet is None or not self._view.save() or not self._deeds.advance(sheet.meeting):
            return
        if sheet.meeting.status == "invited":
            self._view.show_running()

    def _do(self, deed: str) -> None:
        sheet = self._view.sheet
        if sheet is None or not self._view.save():
            return
        match deed:
            case "edit":
                self._view.show_detail()
            case "cancel":
                self._deeds.cancel(sheet.meeting)
            case "move":
                self._deeds.move_day(sheet.meeting)
            case "trash":
                self._deeds.trash_meeting(sheet.meeting)

    def _move(self, identity: str, way: str) -> None:
        if self._view.save():
            self._deeds.move(self._view.sheet, identity, way)

    def _place(self, identity: str, parent: str, before: str) -> None:
        if self._view.save():
            self._deeds.place(self._view.sheet, identity, parent, before)

    def _trash_item(self, identity: str) -> None:
        if self._view.save():
            self._deeds.trash_item(identity)

    def _note_result(self, identity: str, result: str) -> None:
        """Note what became of an item; what was being discussed gives way to the next."""
        if self._view.sheet is None or not self._view.save():
            return
        row = self._view.sheet.rows[self._view.sheet.row_of(identity)]
        if self._deeds.note_result(row, result) and row.runs and result != "open":
            self._view.show_running()

    def _new_item(self, title: str) -> None:
        if self._view.sheet is None or not self._view.save():
            return
        middle = self._work.middle
        if identity := self._deeds.new_item(self._view.sheet, title):
            middle.new_line.clear()
            middle.table.choose(identity)

    def _take(self, chosen: list[object]) -> None:
        sheet = self._view.sheet
        if sheet is not None and self._view.save() and self._deeds.take_up(sheet.meeting, chosen):
            self._work.middle.suggestions.model.clear_ticks()
