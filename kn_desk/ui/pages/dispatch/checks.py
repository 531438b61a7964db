"""A list of units to tick: each with who is meant, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, M, S, Theme

#: Four lines are seen at least.
_LEAST = 120


@dataclass(frozen=True)
class Check:
    """One line: what is ticked, more about it, and whether that is a gap; ``possible`` is off where it cannot be."""

    key: str
    words: str
    more: str
    ticked: bool = True
    is_gap: bool = False
    possible: bool = True


class Checks(QWidget):
    """Lines with a tick each, and ways to tick all or none."""

    changed = Signal()

    def __init__(self, theme: Theme, checks: Sequence[Check]) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: dict[str, QCheckBox] = {}
        self._build()
        self._connect()
        self.show_checks(checks)

    @property
    def boxes(self) -> dict[str, QCheckBox]:
        """The ticks by their keys."""
        return self._boxes

    @property
    def ticked(self) -> list[str]:
        """The keys of what is ticked, from top to bottom."""
        return [key for key, box in self._boxes.items() if box.isChecked()]

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show other lines."""
        self._area.setWidget(self._lines(checks))
        self._count()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        head = QHBoxLayout()
        head.setSpacing(S)
        self._counted = Words(self._theme, colour="text2")
        self._all, self._none = QPushButton("Alle"), QPushButton("Keine")
        head.addWidget(self._counted, 1)
        for button in (self._all, self._none):
            button.setProperty("link", True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()} ankreuzen" if button is self._all else "Keine ankreuzen")
            head.addSpacing(S)
            head.addWidget(button)
        column.addLayout(head)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(_LEAST)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._area = area
        inside.addWidget(area)
        column.addWidget(card, 1)

    def _lines(self, checks: Sequence[Check]) -> QWidget:
        holder = QWidget()
        self._boxes = {}
        grid = QGridLayout(holder)
        grid.setContentsMargins(M, S, M, S)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for row, check in enumerate(checks):
            box = QCheckBox(check.words.replace("&", "&&"))
            box.setAccessibleName(f"{check.words}, {check.more}")
            box.setChecked(check.ticked and check.possible)
            box.setEnabled(check.possible)
            box.toggled.connect(self._count)
            grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(ElidedWords(self._theme, check.more, colour="warn" if check.is_gap else "text2"), row, 1)
            self._boxes[check.key] = box
        grid.setRowStretch(len(checks), 1)
        return holder

    def _connect(self) -> None:
        self._all.clicked.connect(lambda: self._tick(True))
        self._none.clicked.connect(lambda: self._tick(False))

    def _tick(self, ticked: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(ticked and box.isEnabled())

    def _count(self) -> None:
        self._counted.setText(f"{len(self.ticked)} von {len(self._boxes)} angehakt")
        self.changed.emit()
