"""Where the detail of what is chosen stands: beside a view where there is room, else as a drawer over it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kn_desk.ui.style import XL, Theme

_WIDTHS = {1600: 460, 1280: 380, 1100: 340}
_DRAWER = 380


def stands_beside(window: int, scale: float) -> bool:
    """Return whether there is room beside, in a window of so many pixels and text so much larger than usual."""
    return window >= min(_WIDTHS) * scale


def side_width(window: int, scale: float) -> int:
    """Return the pixels of the detail; it grows with the text, as what is in it does."""
    return round(next((pixels for least, pixels in _WIDTHS.items() if window >= least * scale), _DRAWER) * scale)


class Fade(QWidget):
    """What lies under a drawer fades out before its edge: no word is cut hard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lay_over(self, drawer: QWidget, width: int, room: QRect) -> None:
        """Lay a drawer over the right of what is there, and stand at its left as long as it is seen."""
        drawer.setGeometry(room.right() + 1 - width, room.top(), width, room.height())
        drawer.raise_()
        self.setGeometry(drawer.x() - XL, drawer.y(), XL, drawer.height())
        self.setVisible(not drawer.isHidden())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(self._theme.tokens.bg)
        clear = QColor(ground)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, self.width(), 0)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, ground)
        painter = QPainter(self)
        painter.fillRect(self.rect(), fade)
        painter.end()
