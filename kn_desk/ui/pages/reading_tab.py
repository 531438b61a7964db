"""A tab that only reads: one column that is made anew for each record, and stays where it was scrolled to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kn_desk.ui.style import L, M, S, Theme


class ReadingTab(QScrollArea):
    """``begin`` gives an empty column, ``end`` shows it."""

    #: A link was clicked: the id of its record.
    followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_other = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def begin(self, spacing: int = S) -> QVBoxLayout:
        """Return an empty column."""
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(L, M, L, L)
        column.setSpacing(spacing)
        return column

    def end(self, column: QVBoxLayout) -> None:
        """Show what was put into a column."""
        column.addStretch(1)
        place = 0 if self._is_other else self.verticalScrollBar().value()
        self._is_other = False
        self.setWidget(self._inside)
        self.verticalScrollBar().setValue(place)

    def forget(self) -> None:
        """What is shown next is of another record: it is read from its top."""
        self._is_other = True
