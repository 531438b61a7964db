"""Another day for a Frist: a few usual ones, and the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QIcon, QTextCharFormat, QTransform
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from kn_desk.records.deadlines import move
from kn_desk.records.sentences import day
from kn_desk.records.workdays import weekday, workday_from
from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, Tokens

_GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)


class DayMenu(QMenu):
    """Asks for a day and tells it to ``chosen``."""

    def __init__(self, tokens: Tokens, today: date, now: date, chosen: Callable[[date], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Auf welchen Tag verschieben")
        self._chosen = chosen
        self._tokens = tokens
        start = max(today, now)
        for words, on in (
            ("Morgen", today + timedelta(days=1)),
            ("Nächste Woche", today + timedelta(days=7 - today.weekday())),
            ("Eine Woche später", workday_from(start + timedelta(days=7))),
            ("Einen Monat später", workday_from(move(start, 1, "months"))),
        ):
            self.addAction(f"{words}\t{weekday(on)[:2]} {day(on)}", partial(self._tell, on))
        self.addSeparator()
        self._calendar = self._make_calendar(start)
        holder = QWidgetAction(self)
        holder.setDefaultWidget(self._calendar)
        self.addAction(holder)

    def ask(self, at: QPoint) -> None:
        """Show it with its corner at a place on the screen."""
        self.popup(at)
        self.setActiveAction(self.actions()[0])

    def _make_calendar(self, start: date) -> QCalendarWidget:
        calendar = QCalendarWidget()
        calendar.setLocale(_GERMAN)
        calendar.setAccessibleName("Kalender")
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setSelectedDate(QDate(start.year, start.month, start.day))
        self._dress(calendar)
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        return calendar

    def _dress(self, calendar: QCalendarWidget) -> None:
        """Days off are quiet, not red: red means overdue. The arrows are ours."""
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(self._tokens.text3))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, quiet)
        right = pixmap("chevron-right", self._tokens.text2, FIELD_ICON)
        left = right.transformed(QTransform().scale(-1, 1))
        arrows = (("qt_calendar_prevmonth", left, "Monat davor"), ("qt_calendar_nextmonth", right, "Monat danach"))
        for name, arrow, words in arrows:
            button = calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(QIcon(arrow))
                button.setAccessibleName(words)

    def _pick(self, picked: QDate) -> None:
        self._tell(date(picked.year(), picked.month(), picked.day()))

    def _tell(self, on: date) -> None:
        self.close()
        self._chosen(on)
