"""The preview of pasted rows: a tick per row, what becomes of it, and what was found in each cell."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kn_desk.fields.kinds import Text
from kn_desk.services.paste import Paste, PastedCell, PastedRow, Verb
from kn_desk.ui.models.columns import Column

_Index = QModelIndex | QPersistentModelIndex

#: The PastedRow of a row, and the PastedCell of a cell (None in the first two columns).
ROW_ROLE = Qt.ItemDataRole.UserRole + 20
CELL_ROLE = Qt.ItemDataRole.UserRole + 21

WORDS: dict[Verb, str] = {
    "create": "Neu", "update": "Änderung", "same": "Unverändert", "refused": "Bleibt draußen",
}  # fmt: skip
_BEFORE = 2


class PasteModel(QAbstractTableModel):
    """All rows that can be written are ticked at first."""

    ticked_changed = Signal()

    def __init__(self, paste: Paste, parent: QObject) -> None:
        super().__init__(parent)
        self._paste = paste
        self._rows = list(paste.rows)
        self._ticked = {row.number for row in paste.rows if row.edit is not None}
        self.columns = [
            Column("tick", "", Text(), sortable=False),
            Column("finding", "Befund", Text(), sortable=False),
            *(Column(f"cell{n}", column.title, Text()) for n, column in enumerate(paste.columns)),
        ]

    @property
    def ticked(self) -> list[PastedRow]:
        """The rows that are to be written."""
        return [row for row in self._rows if row.number in self._ticked]

    def row_at(self, number: int) -> PastedRow | None:
        """Return a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def toggle(self, numbers: Iterable[int]) -> None:
        """Tick rows, or take the tick away where all of them have it; one that cannot be written gets none."""
        rows = [row for number in numbers if (row := self.row_at(number)) is not None and row.edit is not None]
        names = {row.number for row in rows}
        self._ticked = self._ticked - names if names <= self._ticked else self._ticked | names
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
            self.ticked_changed.emit()

    def refuse(self, sentences: dict[str, str]) -> None:
        """Mark the rows whose record was refused (id -> sentence): they get no tick and say why."""
        for place, row in enumerate(self._rows):
            if row.edit is not None and row.edit.id in sentences:
                self._ticked.discard(row.number)
                self._rows[place] = PastedRow(row.number, "refused", row.name, row.cells, None, sentences[row.edit.id])
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.ticked_changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self._rows[index.row()].edit is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if index.column() == 0:
            return self._tick(row, role)
        if index.column() == 1:
            return WORDS[row.verb] if role == Qt.ItemDataRole.DisplayRole else None
        cell = row.cells[index.column() - _BEFORE]
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.sentence or cell.text
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0 or self._rows[index.row()].edit is None:
            return False
        self.toggle([index.row()])
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        return None

    def _tick(self, row: PastedRow, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and row.edit is not None:
            return Qt.CheckState.Checked if row.number in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "angehakt" if row.number in self._ticked else "nicht angehakt"
        return None


def told(row: PastedRow, titles: list[str]) -> list[str]:
    """Return what becomes of a row, a sentence or "Feld: alt → neu" per line."""
    changes = [
        f"{title}: {_one_line(cell.old) or 'leer'} → {_one_line(cell.text) or 'leer'}"
        for title, cell in zip(titles, row.cells, strict=True)
        if cell.finding in ("changed", "cleared")
    ]
    return [*row.sentences, *changes]


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


__all__ = ["CELL_ROLE", "ROW_ROLE", "WORDS", "PasteModel", "PastedCell", "told"]
