"""The calendar from which a day is picked: weekends quiet, today in a ring, our own arrows."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QTextCharFormat, QTransform
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, XS, Theme

_GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
_WEEKEND = (Qt.DayOfWeek.Saturday.value, Qt.DayOfWeek.Sunday.value)
#: A day, a column of them for the numbers of the weeks, a row for their names; above them the month.
_CELL_WIDTH, _CELL_HEIGHT, _MONTH = 36, 28, 32


class Calendar(QCalendarWidget):
    """A month; made anew whenever it opens, so it keeps the look of that moment."""

    def __init__(self, theme: Theme, today: date, chosen: date) -> None:
        super().__init__()
        self._theme = theme
        self._tokens = theme.tokens
        self._today = QDate(today.year, today.month, today.day)
        self.setAccessibleName("Kalender")
        self.setLocale(_GERMAN)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.setSelectedDate(QDate(chosen.year, chosen.month, chosen.day))
        self.setMinimumSize(theme.px(8 * _CELL_WIDTH), theme.px(7 * _CELL_HEIGHT + _MONTH))
        self._quieten()
        self._put_arrows()

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        tokens = self._tokens
        quiet = date.dayOfWeek() in _WEEKEND or date.month() != self.monthShown()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen, is_today = date == self.selectedDate(), date == self._today
        if is_chosen or is_today:
            painter.setPen(QPen(QColor(tokens.accent), 1.5) if is_today else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sel if is_chosen else tokens.surface))
            painter.drawRoundedRect(rect.toRectF().adjusted(1.5, 1.5, -1.5, -1.5), XS, XS)
        painter.setPen(QColor(tokens.text3 if quiet and not is_chosen else tokens.text))
        painter.setFont(self._theme.font())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))
        painter.restore()

    def _quieten(self) -> None:
        """Days off are quiet, not red: red means overdue."""
        quiet, head = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(QColor(self._tokens.text3))
        head.setForeground(QColor(self._tokens.text2))
        head.setBackground(QColor(self._tokens.surface))
        self.setHeaderTextFormat(head)
        for weekend in _WEEKEND:
            self.setWeekdayTextFormat(Qt.DayOfWeek(weekend), quiet)

    def _put_arrows(self) -> None:
        right = pixmap("chevron-right", self._tokens.text2, self._theme.px(FIELD_ICON))
        left = right.transformed(QTransform().scale(-1, 1))
        arrows = (("qt_calendar_prevmonth", left, "Monat davor"), ("qt_calendar_nextmonth", right, "Monat danach"))
        for name, arrow, words in arrows:
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(QIcon(arrow))
                button.setAccessibleName(words)
