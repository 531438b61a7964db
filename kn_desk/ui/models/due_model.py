"""Fristen in groups as a list: a heading per group, then its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.fields.text import visible
from kn_desk.records.sentences import day
from kn_desk.services.day_words import relative
from kn_desk.services.deadline_groups import Group
from kn_desk.services.deadline_kinds import ACTIONS, KINDS, Deadline

#: What a row holds: a ``DueRow``, or a ``Heading``.
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Heading:
    """The head of a group."""

    title: str
    count: int
    overdue: bool


@dataclass(frozen=True)
class DueRow:
    """One Frist as it is shown; ``last`` is the last one of its group."""

    deadline: Deadline
    day: str
    relative: str
    overdue: bool
    last: bool

    @property
    def spoken(self) -> str:
        """Everything that the row shows, for those who hear it."""
        one = self.deadline
        parts = (self.day, self.relative, KINDS[one.kind].word, one.title, one.context, one.who)
        return visible(f"{', '.join(part for part in parts if part)}. {ACTIONS[one.action].word}")


class DueModel(QAbstractListModel):
    """Holds the rows that are shown; of each group at most so many as it is told."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Heading | DueRow] = []

    @property
    def deadlines(self) -> list[Deadline]:
        """The Fristen shown, in their order."""
        return [line.deadline for line in self._lines if isinstance(line, DueRow)]

    def show(self, groups: Sequence[tuple[Group, int]], today: date) -> None:
        """Show groups, of each no more than its number; a group without one to show is left out."""
        self.beginResetModel()
        self._lines = []
        for group, most in groups:
            shown = group.deadlines[:most]
            if not shown:
                continue
            self._lines.append(Heading(group.title, len(group.deadlines), group.overdue))
            self._lines += [
                DueRow(one, day(one.on), relative(one.on, today), one.on < today, one is shown[-1]) for one in shown
            ]
        self.endResetModel()

    def line(self, row: int) -> Heading | DueRow | None:
        """Return what a row holds."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: str) -> int:
        """Return the row of a Frist, -1 if it is not shown."""
        rows = enumerate(self._lines)
        return next((row for row, line in rows if isinstance(line, DueRow) and line.deadline.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        line = self.line(index.row())
        return super().flags(index) if isinstance(line, DueRow) else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if isinstance(line, Heading):
            spoken = f"{line.title}, {line.count}"
            return {Qt.ItemDataRole.DisplayRole: line.title, Qt.ItemDataRole.AccessibleTextRole: spoken}.get(
                Qt.ItemDataRole(role)
            )
        one = line.deadline
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return visible(one.title)
            case Qt.ItemDataRole.ToolTipRole:
                return visible("\n".join(filter(None, (one.title, one.context, one.who))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
        return None
