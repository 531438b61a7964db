"""Choosing a backup to bring back: when it was made, why, and what it holds."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Moment, Text
from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.office_files import Backup
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
_COUNTED = ("strategy_item", "person", "meeting", "application")


class BackupsDialog(Dialog):
    """``chosen`` is the backup that the person wants back."""

    def __init__(self, theme: Theme, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Sicherung wiederherstellen", parent)
        self.chosen: Backup | None = None
        self.add_text(
            "Der heutige Stand wird vorher gesichert. Kennungen, die seither vergeben wurden, werden nicht noch einmal "
            "vergeben.",
            quiet=True,
        )
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self._table = TableView(theme, "holds")
        self._table.setAccessibleName("Sicherungen")
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setMinimumHeight(7 * theme.row_height)
        self._model = PlainTableModel(_COLUMNS, self._table)
        self._table.setModel(self._model)
        self._model.show([_row(backup) for backup in backups])
        inside.addWidget(self._table)
        self.body.addWidget(card, 1)
        #: All of what is said about the chosen one, however narrow the columns are.
        self.about = self.add_text("", quiet=True)
        self._table.selectionModel().currentRowChanged.connect(self._describe)
        if not backups:
            self.add_text("Es gibt noch keine Sicherung.")
        self.add_button("Abbrechen").clicked.connect(self.reject)
        self._take = self.add_button("Wiederherstellen", primary=True)
        self._take.clicked.connect(self._choose)
        self._take.setEnabled(bool(backups))
        self._table.doubleClicked.connect(self._choose)
        if backups:
            self._table.selectRow(0)
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(860, 520)

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
