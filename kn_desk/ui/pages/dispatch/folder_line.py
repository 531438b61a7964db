"""The line that says into which folder something is written, with a button to choose another one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import S, Theme


class FolderLine(QWidget):
    """Shows a folder, or that none is chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, folder: Path | None, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._folder = folder if folder is not None and folder.is_dir() else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self._shown = ElidedWords(theme, colour="text2")
        self.button = QPushButton("Ordner wählen …")
        self.button.setAutoDefault(False)
        row.addWidget(Words(theme, "Ordner"))
        row.addWidget(self._shown, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._choose)
        self._show()

    @property
    def folder(self) -> Path | None:
        """The folder, None while none is chosen."""
        return self._folder

    def wanted(self) -> Path | None:
        """Return the folder; where none is chosen yet, ask for it."""
        if self._folder is None:
            self._choose()
        return self._folder

    def _choose(self) -> None:
        start = str(self._folder or Path.home())
        if chosen := self._asking.folder(self, "In welchen Ordner?", start):
            self._folder = Path(chosen)
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self._shown.setText(str(self._folder) if self._folder is not None else "noch keiner gewählt")
