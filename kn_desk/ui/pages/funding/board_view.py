"""The board: all Förderanträge by phase, moved by drag or keys, with the chosen one at the right."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QTabBar, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.records import funding_stages as stages
from kn_desk.records.change import Change
from kn_desk.records.funding import Application
from kn_desk.services import pipeline
from kn_desk.services.desk import ListQuery
from kn_desk.services.list_words import count_words
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paper.printable import Printable
from kn_desk.services.paper.record_paper import ShownRecord
from kn_desk.services.pipeline import Board, Card
from kn_desk.ui.context import Context
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.funding.filters import BoardFilters
from kn_desk.ui.pages.funding.lanes import Lanes
from kn_desk.ui.pages.funding.money_tab import MoneyTab
from kn_desk.ui.pages.funding.moves import Moves
from kn_desk.ui.pages.plans import APPLICATIONS
from kn_desk.ui.pages.side import side_width, stands_beside
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import L, M

#: From here on all six phases are lanes; below, the last two are a strip.
_ALL_LANES = 1600
_KEY = "funding.board"
_EMPTY = "Hier stehen Förderanträge und Wettbewerbe, von der Idee bis zum letzten Nachweis."


class BoardView(View):
    """The view "Board" of the place Förderung."""

    word = "Board"
    icon_name = "square-kanban"
    new_label = "Neuer Antrag"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._detail: DetailPane | None = None
        self._board: Board | None = None
        self._moves = Moves(context, self)
        self._build()
        self._connect()
        self._arrange()
        self.reload()

    @property
    def head_place(self) -> QVBoxLayout:
        return self._column

    @property
    def detail(self) -> DetailPane | None:
        """The detail, once an application was chosen."""
        return self._detail

    @property
    def lanes(self) -> Lanes:
        """The lanes and the strip."""
        return self._lanes

    @property
    def filters(self) -> BoardFilters:
        """The filters."""
        return self._filters

    @property
    def count_hint(self) -> str:
        if self._board is None:
            return ""
        value = self._board.pipeline
        return f"Pipelinewert: was im Mittel zu erwarten ist. {value.reason} {value.hint}".strip()

    def reload(self) -> None:
        """Read the board anew; what is chosen stays chosen."""
        with self._context.desk.read() as reader:
            self._board = pipeline.board(reader, self._filters.value)
        self._filters.show_board(self._board)
        self._lanes.show_board(self._board)
        if self._board.total:
            self._empty.show_state("Kein Antrag passt zu diesen Filtern.", "Filter aufheben")
        else:
            self._empty.show_state(_EMPTY, self.new_label, self._context.desk.read_only)
        self._stack.setCurrentWidget(self._lanes if self._board.cards else self._empty)
        self.tell()

    def tell(self) -> None:
        if self._board is None:
            return
        shown, total = len(self._board.cards), self._board.total
        counted = count_words(Application, shown, total)
        value = pipeline.whole_euros(self._board.pipeline.value)
        self.counted.emit(f"{counted} · Pipelinewert {value}")
        if self.isVisible():
            chosen = ["1 ausgewählt"] if self._lanes.chosen_id else []
            self._context.wishes.status.emit(" · ".join([counted, *chosen, *self._board.due_words()]))

    def update_after(self, change: Change) -> None:
        if {edit.type for edit in change.edits} & pipeline.CONCERNS:
            self.reload()
        if self._detail is not None:
            self._detail.update_after(change)

    def listed(self) -> Listed | None:
        if self._board is None:
            return None
        boxes = self._filters.boxes.values()
        words = " · ".join(box.currentText() for box in boxes if box.currentData() is not None)
        ids = tuple(card.id for card in self._board.cards)
        query = ListQuery(Application.spec.name)
        return Listed(query, APPLICATIONS.columns, APPLICATIONS.stretched, ids, words)

    def printable(self) -> Sequence[Printable]:
        detail = self._detail
        record = detail.record if detail is not None and detail.isVisible() else None
        return [*super().printable(), *([ShownRecord(record.id, record.code)] if record is not None else [])]

    def begin_new(self) -> None:
        detail = self._shown_detail()
        if detail.save():
            self._lanes.unmark()
            only = self._filters.value
            preset: dict[str, Any] = {"programme": only.programme, "lead_unit": only.lead_unit}
            detail.show_new({name: value for name, value in preset.items() if value})

    def choose(self, identity: str) -> bool:
        if self._card(identity) is None:
            with self._context.desk.read() as reader:
                record = reader.record(identity)
            if not isinstance(record, Application) or record.trashed is not None:
                return False
            self._filters.clear()
        self._lanes.choose(identity)
        self._show_detail(identity)
        return True

    def save(self) -> bool:
        return self._detail is None or self._detail.save()

    def store(self) -> bool:
        return self._detail is None or not self._detail.isVisible() or self._detail.store()

    def search_here(self) -> None:
        self._filters.boxes["programme"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_detail(self) -> None:
        if self._detail is None or not self._detail.isVisible():
            return
        if not self._detail.step_back():
            self._close_detail()

    def trash_chosen(self) -> None:
        card = self._card(self._lanes.chosen_id)
        if card is None:
            return
        try:
            self._context.desk.trash(card.application)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        self._context.wishes.toast.emit(f"{card.application.code} im Papierkorb", True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        self.tell()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(L, 0, L, 0)
        column.setSpacing(M)
        self._filters = BoardFilters(self._context.memory.recall(f"{_KEY}.filters", {}))
        column.addWidget(self._filters)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._empty = Empty(self._context.theme)
        self._lanes = Lanes(self._context.theme)
        self._stack.addWidget(self._lanes)
        self._stack.addWidget(self._empty)
        column.addWidget(holder, 1)
        self._column = column

    def _connect(self) -> None:
        self._filters.changed.connect(self._filter_changed)
        self._empty.asked.connect(self._empty_asked)
        self._moves.settled.connect(self._settled)
        self._lanes.chosen.connect(self._chosen)
        self._lanes.opened.connect(self._open)
        self._lanes.dropped.connect(self._dropped)
        self._lanes.moved_on.connect(self._move_on)
        self._lanes.menu_wanted.connect(self._show_menu)
        self._lanes.trash_wanted.connect(self.trash_chosen)

    def _card(self, identity: str) -> Card | None:
        cards = self._board.cards if self._board is not None else []
        return next((card for card in cards if card.id == identity), None)

    def _chosen(self, identity: str) -> None:
        self._follow_choice(identity)
        self.tell()

    def _dropped(self, identity: str, phase: str, at: QPoint) -> None:
        card = self._card(identity)
        if card is not None and card.phase != phase and self._nothing_typed():
            self._moves.move(card, phase, at)

    def _move_on(self, identity: str, step: int) -> None:
        card = self._card(identity)
        if card is not None and self._nothing_typed():
            self._moves.move_on(card, step, self._lanes.rectangle_of(identity).center())

    def _show_menu(self, identity: str, at: QPoint) -> None:
        card = self._card(identity)
        if card is None or not self._nothing_typed():
            return
        self._lanes.choose(identity)
        menu = self._moves.menu(card, list(stages.workflow_of(card.application.kind).items()))
        menu.addSeparator()
        menu.addAction("Öffnen", partial(self._open, identity))
        menu.addAction("In den Papierkorb", self.trash_chosen)
        menu.popup(at)

    def _nothing_typed(self) -> bool:
        """Save what is typed; a status is not moved under a form that cannot be saved."""
        if self.save():
            return True
        self._context.wishes.toast.emit("Erst das Formular rechts speichern oder verwerfen.", False)
        return False

    def _settled(self, identity: str) -> None:
        self._lanes.choose(identity)
        self._follow_choice(identity)

    def _filter_changed(self) -> None:
        only = self._filters.value
        kept = {"programme": only.programme, "lead_unit": only.lead_unit, "due": only.due}
        self._context.memory.remember(f"{_KEY}.filters", {name: value for name, value in kept.items() if value})
        self.reload()

    def _empty_asked(self) -> None:
        if self._filters.value:
            self._filters.clear()
        else:
            self.begin_new()

    def _open(self, identity: str) -> None:
        self._show_detail(identity)
        tabs = self._detail.findChild(QTabBar) if self._detail is not None else None
        if tabs is not None:
            tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_choice(self, identity: str) -> None:
        """Show the chosen one where a detail is open or has room; in a narrow window it waits for Enter."""
        is_open = self._detail is not None and self._detail.isVisible()
        if is_open or stands_beside(self.window().width(), self._context.theme.scale):
            self._show_detail(identity)

    def _show_detail(self, identity: str) -> None:
        detail = self._shown_detail()
        detail.show_record(identity)
        if detail.record is None or detail.record.id != identity:
            # What is typed there could not be saved: it stays, and so does the choice.
            self._lanes.unmark()
            if detail.record is not None:
                self._lanes.mark(detail.record.id)

    def _shown_detail(self) -> DetailPane:
        if self._detail is None:
            self._detail = DetailPane(self._context, Application, self)
            self._detail.set_overview(MoneyTab(self._context.theme))
            self._detail.closed.connect(self._close_detail)
            self._detail.saved.connect(self._saved)
        self._detail.setVisible(True)
        self._arrange()
        return self._detail

    def _close_detail(self) -> None:
        chosen = self._lanes.chosen_id
        if self._detail is not None:
            self._detail.setVisible(False)
        self._arrange()
        if chosen:
            self._lanes.choose(chosen)

    def _saved(self, identity: str) -> None:
        if self._card(identity) is None:
            self._filters.clear()
        self._lanes.mark(identity)
        self.tell()

    def _arrange(self) -> None:
        """Six lanes or four and a strip; the detail beside the board, or as a drawer over it."""
        width = self.window().width()
        self._lanes.fold(width < _ALL_LANES)
        self._place_detail(width)

    def _place_detail(self, width: int) -> None:
        """Beside the board, which then keeps its margin free for it; in a narrow window over the board."""
        scale = self._context.theme.scale
        side = min(side_width(width, scale), self.width())
        shown = self._detail is not None and not self._detail.isHidden()
        beside = shown and stands_beside(width, scale)
        self._column.setContentsMargins(L, 0, side + L if beside else L, 0)
        if self._detail is not None and shown:
            self._detail.setGeometry(self.width() - side, 0, side, self.height())
            self._detail.raise_()
