"""The Abdeckung: 21 of 23 Ämter, those without a Lotse first, the chosen one at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.contacts import LotseRole, OrgUnit
from kn_desk.records.coverage import COVERAGE
from kn_desk.records.sentences import day
from kn_desk.services import coverage_overview
from kn_desk.services.coverage_overview import CELLS, Overview
from kn_desk.services.desk import ListQuery
from kn_desk.services.paper.coverage_paper import ShownCoverage
from kn_desk.services.paper.listed import Listed
from kn_desk.services.paper.printable import Printable
from kn_desk.ui.context import Context
from kn_desk.ui.count_cells import CountCells
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.coverage.model import CoverageModel
from kn_desk.ui.pages.coverage.table import CoverageTable
from kn_desk.ui.pages.coverage.unit_tab import UnitTab
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.plans import UNITS
from kn_desk.ui.pages.with_detail import WithDetail
from kn_desk.ui.style import M, S


class CoverageView(WithDetail):
    """The view "Abdeckung" of the place Digital Lotsen."""

    word = "Abdeckung"
    icon_name = "grid-3x3"
    new_label = "Lotse/Lotsin benennen"
    concerns = coverage_overview.CONCERNS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._overview: Overview | None = None
        self._model = CoverageModel(self)
        self._build()
        self._connect()
        self.reload()

    @property
    def table(self) -> CoverageTable:
        """The table."""
        return self._table

    @property
    def figure(self) -> str:
        """What the heading of the table counts."""
        return f"{self._figure.text()} {self._of.text()}"

    @property
    def boxes(self) -> dict[str, QComboBox]:
        """The filters."""
        return {"dezernat": self._dezernat, "light": self._light}

    def reload(self) -> None:
        """Read the coverage anew; what is chosen stays chosen."""
        unit = self._table.current_unit
        with self._context.desk.read() as reader:
            self._overview = coverage_overview.overview(
                reader, dezernat=self._dezernat.currentData(), light=self._light.currentData()
            )
        self._show_figures(self._overview)
        self._model.show(self._overview)
        if unit is not None:
            self._table.choose(unit.id)
        filtered = self._filtered
        self._clear.setVisible(filtered)
        self.empty.show_state(
            "Kein Amt passt zu diesen Filtern."
            if filtered
            else "Hier stehen die Ämter und Betriebe, für die ein Digital Lotse vorgesehen ist.",
            "Filter aufheben" if filtered else "Neue Stelle",
            "" if filtered else self._context.desk.read_only,
        )
        self._stack.setCurrentWidget(self._table if self._overview.groups else self.empty)
        self.tell()

    def tell(self) -> None:
        if self._overview is None:
            return
        self.counted.emit(f"Stand heute, {day(self._overview.today)}")
        if self.isVisible():
            known = self._overview.coverage
            parts = [f"{known.covered} besetzt", f"{known.vacant} ohne Lotse"]
            ending = "1 endet bald" if known.ending == 1 else f"{known.ending} enden bald"
            parts += [ending] if known.ending else []
            chosen = ["1 ausgewählt"] if self._table.current_unit is not None else []
            self._context.wishes.status.emit(
                " · ".join([f"{known.wanted} Ämter und Betriebe", ", ".join(parts), *chosen])
            )

    def listed(self) -> Listed | None:
        if self._overview is None:
            return None
        ids = tuple(row.id for row in self._overview.rows)
        return Listed(ListQuery(OrgUnit.spec.name), UNITS.columns, UNITS.stretched, ids, self._filter_words)

    def printable(self) -> Sequence[Printable]:
        coverage = ShownCoverage(self._dezernat.currentData(), self._light.currentData(), self._filter_words)
        return [coverage, *list(super().printable())[1:]]

    @property
    def _filter_words(self) -> str:
        return " · ".join(box.currentText() for box in self.boxes.values() if box.currentData() is not None)

    def begin_new(self) -> None:
        unit = self._table.current_unit
        self._begin_role(unit.id if unit is not None and unit.wants_name else None)

    def choose(self, identity: str) -> bool:
        self.freshen()
        if not self._table.choose(identity):
            with self._context.desk.read() as reader:
                record = reader.record(identity)
            if not self._filtered or not isinstance(record, OrgUnit) or record.trashed is not None:
                return False
            self._clear_filters()
            if not self._table.choose(identity):
                return False
        self.show_detail(OrgUnit, identity)
        self.tell()
        return True

    def search_here(self) -> None:
        self._light.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def trash_chosen(self) -> None:
        unit = self._table.current_unit
        if unit is None:
            return
        try:
            self._context.desk.trash(unit.unit)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        self._context.wishes.toast.emit(f"{unit.unit.code} im Papierkorb", True)

    def detail_made(self, cls: type[Record], pane: DetailPane) -> None:
        if cls is OrgUnit:
            tab = UnitTab(self._context.theme)
            tab.name_wanted.connect(self._begin_role)
            pane.set_overview(tab)

    def show_chosen(self) -> None:
        unit = self._table.current_unit
        if unit is not None and (self.detail is not None or self.is_wide):
            self.show_detail(OrgUnit, unit.id)
        self.tell()

    def after_close(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_save(self, cls: type[Record], identity: str) -> None:
        """After a role was given, its Amt shows what it has now."""
        self.freshen()
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        unit = record.unit if isinstance(record, LotseRole) else identity
        if unit and self._table.choose(unit):
            self.show_detail(OrgUnit, unit)
            if cls is LotseRole:  # its form, which had the keyboard, is no longer shown
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    @property
    def _filtered(self) -> bool:
        return bool(self._dezernat.currentData() or self._light.currentData())

    def _build(self) -> None:
        self._column.addLayout(self._head())
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._table = CoverageTable(self._context.theme)
        self._table.setModel(self._model)
        self.empty = Empty(self._context.theme)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self.empty)
        inside.addWidget(holder)
        self._hint = Words(self._context.theme, points=9, colour="text2", wrap=True)
        self._column.addWidget(card, 1)
        self._column.addWidget(self._hint)

    def _head(self) -> QHBoxLayout:
        theme = self._context.theme
        row = QHBoxLayout()
        row.setSpacing(S)
        self._figure = Words(theme, points=15, bold=True)
        self._of = Words(theme)
        self._cells = CountCells(theme)
        row.addWidget(self._figure)
        row.addWidget(self._of)
        row.addSpacing(M)
        row.addWidget(self._cells, 1)
        self._clear = QPushButton("Filter aufheben")
        self._clear.setProperty("link", True)
        row.addWidget(self._clear)
        self._dezernat, self._light = QComboBox(), QComboBox()
        for box, name in ((self._dezernat, "Dezernat"), (self._light, "Ampel")):
            box.setAccessibleName(f"Filter {name}")
            box.addItem(f"{name}: alle", None)
            box.setMaximumWidth(210)
            row.addWidget(box)
        for code in CELLS:
            self._light.addItem(f"Ampel: {COVERAGE.states[code].word}", code)
        return row

    def _connect(self) -> None:
        self._table.chosen.connect(lambda: self._resting.start())
        self._table.opened.connect(self.follow)
        self._table.name_wanted.connect(self._begin_role)
        self._dezernat.activated.connect(self.reload)
        self._light.activated.connect(self.reload)
        self._clear.clicked.connect(self._clear_filters)
        self.empty.asked.connect(self._empty_asked)

    def _show_figures(self, overview: Overview) -> None:
        sentence = overview.coverage.sentence
        figure, _, rest = sentence.partition(" ")
        self._figure.setText(figure)
        self._of.setText(rest)
        has_one = [light != "crit" for light in overview.lights]
        self._cells.show_cells(has_one, f"{sentence} haben einen Digital Lotsen")
        self._hint.setText(overview.coverage.hint)
        self._hint.setVisible(bool(overview.coverage.hint))
        kept = self._dezernat.currentData()
        while self._dezernat.count() > 1:
            self._dezernat.removeItem(1)
        for name in overview.dezernate:
            self._dezernat.addItem(name, name)
        self._dezernat.setCurrentIndex(max(0, self._dezernat.findData(kept)))
        self._dezernat.setVisible(bool(overview.dezernate))

    def _begin_role(self, unit: str | None) -> None:
        values: dict[str, Any] = {"kind": "main"}
        if unit:
            values["unit"] = unit
        self.show_new(LotseRole, values)

    def _clear_filters(self) -> None:
        self._dezernat.setCurrentIndex(0)
        self._light.setCurrentIndex(0)
        self.reload()

    def _empty_asked(self) -> None:
        if self._filtered:
            self._clear_filters()
        else:
            self.show_new(OrgUnit, {"lotse_required": True})
