"""The bar below files and table: what is open, and the one primary button that says its scope."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.icons import icon
from kn_desk.ui.style import L, M, S, Theme


class BottomBar(QWidget):
    """Shows what is asked of it; decides nothing."""

    take_wanted = Signal()
    reject_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._build()
        self._connect()
        self._dress()

    def show_words(self, first: str, second: str) -> None:
        """Show two lines."""
        self._first.setText(first)
        self._second.setText(second)

    def show_deeds(self, take: str, *, can_take: bool, can_reject: bool, can_drop: bool) -> None:
        """Show the buttons; ``take`` is what the primary one says, "" for none."""
        self.take.setVisible(bool(take))
        self.take.setText(f" {take}")
        self.take.setAccessibleName(take)
        self.take.setToolTip(f"{take} (Strg+Eingabe)")
        self.take.setEnabled(can_take)
        self.reject.setVisible(can_reject)
        self.drop.setVisible(can_drop)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.border))
        painter.end()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(L, S, L, S)
        row.setSpacing(S)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._first, self._second = ElidedWords(self._theme), ElidedWords(self._theme, colour="text2")
        words.addWidget(self._first)
        words.addWidget(self._second)
        row.addLayout(words, 1)
        row.addSpacing(M)
        self.drop = QPushButton("Aus der Liste nehmen")
        self.drop.setToolTip("Die Datei bleibt, wo sie liegt (Entf in der Liste)")
        self.reject = QPushButton("Blatt zurückweisen")
        self.reject.setToolTip("Nichts übernehmen, nur vermerken, dass das Blatt zurück ist")
        self.take = QPushButton()
        self.take.setProperty("primary", True)
        for button in (self.drop, self.reject, self.take):
            row.addWidget(button)

    def _connect(self) -> None:
        self.take.clicked.connect(self.take_wanted)
        self.reject.clicked.connect(self.reject_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.take.setIcon(icon("check", self._theme.tokens.onaccent, self._theme.tokens.text3))
