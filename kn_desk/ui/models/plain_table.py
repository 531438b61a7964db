"""A table of few rows that are computed at once: text per cell, and what the row stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.ui.models.columns import Column
from kn_desk.ui.models.record_table import VALUE_ROLE

_Index = QModelIndex | QPersistentModelIndex
#: What a row stands for.
OBJECT_ROLE = Qt.ItemDataRole.UserRole + 10


@dataclass(frozen=True)
class PlainRow:
    """One row: texts, values for delegates (a light's state), and what it stands for."""

    texts: tuple[str, ...]
    values: tuple[Any, ...]
    stands_for: Any


class PlainTableModel(QAbstractTableModel):
    """Holds all its rows."""

    def __init__(self, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._rows: list[PlainRow] = []

    @property
    def rows(self) -> list[PlainRow]:
        """The rows shown."""
        return self._rows

    def show(self, rows: Sequence[PlainRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.texts[index.column()]
        if role == VALUE_ROLE:
            return row.values[index.column()]
        if role == OBJECT_ROLE:
            return row.stands_for
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if self.columns[index.column()].right_aligned
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        return None
