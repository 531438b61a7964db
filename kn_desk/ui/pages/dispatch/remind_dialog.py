"""Reminding: whom of those whose sheet is not back, with what words; drafts are made, nothing is sent from here."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from kn_desk.errors import UserError
from kn_desk.exchange.mail_draft import is_sendable
from kn_desk.exchange.reminder_drafts import MESSAGE, by_lotse, reminder_to, write_reminders
from kn_desk.fields.text import visible
from kn_desk.records.office import Sheet
from kn_desk.services.reminders import MOST, Reminder, reminded, reminders
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.dialogs.question import CLOSE, Question
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.pages.dispatch.checks import Check, Checks
from kn_desk.ui.pages.dispatch.folder_line import FolderLine
from kn_desk.ui.pages.dispatch.mail_part import Addressed, MailPart
from kn_desk.ui.pages.dispatch.parts import Parts

_OPEN_FOLDER = "Ordner öffnen"


class RemindDialog(Dialog):
    """Lists the sheets that are not back; those in ``chosen`` are ticked."""

    def __init__(
        self,
        context: Context,
        sheets: Sequence[Sheet],
        chosen: Collection[str],
        folder: Path | None,
        asking: Asking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.theme, "Erinnern", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._asking = asking
        with context.desk.read() as reader:
            self._reminders = reminders(reader, sheets)
        self._build(chosen, folder)
        self._connect()
        self._count()
        self._mail.refresh()
        self.resize(820, 600)

    @property
    def checks(self) -> Checks:
        """The sheets."""
        return self._checks

    @property
    def mail(self) -> MailPart:
        """The text of the mails."""
        return self._mail

    def save(self) -> None:
        """Write the drafts and note the day, as one step; where that cannot be, say so and stay. All or nothing."""
        desk, chosen = self._context.desk, self._chosen()
        if not chosen or (folder := self._folder.wanted()) is None:
            return
        made: list[Path] = []
        try:
            made = write_reminders(folder, chosen, self._mail.text or MESSAGE)
            desk.apply(reminded([one.sheet for one in chosen], desk.office.today, desk.author))
        except UserError as error:
            for path in made:
                path.unlink(missing_ok=True)
            self._fault.setText(str(error))
            self._fault.show()
            return
        self.accept()
        what = (
            "1 Erinnerung liegt als Entwurf bereit."
            if len(made) == 1
            else f"{len(made)} Erinnerungen liegen als Entwürfe bereit."
        )
        self._context.wishes.toast.emit(what, True)
        question = Question(what, f"{folder}\nBitte ansehen und senden.", (_OPEN_FOLDER, CLOSE), tone="info")
        if self._asking.answer(question, self.parentWidget()) == _OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # --- inside

    def _build(self, chosen: Collection[str], folder: Path | None) -> None:
        self.add_text(
            "Je Lotse entsteht ein E-Mail-Entwurf, mit der Mappe, wo sie noch im Ordner des Versands liegt.", quiet=True
        )
        self._checks = Checks(self.theme, [_check(one, chosen) for one in self._reminders])
        self._mail = MailPart(self.theme, MESSAGE, self._drafts)
        self.parts = Parts(self.theme)
        self.parts.add("Stellen", self._checks)
        self.parts.add("E-Mail", self._mail)
        self._fault = Words(self.theme, colour="crit", wrap=True)
        self._fault.hide()
        self._folder = FolderLine(self.theme, folder, self._asking)
        self.body.addWidget(self.parts, 1)
        self.body.addWidget(self._folder)
        self.body.addWidget(self._fault)
        cancel = self.add_button("Abbrechen")
        self.save_button = self.add_button("Entwürfe erstellen", primary=True)
        cancel.clicked.connect(self.reject)

    def _connect(self) -> None:
        self._checks.changed.connect(self._count)
        self._folder.changed.connect(self._count)
        self.save_button.clicked.connect(self.save)

    def _chosen(self) -> list[Reminder]:
        ticked = set(self._checks.ticked)
        return [one for one in self._reminders if one.sheet.id in ticked]

    def _count(self) -> None:
        number = len(by_lotse(self._chosen()))
        self.save_button.setText("1 Entwurf erstellen" if number == 1 else f"{number} Entwürfe erstellen")
        self.save_button.setEnabled(number > 0)
        self._mail.refresh()

    def _drafts(self, text: str) -> list[Addressed]:
        return [Addressed(_name(group), reminder_to(group, text or MESSAGE)) for group in by_lotse(self._chosen())]


def _name(group: Sequence[Reminder]) -> str:
    person = group[0].recipient.person
    who = " ".join(filter(None, (person.first_name, person.last_name))) if person else ""
    return visible(" · ".join(filter(None, (who, ", ".join(one.recipient.unit.name for one in group)))))


def _check(one: Reminder, chosen: Collection[str]) -> Check:
    name = visible(one.recipient.unit.name).replace("\n", " ")
    time = f"{one.number}. Erinnerung" if one.is_possible else f"schon {MOST}-mal erinnert"
    has_address = is_sendable(one.recipient.address)
    parts = [time, one.recipient.address if has_address else "ohne E-Mail-Adresse"]
    parts += [] if one.file is not None else ["ohne Anhang"]
    return Check(
        one.sheet.id, name, visible(" · ".join(parts)), one.sheet.id in chosen, not has_address, one.is_possible
    )
