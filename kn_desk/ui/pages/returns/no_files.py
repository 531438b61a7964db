"""What the Rücklauf-Abgleich says before a file is there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.style import XL, M, S, Theme

_WHAT = "Hier werden zurückgekommene Lotsenmappen mit dem Stand bei uns verglichen, Zelle für Zelle."
_PROMISE = "Geschrieben wird erst, was Sie übernehmen. Jedes Blatt lässt sich mit einem Schritt zurücknehmen."


class NoFiles(QWidget):
    """Sentences and the first step."""

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.files = QPushButton(" Blätter einlesen …")
        self.folder = QPushButton(" Ordner einlesen …")
        self._build()
        self.files.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        theme.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(S)
        column.addStretch(1)
        for text, colour in ((_WHAT, "text"), (_PROMISE, "text2")):
            words = Words(self._theme, text, colour=colour, wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        self.files.setProperty("primary", True)
        row.addWidget(self.files)
        row.addWidget(self.folder)
        row.addStretch(1)
        column.addLayout(row)
        drop = Words(self._theme, "oder Dateien hierher ziehen", colour="text3")
        drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(drop)
        column.addStretch(2)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.files.setIcon(icon("file-input", tokens.onaccent, tokens.text3))
        self.folder.setIcon(icon("folder-open", tokens.text2, tokens.text3))
