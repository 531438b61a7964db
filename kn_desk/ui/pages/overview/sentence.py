"""The briefing in one sentence, with its bold and its alarming parts; wraps where the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.services.briefing import Part
from kn_desk.ui.style import Theme


class Sentence(QWidget):
    """Painted text: plain words, never markup."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[Part] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return "".join(words for words, _ in self._parts)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show another sentence."""
        self._parts = list(parts)
        self.setAccessibleName(self.text)
        self._dress()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width).boundingRect().height()) + 1

    def sizeHint(self) -> QSize:
        return QSize(400, QFontMetrics(self._theme.font()).height() + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        self._laid_out(self.width()).draw(painter, QPointF(0, 0))
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text, self._theme.font())
        formats, start = [], 0
        for words, style in self._parts:
            part = QTextLayout.FormatRange()
            part.start, part.length = start, len(words)
            part.format = self._format(style)
            formats.append(part)
            start += len(words)
        layout.setFormats(formats)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout

    def _format(self, style: str) -> QTextCharFormat:
        tokens = self._theme.tokens
        made = QTextCharFormat()
        made.setFont(self._theme.font(bold=bool(style)))
        made.setForeground(QColor(tokens.crit.fore if style == "crit" else tokens.text))
        return made
