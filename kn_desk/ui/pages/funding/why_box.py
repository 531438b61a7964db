"""The written sum that answers "Warum dieses Datum?"."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from kn_desk.fields.text import visible
from kn_desk.services.application_dates import Why
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, M, S, Theme

#: A usual figure with its words; where they take more pixels, they do not stand side by side.
_LONGEST = "00.00.0000 Bewilligungszeitraum"
_TWO_COLUMNS = 240


class WhyBox(QFrame):
    """The answer to "Warum dieses Datum?", set like a written sum."""

    def __init__(self, theme: Theme, why: Why) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[tuple[QWidget | None, Words, Words]] = []
        for line in why.lines:
            is_due = line.sign in ("=", "→") and "Regel" not in line.words
            figure = f"{line.sign} {line.figure}" if line.sign in ("+", "−", "→") else line.figure
            words = Words(theme, visible(line.words), points=9, bold=is_due, colour="text2", wrap=True)
            rule = SumRule(self._theme) if line.sign == "=" else None
            self._lines.append((rule, Words(theme, figure, points=9, bold=is_due), words))
        self._note = Words(theme, visible(why.note), points=9, colour="text2", wrap=True) if why.note else None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(M, S, M, S)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(Words(theme, "Warum dieses Datum?", points=9, bold=True), 0, 0, 1, 2)
        self._place()
        theme.changed.connect(self._place)

    def _place(self) -> None:
        """Figures and words in two columns; at large text each pair below one another."""
        stacked = QFontMetrics(self._theme.font(9)).horizontalAdvance(_LONGEST) > _TWO_COLUMNS
        row = 1
        for rule, figure, words in self._lines:
            if rule is not None:
                self._grid.addWidget(rule, row, 0)
                row += 1
            self._grid.addWidget(figure, row, 0, 1, 2 if stacked else 1, Qt.AlignmentFlag.AlignTop)
            if stacked:
                row += 1
                self._grid.addWidget(words, row, 0, 1, 2)
            else:
                self._grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignTop)
            row += 1
        if self._note is not None:
            self._grid.setRowMinimumHeight(row, XS if self._lines else 0)
            self._grid.addWidget(self._note, row + 1, 0, 1, 2)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.bg))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()


class SumRule(QWidget):
    """The line under the last figure of a sum."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.text3))
        painter.end()
