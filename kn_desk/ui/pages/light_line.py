"""A light in a line of the Überblick: shape and sentence, without a pill."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kn_desk.fields.kinds import Signal
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.style import M, Theme

_SHAPE = 8


class Sign(QWidget):
    """The shape of a light, as high as a line of words; those beside it say what it means."""

    def __init__(self, theme: Theme, signal: Signal, points: float = 10) -> None:
        super().__init__()
        self._theme = theme
        self._signal = signal
        self._points = points
        self.setAccessibleName(signal.word)
        theme.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(M), self._line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = QColor(self._theme.tokens.tone(self._signal.tone).fore)
        shape = self._theme.px(_SHAPE)
        paint_shape(painter, self._signal.symbol, QPointF(self.width() / 2, self._line / 2 + 0.5), ink, shape)
        painter.end()

    @property
    def _line(self) -> int:
        """How high a line of the words beside it is: the shape stands at the first one."""
        self.setFont(self._theme.font(self._points))
        return self.fontMetrics().height()

    def _dress(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
