"""The parts of a record as a list: rows of two lines, headings of groups, sums."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.services.part_rows import PartHeading, PartLine, PartRow

_Index = QModelIndex | QPersistentModelIndex
#: The PartRow or PartHeading of a line.
PART_ROLE = Qt.ItemDataRole.UserRole + 1


class PartModel(QAbstractListModel):
    """Holds all lines; only parts can be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[PartLine] = []

    @property
    def parts(self) -> list[PartRow]:
        """The parts, without headings and sums."""
        return [line for line in self._lines if isinstance(line, PartRow)]

    def show(self, lines: Sequence[PartLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """Return the row of a part, -1 if it is not here."""
        ids = [line.record.id if isinstance(line, PartRow) else "" for line in self._lines]
        return ids.index(identity) if identity in ids else -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        heading = index.isValid() and isinstance(self._lines[index.row()], PartHeading)
        return Qt.ItemFlag.ItemIsEnabled if heading else super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == PART_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            below = line.below if isinstance(line, PartRow) else ""
            return ", ".join(filter(None, (line.title, line.figure, below)))
        return None
