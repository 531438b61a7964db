"""A quiet label that gives way: its text ends in "…" where the room is short, and its tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import Theme


class ElidedWords(Words):
    """Words on one line that never make their surroundings wider."""

    def __init__(self, theme: Theme, text: str = "", *, colour: str = "text") -> None:
        super().__init__(theme, text, colour=colour)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        if len(text) > 2 or text == self.text():
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
