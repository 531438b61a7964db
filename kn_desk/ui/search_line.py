"""The line in which one searches what a view shows: a glass, words that fit, a cross that empties it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from kn_desk.ui.icons import icon
from kn_desk.ui.placeholder import Placeholder
from kn_desk.ui.style import Theme

_WIDEST = 280
#: What Qt calls the action of its own cross.
_CLEAR = "_q_qlineeditclearaction"


class SearchLine(QLineEdit):
    """Follows the look; ``where`` is for example "In der Liste", ``least`` how narrow it may become in pixels."""

    def __init__(self, theme: Theme, where: str, least: int) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(f"{where} suchen")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        Placeholder(self, f"{where} suchen  Strg+F", f"{where} suchen", "Suchen")
        self.setMinimumWidth(least)
        self.setMaximumWidth(_WIDEST)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ink = self._theme.tokens.text2
        self._glass.setIcon(icon("search", ink))
        clear = self.findChild(QAction, _CLEAR)
        if isinstance(clear, QAction):
            clear.setIcon(icon("x", ink))
