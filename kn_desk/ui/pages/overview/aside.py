"""Beside the briefing: the next Jour fixe, the returns, the Lotsen, the lights, the open applications."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kn_desk.services.briefing import Briefing
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.overview.counts import CountPart
from kn_desk.ui.pages.overview.funding_part import FundingPart
from kn_desk.ui.pages.overview.lights_part import LightsPart
from kn_desk.ui.style import XS, L, M, S, Theme


class Aside(QFrame):
    """Sections split by hairlines, no cards."""

    #: The next meeting is to be shown: its id.
    meeting_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("side", True)
        self._theme = theme
        self._meeting_id = ""
        self._build()
        theme.changed.connect(self._dress)
        self._dress()

    def show_briefing(self, briefing: Briefing) -> None:
        """Show how the office stands."""
        meeting = briefing.meeting
        self._meeting_id = meeting.id if meeting else ""
        self._when.setText(meeting.when if meeting else "Es ist keine Sitzung geplant.")
        self._items.setText(meeting.items if meeting else "")
        for words in (self._items, self._waiting):
            words.setVisible(meeting is not None)
        self.prepare.setVisible(meeting is not None)
        returns, coverage = briefing.returns, briefing.coverage
        if returns is not None:
            below = returns.below(briefing.today)
            self._returns.show_count(returns.title, returns.back, returns.wanted, returns.unit, below)
        else:
            self._returns.show_nothing("Rücklauf", "Noch nichts versandt.")
        if coverage.wanted:
            below = f"{coverage.vacant} ohne Lotse" if coverage.vacant else "alle besetzt"
            self._coverage.show_count("Digital Lotsen", coverage.covered, coverage.wanted, "Ämtern", below)
        else:
            self._coverage.show_nothing("Digital Lotsen", "Noch kein Amt mit Lotse.")
        self._lights.show_lights(briefing.lights)
        self._funding.show_funding(briefing.funding)

    def show_waiting(self, words: str) -> None:
        """Show how many suggestions wait for the next agenda."""
        self._waiting.setText(words)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(L)
        column.addLayout(self._meeting_part())
        column.addWidget(hairline())
        column.addLayout(self._counts_part())
        column.addWidget(hairline())
        self._lights = LightsPart(self._theme)
        column.addWidget(self._lights)
        column.addWidget(hairline())
        self._funding = FundingPart(self._theme)
        column.addWidget(self._funding)
        column.addStretch(1)
        area.setWidget(inside)
        area.verticalScrollBar().rangeChanged.connect(self._leave_room)
        outer.addWidget(area)

    def _meeting_part(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._when = Words(self._theme, wrap=True)
        self._items = Words(self._theme, colour="text2", wrap=True)
        self._waiting = Words(self._theme, colour="text2", wrap=True)
        grid.addWidget(Words(self._theme, "Nächster Jour fixe", bold=True), 0, 0)
        self.close_button = QToolButton()
        self.close_button.setToolTip("Schließen (Esc)")
        self.close_button.setAccessibleName("Lage schließen")
        grid.addWidget(self.close_button, 0, 1, Qt.AlignmentFlag.AlignRight)
        for row, words in enumerate((self._when, self._items, self._waiting), start=1):
            grid.addWidget(words, row, 0)
        self.prepare = QPushButton("Vorbereiten")
        self.prepare.setToolTip("Die Tagesordnung der nächsten Sitzung öffnen")
        self.prepare.clicked.connect(self._prepare)
        grid.addWidget(self.prepare, 1, 1, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _counts_part(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(L)
        self._returns, self._coverage = CountPart(self._theme), CountPart(self._theme)
        line = QFrame()
        line.setProperty("line", True)
        line.setFixedWidth(1)
        row.addWidget(self._returns, 1)
        row.addWidget(line)
        row.addWidget(self._coverage, 1)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L - S // 2)
        return row

    def _dress(self) -> None:
        self.close_button.setIcon(icon("x", self._theme.tokens.text2))

    def _leave_room(self, least: int, most: int) -> None:
        """The bar stands in the margin."""
        self._column.setContentsMargins(L, L, L if most <= least else XS, L)

    def _prepare(self) -> None:
        if self._meeting_id:
            self.meeting_wanted.emit(self._meeting_id)
