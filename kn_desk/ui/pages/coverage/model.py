"""The units in groups as a table; group rows span it and cannot be chosen."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.records.coverage import COVERAGE
from kn_desk.records.sentences import day
from kn_desk.services.coverage_overview import Holder, Overview, UnitGroup, UnitRow

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The columns."""

    UNIT = 0
    MAIN = 1
    DEPUTY = 2
    SHARE = 3
    SINCE = 4
    UNTIL = 5
    LIGHT = 6


HEADS = ("Amt oder Betrieb", "Lotse/Lotsin", "Vertretung", "Zeitanteil", "Seit", "Bis", "Ampel")


@dataclass(frozen=True)
class Entry:
    """A group, or a unit of it."""

    group: UnitGroup
    row: UnitRow | None = None


class CoverageModel(QAbstractTableModel):
    """Shows an Overview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    @property
    def entries(self) -> list[Entry]:
        """Groups and units, from top to bottom."""
        return self._entries

    def show(self, overview: Overview) -> None:
        """Show another overview."""
        self.beginResetModel()
        self._entries = []
        for group in overview.groups:
            self._entries += [Entry(group), *(Entry(group, row) for row in group.rows)]
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """Return the row of a unit, -1 if it is not shown."""
        found = (number for number, entry in enumerate(self._entries) if entry.row and entry.row.id == identity)
        return next(found, -1)

    def unit_at(self, row: int) -> UnitRow | None:
        """Return the unit of a row, None for a group."""
        return self._entries[row].row if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if entry.row is None:
            head = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return f"{entry.group.title}, {entry.group.counted}" if head else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text_of(entry.row, Part(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Part.UNIT:
            return words_of(entry.row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HEADS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == Part.SHARE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.unit_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def text_of(row: UnitRow, part: Part) -> str:
    """Return what a cell says; "–" for what is open or empty."""
    match part:
        case Part.UNIT:
            return row.name
        case Part.MAIN:
            return _named(row) or _names(row.mains)
        case Part.DEPUTY:
            return _names(row.deputies) or "–"
        case Part.SHARE:
            return f"{row.time_share} %" if row.time_share is not None else "–"
        case Part.SINCE:
            return day(row.since) if row.since is not None else "–"
        case Part.UNTIL:
            return day(row.until) if row.until is not None else "–"
    return COVERAGE.states[row.light].word


def words_of(row: UnitRow) -> str:
    """Return a row to be read aloud."""
    said = [row.name, COVERAGE.states[row.light].word]
    if row.mains:
        since = f" seit {day(row.since)}" if row.since else ""
        until = f" bis {day(row.until)}" if row.until else ""
        said.append(f"{_names(row.mains)}{since}{until}")
    elif row.vacant_since is not None:
        said.append(f"seit {day(row.vacant_since)}")
    if _named(row):
        said.append(_named(row))
    if row.deputies:
        said.append(f"Vertretung {_names(row.deputies)}")
    return ", ".join(said)


def _named(row: UnitRow) -> str:
    """Who will be the Lotse of a unit without one: "ab 01.01.2027: Muster, Ida"; "" where nobody is named."""
    one = row.named
    return f"ab {day(one.role.since)}: {one.name}" if one is not None and one.role.since is not None else ""


def _names(holders: tuple[Holder, ...]) -> str:
    """Two names in full; of more the first and how many others."""
    if len(holders) > 2:
        return f"{holders[0].name} + {len(holders) - 1}"
    return "; ".join(one.name for one in holders)
