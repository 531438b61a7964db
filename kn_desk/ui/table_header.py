"""The head of a table whose columns the person may move and size: it tells what was done once the mouse is let go."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView, QWidget


class TableHeader(QHeaderView):
    """What the program itself does to the columns is not told."""

    #: A column was sized by hand: its number, and its width in pixels before and now.
    sized = Signal(int, int, int)
    #: Columns were moved: their numbers in the new order. They stand as before until whoever hears this moves them.
    moved = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._held = False
        self._before: dict[int, int] = {}
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setResizeContentsPrecision(0)  # a double click fits what is seen: a list may have 100,000 rows
        self.sectionResized.connect(self._note_width)

    def let_arrange(self) -> None:
        """From now on columns can be moved and sized; the first one keeps its place."""
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)  # here and not at first: a table that takes a header lets it move
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hold()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._hold()
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._held = False
        for section, before in self._before.items():
            if self.sectionSize(section) != before:
                self.sized.emit(section, before, self.sectionSize(section))
        order = [self.logicalIndex(place) for place in range(self.count())]
        if order != sorted(order):
            for section in range(self.count()):
                self.moveSection(self.visualIndex(section), section)
            self.moved.emit(order)

    def _hold(self) -> None:
        self._held = True
        self._before.clear()

    def _note_width(self, section: int, before: int, _: int) -> None:
        if self._held:
            self._before.setdefault(section, before)
