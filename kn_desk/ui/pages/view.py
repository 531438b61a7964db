"""What a page's views have in common: the page asks, the view answers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.records.change import Change

if TYPE_CHECKING:  # what prints is imported when somebody prints
    from kn_desk.services.paper.printable import AnyList, Printable


class View(QWidget):
    """One way of looking at an area: a list, a board, a matrix."""

    #: The quiet words beside the page's heading.
    counted = Signal(str)
    #: ``has_primary`` or ``head_place`` is another.
    dressed = Signal()

    #: The word on the switch, its icon, and what the primary button says ("" without one).
    word = ""
    icon_name = "list"
    new_label = ""
    new_icon = "plus"
    #: It needs the width: the rail shows icons alone up to very wide windows.
    is_workplace = False

    @property
    def count_hint(self) -> str:
        """What the tooltip of the words beside the heading explains; "" where they speak for themselves."""
        return ""

    @property
    def foot(self) -> int:
        """Pixels of a bar at the bottom that no toast may lie over."""
        return 0

    @property
    def has_primary(self) -> bool:
        """Whether it has a primary button of its own; the one in the toolbar is then an ordinary one."""
        return False

    @property
    def main_widget(self) -> QWidget | None:
        """What has the keyboard when the view is shown; None: the largest of its lists."""
        return None

    @property
    def head_place(self) -> QVBoxLayout | None:
        """The column that has the page's heading at its top; None where the heading stands above the whole view."""
        return None

    @property
    def unfinished(self) -> str:
        """What would be lost if the window closed now, as a sentence; "" where nothing would."""
        return ""

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
        """Save what is typed before it is left; where that cannot be and one goes on with it, False."""
        return True

    def store(self) -> bool:
        """Save what is typed, as a person asked for; False where a rule forbids it, which stands at the field."""
        return self.save()

    def search_here(self) -> None:
        """Put the keyboard into the view's own search."""

    def leave_detail(self) -> None:
        """Esc: discard what is typed, or close the detail."""

    def trash_chosen(self) -> None:
        """Put what is chosen into the Papierkorb."""

    def copy_chosen(self) -> None:
        """Put what is chosen on the clipboard."""

    def chosen_records(self) -> Sequence[Record]:
        """Return what is chosen, for what can be done with any record."""
        return ()

    def edit_chosen(self) -> None:
        """Edit what is chosen together."""

    def paste_rows(self) -> None:
        """Show what the rows on the clipboard would become here."""

    def listed(self) -> "AnyList | None":
        """Return the list that "Diese Liste exportieren" writes, None where there is none."""
        return None

    def printable(self) -> "Sequence[Printable]":
        """Return what can be printed of what is shown, the likeliest first."""
        shown = self.listed()
        return [shown] if shown is not None else []
