"""A notice below the heading of a meeting: a public holiday, approved minutes, each with what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from kn_desk.fields.text import visible
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, M, S, Theme


class Notice(QFrame):
    """Icon, sentence, and at most two buttons."""

    #: The key of the button that was pressed.
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("hint", True)
        self._theme = theme
        self._icon_name = "info"
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(M, S, M, S)
        self._row.setSpacing(S)
        self._icon = QLabel()
        self._words = Words(theme, points=9.5, colour="info", wrap=True)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        theme.changed.connect(self._dress)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, "" while hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, icon_name: str, sentence: str, deeds: dict[str, str]) -> None:
        """Show a sentence with buttons (key -> words); "" hides the notice."""
        self.setVisible(bool(sentence))
        self._icon_name = icon_name
        self._words.setText(visible(sentence))
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(key, words) for key, words in deeds.items()]
        self._dress()

    def _button(self, key: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("row", True)
        button.clicked.connect(lambda: self.asked.emit(key))
        self._row.addWidget(button)
        return button

    def _dress(self) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, self._theme.tokens.info.fore, self._theme.px(FIELD_ICON)))
