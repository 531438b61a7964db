"""The menu of an agenda item: what becomes of it, where it goes, and the Papierkorb."""

from functools import partial

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.services.meeting_steps import RESULT_WORDS
from kn_desk.services.meeting_times import AgendaRow
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.jour_fixe.agenda_delegate import RESULT_ICONS
from kn_desk.ui.style import Theme

_RESULTS = {**RESULT_WORDS, "open": "Wieder offen"}
_ICONS = {**RESULT_ICONS, "open": "rotate-ccw"}
#: Words with their keys (the table itself has them), and icon.
_MOVES = {
    "up": ("Nach oben\tAlt+↑", "arrow-up"), "down": ("Nach unten\tAlt+↓", "arrow-down"),
    "in": ("Zum Unterpunkt machen\tAlt+→", "list-tree"), "out": ("Aus der Gruppe lösen\tAlt+←", "list"),
}  # fmt: skip


def item_menu(
    parent: QWidget,
    theme: Theme,
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

    def add(words: str, icon_name: str, signal: SignalInstance, *said: str, possible: bool = True) -> None:
        action = menu.addAction(icon(icon_name, theme.tokens.text2, theme.tokens.field), words)
        action.setEnabled(possible and not locked)
        action.triggered.connect(partial(_tell, signal, identity, *said))

    for result, word in _RESULTS.items():
        add(word, _ICONS[result], result_asked, result, possible=result != (row.item.result or "open"))
    menu.addSeparator()
    for way, (words, icon_name) in _MOVES.items():
        add(words, icon_name, move_asked, way)
    menu.addSeparator()
    add("In den Papierkorb\tEntf", "trash-2", trash_asked)
    return menu


def _tell(signal: SignalInstance, identity: str, *said: str | bool) -> None:
    signal.emit(identity, *said)
