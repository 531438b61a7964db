"""The tab "Verlauf" of a record: who changed what when, before and after, and "Wert von damals übernehmen"."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.services.desk import Reader
from kn_desk.services.past import PastStep, PastValue, past_steps
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.reading_tab import ReadingTab
from kn_desk.ui.style import XS, M, S


class HistoryTab(ReadingTab):
    """Reads only; a value of the past is asked back by ``value_wanted`` (field name, value)."""

    value_wanted = Signal(str, object)

    def forget(self) -> None:
        """Show nothing: a long Verlauf is a thousand widgets, kept for nobody once another record is shown."""
        self.setWidget(QWidget())

    def show_record(self, reader: Reader, record: Record) -> None:
        """Show all changes of a record, newest first; with what it began is folded."""
        column = self.begin(S)
        for number, step in enumerate(past_steps(reader, record)):
            if number:
                column.addWidget(hairline())
            self._add_step(column, step)
        self.end(column)

    def _add_step(self, column: QVBoxLayout, step: PastStep) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        title = QHBoxLayout()
        title.setSpacing(S)
        title.addWidget(Words(self._theme, step.title, bold=True, wrap=True), 1)
        head.addLayout(title)
        head.addWidget(Words(self._theme, step.below, points=9, colour="text2", wrap=True))
        column.addLayout(head)
        if not step.values:
            return
        values = QWidget()
        self._fill(values, step)
        column.addWidget(values)
        if step.born:
            title.addWidget(self._fold(values, len(step.values)), 0, Qt.AlignmentFlag.AlignTop)

    def _fold(self, values: QWidget, number: int) -> QToolButton:
        """A button that shows the values with which a record began, and hides them again."""
        button = QToolButton()
        button.setCheckable(True)

        def show(shown: bool) -> None:
            values.setVisible(shown)
            button.setIcon(icon("chevron-up" if shown else "chevron-down", self._theme.tokens.text2))
            words = f"{'1 Wert' if number == 1 else f'{number} Werte'} {'verbergen' if shown else 'anzeigen'}"
            button.setToolTip(words)
            button.setAccessibleName(words)

        button.toggled.connect(show)
        show(False)
        return button

    def _fill(self, values: QWidget, step: PastStep) -> None:
        grid = QGridLayout(values)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, value in enumerate(step.values):
            label = Words(self._theme, value.field.label, points=9.5, colour="text2", wrap=True)
            label.setFixedWidth(self._theme.px(112))
            grid.addWidget(label, row, 0, top)
            text = _short(value.new) if step.born else f"{_short(value.old)} → {_short(value.new)}"
            words = Words(self._theme, text, points=9.5, wrap=True)
            words.setToolTip(f"{value.field.label}\nvorher: {value.old or 'leer'}\nnachher: {value.new or 'leer'}")
            grid.addWidget(words, row, 1, top)
            if value.offered and not step.born:
                grid.addWidget(self._back(value), row, 2, top)

    def _back(self, value: PastValue) -> QToolButton:
        label, old = value.field.label, _short(value.old)
        button = QToolButton()
        button.setIcon(icon("rotate-ccw", self._theme.tokens.text2))
        button.setAccessibleName(f"Wert von damals übernehmen: {label} {old}")
        button.setToolTip(f"Wert von damals übernehmen: {label} wieder „{old}“")
        button.clicked.connect(lambda: self.value_wanted.emit(value.field.name, value.value))
        return button


def _short(text: str) -> str:
    line = " ".join(text.split()) or "leer"
    return line if len(line) <= 80 else f"{line[:79]}…"
