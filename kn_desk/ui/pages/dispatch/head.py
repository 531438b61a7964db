"""The head of the Rücklaufmonitor: which period, how many are back, the rate over time; below it filter and deeds."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from kn_desk.services.return_monitor import FILTERS, Monitor
from kn_desk.ui.count_cells import CountCells
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.dispatch.rate_chart import RateChart
from kn_desk.ui.style import XL, XS, M, S, Theme
from kn_desk.ui.switch import Switch


class MonitorHead(QWidget):
    """Shows a Monitor; asks for what is pressed."""

    #: Another period was chosen: its id.
    period_chosen = Signal(str)
    #: Another filter was chosen: a word of ``FILTERS``.
    filter_chosen = Signal(str)
    sent_asked = Signal()
    remind_asked = Signal()
    read_asked = Signal()
    folder_asked = Signal()
    #: The period is to be closed, or opened again.
    close_asked = Signal()
    #: The record of the period is to be shown.
    period_asked = Signal()

    def __init__(self, theme: Theme, *, read_only: bool) -> None:
        super().__init__()
        self._theme = theme
        self._read_only = read_only
        self._build()
        self._connect()
        self._dress()

    @property
    def figure(self) -> str:
        """What is counted."""
        return f"{self._figure.text()} {self._of.text()}".strip()

    @property
    def sentence(self) -> str:
        """Where the period stands."""
        return self._sentence.text()

    @property
    def periods(self) -> QComboBox:
        """The periods."""
        return self._periods

    @property
    def switch(self) -> Switch:
        """The filters."""
        return self._switch

    def show_monitor(self, monitor: Monitor, word: str, *, has_folder: bool) -> None:
        """Show a period through a filter."""
        self._show_periods(monitor)
        back = monitor.count("ok")
        self._figure.setText(f"{back} von {monitor.sent}" if monitor.sent else str(len(monitor.rows) or ""))
        unsent = "Mappe" if len(monitor.rows) == 1 else "Mappen"
        self._of.setText("zurück" if monitor.sent else unsent if monitor.rows else "")
        self._cells.show_cells([True] * back + [False] * (monitor.sent - back), f"{self.figure}")
        self._cells.setVisible(monitor.sent > 0)
        self._sentence.setText(monitor.sentence)
        period = monitor.period
        self._chart.show_rates(monitor.rates, period.label if period else "")
        self._chart_box.setVisible(bool(monitor.rates))
        for segment, (name, states) in zip(self._switch.segments, FILTERS.items(), strict=True):
            segment.setText(f"{name} {monitor.count(*states)}")
            segment.updateGeometry()
        self._switch.choose(list(FILTERS).index(word))
        self._row.setVisible(bool(monitor.rows))
        self.sent_button.setVisible(bool(monitor.unsent))
        self.remind_button.setVisible(monitor.count("crit", "warn") > 0)
        is_closed = period is not None and bool(period.closed)
        self.close_action.setText("Berichtszeitraum wieder öffnen" if is_closed else "Berichtszeitraum abschließen")
        self.close_action.setEnabled(period is not None and not self._read_only)
        self.folder_action.setEnabled(has_folder)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        top = QHBoxLayout()
        top.setSpacing(XL)
        top.addLayout(self._counts(), 1)
        self._chart_box = QWidget()
        beside = QVBoxLayout(self._chart_box)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._chart = RateChart(self._theme)
        beside.addWidget(Words(self._theme, "Rücklaufquote", points=9, colour="text2"))
        beside.addWidget(self._chart)
        top.addWidget(self._chart_box)
        column.addLayout(top)
        column.addWidget(self._filters_and_deeds())

    def _counts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        self._periods = QComboBox()
        self._periods.setAccessibleName("Berichtszeitraum")
        self._periods.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._figure = Words(self._theme, points=15, bold=True)
        self._of = Words(self._theme)
        self._cells = CountCells(self._theme)
        self._sentence = Words(self._theme, colour="text2", wrap=True)
        counts = QHBoxLayout()
        counts.setSpacing(S)
        counts.addWidget(self._periods)
        counts.addSpacing(S)
        counts.addWidget(self._figure)
        counts.addWidget(self._of)
        counts.addSpacing(S)
        counts.addWidget(self._cells, 1)
        counts.addStretch(0)
        grid.addLayout(counts, 0, 0)
        grid.addWidget(self._sentence, 1, 0)
        grid.setRowStretch(2, 1)
        return grid

    def _filters_and_deeds(self) -> QWidget:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self._switch = Switch(self._theme)
        for word in FILTERS:
            self._switch.add(word)
        row.addWidget(self._switch)
        row.addStretch(1)
        self.sent_button = QPushButton("Als versandt markieren …")
        self.remind_button = QPushButton("Erinnern …")
        for button in (self.sent_button, self.remind_button):
            button.setEnabled(not self._read_only)
            row.addWidget(button)
        self.read_button = QToolButton()
        self.read_button.setAccessibleName("Blätter einlesen")
        self.read_button.setToolTip("Blätter einlesen … (Strg+I)")
        self.read_button.setEnabled(not self._read_only)
        row.addWidget(self.read_button)
        self.more_button = QToolButton()
        self.more_button.setAccessibleName("Mehr zu diesem Versand")
        self.more_button.setToolTip("Mehr zu diesem Versand")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setProperty("corner", True)
        menu = QMenu(self.more_button)
        menu.setAccessibleName("Mehr zu diesem Versand")
        self.folder_action = menu.addAction("Ordner öffnen")
        menu.addSeparator()
        self.period_action = menu.addAction("Berichtszeitraum ansehen")
        self.close_action = menu.addAction("")
        self.more_button.setMenu(menu)
        row.addWidget(self.more_button)
        return self._row

    def _connect(self) -> None:
        self._theme.changed.connect(self._dress)
        self._periods.activated.connect(self._tell_period)
        self._switch.chosen.connect(lambda number: self.filter_chosen.emit(list(FILTERS)[number]))
        self.sent_button.clicked.connect(self.sent_asked)
        self.remind_button.clicked.connect(self.remind_asked)
        self.read_button.clicked.connect(self.read_asked)
        for action, asked in (
            (self.folder_action, self.folder_asked),
            (self.period_action, self.period_asked),
            (self.close_action, self.close_asked),
        ):
            action.triggered.connect(lambda _=False, asked=asked: asked.emit())

    def _dress(self) -> None:
        colour = self._theme.tokens.text2
        self.more_button.setIcon(icon("ellipsis", colour))
        self.read_button.setIcon(icon("file-input", colour, self._theme.tokens.field))
        names: dict[QAction, str] = {
            self.folder_action: "folder-open",
            self.period_action: "calendar-days",
            self.close_action: "lock",
        }
        for action, name in names.items():
            action.setIcon(icon(name, colour, self._theme.tokens.field))
        self._fit_periods()

    def _show_periods(self, monitor: Monitor) -> None:
        self._periods.clear()
        for period in monitor.periods:
            self._periods.addItem(f"{period.label} (abgeschlossen)" if period.closed else period.label, period.id)
        self._periods.setCurrentIndex(self._periods.findData(monitor.period.id if monitor.period else None))
        self._periods.setVisible(bool(monitor.periods))
        self._fit_periods()

    def _fit_periods(self) -> None:
        """Qt counts the edges as if the text were never larger: the longest word would lose its last dots."""
        self._periods.setMinimumWidth(0)
        self._periods.setMinimumWidth(self._periods.sizeHint().width() + XS)

    def _tell_period(self) -> None:
        self.period_chosen.emit(self._periods.currentData())
