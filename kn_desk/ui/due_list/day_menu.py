"""Another day for a Frist: a few usual ones, and the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from kn_desk.records.deadlines import move
from kn_desk.records.sentences import day
from kn_desk.records.workdays import weekday, workday_from
from kn_desk.ui.calendar import Calendar
from kn_desk.ui.style import Theme


class DayMenu(QMenu):
    """Asks for a day and tells it to ``chosen``."""

    def __init__(self, theme: Theme, today: date, now: date, chosen: Callable[[date], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Auf welchen Tag verschieben")
        self._chosen = chosen
        start = max(today, now)
        offered: dict[date, str] = {}
        for words, on in (
            ("Morgen", today + timedelta(days=1)),
            ("Nächste Woche", today + timedelta(days=7 - today.weekday())),
            ("Eine Woche später", workday_from(start + timedelta(days=7))),
            ("Einen Monat später", workday_from(move(start, 1, "months"))),
        ):
            offered.setdefault(on, words)
        for on, words in offered.items():
            self.addAction(f"{words}\t{weekday(on)[:2]} {day(on)}", partial(self._tell, on))
        self.addSeparator()
        self._calendar = Calendar(theme, today, start)
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        holder = QWidgetAction(self)
        holder.setDefaultWidget(self._calendar)
        self.addAction(holder)

    def ask(self, at: QPoint) -> None:
        """Show it with its corner at a place on the screen."""
        self.popup(at)
        self.setActiveAction(self.actions()[0])

    def _pick(self, picked: QDate) -> None:
        self._tell(date(picked.year(), picked.month(), picked.day()))

    def _tell(self, on: date) -> None:
        self.close()
        self._chosen(on)
