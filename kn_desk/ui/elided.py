"""A quiet label that gives way: its text ends in "…" where the room is short, and its tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import Theme

#: Fewer letters than these say nothing.
_FEWEST = 8


class ElidedWords(Words):
    """Words on one line that never make their surroundings wider."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        points: float = 10,
        bold: bool = False,
        colour: str = "text",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(theme, text, points=points, bold=bold, colour=colour)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        #: What the tooltip says in the place of the whole text.
        self.hint = ""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        self.setToolTip(self.hint or (self.text() if text != self.text() else ""))
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        if len(text) > _FEWEST or text == self.text():
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()
