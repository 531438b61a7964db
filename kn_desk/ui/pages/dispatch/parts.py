"""The parts of a dialog: a switch, and below it the part that is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kn_desk.ui.style import XS, M, Theme
from kn_desk.ui.switch import Switch


class Parts(QWidget):
    """Shows one part at a time; all have the same room."""

    #: A part came to be seen: its number.
    shown = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.switch = Switch(theme)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stack, 1)
        self.switch.chosen.connect(self.show_part)

    def add(self, word: str, *widgets: QWidget) -> None:
        """Add a part, its widgets one below the other."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        for widget in widgets:
            column.addWidget(widget)
        self.switch.add(word)
        self._stack.addWidget(holder)
        self.switch.choose(0)

    @property
    def current(self) -> int:
        """The number of the part that is seen."""
        return self._stack.currentIndex()

    def show_part(self, number: int) -> None:
        """Show a part."""
        self.switch.choose(number)
        self._stack.setCurrentIndex(number)
        self.shown.emit(number)
