"""Choosing a backup to bring back: when it was made, why, and what it holds."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Moment, Text
from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.backups import Backup
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.models.columns import Column
from kn_desk.ui.models.plain_table import OBJECT_ROLE, PlainRow, PlainTableModel
from kn_desk.ui.style import Theme
from kn_desk.ui.table_view import TableView

_COLUMNS = (
    Column("made_at", "Gesichert am", Moment()),
    Column("reason", "Anlass", Text()),
    Column("holds", "Inhalt", Text()),
    Column("folder", "Ordner", Text()),
)
#: From here on there is no room for the folder in the table; it is said below for the chosen one.
_LARGE_TEXT = 1.3
_COUNTED = ("strategy_item", "person", "meeting", "application")


class BackupsDialog(Dialog):
    """``chosen`` is the backup that the person wants back."""

    def __init__(self, theme: Theme, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Sicherung wiederherstellen", parent)
        self.chosen: Backup | None = None
        if backups:
            self._show(backups)
        else:
            self.add_text("Es gibt noch keine Sicherung.", quiet=True)
        self.add_button("Abbrechen").clicked.connect(self.reject)
        take = self.add_button("Wiederherstellen", primary=True)
        take.clicked.connect(self._choose)
        take.setEnabled(bool(backups))
        if not backups:
            self.fit(520)

    def _show(self, backups: Sequence[Backup]) -> None:
        self.add_text(
            "Der heutige Stand wird vorher gesichert. Kennungen, die seither vergeben wurden, werden nicht noch einmal "
            "vergeben.",
            quiet=True,
        )
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self._table = TableView(self.theme, "holds")
        self._table.setAccessibleName("Sicherungen")
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setMinimumHeight(4 * self.theme.row_height)
        columns = _COLUMNS if self.theme.scale < _LARGE_TEXT else _COLUMNS[:-1]
        model = PlainTableModel(columns, self._table)
        self._table.setModel(model)
        model.show([_row(backup) for backup in backups])
        inside.addWidget(self._table)
        self.body.addWidget(card, 1)
        #: All of what is said about the chosen one, however narrow the columns are.
        self.about = self.add_text("", quiet=True)
        self._table.selectionModel().currentRowChanged.connect(self._describe)
        self._table.doubleClicked.connect(self._choose)
        self._table.selectRow(0)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(900, 520)

    def _describe(self, current: QModelIndex) -> None:
        backup = current.data(OBJECT_ROLE) if current.isValid() else None
        self.about.setText(f"{_holds(backup)}. Liegt unter {backup.path.parent}" if backup is not None else "")

    def _choose(self, *_: object) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            self.chosen = index.data(OBJECT_ROLE)
            self.accept()


def _holds(backup: Backup) -> str:
    counts = backup.manifest.counts
    return ", ".join(f"{counts[name]} {BY_NAME[name].spec.plural}" for name in _COUNTED if counts.get(name)) or "Leer"


def _row(backup: Backup) -> PlainRow:
    texts = (Moment().show(backup.made_at), backup.manifest.reason, _holds(backup), backup.path.parent.name)
    return PlainRow(texts, texts, backup)
