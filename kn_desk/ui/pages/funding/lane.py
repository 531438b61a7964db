"""A lane of the board: a phase with its three sums, and its cards below."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kn_desk.services.pipeline import Lane, whole_euros
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.funding.card_list import CardList
from kn_desk.ui.pages.funding.card_model import CardModel
from kn_desk.ui.pages.funding.drop import DropTarget
from kn_desk.ui.style import RADIUS_CARD, XS, L, S, Theme

_SUMS = ("Beantragt", "Bewilligt", "Eigenanteil")


class LaneHead(QWidget):
    """The word of a phase, how many cards it has, and its sums; the one that the cards show is semibold."""

    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(L, S, L, S)
        grid.setHorizontalSpacing(XS)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._count = Words(theme, "0", colour="text2")
        grid.addWidget(Words(theme, word, bold=True), 0, 0, 1, 2)
        grid.addWidget(self._count, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowMinimumHeight(1, XS)
        self._plain: list[Words] = []
        self._strong: list[Words] = []
        for row, name in enumerate(_SUMS, start=2):
            grid.addWidget(Words(theme, name, points=9, colour="text2"), row, 0)
            for column, bold in ((self._plain, False), (self._strong, True)):
                figure = Words(theme, "–", points=9, bold=bold, colour="text")
                grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight)
                column.append(figure)

    def show_lane(self, lane: Lane) -> None:
        """Show the sums of a phase."""
        self._count.setText(str(len(lane.cards)))
        leading = 0 if lane.shows_requested else 1
        for number, cents in enumerate((lane.requested, lane.granted, lane.own)):
            strong = number == leading and cents is not None
            for figure, shown in ((self._plain[number], not strong), (self._strong[number], strong)):
                figure.setText(whole_euros(cents))
                figure.setVisible(shown)


class LaneView(DropTarget):
    """One phase as a column."""

    def __init__(self, theme: Theme, phase: str, word: str, model: CardModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, phase, parent)
        self._word = word
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._head = LaneHead(theme, word)
        self.list = CardList(theme, model)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)

    def show_lane(self, lane: Lane) -> None:
        """Show the sums of the phase; the cards come by the model."""
        self._head.show_lane(lane)
        number = len(lane.cards)
        self.list.setAccessibleName(f"{self._word}, {number} {'Antrag' if number == 1 else 'Anträge'}")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number else Qt.FocusPolicy.NoFocus)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setBrush(QColor(self._theme.tokens.rail))
        # Taller than the lane: only the upper corners are round, the lane runs on below.
        place = QRectF(self.rect()).adjusted(0, 0, 0, RADIUS_CARD)
        painter.drawRoundedRect(place, RADIUS_CARD, RADIUS_CARD)
