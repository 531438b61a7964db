"""The middle: the agenda and the suggestions, which scroll together, and the line for a new item pinned below them."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kn_desk.services.meeting_times import MeetingSheet
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.models.agenda_model import AgendaModel
from kn_desk.ui.pages.jour_fixe.agenda_table import AgendaTable
from kn_desk.ui.pages.jour_fixe.suggestions import Suggestions
from kn_desk.ui.style import XS, L, M, S, Theme


class AgendaPane(QScrollArea):
    """As high as what it holds; follows the keyboard."""

    #: A title was typed for a new item.
    item_wanted = Signal(str)

    def __init__(self, theme: Theme, model: AgendaModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._agenda = model
        self._build()
        self._connect()

    @property
    def table(self) -> AgendaTable:
        """The agenda."""
        return self._table

    @property
    def suggestions(self) -> Suggestions:
        """What could go on the agenda."""
        return self._suggestions

    @property
    def new_line(self) -> QLineEdit:
        """Where the title of a new item is typed."""
        return self._new

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the agenda of a meeting."""
        self._agenda.show(sheet)
        closed = bool(sheet.locked) or sheet.meeting.status == "cancelled"
        self._foot.setVisible(not closed)
        self._pin()
        self._empty.setVisible(not sheet.rows)
        self._empty.setText(
            "Diese Sitzung hat keine Tagesordnung." if closed
            else "Noch kein TOP. Unten einen Titel tippen, oder einen Vorschlag aufnehmen."
        )  # fmt: skip
        self._table.setVisible(bool(sheet.rows))
        self._suggestions.setVisible(not closed and sheet.meeting.status != "minutes_draft")

    @property
    def foot(self) -> int:
        """Pixels of the line for a new item at the bottom; 0 where there is none."""
        return self.viewportMargins().bottom()

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(L, 0, L, L)
        column.setSpacing(0)
        self._column = column
        card = QFrame()
        card.setProperty("card", True)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(1, 2, 1, 2)
        rows.setSpacing(0)
        self._table = AgendaTable(self._theme, self._agenda)
        self._empty = Words(self._theme, colour="text2", wrap=True)
        self._empty.setContentsMargins(M, M, M, M)
        self._new = QLineEdit()
        self._new.setPlaceholderText("Neuer TOP: Titel oder Kennung tippen, Eingabe fügt ihn an")
        self._new.setAccessibleName("Neuer Tagesordnungspunkt")
        self._plus = QAction(self._new)
        self._new.addAction(self._plus, QLineEdit.ActionPosition.LeadingPosition)
        rows.addWidget(self._table)
        rows.addWidget(self._empty)
        column.addWidget(card)
        self._suggestions = Suggestions(self._theme)
        column.addWidget(self._suggestions)
        column.addStretch(1)
        self.setWidget(self._inside)
        self._foot = QWidget(self)
        pinned = QVBoxLayout(self._foot)
        pinned.setContentsMargins(L, S, L, M)
        pinned.addWidget(self._new)
        self._dress()

    def _connect(self) -> None:
        self._theme.changed.connect(self._dress)
        self._new.returnPressed.connect(self._want_item)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._table.sight_wanted.connect(self._bring_into_sight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pin()

    def _pin(self) -> None:
        """Keep the line for a new item at the bottom, below what scrolls."""
        height = 0 if self._foot.isHidden() else self._foot.sizeHint().height()
        if self.viewportMargins().bottom() != height:
            self.setViewportMargins(0, 0, 0, height)
        self._foot.setGeometry(0, self.height() - height, self.width(), height)

    def _dress(self) -> None:
        self._plus.setIcon(icon("plus", self._theme.tokens.text2))
        self._pin()

    def _make_room(self, least: int, most: int) -> None:
        """The scroll bar takes its room from the margin, so that nothing runs under it."""
        self._column.setContentsMargins(L, 0, XS if most > least else L, L)

    def _want_item(self) -> None:
        if title := " ".join(self._new.text().split()):
            self.item_wanted.emit(title)

    def _bring_into_sight(self, place: QRect) -> None:
        top = self._table.mapTo(self._inside, place.topLeft()).y()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value():
            bar.setValue(top if place.top() > 0 else 0)
        elif top + place.height() > bar.value() + height:
            bar.setValue(top + place.height() - height)
