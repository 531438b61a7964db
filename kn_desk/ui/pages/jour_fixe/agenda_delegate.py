"""Paints the rows of an agenda: in two lines where it is narrow, in one where there is room for all columns."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kn_desk.fields.choices import Signal
from kn_desk.fields.text import visible
from kn_desk.services.meeting_times import AgendaRow
from kn_desk.ui.icons import pixmap
from kn_desk.ui.lights import paint_pill, paint_shape
from kn_desk.ui.models.agenda_model import ROW_ROLE, Part, minutes_words, shift_words, state_words
from kn_desk.ui.pages.jour_fixe.agenda_widths import INDENT
from kn_desk.ui.style import FIELD_ICON, M, S, Theme

#: What became of an item.
RESULT_ICONS = {"done": "check", "postponed": "arrow-right", "dropped": "x", "parked": "inbox"}
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight
_SIDE = 3


def said(text: str) -> str:
    """Return a text on one line, as a cell shows it."""
    return visible(" ".join(text.split()))


class AgendaDelegate(QStyledItemDelegate):
    """Paints one cell; the row's hairline, its bar while it runs, and the ring of the focus go with it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.wide = False
        #: The row with the focus ring, -1 without one; first and last column shown.
        self.ring = -1
        self.edges = (Part.NUMBER, Part.MINUTES)

    @property
    def row_height(self) -> int:
        """Pixels of a row."""
        return self._theme.row_height + 4 if self.wide else self._theme.two_line_height

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, self.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: AgendaRow = index.data(ROW_ROLE)
        tokens = self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(tokens.sel if selected else tokens.hover if hovered else tokens.surface))
        painter.setPen(QPen(QColor(tokens.border), 1))
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        part = Part(index.column())
        if part == Part.NUMBER and row.runs:
            painter.fillRect(QRect(rect.left(), rect.top(), _SIDE, rect.height()), QColor(tokens.accent))
        self._paint_part(painter, rect, row, part)
        if index.row() == self.ring:
            self._paint_ring(painter, rect, part)
        painter.restore()

    def _paint_part(self, painter: QPainter, rect: QRect, row: AgendaRow, part: Part) -> None:
        tokens = self._theme.tokens
        quiet = tokens.text2 if row.is_over else tokens.text
        match part:
            case Part.NUMBER:
                self._paint_number(painter, rect, row)
            case Part.BEGIN:
                begin = f"{row.begin:%H:%M}" if row.begin else "–"
                self._two(painter, rect, begin, shift_words(row), tokens.text2 if row.is_over else tokens.text)
            case Part.TOPIC:
                inside = rect.adjusted(INDENT * row.depth, 0, 0, 0)
                title = tokens.text2 if row.item.result in ("postponed", "dropped", "parked") else tokens.text
                self._two(painter, inside, row.item.title, "" if self.wide else row.reason, title, bold=row.runs,
                          signal=None if self.wide else row.signal)  # fmt: skip
            case Part.REASON:
                self._paint_reason(painter, rect, row)
            case Part.KIND:
                self._two(painter, rect, row.kind, "" if self.wide else row.presenter, quiet)
            case Part.PRESENTER:
                self._two(painter, rect, row.presenter, "", tokens.text2)
            case Part.MINUTES:
                late = tokens.warn.fore if row.over else ""
                self._two(
                    painter, rect, minutes_words(row), state_words(row), late or tokens.text, align=_RIGHT,
                    bold=row.runs or bool(row.over), below=late or tokens.text2,
                )  # fmt: skip

    def _paint_number(self, painter: QPainter, rect: QRect, row: AgendaRow) -> None:
        tokens = self._theme.tokens
        line = self._first_line(rect)
        name = "play" if row.runs else RESULT_ICONS.get(row.item.result or "")
        if name:
            size = self._theme.px(FIELD_ICON)
            top = line.center().y() - size // 2 + 1
            colour = tokens.accent if row.runs else tokens.text2
            painter.drawPixmap(rect.left() + M, top, pixmap(name, colour, size - self._theme.px(2)))
        painter.setFont(self._theme.font(bold=row.runs))
        painter.setPen(QColor(tokens.text2 if row.is_over else tokens.text))
        painter.drawText(line.adjusted(0, 0, -S, 0), _RIGHT | Qt.AlignmentFlag.AlignVCenter, row.number)

    def _paint_reason(self, painter: QPainter, rect: QRect, row: AgendaRow) -> None:
        inside = rect.adjusted(S, 0, -S, -1)
        if row.signal is not None:
            paint_pill(painter, self._theme, Signal(row.reason, row.signal.symbol, row.signal.tone), inside)
        else:
            self._two(painter, rect, row.reason, "", self._theme.tokens.text2)

    def _two(
        self,
        painter: QPainter,
        rect: QRect,
        first: str,
        second: str,
        colour: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
        below: str = "",
        signal: Signal | None = None,
    ) -> None:
        """Paint two lines, or the first alone in the middle where rows have one line."""
        side = M if align == _RIGHT else S
        top = self._first_line(rect).adjusted(S, 0, -side, 0)
        self._line(painter, top, first, colour, align, bold=bold)
        if self.wide:
            if second and align == _LEFT:
                used = QFontMetrics(self._theme.font()).horizontalAdvance(first) + M
                self._line(painter, top.adjusted(used, 0, 0, 0), second, self._theme.tokens.text2, align, points=9)
            return
        bottom = QRect(top.left(), top.bottom() + 1, top.width(), rect.bottom() - top.bottom() - 4)
        if signal is not None:
            tone = self._theme.tokens.tone(signal.tone).fore
            paint_shape(painter, signal.symbol, QPointF(bottom.left() + 5, bottom.center().y() + 1), QColor(tone))
            strong = signal.tone in ("warn", "crit")
            self._line(painter, bottom.adjusted(16, 0, 0, 0), second, tone, align, points=9, bold=strong)
        else:
            self._line(painter, bottom, second, below or self._theme.tokens.text2, align, points=9)

    def _first_line(self, rect: QRect) -> QRect:
        if self.wide:
            return rect.adjusted(0, 0, 0, -1)
        height = QFontMetrics(self._theme.font()).height()
        second = QFontMetrics(self._theme.font(9)).height()
        return QRect(rect.left(), rect.top() + max(2, (rect.height() - 1 - height - second) // 2), rect.width(), height)

    def _line(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        colour: str,
        align: Qt.AlignmentFlag,
        *,
        points: float = 10,
        bold: bool = False,
    ) -> None:
        if not text or place.width() < 8:
            return
        font = self._theme.font(points, bold=bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(said(text), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ring(self, painter: QPainter, rect: QRect, part: Part) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        inside = rect.adjusted(1, 1, -1, -1)
        painter.drawLine(rect.left(), inside.top(), rect.right() + 1, inside.top())
        painter.drawLine(rect.left(), inside.bottom(), rect.right() + 1, inside.bottom())
        if part == self.edges[0]:
            painter.drawLine(inside.topLeft(), inside.bottomLeft())
        if part == self.edges[1]:
            painter.drawLine(inside.topRight(), inside.bottomRight())
