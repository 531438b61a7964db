"""Trees as they look here: hairlines, chevrons, roll-ups as shape and word, progress as a bar."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.item_tree import Node
from kn_desk.ui.corners import leave_corners
from kn_desk.ui.icons import pixmap
from kn_desk.ui.lights import paint_pill, paint_shape, pill_width
from kn_desk.ui.models.item_tree import HEADS, NODE_ROLE, ItemTreeModel, Part, text_of
from kn_desk.ui.row_list import paint_ring
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import FIELD_ICON, HEADER, XS, M, S, Theme

_INDENT = 20
_BAR = 6
#: Where the title would be narrower than so many letters, the last columns are left out.
_LETTERS = 26

_Index = QModelIndex | QPersistentModelIndex


class BranchDelegate(QStyledItemDelegate):
    """Paints a cell; the ground of the row is the view's."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        depth = index.model().depth_of(index)  # type: ignore[attr-defined]
        self.paint_cell(painter, option.rect, Part(index.column()), index.data(NODE_ROLE), depth)

    def paint_cell(self, painter: QPainter, cell: QRect, part: Part, node: Node, depth: int) -> None:
        """Paint one cell of a node that so many others stand above."""
        place = cell.adjusted(0, 0, 0, -1)
        match part:
            case Part.TITLE:
                self._paint_title(painter, place.adjusted(XS, 0, -S, 0), node, bold=not depth)
            case Part.LIGHT:
                self._paint_light(painter, place.adjusted(S, 0, 0, 0), node)
            case Part.PROGRESS:
                self._paint_progress(painter, place.adjusted(S, 0, -S, 0), node)
            case _:
                self._text(painter, place.adjusted(S, 0, -XS, 0), text_of(node, part), self._theme.tokens.text)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, self._theme.row_height)

    def _paint_title(self, painter: QPainter, place: QRect, node: Node, *, bold: bool) -> None:
        tokens = self._theme.tokens
        ink = tokens.text2 if node.kind == "field" else tokens.text
        used = self._text(painter, place, node.title, ink, bold=bold)
        if node.kind != "item":
            many = place.adjusted(used + S, 0, 0, 0)
            if many.width() > 20:
                self._text(painter, many, str(node.rollup.items), tokens.text3)

    def _paint_light(self, painter: QPainter, place: QRect, node: Node) -> None:
        tokens = self._theme.tokens
        if node.state is not None:
            paint_pill(painter, self._theme, PLAN_LIGHT.states[node.state.light], place)
        elif (worst := node.rollup.worst) is not None:
            signal = PLAN_LIGHT.states[worst]
            ink = QColor(tokens.text2 if signal.tone == "ok" else tokens.tone(signal.tone).fore)
            paint_shape(painter, signal.symbol, QPointF(place.left() + 14, place.center().y() + 0.5), ink)
            self._text(painter, place.adjusted(24, 0, 0, 0), node.rollup.said, tokens.text2, points=9)

    def _paint_progress(self, painter: QPainter, place: QRect, node: Node) -> None:
        tokens, progress = self._theme.tokens, node.rollup.progress
        if progress is None:
            self._text(painter, place, "–", tokens.text2)
            return
        quiet = node.kind != "item"
        figure = QFontMetrics(self._theme.font()).horizontalAdvance("100 %") + 2
        track = QRectF(place.left(), place.center().y() - _BAR / 2 + 0.5, place.width() - figure - S, _BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.track))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if progress:
            track.setWidth(max(_BAR, track.width() * progress / 100))
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        painter.restore()
        words = place.adjusted(place.width() - figure, 0, 0, 0)
        self._text(painter, words, f"{progress} %", tokens.text2 if quiet else tokens.text, right=True)

    def _text(
        self, painter: QPainter, place: QRect, words: str, ink: str, *,
        bold: bool = False, points: float = 10, right: bool = False,
    ) -> int:  # fmt: skip
        font = self._theme.font(points, bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, elided)
        return metrics.horizontalAdvance(elided)


