"""A switch: a few words in one outline, one of them chosen."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, RADIUS_FIELD, XS, M, Theme

_HEIGHT = 28
_CHEVRON = 14


class Segment(QToolButton):
    """One word of a switch; with a menu it shows a small arrow and opens it."""

    def __init__(self, theme: Theme, word: str, icon_name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.icon_name = icon_name
        self._first = self._last = False
        #: Whether the keyboard came by a key: only then a ring shows where it is.
        self._came_by_key = True
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(word)
        theme.changed.connect(self.updateGeometry)

    def set_ends(self, first: bool, last: bool) -> None:
        """Say whether it is the first or the last: there the outline is round."""
        self._first, self._last = first, last
        self.update()

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu instead of being chosen."""
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def nextCheckState(self) -> None:
        # A click opens the menu and changes nothing; being left for another segment still counts.
        if self.menu() is None or self.isChecked():
            super().nextCheckState()

    def focusInEvent(self, event: QFocusEvent) -> None:
        reason = Qt.FocusReason
        if event.reason() == reason.MouseFocusReason:
            self._came_by_key = False
        elif event.reason() in (reason.TabFocusReason, reason.BacktabFocusReason, reason.ShortcutFocusReason):
            self._came_by_key = True
        super().focusInEvent(event)

    @property
    def shows_ring(self) -> bool:
        """Whether the ring of the keyboard is painted."""
        return self.hasFocus() and self._came_by_key

    def sizeHint(self) -> QSize:
        return QSize(
            self.width_with(self.text(), bool(self.icon_name)),
            max(_HEIGHT, QFontMetrics(self._theme.font(bold=True)).height() + 8),
        )

    def width_with(self, word: str, has_icon: bool) -> int:
        """Return how many pixels wide it wants to be with a word, chosen."""
        width = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(word) + 2 * M
        width += self._theme.px(FIELD_ICON) + XS if has_icon else 0
        return width + (self._theme.px(_CHEVRON) + XS if self.menu() is not None else 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.sel if self.isChecked() else tokens.hover if self.underMouse() else tokens.surface
        painter.fillPath(self._shape(0), QColor(ground))
        self._paint_edge(painter)
        font = self._theme.font(bold=self.isChecked())
        wanted = self.sizeHint().width() - 2 * M
        left = max(M, (self.width() - wanted) // 2)
        short = self.width() < self.sizeHint().width()  # then the word is worth more than the icon
        if self.icon_name and not short:
            size = self._theme.px(FIELD_ICON)
            top = (self.height() - size) // 2
            painter.drawPixmap(QPointF(left, top), pixmap(self.icon_name, tokens.text2, size))
            left += size + XS
        right = self.width() - M
        if self.menu() is not None:
            size = self._theme.px(_CHEVRON)
            right -= size
            top = (self.height() - size) // 2
            painter.drawPixmap(QPointF(right, top), pixmap("chevron-down", tokens.text2, size))
            right -= XS
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        place = QRect(left, 0, right - left + 1, self.height())
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        alone = not self.icon_name and self.menu() is None
        side = Qt.AlignmentFlag.AlignHCenter if alone else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, words)
        if self.shows_ring:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawPath(self._shape(1.5))
        painter.end()

    def _paint_edge(self, painter: QPainter) -> None:
        """The part of the outline that is its own, and the line to the next word."""
        painter.setPen(QPen(QColor(self._theme.tokens.field), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.save()
        painter.setClipRect(self.rect())
        painter.drawPath(self._shape(0.5, open_right=not self._last))
        painter.restore()

    def _shape(self, inset: float, *, open_right: bool = False) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if open_right:
            box.setRight(self.width() + RADIUS_FIELD)
        radius = RADIUS_FIELD
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        if self._first and self._last:
            path.addRoundedRect(box, radius, radius)
            return path
        left = radius if self._first else 0
        right = radius if self._last else 0
        path.moveTo(box.left() + left, box.top())
        path.lineTo(box.right() - right, box.top())
        if right:
            path.arcTo(box.right() - 2 * right, box.top(), 2 * right, 2 * right, 90, -90)
        path.lineTo(box.right(), box.bottom() - right)
        if right:
            path.arcTo(box.right() - 2 * right, box.bottom() - 2 * right, 2 * right, 2 * right, 0, -90)
        path.lineTo(box.left() + left, box.bottom())
        if left:
            path.arcTo(box.left(), box.bottom() - 2 * left, 2 * left, 2 * left, 270, -90)
        path.lineTo(box.left(), box.top() + left)
        if left:
            path.arcTo(box.left(), box.top(), 2 * left, 2 * left, 180, -90)
        path.closeSubpath()
        return path


class Switch(QWidget):
    """Several segments side by side; exactly one is chosen."""

    #: A segment was chosen by the person: its number.
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self.segments: list[Segment] = []

    def add(self, word: str, icon_name: str = "") -> Segment:
        """Add a word at the right."""
        segment = Segment(self._theme, word, icon_name)
        self._group.addButton(segment, len(self.segments))
        self.segments.append(segment)
        self._row.addWidget(segment)
        for number, one in enumerate(self.segments):
            one.set_ends(number == 0, number == len(self.segments) - 1)
        return segment

    def choose(self, number: int) -> None:
        """Choose a segment; tells nobody."""
        self.segments[number].setChecked(True)

    def _clicked(self, number: int) -> None:
        if self.segments[number].menu() is None:
            self.chosen.emit(number)
