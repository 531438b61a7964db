"""The table of a list of records: sorts, copies, tells which record is chosen."""

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from kn_desk.ui.models.record_table import RecordTableModel
from kn_desk.ui.style import Theme
from kn_desk.ui.table_view import TableView


class RecordTableView(TableView):
    """Shows a RecordTableModel."""

    opened = Signal(str)
    current_changed = Signal(str)
    delete_asked = Signal()
    paste_asked = Signal()
    #: Another order was chosen.
    ordered = Signal()
    #: A record that was to be chosen is not in the list, now that all of it is known.
    missed = Signal(str)

    def __init__(self, theme: Theme, stretched: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, stretched, parent)
        self._awaited: list[str] = []
        #: The row that was told last.
        self._told = ""
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(self._open)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._tell_current)
        model.modelReset.connect(self._forget_told)
        model.modelReset.connect(self._show_order)
        model.counted.connect(self._choose_awaited)
        self._show_order()

    @property
    def records(self) -> RecordTableModel:
        """The model."""
        model = self.model()
        assert isinstance(model, RecordTableModel)
        return model

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows, in their order."""
        return [self.records.ids[index.row()] for index in sorted(self.selectionModel().selectedRows())]

    def choose(self, identity: str) -> bool:
        """Select a record; return False if the list does not show it, or not yet: then it is selected once it does."""
        return self.choose_all([identity])

    def choose_all(self, identities: list[str]) -> bool:
        """Select records; return whether the first is shown. Of a list that is still read, they are once they are."""
        rows = [row for row in map(self.records.row_of, identities) if row >= 0]
        if rows:
            self._select_rows(rows)
        # What is shown now may be the list before; whoever chooses another row meanwhile is not disturbed.
        self._awaited = [] if self.records.is_complete else identities
        return bool(rows) and self.records.ids[rows[0]] == identities[0]

    def _select_rows(self, rows: list[int]) -> None:
        # Not selectRow: it asks the keyboard, and with Strg held (Strg+S) it would take the row out of what is chosen.
        flag = QItemSelectionModel.SelectionFlag
        first = self.records.index(rows[0], 0)
        self.selectionModel().setCurrentIndex(first, flag.ClearAndSelect | flag.Rows)
        if len(rows) > 1:
            chosen = QItemSelection()
            for row in rows:
                chosen.select(self.records.index(row, 0), self.records.index(row, self.records.columnCount() - 1))
            self.selectionModel().select(chosen, flag.ClearAndSelect)
        self.scrollTo(first)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as text and as a table that Excel takes."""
        rows = [[column.label for column in self.records.columns]]
        for chosen in sorted(self.selectionModel().selectedRows()):
            indexes = (self.records.index(chosen.row(), column) for column in range(self.records.columnCount()))
            rows.append([_for_excel(str(index.data() or "")) for index in indexes])
        data = QMimeData()
        data.setText("\n".join("\t".join(_as_text(cell) for cell in row) for row in rows))
        lines = ("".join(f"<td>{_escaped(cell)}</td>" for cell in row) for row in rows)
        data.setHtml(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
        QGuiApplication.clipboard().setMimeData(data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def _show_order(self) -> None:
        query = self.records.query
        names = [column.name for column in self.records.columns]
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        place = names.index(query.sort) if query.sort in names else -1
        self.horizontalHeader().setSortIndicator(place, order)

    def _sort_by(self, section: int) -> None:
        query = self.records.query
        column = self.records.columns[section]
        if column.sortable:
            again = query.sort == column.name and not query.descending
            chosen = self.selected_ids()
            self.records.sort(section, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)
            if chosen:
                self.choose_all(chosen)
            self.ordered.emit()

    def _open(self) -> None:
        if (row := self.currentIndex().row()) >= 0:
            self.opened.emit(self.records.ids[row])

    def _choose_awaited(self) -> None:
        awaited, self._awaited = self._awaited, []
        if awaited and not self.choose_all(awaited):
            self.missed.emit(awaited[0])

    def _forget_told(self) -> None:
        self._told = ""

    def _tell_current(self, *_: object) -> None:
        """Tell of the current row once it is selected: one that only has the keyboard was not chosen by anybody."""
        current = self.currentIndex()
        chosen = self.records.ids[current.row()] if self.selectionModel().isSelected(current) else ""
        if chosen == self._told:
            return
        self._told = chosen
        if chosen:
            self._awaited = []
            self.current_changed.emit(chosen)


def _for_excel(text: str) -> str:
    """A negative amount with a typographic minus would arrive as text."""
    return f"-{text[1:]}" if text.startswith("\u2212") else text


def _as_text(cell: str) -> str:
    """A cell on one line; quoted as Excel does it where it begins with a quote, or reading it back would lose that."""
    line = " ".join(cell.split())
    return '"' + line.replace('"', '""') + '"' if line.startswith('"') else line


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
