"""The Überblick of an Amt: its light, who is Lotse and how to reach them, who was, and who will be."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.coverage import COVERAGE
from kn_desk.records.sentences import day
from kn_desk.services.coverage_overview import Holder, UnitRow, unit_row
from kn_desk.services.desk import Reader
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.lights import Pill
from kn_desk.ui.pages.overview_tab import OverviewTab
from kn_desk.ui.style import XS, M, S


class UnitTab(OverviewTab):
    """Reads only; a tab in the place of the usual Überblick."""

    #: The unit wants a Lotse: its id.
    name_wanted = Signal(str)

    def show_record(self, reader: Reader, record: Record) -> None:
        if not isinstance(record, OrgUnit):
            super().show_record(reader, record)
            return
        row = unit_row(reader, record)
        column = self.begin()
        self._add_light(column, reader, row)
        self._add_mains(column, reader, row)
        self._add_roles(column, "Vertretung", row.deputies, reader, contact=True)
        self._add_roles(column, "Vorgesehen", row.coming, reader)
        self._add_roles(column, "Bisher", row.past, reader)
        self._add_unit(column, reader, record)
        for hint in record.hints(reader.near):
            column.addWidget(self._hint(hint))
        self.end(column)

    def _add_light(self, column: QVBoxLayout, reader: Reader, row: UnitRow) -> None:
        computed = row.unit.compute("lotse_coverage", reader.near)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(Pill(self._theme, COVERAGE, row.light))
        since = row.vacant_since
        if since is not None:
            days = (reader.today - since).days
            long = "seit heute" if days == 0 else f"seit {day(since)}, {days} {'Tag' if days == 1 else 'Tage'}"
            head.addWidget(Words(self._theme, long, colour="text2"), 1)
        else:
            head.addWidget(Words(self._theme, computed.reason, colour="text2", wrap=True), 1)
        column.addLayout(head)
        if computed.hint:
            column.addWidget(self._hint(computed.hint))

    def _add_mains(self, column: QVBoxLayout, reader: Reader, row: UnitRow) -> None:
        self._add_roles(column, "Lotse/Lotsin", row.mains, reader, contact=True)
        if row.wants_name:
            button = QPushButton("Lotse oder Lotsin benennen")
            button.setAccessibleName(f"Lotse oder Lotsin benennen: {row.name}")
            button.clicked.connect(lambda: self.name_wanted.emit(row.id))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_roles(
        self, column: QVBoxLayout, title: str, holders: Sequence[Holder], reader: Reader, *, contact: bool = False
    ) -> None:
        """One role below the other: name and dates, what it is about, and how to reach the person."""
        if not holders:
            return
        column.addWidget(hairline())
        column.addWidget(Words(self._theme, title, bold=True))
        for one in holders:
            grid = QGridLayout()
            grid.setHorizontalSpacing(M)
            grid.setVerticalSpacing(XS)
            grid.setColumnStretch(1, 1)
            grid.addWidget(self._person(one), 0, 0, 1, 2)
            pairs = self._about(one, reader.today)
            if contact and one.role.person:
                person = reader.near.above(Person, one.role.person)
                pairs += self._contact(person) if person is not None else []
            for place, (label, value) in enumerate(pairs, start=1):
                self._pair(grid, place, label, value)
            column.addLayout(grid)

    def _person(self, one: Holder) -> QWidget:
        if one.role.person is None:
            return Words(self._theme, one.name)
        button = QPushButton(one.name)
        button.setProperty("link", True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"Person {one.name}")
        button.clicked.connect(lambda: self.followed.emit(one.role.person))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return holder

    def _about(self, one: Holder, today: date) -> list[tuple[str, str]]:
        role = one.role
        since, until = (day(on) if on is not None else "" for on in (role.since, role.until))
        if since and until:
            dates = f"{since} bis {until}"
        elif since:
            dates = f"{'ab' if role.since is not None and role.since > today else 'seit'} {since}"
        else:
            dates = f"bis {until}" if until else "Beginn unbekannt"
        pairs = [("Zeit", dates)]
        pairs += [("Zeitanteil", f"{role.time_share} %")] if role.time_share is not None else []
        pairs += [("Themen", role.topics)] if role.topics else []
        pairs += [("Grund des Endes", role.end_reason)] if role.end_reason else []
        return pairs

    def _contact(self, person: Person) -> list[tuple[str, str]]:
        known = (("E-Mail", person.email), ("Telefon", person.phone), ("Raum", person.room))
        return [(label, value) for label, value in known if value]

    def _add_unit(self, column: QVBoxLayout, reader: Reader, unit: OrgUnit) -> None:
        pairs = [
            ("Dezernat", unit.dezernat),
            ("Leitung", reader.name(unit.head)),
            ("Postfach", unit.mailbox),
            ("Soll", f"{unit.lotse_target} Lotsen" if (unit.lotse_target or 1) > 1 else ""),
        ]
        known = [(label, value) for label, value in pairs if value]
        if not known:
            return
        column.addWidget(hairline())
        column.addWidget(Words(self._theme, "Amt", bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for place, (label, value) in enumerate(known):
            self._pair(grid, place, label, value)
        column.addLayout(grid)

    def _pair(self, grid: QGridLayout, place: int, label: str, value: str) -> None:
        name = Words(self._theme, label, colour="text2")
        name.setMinimumWidth(108)
        shown = Words(self._theme, visible(value), wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, place, 1)
