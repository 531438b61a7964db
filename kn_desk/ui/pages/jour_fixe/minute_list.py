"""The entries of the minutes: a badge with the letter of the kind, the text, and the record that it became."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kn_desk.fields.text import visible
from kn_desk.ui.models.minute_model import LINE_ROLE, MinuteLine, MinuteModel
from kn_desk.ui.style import XS, L, M, S, Theme

_BADGE = 21
_LEFT = Qt.AlignmentFlag.AlignLeft


class MinuteDelegate(QStyledItemDelegate):
    """Badges take the accent and greys, never the colours of the lights."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        text = self._text_rect(QRect(0, 0, width, 10_000), index.data(LINE_ROLE))
        return QSize(100, M - 2 + text.height() + 2 + QFontMetrics(self._theme.font(9)).height() + M)

    def code_rect(self, rect: QRect, line: MinuteLine) -> QRect:
        """Return where the Kennung of what an entry became stands."""
        small = QFontMetrics(self._theme.font(9.5))
        height = small.height()
        width = small.horizontalAdvance(line.code)
        return QRect(rect.right() - L - width, rect.bottom() - M - height + 1, width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: MinuteLine = index.data(LINE_ROLE)
        tokens = self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(rect, QColor(tokens.sel))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(rect.left() + L, rect.bottom(), rect.right() - L, rect.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_badge(painter, QRectF(rect.left() + L + 0.5, rect.top() + M + 0.5, _BADGE - 1, _BADGE - 1), line)
        place = self._text_rect(rect, line)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text))
        painter.drawText(place, _LEFT | Qt.TextFlag.TextWordWrap, visible(line.entry.text))
        self._paint_below(painter, rect, place, line)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(3, 2, -3, -3), 4, 4)
        painter.restore()

    def _paint_below(self, painter: QPainter, rect: QRect, text: QRect, line: MinuteLine) -> None:
        tokens = self._theme.tokens
        code = self.code_rect(rect, line)
        font = self._theme.font(9, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text2))
        below = QRect(text.left(), code.top(), rect.right() - L - text.left(), code.height())
        painter.drawText(below, _LEFT | Qt.AlignmentFlag.AlignVCenter, line.kind)
        if line.about:
            used = QFontMetrics(font).horizontalAdvance(line.kind)
            font = self._theme.font(9)
            painter.setFont(font)
            room = (code.left() - S if line.code else below.right()) - below.left() - used
            shown = QFontMetrics(font).elidedText(f" · {visible(line.about)}", Qt.TextElideMode.ElideRight, room)
            painter.drawText(below.adjusted(used, 0, 0, 0), _LEFT | Qt.AlignmentFlag.AlignVCenter, shown)
        if line.code:
            painter.setFont(self._theme.font(9.5))
            painter.setPen(QColor(tokens.accent))
            painter.drawText(code.adjusted(-2, 0, 2, 0), Qt.AlignmentFlag.AlignCenter, line.code)

    def _text_rect(self, rect: QRect, line: MinuteLine) -> QRect:
        left = rect.left() + L + _BADGE + M - 1
        room = QRect(left, rect.top() + M - 2, max(60, rect.right() - L - left), 10_000)
        metrics = QFontMetrics(self._theme.font())
        return metrics.boundingRect(room, _LEFT | Qt.TextFlag.TextWordWrap, visible(line.entry.text) or " ")

    def _paint_badge(self, painter: QPainter, place: QRectF, line: MinuteLine) -> None:
        tokens = self._theme.tokens
        fills = {"B": tokens.accent, "A": tokens.info.back, "I": tokens.none.back}
        inks = {"B": tokens.onaccent, "A": tokens.info.fore, "F": tokens.accent, "I": tokens.none.fore}
        fill, ink = fills.get(line.letter), inks.get(line.letter, tokens.text2)
        painter.setPen(Qt.PenStyle.NoPen if fill else QPen(QColor(ink), 1.2))
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 4, 4)
        painter.setFont(self._theme.font(9.5, bold=True))
        painter.setPen(QColor(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, line.letter)


class MinuteList(QListView):
    """The entries; Eingabe follows what one became, F2 changes it, Entf puts it into the Papierkorb."""

    followed = Signal(str)
    edit_asked = Signal(str)
    trash_asked = Signal(str)

    def __init__(self, theme: Theme, model: MinuteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = model
        self.setModel(model)
        self._painter = MinuteDelegate(theme, self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Protokolleinträge")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        theme.changed.connect(self.doItemsLayout)

    @property
    def current_line(self) -> MinuteLine | None:
        """The entry that is current."""
        row = self.currentIndex().row()
        return self._minutes.lines[row] if 0 <= row < len(self._minutes.lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.current_line, event.key()
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line.target:
            self.followed.emit(line.target)
        elif line is not None and key == Qt.Key.Key_F2:
            self.edit_asked.emit(line.entry.id)
        elif line is not None and key == Qt.Key.Key_Delete:
            self.trash_asked.emit(line.entry.id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if line := self._link_at(event.position().toPoint()):
            self.followed.emit(line.target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.current_line is not None:
            self.edit_asked.emit(self.current_line.entry.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._link_at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()

    def _link_at(self, point: QPoint) -> MinuteLine | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        line = self._minutes.lines[index.row()]
        place = self._painter.code_rect(self.visualRect(index), line).adjusted(-XS, -XS, XS, XS)
        return line if line.target and place.contains(point) else None
