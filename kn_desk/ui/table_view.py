"""Tables as they look here: hairlines, one chip column, one column that takes the room that is left."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kn_desk.fields.kinds import Day, Light
from kn_desk.ui.lights import paint_pill, pill_width
from kn_desk.ui.models.columns import CODE, Column
from kn_desk.ui.models.record_table import OVERDUE_ROLE, VALUE_ROLE
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import HEADER, Theme

_EDGE = 8
_WIDEST = 190
_LEAST_STRETCHED = 230


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: lights as pills, the Kennung quiet, a hairline below each row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Fonts and pens are made once for each look: a page has a hundred cells."""
        tokens = self._theme.tokens
        self._font, self._bold = self._theme.font(), self._theme.font(bold=True)
        self._metrics, self._bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)
        self._hairline = QPen(QColor(tokens.border), 1)
        self._text, self._quiet, self._crit = QColor(tokens.text), QColor(tokens.text2), QColor(tokens.crit.fore)
        self._plain, self._hover, self._sel = QColor(tokens.surface), QColor(tokens.hover), QColor(tokens.sel)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, self._sel if selected else self._hover if hovered else self._plain)
        painter.setPen(self._hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column: Column = index.model().columns[index.column()]  # type: ignore[attr-defined]
        inside = rect.adjusted(_EDGE, 0, -_EDGE, -1)
        if isinstance(column.kind, Light):
            if (signal := column.kind.states.get(index.data(VALUE_ROLE) or "")) is not None:
                paint_pill(painter, self._theme, signal, inside)
            return
        is_day = isinstance(column.kind, Day)
        overdue = is_day and bool(index.data(OVERDUE_ROLE))
        text = " ".join((index.data(Qt.ItemDataRole.DisplayRole) or "").split()) or ("–" if is_day else "")
        painter.setFont(self._bold if overdue else self._font)
        painter.setPen(self._crit if overdue else self._quiet if column.name == CODE else self._text)
        metrics = self._bold_metrics if overdue else self._metrics
        side = Qt.AlignmentFlag.AlignRight if column.right_aligned else Qt.AlignmentFlag.AlignLeft
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, self._theme.row_height)


class TableView(QTableView):
    """Shows a model that has ``columns``; the ``stretched`` one takes the room that is left, never a bar below."""

    def __init__(self, theme: Theme, stretched: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stretched = stretched
        self._widths: dict[str, int] = {}
        self.setItemDelegate(RowDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_place_for_bar(self)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._dress)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        model.modelReset.connect(self._fit)
        self._dress()

    @property
    def shown_columns(self) -> list[Column]:
        """The columns of the model."""
        columns: list[Column] = self.model().columns  # type: ignore[attr-defined]
        return columns

    def fitting(self, columns: list[Column], room: int) -> list[Column]:
        """Return those of the columns, the first ones first, that fit beside a stretched one of decent width."""
        metrics = QFontMetrics(self._theme.font())
        left = room - _LEAST_STRETCHED * self._theme.scale
        kept = []
        for column in columns:
            width = 0 if column.name == self._stretched else self._usual_width(column, metrics)
            if width <= left:
                left -= width
                kept.append(column)
            else:
                left = -1
        return [column for column in columns if column in kept or column.name == self._stretched]

    def _usual_width(self, column: Column, metrics: QFontMetrics) -> int:
        characters = column.kind.width if column.kind is not None else 10
        usual = round(max(characters, len(column.label) + 2) * metrics.averageCharWidth()) + 2 * _EDGE
        return min(usual, round(_WIDEST * self._theme.scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        self.horizontalHeader().setFont(self._theme.font(bold=True))
        self.horizontalHeader().setFixedHeight(round(HEADER * self._theme.scale))
        self._widths.clear()
        self._fit()

    def _fit(self) -> None:
        """Give each column the width of its kind, the stretched one the rest; never a bar below."""
        if self.model() is None:
            return
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = QFontMetrics(self._theme.font())
        bold = QFontMetrics(self._theme.font(bold=True))
        used = 0
        place = -1
        for number, column in enumerate(self.shown_columns):
            if column.name == self._stretched:
                place = number
                continue
            width = self._width(number, metrics, bold)
            header.resizeSection(number, width)
            used += width
        if place >= 0:
            header.resizeSection(place, max(120, self.viewport().width() - used))

    def _width(self, number: int, metrics: QFontMetrics, bold: QFontMetrics) -> int:
        column = self.shown_columns[number]
        if column.name not in self._widths:
            if isinstance(column.kind, Light):
                widest = max(pill_width(signal, metrics) for signal in column.kind.states.values())
            else:
                shown = range(min(self.model().rowCount(), 40))
                texts = (str(self.model().index(row, number).data() or "") for row in shown)
                widths = bold if isinstance(column.kind, Day) else metrics  # an overdue day is bold
                widest = max([widths.horizontalAdvance(text) for text in texts], default=40)
            head = bold.horizontalAdvance(column.label) + 18
            width = max(min(widest, round(_WIDEST * self._theme.scale)), head) + 2 * _EDGE + 2
            if not self.model().rowCount():
                return width  # what comes may be wider
            self._widths[column.name] = width
        return self._widths[column.name]
