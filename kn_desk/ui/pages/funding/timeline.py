"""The dates of an application below one another: light, name, day, what is left; each unfolds "Warum dieses Datum?"."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kn_desk.fields.text import visible
from kn_desk.records.application_dates import Due
from kn_desk.records.deadlines import DEADLINE_LIGHT
from kn_desk.records.sentences import day
from kn_desk.services.application_dates import Why
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.pages.funding.why_box import WhyBox
from kn_desk.ui.style import XS, S, Theme

_AXIS = 8
_INDENT = 24


class DueRow(QAbstractButton):
    """One date; checked while its sum is unfolded, which only dates with a duty have."""

    def __init__(self, theme: Theme, due: Due, left: str, widest: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._due = due
        self._left = left
        self._widest = widest
        self._first, self._last = first, last
        words = visible(due.words).replace("\n", " ")
        self._words = words
        self.setCheckable(due.duty is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if due.duty is not None else Qt.FocusPolicy.NoFocus)
        if due.duty is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words}, {day(due.on)}, {left}")
        self.setToolTip(f"{words}\n{day(due.on)}: {left}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(200, max(26, QFontMetrics(self._theme.font()).height() + S))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        line = self.sizeHint().height()
        return line if self._room(width) >= self._kind_width else line + QFontMetrics(self._theme.font()).height()

    @property
    def _kind_width(self) -> int:
        return QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self._due.kind)

    def _room(self, width: int) -> int:
        """Pixels that the figures leave to the name on the same line."""
        date_width = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance("00.00.0000")
        return width - _INDENT - XS - self._left_width() - S - XS - date_width

    def _left_width(self) -> int:
        return QFontMetrics(self._theme.font(9, bold=True)).horizontalAdvance(self._widest)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        signal = DEADLINE_LIGHT.states[self._due.level]
        tone = tokens.tone(signal.tone).fore
        strong = self._due.level in ("warn", "crit")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.sizeHint().height()
        middle = line / 2
        painter.setPen(QPen(QColor(tokens.border), 2))
        if not self._first:
            painter.drawLine(QPointF(_AXIS, 0), QPointF(_AXIS, middle - 8))
        if not self._last:
            painter.drawLine(QPointF(_AXIS, middle + 8), QPointF(_AXIS, self.height()))
        paint_shape(painter, signal.symbol, QPointF(_AXIS, middle), QColor(tone), 9)
        small = self._theme.font(9, bold=strong)
        self._text(painter, self._left, small, tone if strong else tokens.text2, right=0)
        bold = self.isChecked()
        font = self._theme.font(bold=bold or self._due.level == "crit")
        ink = tokens.crit.fore if self._due.level == "crit" else tokens.text
        self._text(painter, day(self._due.on), font, ink, right=self._left_width() + S)
        room = self._room(self.width())
        room = room if room >= self._kind_width else self.width() - _INDENT
        self._paint_name(painter, bold, QRect(_INDENT, 0, room, line))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(_INDENT - XS - 1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_name(self, painter: QPainter, bold: bool, place: QRect) -> None:
        """Paint the name; where it is too long, the kind says enough, and the tooltip the rest."""
        font = self._theme.font(bold=bold)
        metrics = QFontMetrics(font)
        fits = metrics.horizontalAdvance(self._words) <= place.width()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.text))
        text = metrics.elidedText(self._words if fits else self._due.kind, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _text(self, painter: QPainter, text: str, font: QFont, ink: str, *, right: int) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        # The figures stand in the last line; where that is the second one, the name has the first to itself.
        line = self.sizeHint().height()
        place = QRect(0, self.height() - line, self.width() - right - XS, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)


class Timeline(QWidget):
    """The rows with their sums; one sum is unfolded at a time."""

    def __init__(self, theme: Theme, dates: list[tuple[Due, str, Why | None]]) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        widest = max((left for _, left, _ in dates), key=len, default="")
        self.rows: list[DueRow] = []
        self.boxes: list[QWidget | None] = []
        for number, (due, left, why) in enumerate(dates):
            last = number == len(dates) - 1
            row = DueRow(theme, due, left, widest, first=number == 0, last=last)
            box = self._box(why, last) if why is not None else None
            self._column.addWidget(row)
            if box is not None:
                self._column.addWidget(box)
                row.clicked.connect(self._unfold)
            self.rows.append(row)
            self.boxes.append(box)

    def unfold(self, number: int) -> None:
        """Show why one date is as it is, and hide the others."""
        for place, (row, box) in enumerate(zip(self.rows, self.boxes, strict=True)):
            row.setChecked(place == number)
            if box is not None:
                box.setVisible(place == number)

    def _unfold(self) -> None:
        number = next(place for place, row in enumerate(self.rows) if row is self.sender())
        self.unfold(number if self.rows[number].isChecked() else -1)

    def _box(self, why: Why, last: bool) -> QWidget:
        holder = AxisHolder(self._theme, last)
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(_INDENT, XS, 0, XS)
        inside.addWidget(WhyBox(self._theme, why))
        holder.setVisible(False)
        return holder


class AxisHolder(QWidget):
    """Lets the line of the timeline run on beside an unfolded sum."""

    def __init__(self, theme: Theme, last: bool) -> None:
        super().__init__()
        self._theme = theme
        self._last = last

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._last:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(self._theme.tokens.border), 2))
            painter.drawLine(QPointF(_AXIS, 0), QPointF(_AXIS, self.height()))
            painter.end()
