"""Labels of the look: headings, quiet lines, hairlines. All show plain text, whatever data they hold."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from kn_desk.ui.style import Theme


class Words(QLabel):
    """Plain text in one of the sizes and colours of the look; follows the theme."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        points: float = 10,
        bold: bool = False,
        colour: str = "text",
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._points = points
        self._bold = bold
        self._colour = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._dress)
        self._dress()

    def setText(self, text: str) -> None:
        """Show a text; where it may wrap, a figure and the sign behind it stay on one line."""
        super().setText(text.replace(" €", "\u00a0€").replace(" %", "\u00a0%") if self.wordWrap() else text)

    def set_colour(self, colour: str) -> None:
        """Change the colour: text, text2, text3, accent, or a tone (ok, warn, crit, none, info)."""
        self._colour = colour
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A label that moves into another parent is given back the palette that it had when it was first styled.
        if event.type() == QEvent.Type.PaletteChange and self.palette().windowText().color() != self._ink:
            QTimer.singleShot(0, self, self._dress)  # not while the style sheet is at work

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._points, bold=self._bold))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._ink)
        self.setPalette(palette)

    @property
    def _ink(self) -> QColor:
        value = getattr(self._theme.tokens, self._colour)
        return QColor(value if isinstance(value, str) else value.fore)


def heading(theme: Theme, text: str) -> Words:
    """Return a page's heading."""
    return Words(theme, text, points=15, bold=True)


def hairline() -> QFrame:
    """Return a thin line between parts."""
    line = QFrame()
    line.setProperty("line", True)
    line.setFixedHeight(1)
    return line
