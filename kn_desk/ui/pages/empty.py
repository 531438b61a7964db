"""What a view says where it has nothing to show: a sentence, and the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, M, Theme


class Empty(QWidget):
    """One sentence and one button."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        self.words = Words(theme, colour="text2", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self.asked)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)

    def show_state(self, sentence: str, step: str, forbidden: str = "") -> None:
        """Show a sentence and what the button does; ``forbidden`` says why it can do nothing here."""
        self.words.setText(f"{sentence}\n\nNur lesen. {forbidden}" if forbidden else sentence)
        self.button.setText(step)
        self.button.setVisible(bool(step))
        self.button.setEnabled(not forbidden)
        self.button.setToolTip(forbidden)
