"""The few charts beside the briefing, painted: cells that count, and bars of parts."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.ui.style import Theme

_CELL = 10
_BAR = 14
_GAP = 2
#: More cells than these would be hairs.
_MOST_CELLS = 40


class CountCells(QWidget):
    """One cell per unit, filled as far as it is done; the number stands beside."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._done, self._all = 0, 0
        self.setFixedHeight(_CELL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_count(self, done: int, of: int) -> None:
        """Show ``done`` of ``of``."""
        self._done, self._all = done, of
        self.setAccessibleName(f"{done} von {of}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _CELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        cells = min(self._all, _MOST_CELLS)
        done = round(self._done * cells / self._all) if self._all else 0
        for cell in range(cells):
            left, right = round(cell * self.width() / cells), round((cell + 1) * self.width() / cells)
            fill = QColor(tokens.accent if cell < done else tokens.track)
            painter.fillRect(left, 0, max(1, right - left - _GAP), _CELL, fill)
        painter.end()


class PartsBar(QWidget):
    """One bar of parts, each with a fill and an edge; a part without edge is solid."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[tuple[float, str, str]] = []
        self.setFixedHeight(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[tuple[float, str, str]], spoken: str) -> None:
        """Show parts as (size, fill colour, edge colour or "")."""
        self._parts = [part for part in parts if part[0] > 0]
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = sum(size for size, *_ in self._parts)
        if not total:
            painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, _BAR - 1), 3, 3)
        room = self.width() - _GAP * (len(self._parts) - 1)
        # Even the smallest part can be seen; the others give it the room.
        least = 6.0
        widths = [max(least, room * size / total) for size, *_ in self._parts]
        scale = room / sum(widths) if widths else 1
        x = 0.0
        for width, (_, fill, edge) in zip(widths, self._parts, strict=True):
            place = QRectF(x + 0.5, 0.5, width * scale - 1, _BAR - 1)
            painter.setPen(QPen(QColor(edge or fill), 1))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(place, 3, 3)
            x += width * scale + _GAP
        painter.end()
