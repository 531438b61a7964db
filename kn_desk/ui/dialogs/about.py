"""About the program and the licences of what it is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from kn_desk import __version__
from kn_desk.paths import resources
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XL, Theme

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


class AboutDialog(Dialog):
    """Says what this is and under which licences."""

    def __init__(self, theme: Theme, office: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"KN Desk {__version__}", parent)
        self.add_text("Die Akte der Koordinierungsstelle Digitalisierung. Nichts verlässt diesen Rechner.")
        self.add_text(f"Geöffnet ist {office}", quiet=True)
        self.add_text("Das Programm ist frei und aus freien Teilen gebaut. Jeder Teil steht unter seiner Lizenz:")
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        for row, (name, licence) in enumerate(_LICENCES):
            grid.addWidget(Words(theme, name, wrap=True), row, 0)
            grid.addWidget(Words(theme, licence, colour="text2"), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        words = "Die Lizenztexte von Schrift und Symbolen, im englischen Original. Sie gelten, wie sie hier stehen."
        self.add_text(words, quiet=True)
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
