"""Paints the rows of the Rücklauf-Abgleich: groups, values as coloured cells, conflicts as two boxes to choose from."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.return_rows import UNCHANGED, Row
from kn_desk.ui.icons import pixmap
from kn_desk.ui.lights import paint_pill, pill_width
from kn_desk.ui.pages.returns.boxes import BOX, paint_box, paint_radio, radio_room
from kn_desk.ui.pages.returns.model import Entry, Part, ReturnModel
from kn_desk.ui.pages.returns.tags import ICON, fill_round, paint_tag
from kn_desk.ui.style import RADIUS_FIELD, XS, M, Pair, S, Theme

#: Below the last line of a row.
_LINE = 1
#: So much may a text be wider than its place before it takes a second line.
_OVER = 2
#: No day is wider.
_DAY = "00.00.0000"
#: {column: (left edge, width)}
Columns = Mapping[Part, tuple[int, int]]
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class RowPainter:
    """Knows how high a row is, where its parts stand, and how it looks."""

    def __init__(self, theme: Theme, model: ReturnModel) -> None:
        self._theme = theme
        self._model = model

    # --- measures

    def height(self, entry: Entry, columns: Columns) -> int:
        """Return how high a row is, its hairline included."""
        theme = self._theme
        plain = theme.row_height + _LINE
        line = QFontMetrics(theme.font()).lineSpacing()
        if entry.row is None:
            if entry.group is not None:
                return plain + 1
            return self._wrapped(entry.note, self._note_width(columns), 3) + 2 * S
        row = entry.row
        if row.verdict == "conflict":
            small = QFontMetrics(theme.font(9)).lineSpacing()
            high = max(plain, line + small + S) + 2 * XS
            return high + (small + XS if row.sentence else 0)
        left, right = self.value_span(row, columns)
        sent = self._wrapped(row.sent, self._sent_width(columns) + _OVER, 2)
        high = max(self._wrapped(self._model.text_theirs(row), right - left - M, 2), sent, line)
        label = self._wrapped(self._label(row, columns), self._label_width(row, columns), 2)
        if row.sentence and row.sent:
            high += self._wrapped(row.sentence, self._sentence_width(row, columns), 3) + XS + 2
        elif row.sentence:
            high = max(high, self._wrapped(row.sentence, self._sentence_width(row, columns), 3))
        return max(plain, high + 2 * S - 2, label + 2 * S - 2)

    def box(self, place: QRect, columns: Columns) -> QRect:
        """Return where the tick of a row stands."""
        left, size = columns[Part.TICK][0] + M, self._theme.px(BOX)
        return QRect(left, place.top() + (place.height() - _LINE - size) // 2, size, size)

    def cards(self, row: Row, place: QRect, columns: Columns) -> tuple[QRect, QRect]:
        """Return where the two boxes of a conflict stand: that of the sheet, and ours."""
        below = QFontMetrics(self._theme.font(9)).lineSpacing() + XS if row.sentence else 0
        inside = place.adjusted(0, XS - 1, 0, -XS - _LINE - below)
        theirs, ours = columns[Part.THEIRS], columns[Part.OURS]
        return (
            QRect(theirs[0], inside.top(), theirs[1] - S, inside.height()),
            QRect(ours[0], inside.top(), ours[1] - S, inside.height()),
        )

    def value_span(self, row: Row, columns: Columns) -> tuple[int, int]:
        """Return from where to where the value of the sheet may reach: over our column where nothing stands there."""
        left, width = columns[Part.THEIRS]
        right = left + width - S
        long = QFontMetrics(self._theme.font()).horizontalAdvance(self._model.text_theirs(row)) + M > right - left
        if row.verdict == "proposal" or (long and row.ours in (UNCHANGED, "")):
            right = columns[Part.OURS][0] + columns[Part.OURS][1] - S - 2
        return left, right

    def _wrapped(self, text: str, width: int, most: int) -> int:
        metrics = QFontMetrics(self._theme.font())
        high = metrics.boundingRect(0, 0, max(width, 40), 10_000, _WRAP, text).height()
        return min(high, most * metrics.lineSpacing())

    def _label(self, row: Row, columns: Columns) -> str:
        """Of a label such as Probleme/Entscheidungsbedarf its first half, where there is no room for both."""
        wide = QFontMetrics(self._theme.font()).horizontalAdvance(row.label)
        return row.label.partition("/")[0] if wide > self._label_width(row, columns) else row.label

    def _label_width(self, row: Row, columns: Columns) -> int:
        """The title of a proposal may reach over the column of what was sent."""
        last = Part.SENT if row.verdict == "proposal" else Part.FIELD
        return columns[last][0] + columns[last][1] - columns[Part.FIELD][0] - S

    def _note_width(self, columns: Columns) -> int:
        left, width = columns[Part.FINDING]
        return left + width - columns[Part.FIELD][0] - S

    def _sent_width(self, columns: Columns) -> int:
        """What was sent leaves the arrow its place, whether there is one or not."""
        return columns[Part.SENT][1] - _arrow_room(self._theme)

    def _sentence_width(self, row: Row, columns: Columns) -> int:
        return columns[Part.FINDING][0] - columns[Part.SENT][0] - S

    # --- painting

    def paint(self, painter: QPainter, place: QRect, entry: Entry, columns: Columns, *, closed: bool) -> None:
        """Paint a row; ``closed`` where its hairline goes from edge to edge."""
        tokens = self._theme.tokens
        ground = tokens.surface if entry.row is not None else tokens.alt if entry.group else tokens.info.back
        painter.fillRect(place, QColor(ground))
        painter.setPen(QPen(QColor(tokens.border), 1))
        inset = 0 if closed else columns[Part.FIELD][0] - place.left()
        painter.drawLine(place.left() + inset, place.bottom(), place.right() - (0 if closed else M), place.bottom())
        state = self._model.tick(entry)
        if state is not None:
            paint_box(painter, self._theme, self.box(place, columns), state)
        if entry.row is not None:
            self._paint_row(painter, place.adjusted(0, 0, 0, -_LINE), entry.row, columns)
        elif entry.group is not None:
            self._paint_group(painter, place.adjusted(0, 0, 0, -_LINE), entry, columns)
        else:
            self._paint_note(painter, place.adjusted(0, 0, 0, -_LINE), entry.note, columns)

    def _paint_note(self, painter: QPainter, place: QRect, note: str, columns: Columns) -> None:
        tokens = self._theme.tokens
        left = columns[Part.TICK][0] + M
        painter.drawPixmap(left, place.top() + S + 1, pixmap("info", tokens.info.fore, self._theme.px(BOX)))
        words = QRect(columns[Part.FIELD][0], place.top() + S, self._note_width(columns), place.height() - S)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text))
        painter.drawText(words, _WRAP, note)

    def _paint_group(self, painter: QPainter, place: QRect, entry: Entry, columns: Columns) -> None:
        tokens, group = self._theme.tokens, entry.group
        assert group is not None
        right = columns[Part.FINDING][0] + columns[Part.FINDING][1] - S
        light = self._model.lights.get(group.record)
        if light:
            signal = PLAN_LIGHT.states[light]
            wide = pill_width(signal, QFontMetrics(self._theme.font(9.5)))
            pill = QRect(right - wide, place.top(), wide, place.height())
            paint_pill(painter, self._theme, signal, pill)
            words = QFontMetrics(self._theme.font()).horizontalAdvance("Ampel danach")
            right = pill.left() - S - words
            self._text(painter, QRect(right, place.top(), words + 2, place.height()), "Ampel danach", tokens.text2)
        head = QRect(columns[Part.FIELD][0], place.top(), right - columns[Part.FIELD][0] - S, place.height())
        if group.code:
            used = self._text(painter, head, group.code, tokens.text2)
            head.adjust(used + M, 0, 0, 0)
        used = self._text(painter, head, group.title, tokens.text, bold=True)
        if not group.record:
            self._text(painter, head.adjusted(used + S, 0, 0, 0), str(len(group.rows)), tokens.text3)

    def _paint_row(self, painter: QPainter, place: QRect, row: Row, columns: Columns) -> None:
        tokens = self._theme.tokens
        left, width = columns[Part.FINDING]
        paint_tag(painter, self._theme, self._model.tag(row), QRect(left, place.top(), width - XS, place.height()))
        field = QRect(columns[Part.FIELD][0], place.top(), self._label_width(row, columns), place.height())
        if self._model.is_asked(row):
            size = self._theme.px(BOX)
            sign = pixmap("message-circle-question-mark", tokens.accent, size)
            painter.drawPixmap(field.right() - size, field.center().y() - size // 2 + 1, sign)
            field.adjust(0, 0, -size - XS, 0)
        self._two_lines(painter, field, self._label(row, columns), tokens.text)
        if row.verdict == "conflict" and self._model.way(row) != "other":
            self._paint_conflict(painter, place, row, columns)
        elif row.sent or row.verdict == "proposal":
            self._paint_values(painter, place, row, columns)
        else:
            words = QRect(columns[Part.SENT][0], place.top(), self._sentence_width(row, columns), place.height())
            self._centred(painter, words, row.sentence, tokens.text2)

    def _paint_values(self, painter: QPainter, place: QRect, row: Row, columns: Columns) -> None:
        tokens = self._theme.tokens
        below = 0
        if row.sentence and row.verdict != "proposal":
            below = self._wrapped(row.sentence, self._sentence_width(row, columns), 3) + 2
            top = place.bottom() - below - XS
            words = QRect(columns[Part.SENT][0], top, self._sentence_width(row, columns), below + XS)
            self._paint_sentence(painter, words, row)
        upper = place.adjusted(0, XS if below else 0, 0, -below - (XS if below else 0))
        sent_left, sent_width = columns[Part.SENT]
        sent = QRect(sent_left, upper.top(), sent_width - XS, upper.height())
        text = self._model.text_theirs(row)
        if row.verdict == "proposal":
            left, right = self.value_span(row, columns)
            self._two_lines(painter, QRect(left, upper.top(), right - left, upper.height()), text, tokens.text2)
            return
        if row.verdict in ("change", "cleared") or self._model.way(row) == "other":
            size = self._theme.px(ICON)
            arrow = pixmap("arrow-right", tokens.text2, size)
            painter.drawPixmap(sent.right() - size, upper.center().y() - size // 2 + 1, arrow)
        sent.setWidth(self._sent_width(columns))
        self._two_lines(painter, sent, row.sent, tokens.text2)
        quiet = row.verdict in (None, "same")
        left, right = self.value_span(row, columns)
        if quiet:
            self._text(painter, QRect(left, upper.top(), right - left, upper.height()), text, tokens.text2)
        else:
            self._paint_value(painter, QRect(left, upper.top(), right - left, upper.height()), text, self._pair(row))
        ours_left, ours_width = columns[Part.OURS]
        if right <= ours_left and row.ours:
            ours = QRect(ours_left + XS + 2, upper.top(), ours_width - S - XS, upper.height())
            self._text(painter, ours, row.ours, tokens.text2 if row.ours == UNCHANGED else tokens.text)

    def _pair(self, row: Row) -> Pair:
        tokens = self._theme.tokens
        if self._model.way(row) == "other":
            return Pair(tokens.info.back, tokens.text)
        if row.verdict == "unreadable":
            return tokens.warn
        back = tokens.none.back if row.verdict == "cleared" else tokens.info.back
        return Pair(back, tokens.text)

    def _paint_value(self, painter: QPainter, place: QRect, text: str, pair: Pair) -> None:
        """A value on its ground, as wide as it is, on two lines where one is too short."""
        metrics = QFontMetrics(self._theme.font())
        wide = metrics.horizontalAdvance(text) + M
        lines = 1 if wide <= place.width() else 2
        high = lines * metrics.lineSpacing() + XS + 2
        box = QRect(place.left(), place.top() + (place.height() - high) // 2, min(wide, place.width()), high)
        fill_round(painter, box, pair.back)
        self._two_lines(painter, box.adjusted(XS + 2, 0, -XS, 0), text, pair.fore)

    def _paint_conflict(self, painter: QPainter, place: QRect, row: Row, columns: Columns) -> None:
        tokens, way = self._theme.tokens, self._model.way(row)
        theirs, ours = self.cards(row, place, columns)
        top = theirs.adjusted(0, XS - 1, 0, 0).top()
        line = QFontMetrics(self._theme.font()).lineSpacing()
        sent = QRect(columns[Part.SENT][0], top, columns[Part.SENT][1] - S, line)
        self._text(painter, sent, row.sent, tokens.text2)
        open_to = self._model.tick(Entry(row=row)) is not None
        for box, texts, back, on in (
            (theirs, (row.theirs, row.by_theirs), tokens.info.back, way == "theirs"),
            (ours, (row.ours, row.by_ours), tokens.ours.back, way == "ours"),
        ):
            self._paint_card(painter, box, texts, back, chosen=on, can_choose=open_to)
        if row.sentence:
            small = QFontMetrics(self._theme.font(9)).lineSpacing()
            words = QRect(columns[Part.SENT][0], place.bottom() - small - XS, self._sentence_width(row, columns), small)
            self._text(painter, words, row.sentence, tokens.text2, points=9)

    def _paint_card(
        self, painter: QPainter, box: QRect, texts: tuple[str, str], back: str, *, chosen: bool, can_choose: bool
    ) -> None:
        """A value of a conflict; without an edge and a radio button where nothing can be chosen."""
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if chosen else 1
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.text3 if can_choose else back), edge))
        painter.setBrush(QColor(back))
        half = edge / 2
        painter.drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), RADIUS_FIELD, RADIUS_FIELD)
        painter.restore()
        line = QFontMetrics(self._theme.font(bold=True)).lineSpacing()
        small = QFontMetrics(self._theme.font(9)).lineSpacing()
        top = box.top() + (box.height() - line - small) // 2
        inset = radio_room(self._theme) if can_choose else S
        if can_choose:
            paint_radio(painter, self._theme, QPointF(box.left() + inset / 2, top + line / 2), chosen=chosen)
        words = QRect(box.left() + inset, top, box.width() - inset - XS, line)
        self._text(painter, words, texts[0], tokens.text, bold=True)
        self._text(painter, QRect(words.left(), top + line, words.width(), small), texts[1], tokens.text2, points=9)

    def _paint_sentence(self, painter: QPainter, place: QRect, row: Row) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text if row.verdict == "unreadable" else tokens.text2))
        painter.drawText(place, _WRAP, row.sentence)

    def _two_lines(self, painter: QPainter, place: QRect, text: str, ink: str) -> None:
        """Text on one line, or on two where it is longer; the second ends in dots."""
        metrics = QFontMetrics(self._theme.font())
        first, rest = _first_line(metrics, text, place.width())
        if not rest or metrics.horizontalAdvance(text) <= place.width() + _OVER:
            self._text(painter, place.adjusted(0, 0, 4, 0), text, ink)
            return
        high = metrics.lineSpacing()
        top = place.top() + (place.height() - 2 * high) // 2
        self._text(painter, QRect(place.left(), top, place.width() + 4, high), first, ink)
        self._text(painter, QRect(place.left(), top + high, place.width(), high), rest, ink)

    def _centred(self, painter: QPainter, place: QRect, text: str, ink: str) -> None:
        high = self._wrapped(text, place.width(), 3)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(ink))
        painter.drawText(place.adjusted(0, (place.height() - high) // 2, 0, 0), _WRAP, text)

    def _text(
        self, painter: QPainter, place: QRect, words: str, ink: str, *, bold: bool = False, points: float = 10
    ) -> int:
        font = self._theme.font(points, bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _LEFT, elided)
        return metrics.horizontalAdvance(elided)


def _arrow_room(theme: Theme) -> int:
    return theme.px(ICON) + 2 * XS


def least_of_sent(theme: Theme) -> int:
    """Return how wide the column of what was sent has to be for a day."""
    return QFontMetrics(theme.font()).horizontalAdvance(_DAY) + 1 + _arrow_room(theme)


def least_of_value(theme: Theme) -> int:
    """Return how wide a column of values has to be so that a day can be chosen in it."""
    day = QFontMetrics(theme.font(bold=True)).horizontalAdvance(_DAY) + 1  # it rounds down
    return radio_room(theme) + day + XS + S


def _first_line(metrics: QFontMetrics, text: str, width: int) -> tuple[str, str]:
    """Part a text after the last word that fits."""
    words = text.split(" ")
    line = words[0]
    for number, word in enumerate(words[1:], start=1):
        if metrics.horizontalAdvance(f"{line} {word}") > width:
            return line, " ".join(words[number:])
        line = f"{line} {word}"
    return line, ""
