"""The section "Ablage": where the file, its backups, drafts and reports lie."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from kn_desk.ui.context import Context
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.pages.settings.section import Section


class FoldersSection(Section):
    """Each place with a way to look into it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, "Ablage")
        path = context.desk.office.path
        self._add("Datei", path, path.parent)
        if context.home is not None:
            self._add("Sicherungen", context.home.backups, context.home.backups)
            self._add("Entwürfe", context.home.folder, context.home.folder)
            self._add("Berichte", context.home.reports, context.home.reports)

    def _add(self, label: str, shown: Path, folder: Path) -> None:
        words = ElidedWords(self.theme, str(shown), mode=Qt.TextElideMode.ElideMiddle)
        button = QPushButton("Ordner öffnen")
        button.setAccessibleName(f"{label}: Ordner öffnen")
        button.setProperty("row", True)
        button.clicked.connect(lambda: self._open(folder))
        self.add_row(label, words, button, stretched=True)

    def _open(self, folder: Path) -> None:
        # What was never written has no folder yet; the one above shows where it will be.
        there = next(one for one in (folder, *folder.parents) if one.is_dir())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))
