"""The Überblick of a Mappe: where it stands, what was sent to whom, and what came back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from kn_desk.fields.kinds import Day
from kn_desk.fields.spec import Record
from kn_desk.fields.text import visible
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.office import SHEET_LIGHT, Sheet, SheetRun
from kn_desk.services.desk import Reader
from kn_desk.services.dispatch import recipients
from kn_desk.services.return_monitor import SheetRow, returned_words, sheet_row
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import Words, hairline
from kn_desk.ui.lights import Pill
from kn_desk.ui.pages.overview_tab import OverviewTab
from kn_desk.ui.style import XS, M, S

_LABEL = 108


class SheetTab(OverviewTab):
    """Reads only; a tab in the place of the usual Überblick."""

    #: What came back is to be compared: the id of the Rücklauf.
    merge_wanted = Signal(str)

    def title_of(self, reader: Reader, record: Record) -> str:
        """The unit: the file's name stands below."""
        unit = reader.name(record.unit) if isinstance(record, Sheet) else ""
        return unit or super().title_of(reader, record)

    def show_record(self, reader: Reader, record: Record) -> None:
        if not isinstance(record, Sheet):
            super().show_record(reader, record)
            return
        row = sheet_row(reader, record)
        column = self.begin()
        self._add_light(column, row)
        self._add_sheets(column, reader, "Neue Mappe, noch nicht versandt", [row.prepared] if row.prepared else [])
        self._add_returns(column, reader, row)
        self._add_sent(column, reader, row)
        self._add_people(column, reader, record)
        self._add_sheets(column, reader, "Frühere Mappen in diesem Zeitraum", row.earlier)
        self.end(column)

    def _add_light(self, column: QVBoxLayout, row: SheetRow) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(Pill(self._theme, SHEET_LIGHT, row.state), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Words(self._theme, row.reason, colour="text2", wrap=True), 1)
        column.addLayout(head)

    def _add_sent(self, column: QVBoxLayout, reader: Reader, row: SheetRow) -> None:
        run = reader.near.above(SheetRun, row.sheet.run)
        folder = run.folder if run else None
        pairs = [
            ("Versandt am", Day().show(row.sheet.sent_on) or "noch nicht"),
            ("Rückgabe bis", Day().show(row.due_on)),
            ("Datei", row.sheet.file_name),
            ("Ordner", folder),
            ("Erinnert", ", ".join(map(Day().show, row.reminders))),
        ]
        self._add_pairs(column, "Versand", pairs)
        if folder and Path(folder).is_dir():
            button = QPushButton("Ordner öffnen")
            button.setProperty("row", True)
            button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if run is not None:
            column.addWidget(self._link(reader, run))

    def _add_people(self, column: QVBoxLayout, reader: Reader, sheet: Sheet) -> None:
        """The unit, to whom the sheet went, and who is Lotse today where that is somebody else."""
        unit = reader.near.above(OrgUnit, sheet.unit)
        self._add_head(column, "Stelle")
        if unit is not None:
            column.addWidget(self._link(reader, unit))
            self._add_grid(column, [("Postfach", unit.mailbox)])
        holders: list[tuple[str, Person | None]] = [("Empfänger", reader.near.above(Person, sheet.person))]
        if unit is not None:
            today = recipients(reader, [unit])[0]
            holders += [("Lotse/Lotsin heute", today.person), *(("Vertretung", one) for one in today.deputies)]
        seen: set[str] = set()
        for title, person in holders:
            if person is not None and person.id not in seen:
                seen.add(person.id)
                self._add_head(column, title)
                column.addWidget(self._link(reader, person))
                self._add_grid(column, [("E-Mail", person.email), ("Telefon", person.phone), ("Raum", person.room)])

    def _add_returns(self, column: QVBoxLayout, reader: Reader, row: SheetRow) -> None:
        for one in reversed(row.returns):
            pairs = [
                ("Eingegangen", Day().show(one.received_on)),
                ("Von", reader.name(one.received_from)),
                ("Datei", one.file_name if one.file_name != row.sheet.file_name else None),
                ("Abgeglichen", Day().show(one.merged_on) or ("" if one.is_rejected else "noch nicht")),
                ("Änderungen", returned_words([one])),
            ]
            self._add_pairs(column, "Rücklauf", pairs)
            button = QPushButton("Zum Abgleich")
            button.setProperty("row", True)
            button.setAccessibleName(f"Zum Abgleich: {one.file_name or one.code}")
            button.clicked.connect(partial(self._merge, one.id))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _merge(self, identity: str, *_: object) -> None:
        self.merge_wanted.emit(identity)

    def _add_sheets(self, column: QVBoxLayout, reader: Reader, title: str, sheets: Sequence[Sheet]) -> None:
        if sheets:
            self._add_head(column, title)
            for sheet in sheets:
                column.addWidget(self._link(reader, sheet))

    def _add_pairs(self, column: QVBoxLayout, title: str, pairs: Sequence[tuple[str, str | None]]) -> None:
        self._add_head(column, title)
        self._add_grid(column, pairs)

    def _add_head(self, column: QVBoxLayout, title: str) -> None:
        column.addWidget(hairline())
        column.addWidget(Words(self._theme, title, bold=True))

    def _add_grid(self, column: QVBoxLayout, pairs: Sequence[tuple[str, str | None]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate([pair for pair in pairs if pair[1]]):
            name = Words(self._theme, label, colour="text2")
            name.setMinimumWidth(_LABEL)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(label, visible(value or "")), row, 1)
        column.addLayout(grid)

    def _value(self, label: str, text: str) -> Words:
        """A path has no place to break: it ends in dots, and its tooltip has all of it."""
        if label in ("Datei", "Ordner"):
            return ElidedWords(self._theme, text)
        shown = Words(self._theme, text, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown
