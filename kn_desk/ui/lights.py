"""Lights as they are painted: shape and word, as a pill, or plain."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from kn_desk.fields.kinds import Light, Signal
from kn_desk.ui.style import CHIP, Theme

_SHAPE = 8


def paint_shape(painter: QPainter, symbol: str, centre: QPointF, colour: QColor, size: float = _SHAPE) -> None:
    """Paint the shape of a light: ● ok, ▲ late, ■ critical, ○ nothing known. Never a glyph: its font differs."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = size / 2
    if symbol == "○":
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half - 0.8, half - 0.8)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if symbol == "●":
            painter.drawEllipse(centre, half, half)
        elif symbol == "▲":
            corners = (QPointF(-half - 0.5, half), QPointF(half + 0.5, half), QPointF(0, -half))
            painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
        else:
            painter.drawRect(QRectF(centre.x() - half, centre.y() - half, size, size))
    painter.restore()


def pill_width(signal: Signal, metrics: QFontMetrics) -> int:
    """Return the width of a pill."""
    return 10 + _shape(metrics) + 6 + metrics.horizontalAdvance(signal.word) + 10


def _shape(metrics: QFontMetrics) -> int:
    """How large the shape beside words is: it grows with them."""
    return max(_SHAPE, metrics.height() // 2)


def paint_pill(painter: QPainter, theme: Theme, signal: Signal, place: QRect) -> None:
    """Paint a pill at the left of ``place``, centred in its height."""
    pair = theme.tokens.tone(signal.tone)
    font = theme.font(9.5)
    metrics = QFontMetrics(font)
    width = min(pill_width(signal, metrics), place.width())
    height = max(CHIP, metrics.height() + 5)
    pill = QRectF(place.left(), place.center().y() - height / 2 + 0.5, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.back))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    shape = _shape(metrics)
    centre = QPointF(pill.left() + 10 + shape / 2, pill.center().y())
    paint_shape(painter, signal.symbol, centre, QColor(pair.fore), shape)
    painter.setPen(QColor(pair.fore))
    painter.setFont(font)
    words = pill.adjusted(10 + shape + 6, 0, -6, 0)
    text = metrics.elidedText(signal.word, Qt.TextElideMode.ElideRight, round(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class Pill(QWidget):
    """A light by itself."""

    def __init__(self, theme: Theme, kind: Light, value: str | None) -> None:
        super().__init__()
        self._theme = theme
        self._kind = kind
        self._signal = kind.states.get(value or "")
        self.setAccessibleName(self._signal.word if self._signal else "")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(9.5))
        width = pill_width(self._signal, metrics) if self._signal else 0
        return QSize(width, max(CHIP, metrics.height() + 5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: object) -> None:
        if self._signal is not None:
            painter = QPainter(self)
            paint_pill(painter, self._theme, self._signal, self.rect())
            painter.end()
