"""The parts of the aside that count: a figure with cells, the lights as a bar, the pipeline as a bar with sums."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kn_desk.fields.kinds import Signal
from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.briefing import LIGHTS, Funding, whole_euros
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.pages.overview.charts import CountCells, PartsBar
from kn_desk.ui.style import XS, M, S, Theme

_SQUARE = 10


class CountPart(QWidget):
    """A title, "21 von 23 Ämtern", cells, and what is missing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self._title = Words(theme, bold=True)
        self._figure = Words(theme, points=15, bold=True)
        self._of = Words(theme, colour="text2")
        self._cells = CountCells(theme)
        self._below = Words(theme, colour="text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._of, 1, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._cells)
        column.addWidget(self._below)
        column.addStretch(1)

    def show_count(self, title: str, done: int, of: int, unit: str, below: str) -> None:
        """Show how many of how many."""
        self._show(True)
        self._title.setText(title)
        self._figure.setText(str(done))
        self._of.setText(f"von {of} {unit}")
        self._cells.show_count(done, of)
        self._below.setText(below)

    def show_nothing(self, title: str, sentence: str) -> None:
        """Show that there is nothing to count yet."""
        self._show(False)
        self._title.setText(title)
        self._below.setText(sentence)

    def _show(self, counted: bool) -> None:
        for widget in (self._figure, self._of, self._cells):
            widget.setVisible(counted)


class Counted(QWidget):
    """A light with its number: shape, figure, word; or a coloured square with a word."""

    def __init__(self, theme: Theme, signal: Signal | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._signal = signal
        self._words = ""
        self._colours = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: str, fill: str = "", edge: str = "") -> None:
        """Show other words; a square takes its fill and its edge."""
        self._words, self._colours = words, (fill, edge)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font())
        return QSize(_SQUARE + S + metrics.horizontalAdvance(self._words) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._signal is not None:
            colour = QColor(self._theme.tokens.tone(self._signal.tone).fore)
            paint_shape(painter, self._signal.symbol, QPointF(_SQUARE / 2, middle), colour)
        else:
            fill, edge = self._colours
            painter.setPen(QPen(QColor(edge or fill), 1))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(QRect(0, round(middle - _SQUARE / 2), _SQUARE, _SQUARE).toRectF(), 2, 2)
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.text))
        place = QRect(_SQUARE + S, 0, self.width() - _SQUARE - S, self.height())
        shown = QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class LightsPart(QWidget):
    """How many open Maßnahmen have which light; only what alarms is solid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lights: dict[str, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self._title = Words(theme, bold=True)
        self._bar = PartsBar(theme)
        column.addWidget(self._title)
        column.addWidget(self._bar)
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(2)
        self._counts = {light: Counted(theme, PLAN_LIGHT.states[light]) for light in LIGHTS}
        for place, counted in enumerate(self._counts.values()):
            grid.addWidget(counted, place // 2, place % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        column.addLayout(grid)
        theme.changed.connect(self._dress)

    def show_lights(self, lights: dict[str, int]) -> None:
        """Show other counts."""
        self._lights = lights
        total = sum(lights.values())
        self._title.setText(f"Ampeln von {total} Maßnahmen" if total != 1 else "Ampel einer Maßnahme")
        for light, counted in self._counts.items():
            counted.show_words(f"{lights[light]} {PLAN_LIGHT.states[light].word}")
        self._dress()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        parts = []
        for light, number in self._lights.items():
            solid = light in ("crit", "warn")
            fill = tokens.mark(light) if solid else tokens.tone(light).back
            parts.append((float(number), fill, "" if solid else tokens.mark(light)))
        spoken = (f"{number} {PLAN_LIGHT.states[light].word}" for light, number in self._lights.items())
        self._bar.show_parts(parts, f"Ampeln: {', '.join(spoken)}")


class FundingPart(QWidget):
    """The applications that are not decided: a bar of their sums, a line per step, what is to be expected."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Funding | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(Words(theme, "Förderung: offene Anträge", bold=True))
        self._bar = PartsBar(theme)
        column.addWidget(self._bar)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._steps: list[tuple[Counted, Words, Words]] = []
        for row in range(3):
            step = (Counted(theme), Words(theme, colour="text2"), Words(theme))
            step[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for side, widget in enumerate(step):
                self._grid.addWidget(widget, row, side)
            self._steps.append(step)
        column.addLayout(self._grid)
        column.addWidget(hairline())
        row_below = QHBoxLayout()
        self._expected = Words(theme, bold=True)
        row_below.addWidget(Words(theme, "Erwartet nach Erfolgsaussicht", colour="text2"), 1)
        row_below.addWidget(self._expected)
        column.addLayout(row_below)
        theme.changed.connect(self._dress)

    def show_funding(self, funding: Funding) -> None:
        """Show other sums."""
        self._shown = funding
        self._expected.setText(whole_euros(funding.expected))
        self._expected.setToolTip(funding.reason)
        for (_, count, cents), step in zip(self._steps, funding.steps, strict=True):
            count.setText("1 Antrag" if step.count == 1 else f"{step.count} Anträge")
            cents.setText(whole_euros(step.cents))
        self._dress()

    def _dress(self) -> None:
        if self._shown is None:
            return
        seq, steps = self._theme.tokens.seq, self._shown.steps
        # The first step is an outline with a light fill, the others are solid.
        edges = (seq[1], "", "")
        for (counted, *_), step, fill, edge in zip(self._steps, steps, seq, edges, strict=True):
            counted.show_words(step.word, fill, edge)
        spoken = ", ".join(f"{step.word} {whole_euros(step.cents)}" for step in steps)
        parts = [(float(step.cents), fill, edge) for step, fill, edge in zip(steps, seq, edges, strict=True)]
        self._bar.show_parts(parts, f"Offene Anträge: {spoken}")
