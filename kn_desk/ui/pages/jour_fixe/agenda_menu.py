"""The menu of an agenda item: what becomes of it, where it goes, and the Papierkorb."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.services.meeting_steps import RESULT_WORDS
from kn_desk.services.meeting_times import AgendaRow

_MOVES = {
    "up": ("Nach oben", "Alt+Up"), "down": ("Nach unten", "Alt+Down"),
    "in": ("Zum Unterpunkt machen", "Alt+Right"), "out": ("Aus der Gruppe lösen", "Alt+Left"),
}  # fmt: skip


def item_menu(
    parent: QWidget,
    row: AgendaRow,
    locked: bool,
    result_asked: SignalInstance,
    move_asked: SignalInstance,
    trash_asked: SignalInstance,
) -> QMenu:
    """Return the menu of an item; the signals say what was chosen."""
    identity = row.item.id
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for result, word in (*RESULT_WORDS.items(), ("open", "Wieder offen")):
        action = QAction(word, menu)
        action.setEnabled(not locked and result != (row.item.result or "open"))
        action.triggered.connect(lambda _=False, result=result: result_asked.emit(identity, result))
        menu.addAction(action)
    menu.addSeparator()
    for way, (word, keys) in _MOVES.items():
        action = QAction(word, menu)
        action.setShortcut(keys)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(not locked)
        action.triggered.connect(lambda _=False, way=way: move_asked.emit(identity, way))
        menu.addAction(action)
    menu.addSeparator()
    trash = QAction("In den Papierkorb", menu)
    trash.setShortcut("Del")
    trash.setShortcutVisibleInContextMenu(True)
    trash.setEnabled(not locked)
    trash.triggered.connect(lambda: trash_asked.emit(identity))
    menu.addAction(trash)
    return menu
