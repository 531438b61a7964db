"""The filter row of the Zeitplan: Handlungsfeld, Ampel, back to today, and the zoom."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.ui.pages.timeline.scale import ZOOMS
from kn_desk.ui.style import S, Theme
from kn_desk.ui.switch import Switch

_LABELS = {"action_field": "Handlungsfeld", "light": "Ampel"}


class FilterRow(QWidget):
    """Tells what is wanted; what it offers comes with the plan."""

    changed = Signal()
    today_wanted = Signal()
    zoom_wanted = Signal(str)

    def __init__(self, theme: Theme, remembered: dict[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._wanted = {name: value for name, value in remembered.items() if name in _LABELS}
        self.boxes: dict[str, QComboBox] = {}
        self._build()

    @property
    def value(self) -> dict[str, str]:
        """The filters in force, by name."""
        return dict(self._wanted)

    def show_fields(self, fields: Iterable[tuple[str, str]]) -> None:
        """Offer these Handlungsfelder; a remembered one that is gone no longer counts."""
        self._fill("action_field", fields)
        self._fill("light", [(code, state.word) for code, state in PLAN_LIGHT.states.items()])
        self.clear_button.setVisible(bool(self._wanted))

    def show_zoom(self, zoom: str) -> None:
        """Show which zoom is in use."""
        self.zoom.choose(list(ZOOMS).index(zoom))

    def clear(self) -> None:
        """Show everything again."""
        self._wanted = {}
        self.changed.emit()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for (name, label), letters in zip(_LABELS.items(), (17, 10), strict=True):
            box = QComboBox()
            box.setAccessibleName(f"Filter {label}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.activated.connect(self._choose)
            self.boxes[name] = box
            row.addWidget(box)
        self.clear_button = QPushButton("Filter aufheben")
        self.clear_button.setProperty("link", True)
        self.clear_button.clicked.connect(self.clear)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.today = QPushButton("Heute")
        self.today.setToolTip("Heute wieder in die Mitte rücken")
        self.today.clicked.connect(self.today_wanted)
        row.addWidget(self.today)
        self.zoom = Switch(self._theme)
        self.zoom.setToolTip("Näher und weiter auch mit + und −")
        for word in ZOOMS.values():
            self.zoom.add(word).setAccessibleName(f"Zeitraster {word}")
        self.zoom.chosen.connect(self._zoom)
        row.addWidget(self.zoom)

    def _fill(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        box = self.boxes[name]
        box.clear()
        box.addItem(f"{_LABELS[name]}: alle", None)
        for value, word in options:
            box.addItem(f"{_LABELS[name]}: {word}" if name == "light" else word, value)
        place = box.findData(self._wanted.get(name))
        if place < 0:
            self._wanted.pop(name, None)
        box.setCurrentIndex(max(0, place))
        box.setToolTip(box.currentText())

    def _choose(self) -> None:
        chosen = {name: box.currentData() for name, box in self.boxes.items()}
        self._wanted = {name: value for name, value in chosen.items() if value is not None}
        self.changed.emit()

    def _zoom(self, number: int) -> None:
        self.zoom_wanted.emit(list(ZOOMS)[number])
