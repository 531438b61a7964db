"""What a view says where it has nothing to show: a sentence, and the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, Theme


class Empty(QWidget):
    """One sentence and one button."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        self.words = Words(theme, colour="text2", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self.asked)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)

    def show_state(self, sentence: str, step: str) -> None:
        """Show a sentence and what the button does."""
        self.words.setText(sentence)
        self.button.setText(step)
        self.button.setVisible(bool(step))
