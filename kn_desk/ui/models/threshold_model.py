"""The Schwellwerte of the office as a table whose labels and values can be changed in place."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Money, Number, Text
from kn_desk.records.office import Threshold
from kn_desk.records.thresholds import DEFAULTS
from kn_desk.services.desk import Desk
from kn_desk.ui.models.columns import Column

_Index = QModelIndex | QPersistentModelIndex
LABEL, VALUE, UNIT, DEFAULT = range(4)
#: The unit in which amounts are kept; people read and type euros.
_CENT = "Cent"
_FIELDS = {LABEL: "label", VALUE: "value"}


class ThresholdModel(QAbstractTableModel):
    """In the order of the rules that ask for them; every change goes through the desk as one step."""

    #: A value was not taken: a German sentence.
    refused = Signal(str)
    #: A value was stored.
    stored = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = [
            Column("label", "Schwellwert", Text()),
            Column("value", "Wert", Number()),
            Column("unit", "Einheit", Text()),
            Column("default", "Vorgabe", Number()),
        ]
        self._desk = desk
        self._rows: list[Threshold] = []
        self.reload()

    def reload(self) -> None:
        """Read them anew."""
        with self._desk.read() as reader:
            rows = reader.rows(Threshold)
        order = {key: number for number, key in enumerate(DEFAULTS)}
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda one: (order.get(one.key or "", len(order)), one.label))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        free = index.isValid() and index.column() in _FIELDS and not self._desk.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if free else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            hints = "" if index.column() in (UNIT, DEFAULT) else "Ändern: F2 oder Doppelklick"
            return f"{row.label}\n{hints}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].label}: {self._text(row, index.column())}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() not in _FIELDS:
            return False
        row, name = self._rows[index.row()], _FIELDS[index.column()]
        try:
            typed = Money().read(value) if name == "value" and row.unit == _CENT else value
            new = row.spec.fields[name].kind.read(typed)
            if new == getattr(row, name):
                return False
            self._desk.change(row, {name: new})
        except UserError as error:
            self.refused.emit(str(error))
            return False
        self.stored.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in (VALUE, DEFAULT) else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _text(self, row: Threshold, column: int) -> str:
        default = DEFAULTS.get(row.key or "")
        if column == LABEL:
            return row.label
        if column == VALUE:
            return _shown(row, row.value)
        if column == UNIT:
            return "€" if row.unit == _CENT else row.unit or ""
        return _shown(row, default.value) if default is not None else ""


def _shown(row: Threshold, value: int | None) -> str:
    return Money().show(value).removesuffix(" €") if row.unit == _CENT else Number().show(value)
