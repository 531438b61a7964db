"""Paints what became worse: light → light, the Maßnahme, the reason below it, and the way to the next agenda."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kn_desk.fields.text import visible
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.worsened import Worse
from kn_desk.ui.icons import pixmap
from kn_desk.ui.lights import paint_pill, paint_shape, pill_width
from kn_desk.ui.models.worse_model import LINKED_ROLE, WORSE_ROLE
from kn_desk.ui.row_list import RowButton, button_height, button_width, paint_button, paint_ring, paint_row
from kn_desk.ui.style import XS, L, M, S, Theme

_WORDS = "Zum Jour fixe"
_ON_AGENDA = "Auf der Tagesordnung"
_ARROW = 14


class WorseDelegate(QStyledItemDelegate):
    """Rows of two lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hot = (-1, "")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        two_lines = 2 * QFontMetrics(self._theme.font()).height() + S
        return QSize(200, max(self._theme.two_line_height + 1, two_lines))

    def buttons(self, index: QModelIndex | QPersistentModelIndex, place: QRect, current: bool) -> list[RowButton]:
        """Return the button of a row, none where the Maßnahme is on the agenda already."""
        if index.data(LINKED_ROLE):
            return []
        high, wide = button_height(self._theme), button_width(self._theme, _WORDS, "")
        top = place.top() + (place.height() - high) // 2
        rect = QRect(place.right() - M - wide, top, wide, high)
        return [RowButton("agenda", _WORDS, "", rect, "Auf die nächste Tagesordnung (J)")]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one: Worse = index.data(WORSE_ROLE)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_row(
            painter, self._theme, place, selected=selected, hovered=bool(state & QStyle.StateFlag.State_MouseOver)
        )
        if index.row() < index.model().rowCount() - 1:
            painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
            painter.drawLine(place.left() + M, place.bottom(), place.right() - M, place.bottom())
        x = self._paint_lights(painter, one, place)
        right = self._paint_end(painter, index, place, selected)
        self._paint_texts(painter, one, QRect(x, place.top(), right - x, place.height() - 1))
        if selected and state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, self._theme, place)
        painter.restore()

    def _paint_lights(self, painter: QPainter, one: Worse, place: QRect) -> int:
        before, now = PLAN_LIGHT.states[one.before], PLAN_LIGHT.states[one.now]
        x, middle = place.left() + M + XS, place.center().y()
        colour = QColor(self._theme.tokens.tone(before.tone).fore)
        paint_shape(painter, before.symbol, QPointF(x + 4, middle + 0.5), colour)
        x += L
        arrow = pixmap("arrow-right", self._theme.tokens.text3, _ARROW)
        painter.drawPixmap(x, middle - _ARROW // 2 + 1, arrow)
        x += _ARROW + S
        metrics = QFontMetrics(self._theme.font(9.5))
        widest = max(pill_width(PLAN_LIGHT.states[light], metrics) for light in ("crit", "warn"))
        paint_pill(painter, self._theme, now, QRect(x, place.top(), widest + 4, place.height()))
        return x + widest + L

    def _paint_end(
        self, painter: QPainter, index: QModelIndex | QPersistentModelIndex, place: QRect, selected: bool
    ) -> int:
        """The button, or that it is not needed; return where the texts have to end."""
        for button in self.buttons(index, place, selected):
            hot = self.hot == (index.row(), button.name)
            paint_button(painter, self._theme, button, strong=selected, hot=hot)
            return button.place.left() - M
        font = self._theme.font(9)
        wide = QFontMetrics(font).horizontalAdvance(_ON_AGENDA)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.text3))
        there = QRect(place.right() - M - wide, place.top(), wide + 2, place.height())
        painter.drawText(there, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _ON_AGENDA)
        return there.left() - M

    def _paint_texts(self, painter: QPainter, one: Worse, place: QRect) -> None:
        tokens, font = self._theme.tokens, self._theme.font()
        metrics = QFontMetrics(font)
        top = place.top() + (place.height() - 2 * metrics.height()) // 2
        painter.setFont(font)
        for words, colour in ((one.title, tokens.text), (one.reason, tokens.text2)):
            line = QRect(place.left(), top, place.width(), metrics.height())
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(" ".join(visible(words).split()), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            top += metrics.height()
