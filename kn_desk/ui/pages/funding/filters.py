"""The filters of the board: Programm, Federführung, Frist."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from kn_desk.services.pipeline import Board, Filter
from kn_desk.ui.style import XS, S

_LABELS = {"programme": "Programm", "lead_unit": "Federführung", "due": "Frist"}


class ElidingBox(QComboBox):
    """A combo whose words end in dots where they are cut."""

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


class FilterRow(QWidget):
    """Three combos and one way to clear them; offers only what occurs on the board."""

    changed = Signal()

    def __init__(self, remembered: dict[str, str]) -> None:
        super().__init__()
        self._wanted = dict(remembered)
        self.boxes: dict[str, QComboBox] = {}
        self._build()

    @property
    def value(self) -> Filter:
        """The filters in force."""
        return Filter(**{name: self._wanted.get(name) for name in _LABELS})

    def show_board(self, board: Board) -> None:
        """Offer the programmes and units that occur, and the limits of the Fristampel."""
        self._fill("programme", board.programmes)
        self._fill("lead_unit", board.units)
        limits = (("crit", f"in {board.crit_days} Tagen"), ("warn", f"in {board.warn_days} Tagen"))
        self._fill("due", (("overdue", "überfällig"), *limits, ("none", "ohne Frist")))

    def clear(self) -> None:
        """Show everything again."""
        self._wanted = {}
        self.changed.emit()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for (name, label), letters in zip(_LABELS.items(), (17, 18, 13), strict=True):
            box = ElidingBox()
            box.setMinimumWidth(110)
            box.setAccessibleName(f"Filter {label}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.activated.connect(self._choose)
            self.boxes[name] = box
            row.addWidget(box)
        row.addStretch(1)
        self._clear = QPushButton("Filter aufheben")
        self._clear.setProperty("link", True)
        self._clear.clicked.connect(self.clear)
        row.addWidget(self._clear)

    def _fill(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        box = self.boxes[name]
        box.clear()
        box.addItem(f"{_LABELS[name]}: alle", None)
        for value, word in options:
            box.addItem(f"{_LABELS[name]}: {word}" if name == "due" else word, value)
        box.setCurrentIndex(max(0, box.findData(self._wanted.get(name))))
        box.setToolTip(box.currentText())
        self._clear.setVisible(bool(self.value))

    def _choose(self) -> None:
        chosen = {name: box.currentData() for name, box in self.boxes.items()}
        self._wanted = {name: value for name, value in chosen.items() if value is not None}
        self.changed.emit()
