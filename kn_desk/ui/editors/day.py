"""The editor of a day: typed freely ("5.12.", "morgen"), or picked in a calendar."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from kn_desk.errors import Unreadable
from kn_desk.fields.spec import FieldSpec
from kn_desk.ui.calendar import Calendar
from kn_desk.ui.editors.editor import Editor, retype
from kn_desk.ui.icons import icon
from kn_desk.ui.style import Theme


class DayEditor(Editor):
    """A line with a calendar; on leaving it, what was typed is shown as a full date."""

    def __init__(self, spec: FieldSpec, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(spec, self.line, parent)
        self._today = today
        self._theme = theme
        self.line.setPlaceholderText("TT.MM.JJJJ")
        self._pick = QAction("Kalender öffnen (F4)", self.line)
        self._pick.setShortcut(QKeySequence(Qt.Key.Key_F4))
        self._pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._pick.triggered.connect(self._open_calendar)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self.settle)
        theme.changed.connect(self._dress)
        self._dress()

    def show_value(self, value: Any, text: str) -> None:
        self.line.setText(text)

    def put_back(self, value: Any, text: str) -> None:
        retype(self.line, text)

    def raw(self) -> str:
        return self.line.text()

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self._pick.setEnabled(not locked)

    def _dress(self) -> None:
        self._pick.setIcon(icon("calendar-days", self._theme.tokens.text2))

    def settle(self) -> None:
        try:
            day = self.spec.kind.read(self.line.text(), today=self._today)
        except Unreadable:
            return
        self.line.setText(self.spec.kind.show(day))

    def _open_calendar(self) -> None:
        menu = QMenu(self.line)
        try:
            chosen = self.spec.kind.read(self.line.text(), today=self._today)
        except Unreadable:
            chosen = None
        day: date = chosen or self._today
        calendar = Calendar(self._theme, self._today, day)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def pick(picked: QDate) -> None:
            self.line.setText(picked.toString("dd.MM.yyyy"))
            menu.close()
            self.edited.emit()

        calendar.clicked.connect(pick)
        calendar.activated.connect(pick)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        calendar.setFocus()
