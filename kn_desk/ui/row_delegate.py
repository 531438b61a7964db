"""How a cell of a table is painted: hairlines, lights as pills, the Kennung quiet, what is overdue in bold."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kn_desk.fields.choices import by_itself
from kn_desk.fields.kinds import Choice, Day, Light
from kn_desk.ui.lights import paint_pill, pill_width
from kn_desk.ui.models.columns import CODE, Column
from kn_desk.ui.models.record_table import OVERDUE_ROLE, VALUE_ROLE
from kn_desk.ui.style import Theme

#: Between the text of a cell and its edges.
EDGE = 8


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: lights as pills, the Kennung quiet, a hairline below each row."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Fonts and pens are made once for each look: a page has a hundred cells."""
        tokens = self._theme.tokens
        self._font, self._bold = self._theme.font(), self._theme.font(bold=True)
        self._metrics, self._bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)
        self._hairline = QPen(QColor(tokens.border), 1)
        self._text, self._quiet, self._crit = QColor(tokens.text), QColor(tokens.text2), QColor(tokens.crit.fore)
        self._faint = QColor(tokens.text3)
        self._plain, self._hover, self._sel = QColor(tokens.surface), QColor(tokens.hover), QColor(tokens.sel)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, self._sel if selected else self._hover if hovered else self._plain)
        if rect.bottom() < self._view.viewport().height() - 1:  # else the edge of the card is the line
            painter.setPen(self._hairline)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column: Column = index.model().columns[index.column()]  # type: ignore[attr-defined]
        inside = rect.adjusted(EDGE, 0, -EDGE, -1)
        if isinstance(column.kind, Light):
            signal = column.kind.states.get(index.data(VALUE_ROLE) or "")
            if signal is not None and not signal.is_quiet:
                paint_pill(painter, self._theme, signal, inside)
            elif signal is not None:
                painter.setFont(self._font)
                painter.setPen(self._faint)
                painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "–")
            return
        is_day = isinstance(column.kind, Day)
        overdue = is_day and bool(index.data(OVERDUE_ROLE))
        text = by_itself(line_of(index)) if isinstance(column.kind, Choice) else line_of(index)
        painter.setFont(self._bold if overdue else self._font)
        painter.setPen(self._crit if overdue else self._quiet if column.name == CODE else self._text)
        if not text:
            text = "–"
            painter.setPen(self._faint)
        metrics = self._bold_metrics if overdue else self._metrics
        side = Qt.AlignmentFlag.AlignRight if column.right_aligned else Qt.AlignmentFlag.AlignLeft
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """What a double click at the edge of a column asks for."""
        column: Column = index.model().columns[index.column()]  # type: ignore[attr-defined]
        if isinstance(column.kind, Light):
            signal = column.kind.states.get(index.data(VALUE_ROLE) or "")
            width = pill_width(signal, self._metrics) if signal is not None else 0
        else:
            width = self._bold_metrics.horizontalAdvance(line_of(index))
        return QSize(width + 2 * EDGE + 2, self._theme.row_height)


def line_of(index: QModelIndex | QPersistentModelIndex) -> str:
    """The text of a cell on one line."""
    return " ".join((index.data(Qt.ItemDataRole.DisplayRole) or "").split())
