"""The applications that are not decided: a bar of their sums, and a line per step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kn_desk.services.briefing import Funding, whole_euros
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.pages.overview.charts import PartsBar
from kn_desk.ui.pages.overview.counts import Counted
from kn_desk.ui.style import M, S, Theme


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
        self._none = Words(theme, "Kein Antrag ist offen.", colour="text2")
        column.addWidget(self._none)
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
        line = hairline()
        column.addWidget(line)
        row_below = QHBoxLayout()
        self._expected = Words(theme, bold=True)
        label = Words(theme, "Erwartet nach Erfolgsaussicht", colour="text2")
        row_below.addWidget(label, 1)
        row_below.addWidget(self._expected)
        steps = (widget for step in self._steps for widget in step)
        self._figures: list[QWidget] = [self._bar, line, label, self._expected, *steps]
        column.addLayout(row_below)
        theme.changed.connect(self._dress)

    def show_funding(self, funding: Funding) -> None:
        """Show other sums."""
        self._shown = funding
        there = any(step.count for step in funding.steps)
        self._none.setVisible(not there)
        for widget in self._figures:
            widget.setVisible(there)
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
