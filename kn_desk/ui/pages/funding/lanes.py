"""All phases side by side: lanes, or four lanes and a strip; one card of all is chosen."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kn_desk.records import funding_stages as stages
from kn_desk.services.pipeline import Board
from kn_desk.ui.pages.funding.card_list import CardList
from kn_desk.ui.pages.funding.card_model import CardModel
from kn_desk.ui.pages.funding.lane import LaneView
from kn_desk.ui.pages.funding.strip import Strip
from kn_desk.ui.style import M, Theme

_FOLDED = ("closed", "unsuccessful")


class Lanes(QWidget):
    """Shows a board; knows nothing of what a choice or a drop leads to."""

    chosen = Signal(str)
    opened = Signal(str)
    #: An application was dropped on a phase, at a point of the screen.
    dropped = Signal(str, str, QPoint)
    #: An application wants the phase before (-1) or after (1).
    moved_on = Signal(str, int)
    menu_wanted = Signal(str, QPoint)
    trash_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._models = {phase: CardModel(self) for phase in stages.PHASES.options}
        self._build()
        self._connect()
        self.fold(False)

    @property
    def chosen_id(self) -> str:
        """The id of the chosen application, "" without one."""
        return next((found for cards in self.lists if (found := cards.current_id)), "")

    @property
    def lists(self) -> list[CardList]:
        """The lists in use, in reading order."""
        found = [lane.list for lane in self.lanes.values() if not lane.isHidden()]
        return [*found, self.strip.list] if self.strip.open_phase and not self.strip.isHidden() else found

    def show_board(self, board: Board) -> None:
        """Show other cards and sums; what is chosen stays chosen."""
        chosen = self.chosen_id
        lanes = {lane.phase: lane for lane in board.lanes}
        for phase, lane in lanes.items():
            self._models[phase].show(lane.cards)
            self.lanes[phase].show_lane(lane)
        self.strip.show_lanes(lanes)
        self.mark(chosen)

    def fold(self, folded: bool) -> None:
        """Fold the last phases into the strip, or show them as lanes."""
        if self.strip.isHidden() != folded and self.lanes[_FOLDED[0]].isHidden() == folded:
            return
        chosen = self.chosen_id
        for phase in _FOLDED:
            self.lanes[phase].setVisible(not folded)
        self.strip.setVisible(folded)
        self.mark(chosen)

    def choose(self, identity: str) -> None:
        """Select a card and give it the keyboard; a folded phase unfolds for it."""
        cards = self.mark(identity)
        if cards is not None:
            cards.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(cards, 0, 0)

    def mark(self, identity: str) -> CardList | None:
        """Select a card without telling anybody."""
        phase = next((name for name, model in self._models.items() if model.row_of(identity) >= 0), None)
        if phase is None:
            return None
        if self.lanes[phase].isHidden() and self.strip.open_phase != phase:
            self.strip.open(phase)
        cards = next(cards for cards in self.lists if cards.cards is self._models[phase])
        cards.blockSignals(True)
        cards.choose(identity)
        cards.blockSignals(False)
        self.unmark(cards)
        return cards

    def unmark(self, but: CardList | None = None) -> None:
        """Choose nothing, or nothing in the other lists."""
        for cards in self.lists:
            if cards is not but:
                cards.clear_choice()

    def rectangle_of(self, identity: str) -> QRect:
        """Return where the chosen card stands on the screen."""
        found = [cards.rectangle_of(identity) for cards in self.lists if cards.current_id == identity]
        return found[0] if found else QRect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        phases = stages.PHASES.options
        self.lanes = {phase: LaneView(self._theme, phase, word, self._models[phase]) for phase, word in phases.items()}
        for lane in self.lanes.values():
            row.addWidget(lane, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        column.addWidget(self._area, 1)
        self.strip = Strip(self._theme, {phase: phases[phase] for phase in _FOLDED}, self._models)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        for target in (*self.lanes.values(), *self.strip.tiles.values()):
            target.dropped.connect(self.dropped)
        for cards in (*(lane.list for lane in self.lanes.values()), self.strip.list):
            cards.chosen.connect(partial(self._chosen, cards))
            cards.opened.connect(self.opened)
            cards.left_to.connect(partial(self._go_beside, cards))
            cards.moved_on.connect(self.moved_on)
            cards.menu_wanted.connect(self.menu_wanted)
            cards.trash_wanted.connect(self.trash_wanted)

    def _chosen(self, cards: CardList, identity: str) -> None:
        self.unmark(cards)
        self.chosen.emit(identity)

    def _go_beside(self, cards: CardList, step: int) -> None:
        """An arrow goes to the card of the next lane at the same height; empty lanes are stepped over."""
        lists = self.lists
        place = lists.index(cards) + step
        row = max(0, cards.currentIndex().row())
        while 0 <= place < len(lists):
            if lists[place].choose_row(row):
                lists[place].setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(lists[place], 0, 0)
                return
            place += step
