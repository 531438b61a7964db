"""A section of the settings: a heading, then rows of a label and what is set there."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import L, M, S, Theme

_LONGEST = "Schriftgröße"


class Section(QWidget):
    """Fills itself row by row."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(Words(theme, title, points=12, bold=True))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        theme.changed.connect(self._fit_labels)
        self._fit_labels()

    def _fit_labels(self) -> None:
        """The labels of all sections take the same room, so that what is set stands in one line."""
        self._grid.setColumnMinimumWidth(0, QFontMetrics(self.theme.font()).horizontalAdvance(_LONGEST))

    def add_row(self, label: str, *widgets: QWidget, stretched: bool = False) -> None:
        """Add a row; the last label of a row belongs to its first widget."""
        row = self._grid.rowCount()
        words = Words(self.theme, label, colour="text2")
        words.setBuddy(widgets[0])
        line = QHBoxLayout()
        line.setSpacing(S)
        for number, widget in enumerate(widgets):
            line.addWidget(widget, 1 if stretched and number == 0 else 0)
        if not stretched:
            line.addStretch(1)
        self._grid.addWidget(words, row, 0)
        self._grid.addLayout(line, row, 1)

    def add_words(self, words: QWidget) -> None:
        """Add a sentence over the whole width."""
        self._grid.addWidget(words, self._grid.rowCount(), 0, 1, 2)

    def add_below(self, words: QWidget) -> None:
        """Add a sentence below what is set in the row before."""
        self._grid.addWidget(words, self._grid.rowCount(), 1)
