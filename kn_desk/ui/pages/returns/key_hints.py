"""A line of keys and what they do, drawn as on a keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.ui.style import XS, M, S, Theme


class KeyHints(QWidget):
    """Shows as many of (keys, word) as there is room for."""

    def __init__(self, theme: Theme, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._theme = theme
        self._hints = tuple(hints)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Tasten: " + ", ".join(f"{keys} {word}" for keys, word in hints))
        self.setToolTip("\n".join(f"{keys}: {word}" for keys, word in hints))
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(self._theme.font(9)).height() + S)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        font = self._theme.font(9)
        metrics = QFontMetrics(font)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        left = 0
        for keys, word in self._hints:
            cap = metrics.horizontalAdvance(keys) + S
            wide = cap + XS + 1 + metrics.horizontalAdvance(word)
            if left + wide > self.width():
                break
            box = QRectF(left + 0.5, 0.5, cap - 1, self.height() - 1)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.setBrush(QColor(tokens.alt))
            painter.drawRoundedRect(box, XS, XS)
            painter.setPen(QColor(tokens.text2))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
            place = QRect(left + cap + XS + 1, 0, wide, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
            left += wide + M
        painter.end()
