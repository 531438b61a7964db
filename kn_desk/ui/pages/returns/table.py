"""The table of the Rücklauf-Abgleich: everything in it can be ticked and chosen by mouse and by keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from kn_desk.ui.pages.returns.boxes import BOX, paint_box
from kn_desk.ui.pages.returns.model import ENTRY_ROLE, HEADS, Entry, Part, ReturnModel
from kn_desk.ui.pages.returns.painting import Columns, RowPainter, least_of_sent, least_of_value
from kn_desk.ui.pages.returns.tags import OTHER, TAGS, tag_width
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import HEADER, XS, M, S, Theme

_Index = QModelIndex | QPersistentModelIndex
#: How what is left beside box and finding is shared between the columns.
_SHARES = {Part.SENT: 0.195, Part.FIELD: 0.24, Part.THEIRS: 0.295, Part.OURS: 0.27}
#: A word of the column "Feld", at the usual text size.
_LEAST_FIELD = 76


class _Sizes(QStyledItemDelegate):
    """How high each row is; the view paints whole rows itself."""

    def __init__(self, table: "ReturnTable") -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if index.column() != 0:
            return QSize(0, 0)  # a row is measured once
        entry: Entry | None = index.data(ENTRY_ROLE)
        return QSize(40, self._table.height_of(entry) if entry is not None else 0)


class _Head(QHeaderView):
    """The header, with the box for all rows."""

    ticked = Signal()

    def __init__(self, theme: Theme, parent: "ReturnTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._table = parent
        self.setStretchLastSection(False)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tokens = self._theme.tokens
        painter.save()
        painter.fillRect(rect, QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.field), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section == Part.TICK:
            state = self._table.returned.tick_all()
            if state is not None:
                paint_box(painter, self._theme, self.box, state)
        else:
            painter.setFont(self._theme.font(bold=True))
            painter.setPen(QColor(tokens.text2))
            inset = XS + 2 if section in (Part.THEIRS, Part.OURS, Part.FINDING) else 0
            words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
            painter.drawText(rect.adjusted(inset, 0, 0, 0), self.defaultAlignment(), words)
        painter.restore()

    @property
    def box(self) -> QRect:
        """Where the box stands."""
        size = self._theme.px(BOX)
        return QRect(M, (self.height() - size) // 2, size, size)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.box.adjusted(-XS, -XS, XS, XS).contains(event.position().toPoint()):
            self.ticked.emit()
        else:
            super().mouseReleaseEvent(event)


class ReturnTable(QTreeView):
    """Shows a ReturnModel."""

    #: The box of an entry was pressed, or that for all.
    tick_wanted = Signal(object)
    all_wanted = Signal()
    #: One of the two boxes of a conflict: the entry, and "theirs" or "ours".
    way_wanted = Signal(object, str)
    #: The keys or the mouse came to another entry (None: to none).
    moved_to = Signal(object)
    #: The current row is to be looked at in detail.
    opened = Signal()

    def __init__(self, theme: Theme, model: ReturnModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.returned = model
        self._painter = RowPainter(theme, model)
        self._head = _Head(theme, self)
        self._build()
        self.setModel(model)
        self._connect()
        self._dress()

    def height_of(self, entry: Entry) -> int:
        """Return how high a row is."""
        return self._painter.height(entry, self.columns)

    @property
    def columns(self) -> Columns:
        """Where each column stands in the viewport."""
        return {part: (self.columnViewportPosition(part), self.columnWidth(part)) for part in Part}

    @property
    def current(self) -> Entry | None:
        """The entry that the keys are on."""
        entry: Entry | None = self.currentIndex().data(ENTRY_ROLE)
        return entry

    @property
    def tick_for_all(self) -> QRect:
        """Where the box for all rows stands in the header."""
        return self._head.box

    def go_to(self, row: int) -> None:
        """Move to a row."""
        if 0 <= row < self.returned.rowCount():
            index = self.returned.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def place_of(self, row: int, what: str) -> QRect:
        """Return where a part of a row stands in the viewport: "box", "theirs" or "ours"."""
        entry = self.returned.entries[row]
        place = self._place(self.returned.index(row, 0))
        if what == "box" or entry.row is None:
            return self._painter.box(place, self.columns)
        return self._painter.cards(entry.row, place, self.columns)[what == "ours"]

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        place: QRect = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        following = index.row() + 1
        entries = self.returned.entries
        closed = entry.row is None or following == len(entries) or entries[following].row is None
        self._painter.paint(painter, place, entry, self.columns, closed=closed)
        if index.row() == self.currentIndex().row():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = self._theme.tokens
            ring = QPen(QColor(tokens.accent), 2) if self.hasFocus() else QPen(QColor(tokens.field), 1)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -2), XS, XS)
            painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and entry is not None:
            self.tick_wanted.emit(entry)
        elif event.key() == Qt.Key.Key_A and ctrl:
            self.all_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4) and not ctrl:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        entry: Entry = index.data(ENTRY_ROLE)
        self._press(entry, self._place(index), at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a tick are two clicks; anywhere else the row is looked at."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if at.x() < self.columns[Part.FIELD][0]:
            self._press(entry, self._place(index), at)
        elif entry.row is not None and entry.row.verdict != "conflict":
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.moved_to.emit(current.data(ENTRY_ROLE) if current.isValid() else None)

    def _press(self, entry: Entry, place: QRect, at: QPoint) -> None:
        columns = self.columns
        if self.returned.tick(entry) is not None and at.x() < columns[Part.FIELD][0]:
            self.tick_wanted.emit(entry)
        elif entry.row is not None and entry.row.verdict == "conflict" and self.returned.way(entry.row) != "other":
            theirs, ours = self._painter.cards(entry.row, place, columns)
            if theirs.contains(at):
                self.way_wanted.emit(entry, "theirs")
            elif ours.contains(at):
                self.way_wanted.emit(entry, "ours")

    def _place(self, index: _Index) -> QRect:
        rect = self.visualRect(index)
        return QRect(0, rect.top(), self.viewport().width(), rect.height())

    def _build(self) -> None:
        self.setHeader(self._head)
        self.setItemDelegate(_Sizes(self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName("Unterschiede im Blatt")
        keep_place_for_bar(self)

    def _connect(self) -> None:
        self._head.ticked.connect(self.all_wanted)
        self.returned.dataChanged.connect(self._repaint)
        self.returned.modelReset.connect(self._repaint)
        self._theme.changed.connect(self._dress)

    def _repaint(self) -> None:
        self._head.viewport().update()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _dress(self) -> None:
        self._head.setFixedHeight(max(HEADER, QFontMetrics(self._theme.font(bold=True)).height() + M))
        self._fit()

    def _fit(self) -> None:
        """The box and the finding as wide as they are, the rest shared; where that is short, findings lose their word.

        The two values to choose from keep the room for a day; what was sent gives way first, then the field.
        """
        header, theme = self._head, self._theme
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(20)
        heads = [QFontMetrics(theme.font(bold=True)).horizontalAdvance(head) + S for head in HEADS]
        value = least_of_value(theme)
        least = {
            Part.SENT: max(heads[Part.SENT], least_of_sent(theme)),
            Part.FIELD: theme.px(_LEAST_FIELD),
            Part.THEIRS: value,
            Part.OURS: value,
        }
        tick = M + theme.px(BOX) + M
        finding = max(tag_width(theme, tag) for tag in (*TAGS.values(), OTHER)) + M
        rest = self.viewport().width() - tick - finding
        if rest < sum(least.values()):
            short = max(tag_width(theme, TAGS[None]), heads[Part.FINDING])
            rest += finding - short
            finding = short
        wide = {part: max(round(rest * share), least[part]) for part, share in _SHARES.items()}
        for part in wide:
            wide[part] -= min(sum(wide.values()) - rest, wide[part] - least[part])
        for part, pixels in {Part.TICK: tick, **wide, Part.FINDING: finding}.items():
            header.resizeSection(part, pixels)
        self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        return QSize(560, 320)
