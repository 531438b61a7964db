"""The morning's briefing: one sentence, what is due in one list, what became worse."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kn_desk.records.change import Change
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.workdays import weekday
from kn_desk.services import worsened
from kn_desk.services.briefing import Briefing, briefing, waiting, worse_now
from kn_desk.services.day_words import of_year
from kn_desk.services.deadline_groups import horizon
from kn_desk.services.paper.deadline_paper import ShownDeadlines
from kn_desk.services.worsened import Worse
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.new_task import NewTaskDialog
from kn_desk.ui.due_list.deeds import DueDeeds
from kn_desk.ui.due_list.view import DueList
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.overview.aside import Aside
from kn_desk.ui.pages.overview.due_card import DueCard, make_card
from kn_desk.ui.pages.overview.sentence import Sentence
from kn_desk.ui.pages.overview.worse_list import WorseList
from kn_desk.ui.pages.view import View
from kn_desk.ui.row_list import RowList
from kn_desk.ui.style import XS, L, M, S

#: Suggestions for the agenda are counted once the page is painted.
_LATER_MS = 150
#: What became worse is looked for after the first paint, which Qt does a few milliseconds after it was asked for.
_NEXT_MS = 20


class OverviewView(View):
    """The list and the sentence; ``aside`` is placed by the page."""

    #: Esc: what lies over the page is to go.
    left = Signal()

    word = "Übersicht"
    icon_name = "layout-dashboard"
    new_label = "Neue Aufgabe"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._briefing: Briefing | None = None
        #: What changed while the page was not seen: nothing, something, or something that lights look at.
        self._stale: bool | None = None
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._next = QTimer(self, singleShot=True, interval=_NEXT_MS)
        self.aside = Aside(context.theme)
        self._deeds = DueDeeds(context, self)
        self._build()
        self._connect()
        self._show_first()

    @property
    def due(self) -> DueList:
        """The list of what is due."""
        return self.card.list

    @property
    def worse(self) -> WorseList:
        """The list of what became worse."""
        return self._worse

    @property
    def sentence(self) -> Sentence:
        """The briefing in one sentence."""
        return self._sentence

    def update_after(self, change: Change) -> None:
        lights = bool({edit.type for edit in change.edits} & worsened.CONCERNS)
        if self.isVisible():
            self.reload(lights_too=lights)
        else:
            self._stale = lights or bool(self._stale)

    def reload(self, *, lights_too: bool = True) -> None:
        """Read the briefing anew; the lights only where one can have changed."""
        before, self._stale = self._briefing, None
        with self._context.desk.read() as reader:
            known = before.worse if before is not None and not lights_too and before.today == reader.today else None
            self._briefing = briefing(reader, worse_now(reader) if known is None else known)
        self._show(self._briefing)
        if self.isVisible():
            self._later.start()

    def _show_first(self) -> None:
        """What is due is painted first; what became worse is looked for after that."""
        with self._context.desk.read() as reader:
            self._briefing = briefing(reader, None)
        self._show(self._briefing)

    def tell(self) -> None:
        if self._briefing is not None:
            self.counted.emit(self._briefing.heading)
            if self.isVisible():
                self._context.wishes.status.emit(self._briefing.status)

    def listed(self) -> ShownDeadlines:
        return ShownDeadlines(until=horizon(self._context.desk.office.today))

    def begin_new(self) -> None:
        NewTaskDialog(self._context, self).open()

    def leave_detail(self) -> None:
        self.left.emit()

    def search_here(self) -> None:
        self.due.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._briefing is not None and self._briefing.today != self._context.desk.office.today:
            self.reload()
        elif self._stale is not None:
            self.reload(lights_too=self._stale)
        elif self._briefing is not None and self._briefing.worse is None:
            self._next.start()
        self._later.start()
        self.tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
        self._next.stop()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(L, 0, L, L)
        self._column.setSpacing(M)
        head = QHBoxLayout()
        head.setSpacing(M)
        self._sentence = Sentence(self._context.theme)
        self.drawer_button = QPushButton("Lage")
        self.drawer_button.setProperty("row", True)
        self.drawer_button.setToolTip("Jour fixe, Rücklauf, Lotsen, Ampeln und Förderung zeigen (F4)")
        self.drawer_button.setCheckable(True)
        head.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.drawer_button)
        self._column.addLayout(head)
        self.card = DueCard(self._context.theme, self.new_label)
        self._column.addWidget(self.card)
        self._worse_title = Words(self._context.theme, points=12, bold=True)
        self._column.addSpacing(S)
        self._column.addWidget(self._worse_title)
        self._worse_card = self._make_worse_card()
        self._column.addWidget(self._worse_card)
        self._column.addStretch(1)
        self._area.setWidget(inside)
        outer.addWidget(self._area)

    def _make_worse_card(self) -> QFrame:
        card, layout = make_card()
        self._worse = WorseList(self._context.theme)
        self._worse_empty = Words(self._context.theme, "Keine Ampel steht schlechter als damals.", colour="text2")
        self._worse_empty.setContentsMargins(M, M, M, M)
        layout.addWidget(self._worse)
        layout.addWidget(self._worse_empty)
        return card

    def _connect(self) -> None:
        self._later.timeout.connect(self._show_waiting)
        self._next.timeout.connect(self.reload)
        self.due.wanted.connect(self._deeds.answer)
        self.due.moved_to.connect(self._keep_due_in_sight)
        self._worse.moved_to.connect(self._keep_worse_in_sight)
        self._worse.agenda_wanted.connect(self._light_to_agenda)
        self._worse.open_wanted.connect(self._context.wishes.follow)
        self.card.empty_button.clicked.connect(self.begin_new)
        self.aside.meeting_wanted.connect(self._context.wishes.follow)
        self._context.theme.changed.connect(self._dress)
        self._area.verticalScrollBar().rangeChanged.connect(self._leave_room)

    def _show_waiting(self) -> None:
        with self._context.desk.read() as reader:
            self.aside.show_waiting(waiting(reader))

    def _show(self, briefing: Briefing) -> None:
        self._sentence.show_parts(briefing.sentence)
        self.card.show_groups(briefing.groups, briefing.today)
        self._worse.worse.show(briefing.worse or (), briefing.linked)
        self._worse_title.setText(f"Verschlechtert seit {weekday(briefing.since)}, {of_year(briefing.since)}")
        self._worse_title.setVisible(briefing.worse is not None)
        self._worse_card.setVisible(briefing.worse is not None)
        self._worse.setVisible(bool(briefing.worse))
        self._worse_empty.setVisible(not briefing.worse)
        self.aside.show_briefing(briefing)
        self._fit()
        self._share_room()
        self.tell()

    def _dress(self) -> None:
        self._fit()
        self._share_room()

    def _fit(self) -> None:
        self.due.fit()
        self._worse.fit()

    def _share_room(self) -> None:
        """The list of what is due takes the height that is left, once it is known what else there is."""
        if self._briefing is None or self._briefing.worse is None:
            return
        self._column.invalidate()
        self._column.activate()  # what it knows of its parts is older than they are
        others = self._column.sizeHint().height() - self.card.sizeHint().height()
        self.card.set_room(self._area.viewport().height() - others)

    def _leave_room(self, least: int, most: int) -> None:
        """The bar stands in the margin, so that the cards end where they end without it."""
        self._column.setContentsMargins(L, 0, L if most <= least else XS, L)

    def _keep_due_in_sight(self, place: QRect) -> None:
        self._keep_in_sight(self.due, place)

    def _keep_worse_in_sight(self, place: QRect) -> None:
        self._keep_in_sight(self._worse, place)

    def _keep_in_sight(self, rows: RowList, place: QRect) -> None:
        at = rows.mapTo(self._inside, place.center())
        self._area.ensureVisible(at.x(), at.y(), 0, place.height() + L)

    def _light_to_agenda(self, one: Worse) -> None:
        reason = f"{PLAN_LIGHT.states[one.now].word} seit {one.since:%d.%m.}"
        self._deeds.put_on_agenda(one.title, reason, (one.id,))
