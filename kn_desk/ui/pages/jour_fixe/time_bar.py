"""The time bar of a meeting: a sentence, and one segment per top item against the time there is."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.services.meeting_times import MeetingSheet, Segment
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.style import XS, S, Theme

_BAR = 10
_GAP = 2
_SHAPE = 9


class TimeBar(QWidget):
    """Painted; everything it shows is said in its sentence and in the table too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: MeetingSheet | None = None
        self._chosen = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_sheet(self, sheet: MeetingSheet, chosen: str) -> None:
        """Show the times of a meeting; ``chosen`` is the item whose segment is tinted."""
        self._sheet, self._chosen = sheet, chosen
        first, rest, over = sheet.sentence
        self.setAccessibleName(", ".join(filter(None, (first, rest, over))))
        self.setToolTip("\n".join(filter(None, (first, rest, over))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._words_height + XS + 4 + _BAR + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @property
    def _words_height(self) -> int:
        return QFontMetrics(self._theme.font()).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sentence(painter, self._sheet)
        self._paint_bar(painter, self._sheet)
        painter.end()

    def _paint_sentence(self, painter: QPainter, sheet: MeetingSheet) -> None:
        tokens = self._theme.tokens
        first, rest, over = sheet.sentence
        x = self._say(painter, 0, first, tokens.text, bold=True) + S
        if rest:
            x = self._say(painter, x, f"{rest}{' ·' if sheet.is_prepared else ','}" if over else rest, tokens.text2) + S
        if over:
            shape = self._theme.px(_SHAPE)
            paint_shape(painter, "▲", QPointF(x + shape / 2, self._words_height / 2), QColor(tokens.warn.fore), shape)
            self._say(painter, x + shape + S, over, tokens.warn.fore, bold=True)

    def _say(self, painter: QPainter, x: float, words: str, colour: str, *, bold: bool = False) -> float:
        font = self._theme.font(bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = max(0, self.width() - round(x))
        painter.drawText(QPointF(x, metrics.ascent()), metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        return x + metrics.horizontalAdvance(words)

    def _paint_bar(self, painter: QPainter, sheet: MeetingSheet) -> None:
        segments = sheet.segments
        total = sum(segment.minutes for segment in segments)
        room = max(total, sheet.length.available or 0)
        if not room:
            return
        scale = self.width() / room
        top = self.height() - _BAR - 2
        at = 0
        for segment in segments:
            left, right = at * scale, (at + segment.minutes) * scale
            at += segment.minutes
            if right - left > _GAP:
                self._paint_segment(painter, segment, QRectF(left + 0.5, top + 0.5, right - left - _GAP, _BAR - 1))
        if at < room:
            free = QRectF(at * scale + 0.5, top + 0.5, (room - at) * scale - 1.5, _BAR - 1)
            painter.setPen(QPen(QColor(self._theme.tokens.field), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(free, 3, 3)
        if total > (sheet.length.available or total):
            self._paint_plan_end(painter, sheet, (sheet.length.available or 0) * scale, top)

    def _paint_segment(self, painter: QPainter, segment: Segment, place: QRectF) -> None:
        tokens = self._theme.tokens
        shape = QPainterPath()
        shape.addRoundedRect(place, 3, 3)
        chosen = segment.identity == self._chosen
        painter.fillPath(shape, QColor(tokens.sel if chosen and not segment.spent else tokens.surface))
        painter.setPen(QPen(QColor(tokens.text3 if chosen else tokens.field), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if not segment.spent or not segment.minutes:
            return
        share = place.width() / segment.minutes
        used = QRectF(place.left() - 0.5, place.top() - 0.5, (segment.spent - segment.over) * share + 1, _BAR)
        painter.save()
        painter.setClipRect(used)
        painter.fillPath(shape, QColor(tokens.accent))
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.drawPath(shape)
        painter.restore()
        if segment.over:
            over = QRectF(used.right(), place.top(), place.right() - used.right(), place.height())
            painter.setPen(QPen(QColor(tokens.warn.fore), 1))
            painter.setBrush(QColor(tokens.warn.back))
            painter.drawRoundedRect(over, 3, 3)

    def _paint_plan_end(self, painter: QPainter, sheet: MeetingSheet, x: float, top: int) -> None:
        """Where the meeting should end: a line through the bar, its time above it."""
        tokens = self._theme.tokens
        painter.fillRect(QRectF(x - 1, top - 3, 2, _BAR + 6), QColor(tokens.text))
        if sheet.meeting.end is None:
            return
        words = f"Plan {sheet.meeting.end:%H:%M}"
        font = self._theme.font(9)
        width = QFontMetrics(font).horizontalAdvance(words)
        said = " ".join(filter(None, sheet.sentence))
        if QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(said) + 40 + width > x:
            return
        painter.setFont(font)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(QPointF(x - width, QFontMetrics(self._theme.font()).ascent()), words)
