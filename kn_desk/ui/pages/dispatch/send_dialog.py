"""Making Lotsenmappen: for which period, until when, for whom, with what words, into which folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.exchange.file_names import file_name
from kn_desk.exchange.lotse_mail import MESSAGE, mail_to
from kn_desk.exchange.mail_draft import is_sendable
from kn_desk.fields.text import german_key, visible
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.office import SheetRun
from kn_desk.services.dispatch import Dispatch, Recipient, periods_to_choose, plan, recipients
from kn_desk.services.return_monitor import rows_of
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.dispatch.checks import Check, Checks
from kn_desk.ui.pages.dispatch.day_field import DayField
from kn_desk.ui.pages.dispatch.folder_line import FolderLine
from kn_desk.ui.pages.dispatch.mail_part import Addressed, MailPart
from kn_desk.ui.pages.dispatch.parts import Parts
from kn_desk.ui.style import XS, M

_FOLDER, _RETURN_TO = "sheets.folder", "sheets.return_to"


@dataclass(frozen=True)
class SendOrder:
    """What is to be made: the arguments of ``exchange.lotse_run.write_sheets``, and the folder."""

    folder: Path
    label: str
    codes: tuple[str, ...]
    due_on: date
    return_to: str
    text: str


class SendDialog(Dialog):
    """Emits ``ordered`` once; nothing is written here."""

    ordered = Signal(object)

    def __init__(self, context: Context, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, "Lotsenmappen erstellen", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        with context.desk.read() as reader:
            self._periods = periods_to_choose(reader)
            self._recipients = recipients(reader, reader.rows(OrgUnit))
        # Whoever has a Lotse stands first: these get a sheet if nobody says otherwise.
        self._recipients = tuple(
            sorted(self._recipients, key=lambda one: (one.person is None, german_key(one.unit.name)))
        )
        self._build(asking)
        self._connect()
        self._period_chosen()
        self.resize(820, 600)

    @property
    def checks(self) -> Checks:
        """The units."""
        return self._checks

    @property
    def mail(self) -> MailPart:
        """The text of the mails."""
        return self._mail

    @property
    def due(self) -> DayField:
        """Until when the sheets are to be back."""
        return self._due

    @property
    def folder(self) -> FolderLine:
        """Where the folder of the run is made."""
        return self._folder

    @property
    def known(self) -> str:
        """What is said about those that have their sheet of this period."""
        return self._known.text()

    @property
    def note(self) -> str:
        """What is said about those without an address."""
        return self._note.text()

    def order(self) -> None:
        """Emit what is to be made; where something cannot be, say so at its field and stay."""
        due_on = self._due.day
        if due_on is None:
            self._due.say("Bis wann sollen die Mappen zurück sein?")
        elif due_on < self._context.desk.office.today:
            self._due.say("Der Tag ist schon vorbei.")
            due_on = None
        return_to = self._return_to.text().strip()
        wrong = bool(return_to) and not is_sendable(return_to)
        self._wrong.setVisible(wrong)
        if wrong or due_on is None or (folder := self._folder.wanted()) is None:
            return
        self._context.memory.remember(_FOLDER, str(folder))
        self._context.memory.remember(_RETURN_TO, return_to)
        codes = tuple(one.unit.code for one in self._recipients if one.unit.id in self._checks.ticked)
        self.accept()
        self.ordered.emit(SendOrder(folder, self._label, codes, due_on, return_to, self._mail.text or MESSAGE))

    # --- inside

    @property
    def _label(self) -> str:
        label: str = self._period.currentData() or ""
        return label

    def _build(self, asking: Asking) -> None:
        theme, memory = self.theme, self._context.memory
        self.add_text(
            "Für jede Stelle entsteht eine Mappe, dazu je Lotse ein E-Mail-Entwurf und eine Versandliste.", quiet=True
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        self._period = QComboBox()
        self._period.setAccessibleName("Berichtszeitraum")
        for label, is_new in self._periods:
            self._period.addItem(f"{label} (wird angelegt)" if is_new else label, label)
        self._due = DayField(self._context, SheetRun.spec.fields["due_on"], None)
        self._return_to = QLineEdit(memory.recall(_RETURN_TO, ""))
        self._return_to.setAccessibleName("Rückgabe an")
        self._return_to.setPlaceholderText("leer: Antwort an den Absender")
        self._return_to.setToolTip(self._return_to.placeholderText())
        self._wrong = Words(theme, "Das ist keine E-Mail-Adresse.", points=9, colour="crit")
        self._wrong.hide()
        grid.addWidget(self._labelled("Berichtszeitraum", self._period), 0, 0)
        grid.addWidget(self._due, 0, 1)
        grid.addWidget(self._labelled("Rückgabe an (E-Mail)", self._return_to, self._wrong), 0, 2)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self._checks = Checks(theme, ())
        self._known = Words(theme, points=9, colour="text2", wrap=True)
        self._note = Words(theme, points=9, colour="warn", wrap=True)
        self._mail = MailPart(theme, MESSAGE, self._drafts)
        self.parts = Parts(theme)
        self.parts.add("Stellen", self._checks, self._known, self._note)
        self.parts.add("E-Mail", self._mail)
        self.body.addWidget(self.parts, 1)
        known = memory.recall(_FOLDER, "") or memory.recall("export.folder", "")
        self._folder = FolderLine(theme, Path(known) if known else None, asking)
        self.body.addWidget(self._folder)
        cancel = self.add_button("Abbrechen")
        self.make_button = self.add_button("Mappen erstellen", primary=True)
        cancel.clicked.connect(self.reject)

    def _connect(self) -> None:
        self._period.activated.connect(self._period_chosen)
        self._due.edited.connect(self._mail.refresh)
        self._return_to.textChanged.connect(self._mail.refresh)
        self._checks.changed.connect(self._count)
        self._folder.changed.connect(self._count)
        self.parts.shown.connect(self._mail.refresh)
        self.make_button.clicked.connect(self.order)

    def _period_chosen(self) -> None:
        try:
            with self._context.desk.read() as reader:
                due_on = plan(reader, self._label, [self._recipients[0].unit.code]).due_on if self._recipients else None
        except UserError:  # closed meanwhile: said when the run is made
            due_on = None
        self._due.show_day(due_on)
        self._show_units()
        self._mail.refresh()

    def _show_units(self) -> None:
        """Tick who has a Lotse; whose sheet of this period is back or out has it, and is left alone."""
        with self._context.desk.read() as reader:
            rows = rows_of(reader, self._label)
            today = reader.today
        having = {row.sheet.unit: row for row in rows if row.state != "none"}
        words = {row.sheet.unit: row.words(today) for row in rows}
        self._checks.show_checks([
            _check(one, words.get(one.unit.id, ""), has_sheet=one.unit.id in having) for one in self._recipients
        ])  # fmt: skip
        number = sum(one.unit.id in having for one in self._recipients)
        who = "1 Stelle hat ihre Mappe" if number == 1 else f"{number} Stellen haben ihre Mappe"
        still = "Sie ist nicht angehakt." if number == 1 else "Sie sind nicht angehakt."
        self._known.setText(f"{who} für {self._label} schon. {still}" if number else "")
        self._known.setVisible(number > 0)

    def _count(self) -> None:
        number = len(self._checks.ticked)
        self.make_button.setText("1 Mappe erstellen" if number == 1 else f"{number} Mappen erstellen")
        self.make_button.setEnabled(number > 0)
        ticked = set(self._checks.ticked)
        without = [one.unit.name for one in self._recipients if one.unit.id in ticked and not is_sendable(one.address)]
        named = ", ".join(without[:4]) + (f" und {len(without) - 4} weitere" if len(without) > 4 else "")
        self._note.setText(
            f"Ohne E-Mail-Adresse: {visible(named)}. Der Entwurf hat keinen Empfänger." if without else ""
        )
        self._note.setVisible(bool(without))

    def _drafts(self, text: str) -> list[Addressed]:
        """The drafts as they would be, of the first units ticked; nothing is read from the disk."""
        ticked = set(self._checks.ticked)
        chosen = [one for one in self._recipients if one.unit.id in ticked]
        if not chosen or self.parts.current != 1:
            return []
        try:
            with self._context.desk.read() as reader:
                found = plan(reader, self._label, [one.unit.code for one in chosen], self._due.day)
        except UserError:
            return []
        groups: dict[str, list[Recipient]] = {}
        for one in found.recipients:
            groups.setdefault(one.person.id if one.person else one.unit.id, []).append(one)
        return [self._draft(group, found, text) for group in groups.values()]

    def _draft(self, group: list[Recipient], found: Dispatch, text: str) -> Addressed:
        files = [Path(file_name("Massnahmen", one.unit.name, found.period.label)) for one in group]
        name = " · ".join(filter(None, (_person(group[0].person), ", ".join(one.unit.name for one in group))))
        return Addressed(visible(name), mail_to(group, files, found, self._return_to.text().strip(), text or MESSAGE))

    def _labelled(self, words: str, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        label = Words(self.theme, words, points=9, colour="text2")
        label.setBuddy(widgets[0])
        for widget in (label, *widgets):
            column.addWidget(widget)
        column.addStretch(1)
        return holder


def _person(person: Person | None) -> str:
    return " ".join(filter(None, (person.first_name, person.last_name))) if person else ""


def _check(one: Recipient, words: str, *, has_sheet: bool) -> Check:
    """A unit to tick: where its sheet is, its Lotse or else an address; the gap is what keeps a mail from going out."""
    name = visible(one.unit.name).replace("\n", " ")
    address = visible(one.address) if is_sendable(one.address) else ""
    who = visible(_person(one.person))
    where = "ohne E-Mail-Adresse" if not address else "" if who else address
    more = " · ".join(filter(None, (words, who or "ohne Lotse", where)))
    ticked = one.person is not None and not has_sheet
    return Check(one.unit.id, name, more, ticked, not address and one.person is not None)
