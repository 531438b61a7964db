"""The agenda of one meeting as a table; rows can be dragged to another place."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from kn_desk.fields.text import visible
from kn_desk.services.meeting_times import AgendaRow, MeetingSheet

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
MIME = "application/x-kn-desk-agenda-item"

_Index = QModelIndex | QPersistentModelIndex

#: How the state of an item is said in one word.
RESULT_WORDS = {"done": "behandelt", "postponed": "vertagt", "dropped": "abgesetzt", "parked": "geparkt"}


class Part(IntEnum):
    """The columns of an agenda."""

    NUMBER = 0
    BEGIN = 1
    TOPIC = 2
    REASON = 3
    KIND = 4
    PRESENTER = 5
    MINUTES = 6


#: What stands above them where all are shown.
HEADS = ("TOP", "Beginn", "Thema", "Grund der Aufnahme", "Art", "Berichterstattung", "Min.")


def minutes_words(row: AgendaRow) -> str:
    """Return "14 / 10": minutes used and planned; without used ones the planned ones alone."""
    return f"{row.spent} / {row.planned}" if row.spent is not None else str(row.planned)


def shift_words(row: AgendaRow) -> str:
    """Return "+ 3 Min." where an item begins later than planned, "− 1 Min." where earlier."""
    if not row.shift:
        return ""
    return f"{'+' if row.shift > 0 else '−'} {abs(row.shift)} Min."


def state_words(row: AgendaRow) -> str:
    """Return what is said below the minutes: how much longer it took, that it runs, or what became of it."""
    if row.over:
        return f"+ {row.over} Min."
    return "läuft" if row.runs else RESULT_WORDS.get(row.item.result or "", "")


class AgendaModel(QAbstractTableModel):
    """The rows of a MeetingSheet."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._sheet: MeetingSheet | None = None
        self.wide = False

    @property
    def sheet(self) -> MeetingSheet | None:
        """What is shown."""
        return self._sheet

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """The rows shown."""
        return self._sheet.rows if self._sheet else ()

    def show(self, sheet: MeetingSheet | None) -> None:
        """Show an agenda; where its items stay the same, what is selected stays too."""
        same = [row.item.id for row in self.rows] == [row.item.id for row in (sheet.rows if sheet else ())]
        if same:
            self._sheet = sheet
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(Part) - 1))
            return
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Part)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self._text(row, Part(index.column())))
        if role == Qt.ItemDataRole.ToolTipRole:
            return visible("\n".join(filter(None, (f"TOP {row.number}: {row.item.title}", row.reason))))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Part.TOPIC:
            said = (f"TOP {row.number}", row.item.title, row.reason, row.kind, row.presenter, state_words(row))
            return visible(", ".join(filter(None, said)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HEADS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "Thema und Grund" if section == Part.TOPIC and not self.wide else HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (Part.NUMBER, Part.MINUTES)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if not index.isValid() or self._sheet is None or self._sheet.locked:
            return usual
        return usual | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        if rows:
            data.setData(MIME, QByteArray(self.rows[rows[0]].item.id.encode()))
        return data

    def place_before(self, row: int) -> tuple[str | None, str | None]:
        """Return parent and sibling of the place above a row; past the last row it is the end of the top level."""
        if not 0 <= row < len(self.rows):
            return None, None
        item = self.rows[row].item
        known = {one.item.id for one in self.rows}
        return (item.parent if item.parent in known else None), item.id

    def _text(self, row: AgendaRow, part: Part) -> str:
        match part:
            case Part.NUMBER:
                return row.number
            case Part.BEGIN:
                return f"{row.begin:%H:%M}" if row.begin else ""
            case Part.TOPIC:
                return row.item.title
            case Part.REASON:
                return row.reason
            case Part.KIND:
                return row.kind
            case Part.PRESENTER:
                return row.presenter
        return minutes_words(row)
