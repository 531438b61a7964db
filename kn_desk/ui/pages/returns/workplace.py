"""Files at the left, the differences of the chosen one beside them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.services.return_desk import ReturnDesk
from kn_desk.services.return_file import COUNTED, HomeFile
from kn_desk.services.return_outlook import lights_after
from kn_desk.services.return_rows import groups_of, quiet_cells
from kn_desk.ui.context import Context
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.returns import words
from kn_desk.ui.pages.returns.file_list import FileList
from kn_desk.ui.pages.returns.model import Entry, ReturnModel
from kn_desk.ui.pages.returns.rules_menu import RulesButton
from kn_desk.ui.pages.returns.table import ReturnTable
from kn_desk.ui.style import M


class Workplace(QWidget):
    """Shows what a ReturnDesk holds."""

    #: Another file is shown, or the same one anew.
    filled = Signal()

    def __init__(self, context: Context, desk: ReturnDesk) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self.model = ReturnModel(desk, self)
        self.files = FileList(context.theme)
        self.table = ReturnTable(context.theme, self.model)
        self.rules = RulesButton(context.theme, desk)
        self.quiet = QCheckBox()
        self.message = Empty(context.theme)
        self._build()
        self._connect()

    @property
    def file(self) -> HomeFile | None:
        """The file that is looked at."""
        return self.files.current

    def reload(self) -> None:
        """Show list, totals and the current file anew."""
        self._desk.freshen(self.file)
        kind = self.files.totals.kind
        verdicts = COUNTED.get(kind, ())
        shown = [f for f in self._desk.files if not kind or any(one.verdict in verdicts for one in f.findings)]
        self.files.show_files(shown, len(self._desk.files), words.numbers_of(self._desk.files))
        if self.file is None and shown:
            self.files.choose(shown[0])
        else:
            self._show_file()

    def show_all(self) -> None:
        """Lift the filter."""
        self.files.totals.clear()
        self.reload()

    def decided(self) -> None:
        """Something was decided: boxes and lights say so."""
        self.model.lights = self._lights(self.file) if self.file is not None else {}
        self.model.decided()
        self.rules.dress()
        self.files.view.viewport().update()

    def say_period(self, period: str) -> None:
        """Show the words about the period beside the unit."""
        self._period.setText(period)

    def _build(self) -> None:
        theme = self._context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        tools = QHBoxLayout()
        tools.setSpacing(M)
        self._unit = ElidedWords(theme, points=12, bold=True)
        self._period = ElidedWords(theme, colour="text2")
        for widget, stretch in ((self._unit, 3), (self._period, 1), (self.quiet, 0), (self.rules, 0)):
            tools.addWidget(widget, stretch)
        column.addLayout(tools)
        row = QHBoxLayout()
        row.setSpacing(M)
        card = QFrame()
        card.setProperty("card", True)
        self._shown = QStackedLayout(card)
        self._shown.setContentsMargins(1, 1, 1, 1)
        self._shown.addWidget(self.table)
        self._shown.addWidget(self.message)
        row.addWidget(self.files)
        row.addWidget(card, 1)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.files.chosen.connect(self._show_file)
        self.files.totals.chosen.connect(self._filter)
        self.quiet.toggled.connect(self._fill)
        self._context.theme.changed.connect(self._fit_unit)

    def _filter(self) -> None:
        self.quiet.setChecked(False)
        self.reload()

    def _show_file(self) -> None:
        file = self.file
        self._desk.freshen(file)
        self._unit.setText(file.title if file else "")
        self._fit_unit()
        self._fill()

    def _fit_unit(self) -> None:
        """The words about the period stand right behind the unit."""
        self._unit.setMaximumWidth(self._unit.sizeHint().width())

    def _fill(self) -> None:
        """Fill the table with the current file."""
        file, kind, before = self.file, self.files.totals.kind, self.table.current
        groups = []
        if file is not None:
            with self._context.desk.read() as reader:
                groups = groups_of(reader, file, kind=kind, unchanged=self.quiet.isChecked())
        notes = self._notes(file) if file is not None and not kind else []
        number = quiet_cells(file.seen) if file is not None and file.seen is not None and not file.has_macros else 0
        self.quiet.setText(f"Auch Unverändertes ({number})")
        self.quiet.setEnabled(number > 0 and not kind)
        self.model.lights = {}
        self.model.show(file, notes, groups)
        self.message.show_state(*words.nothing(file, filtered=bool(kind)))
        self._shown.setCurrentWidget(self.table if groups or notes else self.message)
        self._return_to(before)
        self.filled.emit()

    def _notes(self, file: HomeFile) -> list[str]:
        if file.seen is None or file.has_macros:
            return []
        twins = [one.path.name for one in self._desk.others_of(file)]
        other = f"Von dieser Mappe liegt noch eine andere Datei in der Liste: {', '.join(twins)}."
        return [*file.seen.notes, *([other] if twins else [])]

    def _return_to(self, before: Entry | None) -> None:
        """Go to the row where the person was, else to the first one."""
        one = before.row.first if before is not None and before.row is not None else None
        row = self.model.row_of(one) if one is not None else -1
        if row < 0:
            row = next((n for n, entry in enumerate(self.model.entries) if entry.row is not None), -1)
        self.table.go_to(row)

    def _lights(self, file: HomeFile) -> dict[str, str]:
        items = [e.group.record for e in self.model.entries if e.group and not e.row and e.group.is_item]
        if not file.is_waiting or not items:
            return {}
        with self._context.desk.read() as reader:
            return lights_after(reader, file, self._desk.rules, items)
