"""The list of Fristen: arrows go through the rows, each row's next action is one key away."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.services.deadline_kinds import ACTIONS, Deadline
from kn_desk.ui.due_list.delegate import DueDelegate
from kn_desk.ui.models.due_model import LINE_ROLE, DueModel, DueRow
from kn_desk.ui.row_list import RowList
from kn_desk.ui.style import Theme


class DueList(RowList):
    """Shows a DueModel; ``enter`` says whether Enter acts ("act") or opens the record ("open")."""

    #: A Frist and what is wanted: act, open, finish, move, agenda; and where on the screen a popup belongs.
    wanted = Signal(object, str, QPoint)

    def __init__(self, theme: Theme, *, enter: str = "act", parent: QWidget | None = None) -> None:
        self._delegate = DueDelegate(theme)
        super().__init__(self._delegate, parent)
        self._enter = enter
        self.due = DueModel(self)
        self.setModel(self.due)
        self.setAccessibleName("Fristen")
        self.setAccessibleDescription("Leertaste: erledigen oder öffnen, V: verschieben, J: zum nächsten Jour fixe")
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self.pressed_in_row.connect(self._pressed)
        self.doubleClicked.connect(self._open)
        self.menu_wanted.connect(self._show_menu)

    @property
    def row_height(self) -> int:
        """Pixels of a row; a heading has no more."""
        return self._delegate.row_height

    @property
    def current(self) -> Deadline | None:
        """The Frist of the current row."""
        line = self.currentIndex().data(LINE_ROLE)
        return line.deadline if isinstance(line, DueRow) else None

    def choose(self, key: str, row: int = -1) -> None:
        """Go to a Frist, or, if it is gone, to the one that has taken its row."""
        found = self.due.row_of(key)
        places = range(found, found + 1) if found >= 0 else range(row, self.due.rowCount())
        for place in (*places, *range(min(row, self.due.rowCount()) - 1, -1, -1)):
            index = self.due.index(place, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[int, str] = {
            Qt.Key.Key_Return: self._enter, Qt.Key.Key_Enter: self._enter, Qt.Key.Key_Space: "act",
            Qt.Key.Key_F2: "open", Qt.Key.Key_V: "move", Qt.Key.Key_J: "agenda",
        }  # fmt: skip
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in keys and bare:
            self.press(keys[event.key()])
        else:
            super().keyPressEvent(event)

    def _pressed(self, name: str, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, DueRow) or (name == "move" and not line.deadline.movable):
            return
        button = self.place_of_button(index, name)
        place = button if not button.isEmpty() else self.visualRect(index)
        self.wanted.emit(line.deadline, name, self.viewport().mapToGlobal(place.bottomLeft()))

    def _open(self, index: QModelIndex) -> None:
        self._pressed("open", index)

    def _show_menu(self, index: QModelIndex, at: QPoint) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, DueRow):
            return
        one, menu = line.deadline, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Was mit der Frist geschieht")
        entries = [("act", f"{ACTIONS[one.action].word}\tLeertaste")] if one.action != "open" else []
        if one.kind == "milestone" and one.action != "reached":
            entries.append(("finish", "Erreicht"))
        entries.append(("open", "Öffnen\tF2"))
        if one.movable:
            entries.append(("move", "Verschieben …\tV"))
        entries.append(("agenda", "Zum nächsten Jour fixe\tJ"))
        for name, words in entries:
            menu.addAction(words).setData(name)
        menu.triggered.connect(lambda action: self.wanted.emit(one, action.data(), at))
        menu.popup(at)
