"""The switch between the views of a page: the first few as words, the others behind "Weitere"."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.pages.later import Later
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import Theme
from kn_desk.ui.switch import Switch

#: So many views are words where there is room.
WORDS = 4
_MORE = "Weitere"


class ViewSwitch(QWidget):
    """Shows which view is in use, and lets another one be chosen; short room puts more of them behind "Weitere".

    How many follows from the width alone, never from what is chosen: no word changes its place by being chosen.
    """

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, views: Sequence[View | Later], words: int = WORDS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._views = views
        self._chosen = 0
        #: How many views are words now.
        self._shown = min(words, len(views))
        self.switch = Switch(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.switch)
        for view in views[:words]:
            self.switch.add(view.word, view.icon_name)
        self._words = list(self.switch.segments)
        self.switch.chosen.connect(self.chosen)
        self.more = self.switch.add(_MORE) if len(views) > words else None
        if self.more is not None:
            self.more.set_menu(self._menu())
            theme.changed.connect(self._dress)
        self.show_chosen(0)

    @property
    def entries(self) -> list[QAction]:
        """The views behind "Weitere"."""
        return self._entries[self._shown :] if self.more is not None else []

    def show_chosen(self, number: int) -> None:
        """Show that a view is in use."""
        self._chosen = number
        behind = number >= self._shown
        if self.more is not None:
            for place, entry in enumerate(self._entries):
                entry.setChecked(place == number)
                entry.setVisible(place >= self._shown)
            self.more.setText(self._views[number].word if behind else _MORE)
            self.more.icon_name = self._views[number].icon_name if behind else ""
            self.more.setAccessibleName(f"Weitere Ansichten, gewählt: {self.more.text()}" if behind else _MORE)
            self.more.updateGeometry()
        self.switch.choose(len(self._words) if behind else number)
        for segment in self.switch.segments:  # the word that Tab came to last may have gone behind "Weitere"
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self.more is None:
            return hint
        least = self._words[0].sizeHint().width() + self._more_width(1)
        return QSize(min(hint.width(), least), hint.height())

    def sizeHint(self) -> QSize:
        width = sum(word.sizeHint().width() for word in self._words)
        return QSize(width + self._more_width(len(self._words)), self._words[0].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.more is None:
            return
        shown, taken = len(self._words), sum(word.sizeHint().width() for word in self._words)
        while shown > 1 and taken + self._more_width(shown) > self.width():
            shown -= 1
            taken -= self._words[shown].sizeHint().width()
        if shown != self._shown:
            self._shown = shown
            for place, word in enumerate(self._words):
                word.setVisible(place < shown)
            self.show_chosen(self._chosen)

    def _more_width(self, shown: int) -> int:
        """Pixels that "Weitere" needs, whichever of the views behind it is chosen, where so many are words."""
        if self.more is None:
            return 0
        behind = [self.more.width_with(view.word, bool(view.icon_name)) for view in self._views[shown:]]
        return max(self.more.width_with(_MORE, has_icon=False), *behind)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Weitere Ansichten")
        self._entries: list[QAction] = []
        for number, view in enumerate(self._views):
            entry = QAction(view.word, menu, checkable=True)
            entry.setIcon(icon(view.icon_name, self._theme.tokens.text2))
            entry.triggered.connect(partial(self._choose, number))
            menu.addAction(entry)
            self._entries.append(entry)
        return menu

    def _choose(self, number: int, *_: object) -> None:
        self.chosen.emit(number)

    def _dress(self) -> None:
        for entry, view in zip(self._entries, self._views, strict=True):
            entry.setIcon(icon(view.icon_name, self._theme.tokens.text2))
