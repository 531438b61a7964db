"""The table of the Rücklaufmonitor: one unit per row; columns at the right give way where the room is short."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kn_desk.fields.kinds import Day
from kn_desk.records.office import SHEET_LIGHT
from kn_desk.services.return_monitor import SheetRow
from kn_desk.ui.models.columns import Column
from kn_desk.ui.models.plain_table import OBJECT_ROLE, PlainRow, PlainTableModel
from kn_desk.ui.models.record_table import OVERDUE_ROLE
from kn_desk.ui.style import Theme
from kn_desk.ui.table_view import TableView

#: The first ones are the last to give way.
COLUMNS = (
    Column("unit", "Stelle", None),
    Column("person", "Lotse/Lotsin", None),
    Column("state", "Rücklauf", SHEET_LIGHT),
    Column("days", "Dauer", None),
    Column("due_on", "Rückgabe bis", Day()),
    Column("reminded", "Erinnerung", None),
    Column("back_on", "Zurück am", Day()),
    Column("sent_on", "Versandt am", Day()),
    Column("changes", "Änderungen", None),
)
_Index = QModelIndex | QPersistentModelIndex


class MonitorModel(PlainTableModel):
    """Shows rows of the monitor in the columns that have room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(COLUMNS, parent)
        self._sheets: Sequence[SheetRow] = ()
        self._today = date.min

    def show_sheets(self, sheets: Sequence[SheetRow], today: date) -> None:
        """Show other rows."""
        self._sheets, self._today = sheets, today
        self.show_columns(self.columns)

    def show_columns(self, columns: list[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = columns
        self._rows = [self._row(sheet) for sheet in self._sheets]
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """Return the row of a sheet, or of the one after which it was made; -1 if it is not shown."""
        rows = enumerate(self._sheets)
        return next((number for number, one in rows if identity in (one.id, one.prepared and one.prepared.id)), -1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == OVERDUE_ROLE and index.isValid():
            return self.columns[index.column()].name == "due_on" and self._sheets[index.row()].state == "crit"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid() and index.column() == 0:
            return _aloud(self._sheets[index.row()], self._today)
        return super().data(index, role)

    def _row(self, sheet: SheetRow) -> PlainRow:
        texts = tuple(text_of(sheet, column.name, self._today) for column in self.columns)
        values = tuple(sheet.state if column.name == "state" else None for column in self.columns)
        return PlainRow(texts, values, sheet)


class MonitorTable(TableView):
    """Shows a MonitorModel; several rows can be chosen."""

    #: The keys came to a row, or one was opened: the id of its sheet.
    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "unit", parent)
        self.setAccessibleName("Rücklauf der Lotsenmappen")
        self._filling = False
        self._sheets = MonitorModel(self)
        self.setModel(self._sheets)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)

    @property
    def sheets(self) -> MonitorModel:
        """The model."""
        return self._sheets

    @property
    def current(self) -> SheetRow | None:
        """The row that the keys are on."""
        found: SheetRow | None = self.currentIndex().data(OBJECT_ROLE)
        return found

    @property
    def selected(self) -> list[SheetRow]:
        """The chosen rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._sheets.rows[row].stands_for for row in rows]

    def show_sheets(self, sheets: Sequence[SheetRow], today: date) -> None:
        """Show other rows; what is chosen stays chosen."""
        kept = [row.id for row in self.selected]
        self._sheets.show_sheets(sheets, today)
        self._fit_columns()
        self._choose_all(kept)

    def choose(self, identity: str) -> bool:
        """Select a sheet without telling; False if it is not shown."""
        return self._choose_all([identity])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)

    def _fit_columns(self) -> None:
        fitting = self.fitting(list(COLUMNS), self.viewport().width())
        if [column.name for column in fitting] != [column.name for column in self._sheets.columns]:
            kept = [row.id for row in self.selected]
            self._sheets.show_columns(fitting)
            self._choose_all(kept)

    def _choose_all(self, identities: Sequence[str]) -> bool:
        rows = [row for row in map(self._sheets.row_of, identities) if row >= 0]
        if not rows:
            return False
        self._filling = True
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._sheets.index(row, 0), self._sheets.index(row, self._sheets.columnCount() - 1))
        self.setCurrentIndex(self._sheets.index(rows[0], 0))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(self._sheets.index(rows[0], 0))
        self._filling = False
        return True

    def _open(self) -> None:
        if (row := self.current) is not None:
            self.opened.emit(row.id)

    def _tell(self) -> None:
        if not self._filling and (row := self.current) is not None:
            self.chosen.emit(row.id)


def text_of(sheet: SheetRow, name: str, today: date) -> str:
    """Return what a cell says; "–" for what is not known."""
    match name:
        case "unit":
            return sheet.unit
        case "person":
            return sheet.lotse
        case "state":
            return SHEET_LIGHT.states[sheet.state].word
        case "days":
            return sheet.days(today) or "–"
        case "due_on":
            return Day().show(sheet.due_on)
        case "reminded":
            number = len(sheet.reminders)
            return f"{number}. am {Day().show(sheet.reminders[-1])}" if number else "–"
        case "back_on":
            return Day().show(sheet.back_on)
        case "sent_on":
            return Day().show(sheet.sheet.sent_on)
    return sheet.changes or "–"


def _aloud(sheet: SheetRow, today: date) -> str:
    """A row to be read aloud."""
    state = f"{SHEET_LIGHT.states[sheet.state].word} {sheet.days(today)}".strip()
    return ", ".join(filter(None, (sheet.unit, sheet.lotse, state, sheet.changes)))
