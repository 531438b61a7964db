"""A colour as one sees it, beside its number."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kn_desk.ui.style import XS, M, Theme


class Swatch(QWidget):
    """A small square, as high as a line of words; its number stands beside it."""

    def __init__(self, theme: Theme, colour: str) -> None:
        super().__init__()
        self._theme = theme
        self._colour = colour
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.field), 1))
        painter.setBrush(QColor(self._colour))
        side = self.width() - 1
        painter.drawRoundedRect(QRectF(0.5, (self.height() - side) / 2, side, side), XS / 2, XS / 2)
        painter.end()

    def _dress(self) -> None:
        self.setFont(self._theme.font())
        self.setFixedSize(self._theme.px(M), self.fontMetrics().height())
        self.update()
