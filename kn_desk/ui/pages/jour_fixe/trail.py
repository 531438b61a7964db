"""The trail of a meeting: Entwurf › Eingeladen › Läuft › Protokollentwurf › Freigegeben."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kn_desk.services.meeting_steps import TRAIL
from kn_desk.ui.icons import pixmap
from kn_desk.ui.style import FIELD_ICON, M, S, Theme

_CHEVRON = 14


class Trail(QWidget):
    """Shows how far a meeting is; shows nothing to press."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = "draft"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_status(self, status: str) -> None:
        """Show a state."""
        self._status = status
        steps = self._steps()
        place = next((number for number, (key, _) in enumerate(steps, start=1) if key == status), 1)
        self.setAccessibleName(f"Stand der Sitzung: {steps[place - 1][1]}, Schritt {place} von {len(steps)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(self._theme.font(9.5)).height() + S)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, steps = self._theme.tokens, self._steps()
        keys = [key for key, _ in steps]
        now = keys.index(self._status) if self._status in keys else 0
        x = 0
        for number, (_, word) in enumerate(steps):
            if number:
                size = self._theme.px(_CHEVRON)
                painter.drawPixmap(x, (self.height() - size) // 2, pixmap("chevron-right", tokens.text2, size))
                x += size + S
            x = self._paint_step(painter, x, word, done=number < now, current=number == now)
        painter.end()

    def _steps(self) -> list[tuple[str, str]]:
        if self._status == "cancelled":
            return [("draft", "Entwurf"), ("cancelled", "Ausgefallen")]
        return list(TRAIL.items())

    def _paint_step(self, painter: QPainter, x: int, word: str, *, done: bool, current: bool) -> int:
        """Paint a step at ``x`` and return where the next may begin."""
        tokens = self._theme.tokens
        font = self._theme.font(9.5, bold=current)
        width = QFontMetrics(font).horizontalAdvance(word)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sel))
            painter.drawRoundedRect(QRectF(x, 0, width + 2 * S, self.height()), 4, 4)
            x += S
        elif done:
            size = self._theme.px(FIELD_ICON)
            painter.drawPixmap(x, (self.height() - size) // 2, pixmap("check", tokens.text2, size - 2))
            x += size + 2
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if current else tokens.text2))
        painter.drawText(
            QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word
        )
        return x + width + (S if current else 0) + (M if current else S)
