"""Notices below the tools: what a person must know while it holds, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon, pixmap
from kn_desk.ui.style import TOOL_ICON, XS, L, M, S, Theme

#: What a notice offers: words, and what they do.
Offer = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """One sentence over the whole width in the pair of a tone (warn, crit, info), with a few buttons."""

    def __init__(self, theme: Theme, tone: str, icon_name: str, words: str, offers: tuple[Offer, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        self._icon_name = icon_name
        self.setAccessibleName(words)
        self._picture = QLabel()
        self.words = Words(theme, words, colour=tone, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, M, XS + 1)
        row.setSpacing(S)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        for word, deed in offers:
            button = QPushButton(word)
            button.setProperty("row", True)
            button.clicked.connect(lambda checked=False, deed=deed: deed())
            self.buttons.append(button)
            row.addWidget(button)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName("Hinweis schließen")
        self.close_button.setToolTip("Hinweis schließen")
        row.addWidget(self.close_button)
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.tone(self._tone).back))
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()

    def _dress(self) -> None:
        colour = self._theme.tokens.tone(self._tone).fore
        self._picture.setPixmap(pixmap(self._icon_name, colour, self._theme.px(TOOL_ICON)))
        self.close_button.setIcon(icon("x", colour))


class Notices(QWidget):
    """The notices that hold now, each known by a key; the newest one is below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_notice(
        self, key: str, words: str, *offers: Offer, tone: str = "warn", icon_name: str = "triangle-alert",
        stays: bool = False,
    ) -> Notice:  # fmt: skip
        """Show a notice in the place of an earlier one of that key; one that ``stays`` cannot be closed."""
        self.dismiss(key)
        notice = Notice(self._theme, tone, icon_name, words, offers)
        notice.close_button.setVisible(not stays)
        notice.close_button.clicked.connect(lambda: self.dismiss(key))
        self._shown[key] = notice
        self._column.addWidget(notice)
        self.show()
        return notice

    def notice(self, key: str) -> Notice | None:
        """Return a notice that is shown."""
        return self._shown.get(key)

    def dismiss(self, key: str) -> None:
        """Take a notice away."""
        notice = self._shown.pop(key, None)
        if notice is not None:
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self.setVisible(bool(self._shown))
