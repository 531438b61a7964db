"""The navigation at the left: icon and word, or the icon alone where the window is narrow."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from kn_desk.ui.icons import icon
from kn_desk.ui.style import RAIL_ICON, S, Theme


@dataclass(frozen=True)
class Place:
    """A place of the navigation."""

    key: str
    title: str
    icon_name: str


class Rail(QFrame):
    """Chooses a place."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, places: list[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rail", True)
        self._theme = theme
        self._places = places
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(S, S, S, S)
        layout.setSpacing(2)
        for number, place in enumerate(places):
            button = QToolButton()
            button.setText(f" {place.title}")
            button.setCheckable(True)
            button.setProperty("rail", True)
            button.setIconSize(QSize(RAIL_ICON, RAIL_ICON))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(place.title)
            keys = f" (Strg+{number + 1})" if number < 9 else ""
            button.setToolTip(f"{place.title}{keys}")
            self._group.addButton(button, number)
            layout.addWidget(button)
            if place.key == "funding":
                layout.addSpacing(S)
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)
        theme.changed.connect(self._dress)
        self._dress()
        self.set_width(168)

    def mark(self, number: int) -> None:
        """Show which place is in use."""
        self._group.button(number).setChecked(True)
        self._dress()

    def set_width(self, width: int) -> None:
        """Take a width; below 100 only the icons are shown."""
        self.setFixedWidth(width)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._group.buttons():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if width < 100 else style)  # type: ignore[attr-defined]

    def _dress(self) -> None:
        tokens = self._theme.tokens
        for number, place in enumerate(self._places):
            button = self._group.button(number)
            button.setIcon(icon(place.icon_name, tokens.accent if button.isChecked() else tokens.text2))
            button.setFixedHeight(self._theme.row_height + 4)
