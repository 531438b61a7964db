"""What can be done with the chosen rows of a list, where the pointer is or by the menu key."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.style import Theme


class RecordMenu(QMenu):
    """A few entries, each with its keys; whoever shows it connects them."""

    def __init__(self, theme: Theme, chosen: int, can_be_subject: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.open_action = self._add("Öffnen", "arrow-right", "Eingabe", chosen == 1)
        self.edit_action = self._add("Mehrere bearbeiten …", "pencil", "Strg+Umschalt+B", chosen > 0)
        self.agenda_action = self._add("Auf die Tagesordnung …", "calendar-clock", "Strg+J", chosen > 0)
        self.agenda_action.setVisible(can_be_subject)
        self.addSeparator()
        self.copy_action = self._add("Kopieren", "copy", "Strg+C", chosen > 0)
        self.paste_action = self._add("Zeilen einfügen …", "clipboard-paste", "Strg+V", True)
        self.addSeparator()
        self.trash_action = self._add("In den Papierkorb", "trash-2", "Entf", chosen > 0)

    def _add(self, words: str, icon_name: str, keys: str, possible: bool) -> QAction:
        # The keys are only told here: the window's own actions have them.
        tokens = self._theme.tokens
        action = self.addAction(icon(icon_name, tokens.text2, tokens.field), f"{words}\t{keys}")
        action.setEnabled(possible)
        return action
