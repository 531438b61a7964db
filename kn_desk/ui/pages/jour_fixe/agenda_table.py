"""The agenda as a table: as high as its rows, ordered by dragging and by keys."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from kn_desk.ui.models.agenda_model import MIME, AgendaModel, Part
from kn_desk.ui.pages.jour_fixe.agenda_delegate import AgendaDelegate
from kn_desk.ui.pages.jour_fixe.agenda_menu import item_menu
from kn_desk.ui.pages.jour_fixe.agenda_widths import column_widths
from kn_desk.ui.style import HEADER, L, M, Theme

#: Alt and one of these keys moves an item.
_MOVES = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Right: "in", Qt.Key.Key_Left: "out"}


class AgendaTable(QTableView):
    """Shows an AgendaModel; asks for every change, makes none."""

    #: Another row became current: the id of its item.
    item_chosen = Signal(str)
    opened = Signal(str)
    #: (id, "up" | "down" | "in" | "out")
    move_asked = Signal(str, str)
    #: (id, new parent or "", sibling before which it goes or "")
    place_asked = Signal(str, str, str)
    #: (id, result)
    result_asked = Signal(str, str)
    trash_asked = Signal(str)
    #: A place in the table that should be in sight.
    sight_wanted = Signal(QRect)

    def __init__(self, theme: Theme, model: AgendaModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._agenda = model
        self._mark: QRect | None = None
        self._build()
        self._connect()

    @property
    def current_id(self) -> str:
        """The id of the current item, "" without one."""
        row = self.currentIndex().row()
        return self._agenda.rows[row].item.id if 0 <= row < len(self._agenda.rows) else ""

    def choose(self, identity: str) -> bool:
        """Make an item current; False if the agenda does not have it."""
        row = self._agenda.sheet.row_of(identity) if self._agenda.sheet else -1
        if row < 0:
            return False
        self.setCurrentIndex(self._agenda.index(row, Part.TOPIC))
        return True

    def _build(self) -> None:
        self._delegate = AgendaDelegate(self._theme, self)
        self.setModel(self._agenda)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Tagesordnung")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoScroll(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress()

    def _connect(self) -> None:
        self._theme.changed.connect(self._dress)
        self._agenda.modelReset.connect(self._fit)
        self._agenda.dataChanged.connect(self._fit)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, identity = Qt.Key(event.key()), self.current_id
        if identity and event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _MOVES:
            self.move_asked.emit(identity, _MOVES[key])
        elif identity and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4):
            self.opened.emit(identity)
        elif identity and key == Qt.Key.Key_Delete:
            self.trash_asked.emit(identity)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current_id:
            self.item_menu().popup(event.globalPos())

    def item_menu(self) -> QMenu:
        """Return the menu of the current item."""
        row = self._agenda.rows[self.currentIndex().row()]
        locked = self._agenda.sheet is None or bool(self._agenda.sheet.locked)
        return item_menu(self, self._theme, row, locked, self.result_asked, self.move_asked, self.trash_asked)

    # --- dragging

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(MIME) or self._agenda.sheet is None or self._agenda.sheet.locked:
            event.ignore()
            return
        self._mark = self._mark_at(event.position().toPoint())
        self.sight_wanted.emit(self._mark.adjusted(0, -self._delegate.row_height, 0, self._delegate.row_height))
        self.viewport().update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Between two rows an item goes there; on the middle of a row it becomes the last one below it."""
        identity = bytes(event.mimeData().data(MIME).data()).decode()
        point = event.position().toPoint()
        self._mark = None
        self.viewport().update()
        # Ours alone: a plain move would make the view take the dragged row out.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        onto = self._onto(point)
        if onto >= 0:
            self.place_asked.emit(identity, self._agenda.rows[onto].item.id, "")
            return
        parent, before = self._agenda.place_before(self._gap(point))
        self.place_asked.emit(identity, parent or "", before or "")

    def _onto(self, point: QPoint) -> int:
        """The row in whose middle a point lies, -1 between rows."""
        row = self.rowAt(point.y())
        if row < 0:
            return -1
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        return row if height * 0.3 < point.y() - top < height * 0.7 else -1

    def _gap(self, point: QPoint) -> int:
        """The row above which something dropped at a point goes."""
        row = self.rowAt(point.y())
        if row < 0:
            return len(self._agenda.rows)
        return row + (point.y() > self.rowViewportPosition(row) + self.rowHeight(row) / 2)

    def _mark_at(self, point: QPoint) -> QRect:
        width, row = self.viewport().width(), self._onto(point)
        if row >= 0:
            return QRect(1, self.rowViewportPosition(row) + 1, width - 2, self.rowHeight(row) - 3)
        gap = self._gap(point)
        return QRect(
            0, self.rowViewportPosition(gap) if gap < len(self._agenda.rows) else self._rows_height - 2, width, 0
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            if self._mark.height():
                painter.drawRoundedRect(self._mark, 4, 4)
            else:
                painter.drawLine(self._mark.topLeft(), self._mark.topRight())
            painter.end()

    # --- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @property
    def _rows_height(self) -> int:
        return len(self._agenda.rows) * self._delegate.row_height

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        self.horizontalHeader().setFont(self._theme.font(bold=True))
        height = max(HEADER, QFontMetrics(self._theme.font(bold=True)).height() + M)
        self.horizontalHeader().setFixedHeight(height)
        self._fit()

    def _fit(self) -> None:
        """Take the height of all rows: what scrolls is the page around."""
        self.setFixedHeight(self.horizontalHeader().height() + self._rows_height)
        self._widen()

    def _widen(self) -> None:
        widths = column_widths(self._theme, self._agenda.rows, self.viewport().width())
        wide = Part.REASON in widths
        for part in (Part.REASON, Part.PRESENTER):
            self.setColumnHidden(part, not wide)
        for part, width in widths.items():
            self.setColumnWidth(part, width)
        self._span(wide)
        if wide != self._agenda.wide:
            self._agenda.wide = self._delegate.wide = wide
            self._dress()

    def _span(self, wide: bool) -> None:
        """In one line the title of what has no reason may run on to where reasons stand."""
        self.clearSpans()
        for number, row in enumerate(self._agenda.rows):
            if wide and not row.reason:
                self.setSpan(number, Part.TOPIC, 1, 2)

    def _ring(self) -> None:
        self._delegate.ring = self.currentIndex().row() if self.hasFocus() else -1
        self.viewport().update()

    def _tell_current(self, current: QModelIndex) -> None:
        self._ring()
        if current.isValid():
            header = self.horizontalHeader().height()
            above = header if current.row() == 0 else L  # with the first row its header comes into sight
            top = self.rowViewportPosition(current.row()) + header - above
            self.sight_wanted.emit(QRect(0, top, self.width(), above + self._delegate.row_height + L))
            self.item_chosen.emit(self.current_id)

    def _open(self) -> None:
        if self.current_id:
            self.opened.emit(self.current_id)
