"""What the board says where it has no card: what belongs here, or that the filters hide everything."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, Theme


class EmptyBoard(QWidget):
    """One sentence and the first step."""

    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        self._words = Words(theme, colour="text2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self.asked)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)

    def show_state(self, has_any: bool, new_label: str) -> None:
        """Say "no hits" where there are applications, else what belongs here."""
        self._words.setText(
            "Kein Antrag passt zu diesen Filtern."
            if has_any
            else "Hier stehen Förderanträge und Wettbewerbe, von der Idee bis zum letzten Nachweis."
        )
        self.button.setText("Filter aufheben" if has_any else new_label)
