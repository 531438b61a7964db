"""What an empty line says it is for: as much of it as there is room."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QToolButton

_EDGE = 22
_BUTTON = 24


class Placeholder(QObject):
    """Shows the first of several ways to say it that fits, the longest first; nothing where none does."""

    def __init__(self, line: QLineEdit, *ways: str) -> None:
        super().__init__(line)
        self._line = line
        self._ways = ways
        line.installEventFilter(self)
        self._choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._choose()
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        line = self._line
        buttons = [one for one in line.findChildren(QToolButton) if not one.isHidden()]
        room = line.width() - _EDGE - _BUTTON * len(buttons)
        fits = (way for way in self._ways if line.fontMetrics().horizontalAdvance(way) <= room)
        chosen = next(fits, "")
        if line.placeholderText() != chosen:
            line.setPlaceholderText(chosen)
