"""The menu "Spalten" of a list: which columns it shows and in which order; it stays open while one chooses."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.ui.models.columns import Column

#: It leaves the list below it in sight, and is scrolled.
_HIGHEST = 480


class ColumnMenu(QMenu):
    """Offers the columns, those that are shown first; the first one keeps its place, and ``fixed`` is always shown."""

    #: The names of the columns to be shown, in their order.
    changed = Signal(list)
    #: The columns, their order and their widths are wanted as the program brings them.
    reset_wanted = Signal()

    def __init__(
        self, columns: Sequence[Column], shown: Sequence[str], fixed: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Spalten")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMaximumHeight(_HIGHEST)
        self._entries: list[QAction] = []
        by_name = {column.name: column for column in columns}
        for name in [*shown, *(name for name in by_name if name not in shown)]:
            entry = QAction(by_name[name].label.replace("&", "&&"), self, checkable=True)
            entry.setData(name)
            entry.setChecked(name in shown)
            entry.setEnabled(name != fixed)
            entry.toggled.connect(self._tell)
            self._entries.append(entry)
        self.addActions(self._entries)
        self._below = self.addSeparator()
        self.addAction("Standard wiederherstellen").triggered.connect(self.reset_wanted)
        self.addAction("Verschieben: Strg+↑ und Strg+↓").setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        chosen = self.activeAction()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self._move(chosen, steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and chosen in self._entries:
            chosen.toggle()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        chosen = self.actionAt(event.position().toPoint())
        if chosen in self._entries and chosen.isEnabled():
            chosen.toggle()
        else:
            super().mouseReleaseEvent(event)

    def _move(self, entry: QAction | None, step: int) -> None:
        place = self._entries.index(entry) if entry in self._entries else 0
        if entry is None or place == 0 or not 0 < place + step < len(self._entries):
            return
        self._entries.insert(place + step, self._entries.pop(place))
        for one in self._entries:
            self.insertAction(self._below, one)
        self.setActiveAction(entry)
        self._tell()

    def _tell(self, *_: object) -> None:
        self.changed.emit([entry.data() for entry in self._entries if entry.isChecked()])
