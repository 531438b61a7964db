"""What the aside counts with: a figure with its cells, and a shape with its number."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Signal
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.pages.overview.charts import CountCells
from kn_desk.ui.style import XS, S, Theme

_SQUARE = 10


class CountPart(QWidget):
    """A title, "21 von 23 Ämtern", cells, and what is missing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self._title = Words(theme, bold=True)
        self._figure = Words(theme, points=15, bold=True)
        self._of = Words(theme, colour="text2")
        self._cells = CountCells(theme)
        self._below = Words(theme, colour="text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._of, 1, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._cells)
        column.addWidget(self._below)
        column.addStretch(1)

    def show_count(self, title: str, done: int, of: int, unit: str, below: str) -> None:
        """Show how many of how many."""
        self._show(True)
        self._title.setText(title)
        self._figure.setText(str(done))
        self._of.setText(f"von {of} {unit}")
        self._cells.show_count(done, of)
        self._below.setText(below)

    def show_nothing(self, title: str, sentence: str) -> None:
        """Show that there is nothing to count yet."""
        self._show(False)
        self._title.setText(title)
        self._below.setText(sentence)

    def _show(self, counted: bool) -> None:
        for widget in (self._figure, self._of, self._cells):
            widget.setVisible(counted)


class Counted(QWidget):
    """A light with its number: shape, figure, word; or a coloured square with a word."""

    def __init__(self, theme: Theme, signal: Signal | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._signal = signal
        self._words = ""
        self._colours = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: str, fill: str = "", edge: str = "") -> None:
        """Show other words; a square takes its fill and its edge."""
        self._words, self._colours = words, (fill, edge)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font())
        return QSize(_SQUARE + S + metrics.horizontalAdvance(self._words) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._signal is not None:
            colour = QColor(self._theme.tokens.tone(self._signal.tone).fore)
            paint_shape(painter, self._signal.symbol, QPointF(_SQUARE / 2, middle), colour)
        else:
            fill, edge = self._colours
            painter.setPen(QPen(QColor(edge or fill), 1))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(QRect(0, round(middle - _SQUARE / 2), _SQUARE, _SQUARE).toRectF(), 2, 2)
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.text))
        place = QRect(_SQUARE + S, 0, self.width() - _SQUARE - S, self.height())
        shown = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
