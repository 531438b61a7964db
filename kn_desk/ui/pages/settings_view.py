"""The settings: look, backups, thresholds, and where everything lies."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kn_desk.records.change import Change
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import hairline
from kn_desk.ui.pages.settings.backup_section import BackupSection
from kn_desk.ui.pages.settings.folders_section import FoldersSection
from kn_desk.ui.pages.settings.look_section import LookSection
from kn_desk.ui.pages.settings.thresholds import Thresholds
from kn_desk.ui.pages.view import View
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import XL, XS, L

#: Narrower, the thresholds stand below.
_BESIDE = 900


class SettingsView(View):
    """What a person sets for themselves at the left, what the office sets for all at the right."""

    word, icon_name = "Einstellungen", "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.look = LookSection(context)
        self.backups = BackupSection(context)
        self.folders = FoldersSection(context)
        self.thresholds = Thresholds(context)
        self._build()
        self.backups.folder_wanted.connect(self._choose_folder)
        self.thresholds.table.selectionModel().currentRowChanged.connect(self._keep_in_sight)
        context.theme.changed.connect(self._arrange)

    @property
    def main_widget(self) -> QWidget | None:
        return next(segment for segment in self.look.mode.segments if segment.isChecked())

    def update_after(self, change: Change) -> None:
        if any(edit.type == "threshold" for edit in change.edits):
            self.thresholds.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.backups.show_state()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keep_place_for_bar(self._area)
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(L, 0, XS, L)
        self._row.setSpacing(XL)
        self._column = QVBoxLayout()
        self._column.setSpacing(L)
        for section in (self.look, self.backups, self.folders):
            if section is not self.look:
                self._column.addWidget(hairline())
            self._column.addWidget(section)
        self._column.addStretch(1)
        self._row.addLayout(self._column, 4)
        self._row.addWidget(self.thresholds, 5)
        self._area.setWidget(self._inside)
        outer.addWidget(self._area)

    def _arrange(self) -> None:
        beside = self.width() >= _BESIDE * self._context.theme.scale
        if beside and self._row.indexOf(self.thresholds) < 0:
            self._row.addWidget(self.thresholds, 5)
        elif not beside and self._row.indexOf(self.thresholds) >= 0:
            self._column.insertWidget(self._column.count() - 1, self.thresholds)

    def _keep_in_sight(self, current: QModelIndex) -> None:
        """The page scrolls, not the table in it."""
        table = self.thresholds.table
        at = table.viewport().mapTo(self._inside, table.visualRect(current).center())
        self._area.ensureVisible(at.x(), at.y(), 0, 2 * self._context.theme.row_height)

    def _choose_folder(self) -> None:
        start = self._context.memory.settings.second_backup
        folder = QFileDialog.getExistingDirectory(self, "Ordner für Sicherungen wählen", start)
        if folder:
            self.backups.set_folder(str(Path(folder)))  # as this system writes it: Qt says "D:/Sicherungen"
