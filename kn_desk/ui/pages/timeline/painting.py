"""Paints the Zeitplan: rows with title and light, the axis, bars, today; only what is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.sentences import day
from kn_desk.services.item_schedule import Bar
from kn_desk.ui.icons import pixmap
from kn_desk.ui.lights import paint_pill, paint_shape, pill_width
from kn_desk.ui.pages.timeline import shapes
from kn_desk.ui.pages.timeline.rows import Row
from kn_desk.ui.pages.timeline.scale import Scale
from kn_desk.ui.style import FIELD_ICON, XS, M, S, Theme

_TITLE_AT, _ITEM_AT, _DEEPER = 28, 40, 12
#: How far a bar without a beginning runs to the left of what is known.
_OPEN = 24
_BEYOND = 12


@dataclass(frozen=True)
class Layout:
    """Where the columns stand, in pixels."""

    width: int
    light_x: int
    chart_x: int
    header: int
    row: int

    @classmethod
    def of(cls, theme: Theme, width: int) -> "Layout":
        """Return the layout for a width; the chart keeps the larger part."""
        metrics = QFontMetrics(theme.font(9.5))
        light = max(pill_width(signal, metrics) for signal in PLAN_LIGHT.states.values()) + 2 * S
        title = min(max(round(width * 0.32), 190), 380, max(120, width - light - 240))
        header = 2 * (QFontMetrics(theme.font(9)).height() + 6) + 1
        return cls(width, title, title + light, header, theme.row_height)

    @property
    def chart_width(self) -> int:
        """Pixels for bars."""
        return max(1, self.width - self.chart_x)


@dataclass(frozen=True)
class Seen:
    """What is seen: the rows with the top of the first one, and what is chosen, hovered and focused."""

    rows: Sequence[Row]
    top: int
    height: int
    current: str
    hovered: str
    focused: bool


class ChartPainter:
    """Paints one frame."""

    def __init__(self, painter: QPainter, theme: Theme, layout: Layout, scale: Scale, today: date) -> None:
        self._painter = painter
        self._theme = theme
        self._tokens = theme.tokens
        self._layout = layout
        self._scale = scale
        self._today = today
        self._small = theme.font(9)

    def paint(self, seen: Seen) -> None:
        """Paint rows first, then grid, bars, today, marks; the header covers what runs under it."""
        places = [(row, self._place(seen, number)) for number, row in enumerate(seen.rows)]
        self._painter.fillRect(0, 0, self._layout.width, seen.height, QColor(self._tokens.surface))
        for row, place in places:
            self._paint_ground(row, place, seen)
        self._paint_grid(seen.height)
        self._clip(seen.height)
        for row, place in places:
            self._paint_bars(row, place.center().y() + 0.5)
            if row.bar is not None:
                self._paint_elsewhere(row.bar, place, self._ground(row, seen))
        self._paint_today_line(seen.height)
        for row, place in places:
            if row.bar is not None:
                self._paint_marks(row.bar, place.center().y() + 0.5)
        self._painter.restore()
        for row, place in places:
            self._paint_words(row, place, row.key == seen.current)
            if seen.focused and row.key == seen.current:
                self._paint_ring(place)
        self._paint_header()

    # --- rows

    def _place(self, seen: Seen, number: int) -> QRect:
        return QRect(0, seen.top + number * self._layout.row, self._layout.width, self._layout.row)

    def _ground(self, row: Row, seen: Seen) -> QColor:
        tokens = self._tokens
        ground = tokens.alt if row.bar is None else tokens.surface
        return QColor(tokens.sel if row.key == seen.current else tokens.hover if row.key == seen.hovered else ground)

    def _paint_ground(self, row: Row, place: QRect, seen: Seen) -> None:
        self._painter.fillRect(place, self._ground(row, seen))
        self._painter.setPen(QPen(QColor(self._tokens.border), 1))
        self._painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _paint_words(self, row: Row, place: QRect, current: bool) -> None:
        tokens, painter = self._tokens, self._painter
        centre = place.center().y() + 0.5
        light = place.adjusted(self._layout.light_x, 0, self._layout.chart_x - XS - place.width(), 0)
        size = self._theme.px(FIELD_ICON)
        more = size - FIELD_ICON  # the words give way to a larger chevron
        if row.bar is None:
            sign = "chevron-right" if row.folded else "chevron-down"
            painter.drawPixmap(QPointF(S - 1, centre - size / 2), pixmap(sign, tokens.text2, size))
            self._title(row.group.title, _TITLE_AT + more, place, bold=True)
            worst = row.group.rollup.worst
            if worst is not None:
                signal = PLAN_LIGHT.states[worst]
                ink = QColor(tokens.text2 if signal.tone == "ok" else tokens.tone(signal.tone).fore)
                shape = self._theme.px(8)
                paint_shape(painter, signal.symbol, QPointF(light.left() + 10 + shape / 2, centre), ink, shape)
                words = light.adjusted(10 + shape + 6, 0, 0, 0)  # as in a pill
                self._text(row.group.rollup.said, words, self._small, tokens.text2)
            return
        self._title(row.bar.title, _ITEM_AT + more + min(row.bar.depth, 4) * _DEEPER, place, bold=current)
        paint_pill(painter, self._theme, PLAN_LIGHT.states[row.bar.light], light)

    def _title(self, title: str, left: int, place: QRect, *, bold: bool) -> None:
        words = QRect(left, place.top(), self._layout.light_x - S - left, place.height() - 1)
        self._text(title, words, self._theme.font(bold=bold), self._tokens.text)

    def _text(self, text: str, place: QRect, font: QFont, ink: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink))
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_ring(self, place: QRect) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(QColor(self._tokens.accent), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -2), 3, 3)

    # --- time

    def _clip(self, height: int) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setClipRect(self._layout.chart_x, self._layout.header, self._layout.chart_width, height)

    def _paint_grid(self, height: int) -> None:
        for line in self._scale.lines(self._layout.chart_width):
            if line.x > 1:
                x = self._layout.chart_x + round(line.x)
                colour = self._tokens.field if line.year else self._tokens.border
                self._painter.setPen(QPen(QColor(colour), 1))
                self._painter.drawLine(x, self._layout.header, x, height)

    def _paint_bars(self, row: Row, middle: float) -> None:
        painter, tokens = self._painter, self._tokens
        bar = row.bar
        if bar is None:
            if (span := row.group.span) is not None and span.start is not None:
                shapes.paint_bracket(painter, tokens, self._x(span.start), self._end(span.end), middle)
            return
        if bar.plan is not None:
            start = self._x(bar.plan.start) if bar.plan.start else self._unknown_start(bar)
            shapes.paint_plan(painter, tokens, start, self._end(bar.plan.end), middle)
        if bar.forecast is not None and bar.forecast.start is not None:
            tone = PLAN_LIGHT.states[bar.light].tone
            begin, end = self._end(bar.forecast.start), self._end(bar.forecast.end)
            shapes.paint_forecast(painter, tokens, tone, begin, end, middle)
        if bar.actual is not None and bar.actual.start is not None:
            end = self._x(self._today) if bar.item.end_actual is None else self._end(bar.actual.end)
            shapes.paint_actual(painter, tokens, self._x(bar.actual.start), end, middle)

    def _unknown_start(self, bar: Bar) -> float:
        """Where a bar begins of which only the end is known: at its first milestone, else a short piece before."""
        assert bar.plan is not None
        end = self._end(bar.plan.end)
        return min([end - _OPEN, *(self._x(mark.on) - _BEYOND for mark in bar.marks)])

    def _paint_elsewhere(self, bar: Bar, row: QRect, ground: QColor) -> None:
        """Say where a Maßnahme is that lies outside of what is seen, or that it has no dates."""
        days = bar.days
        left, right = self._layout.chart_x, self._layout.width
        metrics = QFontMetrics(self._small)
        if not days:
            words = "ohne Termine"
            at = max(left, round(self._x(self._today))) + S
        elif self._end(max(days)) < left:
            words, at = f"bis {day(max(days))}", left + S
        elif self._x(min(days)) > right:
            words = f"ab {day(min(days))}"
            at = right - S - metrics.horizontalAdvance(words)
        else:
            return
        place = QRect(at, row.top(), metrics.horizontalAdvance(words) + 1, row.height() - 1)
        self._painter.fillRect(place.adjusted(-2, 0, 2, 0), ground)
        self._painter.setFont(self._small)
        self._painter.setPen(QColor(self._tokens.text3))
        self._painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_marks(self, bar: Bar, middle: float) -> None:
        for mark in sorted(bar.marks, key=lambda mark: (mark.state == "overdue", mark.on)):
            x = self._x(mark.on) + self._scale.per_day / 2
            if self._layout.chart_x - _BEYOND < x < self._layout.width + _BEYOND:
                shapes.paint_mark(self._painter, self._tokens, mark.state, x, middle)

    def _x(self, on: date) -> float:
        """Where a day begins; what lies far outside stands just beyond the edge, so that it is cut square there."""
        return self._near(self._layout.chart_x + self._scale.x(on))

    def _end(self, on: date) -> float:
        return self._near(self._layout.chart_x + self._scale.end_x(on))

    def _near(self, x: float) -> float:
        return min(max(x, self._layout.chart_x - 4.0 * _BEYOND), self._layout.width + 4.0 * _BEYOND)

    # --- today and the header

    def _paint_today_line(self, height: int) -> None:
        x = self._layout.chart_x + self._scale.x(self._today)
        self._painter.fillRect(QRectF(round(x) - 1, self._layout.header, 2, height), QColor(self._tokens.accent))

    def _paint_header(self) -> None:
        layout, painter, tokens = self._layout, self._painter, self._tokens
        painter.fillRect(0, 0, layout.width, layout.header, QColor(tokens.surface))
        half = layout.header // 2
        lower = QRect(0, half, layout.width, layout.header - half - 1)
        bold = self._theme.font(bold=True)
        title = QRect(M, lower.top(), layout.light_x - M - S, lower.height())
        self._text("Handlungsfeld und Maßnahme", title, bold, tokens.text2)
        self._text("Ampel", QRect(layout.light_x, lower.top(), layout.chart_x - layout.light_x, lower.height()), bold,
                   tokens.text2)  # fmt: skip
        painter.save()
        painter.setClipRect(layout.chart_x, 0, layout.chart_width, layout.header)
        tag = self._tag()
        self._paint_axis(lower, half, tag)
        self._paint_tag(tag)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(tokens.field), 1))
        painter.drawLine(0, layout.header - 1, layout.width, layout.header - 1)
        painter.fillRect(layout.chart_x - 1, 0, 2, 10_000, QColor(tokens.field))

    def _paint_axis(self, lower: QRect, half: int, tag: QRectF) -> None:
        """Words and lines of the axis; the year stands at its line, or at the left edge while it began before."""
        painter, tokens, left = self._painter, self._tokens, self._layout.chart_x
        lines = list(self._scale.lines(self._layout.chart_width))
        metrics = QFontMetrics(self._small)
        years = self._scale.zoom == "year"
        today = left + self._scale.x(self._today)
        following = [line.x for line in lines[1:]] + [float("inf")]
        for line, next_x in zip(lines, following, strict=True):
            x = left + round(line.x)
            if line.x > 1:
                painter.setPen(QPen(QColor(tokens.field if line.year else tokens.border), 1))
                painter.drawLine(x, 0 if line.year and not years else lower.top(), x, self._layout.header)
            begin = max(x, left) + 6
            end = begin + metrics.horizontalAdvance(line.word)
            if end < min(left + next_x, self._layout.width) and not begin - 2 <= today <= end + 2:
                place = QRect(begin, lower.top(), self._layout.width - begin, lower.height())
                self._text(line.word, place, self._theme.font(9, bold=years), tokens.text if years else tokens.text2)
        if years:
            return
        bold = self._theme.font(bold=True)
        begins = [(line.x, line.year) for line in lines if line.year and line.x > 1]
        first = self._scale.day_at(0).year
        for at, year in [(0.0, first), *begins]:
            place = QRect(left + round(at) + 6, 0, QFontMetrics(bold).horizontalAdvance(str(year)) + 2, half + 2)
            crowded = at == 0 and begins and begins[0][0] < place.width() + M
            if not crowded and place.right() < self._layout.width and not tag.intersects(QRectF(place)):
                self._text(str(year), place, bold, tokens.text)

    def _tag(self) -> QRectF:
        """Where the tag of today stands: left of its line, right of it where there is no room."""
        words = QFontMetrics(self._theme.font(9, bold=True)).horizontalAdvance(self._tag_words) + 2 * 6
        x = self._layout.chart_x + self._scale.x(self._today) + 1
        left = x - words if x - words >= self._layout.chart_x + 2 else x - 2
        return QRectF(round(left), 2, words, self._layout.header // 2 - 2)

    @property
    def _tag_words(self) -> str:
        return f"Heute {self._today:%d.%m.}"

    def _paint_tag(self, tag: QRectF) -> None:
        painter, tokens = self._painter, self._tokens
        x = self._layout.chart_x + self._scale.x(self._today)
        painter.fillRect(QRectF(round(x) - 1, tag.center().y(), 2, self._layout.header), QColor(tokens.accent))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setFont(self._theme.font(9, bold=True))
        painter.setPen(QColor(tokens.onaccent))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._tag_words)
