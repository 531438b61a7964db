"""A line of words that gives way: it ends in "…" where there is no room, and says the rest in a tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import Theme


class Elided(Words):
    """One line; of several variants the longest that fits is shown."""

    def __init__(self, theme: Theme, *, points: float = 10, bold: bool = False, colour: str = "text") -> None:
        super().__init__(theme, points=points, bold=bold, colour=colour)
        self._variants: tuple[str, ...] = ("",)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def say(self, *variants: str) -> None:
        """Show the first of these that fits, the last one cut short if none does."""
        self._variants = variants or ("",)
        self.setAccessibleName(self._variants[0])
        self.updateGeometry()
        self._choose()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._variants[0]) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()

    def _choose(self) -> None:
        metrics = QFontMetrics(self.font())
        fits = (one for one in self._variants if metrics.horizontalAdvance(one) <= self.width())
        chosen = next(fits, self._variants[-1])
        if chosen != self.text():
            self.setText(chosen)
        whole = chosen == self._variants[0] and metrics.horizontalAdvance(chosen) <= self.width()
        self.setToolTip("" if whole else self._variants[0])
