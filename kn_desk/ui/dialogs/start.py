"""The first start: a new office, the Konstanz sample, or a file that exists; and a second place for backups."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import L, M, S, Theme

Choice = Literal["new", "sample", "open", ""]
_WAYS: tuple[tuple[Choice, str, str, str], ...] = (
    ("new", "plus", "Neue Datei anlegen", "Leer, mit den üblichen Schwellwerten. Liegt auf diesem Rechner."),
    (
        "sample",
        "eye",
        "Mit dem Konstanzer Beispiel beginnen",
        "Ein ganzes Büro zum Ausprobieren. Personen sind erfunden.",
    ),
    ("open", "folder-open", "Vorhandene Datei öffnen …", "Eine Datei mit der Endung .kndesk."),
)


class WayButton(QPushButton):
    """A button with a layout in it, as high as that needs."""

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        wide = max(self.width(), layout.minimumSize().width())
        high = layout.heightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return QSize(layout.sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


class StartDialog(Dialog):
    """``choice`` is what the person wants; ``second_place`` where backups go too ("" for nowhere)."""

    def __init__(self, theme: Theme, second_place: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Willkommen bei KN Desk", parent)
        self.choice: Choice = ""
        self.add_text(
            "Strategie, Digital Lotsen, Jour fixe und Förderung in einer Datei, die auf diesem Rechner bleibt.",
            quiet=True,
        )
        for way, icon_name, words, about in _WAYS:
            self.body.addWidget(self._way(way, icon_name, words, about))
        self.body.addWidget(hairline())
        self.body.addWidget(Words(theme, "Zweiter Ort für Sicherungen", bold=True))
        self.add_text(
            "Gesichert wird von selbst auf diesem Rechner. Ein Stick oder das eigene Netzlaufwerk schützt auch dann, "
            "wenn der Rechner verloren geht. Das lässt sich später in den Einstellungen ändern.",
            quiet=True,
        )
        row = QHBoxLayout()
        self._place = QLineEdit(second_place)
        self._place.setPlaceholderText("kein zweiter Ort")
        self._place.setAccessibleName("Zweiter Ort für Sicherungen")
        choose = QPushButton("Wählen …")
        choose.clicked.connect(self._choose_place)
        row.addWidget(self._place, 1)
        row.addWidget(choose)
        self.body.addLayout(row)
        self.body.addStretch(1)
        close = self.add_button("Schließen")
        close.clicked.connect(self.reject)
        self.fit(640)

    @property
    def second_place(self) -> str:
        """The folder chosen for a second backup."""
        return self._place.text().strip()

    def _way(self, way: Choice, icon_name: str, words: str, about: str) -> QPushButton:
        button = WayButton()
        button.setAccessibleName(words)
        button.setAccessibleDescription(about)
        button.setAutoDefault(way == "new")
        row = QHBoxLayout(button)
        row.setContentsMargins(L, S + 2, M, S + 2)
        row.setSpacing(M)
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, self.theme.tokens.accent, self.theme.px(24)))
        row.addWidget(picture)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Words(self.theme, words, bold=True))
        lines.addWidget(Words(self.theme, about, points=9, colour="text2", wrap=True))
        row.addLayout(lines, 1)
        for child in button.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.clicked.connect(lambda: self._take(way))
        return button

    def _take(self, way: Choice) -> None:
        self.choice = way
        self.accept()

    def _choose_place(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Ordner für Sicherungen wählen", self._place.text())
        if folder:
            self._place.setText(folder)
