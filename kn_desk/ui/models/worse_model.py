"""Maßnahmen whose light became worse, as a list."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.fields.text import visible
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.worsened import Worse

#: The ``Worse`` of a row, and whether it is on the next agenda already.
WORSE_ROLE = Qt.ItemDataRole.UserRole + 1
LINKED_ROLE = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex


class WorseModel(QAbstractListModel):
    """Holds all rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Worse] = []
        self._linked: frozenset[str] = frozenset()

    def show(self, rows: Sequence[Worse], linked: Collection[str]) -> None:
        """Show other rows; ``linked`` are the ids of what is on the next agenda."""
        self.beginResetModel()
        self._rows, self._linked = list(rows), frozenset(linked)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return visible(one.title)
            case Qt.ItemDataRole.ToolTipRole:
                return visible(f"{one.title}\n{one.reason}")
            case Qt.ItemDataRole.AccessibleTextRole:
                before, now = (PLAN_LIGHT.states[light].word for light in (one.before, one.now))
                return visible(f"{one.title}: {before}, jetzt {now}. {one.reason}")
        if role == WORSE_ROLE:
            return one
        return one.id in self._linked if role == LINKED_ROLE else None
