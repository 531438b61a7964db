"""The head of a meeting: number, day, its one primary action, its menu; trail, notices and the time bar below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from kn_desk.records.jour_fixe import Meeting
from kn_desk.records.workdays import holiday, weekday
from kn_desk.services.meeting_steps import ADVANCES, moved_off
from kn_desk.services.meeting_times import MeetingSheet
from kn_desk.ui.forms.labels import heading
from kn_desk.ui.icons import icon
from kn_desk.ui.models.meeting_list_model import MeetingListModel
from kn_desk.ui.pages.jour_fixe.elided import Elided
from kn_desk.ui.pages.jour_fixe.notice import Notice
from kn_desk.ui.pages.jour_fixe.time_bar import TimeBar
from kn_desk.ui.pages.jour_fixe.trail import Trail
from kn_desk.ui.style import L, M, S, Theme

_DEEDS = {
    "edit": ("Angaben und Teilnehmende …", "pencil"),
    "cancel": ("Sitzung fällt aus", "x"),
    "trash": ("In den Papierkorb", "trash-2"),
}


class MeetingHeading(QWidget):
    """Shows a meeting; asks for what is pressed."""

    advance_asked = Signal()
    #: "edit", "cancel", "trash" or "move"
    deed_asked = Signal(str)
    chosen = Signal(str)

    def __init__(self, theme: Theme, meetings: MeetingListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._meetings = meetings
        self._meeting: Meeting | None = None
        self._noticed: tuple[str, object] | None = None
        self._build()
        self._connect()

    @property
    def primary(self) -> QPushButton:
        """The action of the state."""
        return self._primary

    @property
    def has_primary(self) -> bool:
        """Whether that action is the primary one of the page."""
        return not self._primary.isHidden() and bool(self._primary.property("primary"))

    @property
    def drop_down(self) -> QComboBox:
        """The list of meetings where it has no room of its own."""
        return self._drop_down

    def show_sheet(self, sheet: MeetingSheet, chosen: str) -> None:
        """Show a meeting; ``chosen`` is the item whose segment is tinted."""
        meeting = self._meeting = sheet.meeting
        self._number.setText(meeting.number or "ohne Nummer")
        self._say_day()
        self._trail.show_status(meeting.status or "draft")
        advance = ADVANCES[meeting.status or "draft"]
        self._primary.setText(advance.words)
        self._primary.setVisible(not meeting.is_approved or sheet.can_open_again)
        self._dress_primary(primary=meeting.status not in ("approved", "cancelled"))
        self._time.show_sheet(sheet, chosen)
        self._time.setVisible(bool(sheet.rows) and meeting.status != "cancelled")
        self._say_locked(sheet)
        row = self._meetings.row_of(meeting.id)
        if row >= 0:
            self._drop_down.setCurrentIndex(row)

    def set_narrow(self, narrow: bool) -> None:
        """Take the list of meetings in as a drop-down."""
        self._drop_down.setVisible(narrow)
        self._number.setVisible(not narrow)
        self._say_day()

    def menu(self) -> QMenu:
        """Return the menu of the meeting."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        locked = self._meeting is None or self._meeting.is_approved
        for key, (words, icon_name) in _DEEDS.items():
            action = QAction(icon(icon_name, self._theme.tokens.text2), words, menu)
            action.setEnabled(key == "edit" or not locked)
            if key == "cancel" and self._meeting is not None and self._meeting.status == "cancelled":
                action.setEnabled(False)
            action.triggered.connect(lambda _=False, key=key: self.deed_asked.emit(key))
            menu.addAction(action)
        return menu

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(L, 0, L, 0)
        column.setSpacing(S)
        head = QHBoxLayout()
        head.setSpacing(M)
        self._number = heading(self._theme, "")
        self._drop_down = QComboBox()
        self._drop_down.setModel(self._meetings)
        self._drop_down.setAccessibleName("Sitzung wählen")
        self._drop_down.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._drop_down.setMaxVisibleItems(16)
        self._drop_down.hide()
        self._day = Elided(self._theme, colour="text2")
        self._more = QToolButton()
        self._more.setAccessibleName("Mehr zu dieser Sitzung")
        self._more.setToolTip("Mehr zu dieser Sitzung")
        self._primary = QPushButton()
        head.addWidget(self._number)
        head.addWidget(self._drop_down)
        head.addWidget(self._day)
        head.addStretch(1)
        head.addWidget(self._more)
        head.addWidget(self._primary)
        column.addLayout(head)
        self._trail = Trail(self._theme)
        column.addWidget(self._trail)
        self._notice = Notice(self._theme)
        column.addWidget(self._notice)
        self._time = TimeBar(self._theme)
        column.addWidget(self._time)
        self._dress()

    def _connect(self) -> None:
        self._theme.changed.connect(self._dress)
        self._primary.clicked.connect(self.advance_asked)
        self._more.clicked.connect(self._open_menu)
        self._notice.asked.connect(self.deed_asked)
        self._drop_down.activated.connect(self._tell_chosen)

    @property
    def notice(self) -> Notice:
        """What is said below the trail."""
        return self._notice

    def _dress(self) -> None:
        self._more.setIcon(icon("ellipsis", self._theme.tokens.text2))

    def _dress_primary(self, *, primary: bool) -> None:
        self._primary.setProperty("primary", primary)
        self._primary.style().unpolish(self._primary)
        self._primary.style().polish(self._primary)

    def show_day_off(self, sheet: MeetingSheet) -> None:
        """Say that a coming meeting falls on a day off; the calendar behind it takes a moment when first asked."""
        on, other = sheet.meeting.held_on, moved_off(sheet.meeting)
        if sheet.locked or on is None or other is None or not sheet.is_prepared:
            return
        off = holiday(on)
        self._notice.say(
            "calendar-days", f"Der {on:%d.%m.%Y} ist ein {f'Feiertag ({off})' if off else weekday(on)}.",
            {"move": f"Auf {weekday(other)}, {other:%d.%m.} verlegen", "cancel": "Fällt aus"},
        )  # fmt: skip

    def _say_locked(self, sheet: MeetingSheet) -> None:
        """Say that approved minutes are locked; what was said about the same day before stays."""
        meeting = sheet.meeting
        about = (meeting.id, (meeting.held_on, meeting.status, sheet.locked))
        if about == self._noticed:
            return
        self._noticed = about
        sentence = sheet.locked or ""
        if sentence and not sheet.can_open_again:
            sentence = f"{sentence.split(';')[0]}. Öffnen geht nicht mehr, denn die nächste Sitzung gibt es schon."
        self._notice.say("lock", sentence, {})

    def _say_day(self) -> None:
        if self._meeting is not None:
            self._day.say(*_days(self._meeting, is_told=not self._drop_down.isHidden()))

    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _tell_chosen(self, row: int) -> None:
        if (meeting := self._meetings.meeting_at(row)) is not None:
            self.chosen.emit(meeting.id)


def _days(meeting: Meeting, *, is_told: bool) -> tuple[str, ...]:
    """The day of a meeting, the longest way to say it first; ``is_told``: the drop-down says the date."""
    if meeting.held_on is None:
        return ("noch ohne Datum", "")
    times = "–".join(f"{time:%H:%M}" for time in (meeting.start, meeting.end) if time)
    if is_told:
        parts = [weekday(meeting.held_on), times, meeting.place or ""]
        return (*(" · ".join(filter(None, parts[:count])) for count in (3, 2)), times, "")
    on = f"{meeting.held_on:%d.%m.%Y}"
    parts = [f"{weekday(meeting.held_on)}, {on}", times, meeting.place or ""]
    ways = [" · ".join(filter(None, parts[:count])) for count in (3, 2)]
    return (*dict.fromkeys(ways), " · ".join(filter(None, (on, times))), on, f"{meeting.held_on:%d.%m.}")
