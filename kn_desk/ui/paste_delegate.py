"""Paints the preview of pasted rows: ticks, tags, and cells by what was found in them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kn_desk.services.paste import Finding, Verb
from kn_desk.ui.icons import pixmap
from kn_desk.ui.models.paste_model import CELL_ROLE, ROW_ROLE, WORDS
from kn_desk.ui.style import FIELD_ICON, XS, Pair, S, Theme, Tokens

_TICK = 18
_ICONS: dict[Verb, str] = {"create": "plus", "update": "pencil", "refused": "triangle-alert"}


class PasteDelegate(QStyledItemDelegate):
    """One row: tick, tag, cells."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(tokens.sel if selected else tokens.surface))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(S, 0, -S, -1)
        if index.column() == 0:
            self._paint_tick(painter, rect, index)
        elif index.column() == 1:
            self._paint_tag(painter, inside, index.data(ROW_ROLE).verb)
        else:
            cell = index.data(CELL_ROLE)
            words = " ".join(cell.text.split())
            self._paint_cell(painter, inside, cell.finding, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, self._theme.row_height)

    def _paint_tick(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        if checked is None:
            return
        tokens = self._theme.tokens
        side = self._theme.px(_TICK)
        box = QRect(0, 0, side, side)
        box.moveCenter(rect.center())
        on = Qt.CheckState(checked) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.text3), 1))
        painter.setBrush(QColor(tokens.accent if on else tokens.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.restore()
        if on:
            painter.drawPixmap(box.left() + 2, box.top() + 2, pixmap("check", tokens.onaccent, side - 4))

    def _paint_tag(self, painter: QPainter, rect: QRect, verb: Verb) -> None:
        tokens = self._theme.tokens
        pair = {"create": tokens.ok, "refused": tokens.warn}.get(verb)
        colour = pair.fore if pair else tokens.text if verb == "update" else tokens.text2
        painter.setFont(self._theme.font(9.5))
        metrics = QFontMetrics(painter.font())
        icon_name = _ICONS.get(verb, "")
        size = self._theme.px(FIELD_ICON)
        used = size + XS if icon_name else 0
        width = min(metrics.horizontalAdvance(WORDS[verb]) + used + 2 * S, rect.width() + S)
        tag = QRect(rect.left() - (0 if pair else S), 0, width, metrics.height() + 6)
        tag.moveTop(rect.center().y() - tag.height() // 2 + 1)
        if pair:
            _fill(painter, tag, pair)
        left = tag.left() + S
        if icon_name:
            painter.drawPixmap(left, tag.center().y() - size // 2 + 1, pixmap(icon_name, colour, size))
        painter.setPen(QColor(colour))
        words = tag.adjusted(S + used, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, WORDS[verb])

    def _paint_cell(self, painter: QPainter, rect: QRect, finding: Finding, words: str) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font())
        metrics = QFontMetrics(painter.font())
        if finding == "cleared":
            words = "leer"
        pair = _pair(tokens, finding)
        if pair is not None:
            width = min(metrics.horizontalAdvance(words or " ") + 2 * S, rect.width())
            chip = QRect(rect.left(), 0, width, metrics.height() + 6)
            chip.moveTop(rect.center().y() - chip.height() // 2 + 1)
            _fill(painter, chip, pair)
            rect = rect.adjusted(S, 0, -S, 0)
        quiet = tokens.text3 if finding == "ignored" else tokens.text2
        painter.setPen(QColor(pair.fore if pair else tokens.text if finding == "new" else quiet))
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _pair(tokens: Tokens, finding: Finding) -> Pair | None:
    """The fill of a cell: what changes, what is emptied, what cannot be read."""
    return {"changed": tokens.info, "cleared": tokens.none, "unreadable": tokens.warn}.get(finding)


def _fill(painter: QPainter, rect: QRect, pair: Pair) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.back))
    painter.drawRoundedRect(rect, 4, 4)
    painter.restore()
