"""One filter: all, one value, or the several values that a named view asks for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from kn_desk.ui.style import XS

Values = tuple[Any, ...]
_LEAST, _WIDEST = 96, 164
_MOST_SEEN = 16
#: Edges and arrow beside the words, in the field and in the list below it.
_BESIDE_WORDS = 46
_BESIDE_ENTRY, _BAR = 40, 16


class FilterBox(QComboBox):
    """A drop-down list whose first entry filters nothing; as wide as what it says, and no wider."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._words: dict[Any, str] = {}
        self._values: list[Values] = []
        self.setAccessibleName(f"Filter {label}")
        self.setMaxVisibleItems(_MOST_SEEN)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(self.updateGeometry)

    @property
    def chosen(self) -> Values:
        """The values that pass; none where nothing is filtered."""
        return self._values[self.currentIndex()] if 0 <= self.currentIndex() < len(self._values) else ()

    def offer(self, options: Sequence[tuple[Any, str]], together: Sequence[Values] = ()) -> None:
        """Offer other values, and some of them ``together``; what is chosen stays, if there still is such."""
        chosen = self.chosen
        self._words = dict(options)
        self._values = [(), *((value,) for value, _ in options)]
        self.clear()
        self.addItem(f"{self._label}: alle")
        for value, word in options:
            self.addItem(word, value)
        for values in together:
            self._add(values)
        self._fit_list()
        self.choose(chosen)

    def choose(self, values: Sequence[Any]) -> None:
        """Choose values; those that no longer exist filter nothing."""
        known = tuple(value for value in values if value is None or value in self._words)
        if known not in self._values:
            self._add(known)
            self._fit_list()
        self.setCurrentIndex(self._values.index(known))
        self.setToolTip(f"{self._label}: {', '.join(self._said(known))}" if known else "")

    def _add(self, values: Values) -> None:
        self._values.append(values)
        words = self._said(values)
        self.addItem(", ".join(words) if len(words) < 3 else f"{words[0]} und {len(words) - 1} weitere")

    def _said(self, values: Values) -> list[str]:
        return ["leer" if value is None else self._words[value] for value in values]

    def sizeHint(self) -> QSize:
        scale = max(1.0, self.font().pointSizeF() / 10)  # edges and arrow grow with the text
        usual, words = self._advance(f"{self._label}: alle"), self._advance(self.currentText())
        beside = round(_BESIDE_WORDS * scale)
        return QSize(min(max(words, usual), max(round(_WIDEST * scale), usual)) + beside, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._fit_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), elide, place.width() - XS)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _advance(self, words: str) -> int:
        """How wide words are once they filter: then they are semibold."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font).horizontalAdvance(words)

    def _fit_list(self) -> None:
        """The list that opens may be wider than the field: nothing in it is cut."""
        entries = (self.fontMetrics().horizontalAdvance(self.itemText(number)) for number in range(self.count()))
        beside = _BESIDE_ENTRY + (_BAR if self.count() > _MOST_SEEN else 0)
        self.view().setMinimumWidth(min(max(entries, default=0) + beside, 3 * _WIDEST))
