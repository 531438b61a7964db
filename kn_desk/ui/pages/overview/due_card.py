"""The card of what is due: the groups, how much more there is, and what belongs here while nothing does."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kn_desk.services.deadline_groups import Group, share_room
from kn_desk.ui.due_list.view import DueList
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.style import L, M, Theme

#: So many rows of each group are shown at least (overdue, this week, later).
_LEAST = (5, 6, 0)
_AROUND_LINK = 2


class DueCard(QFrame):
    """Shows the first rows of each group; a link shows them all."""

    def __init__(self, theme: Theme, new_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()
        self._today = date.min
        self._room = 0
        self._all_shown = False
        self._build(theme, new_label)

    def show_groups(self, groups: Sequence[Group], today: date) -> None:
        """Show what is overdue, due this week, and later; what is chosen stays chosen."""
        self._groups, self._today = groups, today
        current, row = self.list.current, self.list.currentIndex().row()
        most = [len(group.deadlines) for group in groups] if self._all_shown else self._shown
        self.list.due.show(list(zip(groups, most, strict=True)), today)
        if current is not None:
            self.list.choose(current.key, row)
        shown = bool(self.list.due.rowCount())
        self.list.setVisible(shown)
        self._empty.setVisible(not shown)
        self._tell_more()
        self.list.fit()

    def set_room(self, pixels: int) -> None:
        """Show as many rows as so much height has room for, what is overdue first."""
        before = self._shown
        link = self.more.sizeHint().height() + 2 * _AROUND_LINK
        self._room = (pixels - link - self._line.height() - 2) // self.list.row_height
        if self._shown != before:
            self.show_groups(self._groups, self._today)

    @property
    def _shown(self) -> tuple[int, ...]:
        """How many rows of each group are shown at first."""
        return share_room([len(group.deadlines) for group in self._groups], _LEAST, self._room) if self._groups else ()

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
        row.setContentsMargins(M, _AROUND_LINK, M, _AROUND_LINK)
        row.addWidget(self.more)
        row.addStretch(1)
        layout.addLayout(row)
        self.more.clicked.connect(self._toggle_all)

    def _tell_more(self) -> None:
        """Say how much is not shown."""
        late, week, later = (
            len(group.deadlines) - number for group, number in zip(self._groups, self._shown, strict=True)
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
