"""Pages on the screen, one below the other; only those that are seen are painted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kn_desk.ui.printing.measures import DPI, INK, Fonts, Sheet
from kn_desk.ui.printing.ops import Page
from kn_desk.ui.style import L, Theme

_STEP = 1.25
_NEAREST, _FARTHEST = 3.0, 0.1
#: Pixels that a screen gives to an inch at 100 %.
_SCREEN = 96
_LINE = 40


class PagesView(QAbstractScrollArea):
    """Shows laid out pages; ``fit`` is "page", "width", or "" once zoomed by hand."""

    #: Another page is in front: its number, from 1.
    page_changed = Signal(int)

    def __init__(self, theme: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = fonts
        self._pages: Sequence[Page] = ()
        self._sheet = Sheet(False)
        self._scale = 0.1
        self.fit = "page"
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(120)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self.viewport().update)

    @property
    def page(self) -> int:
        """The number of the page in front, from 1: the one that holds the middle of what is seen."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return max(1, min(len(self._pages), int(middle // self._step) + 1))

    def show_pages(self, pages: Sequence[Page], sheet: Sheet) -> None:
        """Show other pages, from the first one on."""
        self._pages, self._sheet = pages, sheet
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self.page_changed.emit(self.page)

    def go_to(self, page: int) -> None:
        """Put a page in front."""
        page = max(1, min(page, len(self._pages)))
        self.verticalScrollBar().setValue(round((page - 1) * self._step))

    def set_fit(self, fit: str) -> None:
        """Fit the whole page or its width into the view."""
        self.fit = fit
        self._keep_page()

    def zoom(self, nearer: bool) -> None:
        """Come nearer, or go away."""
        scale = self._scale * (_STEP if nearer else 1 / _STEP)
        if _FARTHEST <= scale * DPI / _SCREEN <= _NEAREST:
            self.fit = ""
            self._scale = scale
            self._keep_page()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.go_to(self.page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to(self.page - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(1)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._pages))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (_LINE if key == Qt.Key.Key_Down else -_LINE))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(event.angleDelta().y() > 0)
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.viewport().rect(), QColor(tokens.track))
        width, height = self._sheet.width * self._scale, self._sheet.height * self._scale
        left = max((self.viewport().width() - width) / 2, L) - self.horizontalScrollBar().value()
        for number, page in enumerate(self._pages):
            place = QRectF(left, L + number * self._step - self.verticalScrollBar().value(), width, height)
            if not place.intersects(QRectF(event.rect())):
                continue
            painter.setPen(QPen(QColor(tokens.field), 1))
            painter.setBrush(QColor(INK.surface))
            painter.drawRect(place)
            painter.save()
            painter.translate(place.topLeft())
            painter.scale(self._scale, self._scale)
            page.paint(painter, self._fonts)
            painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    @property
    def _step(self) -> float:
        """Pixels from the top of one page to that of the next."""
        return self._sheet.height * self._scale + L

    def _scrolled(self) -> None:
        self.viewport().update()
        self.page_changed.emit(self.page)

    def _keep_page(self) -> None:
        page = self.page
        self._arrange()
        self.go_to(page)
        self._scrolled()

    def _arrange(self) -> None:
        """Fit what is to be fitted, and tell the scroll bars how much there is."""
        room = self.viewport().size()
        wide, high = max(room.width() - 2 * L, 40), max(room.height() - 2 * L, 40)
        if self.fit == "width":
            self._scale = wide / self._sheet.width
        elif self.fit == "page":
            self._scale = min(wide / self._sheet.width, high / self._sheet.height)
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, round(len(self._pages) * self._step + L - room.height())))
        bar.setPageStep(room.height())
        bar.setSingleStep(_LINE)
        across.setRange(0, max(0, round(self._sheet.width * self._scale + 2 * L - room.width())))
        across.setPageStep(room.width())
