"""The table of the Abdeckung: group rows, units with who is Lotse, and "Benennen" where nobody is."""

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kn_desk.records.coverage import COVERAGE
from kn_desk.services.coverage_overview import UnitRow
from kn_desk.ui.lights import paint_pill, pill_width
from kn_desk.ui.pages.coverage.model import ENTRY_ROLE, HEADS, CoverageModel, Entry, Part
from kn_desk.ui.row_list import paint_ring
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.style import HEADER, XS, M, S, Theme

_GROUP = 28
_NAME, _WIDEST = 120, 240
#: Where the unit would be narrower than so many letters, columns are left out, in this order.
_LETTERS = 32
_LEAVE = (Part.SINCE, Part.SHARE, Part.DEPUTY, Part.UNTIL)

_Index = QModelIndex | QPersistentModelIndex


class CoverageDelegate(QStyledItemDelegate):
    """Paints group rows and cells."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = self._theme.tokens
        place: QRect = option.rect
        entry: Entry = index.data(ENTRY_ROLE)
        if entry.row is None:
            self._paint_group(painter, place, entry)
            return
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(place, QColor(tokens.sel if selected else tokens.hover if hovered else tokens.surface))
        self._paint_line(painter, place, index)
        self._paint_cell(painter, place.adjusted(S, 0, -XS, -1), Part(index.column()), entry.row, index)

    def _paint_group(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        tokens = self._theme.tokens
        painter.fillRect(place, QColor(tokens.alt))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        inside = place.adjusted(S, 0, -S, -1)
        ink = tokens.crit.fore if entry.group.vacant else tokens.text2
        used = self._text(painter, inside, entry.group.title, ink, bold=True)
        self._text(painter, inside.adjusted(used + S, 0, 0, 0), entry.group.counted, tokens.text3)

    def _paint_line(self, painter: QPainter, place: QRect, index: _Index) -> None:
        """The hairline below a unit, short of the edges; full width above the next group."""
        model = index.model()
        following = model.index(index.row() + 1, 0).data(ENTRY_ROLE) if index.row() + 1 < model.rowCount() else None
        whole = following is not None and following.row is None
        left = place.left() + (S if index.column() == 0 and not whole else 0)
        right = place.right() - (S if index.column() == Part.LIGHT and not whole else 0)
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
        painter.drawLine(left, place.bottom(), right, place.bottom())

    def _paint_cell(self, painter: QPainter, place: QRect, part: Part, row: UnitRow, index: _Index) -> None:
        tokens = self._theme.tokens
        words = str(index.data() or "")
        if part == Part.LIGHT:
            paint_pill(painter, self._theme, COVERAGE.states[row.light], place)
        elif part == Part.UNIT:
            used = self._text(painter, place, words, tokens.text)
            if row.is_vacant and row.unit.dezernat:
                self._text(painter, place.adjusted(used + S, 0, 0, 0), row.unit.dezernat, tokens.text2)
        elif part == Part.UNTIL and row.light == "warn":
            self._text(painter, place, words, tokens.warn.fore, bold=True)
        elif part == Part.SHARE:
            self._text(painter, place.adjusted(0, 0, -S, 0), words, tokens.text2, right=True)
        else:
            self._text(painter, place, words, tokens.text if part == Part.MAIN else tokens.text2)

    def _text(
        self, painter: QPainter, place: QRect, words: str, ink: str, *, bold: bool = False, right: bool = False
    ) -> int:
        font = self._theme.font(bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, elided)
        return metrics.horizontalAdvance(elided)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, self._theme.row_height)


class CoverageTable(QTableView):
    """Shows a CoverageModel."""

    #: The id of the unit that the keys came to, was opened, or wants a Lotse.
    chosen = Signal(str)
    opened = Signal(str)
    name_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filling = False
        #: "Benennen" by the id of its unit.
        self.buttons: dict[str, QPushButton] = {}
        self.setItemDelegate(CoverageDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_place_for_bar(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("Abdeckung der Ämter und Betriebe")
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._dress)

    @property
    def units(self) -> CoverageModel:
        """The model."""
        model = self.model()
        assert isinstance(model, CoverageModel)
        return model

    @property
    def current_unit(self) -> UnitRow | None:
        """The unit that the keys are on."""
        return self.units.unit_at(self.currentIndex().row())

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        model.modelAboutToBeReset.connect(self._forget)
        model.modelReset.connect(self._dress)
        self.selectionModel().selectionChanged.connect(self._tell)
        self._dress()

    def choose(self, identity: str) -> bool:
        """Select a unit without telling; False if it is not shown."""
        row = self.units.row_of(identity)
        if row < 0:
            return False
        self._filling = True
        self.selectRow(row)
        self.scrollTo(self.units.index(row, 0))
        self._filling = False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        unit = self.current_unit
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4):
            self._open()
        elif event.key() == Qt.Key.Key_Space and unit is not None and unit.wants_name:
            self.name_wanted.emit(unit.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.current_unit is not None:
            row = self.currentIndex().row()
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter = QPainter(self.viewport())
            paint_ring(painter, self._theme, QRect(0, top, self.viewport().width(), height - 1))
            painter.end()

    def _open(self) -> None:
        if (unit := self.current_unit) is not None:
            self.opened.emit(unit.id)

    def _tell(self) -> None:
        unit = self.current_unit
        if unit is not None and not self._filling:
            self.chosen.emit(unit.id)

    def _forget(self) -> None:
        self.buttons.clear()
        self.clearSpans()

    def _dress(self) -> None:
        """Heights, spans and buttons of the rows."""
        if self.model() is None:
            return
        header = self.verticalHeader()
        header.setDefaultSectionSize(self._theme.row_height)
        group = max(_GROUP, QFontMetrics(self._theme.font(bold=True)).height() + S)
        for number, entry in enumerate(self.units.entries):
            header.resizeSection(number, group if entry.row is None else self._theme.row_height)
            if entry.row is None:
                self.setSpan(number, 0, 1, len(HEADS))
            elif entry.row.wants_name and entry.row.id not in self.buttons:
                self.setIndexWidget(self.units.index(number, Part.MAIN), self._button(entry.row))
        font = self._theme.font(bold=True)
        self.horizontalHeader().setFont(font)
        self.horizontalHeader().setFixedHeight(max(HEADER, QFontMetrics(font).height() + M))
        self._fit()

    def _button(self, unit: UnitRow) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(S - 1, 0, S, 1)
        button = QPushButton("Benennen")
        button.setProperty("row", True)
        button.setAccessibleName(f"Lotse oder Lotsin benennen: {unit.name}")
        button.setToolTip("Lotse oder Lotsin benennen (Leertaste)")
        button.clicked.connect(partial(self._name, unit.id))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.buttons[unit.id] = button
        return holder

    def _name(self, identity: str, *_: object) -> None:
        self.choose(identity)
        self.name_wanted.emit(identity)

    def _fit(self) -> None:
        """Each column as wide as what it shows, the units the rest; short room drops columns."""
        if self.model() is None:
            return
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics, bold = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(bold=True))
        small = QFontMetrics(self._theme.font(9.5))
        sizes: dict[Part, int] = {}
        for part in Part:
            if part == Part.UNIT:
                continue
            if part == Part.LIGHT:
                widest = max(pill_width(COVERAGE.states[code], small) for code in ("ok", "warn", "crit")) + M
            else:
                texts = (str(self.units.index(row, part).data() or "") for row in range(self.units.rowCount()))
                widest = max((metrics.horizontalAdvance(text) for text in texts), default=40)
            if part in (Part.MAIN, Part.DEPUTY):
                widest = min(max(widest, _NAME), _WIDEST)
            sizes[part] = max(widest, bold.horizontalAdvance(HEADS[part]) + XS) + 2 * S
        width, least = self.viewport().width(), metrics.averageCharWidth() * _LETTERS
        for part in _LEAVE:
            self.setColumnHidden(part, width - sum(sizes.values()) < least)
            if self.isColumnHidden(part):
                del sizes[part]
        for part, pixels in sizes.items():
            header.resizeSection(part, pixels)
        header.resizeSection(Part.UNIT, max(120, width - sum(sizes.values())))
