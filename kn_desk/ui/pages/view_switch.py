"""The switch between the views of a page: the first four as words, the others behind "Weitere"."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.pages.later import Later
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import Theme
from kn_desk.ui.switch import Switch

_MOST = 4
_MORE = "Weitere"


class ViewSwitch(QWidget):
    """Shows which view is in use, and lets another one be chosen."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, views: Sequence[View | Later], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._views = views
        self.switch = Switch(theme)
        self.entries: list[QAction] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.switch)
        for view in views[:_MOST]:
            self.switch.add(view.word, view.icon_name)
        self.switch.chosen.connect(self.chosen)
        self.more = self.switch.add(_MORE) if len(views) > _MOST else None
        if self.more is not None:
            self.more.set_menu(self._menu())
            theme.changed.connect(self._dress)
        self.show_chosen(0)

    def show_chosen(self, number: int) -> None:
        """Show that a view is in use."""
        behind = number >= _MOST
        for place, entry in enumerate(self.entries, start=_MOST):
            entry.setChecked(place == number)
        if self.more is not None:
            self.more.setText(self._views[number].word if behind else _MORE)
            self.more.icon_name = self._views[number].icon_name if behind else ""
            self.more.setAccessibleName(f"Weitere Ansichten, gewählt: {self.more.text()}" if behind else _MORE)
            self.more.updateGeometry()
        self.switch.choose(min(number, _MOST))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Weitere Ansichten")
        for number, view in enumerate(self._views[_MOST:], start=_MOST):
            entry = QAction(view.word, menu, checkable=True)
            entry.setIcon(icon(view.icon_name, self._theme.tokens.text2))
            entry.triggered.connect(partial(self._choose, number))
            menu.addAction(entry)
            self.entries.append(entry)
        return menu

    def _choose(self, number: int, *_: object) -> None:
        self.chosen.emit(number)

    def _dress(self) -> None:
        for entry, view in zip(self.entries, self._views[_MOST:], strict=True):
            entry.setIcon(icon(view.icon_name, self._theme.tokens.text2))
