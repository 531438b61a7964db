"""The totals above the files: legend and filter at once."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from kn_desk.ui.icons import pixmap
from kn_desk.ui.pages.returns.tags import ICON, RADIUS, TOTALS, Total, fill_round
from kn_desk.ui.style import XS, M, S, Theme

_LEFT = 24


class TotalButton(QAbstractButton):
    """One line: icon, figure, word. Pressed, only this kind is shown."""

    def __init__(self, theme: Theme, total: Total) -> None:
        super().__init__()
        self._theme = theme
        self._total = total
        self._number = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    @property
    def kind(self) -> str:
        """Which kind of difference it counts."""
        return self._total.kind

    def show_number(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        words = self._total.words(number)
        self.setAccessibleName(words)
        self.setToolTip(f"Nur diese zeigen: {words}")
        self.setEnabled(number > 0 or self.isChecked())
        self.setHidden(self._total.kind == "row" and number == 0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, max(_LEFT, QFontMetrics(self._theme.font()).height() + XS))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        inside = self.rect().adjusted(XS, 0, -XS, 0)
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            fill_round(painter, inside, tokens.sel if self.isChecked() else tokens.hover)
        quiet = self._number == 0
        ink = tokens.text3 if quiet else tokens.tone(self._total.tone).fore
        middle, size = self.rect().center().y(), self._theme.px(ICON)
        painter.drawPixmap(M, middle - size // 2 + 1, pixmap(self._total.icon_name, ink, size))
        bold = self._theme.font(bold=not quiet)
        metrics = QFontMetrics(bold)
        figure = max(metrics.horizontalAdvance("000"), metrics.horizontalAdvance(str(self._number)))
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text3 if quiet else tokens.text))
        place = QRect(M + size + XS, 0, figure + XS, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self._number))
        painter.setFont(self._theme.font())
        words = self.rect().adjusted(place.right() + S + 1, 0, -XS, 0)
        word = self._total.one if self._number == 1 else self._total.many
        word = QFontMetrics(self._theme.font()).elidedText(word, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(inside.toRectF().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()


class Totals(QWidget):
    """All lines; at most one is pressed."""

    #: The kind that is wanted alone, "" for all.
    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.buttons = {total.kind: TotalButton(theme, total) for total in TOTALS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S - 2, 0, S - 2)
        column.setSpacing(0)
        for button in self.buttons.values():
            column.addWidget(button)
            button.clicked.connect(self._tell)

    @property
    def kind(self) -> str:
        """The kind that is shown alone, "" for all."""
        return next((kind for kind, button in self.buttons.items() if button.isChecked()), "")

    def show_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show how many of each kind there are."""
        for kind, button in self.buttons.items():
            button.show_number(numbers.get(kind, 0))

    def clear(self) -> None:
        """Show all again, without telling."""
        for button in self.buttons.values():
            button.setChecked(False)

    def _tell(self) -> None:
        pressed = self.sender()
        for button in self.buttons.values():
            if button is not pressed:
                button.setChecked(False)
        self.chosen.emit(self.kind)
