"""Paints Fristen: day, how far it is, icon, title, who, and the buttons of a row; headings of groups."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kn_desk.fields.text import visible
from kn_desk.services.deadline_kinds import ACTIONS, KINDS
from kn_desk.ui.icons import pixmap
from kn_desk.ui.models.due_model import LINE_ROLE, DueRow, Heading
from kn_desk.ui.row_list import RowButton, button_height, button_width, paint_button, paint_ring, paint_row
from kn_desk.ui.style import FIELD_ICON, XS, M, S, Theme

#: The letters that a title keeps before columns give way, and before there is room for more columns.
_LEAST_TITLE, _GOOD_TITLE = 22, 38
_HEADING = 28
_SMALL = 30
#: Room for the two buttons that the current row has more.
_EXTRA = 2 * _SMALL + XS + S
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class _Places:
    """Where the columns of a row begin and how wide they are, in pixels."""

    day: int
    relative: int
    kind: int
    code: int
    who: int
    action: int


class DueDelegate(QStyledItemDelegate):
    """Rows of one line; the current one has two buttons more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hot = (-1, "")
        self._known: _Places | None = None
        theme.changed.connect(self._forget)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = index.data(LINE_ROLE)
        return QSize(200, self._heading_height if isinstance(line, Heading) else self.row_height)

    def buttons(self, index: QModelIndex | QPersistentModelIndex, place: QRect, current: bool) -> list[RowButton]:
        """Return the buttons of a row and where they stand."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, DueRow):
            return []
        action = ACTIONS[line.deadline.action]
        high = button_height(self._theme)
        top = place.top() + (place.height() - high) // 2
        left = place.right() - M - self._places.action
        tip = f"{action.word} (Leertaste)"
        icon = "check" if action.finishes else ""
        found = [RowButton("act", action.word, icon, QRect(left, top, self._places.action, high), tip)]
        if current:
            left -= S + _SMALL
            agenda = QRect(left, top, _SMALL, high)
            found.append(RowButton("agenda", "", "calendar-clock", agenda, "Zum nächsten Jour fixe (J)"))
            if line.deadline.movable:
                move = QRect(left - XS - _SMALL, top, _SMALL, high)
                found.append(RowButton("move", "", "clock", move, "Verschieben (V)"))
        return found

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE_ROLE)
        place: QRect = option.rect
        painter.save()
        if isinstance(line, Heading):
            self._paint_heading(painter, line, place, index.row() == 0)
        elif isinstance(line, DueRow):
            state: QStyle.StateFlag = option.state
            selected = bool(state & QStyle.StateFlag.State_Selected)
            paint_row(
                painter, self._theme, place, selected=selected, hovered=bool(state & QStyle.StateFlag.State_MouseOver)
            )
            if not line.last:
                self._hairline(painter, place, M)
            self._paint_texts(painter, line, place, selected)
            for button in self.buttons(index, place, selected):
                hot = self.hot == (index.row(), button.name)
                paint_button(painter, self._theme, button, strong=selected, hot=hot)
            if selected and state & QStyle.StateFlag.State_HasFocus:
                paint_ring(painter, self._theme, place)
        painter.restore()

    @property
    def _heading_height(self) -> int:
        return max(_HEADING, QFontMetrics(self._theme.font()).height() + M)

    @property
    def row_height(self) -> int:
        """Pixels of a row; a heading has no more."""
        return max(self._theme.row_height, button_height(self._theme) + XS)

    @property
    def _places(self) -> _Places:
        if self._known is None:
            plain, bold = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(bold=True))
            self._known = _Places(
                day=bold.horizontalAdvance("00.00.0000") + M,
                relative=plain.horizontalAdvance("seit 17 Monaten") + M,
                kind=max(plain.horizontalAdvance(kind.word) for kind in KINDS.values()) + M,
                code=plain.horizontalAdvance("WV-2026-0000") + M,
                who=plain.horizontalAdvance("Beispielhofer, M.") + M,
                action=max(button_width(self._theme, one.word, "check" if one.finishes else "")
                           for one in ACTIONS.values()),
            )  # fmt: skip
        return self._known

    def _forget(self) -> None:
        self._known = None

    def _paint_heading(self, painter: QPainter, line: Heading, place: QRect, first: bool) -> None:
        tokens = self._theme.tokens
        painter.fillRect(place, QColor(tokens.surface))
        if not first:
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(place.topLeft(), place.topRight())
        self._hairline(painter, place, M)
        font = self._theme.font(bold=True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.crit.fore if line.overdue else tokens.text))
        inside = place.adjusted(M, 0, -M, 0)
        painter.drawText(inside, _MIDDLE, line.title)
        inside.setLeft(inside.left() + QFontMetrics(font).horizontalAdvance(line.title) + S)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text3))
        painter.drawText(inside, _MIDDLE, str(line.count))

    def _hairline(self, painter: QPainter, place: QRect, inset: int) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
        painter.drawLine(place.left() + inset, place.bottom(), place.right() - inset, place.bottom())

    def _paint_texts(self, painter: QPainter, line: DueRow, place: QRect, selected: bool) -> None:
        tokens, one, places = self._theme.tokens, line.deadline, self._places
        letter = QFontMetrics(self._theme.font()).averageCharWidth()
        room = place.width() - 4 * M - places.day - self._theme.px(FIELD_ICON) - S - places.action
        small = _EXTRA if selected else 0
        wide = room - places.relative - places.kind - places.code - places.who - _EXTRA >= _GOOD_TITLE * letter
        far = wide or room - places.relative >= _LEAST_TITLE * letter
        named = wide or (not selected and room - places.relative - places.who >= _LEAST_TITLE * letter)
        x, top, high = place.left() + M, place.top(), place.height()
        late = tokens.crit.fore
        self._say(painter, line.day, QRect(x, top, places.day, high), late if line.overdue else tokens.text,
                  bold=line.overdue)  # fmt: skip
        x += places.day
        if far:
            words = QRect(x, top, places.relative, high)
            self._say(painter, line.relative, words, late if line.overdue else tokens.text2)
            x += places.relative
        kind = KINDS[one.kind]
        size = self._theme.px(FIELD_ICON)
        painter.drawPixmap(x, top + (high - size) // 2, pixmap(kind.icon_name, tokens.text2, size))
        x += size + S
        if wide:
            self._say(painter, kind.word, QRect(x, top, places.kind, high), tokens.text2)
            x += places.kind
        right = place.right() - M - places.action - M
        if wide:
            who = right - _EXTRA - places.who
            self._say(painter, one.who, QRect(who, top, places.who - M, high), tokens.text2)
            self._say(painter, one.code, QRect(who - places.code, top, places.code, high), tokens.text2)
            end = who - places.code - M
        elif named:
            self._say(painter, one.who, QRect(right - places.who + S, top, places.who - S, high), tokens.text2)
            end = right - places.who - XS
        else:
            end = right - small - XS
        self._paint_title(painter, line, QRect(x, top, max(0, end - x), high))

    def _paint_title(self, painter: QPainter, line: DueRow, place: QRect) -> None:
        """The title, and after it what it belongs to, as far as there is room."""
        tokens, one = self._theme.tokens, line.deadline
        title = " ".join(visible(one.title).split())
        self._say(painter, title, place, tokens.text)
        used = QFontMetrics(self._theme.font()).horizontalAdvance(title) + M
        if one.context and place.width() - used > 60:
            rest = QRect(place.left() + used, place.top(), place.width() - used, place.height())
            self._say(painter, " ".join(visible(one.context).split()), rest, tokens.text3)

    def _say(self, painter: QPainter, words: str, place: QRect, colour: str, *, bold: bool = False) -> None:
        font = self._theme.font(bold=bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _MIDDLE, shown)
