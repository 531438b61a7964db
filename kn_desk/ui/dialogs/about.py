"""About the program, its licences, and the list of keys made from the actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from kn_desk import __version__
from kn_desk.paths import resources
from kn_desk.ui.actions import DEEDS, plain, shown_keys
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, L, Theme

#: Everything that a copy of the program carries with it; a test compares it with what is declared and installed.
_LICENCES = (
    ("KN Desk", "EUPL-1.2"),
    ("Qt, PySide6 und Shiboken", "LGPL-3.0"),
    ("SQLAlchemy, Alembic, Mako, openpyxl, et_xmlfile, python-calamine", "MIT"),
    ("filelock, platformdirs, holidays, six", "MIT"),
    ("MarkupSafe", "BSD-3-Clause"),
    ("python-dateutil", "Apache-2.0 und BSD-3-Clause"),
    ("Python, defusedxml, typing_extensions", "PSF-2.0"),
    ("tzdata", "Apache-2.0"),
    ("SQLite", "gemeinfrei"),
    ("Schrift Inter", "OFL-1.1"),
    ("Lucide-Symbole", "ISC"),
)
_MORE_KEYS = (
    ("Zu einem Bereich", "Strg+1 … Strg+9"),
    ("Detail zum gewählten Eintrag", "Eingabe, F2 oder F4"),
    ("In den Papierkorb", "Entf"),
    ("Verwerfen, Detail schließen", "Esc"),
    ("Kalender an einem Datum", "F4"),
)


class AboutDialog(Dialog):
    """Says what this is and under which licences."""

    def __init__(self, theme: Theme, office: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"KN Desk {__version__}", parent)
        self.add_text("Die Akte der Koordinierungsstelle Digitalisierung. Nichts verlässt diesen Rechner.")
        self.add_text(f"Geöffnet ist {office}", quiet=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        for row, (name, licence) in enumerate(_LICENCES):
            grid.addWidget(Words(theme, name, wrap=True), row, 0)
            grid.addWidget(Words(theme, licence, colour="text2"), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        texts = QPlainTextEdit("\n\n".join(_licence_texts()))
        texts.setReadOnly(True)
        texts.setTabChangesFocus(True)
        texts.setAccessibleName("Lizenztexte")
        texts.setMinimumHeight(160)
        self.body.addWidget(texts, 1)
        close = self.add_button("Schließen", primary=True)
        close.clicked.connect(self.accept)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(640)


def _licence_texts() -> list[str]:
    files = (resources() / "fonts" / "OFL.txt", resources() / "icons" / "LICENSE.txt")
    return [path.read_text(encoding="utf-8") for path in files if path.exists()]


class KeysDialog(Dialog):
    """All keys, by menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Tasten", parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        grid.setColumnStretch(0, 1)
        row = 0
        menu = ""
        for deed in DEEDS:
            if not deed.keys:
                continue
            if deed.menu != menu:
                menu = deed.menu
                grid.addWidget(Words(theme, menu.replace("&", ""), bold=True), row, 0, 1, 2)
                grid.setRowMinimumHeight(row, L + 12)
                row += 1
            grid.addWidget(Words(theme, plain(deed.words)), row, 0)
            grid.addWidget(Words(theme, shown_keys(deed.keys), colour="text2"), row, 1)
            row += 1
        grid.addWidget(Words(theme, "Überall", bold=True), row, 0, 1, 2)
        for words, keys in _MORE_KEYS:
            row += 1
            grid.addWidget(Words(theme, words), row, 0)
            grid.addWidget(Words(theme, keys, colour="text2"), row, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.add_button("Schließen", primary=True).clicked.connect(self.accept)
        self.fit(520)
