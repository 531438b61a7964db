"""Two words on one line, the second at the right; one below the other where there is no room for both."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kn_desk.ui.style import M

_WRAP = int(Qt.TextFlag.TextWordWrap)


class PairLine(QWidget):
    """A label and its figure or light, at any text size."""

    def __init__(self, left: QLabel, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        for widget in (left, right):
            widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        left, right = _natural(self._left), _natural(self._right)
        return QSize(left.width() + M + right.width(), max(left.height(), right.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._fits(width):
            return self.sizeHint().height()
        return _height(self._left, width) + _height(self._right, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        left, right = _natural(self._left), _natural(self._right)
        for label, natural in ((self._left, left), (self._right, right)):
            if isinstance(label, QLabel):
                label.setWordWrap(natural.width() > width)
        upper, lower = _height(self._left, width), _height(self._right, width)
        fits = self._fits(width)
        line = max(upper, lower)
        right_width = min(right.width(), width)
        self._left.setGeometry(QRect(0, (line - upper) // 2 if fits else 0, min(left.width(), width), upper))
        top = (line - lower) // 2 if fits else upper
        self._right.setGeometry(QRect(width - right_width, top, right_width, lower))

    def _fits(self, width: int) -> bool:
        alone = _natural(self._right).width() <= 1
        return (_natural(self._left) if alone else self.sizeHint()).width() <= width


def _natural(widget: QWidget) -> QSize:
    """The size on one line."""
    if isinstance(widget, QLabel):
        metrics = widget.fontMetrics()
        return QSize(metrics.horizontalAdvance(widget.text()) + 1, metrics.height())
    return widget.sizeHint()


def _height(widget: QWidget, width: int) -> int:
    natural = _natural(widget)
    if isinstance(widget, QLabel) and natural.width() > width:
        return widget.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), _WRAP, widget.text()).height()
    return natural.height()
