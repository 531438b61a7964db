"""The settings: look, backups, thresholds, and where everything lies."""

from PySide6.QtCore import Qt
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
from kn_desk.ui.style import L, M

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
        context.theme.changed.connect(self._arrange)

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
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, L, L)
        self._row.setSpacing(M)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(L, 0, L, 0)
        self._column.setSpacing(L)
        for section in (self.look, self.backups, self.folders):
            if section is not self.look:
                self._column.addWidget(hairline())
            self._column.addWidget(section)
        self._column.addStretch(1)
        area.setWidget(inside)
        self._row.addWidget(area, 4)
        self._row.addWidget(self.thresholds, 5)

    def _arrange(self) -> None:
        larger = max(1.0, self._context.theme.font().pointSizeF() / 10)
        beside = self.width() >= _BESIDE * larger
        if beside and self._row.indexOf(self.thresholds) < 0:
            self._row.addWidget(self.thresholds, 5)
        elif not beside and self._row.indexOf(self.thresholds) >= 0:
            self._column.insertWidget(self._column.count() - 1, self.thresholds)
        self.thresholds.table.setMinimumHeight(0 if beside else 12 * self._context.theme.row_height)

    def _choose_folder(self) -> None:
        start = self._context.memory.settings.second_backup
        folder = QFileDialog.getExistingDirectory(self, "Ordner für Sicherungen wählen", start)
        if folder:
            self.backups.set_folder(folder)
