"""What stands where there is no meeting yet: what belongs here, and the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, M, Theme

_SENTENCE = (
    "Noch keine Sitzung. „Neue Sitzung“ legt sie an: mit Termin, Standard-TOP und Mitgliedern der Reihe, "
    "wenn es unter „Reihen“ eine gibt."
)


class NoMeeting(QWidget):
    """Offers the first meeting."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(M)
        words = Words(theme, _SENTENCE, colour="text2", wrap=True)
        words.setMinimumWidth(420)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton("Neue Sitzung")
        column.addStretch(1)
        for widget in (words, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.button.clicked.connect(self.wanted)
