"""The calendar from which a day is picked: weekends quiet, today in a ring, our own arrows."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QTextCharFormat, QTransform
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, XS, Tokens

_GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Calendar(QCalendarWidget):
    """A month; made anew whenever it opens, so it keeps the look of that moment."""

    def __init__(self, tokens: Tokens, today: date, chosen: date) -> None:
        super().__init__()
        self._tokens = tokens
        self._today = QDate(today.year, today.month, today.day)
        self.setAccessibleName("Kalender")
        self.setLocale(_GERMAN)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.setSelectedDate(QDate(chosen.year, chosen.month, chosen.day))
        self._quieten()
        self._put_arrows()

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        super().paintCell(painter, rect, date)
        if date == self._today:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._tokens.accent), 1.5))
            painter.drawRoundedRect(rect.toRectF().adjusted(1.5, 1.5, -1.5, -1.5), XS, XS)
            painter.restore()

    def _quieten(self) -> None:
        """Days off are quiet, not red: red means overdue."""
        quiet, head = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(QColor(self._tokens.text3))
        head.setForeground(QColor(self._tokens.text2))
        head.setBackground(QColor(self._tokens.surface))
        self.setHeaderTextFormat(head)
        for weekend in _WEEKEND:
            self.setWeekdayTextFormat(weekend, quiet)

    def _put_arrows(self) -> None:
        right = pixmap("chevron-right", self._tokens.text2, FIELD_ICON)
        left = right.transformed(QTransform().scale(-1, 1))
        arrows = (("qt_calendar_prevmonth", left, "Monat davor"), ("qt_calendar_nextmonth", right, "Monat danach"))
        for name, arrow, words in arrows:
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(QIcon(arrow))
                button.setAccessibleName(words)
