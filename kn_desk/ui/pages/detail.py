"""The detail of a record at the right: heading, tabs, form; loaded when a record is chosen."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.change import Change
from kn_desk.services.agenda_subject import SUBJECTS
from kn_desk.services.part_rows import stages_of
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.forms.leaving import may_leave, step_back
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.detail_tabs import DetailTabs
from kn_desk.ui.pages.history_tab import HistoryTab
from kn_desk.ui.pages.overview_tab import OverviewTab
from kn_desk.ui.pages.parts_tab import PartsTab
from kn_desk.ui.style import XS, L, M, S


class DetailPane(QFrame):
    """Shows one record of a type: Überblick, Stammdaten, its parts, Verlauf."""

    closed = Signal()
    saved = Signal(str)

    def __init__(self, context: Context, cls: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("side", True)
        self._context = context
        self._cls = cls
        self._record: Record | None = None
        self._stale: set[int] = set()
        self._overview: OverviewTab
        self._build()
        self._connect()

    @property
    def form(self) -> RecordForm:
        """The form of the tab "Stammdaten"."""
        return self._form

    @property
    def record(self) -> Record | None:
        """The record shown."""
        return self._record

    def set_overview(self, overview: OverviewTab) -> None:
        """Put another tab in the place of the usual Überblick, before a record is shown."""
        place = self._tabs.indexOf(self._overview)
        self._tabs.removeTab(place)
        self._overview.deleteLater()
        self._overview = overview
        self._tabs.insertTab(place, overview, "Überblick")
        self._tabs.setCurrentIndex(place)
        overview.followed.connect(self._context.wishes.follow)

    def show_record(self, identity: str) -> None:
        """Show a record; what was typed into another one is saved first, or stays where a rule forbids it."""
        if self._record is not None and self._record.id == identity and not self.is_dirty:
            return
        if not self.save():
            return
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        if record is not None and record.trashed is None:
            self._show(record)

    def show_new(self, values: dict[str, Any]) -> None:
        """Begin a new record in the form."""
        self._record = None
        self._agenda.hide()
        self._title.setText(f"{self._cls.spec.label} anlegen")
        self._below.setText("")
        self._tabs.setCurrentWidget(self._form)
        for number in range(self._tabs.count()):
            self._tabs.setTabEnabled(number, self._tabs.widget(number) is self._form)
        self._form.show_new(values)

    def edit_form(self) -> None:
        """Go to the form."""
        self._tabs.setCurrentWidget(self._form)
        self._form.focus_first()

    def show_part(self, part: Record) -> None:
        """Go to the tab that one of the record's parts is in, and choose it there."""
        for tab in self._parts:
            if tab.choose(part):
                self._tabs.setCurrentWidget(tab)

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed here that is not saved."""
        return any(form.is_dirty for form in self._forms)

    def save(self) -> bool:
        """Save what is typed anywhere here before it is left; False where it cannot be and one goes on with it."""
        for form in self._forms:
            if not may_leave(form, self._context.answer):
                self._go_to(form)
                return False
        return True

    def store(self) -> bool:
        """Save what is typed, and a new record even untouched: what it lacks then stands at its fields."""
        faulty = next((form for form in self._forms if not form.save()), None)
        if faulty is not None:
            self._go_to(faulty)
        return faulty is None

    def step_back(self) -> bool:
        """Esc: put back what is typed, step by step; False where nothing is typed."""
        return any(step_back(form, self._context.answer) for form in self._forms)

    def update_after(self, change: Change) -> None:
        """Read the record anew if a change touched it or one of its parts; what is being typed stays."""
        if self._record is None:
            return
        with self._context.desk.read() as reader:
            record = reader.record(self._record.id)
        if record is None or record.trashed is not None:
            self._record = None
            self.closed.emit()
            return
        if not self._form.is_dirty and record != self._record:
            self._form.show_record(record)
        self._record = record
        self._head(record)
        self._stale = set(range(self._tabs.count()))
        if self.isVisible():
            self._fill(self._tabs.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill(self._tabs.currentIndex())

    @property
    def _forms(self) -> list[RecordForm]:
        return [self._form, *(tab.form for tab in self._parts if tab.form is not None)]

    def _go_to(self, form: RecordForm) -> None:
        """Show the tab of a form."""
        for number in range(self._tabs.count()):
            tab = self._tabs.widget(number)
            if tab is form or (tab is not None and tab.isAncestorOf(form)):
                self._tabs.setCurrentIndex(number)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, M, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(L, 0, M, 0)
        self._title = Words(self._context.theme, points=12, bold=True, wrap=True)
        self._title.setContentsMargins(0, XS, 0, XS)  # its first line stands beside the buttons
        self._close = QToolButton()
        self._close.setToolTip("Schließen (Esc)")
        self._close.setAccessibleName("Detail schließen")
        self._agenda = QToolButton()
        self._agenda.setToolTip("Auf die Tagesordnung … (Strg+J)")
        self._agenda.setAccessibleName("Auf die Tagesordnung")
        self._agenda.hide()
        head.addWidget(self._title, 1)
        head.addWidget(self._agenda, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self._below = Words(self._context.theme, points=9, colour="text2")
        self._below.setContentsMargins(L, 0, L, S)
        layout.addWidget(self._below)
        self._tabs = DetailTabs(self._context.theme)
        self._overview = OverviewTab(self._context.theme)
        self._form = RecordForm(self._context.desk, self._context.theme, self._cls)
        self._history = HistoryTab(self._context.theme)
        self._tabs.addTab(self._overview, "Überblick")
        self._tabs.addTab(self._form, "Stammdaten")
        self._parts = [PartsTab(self._context, cls, via) for cls, via in _parts(self._cls)]
        for tab in self._parts:
            self._tabs.addTab(tab, tab.word)
        self._tabs.addTab(self._history, "Verlauf")
        layout.addWidget(self._tabs, 1)
        self._dress()

    def _connect(self) -> None:
        self._context.theme.changed.connect(self._dress)
        self._close.clicked.connect(self._ask_close)
        self._agenda.clicked.connect(partial(self._context.wishes.deed.emit, "agenda"))
        self._tabs.currentChanged.connect(self._fill)
        self._form.saved.connect(self._form_saved)
        self._form.given_up.connect(self.closed)
        self._history.value_wanted.connect(self._take_back)
        for followed in (self._overview.followed, self._form.followed, *(tab.followed for tab in self._parts)):
            followed.connect(self._context.wishes.follow)
        for tab in self._parts:
            tab.counted.connect(lambda number, tab=tab: self._count(tab, number))

    def _show(self, record: Record) -> None:
        self._record = record
        for number in range(self._tabs.count()):
            self._tabs.setTabEnabled(number, True)
        self._head(record)
        self._form.show_record(record)
        self._stale = set(range(self._tabs.count()))
        self._overview.forget()
        self._history.forget()
        for tab in self._parts:
            tab.show_record(record)
        self._fill(self._tabs.currentIndex())

    def _head(self, record: Record) -> None:
        self._agenda.setVisible(self._cls.spec.name in SUBJECTS)
        with self._context.desk.read() as reader:
            self._title.setText(visible(self._overview.title_of(reader, record)).split("\n")[0][:120])
            stages = stages_of(reader, record) or [record.spec.label]
            self._below.setText(" · ".join([record.code, *stages]))

    def _fill(self, number: int) -> None:
        """Fill a tab when it is looked at."""
        if self._record is None or number not in self._stale:
            return
        self._stale.discard(number)
        tab = self._tabs.widget(number)
        if isinstance(tab, OverviewTab | HistoryTab):
            with self._context.desk.read() as reader:
                tab.show_record(reader, self._record)
        elif isinstance(tab, PartsTab):
            tab.reload()

    def _count(self, tab: PartsTab, number: int) -> None:
        self._tabs.name(tab, f"{tab.word} ({number})" if number else tab.word)

    def _form_saved(self, identity: str) -> None:
        if self._record is None:
            with self._context.desk.read() as reader:
                record = reader.record(identity)
            if record is not None:
                self._show(record)
        self.saved.emit(identity)
        self._context.wishes.toast.emit("Gespeichert", True)

    def _take_back(self, name: str, value: object) -> None:
        if self._record is None:
            return
        try:
            self._context.desk.change(self._record, {name: value})
            self._context.wishes.toast.emit("Wert von damals übernommen", True)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)

    def _dress(self) -> None:
        self._close.setIcon(icon("x", self._context.theme.tokens.text2))
        self._agenda.setIcon(icon("calendar-clock", self._context.theme.tokens.text2))

    def _ask_close(self) -> None:
        if self.save():
            self.closed.emit()


def _parts(owner: type[Record]) -> list[tuple[type[Record], str]]:
    return [
        (cls, name)
        for cls in RECORDS
        for name in cls.spec.part_of
        if owner.spec.name in cls.spec.fields[name].kind.targets  # type: ignore[attr-defined]
    ]
