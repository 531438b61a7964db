"""Tick boxes and radio buttons as they are painted in the rows of the Rücklauf-Abgleich."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import XS, S, Theme

#: Their sizes at the usual text size.
BOX, RADIO = 16, 14


def paint_box(painter: QPainter, theme: Theme, place: QRect, state: Qt.CheckState) -> None:
    """Paint a tick box; partly ticked it has a stroke."""
    tokens = theme.tokens
    on = state != Qt.CheckState.Unchecked
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent if on else tokens.field), 1))
    painter.setBrush(QColor(tokens.accent if on else tokens.surface))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), XS, XS)
    painter.restore()
    if on:
        sign = "check" if state == Qt.CheckState.Checked else "minus"
        painter.drawPixmap(place.topLeft() + QPoint(2, 2), pixmap(sign, tokens.onaccent, place.width() - 4))


def radio_room(theme: Theme) -> int:
    """Return how much room a radio button takes with its edges."""
    return theme.px(RADIO) + 2 * S


def paint_radio(painter: QPainter, theme: Theme, centre: QPointF, *, chosen: bool) -> None:
    """Paint a radio button."""
    tokens, radius = theme.tokens, theme.px(RADIO) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.text3), 1.4))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(centre, radius, radius)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(centre, radius / 2, radius / 2)
    painter.restore()
