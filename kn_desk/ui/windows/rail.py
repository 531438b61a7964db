"""The navigation at the left: icon and word, or the icon alone where the window is narrow."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.style import RAIL_ICON, XL, S, Theme

_NARROW, _WIDEST = 56, 240
_ICON_HEIGHT = 36


@dataclass(frozen=True)
class Place:
    """A place of the navigation."""

    key: str
    title: str
    icon_name: str


#: All places, in their order; how the page of each is made stands in ``ui/places.py``, which is slow to import.
RAIL = (
    Place("overview", "Übersicht", "layout-dashboard"),
    Place("strategy", "Strategie", "target"),
    Place("contacts", "Digital Lotsen", "users-round"),
    Place("jour_fixe", "Jour fixe", "calendar-clock"),
    Place("funding", "Förderung", "hand-coins"),
    Place("tasks", "Aufgaben", "square-check-big"),
    Place("deadlines", "Fristen", "flag"),
    Place("trash", "Papierkorb", "trash-2"),
    Place("settings", "Einstellungen", "settings"),
)


class Rail(QFrame):
    """Chooses a place."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, places: tuple[Place, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rail", True)
        self._theme = theme
        self._places = places
        self._wanted = 168
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(S, S, S, S)
        layout.setSpacing(2)
        for number, place in enumerate(places):
            button = self._button(number, place)
            self._group.addButton(button, number)
            layout.addWidget(button)
            if place.key == "funding":
                layout.addSpacing(S)
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def button_in_use(self) -> QAbstractButton:
        """The button of the place in use, or the first."""
        return self._group.checkedButton() or self._group.button(0)

    def mark(self, number: int) -> None:
        """Show which place is in use."""
        self._group.button(number).setChecked(True)
        self._dress()

    def set_width(self, width: int) -> None:
        """Take a width; where the words do not fit into it only the icons are shown."""
        self._wanted = width
        longest = max(button.fontMetrics().horizontalAdvance(button.text()) for button in self._group.buttons())
        needed = longest + self._theme.px(RAIL_ICON) + 2 * S + 2 * XL
        words = width > _NARROW and needed <= max(width, _WIDEST)
        icons = self._theme.px(RAIL_ICON) - RAIL_ICON + _NARROW  # larger with larger text, the edges as ever
        self.setFixedWidth(max(width, needed) if words else icons)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._group.buttons():
            button.setToolButtonStyle(style)  # type: ignore[attr-defined]
            button.setFixedHeight(self._theme.row_height + 4 if words else _ICON_HEIGHT + icons - _NARROW)

    def _button(self, number: int, place: Place) -> QToolButton:
        button = QToolButton()
        button.setText(f" {place.title}".replace("&", "&&"))
        button.setCheckable(True)
        button.setProperty("rail", True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(place.title)
        keys = f" (Strg+{number + 1})" if number < 9 else ""
        button.setToolTip(f"{place.title}{keys}")
        return button

    def _dress(self) -> None:
        tokens, size = self._theme.tokens, self._theme.px(RAIL_ICON)
        for number, place in enumerate(self._places):
            button = self._group.button(number)
            button.setFont(self._theme.font())
            button.setIconSize(QSize(size, size))
            button.setIcon(icon(place.icon_name, tokens.accent if button.isChecked() else tokens.text2))
        self.set_width(self._wanted)
