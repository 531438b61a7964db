"""The list of what became worse."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.services.worsened import Worse
from kn_desk.ui.models.worse_model import LINKED_ROLE, WORSE_ROLE, WorseModel
from kn_desk.ui.pages.overview.worse_delegate import WorseDelegate
from kn_desk.ui.row_list import RowList
from kn_desk.ui.style import Theme


class WorseList(RowList):
    """Shows a WorseModel; Enter puts the row on the next agenda, F2 opens the Maßnahme."""

    agenda_wanted = Signal(object)
    open_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(WorseDelegate(theme), parent)
        self.worse = WorseModel(self)
        self.setModel(self.worse)
        self.setAccessibleName("Verschlechterte Ampeln")
        self.setAccessibleDescription("Eingabe: zum nächsten Jour fixe, F2: öffnen")
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self.pressed_in_row.connect(self._pressed)
        self.doubleClicked.connect(self._open)
        self.menu_wanted.connect(self._show_menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_J):
            self.press("agenda")
        elif event.key() == Qt.Key.Key_F2:
            self.press("open")
        else:
            super().keyPressEvent(event)

    def _pressed(self, name: str, index: QModelIndex) -> None:
        one: Worse = index.data(WORSE_ROLE)
        if name == "open" or index.data(LINKED_ROLE):
            self.open_wanted.emit(one.id)
        else:
            self.agenda_wanted.emit(one)

    def _open(self, index: QModelIndex) -> None:
        self._pressed("open", index)

    def _show_menu(self, index: QModelIndex, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Was mit der Maßnahme geschieht")
        if not index.data(LINKED_ROLE):
            menu.addAction("Zum nächsten Jour fixe\tJ", lambda: self.press("agenda"))
        menu.addAction("Öffnen\tF2", lambda: self.press("open"))
        menu.popup(at)
