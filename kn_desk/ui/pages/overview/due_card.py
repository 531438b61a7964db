"""The card of what is due: the groups, how much more there is, and what belongs here while nothing does."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kn_desk.services.deadline_groups import Group
from kn_desk.ui.due_list.view import DueList
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.style import L, M, S, Theme

#: So many rows of each group are shown at first (overdue, this week, later): usually, and where there is room.
_USUAL, _HIGH = (5, 6, 0), (8, 8, 5)
_EVERYTHING = (10_000,) * 3


class DueCard(QFrame):
    """Shows the first rows of each group; a link shows them all."""

    def __init__(self, theme: Theme, new_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()
        self._today = date.min
        self._most = _USUAL
        self._all_shown = False
        self._build(theme, new_label)

    def show_groups(self, groups: Sequence[Group], today: date) -> None:
        """Show what is overdue, due this week, and later; what is chosen stays chosen."""
        self._groups, self._today = groups, today
        current, row = self.list.current, self.list.currentIndex().row()
        most = _EVERYTHING if self._all_shown else self._most
        self.list.due.show(list(zip(groups, most, strict=True)), today)
        if current is not None:
            self.list.choose(current.key, row)
        shown = bool(self.list.due.rowCount())
        self.list.setVisible(shown)
        self._empty.setVisible(not shown)
        self._tell_more()
        self.list.fit()

    def set_high(self, is_high: bool) -> None:
        """Show more rows where the window is high."""
        most = _HIGH if is_high else _USUAL
        if most != self._most and self._groups:
            self._most = most
            self.show_groups(self._groups, self._today)

    def _build(self, theme: Theme, new_label: str) -> None:
        layout = as_card(self)
        self.list = DueList(theme)
        layout.addWidget(self.list)
        self._empty = QWidget()
        inside = QHBoxLayout(self._empty)
        inside.setContentsMargins(M, L, M, L)
        inside.setSpacing(L)
        self._empty_words = Words(theme, colour="text2", wrap=True)
        self.empty_button = QPushButton(new_label)
        inside.addWidget(self._empty_words, 1)
        inside.addWidget(self.empty_button)
        layout.addWidget(self._empty)
        self._line = hairline()
        layout.addWidget(self._line)
        self.more = QPushButton()
        self.more.setProperty("link", True)
        row = QHBoxLayout()
        row.setContentsMargins(S, 2, M, 2)
        row.addWidget(self.more)
        row.addStretch(1)
        layout.addLayout(row)
        self.more.clicked.connect(self._toggle_all)

    def _tell_more(self) -> None:
        """Say how much is not shown."""
        late, week, later = (
            max(0, len(group.deadlines) - number) for group, number in zip(self._groups, self._most, strict=True)
        )
        until = self._groups[2].title.replace("Bis", "bis")
        missing = [(late, "überfällige"), (week, "diese Woche"), (later, until)]
        words = ", ".join(f"{number} {what}" for number, what in missing if number)
        less = f"Alle Fristen: {words.replace(' ', ' weitere ', 1)}"
        self.more.setText("Weniger Fristen" if self._all_shown else less)
        for widget in (self.more, self._line):
            widget.setVisible(bool(words))
        nothing = f"Nichts ist überfällig, nichts fällig {until}. "
        self._empty_words.setText(
            "Diese Woche ist nichts fällig."
            if later
            else f"{nothing}Aufgaben, Meilensteine und Pflichten stehen hier von selbst, sobald sie einen Termin haben."
        )

    def _toggle_all(self) -> None:
        self._all_shown = not self._all_shown
        self.show_groups(self._groups, self._today)


def as_card(frame: QFrame) -> QVBoxLayout:
    """Make a frame a card and return its layout."""
    frame.setProperty("card", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    return layout


def make_card() -> tuple[QFrame, QVBoxLayout]:
    """Return an empty card and its layout."""
    card = QFrame()
    return card, as_card(card)
