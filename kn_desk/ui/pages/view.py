"""What a page's views have in common: the page asks, the view answers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kn_desk.records.change import Change
from kn_desk.services.paper.printable import AnyList, Printable


class View(QWidget):
    """One way of looking at an area: a list, a board, a matrix."""

    #: The quiet words beside the page's heading.
    counted = Signal(str)

    #: The word on the switch, its icon, and what the primary button says ("" without one).
    word = ""
    icon_name = "list"
    new_label = ""

    def update_after(self, change: Change) -> None:
        """Show what changed, if it concerns this view."""

    def tell(self) -> None:
        """Emit ``counted``."""

    def begin_new(self) -> None:
        """Begin a new record of what this view shows."""

    def choose(self, identity: str) -> bool:
        """Show a record; False if it does not belong here."""
        return False

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> bool:
        """Show a draft in the form it was typed into; False if it does not belong here."""
        return False

    def save(self) -> bool:
        """Save what is typed; False where a rule forbids it."""
        return True

    def search_here(self) -> None:
        """Put the keyboard into the view's own search."""

    def leave_detail(self) -> None:
        """Esc: discard what is typed, or close the detail."""

    def trash_chosen(self) -> None:
        """Put what is chosen into the Papierkorb."""

    def copy_chosen(self) -> None:
        """Put what is chosen on the clipboard."""

    def edit_chosen(self) -> None:
        """Edit what is chosen together."""

    def paste_rows(self) -> None:
        """Show what the rows on the clipboard would become here."""

    def listed(self) -> AnyList | None:
        """Return the list that "Diese Liste exportieren" writes, None where there is none."""
        return None

    def printable(self) -> Sequence[Printable]:
        """Return what can be printed of what is shown, the likeliest first."""
        shown = self.listed()
        return [shown] if shown is not None else []
