"""The list of a record's parts in a narrow pane: name and figure, below them day, light and stage; groups and sums."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kn_desk.services.part_rows import PartHeading, PartRow
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.models.part_model import PART_ROLE, PartModel
from kn_desk.ui.row_list import paint_row
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import XS, M, S, Theme

_Index = QModelIndex | QPersistentModelIndex
_HEADING = 28
_SUM = 32
_SHAPE = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PartDelegate(QStyledItemDelegate):
    """Paints one line; the name gives way to the figure, the last words of the second line to the day."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = index.data(PART_ROLE)
        if isinstance(line, PartHeading):
            return QSize(120, self._theme.px(_SUM if line.is_sum else _HEADING))
        return QSize(120, self._theme.two_line_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line = index.data(PART_ROLE)
        painter.save()
        if isinstance(line, PartHeading):
            self._paint_heading(painter, rect, line)
        elif isinstance(line, PartRow):
            selected = bool(state & QStyle.StateFlag.State_Selected)
            paint_row(
                painter, self._theme, rect, selected=selected, hovered=bool(state & QStyle.StateFlag.State_MouseOver)
            )
            self._paint_part(painter, rect.adjusted(S, XS, -S, -XS - 1), line)
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
        painter.drawLine(rect.left() + S, rect.bottom(), rect.right() - S, rect.bottom())
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, line: PartHeading) -> None:
        tokens = self._theme.tokens
        if not line.is_sum:
            painter.fillRect(rect, QColor(tokens.alt))
        inside = rect.adjusted(S, 0, -S, -1)
        self._pair(painter, inside, line.title, line.figure, bold=True, figure_bold=True)

    def _paint_part(self, painter: QPainter, inside: QRect, line: PartRow) -> None:
        if not line.below:
            self._pair(painter, inside, line.title, line.figure)
            return
        high = QFontMetrics(self._theme.font()).height()
        upper = QRect(inside.left(), inside.top(), inside.width(), high)
        self._pair(painter, upper, line.title, line.figure)
        self._paint_below(
            painter, QRect(inside.left(), upper.bottom() + 1, inside.width(), inside.bottom() - upper.bottom()), line
        )

    def _pair(
        self, painter: QPainter, place: QRect, title: str, figure: str, *, bold: bool = False, figure_bold: bool = False
    ) -> None:
        """Words at the left and a figure at the right of one line."""
        painter.setPen(QColor(self._theme.tokens.text))
        font = self._theme.font(bold=figure_bold)
        width = QFontMetrics(font).horizontalAdvance(figure)
        painter.setFont(font)
        painter.drawText(place, _RIGHT, figure)
        font = self._theme.font(bold=bold)
        painter.setFont(font)
        room = place.adjusted(0, 0, -(width + M) if figure else 0, 0)
        painter.drawText(room, _LEFT, QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, room.width()))

    def _paint_below(self, painter: QPainter, place: QRect, line: PartRow) -> None:
        tokens = self._theme.tokens
        left = place.left()
        if line.day:
            colour = tokens.crit.fore if line.is_overdue else tokens.text2
            left = self._words(painter, place, left, line.day, colour, bold=line.is_overdue)
        if line.signal is not None:
            ink = tokens.tone(line.signal.tone).fore
            shape = self._theme.px(_SHAPE)
            paint_shape(
                painter, line.signal.symbol, QPointF(left + shape / 2, place.center().y() + 0.5), QColor(ink), shape
            )
            loud = line.signal.tone in ("warn", "crit")
            colour = ink if loud else tokens.text2
            left = self._words(painter, place, left + shape + XS + 2, line.signal.word, colour, bold=loud)
        self._words(painter, place, left, line.words, tokens.text2)

    def _words(self, painter: QPainter, place: QRect, left: int, text: str, colour: str, *, bold: bool = False) -> int:
        """Paint words of the second line; return where the next ones begin."""
        font = self._theme.font(9, bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = QRect(left, place.top(), max(0, place.right() - left + 1), place.height())
        painter.drawText(room, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
        return left + metrics.horizontalAdvance(text) + M if text else left


class PartsList(QListView):
    """Shows a PartModel; tells which part is chosen."""

    current_changed = Signal(str)
    selected = Signal()
    delete_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = PartModel(self)
        self.setModel(self.parts)
        self.setItemDelegate(PartDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_place_for_bar(self)
        self.setMouseTracking(True)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        self.parts.modelReset.connect(self.selected)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected parts, in their order."""
        return [row.record.id for row in self._selected()]

    def choose(self, identity: str) -> bool:
        """Select a part; return False if the list does not show it."""
        index = self.parts.index(self.parts.row_of(identity), 0)
        if index.isValid():
            # Not the view's own setCurrentIndex: it asks the keyboard, and Strg is still held after Strg+S.
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        return index.isValid()

    def copy(self) -> None:
        """Put the selected parts on the clipboard, one on a line, in columns."""
        rows = (
            (row.title, row.figure, row.day, row.signal.word if row.signal else "", row.words)
            for row in self._selected()
        )
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def _selected(self) -> list[PartRow]:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        lines = (self.parts.index(row, 0).data(PART_ROLE) for row in rows)
        return [line for line in lines if isinstance(line, PartRow)]

    def _tell_current(self, current: QModelIndex) -> None:
        line = current.data(PART_ROLE) if current.isValid() else None
        if isinstance(line, PartRow):
            self.current_changed.emit(line.record.id)
