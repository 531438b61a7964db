"""A card of the board as it is painted: title, programme, status, amount and quota, the next date."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kn_desk.records.deadlines import DEADLINE_LIGHT
from kn_desk.records.sentences import day
from kn_desk.services.pipeline import Card, CardDue
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.pages.funding.card_model import CARD_ROLE
from kn_desk.ui.style import RADIUS_CARD, XS, S, Theme

_PAD = 10
_SHAPE = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CardDelegate(QStyledItemDelegate):
    """Paints cards in the size that their text needs; ``width`` fixes it, else the list's own width counts."""

    def __init__(self, theme: Theme, view: QAbstractItemView, *, inset: int, width: int = 0) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._inset = inset
        self._width = width

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        card = index.data(CARD_ROLE)
        width = self._width or self._view.viewport().width()
        return QSize(width, self._height(card, width - 2 * self._inset) + S)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place: QRect = option.rect.adjusted(self._inset, 0, -self._inset, -S)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and self._view.hasFocus()
        self._paint(painter, QRectF(place), index.data(CARD_ROLE), chosen, focused)

    def picture(self, card: Card, width: int, ratio: float) -> QPixmap:
        """Return the card by itself, for a drag."""
        size = QSize(width - 2 * self._inset, self._height(card, width - 2 * self._inset))
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setOpacity(0.85)
        self._paint(painter, QRectF(0, 0, size.width(), size.height()), card, True, True)
        painter.end()
        return made

    def _height(self, card: Card, width: int) -> int:
        line, small = self._line(bold=True), self._line(9)
        lines = len(_two_lines(card.title, self._theme.font(bold=True), width - 2 * _PAD))
        height = XS + lines * line + S
        height += small * (bool(card.programme) + bool(card.status)) + XS + line
        height += line * (not self._amount_fits(card, width - 2 * _PAD))
        if card.due is not None:
            height += 2 * XS + 1 + 2 * small
        return height

    def _line(self, points: float = 10, *, bold: bool = False) -> int:
        return _line_height(self._theme.font(points, bold=bold))

    def _amount_fits(self, card: Card, width: int) -> bool:
        """Whether amount and quota stand on one line; at large text they may not."""
        amount = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(card.amount)
        return amount + S + QFontMetrics(self._theme.font()).horizontalAdvance(card.quota) <= width

    def _paint(self, painter: QPainter, place: QRectF, card: Card, chosen: bool, focused: bool) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = 2.0 if focused else 1.0
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.border), ring))
        painter.setBrush(QColor(tokens.sel if chosen else tokens.surface))
        edge = ring / 2
        painter.drawRoundedRect(place.adjusted(edge, edge, -edge, -edge), RADIUS_CARD, RADIUS_CARD)
        inside = place.toRect().adjusted(_PAD, XS + 1, -_PAD, 0)
        top = self._words(painter, inside, card)
        top = self._amount(painter, inside, top + XS, card)
        if card.due is not None:
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(inside.left(), top + XS + 0.5), QPointF(inside.right() + 1, top + XS + 0.5))
            self._due(painter, inside, top + 2 * XS + 1, card.due)
        painter.restore()

    def _words(self, painter: QPainter, inside: QRect, card: Card) -> int:
        tokens, top = self._theme.tokens, inside.top()
        bold = self._theme.font(bold=True)
        for text in _two_lines(card.title, bold, inside.width()):
            top = self._text(painter, inside, top, text, bold, tokens.text)
        small = self._theme.font(9)
        if card.programme:
            top = self._text(painter, inside, top, card.programme, small, tokens.text2)
        if card.status:
            top = self._text(painter, inside, top, card.status, small, tokens.text)
        return top

    def _amount(self, painter: QPainter, inside: QRect, top: int, card: Card) -> int:
        tokens = self._theme.tokens
        if not card.amount:
            height = self._line(bold=True)
            self._text(painter, inside, top, "ohne Betrag", self._theme.font(9), tokens.text2, height=height)
            return top + height
        below = self._text(painter, inside, top, card.amount, self._theme.font(bold=True), tokens.text)
        if self._amount_fits(card, inside.width()):
            self._text(painter, inside, top, card.quota, self._theme.font(), tokens.text, _RIGHT)
            return below
        return self._text(painter, inside, below, card.quota, self._theme.font(), tokens.text, _RIGHT)

    def _due(self, painter: QPainter, inside: QRect, top: int, due: CardDue) -> None:
        tokens = self._theme.tokens
        signal = DEADLINE_LIGHT.states[due.level]
        strong = due.level in ("warn", "crit")
        colour = tokens.tone(signal.tone).fore if due.level != "none" else tokens.text2
        font = self._theme.font(9, bold=strong)
        shape = self._theme.px(_SHAPE)
        label_top, label = top, inside
        top += self._line(9)
        if due.on is not None:
            urgent = due.overdue
            date_font = self._theme.font(9, bold=urgent)
            ink = tokens.crit.fore if urgent else tokens.text
            date_width = QFontMetrics(date_font).horizontalAdvance(day(due.on)) + XS
            beside = inside.width() - shape - 7 - QFontMetrics(font).horizontalAdvance(due.left) >= date_width
            # Where both do not fit side by side, the date goes up beside the word.
            self._text(painter, inside, top if beside else label_top, day(due.on), date_font, ink, _RIGHT)
            label = inside if beside else inside.adjusted(0, 0, -date_width, 0)
        self._text(painter, label, label_top, due.words, self._theme.font(9), tokens.text2)
        height = _line_height(font)
        centre = QPointF(inside.left() + shape / 2 + 1, top + height / 2)
        paint_shape(painter, signal.symbol, centre, QColor(colour), shape)
        words = inside.adjusted(shape + 7, 0, 0, 0)
        self._text(painter, words, top, due.left, font, colour)

    def _text(
        self, painter: QPainter, inside: QRect, top: int, text: str, font: QFont, colour: str,
        side: Qt.AlignmentFlag = _LEFT, height: int = 0,
    ) -> int:  # fmt: skip
        metrics = QFontMetrics(font)
        line = height or _line_height(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRect(inside.left(), top, inside.width(), line)
        painter.drawText(place, side, metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width()))
        return top + line


def _line_height(font: QFont) -> int:
    return round(QFontMetrics(font).height() * 1.12)


def _two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Break a title over at most two lines; what is left over is elided when it is painted."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(width, 20))
    first = line.textLength()
    layout.endLayout()
    rest = text[first:].strip()
    return [text[:first].strip(), rest] if rest else [text]
