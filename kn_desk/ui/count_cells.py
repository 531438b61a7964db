"""Count cells: one per unit, filled for those that count, beside the figure."""

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
        self._filled: Sequence[bool] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_cells(self, filled: Sequence[bool], words: str) -> None:
        """Show one cell per unit, filled or not; ``words`` say the same."""
        self._filled = filled
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._filled) * (10 + _GAP), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._filled) * (_LEAST + 1), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._filled:
            return
        tokens = self._theme.tokens
        step = min(self.width() / len(self._filled), _MOST + _GAP)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, filled in enumerate(self._filled):
            painter.setBrush(QColor(tokens.accent if filled else tokens.track))
            left = round(place * step)
            width = max(1, round((place + 1) * step) - left - _GAP)
            painter.drawRoundedRect(QRectF(left, 0, width, _HEIGHT), 1, 1)
        painter.end()
