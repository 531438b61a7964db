"""How many open Maßnahmen have which light: a bar, and the figures below it."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.briefing import LIGHTS
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.overview.charts import PartsBar
from kn_desk.ui.pages.overview.counts import Counted
from kn_desk.ui.style import M, S, Theme


class LightsPart(QWidget):
    """How many open Maßnahmen have which light; only what alarms is solid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lights: dict[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self._title = Words(theme, bold=True)
        self._bar = PartsBar(theme)
        self._none = Words(theme, "Noch keine Maßnahme.", colour="text2")
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self._bar)
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(2)
        self._counts = {light: Counted(theme, PLAN_LIGHT.states[light]) for light in LIGHTS}
        for place, counted in enumerate(self._counts.values()):
            grid.addWidget(counted, place // 2, place % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        column.addLayout(grid)
        theme.changed.connect(self._dress)

    def show_lights(self, lights: dict[str, int]) -> None:
        """Show other counts."""
        self._lights = lights
        total = sum(lights.values())
        for widget in (self._bar, *self._counts.values()):
            widget.setVisible(bool(total))
        self._none.setVisible(not total)
        if not total:
            self._title.setText("Ampeln")
            return
        self._title.setText(
            f"Ampeln von {total} laufenden Maßnahmen" if total != 1 else "Ampel einer laufenden Maßnahme"
        )
        for light, counted in self._counts.items():
            counted.show_words(f"{lights[light]} {PLAN_LIGHT.states[light].word}")
        self._dress()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        parts = []
        for light, number in self._lights.items():
            solid = light in ("crit", "warn")
            fill = tokens.mark(light) if solid else tokens.tone(light).back
            parts.append((float(number), fill, "" if solid else tokens.mark(light)))
        spoken = (f"{number} {PLAN_LIGHT.states[light].word}" for light, number in self._lights.items())
        self._bar.show_parts(parts, f"Ampeln: {', '.join(spoken)}")
