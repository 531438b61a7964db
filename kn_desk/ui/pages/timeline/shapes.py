"""The shapes of the Zeitplan, for the chart and its legend: plan, Ist, Prognose, milestone, bracket."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from kn_desk.ui.style import Tokens

PLAN, ACTUAL, MARK = 13, 6, 13
_HATCH = 4
_RADIUS = 3


def paint_plan(painter: QPainter, tokens: Tokens, left: float, right: float, middle: float) -> None:
    """An outline; where it is to be cut square, the caller clips and lets it run on."""
    painter.setPen(QPen(QColor(tokens.field), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(_box(left, right, middle, PLAN).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def paint_actual(painter: QPainter, tokens: Tokens, left: float, right: float, middle: float) -> None:
    """A solid bar inside the outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(_box(left + 1, right, middle, ACTUAL), 1.5, 1.5)


def paint_forecast(painter: QPainter, tokens: Tokens, tone: str, left: float, right: float, middle: float) -> None:
    """A hatched bar in the pair of a light."""
    pair = tokens.tone(tone)
    ink = QColor(pair.fore)
    box = _box(left, max(right, left + _RADIUS), middle, PLAN)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.back))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.save()
    inside = box.adjusted(1, 1, -1, -1)
    painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, 1))
    seen = painter.clipBoundingRect()
    first = int(max(inside.left(), seen.left()) // _HATCH) * _HATCH
    last = min(inside.right(), seen.right()) + PLAN
    lines = []
    for x in range(first, int(last) + _HATCH, _HATCH):
        lines.append(QLineF(x, inside.top(), x - inside.height(), inside.bottom()))
    painter.drawLines(lines)
    painter.restore()
    painter.setPen(QPen(ink, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def paint_mark(painter: QPainter, tokens: Tokens, state: str, x: float, middle: float) -> None:
    """A milestone with a halo: hollow while open, filled once reached, critical with a sign once overdue."""
    ink = QColor(tokens.crit.fore if state == "overdue" else tokens.text)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.surface))
    painter.drawPolygon(_diamond(x, middle, MARK / 2 + 2))
    if state == "open":
        painter.setPen(QPen(ink, 1.4))
        painter.drawPolygon(_diamond(x, middle, MARK / 2 - 0.7))
        return
    painter.setBrush(ink)
    painter.drawPolygon(_diamond(x, middle, MARK / 2))
    if state == "overdue":
        # Painted, not typed: fonts differ.
        painter.setBrush(QColor(tokens.surface))
        painter.drawRect(QRectF(x - 0.8, middle - 3.2, 1.6, 3.8))
        painter.drawRect(QRectF(x - 0.8, middle + 1.6, 1.6, 1.6))


def paint_bracket(painter: QPainter, tokens: Tokens, left: float, right: float, middle: float) -> None:
    """The span of a group: a bar with its ends bent down."""
    ink = QColor(tokens.text3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRect(QRectF(left, middle - 3, max(3.0, right - left), 3))
    for x in (left, right - 2):
        painter.drawRect(QRectF(x, middle - 3, 2, 7))


def _box(left: float, right: float, middle: float, height: float) -> QRectF:
    return QRectF(left, middle - height / 2, max(2.0, right - left), height)


def _diamond(x: float, y: float, half: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
