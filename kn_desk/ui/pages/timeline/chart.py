"""The chart of the Zeitplan: rows that scroll, time that pans and zooms; by mouse and by keys."""

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from kn_desk.services.item_schedule import Schedule
from kn_desk.ui.pages.timeline import tips
from kn_desk.ui.pages.timeline.painting import ChartPainter, Layout, Seen
from kn_desk.ui.pages.timeline.rows import Row, rows_of
from kn_desk.ui.pages.timeline.scale import Scale, farther, nearer
from kn_desk.ui.style import Theme

_NAME = "Zeitplan"
_STEP = 0.125


class Chart(QAbstractScrollArea):
    """Shows a Schedule; ``current_id`` is the Maßnahme of the row that the keys are on."""

    chosen = Signal(str)
    opened = Signal(str)
    #: The person zoomed by key or wheel: the new zoom.
    zoomed = Signal(str)
    folded_changed = Signal(list)

    def __init__(self, theme: Theme, zoom: str, folded: list[str]) -> None:
        super().__init__()
        self._theme = theme
        self._schedule = Schedule(date.min, (), 0)
        self._folded = set(folded)
        self._rows: list[Row] = []
        self._current = ""
        self._hovered = ""
        self._scale = Scale(zoom, 0)
        #: Until a person pans, today keeps its place whatever the width.
        self._keeps_today = True
        self._drag: QPoint | None = None
        self._layout = Layout.of(theme, 600)
        self._build()

    @property
    def rows(self) -> list[Row]:
        """All rows, from top to bottom."""
        return self._rows

    @property
    def scale(self) -> Scale:
        """Where days stand."""
        return self._scale

    @property
    def current_row(self) -> int:
        """The number of the row that the keys are on, -1 without one."""
        return next((number for number, row in enumerate(self._rows) if row.key == self._current), -1)

    @property
    def current_id(self) -> str:
        """The id of the current Maßnahme, "" on a group or without one."""
        row = self._rows[self.current_row] if self.current_row >= 0 else None
        return row.bar.id if row is not None and row.bar is not None else ""

    def show_schedule(self, schedule: Schedule) -> None:
        """Show a plan; the current row and what is seen stay as they are."""
        self._schedule = schedule
        self._lay_rows()

    def set_zoom(self, zoom: str) -> None:
        """Show months, quarters or years; today stays in its place if it is seen, else the middle does."""
        width = self._layout.chart_width
        today = self._scale.x(self._schedule.today)
        self._scale = self._scale.zoomed(zoom, today if 0 <= today <= width else width / 2)
        self.viewport().update()

    def go_to_today(self) -> None:
        """Bring today back to its place."""
        self._scale = Scale.around(self._scale.zoom, self._schedule.today, self._layout.chart_width)
        self._keeps_today = True
        self.viewport().update()

    def choose(self, identity: str) -> bool:
        """Make the row of a Maßnahme the current one, and let it be seen; False if it is not in the plan."""
        group = next((g for g in self._schedule.groups if any(bar.id == identity for bar in g.bars)), None)
        if group is None:
            return False
        if group.id in self._folded:
            self._fold(group.id)
        number = next(n for n, row in enumerate(self._rows) if row.bar is not None and row.bar.id == identity)
        self._go_to(number, tell=False)
        days = next(bar for bar in group.bars if bar.id == identity).days
        if days:
            shown = self._scale.showing(min(days), max(days), self._layout.chart_width)
            self._keeps_today = self._keeps_today and shown == self._scale
            self._scale = shown
        return True

    def row_rectangle(self, number: int) -> QRect:
        """Return where a row stands in the viewport."""
        top = self._layout.header + number * self._layout.row - self.verticalScrollBar().value()
        return QRect(0, top, self._layout.width, self._layout.row)

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(1, (self.viewport().height() - self._layout.header) // self._layout.row - 1)
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._rows), Qt.Key.Key_End: len(self._rows),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in steps:
            self._go_to(min(max(self.current_row + steps[key], 0), len(self._rows) - 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._pan((1 if key == Qt.Key.Key_Right else -1) * _STEP * self._layout.chart_width)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._zoom(nearer(self._scale.zoom) if key == Qt.Key.Key_Plus else farther(self._scale.zoom))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4):
            self._open()
        elif key == Qt.Key.Key_Space and self.current_row >= 0:
            self._fold(self._rows[self.current_row].group.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        number = self._row_at(at)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if at.x() >= self._layout.chart_x:
            self._drag = at
        if number < 0:
            return
        row = self._rows[number]
        if row.bar is None and at.x() < self._layout.chart_x:
            self._current = row.key
            self._fold(row.group.id)
        else:
            self._go_to(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._drag is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._pan(self._drag.x() - at.x())
            self._drag = at
            return
        number = self._row_at(at)
        self._hover(self._rows[number].key if number >= 0 else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(event.position().toPoint())
        if number >= 0 and self._rows[number].bar is not None:
            self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        sideways = turned.x() or (turned.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(nearer(self._scale.zoom) if turned.y() > 0 else farther(self._scale.zoom))
        elif sideways:
            self._pan(-sideways / 2)
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._row_at(event.pos())
            tip = tips.tip(self._rows[number], event.pos().x(), self._layout, self._scale) if number >= 0 else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_row < 0 and self._rows:
            self._go_to(0, tell=False)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        first = self.verticalScrollBar().value() // self._layout.row
        count = self.viewport().height() // self._layout.row + 2
        seen = Seen(
            self._rows[first : first + count],
            self.row_rectangle(first).top(),
            self.viewport().height(),
            self._current,
            self._hovered,
            self.hasFocus(),
        )
        painter = QPainter(self.viewport())
        ChartPainter(painter, self._theme, self._layout, self._scale, self._schedule.today).paint(seen)
        painter.end()

    # --- inside

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._above_bar = QWidget()  # the bar moves the rows, so it stands beside them
        self.addScrollBarWidget(self._above_bar, Qt.AlignmentFlag.AlignTop)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_NAME)
        self._theme.changed.connect(self._lay)

    def _lay(self) -> None:
        self._layout = Layout.of(self._theme, self.viewport().width())
        room = self.viewport().height() - self._layout.header
        self._above_bar.setFixedHeight(self._layout.header)
        bar = self.verticalScrollBar()
        # Whole rows: none is ever cut by the header.
        bar.setRange(0, max(0, len(self._rows) - max(1, room // self._layout.row)) * self._layout.row)
        bar.setSingleStep(self._layout.row)
        bar.setPageStep(max(1, room))
        if self._keeps_today:
            self.go_to_today()
        self.viewport().update()

    def _lay_rows(self) -> None:
        self._rows = list(rows_of(self._schedule, self._folded))
        if self.current_row < 0:
            self._current = ""
        self._lay()
        self._tell_name()

    def _row_at(self, at: QPoint) -> int:
        if at.y() < self._layout.header:
            return -1
        number = (at.y() - self._layout.header + self.verticalScrollBar().value()) // self._layout.row
        return number if number < len(self._rows) else -1

    def _go_to(self, number: int, *, tell: bool = True) -> None:
        if not 0 <= number < len(self._rows):
            return
        self._current = self._rows[number].key
        bar = self.verticalScrollBar()
        first = number - (self.viewport().height() - self._layout.header) // self._layout.row + 1
        bar.setValue(min(max(bar.value(), first * self._layout.row), number * self._layout.row))
        self._tell_name()
        self.viewport().update()
        if tell and self.current_id:
            self.chosen.emit(self.current_id)

    def _tell_name(self) -> None:
        name = self._rows[self.current_row].words if self.current_row >= 0 else _NAME
        if name != self.accessibleName():
            self.setAccessibleName(name)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _hover(self, key: str) -> None:
        if key != self._hovered:
            self._hovered = key
            self.viewport().update()

    def _open(self) -> None:
        if self.current_id:
            self.opened.emit(self.current_id)
        elif self.current_row >= 0:
            self._fold(self._rows[self.current_row].group.id)

    def _fold(self, group: str) -> None:
        """Hide the Maßnahmen of a group, or show them again; the keys stay on the group."""
        if group in self._folded:
            self._folded.discard(group)
        else:
            self._folded.add(group)
            self._current = f"field:{group}"
        self._lay_rows()
        self.folded_changed.emit(sorted(self._folded))

    def _pan(self, pixels: float) -> None:
        self._keeps_today = False
        self._scale = self._scale.panned(pixels)
        self.viewport().update()

    def _zoom(self, zoom: str) -> None:
        if zoom != self._scale.zoom:
            self.set_zoom(zoom)
            self.zoomed.emit(zoom)
