"""All Fristen of the office: one list by day, with filters."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from kn_desk.fields.text import german_key, visible
from kn_desk.records.change import Change
from kn_desk.services.deadline_groups import Filter, all_groups
from kn_desk.services.deadline_kinds import KINDS, Deadline
from kn_desk.services.deadline_list import CONCERNS, deadlines
from kn_desk.services.paper.deadline_paper import ShownDeadlines
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.new_task import NewTaskDialog
from kn_desk.ui.due_list.deeds import DueDeeds
from kn_desk.ui.due_list.view import DueList
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.filter_box import FilterBox
from kn_desk.ui.pages.view import View
from kn_desk.ui.scroll_bar import keep_place_for_bar
from kn_desk.ui.search_line import SearchLine
from kn_desk.ui.style import L, M, S

_QUIET_MS = 100
_EVERYTHING = 1_000_000
_SPANS = (("overdue", "überfällig"), ("week", "bis Sonntag"), ("month", "in 30 Tagen"))
_LABELS = {"kind": "Art", "who": "Wer", "span": "Frist"}
_EMPTY = (
    "Hier stehen alle Termine von Aufgaben, Meilensteinen, Anträgen, Beschlüssen und Rollen, sobald es welche gibt."
)


class DeadlineView(View):
    """The view of the place "Fristen"."""

    word = "Fristen"
    icon_name = "flag"
    new_label = "Neue Aufgabe"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: list[Deadline] = []
        self._shown = 0
        self._stale = False
        self._today = context.desk.office.today
        self._deeds = DueDeeds(context, self)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._build()
        self._connect()
        self.reload()

    @property
    def due(self) -> DueList:
        """The list."""
        return self._due

    @property
    def filter(self) -> Filter:
        """The filters in force."""
        chosen = {name: box.chosen[0] if box.chosen else None for name, box in self.boxes.items()}
        return Filter(**chosen, text=self.search.text())

    def update_after(self, change: Change) -> None:
        if {edit.type for edit in change.edits} & CONCERNS:
            self._stale = True
            if self.isVisible():
                self.reload()

    def reload(self) -> None:
        """Read all Fristen anew."""
        self._stale = False
        with self._context.desk.read() as reader:
            self._found, self._today = deadlines(reader), reader.today
        self._offer()
        self._apply()

    def tell(self) -> None:
        total = len(self._found)
        words = f"{self._shown} von {total} Fristen" if self.filter else f"{total} Frist{'en' if total != 1 else ''}"
        late = sum(one.on < self._today for one in self._found)
        self.counted.emit(words)
        if self.isVisible():
            self._context.wishes.status.emit(f"{words} · {late} überfällig")

    def listed(self) -> ShownDeadlines:
        words = [f"{_LABELS[name]}: {box.currentText()}" for name, box in self.boxes.items() if box.chosen]
        if typed := self.search.text().strip():
            words.append(f"enthält „{typed}“")
        return ShownDeadlines(self.filter, " · ".join(words))

    def begin_new(self) -> None:
        NewTaskDialog(self._context, self).open()

    def search_here(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def leave_detail(self) -> None:
        if self.filter:
            self.clear()

    def clear(self) -> None:
        """Show everything again."""
        self.search.clear()
        for box in self.boxes.values():
            box.choose(())
        self._apply()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._today != self._context.desk.office.today:
            self.reload()
        self.tell()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(L, 0, L, L)
        column.setSpacing(M)
        column.addLayout(self._filter_row())
        card = QFrame()
        card.setProperty("card", True)
        self._stack = QStackedLayout(card)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._due = DueList(self._context.theme, enter="open")
        keep_place_for_bar(self._due)
        self._empty = Empty(self._context.theme)
        self._stack.addWidget(self._due)
        self._stack.addWidget(self._empty)
        column.addWidget(card, 1)

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        self.search = SearchLine(self._context.theme, "In den Fristen", least=150)
        row.addWidget(self.search, 2)
        self.boxes = {name: FilterBox(label) for name, label in _LABELS.items()}
        for box in self.boxes.values():
            row.addWidget(box)
        self.clear_button = QPushButton("Filter aufheben")
        self.clear_button.setToolTip("Filter aufheben")
        self.clear_button.setProperty("link", True)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.search.textChanged.connect(self._quiet_start)
        self._quiet.timeout.connect(self._apply)
        for box in self.boxes.values():
            box.activated.connect(self._apply)
        self.clear_button.clicked.connect(self.clear)
        self._empty.asked.connect(self._empty_clicked)
        self._due.wanted.connect(self._deeds.answer)

    def _empty_clicked(self) -> None:
        if self.filter:
            self.clear()
        else:
            self.begin_new()

    def _quiet_start(self) -> None:
        self._quiet.start()

    def _offer(self) -> None:
        """Offer the kinds and persons that occur; what is chosen stays chosen."""
        kinds = {one.kind for one in self._found}
        persons = {one.who_id: visible(one.who) for one in self._found if one.who_id}
        options = {
            "kind": [(kind, KINDS[kind].word) for kind in KINDS if kind in kinds],
            "who": sorted(persons.items(), key=lambda one: german_key(one[1])),
            "span": list(_SPANS),
        }
        for name, box in self.boxes.items():
            box.offer(options[name])

    def _apply(self) -> None:
        only = self.filter
        current, row = self._due.current, self._due.currentIndex().row()
        shown = [one for one in self._found if only.passes(one, self._today)]
        self._shown = len(shown)
        groups = all_groups(shown, self._today)
        self._due.due.show([(group, _EVERYTHING) for group in groups], self._today)
        if current is not None:
            self._due.choose(current.key, row)
        self.clear_button.setVisible(bool(only))
        for box in self.boxes.values():
            box.setFont(self._context.theme.font(bold=bool(box.chosen)))
        self._stack.setCurrentWidget(self._due if shown else self._empty)
        self._empty.show_state(
            "Kein Treffer für diese Filter." if only else _EMPTY,
            "Filter aufheben" if only else self.new_label,
            "" if only else self._context.desk.read_only,
        )
        self.tell()
