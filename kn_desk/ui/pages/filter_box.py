"""One filter of a list: all, one value, or the several values that a named view asks for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QWidget

Values = tuple[Any, ...]
_WIDEST = 210
_ARROW = 56


class FilterBox(QComboBox):
    """A drop-down list whose first entry filters nothing."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._words: dict[Any, str] = {}
        self._values: list[Values] = []
        self.setAccessibleName(f"Filter {label}")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(len(label) + 5)
        self.setMinimumWidth(96)
        self._limit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._limit()

    def _limit(self) -> None:
        """At most as wide as the label, with larger text too."""
        words = self.fontMetrics().horizontalAdvance(f"{self._label}: alle")
        self.setMaximumWidth(max(_WIDEST, words + _ARROW))

    @property
    def chosen(self) -> Values:
        """The values that pass; none where nothing is filtered."""
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else ()

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; what is chosen stays, if there still is such."""
        chosen = self.chosen
        self._words = dict(options)
        self._values = [(), *((value,) for value, _ in options)]
        self.clear()
        self.addItems([f"{self._label}: alle", *(word for _, word in options)])
        self.choose(chosen)

    def choose(self, values: Sequence[Any]) -> None:
        """Choose values; those that no longer exist filter nothing."""
        known = tuple(value for value in values if value is None or value in self._words)
        if known not in self._values:
            self._values.append(known)
            self.addItem(", ".join("leer" if value is None else self._words[value] for value in known))
        self.setCurrentIndex(self._values.index(known))
        self.setToolTip(f"{self._label}: {self.currentText()}" if known else "")
