"""The chosen item at the right: its minutes, how it is prepared, and what it hangs together with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from kn_desk.fields.text import visible
from kn_desk.records.jour_fixe import RESULTS, AgendaItem
from kn_desk.services.meeting_times import AgendaRow, MeetingSheet
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.forms.leaving import may_leave, step_back
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.icons import icon
from kn_desk.ui.models.minute_model import plain_name
from kn_desk.ui.pages.jour_fixe.elided import Elided
from kn_desk.ui.pages.jour_fixe.links_tab import LinksTab
from kn_desk.ui.pages.jour_fixe.minutes_pane import MinutesPane
from kn_desk.ui.pages.jour_fixe.tabs import Tabs
from kn_desk.ui.style import L, M, S


class ItemPane(QFrame):
    """Shows one item of an agenda."""

    closed = Signal()
    #: (id of the item, result)
    result_asked = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("side", True)
        self._context = context
        self._row: AgendaRow | None = None
        self._is_ahead = True
        self._build()
        self._connect()

    @property
    def form(self) -> RecordForm:
        """The form of the tab "Vorbereitung"."""
        return self._form

    @property
    def minutes(self) -> MinutesPane:
        """The tab "Protokoll"."""
        return self._minutes

    @property
    def tabs(self) -> Tabs:
        """The tabs."""
        return self._tabs

    def show_row(self, sheet: MeetingSheet, row: AgendaRow) -> None:
        """Show an item of a meeting; another meeting, and one that begins, opens the tab that its state calls for."""
        ahead = sheet.is_prepared
        other = self._row is None or self._row.item.meeting != row.item.meeting or self._is_ahead != ahead
        self._is_ahead = ahead
        self._row = row
        self._title.setText(visible(" ".join(row.item.title.split()))[:160])
        with self._context.desk.read() as reader:
            who = plain_name(reader, row.item.presenter)
            linked = self._links.show_item(reader, row.item)
        self._meta.say(" · ".join(filter(None, (f"TOP {row.number}", row.kind, who))))
        spent = f"{row.spent} von {row.planned} Min." if row.spent is not None else f"{row.planned} Min."
        self._spent.setText(f" · {spent}")
        self._minutes.show_item(row.item, sheet.locked)
        self._name("Protokoll", self._minutes, self._minutes.model.rowCount())
        self._name("Verknüpft", self._links, linked)
        self._result_row.setVisible(not ahead and not sheet.locked)
        self._result.setCurrentIndex(self._result.findData(row.item.result or "open"))
        self._done.setVisible(not row.is_over)
        if other:
            self._tabs.put_first(self._form if ahead else self._minutes)
        self._fill_form()

    def focus_work(self) -> None:
        """Put the keyboard where the work is: the line of the minutes, or the first field."""
        if self._tabs.current is self._minutes and self._minutes.line.isVisible():
            self._minutes.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._tabs.current is self._form:
            self._form.focus_first()
        else:
            self._tabs.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Save what is typed into the form before it is left; False where it cannot be and one goes on with it."""
        return self._shown_unless(may_leave(self._form, self._context.answer))

    def store(self) -> bool:
        """Save what is typed into the form; False where a rule forbids it."""
        return self._shown_unless(self._form.save())

    def _shown_unless(self, saved: bool) -> bool:
        if not saved:
            self._tabs.show_page(self._form)
        return saved

    def leave(self) -> bool:
        """Esc: empty the line, discard what is typed; False if there was nothing to leave."""
        if step_back(self._form, self._context.answer):
            return True
        return self._tabs.current is self._minutes and self._minutes.clear_line()

    def _build(self) -> None:
        theme = self._context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(L, 0, M, 0)
        self._title = Words(theme, points=12, bold=True, wrap=True)
        self._close = QToolButton()
        self._close.setToolTip("Schließen (Esc)")
        self._close.setAccessibleName("TOP schließen")
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        meta = QHBoxLayout()
        meta.setContentsMargins(L, 2, L, 0)
        meta.setSpacing(0)
        self._meta = Elided(theme, points=9, colour="text2")
        self._spent = Words(theme, points=9, bold=True)
        meta.addWidget(self._meta)
        meta.addWidget(self._spent)
        meta.addStretch(1)
        column.addLayout(meta)
        column.addWidget(self._build_result())
        column.addSpacing(S)
        column.addWidget(self._build_tabs(), 1)
        self._dress()

    def _build_result(self) -> QWidget:
        self._result_row = QWidget()
        row = QHBoxLayout(self._result_row)
        row.setContentsMargins(L, S, L, 0)
        row.setSpacing(S)
        label = Words(self._context.theme, "Ergebnis", points=9, colour="text2")
        self._result = QComboBox()
        self._result.setAccessibleName("Ergebnis des TOP")
        for key, word in RESULTS.items():
            self._result.addItem(word, key)
        label.setBuddy(self._result)
        self._done = QPushButton("Behandelt")
        self._done.setToolTip("Als behandelt vermerken, weiter zum nächsten (Strg+Eingabe)")
        row.addWidget(label)
        row.addWidget(self._result, 1)
        row.addWidget(self._done)
        return self._result_row

    def _build_tabs(self) -> Tabs:
        context = self._context
        self._tabs = Tabs("Teile des TOP")
        self._minutes = MinutesPane(context, self)
        self._form = RecordForm(context.desk, context.theme, AgendaItem)
        self._links = LinksTab(context.theme)
        for tab, word in ((self._minutes, "Protokoll"), (self._form, "Vorbereitung"), (self._links, "Verknüpft")):
            self._tabs.add(tab, word)
        return self._tabs

    def _connect(self) -> None:
        self._context.theme.changed.connect(self._dress)
        self._close.clicked.connect(self._ask_close)
        self._tabs.changed.connect(self._fill_form)
        self._form.saved.connect(self._saved)
        for followed in (self._form.followed, self._links.followed):
            followed.connect(self._context.wishes.follow)
        self._result.activated.connect(self._ask_result)
        self._done.clicked.connect(self.mark_done)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.mark_done)

    def mark_done(self) -> None:
        """Ask to note the item as behandelt."""
        if self._row is not None and not self._result_row.isHidden() and not self._row.is_over:
            self.result_asked.emit(self._row.item.id, "done")

    def _dress(self) -> None:
        self._close.setIcon(icon("x", self._context.theme.tokens.text2))

    def _name(self, word: str, tab: QWidget, count: int) -> None:
        self._tabs.name(tab, f"{word} ({count})" if count else word)

    def _fill_form(self) -> None:
        """Fill the form when it is looked at; what is being typed stays."""
        if self._row is None or self._tabs.current is not self._form or self._form.is_dirty:
            return
        if self._form.record != self._row.item:
            self._form.show_record(self._row.item)

    def _saved(self) -> None:
        self._context.wishes.toast.emit("Gespeichert", True)

    def _ask_result(self) -> None:
        if self._row is not None:
            self.result_asked.emit(self._row.item.id, self._result.currentData())

    def _ask_close(self) -> None:
        if self.save():
            self.closed.emit()
