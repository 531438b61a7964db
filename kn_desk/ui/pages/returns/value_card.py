"""One of the values of a cell as a card to choose: whose it is, the value, who wrote it when, and what it leads to."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kn_desk.fields.kinds import Signal as LightSignal
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.pages.returns.boxes import paint_radio, radio_room
from kn_desk.ui.pages.returns.tags import fill_round
from kn_desk.ui.style import RADIUS_FIELD, XS, Pair, S, Theme

_KEY = 22
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class ValueCard(QAbstractButton):
    """Checked, its value is what will stand."""

    def __init__(self, theme: Theme, whose: str, key: str, tone: str) -> None:
        super().__init__()
        self._theme = theme
        self._whose = whose
        self._key = key
        self._tone = tone
        self._value = self._by = ""
        self._light: tuple[str, str] = ("", "")
        self._strong = False
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)

    def show_value(self, value: str, by: str, light: tuple[str, str], *, can_choose: bool, strong: bool) -> None:
        """Show a value; ``light`` is (code of the Plan-Ampel, words) that it leads to, ("", "") for none.

        ``strong`` gives it an edge: of these cards one has to be chosen.
        """
        self._value, self._by, self._light = value, by, light
        self._strong = strong
        self.setEnabled(can_choose)
        said = ", ".join(filter(None, (f"{self._whose}: {value}", by, light[1])))
        self.setAccessibleName(said)
        self.setToolTip(f"{self._whose} gilt (Taste {self._key})" if can_choose else "")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines(width)[-1].bottom() + S + 1

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        pair: Pair = getattr(tokens, self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if self.hasFocus() else 1
        marked = self._strong or self.underMouse() or (self.isChecked() and self.isEnabled())
        drawn = tokens.accent if self.hasFocus() else tokens.text3 if marked else pair.back
        painter.setPen(QPen(QColor(drawn), edge))
        painter.setBrush(QColor(pair.back))
        half = edge / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_FIELD, RADIUS_FIELD)
        if self.isEnabled():
            paint_radio(painter, self._theme, QPointF(self._left / 2, self.height() / 2), chosen=self.isChecked())
            self._paint_key(painter)
        whose, value, by, light = self._lines(self.width())
        painter.setFont(self._theme.font(9.5))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(whose, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._whose)
        if self._by:
            painter.drawText(by, _WRAP, self._by)
        if self._light[0]:
            self._paint_light(painter, light, PLAN_LIGHT.states[self._light[0]])
        painter.setFont(self._theme.font(bold=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(value, _WRAP, self._value)
        painter.end()

    def _paint_light(self, painter: QPainter, place: QRect, signal: LightSignal) -> None:
        pair = self._theme.tokens.tone(signal.tone)
        middle = QPointF(place.left() + 5, place.center().y() + 0.5)
        paint_shape(painter, signal.symbol, middle, QColor(pair.fore))
        words = QFontMetrics(painter.font()).elidedText(self._light[1], Qt.TextElideMode.ElideRight, place.width() - 18)
        painter.drawText(place.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_key(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        size = self._theme.px(_KEY)
        place = QRect(self.width() - size - S - 2, (self.height() - size) // 2, size, size)
        fill_round(painter, place, tokens.surface)
        painter.setFont(self._theme.font(9.5))
        painter.setPen(QColor(tokens.text2))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._key)

    @property
    def _left(self) -> int:
        return radio_room(self._theme) + XS

    def _lines(self, width: int) -> tuple[QRect, QRect, QRect, QRect]:
        """Where the four lines stand: whose, the value beside it (below it where it is long), by, light."""
        small = QFontMetrics(self._theme.font(9.5))
        bold = QFontMetrics(self._theme.font(bold=True))
        line = bold.lineSpacing()
        left, right = self._left, width - S - self._theme.px(_KEY) - S
        label = small.horizontalAdvance("Bei Versand") + S + XS
        whose = QRect(left, S - 1, label, line)
        beside = right - left - label
        if bold.horizontalAdvance(self._value) <= beside and "\n" not in self._value:
            value = QRect(left + label, whose.top(), beside, line)
        else:
            room = QRect(left, whose.bottom() + 1, right - left, 10_000)
            value = QRect(room.left(), room.top(), room.width(), bold.boundingRect(room, _WRAP, self._value).height())
        room = QRect(left, value.bottom() + 2, right - left, 10_000)
        high = small.boundingRect(room, _WRAP, self._by).height() if self._by else 0
        by = QRect(room.left(), room.top(), room.width(), high)
        light = QRect(left, by.bottom() + 1, right - left, small.lineSpacing() if self._light[0] else 0)
        return whose, value, by, light
