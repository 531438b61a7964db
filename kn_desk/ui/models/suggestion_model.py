"""Suggestions for an agenda, each with a box to tick."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kn_desk.fields.text import visible
from kn_desk.services.agenda_suggestions import Suggestion

SUGGESTION_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class SuggestionModel(QAbstractListModel):
    """The first suggestions, or all of them; what is ticked stays ticked while it is suggested."""

    ticked_changed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: list[Suggestion] = []
        self._shown = 0
        self._ticked: set[str] = set()

    @property
    def all(self) -> list[Suggestion]:
        """All suggestions, shown or not."""
        return self._all

    @property
    def ticked(self) -> list[Suggestion]:
        """The ticked ones, in their order."""
        return [one for one in self._all if one.key in self._ticked]

    def show(self, suggestions: list[Suggestion], most: int) -> None:
        """Show the first ``most`` suggestions."""
        self.beginResetModel()
        self._all = suggestions
        self._shown = min(most, len(suggestions))
        self._ticked &= {one.key for one in suggestions}
        self.endResetModel()
        self.ticked_changed.emit()

    def clear_ticks(self) -> None:
        """Tick nothing."""
        self._ticked.clear()
        self.ticked_changed.emit()

    def is_ticked(self, row: int) -> bool:
        """Whether the box of a row is ticked."""
        return self._all[row].key in self._ticked

    def turn(self, row: int) -> None:
        """Tick a row, or untick it."""
        self._ticked ^= {self._all[row].key}
        self.dataChanged.emit(self.index(row), self.index(row))
        self.ticked_changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._shown:
            return None
        one = self._all[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return visible(one.title)
            case Qt.ItemDataRole.ToolTipRole:
                return visible(f"{one.title}\n{one.reason}")
            case Qt.ItemDataRole.AccessibleTextRole:
                box = "angehakt" if self.is_ticked(index.row()) else "nicht angehakt"
                return visible(f"{one.title}, {one.reason}, {one.minutes} Minuten, {box}")
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        return one if role == SUGGESTION_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else usual

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != self.is_ticked(index.row()):
            self.turn(index.row())
        return True
