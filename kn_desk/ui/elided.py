"""A quiet label that gives way where the room is short; its tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import Theme

#: Fewer letters than these say nothing.
_FEWEST = 8
_BETWEEN = " · "


class ElidedWords(Words):
    """Words on one line that never make their surroundings wider; they lose what stands after " · ", then letters."""

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

    @property
    def shown(self) -> str:
        """What there is room for."""
        metrics, parts = self.fontMetrics(), self.text().split(_BETWEEN)
        whole = (_BETWEEN.join(parts[:count]) for count in range(len(parts), 0, -1))
        if fits := next((words for words in whole if metrics.horizontalAdvance(words) <= self.width()), ""):
            return fits
        cut = metrics.elidedText(self.text(), self._mode, self.width())
        return cut if len(cut) > _FEWEST else ""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        self.setToolTip(self.hint or (self.text() if shown != self.text() else ""))
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
