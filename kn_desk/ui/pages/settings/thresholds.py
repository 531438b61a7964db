"""The card "Schwellwerte": the numbers that the office's rules ask for, changed in place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.models.threshold_model import LABEL, VALUE, ThresholdModel
from kn_desk.ui.style import S
from kn_desk.ui.table_view import TableView


class ThresholdTable(TableView):
    """Enter and F2 begin to edit the value; a double click the cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the key that ended the editing comes here too
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and current.isValid():
            column = current.column() if current.column() == LABEL and event.key() == Qt.Key.Key_F2 else VALUE
            self.edit(current.siblingAtColumn(column))
            return
        super().keyPressEvent(event)


class Thresholds(QWidget):
    """Heading, a sentence, and the table."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(Words(context.theme, "Schwellwerte", points=12, bold=True))
        about = "Gelten für alle, die mit dieser Datei arbeiten. Ampeln und Vorschläge richten sich sofort danach."
        column.addWidget(Words(context.theme, about, colour="text2", wrap=True))
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self.table = ThresholdTable(context.theme, "label")
        self.table.setAccessibleName("Schwellwerte")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.model = ThresholdModel(context.desk, self.table)
        self.table.setModel(self.model)
        inside.addWidget(self.table)
        column.addWidget(card)
        column.addStretch(1)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        context.theme.changed.connect(self._fit)
        self._fit()
        self.model.refused.connect(self._say)
        self.model.stored.connect(self._stored)

    def reload(self) -> None:
        """Read them anew; the row stays."""
        row = self.table.currentIndex().row()
        self.model.reload()
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, VALUE))

    def _fit(self) -> None:
        """The table is as high as its rows: the page scrolls."""
        rows = self.model.rowCount() * self._context.theme.row_height
        self.table.setFixedHeight(self.table.horizontalHeader().height() + rows)

    def _say(self, sentence: str) -> None:
        self._context.wishes.toast.emit(sentence, False)

    def _stored(self) -> None:
        self._context.wishes.toast.emit("Gespeichert", True)
