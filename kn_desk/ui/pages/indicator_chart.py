"""A Kennzahl in the Überblick: where it stands in words, and its values beside the path to the target, painted."""

from datetime import date
from decimal import Decimal
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Decimals
from kn_desk.fields.text import visible
from kn_desk.services.indicator_path import IndicatorPath
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, M, S, Theme

_HIGH = 168
_DOT = 3.5
_STEPS = (1, 2, 2.5, 5, 10)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class IndicatorPart(QWidget):
    """Name and unit, "18 von 20", the chart."""

    def __init__(self, theme: Theme, path: IndicatorPath, *, titled: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        if titled:
            column.addWidget(ElidedWords(theme, visible(path.indicator.title), bold=True))
        column.addWidget(Words(theme, path.about, points=9, colour="text2", wrap=True))
        stand = QHBoxLayout()
        stand.setSpacing(S)
        stand.addWidget(Words(theme, path.figure, points=12, bold=True))
        stand.addWidget(Words(theme, path.aside, points=9, colour="text2", wrap=True), 1)
        column.addLayout(stand)
        column.addWidget(IndicatorChart(theme, path))


class IndicatorChart(QWidget):
    """Values as a line with dots, hollow where provisional; the path dashed, its target a diamond; today a line."""

    def __init__(self, theme: Theme, path: IndicatorPath) -> None:
        super().__init__()
        self._theme = theme
        self._path = path
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        told = ", ".join(f"{Decimals(2).show(point.value)} am {point.on:%d.%m.%Y}" for point in path.points)
        self.setAccessibleName(f"{path.indicator.title}: {told}")
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(_HIGH))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.font(9)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        line = metrics.height()
        lows, highs = self._bounds()
        ticks = _ticks(lows, highs)
        labels = [Decimals(2).show(tick) for tick in ticks]
        left = max(metrics.horizontalAdvance(label) for label in labels) + S
        area = QRectF(left, line + S, self.width() - left - M, self.height() - 3 * line - 2 * S)
        self._paint_grid(painter, area, ticks, labels, line)
        self._paint_days(painter, area, line, metrics)
        self._paint_way(painter, area, ticks, line)
        self._paint_points(painter, area, ticks, metrics)
        self._paint_legend(painter, line, metrics)
        painter.end()

    def _bounds(self) -> tuple[Decimal, Decimal]:
        values = [point.value for point in (*self._path.points, *(self._path.way or ()))]
        return min(values), max(values)

    def _days(self) -> tuple[date, date]:
        days = [point.on for point in (*self._path.points, *(self._path.way or ()))]
        return min(days), max(*days, self._path.today)

    def _x(self, area: QRectF, on: date) -> float:
        first, last = self._days()
        return area.left() + area.width() * (on - first).days / max(1, (last - first).days)

    def _y(self, area: QRectF, ticks: list[Decimal], value: Decimal) -> float:
        share = float((value - ticks[0]) / (ticks[-1] - ticks[0]))
        return area.bottom() - area.height() * share

    def _paint_grid(self, painter: QPainter, area: QRectF, ticks: list[Decimal], labels: list[str], line: int) -> None:
        tokens = self._theme.tokens
        for tick, label in zip(ticks, labels, strict=True):
            y = round(self._y(area, ticks, tick)) + 0.5
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(tokens.text2))
            painter.drawText(QRectF(0, y - line / 2, area.left() - S, line), _RIGHT, label)

    def _paint_days(self, painter: QPainter, area: QRectF, line: int, metrics: QFontMetrics) -> None:
        """Today, then the first and the last day where they have room beside it."""
        tokens = self._theme.tokens
        today = round(self._x(area, self._path.today)) + 0.0
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawLine(QPointF(today, area.top()), QPointF(today, area.bottom() + XS))
        taken: list[tuple[float, float]] = []
        painter.save()
        for on, text in ((self._path.today, "Heute"), *((on, f"{on:%m/%y}") for on in self._days())):
            is_today = text == "Heute"
            painter.setFont(self._theme.font(9, bold=is_today))
            painter.setPen(QColor(tokens.accent if is_today else tokens.text2))
            wide = QFontMetrics(painter.font()).horizontalAdvance(text)
            begin = min(max(self._x(area, on) - wide / 2, 0), self.width() - wide)
            if all(begin + wide + XS < one or begin > other + XS for one, other in taken):
                taken.append((begin, begin + wide))
                painter.drawText(QRectF(begin, area.bottom() + XS + 2, wide + 1, line), _CENTRE, text)
        painter.restore()

    def _paint_way(self, painter: QPainter, area: QRectF, ticks: list[Decimal], line: int) -> None:
        if self._path.way is None:
            return
        tokens = self._theme.tokens
        begin, end = (QPointF(self._x(area, one.on), self._y(area, ticks, one.value)) for one in self._path.way)
        painter.setPen(QPen(QColor(tokens.text2), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(begin, end)
        painter.setPen(QPen(QColor(tokens.text2), 1.4))
        painter.setBrush(QColor(tokens.surface))
        size = _DOT + 2
        corners = (QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0))
        painter.drawPolygon(QPolygonF([end + corner for corner in corners]))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(QRectF(0, 0, self.width(), line), _RIGHT, self._path.target)

    def _paint_points(self, painter: QPainter, area: QRectF, ticks: list[Decimal], metrics: QFontMetrics) -> None:
        tokens = self._theme.tokens
        accent = QColor(tokens.accent)
        places = [QPointF(self._x(area, one.on), self._y(area, ticks, one.value)) for one in self._path.points]
        painter.setPen(QPen(accent, 2))
        painter.drawPolyline(QPolygonF(places))
        free = -1.0
        for place, point in zip(places, self._path.points, strict=True):
            painter.setPen(QPen(accent, 2))
            painter.setBrush(QColor(tokens.surface) if point.provisional else accent)
            painter.drawEllipse(place, _DOT, _DOT)
            label = Decimals(2).show(point.value)
            wide = metrics.horizontalAdvance(label)
            begin = min(max(place.x() - wide / 2, area.left() + 2), self.width() - wide)
            today = self._x(area, self._path.today)
            if begin - 2 < today < begin + wide + 2:
                begin = today - wide - XS
            # Below the line, where it rises to the right; above it at the ground.
            below = place.y() + _DOT + 2 + metrics.height() < area.bottom()
            top = place.y() + _DOT + 2 if below else place.y() - _DOT - 2 - metrics.height()
            if begin <= free and point is self._path.points[-1]:
                free, top = -1.0, place.y() - _DOT - 2 - metrics.height()
            if begin > free:
                painter.setPen(QColor(tokens.text))
                painter.drawText(QRectF(begin, top, wide + 1, metrics.height()), _CENTRE, label)
                free = begin + wide + XS

    def _paint_legend(self, painter: QPainter, line: int, metrics: QFontMetrics) -> None:
        tokens = self._theme.tokens
        middle = self.height() - line / 2
        left = 0.0
        entries = [("Messwert", "dot")]
        entries += [("vorläufig", "hollow")] if any(point.provisional for point in self._path.points) else []
        entries += [("Zielpfad", "dash")] if self._path.way else []
        for word, sign in entries:
            if sign == "dash":
                painter.setPen(QPen(QColor(tokens.text2), 1.2, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(left, middle), QPointF(left + 20, middle))
                left += 20 + XS
            else:
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.setBrush(QColor(tokens.surface if sign == "hollow" else tokens.accent))
                painter.drawEllipse(QPointF(left + _DOT + 1, middle), _DOT, _DOT)
                left += 2 * _DOT + 2 + XS
            painter.setPen(QColor(tokens.text2))
            wide = metrics.horizontalAdvance(word)
            painter.drawText(QRectF(left, middle - line / 2, wide + 1, line), _CENTRE, word)
            left += wide + M


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Two to four round values that hold everything between ``low`` and ``high``."""
    span = float(high - low) or float(abs(high)) or 1.0
    rough = span / 2
    size = 10 ** floor(log10(rough))
    step = Decimal(str(next(factor * size for factor in _STEPS if factor * size >= rough * 0.999)))
    ticks = [(low / step).to_integral_value(rounding="ROUND_FLOOR") * step]
    while ticks[-1] < high or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return ticks
