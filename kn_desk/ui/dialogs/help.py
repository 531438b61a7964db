"""F1: how the usual things are done, one line each, and the list of keys made from the actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kn_desk.ui.actions import DEEDS, plain, shown_keys
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, XS, M, S, Theme

_STEPS = (
    ("Etwas anlegen", "Strg+N, oder der blaue Knopf oben links. Gespeichert wird mit Strg+S und beim Verlassen."),
    ("Etwas finden", "Strg+K sucht in allen Bereichen, Strg+F in der Liste. Eine Kennung genügt."),
    ("Lotsen benennen", "Digital Lotsen, Abdeckung: „Benennen“ in der Zeile des Amts."),
    ("TOP setzen", "Maßnahme, Antrag oder Aufgabe wählen, Strg+J. Oder im Jour fixe unten einen Titel tippen."),
    ("Protokoll schreiben", "Im TOP eine Zeile: „A @Name 15.12. Was“ legt eine Aufgabe an, „B“ einen Beschluss."),
    ("Mappen versenden", "Digital Lotsen, Lotsenmappen: erstellen, Entwürfe senden, als versandt markieren."),
    ("Rücklauf einlesen", "Strg+I, oder die Mappen in das Fenster ziehen. Der Abgleich zeigt, was sich ändert."),
    ("Nach Excel", "Strg+E schreibt die Gesamtmappe, Strg+Umschalt+E die Liste, die zu sehen ist."),
    ("Rückgängig", "Strg+Z nimmt einen Schritt zurück, auch nach einem Neustart; Gelöschtes liegt im Papierkorb."),
    ("Sichern", "Geschieht beim Schließen von selbst. Von Hand: Datei, „Sicherung jetzt anlegen“."),
)  # fmt: skip
_MORE_KEYS = (
    ("Diese Seite", "F1 oder Strg+?"),
    ("Zu einem Bereich", "Strg+1 … Strg+9"),
    ("Detail zum gewählten Eintrag", "Eingabe, F2 oder F4"),
    ("In den Papierkorb", "Entf"),
    ("Verwerfen, Detail schließen", "Esc"),
    ("Kalender an einem Datum", "F4"),
)


class HelpDialog(Dialog):
    """First steps, then all keys by menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Tasten und erste Schritte", parent)
        self.body.addLayout(self._steps())
        self.body.addSpacing(S)
        self.body.addLayout(self._keys())
        self.body.addStretch(1)
        close = self.add_button("Schließen", primary=True)
        close.clicked.connect(self.accept)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(720)

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for row, (what, how) in enumerate(_STEPS):
            grid.addWidget(Words(self.theme, what, bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(self.theme, how, colour="text2", wrap=True), row, 1)
        return grid

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        titled = [(deed.menu.replace("&", ""), plain(deed.words), shown_keys(deed.keys)) for deed in DEEDS if deed.keys]
        menu = ""
        for title, words, keys in [*titled, *(("Überall", *more) for more in _MORE_KEYS)]:
            if title != menu:
                menu = title
                heading = Words(self.theme, menu, bold=True)
                heading.setContentsMargins(0, M, 0, 0)
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            row = grid.rowCount()
            grid.addWidget(Words(self.theme, words), row, 0)
            grid.addWidget(Words(self.theme, keys, colour="text2"), row, 1)
        return grid
