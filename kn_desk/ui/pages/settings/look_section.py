"""The section "Ansicht": light or dark, density, size and font of the text."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from kn_desk.settings import LEAST_PERCENT, MOST_PERCENT, Density, Mode
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.look import STEP_PERCENT, change_look, resize_text
from kn_desk.ui.pages.settings.section import Section
from kn_desk.ui.switch import Switch

_MODES: tuple[tuple[Mode, str], ...] = (("system", "Wie das System"), ("light", "Hell"), ("dark", "Dunkel"))
_DENSITIES: tuple[tuple[Density, str], ...] = (("comfortable", "Normal"), ("compact", "Kompakt"))


class LookSection(Section):
    """Everything is in force at once, and for this person on this computer only."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, "Ansicht")
        self._memory = context.memory
        self.mode = self._switch("Farben", [word for _, word in _MODES])
        self.density = self._switch("Dichte", [word for _, word in _DENSITIES])
        self.smaller = QPushButton("−")
        self.smaller.setAccessibleName("Schrift kleiner")
        self.smaller.setToolTip("Schrift kleiner (Strg+-)")
        self.larger = QPushButton("+")
        self.larger.setAccessibleName("Schrift größer")
        self.larger.setToolTip("Schrift größer (Strg++)")
        self.percent = Words(context.theme)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.system_font = QCheckBox("Schrift des Systems statt Inter")
        self.add_row("Farben", self.mode)
        self.add_row("Dichte", self.density)
        self.add_row("Schriftgröße", self.smaller, self.percent, self.larger)
        self.add_below(self.system_font)
        self._connect(context)
        self._dress()

    def _switch(self, name: str, words: list[str]) -> Switch:
        switch = Switch(self.theme)
        switch.setAccessibleName(name)
        for word in words:
            switch.add(word).setAccessibleName(f"{name}: {word}")
        return switch

    def _connect(self, context: Context) -> None:
        memory, theme = context.memory, context.theme
        self.mode.chosen.connect(lambda number: change_look(memory, theme, mode=_MODES[number][0]))
        self.density.chosen.connect(lambda number: change_look(memory, theme, density=_DENSITIES[number][0]))
        self.smaller.clicked.connect(partial(self._resize, -STEP_PERCENT))
        self.larger.clicked.connect(partial(self._resize, STEP_PERCENT))
        self.system_font.toggled.connect(self._take_font)
        theme.changed.connect(self._dress)

    def _resize(self, by: int, *_: object) -> None:
        resize_text(self._memory, self.theme, by)

    def _take_font(self, checked: bool) -> None:
        if checked != self._memory.settings.system_font:
            change_look(self._memory, self.theme, system_font=checked)

    def _dress(self) -> None:
        settings = self._memory.settings
        self.mode.choose([mode for mode, _ in _MODES].index(settings.mode))
        self.density.choose([density for density, _ in _DENSITIES].index(settings.density))
        self.percent.setText(f"{settings.text_percent} %")
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("200 %") + 8)
        self.smaller.setEnabled(settings.text_percent > LEAST_PERCENT)
        self.larger.setEnabled(settings.text_percent < MOST_PERCENT)
        self.system_font.setChecked(settings.system_font)
