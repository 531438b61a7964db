"""The view "Sitzung": meetings at the left, the agenda in the middle, the chosen item at the right."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from kn_desk.records.change import Change
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting
from kn_desk.records.minutes import MinuteEntry
from kn_desk.services.agenda_suggestions import suggestions
from kn_desk.services.desk import ListQuery
from kn_desk.services.meeting_times import MeetingSheet, meeting_sheet
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paper.meeting_paper import papers_of
from kn_desk.services.paper.printable import Printable
from kn_desk.ui.context import Context
from kn_desk.ui.models.agenda_model import AgendaModel
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.jour_fixe.agenda_copy import copy_agenda
from kn_desk.ui.pages.jour_fixe.agenda_pane import AgendaPane
from kn_desk.ui.pages.jour_fixe.heading import MeetingHeading
from kn_desk.ui.pages.jour_fixe.item_pane import ItemPane
from kn_desk.ui.pages.jour_fixe.meeting_choice import MeetingChoice
from kn_desk.ui.pages.jour_fixe.meeting_list import MeetingList
from kn_desk.ui.pages.jour_fixe.steering import Steering
from kn_desk.ui.pages.jour_fixe.workplace import Workplace
from kn_desk.ui.pages.view import View

_TICK_MS = 20_000
_LISTED = frozenset({"meeting", "meeting_series"})
_MEANT = frozenset({
    "meeting", "meeting_series", "agenda_item", "minute_entry", "attendance", "task", "decision", "topic", "person",
    "strategy_item", "application", "obligation", "status_report", "threshold",
})  # fmt: skip
_EMPTY = (
    "Noch keine Sitzung. „Neue Sitzung“ legt sie an: mit Termin, Standard-TOP und Mitgliedern der Reihe, "
    "wenn es unter „Reihen“ eine gibt."
)


class MeetingView(View):
    """Prepares, leads and closes a meeting."""

    word = "Sitzung"
    icon_name = "list-ordered"
    new_label = "Neue Sitzung"

    def __init__(
        self, context: Context, now: Callable[[], datetime] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now = now or (lambda: context.desk.office.now)
        self._sheet: MeetingSheet | None = None
        self._item = ""
        self._agenda = AgendaModel(self)
        self._choice = MeetingChoice(context, self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._build()
        self._connect()
        self._read_meetings()
        self._show_first()

    @property
    def sheet(self) -> MeetingSheet | None:
        """The meeting shown."""
        return self._sheet

    @property
    def heading(self) -> MeetingHeading:
        """The head of the meeting."""
        return self._work.heading

    @property
    def agenda(self) -> AgendaPane:
        """The middle."""
        return self._work.middle

    @property
    def pane(self) -> ItemPane:
        """The chosen item."""
        return self._work.pane

    @property
    def meetings(self) -> MeetingList:
        """The list at the left."""
        return self._work.list

    @property
    def work(self) -> Workplace:
        """All parts together."""
        return self._work

    # --- what the page asks

    @property
    def head_place(self) -> QVBoxLayout | None:
        return self._work.column if self._sheet is not None else None

    @property
    def foot(self) -> int:
        return self.agenda.foot if self._sheet is not None else 0

    @property
    def has_primary(self) -> bool:
        return self._sheet is not None and self.heading.has_primary

    def update_after(self, change: Change) -> None:
        touched = {edit.type for edit in change.edits}
        if touched & {"person", "org_unit"}:
            self.pane.minutes.forget_contacts()
        if not touched & _MEANT:
            return
        if touched & _LISTED:
            self._read_meetings()
        if self._sheet is None or not self._show(self._sheet.meeting.id, self._item):
            self._show_first()
        if self._work.detail is not None:
            self._work.detail.update_after(change)

    def tell(self) -> None:
        with self._context.desk.read() as reader:
            total = reader.count(ListQuery("meeting"))
        said = ["1 Sitzung" if total == 1 else f"{total} Sitzungen"]
        if self._sheet is not None and self._sheet.rows:
            over = sum(row.item.result == "done" for row in self._sheet.rows)
            said.append(f"{len(self._sheet.rows)} TOP, {over} behandelt" if over else f"{len(self._sheet.rows)} TOP")
            if self._sheet.entries:
                word = "Protokolleintrag" if self._sheet.entries == 1 else "Protokolleinträge"
                said.append(f"{self._sheet.entries} {word}")
        words = " · ".join(said)
        self.counted.emit(words)
        if self.isVisible():
            self._context.wishes.status.emit(words)

    def listed(self) -> Listed | None:
        if self._sheet is None:
            return None
        ids = tuple(item.id for item in self._sheet.items)
        columns = ("title", "kind", "presenter", "minutes_planned", "minutes_actual", "result", "reason", "proposal")
        words = f"Sitzung {self._sheet.meeting.words}"
        return Listed(ListQuery(AgendaItem.spec.name), columns, "title", ids, words)

    def printable(self) -> Sequence[Printable]:
        return papers_of(self._sheet.meeting) if self._sheet is not None else []

    def begin_new(self) -> None:
        if self.save() and (identity := self._steering.plan()):
            self.show_meeting(identity)
            if self._sheet is not None and self._sheet.meeting.held_on is None:
                self._work.show_detail(identity)

    def choose(self, identity: str) -> bool:
        with self._context.desk.read() as reader:
            record = reader.record(identity)
            item = reader.record(record.agenda_item or "") if isinstance(record, MinuteEntry) else record
        if record is None or record.trashed is not None:
            return False
        chosen, meeting = "", None
        if isinstance(item, AgendaItem):
            chosen, meeting = item.id, item.meeting
        elif isinstance(record, Meeting):
            meeting = record.id
        elif isinstance(record, Attendance):
            meeting = record.meeting
        if meeting is None:
            return False
        self._work.open_side(True)
        return self.show_meeting(meeting, chosen)

    def save(self) -> bool:
        return self.pane.save() and (self._work.detail is None or self._work.detail.save())

    def store(self) -> bool:
        return self.pane.store() and (self._work.detail is None or self._work.detail.store())

    def search_here(self) -> None:
        (self.meetings.view if self._work.has_list else self.heading.drop_down).setFocus()

    def leave_detail(self) -> None:
        detail = self._work.detail
        if detail is not None and self._work.shows_detail:
            if not detail.step_back():
                self._work.back_to_item()
        elif not self.pane.leave() and self._work.side_is_open and self._work.is_drawer:
            self._work.close_side()

    def trash_chosen(self) -> None:
        if self.agenda.table.hasFocus():
            self.agenda.table.trash_asked.emit(self.agenda.table.current_id)
        elif self.pane.minutes.entries.hasFocus() and (line := self.pane.minutes.entries.current_line):
            self.pane.minutes.entries.trash_asked.emit(line.entry.id)
        elif self.meetings.view.hasFocus():
            self.heading.deed_asked.emit("trash")

    def copy_chosen(self) -> None:
        if self._sheet is not None:
            copy_agenda(self._sheet)
            self._context.wishes.toast.emit("Tagesordnung kopiert", False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tell()

    # --- showing

    def show_meeting(self, identity: str, item: str = "") -> bool:
        """Show a meeting and one of its items; what is typed is saved first, or stays where a rule forbids it."""
        if not self.save():
            self.meetings.choose(self._sheet.meeting.id if self._sheet else "")
            return False
        if self._sheet is None or self._sheet.meeting.id != identity:
            self.agenda.suggestions.show_first()
            self.agenda.verticalScrollBar().setValue(0)
            self._item = ""
            self._work.back_to_item()
        return self._show(identity, item or self._item)

    def show_running(self) -> None:
        """Go to the item that is being discussed now."""
        if self._sheet is not None and (running := next((row for row in self._sheet.rows if row.runs), None)):
            self.agenda.table.choose(running.item.id)

    def show_detail(self) -> None:
        """Show the meeting itself at the right."""
        if self._sheet is not None:
            self._work.show_detail(self._sheet.meeting.id)

    def _show(self, identity: str, item: str) -> bool:
        with self._context.desk.read() as reader:
            meeting = reader.record(identity)
            if not isinstance(meeting, Meeting) or meeting.trashed is not None:
                return False
            self._sheet = sheet = meeting_sheet(reader, meeting, self._now())
        self._stack.setCurrentWidget(self._work)
        self._item = item if sheet.row_of(item) >= 0 else _first_item(sheet)
        self.meetings.choose(identity)
        self.heading.show_sheet(sheet, self._item)
        self.dressed.emit()
        self.agenda.show_sheet(sheet)
        self.agenda.table.choose(self._item)
        self._show_row()
        self._later.start()
        if meeting.status == "running":
            self._tick.start()
        else:
            self._tick.stop()
        self._choice.remember(identity)
        self.tell()
        return True

    def _show_row(self) -> None:
        row = self._sheet.row_of(self._item) if self._sheet else -1
        if self._sheet is not None and row >= 0:
            self.pane.show_row(self._sheet, self._sheet.rows[row])
        self._work.show_item(row >= 0)

    def _show_later(self) -> None:
        """What may take a moment comes once the meeting is painted."""
        if self._sheet is None:
            return
        self.heading.show_day_off(self._sheet)
        if not self.agenda.suggestions.isHidden():
            with self._context.desk.read() as reader:
                self.agenda.suggestions.show_suggestions(suggestions(reader, self._sheet.meeting))

    def _show_first(self) -> None:
        meeting = self._choice.first()
        if meeting is not None:
            self._show(meeting.id, "")
            return
        self._sheet = None
        self._nothing.show_state(_EMPTY, self.new_label, self._context.desk.read_only)
        self._stack.setCurrentWidget(self._nothing)
        self.dressed.emit()
        self.tell()

    def _read_meetings(self) -> None:
        self._choice.read()
        self.meetings.show_filter(self._choice.series, *self._choice.filter)
        if self._sheet is not None:
            self.meetings.choose(self._sheet.meeting.id)

    # --- building

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        self._work = Workplace(self._context, self._choice.model, self._agenda)
        self._nothing = Empty(self._context.theme)
        self._stack.addWidget(self._work)
        self._stack.addWidget(self._nothing)
        self._steering = Steering(self._context, self, self._work)

    def _connect(self) -> None:
        self.meetings.chosen.connect(self.show_meeting)
        self.meetings.filter_changed.connect(self._filter)
        self.heading.chosen.connect(self.show_meeting)
        self.agenda.table.item_chosen.connect(self._item_chosen)
        self.agenda.table.opened.connect(self._open_item)
        self._nothing.asked.connect(self.begin_new)
        self._later.timeout.connect(self._show_later)
        self._tick.timeout.connect(self._count_minutes)

    def _filter(self, series: str, cancelled: bool) -> None:
        self._choice.set_filter(series, cancelled)
        self._read_meetings()

    def _count_minutes(self) -> None:
        """While a meeting runs, time passes; nothing that is typed is touched."""
        if self._sheet is None or not self.isVisible():
            return
        with self._context.desk.read() as reader:
            self._sheet = meeting_sheet(reader, self._sheet.meeting, self._now())
        self.heading.show_sheet(self._sheet, self._item)
        self._agenda.show(self._sheet)

    def _item_chosen(self, identity: str) -> None:
        if identity == self._item or self._sheet is None:
            return
        if not self.pane.save():
            self.agenda.table.choose(self._item)
            return
        self._item = identity
        if not self._work.is_drawer:
            self._work.open_side(None)
        self.heading.show_sheet(self._sheet, identity)
        self._work.back_to_item()
        self._show_row()

    def _open_item(self, identity: str) -> None:
        self._item_chosen(identity)
        self._work.back_to_item()
        self._work.open_side(True)
        self.pane.focus_work()


def _first_item(sheet: MeetingSheet) -> str:
    running = next((row.item.id for row in sheet.rows if row.runs), "")
    return running or next((row.item.id for row in sheet.rows), "")
