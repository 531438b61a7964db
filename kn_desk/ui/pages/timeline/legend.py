"""The legend of the Zeitplan, pinned below it; wraps where the room is short."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.ui.pages.timeline import shapes
from kn_desk.ui.style import XS, L, M, S, Theme

_SAMPLE = 24
#: Word, what is painted before it, and whether a new group begins.
_ENTRIES = (
    ("Plan", "plan"), ("Ist", "actual"), ("Prognose nach Plan-Ende", "forecast"), ("Meilenstein offen", "open"),
    ("erreicht", "reached"), ("überfällig", "overdue"),
)  # fmt: skip


class Legend(QWidget):
    """Paints a sample and its word for each shape."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legende: " + ", ".join(word for word, _ in _ENTRIES))
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(320, self._places(self.width() or 600)[-1][0].bottom() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(self._theme.font(9))
        for (place, sample), (word, shape) in zip(self._places(self.width()), _ENTRIES, strict=True):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_sample(painter, shape, place.left(), sample, place.center().y() + 0.5)
            painter.setPen(QColor(tokens.text2))
            painter.drawText(place.adjusted(sample + S, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)
        painter.end()

    def _paint_sample(self, painter: QPainter, shape: str, left: int, width: int, middle: float) -> None:
        tokens = self._theme.tokens
        if shape == "plan":
            shapes.paint_plan(painter, tokens, left, left + width, middle)
        elif shape == "actual":
            shapes.paint_actual(painter, tokens, left, left + width, middle)
        elif shape == "forecast":
            shapes.paint_forecast(painter, tokens, "warn", left, left + width, middle)
        else:
            centre = QPointF(left + width / 2, middle)
            shapes.paint_mark(painter, tokens, shape, centre.x(), centre.y())

    def _places(self, width: int) -> list[tuple[QRect, int]]:
        metrics = QFontMetrics(self._theme.font(9))
        height = max(29, metrics.height() + M)
        left, top, found = M, 0, []
        for word, shape in _ENTRIES:
            sample = _SAMPLE if shape in ("plan", "actual", "forecast") else shapes.MARK
            wide = sample + S + metrics.horizontalAdvance(word) + XS
            if left + wide > width and left > M:
                left, top = M, top + height - S
            found.append((QRect(left, top, wide, height), sample))
            left += wide + L
        return found

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()
