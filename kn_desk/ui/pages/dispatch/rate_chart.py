"""The rate of return over the periods: one bar each from a baseline at 0, its value above it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.services.return_monitor import Rate
from kn_desk.ui.style import XS, M, Theme

#: Older periods than these are in the list of periods.
_MOST = 6
_HIGH, _BAR = 32, 28


class RateChart(QWidget):
    """Paints the last periods; the one that is looked at is solid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rates: Sequence[Rate] = ()
        self._label = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_rates(self, rates: Sequence[Rate], label: str) -> None:
        """Show other rates, the oldest first; ``label`` is the period that is looked at."""
        self._rates = rates[-_MOST:]
        self._label = label
        said = ", ".join(f"{one.label} {one.percent} %, {one.back} von {one.sent} Mappen" for one in self._rates)
        self.setAccessibleName(f"Rücklaufquote je Berichtszeitraum: {said}")
        self.setToolTip("\n".join(f"{one.label}: {one.back} von {one.sent} Mappen" for one in self._rates))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._rates) * self._step, _HIGH + 2 * (self._metrics.height() + XS))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(9, bold=True))

    @property
    def _step(self) -> int:
        labels = (self._metrics.horizontalAdvance(one.label) for one in self._rates)
        return max((*labels, _BAR)) + M

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, line = self._theme.tokens, self._metrics.height()
        ground = line + XS + _HIGH
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, rate in enumerate(self._rates):
            left = place * self._step
            is_here = rate.label == self._label
            high = max(1.0, _HIGH * rate.back / rate.sent)
            bar = QRectF(left + (self._step - _BAR) / 2, ground - high, _BAR, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent if is_here else tokens.mark_none))
            painter.drawRect(bar)
            painter.setFont(self._theme.font(9, bold=is_here))
            painter.setPen(QColor(tokens.text if is_here else tokens.text2))
            middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(QRectF(left, bar.top() - XS - line, self._step, line), middle, f"{rate.percent} %")
            painter.drawText(QRectF(left, ground + XS, self._step, line), middle, rate.label)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(tokens.field), 1))
        painter.drawLine(0, ground, self.width(), ground)
        painter.end()
