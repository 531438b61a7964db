"""What all dialogs share: heading, body that scrolls where it must, buttons at the bottom right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.style import XL, L, M, S, Theme


class Dialog(QDialog):
    """A dialog of at most 900 × 600; fill ``body``, add buttons with ``add_button``."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setMaximumSize(900, 600)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(XL, L, XL, L)
        self.body.setSpacing(M)
        self.body.addWidget(Words(theme, title, points=12, bold=True))
        area.setWidget(inside)
        outer.addWidget(area, 1)
        outer.addWidget(hairline())
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(XL, M, XL, M)
        self._buttons.setSpacing(S)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)

    def add_button(self, words: str, *, primary: bool = False) -> QPushButton:
        """Add a button at the right and return it."""
        button = QPushButton(words)
        button.setProperty("primary", primary)
        button.setDefault(primary)
        button.setAutoDefault(primary)
        self._buttons.addWidget(button)
        return button

    def add_text(self, text: str, *, quiet: bool = False) -> Words:
        """Add a paragraph."""
        words = Words(self.theme, text, colour="text2" if quiet else "text", wrap=True)
        self.body.addWidget(words)
        return words
