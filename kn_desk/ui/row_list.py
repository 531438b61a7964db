"""A list whose rows have buttons: painted by the delegate, pressed by the mouse, each with a key of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QToolTip, QWidget

from kn_desk.ui.corners import leave_corners
from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, RADIUS_FIELD, XS, Theme

#: Height of a button in a row.
BUTTON = 24
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class RowButton:
    """A button of a row: its name, its words or its icon alone, where it stands, and its tooltip."""

    name: str
    words: str
    icon_name: str
    place: QRect
    tip: str = ""


class RowPainter(Protocol):
    """What the list asks of its delegate."""

    #: The row and the name of the button under the mouse.
    hot: tuple[int, str]

    def buttons(self, index: Index, place: QRect, current: bool) -> Sequence[RowButton]: ...


class RowList(QListView):
    """Tells which button of which row was pressed; ``fit`` makes it as high as its rows."""

    pressed_in_row = Signal(str, QModelIndex)
    #: The place of the current row, in the list's own coordinates.
    moved_to = Signal(QRect)
    menu_wanted = Signal(QModelIndex, QPoint)

    def __init__(self, painter: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(painter, QStyledItemDelegate)
        self._painter: RowPainter = painter
        self._held: tuple[int, str] | None = None
        painter.setParent(self)
        self.setItemDelegate(painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def fit(self) -> None:
        """Become as high as all rows together, without a bar."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model = self.model()
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(model.rowCount())))

    def press(self, name: str) -> None:
        """Press a button of the current row."""
        if self.currentIndex().isValid():
            self.pressed_in_row.emit(name, self.currentIndex())

    def place_of_button(self, index: Index, name: str) -> QRect:
        """Return where a button stands in the list; an empty rectangle where the row has none of this name."""
        found = self._buttons(self.model().index(index.row(), 0))
        return next((button.place for button in found if button.name == name), QRect())

    def choose_first(self) -> None:
        """Go to the first row that can be chosen."""
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_corners(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hot(self._button_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._button_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        self._held = found
        self.setCurrentIndex(self.model().index(found[0], 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if held is None:
            super().mouseReleaseEvent(event)
        elif self._button_at(event.position().toPoint()) == held:
            self.pressed_in_row.emit(held[1], self.model().index(held[0], 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.setCurrentIndex(index)
            at = self.visualRect(index).center() if index != self.indexAt(event.pos()) else event.pos()
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(at))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hot(None)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._button_at(event.pos())
            if found is not None:
                buttons = self._buttons(self.model().index(found[0], 0))
                tip = next((button.tip for button in buttons if button.name == found[1]), "")
                QToolTip.showText(event.globalPos(), tip, self)
                return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS and not self.selectionModel().hasSelection():
            current = self.currentIndex()
            if current.isValid() and current.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(current)
            else:
                self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved_to.emit(self.visualRect(current))

    def _buttons(self, index: QModelIndex) -> Sequence[RowButton]:
        current = self.selectionModel() is not None and self.selectionModel().isSelected(index)
        return self._painter.buttons(index, self.visualRect(index), current)

    def _button_at(self, at: QPoint) -> tuple[int, str] | None:
        index = self.indexAt(at)
        if not index.isValid():
            return None
        buttons = self._buttons(index)
        return next(((index.row(), button.name) for button in buttons if button.place.contains(at)), None)

    def _set_hot(self, found: tuple[int, str] | None) -> None:
        hot = found or (-1, "")
        if hot != self._painter.hot:
            self._painter.hot = hot
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.viewport().update()


def button_width(theme: Theme, words: str, icon_name: str) -> int:
    """Return how wide a button in a row has to be."""
    wide = QFontMetrics(theme.font()).horizontalAdvance(words) + 26
    return wide + (theme.px(FIELD_ICON) + 6 if icon_name else 0)


def button_height(theme: Theme) -> int:
    """Return how high a button in a row is at the text size in force."""
    return max(BUTTON, QFontMetrics(theme.font()).height() + 6)


def paint_button(painter: QPainter, theme: Theme, button: RowButton, *, strong: bool, hot: bool) -> None:
    """Paint a button of a row; ``strong`` where the row is the current one."""
    tokens = theme.tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.text3 if strong or hot else tokens.border), 1))
    painter.setBrush(QColor(tokens.hover if hot else tokens.surface))
    edge = button.place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(edge, RADIUS_FIELD, RADIUS_FIELD)
    painter.setFont(theme.font())
    painter.setPen(QColor(tokens.text))
    size = theme.px(FIELD_ICON)
    icon = pixmap(button.icon_name, tokens.text2, size) if button.icon_name else None
    words = QFontMetrics(theme.font()).horizontalAdvance(button.words)
    whole = words + (size + (XS + 2 if button.words else 0) if icon else 0)
    left = button.place.left() + (button.place.width() - whole) // 2
    if icon is not None:
        painter.drawPixmap(left, button.place.top() + (button.place.height() - size) // 2, icon)
        left += size + XS + 2
    if button.words:
        place = QRect(left, button.place.top(), words + 2, button.place.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, button.words)
    painter.restore()


def paint_row(painter: QPainter, theme: Theme, place: QRect, *, selected: bool, hovered: bool) -> None:
    """Paint the ground of a row."""
    tokens = theme.tokens
    painter.fillRect(place, QColor(tokens.sel if selected else tokens.hover if hovered else tokens.surface))


def paint_ring(painter: QPainter, theme: Theme, place: QRect) -> None:
    """Paint the focus ring around a row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.toRectF().adjusted(1, 1, -1, -1), XS, XS)
    painter.restore()
