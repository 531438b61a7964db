"""The meetings in groups: to come, today, past; the groups are rows that cannot be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kn_desk.records.jour_fixe import Meeting
from kn_desk.records.workdays import weekday
from kn_desk.services.meeting_steps import TRAIL

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_GROUPS = ("Kommend", "Heute", "Vergangen")


@dataclass(frozen=True)
class Entry:
    """A meeting, or the heading of a group (without one)."""

    title: str
    meeting: Meeting | None = None
    day: str = ""
    state: str = ""
    #: Somebody has to do something: it runs, or its minutes are still a draft.
    pressing: bool = False


def grouped(meetings: Iterable[Meeting], today: date) -> list[Entry]:
    """Return headings and meetings, the latest first; those without a day are still to come."""
    groups: dict[str, list[Meeting]] = {name: [] for name in _GROUPS}
    for meeting in sorted(meetings, key=lambda one: (one.held_on or date.max, one.id), reverse=True):
        on = meeting.held_on
        groups["Kommend" if on is None or on > today else "Heute" if on == today else "Vergangen"].append(meeting)
    entries = []
    for name, members in groups.items():
        if members:
            entries.append(Entry(name))
            entries += [_entry(meeting, today) for meeting in members]
    return entries


def _entry(meeting: Meeting, today: date) -> Entry:
    on = meeting.held_on
    shown = "" if on is None else f"{on:%d.%m.}" if on.year == today.year else f"{on:%d.%m.%y}"
    state = TRAIL.get(meeting.status or "draft", "Ausgefallen")
    return Entry(meeting.number or "ohne Nummer", meeting, shown, state, meeting.status in ("running", "minutes_draft"))


class MeetingListModel(QAbstractListModel):
    """Headings and meetings."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    @property
    def entries(self) -> list[Entry]:
        """What is shown."""
        return self._entries

    def show(self, entries: list[Entry]) -> None:
        """Show other meetings."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """Return the row of a meeting, -1 if it is not shown."""
        rows = (row for row, entry in enumerate(self._entries) if entry.meeting and entry.meeting.id == identity)
        return next(rows, -1)

    def meeting_at(self, row: int) -> Meeting | None:
        """Return the meeting of a row, None for a heading."""
        return self._entries[row].meeting if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if entry.meeting is None:
            return entry.title if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(filter(None, (entry.title, entry.day, entry.state)))
        if role == Qt.ItemDataRole.ToolTipRole and entry.meeting.held_on is not None:
            on = entry.meeting.held_on
            return f"{entry.title}: {weekday(on)}, {on:%d.%m.%Y}, {entry.state}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.meeting_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
