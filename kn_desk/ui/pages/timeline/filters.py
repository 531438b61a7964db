"""The filter row of the Zeitplan: Handlungsfeld, Ampel, back to today, and the zoom."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.ui.pages.filter_row import FilterRow
from kn_desk.ui.pages.timeline.scale import ZOOMS
from kn_desk.ui.style import Theme
from kn_desk.ui.switch import Switch


class PlanFilters(FilterRow):
    """Tells what is wanted; what it offers comes with the plan."""

    today_wanted = Signal()
    zoom_wanted = Signal(str)

    def __init__(self, theme: Theme, remembered: dict[str, str]) -> None:
        super().__init__({"action_field": "Handlungsfeld", "light": "Ampel"}, remembered)
        self.today = QPushButton("Heute")
        self.today.setToolTip("Heute wieder in die Mitte rücken")
        self.today.clicked.connect(self.today_wanted)
        self.row.addWidget(self.today)
        self.zoom = Switch(theme)
        self.zoom.setToolTip("Näher und weiter auch mit + und −")
        for word in ZOOMS.values():
            self.zoom.add(word).setAccessibleName(f"Zeitraster {word}")
        self.zoom.chosen.connect(self._zoom)
        self.row.addWidget(self.zoom)

    def show_fields(self, fields: Iterable[tuple[str, str]]) -> None:
        """Offer these Handlungsfelder and all lights; a remembered one that is gone no longer counts."""
        self.offer("action_field", fields)
        self.offer("light", [(code, f"Ampel: {state.word}") for code, state in PLAN_LIGHT.states.items()])
        self.drop_unknown()

    def show_zoom(self, zoom: str) -> None:
        """Show which zoom is in use."""
        self.zoom.choose(list(ZOOMS).index(zoom))

    def _zoom(self, number: int) -> None:
        self.zoom_wanted.emit(list(ZOOMS)[number])
