"""The view "Lotsenmappen": of each unit whether its sheet is back, the chosen one at the right."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.office import Sheet, SheetReturn, SheetRun
from kn_desk.services import dispatch, return_monitor
from kn_desk.services.desk import ListQuery
from kn_desk.services.paper.listed import Listed
from kn_desk.services.return_monitor import Monitor, SheetRow
from kn_desk.ui.context import Context
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.dispatch.head import MonitorHead
from kn_desk.ui.pages.dispatch.sent_dialog import SentDialog
from kn_desk.ui.pages.dispatch.sheet_tab import SheetTab
from kn_desk.ui.pages.dispatch.table import MonitorTable
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.with_detail import WithDetail

_ALL = next(iter(return_monitor.FILTERS))
_LISTED = ("unit", "person", "state", "sent_on", "due_on", "reminded_on", "reminded_again_on", "file_name")


class DispatchView(WithDetail):
    """The view "Lotsenmappen" of the place Digital Lotsen."""

    word = "Lotsenmappen"
    icon_name = "send"
    new_label = "Lotsenmappen erstellen"
    concerns = return_monitor.CONCERNS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._monitor: Monitor | None = None
        self._period = ""
        self._word = _ALL
        self._build()
        self._connect()
        self.reload()

    @property
    def table(self) -> MonitorTable:
        """The table."""
        return self._table

    @property
    def head(self) -> MonitorHead:
        """Period, figures, filter and deeds."""
        return self._head

    @property
    def open_sheets(self) -> list[SheetRow]:
        """Of the period that is shown, what was sent and is not back."""
        return [row for row in self._monitor.rows if row.is_open] if self._monitor is not None else []

    @property
    def to_remind(self) -> set[str]:
        """Which of them are meant: the chosen ones, else those that are overdue, else all."""
        found = {row.id for row in self._table.selected if row.is_open} if len(self._table.selected) > 1 else set()
        overdue = {row.id for row in self.open_sheets if row.state == "crit"}
        return found or overdue or {row.id for row in self.open_sheets}

    @property
    def folder(self) -> Path | None:
        """The folder of the last run of this period that is still there."""
        runs = sorted(self._monitor.runs, key=lambda run: run.id, reverse=True) if self._monitor is not None else []
        there = (Path(run.folder) for run in runs if run.folder and Path(run.folder).is_dir())
        return next(there, None)

    def reload(self) -> None:
        """Read the monitor anew; what is chosen stays chosen."""
        with self._context.desk.read() as reader:
            self._monitor = return_monitor.monitor(reader, self._period)
        monitor = self._monitor
        shown = monitor.shown(self._word)
        self._head.show_monitor(monitor, self._word, has_folder=self.folder is not None)
        self._table.show_sheets(shown, monitor.today)
        self._say_empty(monitor)
        self._stack.setCurrentWidget(self._table if shown else self.empty)
        self.tell()

    def tell(self) -> None:
        monitor = self._monitor
        if monitor is None:
            return
        number = len(monitor.rows)
        what = "1 Stelle" if number == 1 else f"{number} Stellen"
        label = monitor.period.label if monitor.period is not None else "noch kein Berichtszeitraum"
        self.counted.emit(f"{label} · {what}" if number else label)
        if self.isVisible():
            chosen = len(self._table.selected)
            parts = [f"{label}: {self._head.figure}"] if number else [label]
            parts += [f"{monitor.count('crit')} überfällig"] if monitor.count("crit") else []
            parts += [f"{chosen} ausgewählt"] if chosen else []
            self._context.wishes.status.emit(" · ".join(parts))

    def listed(self) -> Listed | None:
        if self._monitor is None or not self._monitor.rows:
            return None
        ids = tuple(row.id for row in self._monitor.shown(self._word))
        label = self._monitor.period.label if self._monitor.period is not None else ""
        words = " · ".join(filter(None, (label, self._word if self._word != _ALL else "")))
        return Listed(ListQuery(Sheet.spec.name), _LISTED, "unit", ids, words)

    def begin_new(self) -> None:
        self._context.wishes.deed.emit("send_sheets")

    def choose(self, identity: str) -> bool:
        """Show a sheet; a Rücklauf with its sheet; a run beside the sheets of its period."""
        with self._context.desk.read() as reader:
            record = reader.record(identity)
            if isinstance(record, SheetReturn) and record.sheet:
                record = reader.record(record.sheet)
        if isinstance(record, SheetRun) and record.period and record.trashed is None:
            self._period, self._word = record.period, _ALL
            self.reload()
            self.show_detail(SheetRun, record.id)
            self.tell()
            return True
        if not isinstance(record, Sheet) or record.trashed is not None:
            return False
        self._period, self._word = record.period or self._period, _ALL
        self.reload()
        self._table.choose(record.id)  # an earlier one of the same unit has no row of its own
        self.show_detail(Sheet, record.id)
        self.tell()
        return True

    def search_here(self) -> None:
        self._head.periods.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def trash_chosen(self) -> None:
        chosen = self._table.selected
        if not chosen:
            return
        try:
            self._context.desk.trash(*(row.sheet for row in chosen))
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        what = chosen[0].sheet.code if len(chosen) == 1 else f"{len(chosen)} Mappen"
        self._context.wishes.toast.emit(f"{what} im Papierkorb", True)

    def detail_made(self, cls: type[Record], pane: DetailPane) -> None:
        if cls is Sheet:
            tab = SheetTab(self._context.theme)
            tab.merge_wanted.connect(self._context.wishes.merge)
            pane.set_overview(tab)

    def show_chosen(self) -> None:
        row = self._table.current
        if row is not None and (self.detail is not None or self.is_wide):
            self.show_detail(Sheet, row.id)
        self.tell()

    def after_close(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _build(self) -> None:
        theme = self._context.theme
        self._head = MonitorHead(theme, read_only=bool(self._context.desk.read_only))
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._table = MonitorTable(theme)
        self.empty = Empty(theme)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self.empty)
        inside.addWidget(holder)
        self._column.addWidget(self._head)
        self._column.addWidget(card, 1)

    def _connect(self) -> None:
        self._table.chosen.connect(lambda: self._resting.start())
        self._table.opened.connect(self.follow)
        self._table.selectionModel().selectionChanged.connect(self.tell)
        self._head.period_chosen.connect(self._choose_period)
        self._head.filter_chosen.connect(self._choose_filter)
        self._head.sent_asked.connect(self._mark_sent)
        self._head.remind_asked.connect(lambda: self._context.wishes.deed.emit("remind"))
        self._head.read_asked.connect(lambda: self._context.wishes.deed.emit("read_sheets"))
        self._head.folder_asked.connect(self._open_folder)
        self._head.close_asked.connect(self._close_period)
        self._head.period_asked.connect(self._show_period)
        self.empty.asked.connect(self._empty_asked)

    def _say_empty(self, monitor: Monitor) -> None:
        create, forbidden = f"{self.new_label} …", self._context.desk.read_only
        if monitor.rows:
            self.empty.show_state("Keine Mappe passt zu diesem Filter.", "Filter aufheben")
        elif monitor.period is not None and monitor.period.closed:
            self.empty.show_state(f"Für {monitor.period.label} gab es keine Mappen.", "")
        elif monitor.rates and monitor.period is not None:
            self.empty.show_state(f"Für {monitor.period.label} gibt es noch keine Mappen.", create, forbidden)
        else:
            self.empty.show_state(
                "Hier steht, welche Stelle ihre Lotsenmappe hat, und welche zurück oder überfällig ist.",
                create,
                forbidden,
            )

    def _choose_period(self, identity: str) -> None:
        self._period = identity
        self.close_detail()
        self.reload()

    def _choose_filter(self, word: str) -> None:
        self._word = word
        self.reload()

    def _mark_sent(self) -> None:
        rows = self._monitor.unsent if self._monitor is not None else []
        chosen = [row.id for row in self._table.selected] if len(self._table.selected) > 1 else []
        SentDialog(self._context, rows, chosen, self.window()).open()

    def _close_period(self) -> None:
        monitor = self._monitor
        if monitor is None or monitor.period is None:
            return
        period, desk = monitor.period, self._context.desk
        try:
            with desk.read() as reader:
                change = dispatch.closed(reader, period, not period.closed, desk.author)
            desk.apply(change)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        said = f"{period.label} wieder geöffnet" if period.closed else f"{period.label} abgeschlossen"
        still = monitor.count("crit", "warn") if not period.closed else 0
        words = {0: "", 1: ". 1 Mappe ist noch offen."}.get(still, f". {still} Mappen sind noch offen.")
        self._context.wishes.toast.emit(f"{said}{words}", True)

    def _show_period(self) -> None:
        if self._monitor is not None and self._monitor.period is not None:
            self._context.wishes.follow.emit(self._monitor.period.id)

    def _open_folder(self) -> None:
        if (folder := self.folder) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _empty_asked(self) -> None:
        if self._monitor is not None and self._monitor.rows:
            self._choose_filter(_ALL)
        else:
            self.begin_new()
