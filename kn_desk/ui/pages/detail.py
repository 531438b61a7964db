"""The detail of a record at the right: heading, tabs, form; loaded when a record is chosen."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QTabWidget, QToolButton, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.change import Change
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.history_tab import HistoryTab
from kn_desk.ui.pages.overview_tab import OverviewTab
from kn_desk.ui.pages.parts_tab import PartsTab
from kn_desk.ui.style import L, M, S

_TABS_THAT_FIT = 4


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
        if self._record is not None and self._record.id == identity and not self._form.is_dirty:
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

    def save(self) -> bool:
        """Save what is typed anywhere here."""
        return (not self._form.is_dirty or self._form.save()) and all(tab.save() for tab in self._parts)

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
        self._fill(self._tabs.currentIndex())

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, M, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(L, 0, M, 0)
        self._title = Words(self._context.theme, points=12, bold=True, wrap=True)
        self._close = QToolButton()
        self._close.setIcon(icon("x", self._context.theme.tokens.text2))
        self._close.setToolTip("Schließen (Esc)")
        self._close.setAccessibleName("Detail schließen")
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self._below = Words(self._context.theme, points=9, colour="text2")
        self._below.setContentsMargins(L, 0, L, S)
        layout.addWidget(self._below)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setExpanding(False)
        self._overview = OverviewTab(self._context.theme)
        self._form = RecordForm(self._context.desk, self._context.theme, self._cls)
        self._history = HistoryTab(self._context.theme)
        self._tabs.addTab(self._overview, "Überblick")
        self._tabs.addTab(self._form, "Stammdaten")
        self._parts = [PartsTab(self._context, cls, via) for cls, via in _parts(self._cls)]
        for tab, (cls, _) in zip(self._parts, _parts(self._cls), strict=True):
            self._tabs.addTab(tab, cls.spec.plural)
        self._tabs.addTab(self._history, "Verlauf")
        if self._tabs.count() > _TABS_THAT_FIT:
            self._tabs.setCornerWidget(self._all_tabs())
        layout.addWidget(self._tabs, 1)

    def _all_tabs(self) -> QToolButton:
        """A menu of all tabs: not all of them have room side by side."""
        button = QToolButton()
        button.setIcon(icon("chevron-down", self._context.theme.tokens.text2))
        button.setAccessibleName("Alle Reiter")
        button.setToolTip("Alle Reiter")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        button.setMenu(menu)
        button.setProperty("corner", True)
        return button

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for number in range(self._tabs.count()):
            action = menu.addAction(self._tabs.tabText(number))
            action.setEnabled(self._tabs.isTabEnabled(number))
            action.triggered.connect(partial(self._tabs.setCurrentIndex, number))

    def _connect(self) -> None:
        self._close.clicked.connect(self._ask_close)
        self._tabs.currentChanged.connect(self._fill)
        self._form.saved.connect(self._form_saved)
        self._history.value_wanted.connect(self._take_back)
        for followed in (self._overview.followed, self._form.followed, *(tab.followed for tab in self._parts)):
            followed.connect(self._context.wishes.follow)
        for tab, (cls, _) in zip(self._parts, _parts(self._cls), strict=True):
            tab.counted.connect(lambda number, tab=tab, cls=cls: self._count(tab, cls.spec.plural, number))

    def _show(self, record: Record) -> None:
        self._record = record
        for number in range(self._tabs.count()):
            self._tabs.setTabEnabled(number, True)
        self._head(record)
        self._form.show_record(record)
        self._stale = set(range(self._tabs.count()))
        for tab in self._parts:
            tab.show_record(record)
        self._fill(self._tabs.currentIndex())

    def _head(self, record: Record) -> None:
        with self._context.desk.read() as reader:
            self._title.setText(visible(reader.name_of(record)).split("\n")[0][:120])
            parts = [record.code, record.spec.label]
            if "status" in record.spec.fields:
                parts[1] = reader.show(record.spec.fields["status"], getattr(record, "status", None)) or parts[1]
            self._below.setText(" · ".join(parts))

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

    def _count(self, tab: PartsTab, plural: str, number: int) -> None:
        self._tabs.setTabText(self._tabs.indexOf(tab), f"{plural} ({number})" if number else plural)

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