class ItemTree(QTreeView):
    """Shows an ItemTreeModel."""

    opened = Signal(object)
    delete_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._delegate = BranchDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_place_for_bar(self)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)
        self.expanded.connect(self.fit_columns)
        self.collapsed.connect(self.fit_columns)
        theme.changed.connect(self._dress)

    @property
    def nodes(self) -> ItemTreeModel:
        """The model."""
        model = self.model()
        assert isinstance(model, ItemTreeModel)
        return model

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        leave_corners(self)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4):
            self._open()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: _Index) -> None:
        tokens, model, place = self._theme.tokens, self.nodes, options.rect
        node = model.node_at(index)
        if node is None:
            return
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        chosen = self.selectionModel().isRowSelected(index.row(), index.parent())
        hovered = self.viewport().underMouse() and place.top() <= at.y() <= place.bottom()
        depth = model.depth_of(index)
        ground = tokens.sel if chosen else tokens.hover if hovered else tokens.surface if depth else tokens.alt
        painter.fillRect(place, QColor(ground))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        for part in Part:
            if not self.isColumnHidden(part):
                indent = (depth + 1) * self.indentation() if part == Part.TITLE else 0
                left = self.columnViewportPosition(part) + indent
                cell = QRect(left, place.top(), self.columnWidth(part) - indent, place.height())
                self._delegate.paint_cell(painter, cell, part, node, depth)
        self.drawBranches(painter, QRect(0, place.top(), (depth + 1) * self.indentation(), place.height()), index)
        if (
            self.hasFocus()
            and index.row() == self.currentIndex().row()
            and index.parent() == self.currentIndex().parent()
        ):
            paint_ring(painter, self._theme, place.adjusted(0, 0, 0, -1))

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        if self.model().rowCount(index):
            sign = "chevron-down" if self.isExpanded(index) else "chevron-right"
            size = self._theme.px(FIELD_ICON)
            at = QPointF(rect.right() - size - 1, rect.center().y() - size / 2 + 0.5)
            painter.drawPixmap(at, pixmap(sign, self._theme.tokens.text2, size))

    def _open(self) -> None:
        node = self.currentIndex().data(NODE_ROLE)
        if node is not None:
            self.opened.emit(node)

    def _dress(self) -> None:
        font = self._theme.font(bold=True)
        self.setIndentation(self._theme.px(_INDENT))
        self.header().setFont(font)
        self.header().setFixedHeight(max(HEADER, QFontMetrics(font).height() + M))
        self.scheduleDelayedItemsLayout()
        self.fit_columns()

    def fit_columns(self) -> None:
        """Make each column as wide as its content can get, the title the rest; what no row has is left out."""
        if self.model() is None:
            return
        width = self.viewport().width()
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics, bold = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(bold=True))
        small = QFontMetrics(self._theme.font(9.5))
        wanted = {
            Part.LIGHT: max(pill_width(signal, small) for signal in PLAN_LIGHT.states.values()),
            Part.PROGRESS: metrics.horizontalAdvance("100 %") + 72,
            Part.STATUS: metrics.horizontalAdvance("Abgeschlossen"),
            Part.END: metrics.horizontalAdvance("00.00.0000"),
        }
        sizes = {part: max(most, bold.horizontalAdvance(HEADS[part])) + 2 * S + XS for part, most in wanted.items()}
        least = metrics.averageCharWidth() * _LETTERS
        has_items = self._shows_items()
        for part in (Part.END, Part.STATUS, Part.PROGRESS):
            of_items = part != Part.PROGRESS
            self.setColumnHidden(part, (of_items and not has_items) or width - sum(sizes.values()) < least)
            if self.isColumnHidden(part):
                del sizes[part]
        for part, pixels in sizes.items():
            header.resizeSection(part, pixels)
        header.resizeSection(Part.TITLE, max(120, width - sum(sizes.values())))

    def _shows_items(self) -> bool:
        """Whether a Maßnahme is unfolded: only they have a status and an end."""
        index = self.model().index(0, 0)
        while index.isValid():
            node = self.nodes.node_at(index)
            if node is not None and node.kind == "item":
                return True
            index = self.indexBelow(index)
        return False
