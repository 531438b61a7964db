"""Rules for whole columns: "Fortschritt immer übernehmen", "nie übernehmen", or as proposed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kn_desk.records.catalogue import BY_NAME
from kn_desk.services.return_desk import ReturnDesk
from kn_desk.services.return_file import Column, Rule
from kn_desk.ui.icons import icon
from kn_desk.ui.style import Theme

_WORDS: dict[Rule | None, str] = {None: "Wie vorgeschlagen", "take": "Immer übernehmen", "keep": "Nie übernehmen"}


class RulesButton(QPushButton):
    """Opens the rules; says how many are in force."""

    changed = Signal()

    def __init__(self, theme: Theme, desk: ReturnDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._desk = desk
        self.setToolTip("Eine Spalte in allen Blättern immer oder nie übernehmen")
        self.clicked.connect(self._open)
        theme.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Show how many rules there are, and whether there is a column to make one for."""
        number = len(self._desk.rules)
        self.setText(f" Regeln ({number})" if number else " Regeln")
        self.setAccessibleName(self.text().strip())
        self.setEnabled(bool(number or self._desk.columns()))
        tokens = self._theme.tokens
        self.setIcon(icon("sliders-horizontal", tokens.accent if number else tokens.text2, tokens.text3))

    def menu_of_rules(self) -> QMenu:
        """Return the menu: a submenu per column, and a way to lift all rules."""
        menu = QMenu(self)
        columns = list(dict.fromkeys([*self._desk.columns(), *self._desk.rules]))
        for column in columns:
            menu.addMenu(self._submenu(menu, column))
        menu.addSeparator()
        lift = menu.addAction("Alle Regeln aufheben")
        lift.setEnabled(bool(self._desk.rules))
        lift.triggered.connect(self._lift)
        return menu

    def _submenu(self, menu: QMenu, column: Column) -> QMenu:
        label = BY_NAME[column[0]].spec.fields[column[1]].label
        rule = self._desk.rules.get(column)
        entry = QMenu(f"{label}: {_WORDS[rule].lower()}" if rule else label, menu)
        group = QActionGroup(entry)
        for value, words in _WORDS.items():
            action = QAction(words, entry, checkable=True)
            action.setChecked(value == rule)
            action.triggered.connect(partial(self._set, column, value))
            group.addAction(action)
            entry.addAction(action)
        return entry

    def _open(self) -> None:
        menu = self.menu_of_rules()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _set(self, column: Column, rule: Rule | None, *_: object) -> None:
        self._desk.set_rule(column, rule)
        self.dress()
        self.changed.emit()

    def _lift(self) -> None:
        for column in list(self._desk.rules):
            self._desk.set_rule(column, None)
        self.dress()
        self.changed.emit()
