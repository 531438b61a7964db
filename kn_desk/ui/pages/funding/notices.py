"""The Bescheide of an application as numbered versions: the newest holds, the older ones are replaced."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kn_desk.services.application_sums import NoticeVersion
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.funding.pair_line import PairLine
from kn_desk.ui.style import M, Theme


class NumberBadge(QWidget):
    """The number of a version: filled while it holds, else outlined."""

    def __init__(self, theme: Theme, number: int, in_force: bool) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._in_force = in_force

    def sizeHint(self) -> QSize:
        side = QFontMetrics(self._theme.font(9, bold=True)).height() + 6
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if self._in_force else tokens.field), 1))
        painter.setBrush(QColor(tokens.accent if self._in_force else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(self._theme.font(9, bold=self._in_force))
        painter.setPen(QColor(tokens.onaccent if self._in_force else tokens.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class NoticeRow(QWidget):
    """One version in two lines: kind and amount, day and what changed."""

    def __init__(self, theme: Theme, version: NoticeVersion) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(M)
        badge = NumberBadge(theme, version.number, version.in_force)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        colour = "text" if version.in_force else "text2"
        title = Words(theme, version.title, bold=version.in_force, colour=colour)
        lines.addWidget(PairLine(title, Words(theme, version.amount, colour=colour)))
        below = Words(theme, version.below, points=9, colour="text2")
        lines.addWidget(PairLine(below, Words(theme, version.change, points=9, colour="text2")))
        row.addLayout(lines, 1)
