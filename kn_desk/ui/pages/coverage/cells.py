"""Count cells: one per unit, filled for those with a Lotse, beside the figure that they count."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.ui.style import Theme

_HEIGHT, _GAP = 10, 2
_LEAST, _MOST = 4, 14


class CountCells(QWidget):
    """Paints the cells as wide as the room allows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lights: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_lights(self, lights: Sequence[str], words: str) -> None:
        """Show one cell per light; ``words`` say the same."""
        self._lights = lights
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._lights) * (10 + _GAP), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._lights) * (_LEAST + 1), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lights:
            return
        tokens = self._theme.tokens
        step = min(self.width() / len(self._lights), _MOST + _GAP)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, light in enumerate(self._lights):
            painter.setBrush(QColor(tokens.track if light == "crit" else tokens.accent))
            left = round(place * step)
            width = max(1, round((place + 1) * step) - left - _GAP)
            painter.drawRoundedRect(QRectF(left, 0, width, _HEIGHT), 1, 1)
        painter.end()
