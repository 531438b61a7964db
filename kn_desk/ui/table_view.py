"""Tables as they look here: hairlines, one chip column, one column that takes the room that is left."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from kn_desk.fields.kinds import Day, Light
from kn_desk.ui.corners import leave_corners
from kn_desk.ui.lights import pill_width
from kn_desk.ui.models.columns import Column
from kn_desk.ui.row_delegate import EDGE, RowDelegate, line_of
from kn_desk.ui.row_list import paint_ring
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import HEADER, Theme
from kn_desk.ui.table_header import TableHeader

#: The text of a column that is not stretched: so wide where the room is short, and where there is enough.
_WIDEST, _WIDEST_WITH_ROOM = 190, 360
_LEAST_STRETCHED = 240
#: No column can be drawn narrower.
_LEAST = 48
#: The room that a head keeps for the arrow of the order.
_ARROW = 20
#: A column is measured by so many rows when it is first shown.
_MEASURED = 40


class TableView(QTableView):
    """Shows a model that has ``columns``; the ``stretched`` one takes the room that is left, never a bar below."""

    #: Columns have other widths by hand: pixels at the usual text size, by name.
    sized = Signal(dict)
    #: Columns were moved by hand: their names in the order that is wanted.
    moved = Signal(list)

    def __init__(self, theme: Theme, stretched: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stretched = stretched
        #: What the columns need, as far as it is known; what rows shown since could use; what was given by hand.
        self._widths: dict[str, int] = {}
        self._wishes: dict[str, int] = {}
        self._own: dict[str, int] = {}
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
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
        self._header.setFixedHeight(HEADER)
        self._header.sized.connect(self._take_width)
        self._header.moved.connect(self._tell_order)
        theme.changed.connect(self._dress)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        model.modelReset.connect(self._rows_changed)
        self._dress()

    @property
    def shown_columns(self) -> list[Column]:
        """The columns of the model."""
        columns: list[Column] = self.model().columns  # type: ignore[attr-defined]
        return columns

    def let_arrange(self, widths: Mapping[str, Any]) -> None:
        """Let the person move and size the columns; ``widths`` is what ``sized`` told last."""
        self._header.let_arrange()
        self._own = {name: width for name, width in widths.items() if type(width) is int and width >= _LEAST}
        self._fit()

    def fitting(self, columns: list[Column], room: int) -> list[Column]:
        """Return those of the columns, the first ones first, that fit beside a stretched one of decent width."""
        metrics = QFontMetrics(self._theme.font())
        left = room - _LEAST_STRETCHED * self._theme.scale
        kept = []
        for column in columns:
            width = (
                0 if column.name == self._stretched else self._own_width(column) or self._usual_width(column, metrics)
            )
            if width <= left:
                left -= width
                kept.append(column)
            else:
                left = -1
        return [column for column in columns if column in kept or column.name == self._stretched]

    def _own_width(self, column: Column) -> int:
        return round(self._own.get(column.name, 0) * self._theme.scale)

    def _usual_width(self, column: Column, metrics: QFontMetrics) -> int:
        if column.name in self._widths:
            return min(self._widths[column.name], self._most(column))
        characters = column.kind.width if column.kind is not None else 10
        usual = round(max(characters, len(column.label) + 2) * metrics.averageCharWidth()) + 2 * EDGE
        return min(usual, round(_WIDEST * self._theme.scale))

    def _take_width(self, number: int, before: int, after: int) -> None:
        """Keep a width given by hand, as far as it leaves room for the stretched column."""
        columns = self.shown_columns
        if columns[number].name == self._stretched:
            # It has what the others leave: whoever pulls at its edge pulls at the next column.
            number, pulled = number + 1, after - before
            if number == len(columns):
                self._fit()
                return
            before, after = self.columnWidth(number), self.columnWidth(number) - pulled
        scale = self._theme.scale
        others = sum(
            self.columnWidth(other)
            for other, column in enumerate(columns)
            if other != number and column.name != self._stretched
        )
        most = self.viewport().width() - others - round(_LEAST_STRETCHED * scale)
        after = max(min(after, max(before, most)), round(_LEAST * scale))
        self._own[columns[number].name] = round(after / scale)
        self._fit()
        self.sized.emit(dict(self._own))

    def _tell_order(self, order: list[int]) -> None:
        self.moved.emit([self.shown_columns[number].name for number in order])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_corners(self)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            paint_ring(painter, self._theme, self._row_place(self.currentIndex()).adjusted(0, 0, 0, -1))
            painter.end()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            self.viewport().update(self._row_place(index))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update(self._row_place(self.currentIndex()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update(self._row_place(self.currentIndex()))

    def _row_place(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where the whole row of an index stands; empty without one."""
        height = self.rowHeight(index.row())
        return QRect(0, self.rowViewportPosition(index.row()), self.viewport().width(), height)

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        self.horizontalHeader().setFont(self._theme.font(bold=True))
        self.horizontalHeader().setFixedHeight(round(HEADER * self._theme.scale))
        self._widths.clear()
        self._wishes.clear()
        self._fit()

    def _rows_changed(self) -> None:
        """Let columns grow with other rows, as far as there is room: none gets narrower, or they would jump."""
        for number, column in enumerate(self.shown_columns):
            if column.name in self._widths:
                width = self._measure(number, self.viewport().height() // self._theme.row_height + 1)
                self._wishes[column.name] = max(width, self._wishes.get(column.name, 0))
        self._fit()

    def _fit(self) -> None:
        """Give each column what its content needs, the stretched one the rest; never a bar below.

        Wide columns are cut only where the stretched one would get less than a decent width.
        """
        if self.model() is None:
            return
        columns = self.shown_columns
        needed = [self._needed(number) for number in range(len(columns))]
        wanted = [max(width, self._wishes.get(column.name, 0)) for column, width in zip(columns, needed, strict=True)]
        given = [
            width if column.name in self._own else min(width, self._most(column))
            for column, width in zip(columns, needed, strict=True)
        ]
        place = next((number for number, column in enumerate(columns) if column.name == self._stretched), -1)
        if place >= 0:
            given[place] = 0
            left = self.viewport().width() - sum(given)
            spare = left - round(_LEAST_STRETCHED * self._theme.scale)
            cut = [n for n, column in enumerate(columns) if n != place and column.name not in self._own]
            for behind, number in enumerate(sorted(cut, key=lambda n: wanted[n] - given[n])):
                more = max(0, min(wanted[number] - given[number], spare // (len(cut) - behind)))
                given[number] += more
                spare -= more
            given[place] = max(120, self.viewport().width() - sum(given))
        for number, width in enumerate(given):
            self._header.resizeSection(number, width)

    def _most(self, column: Column) -> int:
        """How wide a column gets at the most while the stretched one has need of room."""
        return max(round(_WIDEST * self._theme.scale) + 2 * EDGE + 2, self._head(column))

    def _head(self, column: Column) -> int:
        label = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(column.label)
        return label + round(_ARROW * self._theme.scale) + 2 * EDGE

    def _needed(self, number: int) -> int:
        """How wide a column has to be for what its first rows show."""
        column = self.shown_columns[number]
        if column.name in self._own:
            return self._own_width(column)
        if column.name not in self._widths:
            width = self._measure(number, _MEASURED)
            if not self.model().rowCount():
                return width  # what comes may be wider
            self._widths[column.name] = width
        return self._widths[column.name]

    def _measure(self, number: int, rows: int) -> int:
        """How wide a column has to be for what so many rows at the top show."""
        column = self.shown_columns[number]
        metrics, bold = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(bold=True))
        if isinstance(column.kind, Light):
            widest = max(pill_width(signal, metrics) for signal in column.kind.states.values())
        else:
            shown = range(min(self.model().rowCount(), rows))
            texts = (line_of(self.model().index(row, number)) for row in shown)
            widths = bold if isinstance(column.kind, Day) else metrics  # an overdue day is bold
            widest = max([widths.horizontalAdvance(text) for text in texts], default=40)
        widest = min(widest, round(_WIDEST_WITH_ROOM * self._theme.scale))
        return max(widest + 2 * EDGE + 2, self._head(column))
