"""The filters of the board: Förderprogramm, Federführung, Frist."""

from kn_desk.services.pipeline import Board, Filter
from kn_desk.ui.pages.filter_row import FilterRow


class BoardFilters(FilterRow):
    """Offers only what occurs on the board."""

    def __init__(self, remembered: dict[str, str]) -> None:
        super().__init__({"programme": "Förderprogramm", "lead_unit": "Federführung", "due": "Frist"}, remembered)

    @property
    def value(self) -> Filter:
        """The filters in force."""
        return Filter(**self.wanted)

    def show_board(self, board: Board) -> None:
        """Offer the programmes and units that occur, and the limits of the Fristampel."""
        self.offer("programme", board.programmes)
        self.offer("lead_unit", board.units)
        limits = (("crit", f"Frist: in {board.crit_days} Tagen"), ("warn", f"Frist: in {board.warn_days} Tagen"))
        self.offer("due", (("overdue", "Frist: überfällig"), *limits, ("none", "ohne Frist")))
