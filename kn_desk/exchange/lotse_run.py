"""A run of Lotsenmappen: one folder with a workbook per unit, a draft per Lotse and the list; then the record of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kn_desk.exchange.cell_text import CellText
from kn_desk.exchange.dispatch_list import ListEntry, write_dispatch_list
from kn_desk.exchange.file_names import file_name, free_path
from kn_desk.exchange.loaded_near import LoadedNear
from kn_desk.exchange.lotse_content import content_of
from kn_desk.exchange.lotse_cover import LotseFacts
from kn_desk.exchange.lotse_forms import forms_of
from kn_desk.exchange.lotse_mail import MESSAGE, mail_to, message_of
from kn_desk.exchange.lotse_workbook import write_lotse_workbook
from kn_desk.exchange.mail_draft import draft_bytes, is_sendable
from kn_desk.exchange.progress import CancelAsked, Progress, Ticker
from kn_desk.exchange.run_folder import NewFolder, new_folder, remove_folder
from kn_desk.exchange.sheet_format import SheetFormat
from kn_desk.fields.kinds import Moment
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import Change, ChangeSet
from kn_desk.records.identity import new_id
from kn_desk.records.office import Sheet
from kn_desk.services.dispatch import Dispatch, Recipient, plan, recorded
from kn_desk.services.edit import Author
from kn_desk.storage.office_file import Office
from kn_desk.storage.reader import Reader
from kn_desk.storage.tables import SCHEMA_VERSION

#: Where a sheet goes back to if nobody says otherwise.
REPLY = "per Antwort auf die E-Mail, mit der diese Mappe kam"


@dataclass(frozen=True)
class RunReport:
    """What was written: the folder, the workbooks in it, and sentences about what is not as one would expect."""

    folder: Path
    period: str
    sheets: tuple[Sheet, ...]
    drafts: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Written:
    """One workbook on the disk: its file, and the record of it."""

    recipient: Recipient
    path: Path
    sheet: Sheet


@dataclass(frozen=True)
class WrittenRun:
    """A run whose files are whole, and the step that makes it part of the record; without that it is discarded."""

    report: RunReport
    change: ChangeSet

    def discard(self) -> None:
        """Remove the folder."""
        remove_folder(self.report.folder)


def send_sheets(
    office: Office,
    parent: Path,
    author: Author,
    *,
    label: str | None = None,
    codes: Sequence[str] = (),
    return_to: str = "",
    apply: Callable[[ChangeSet], Change] | None = None,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> RunReport:
    """Write a run into a new folder in ``parent`` and then record it with ``apply`` (the office's own by default).

    Raises Cancelled, or UserError where it cannot be planned, written or recorded; then nothing is left of it.
    """
    with office.copy_in_memory() as copy:
        run = write_sheets(
            copy, parent, author, label=label, codes=codes, return_to=return_to, progress=progress, cancelled=cancelled
        )
    try:
        (apply or office.apply)(run.change)
    except BaseException:
        run.discard()
        raise
    return run.report


def write_sheets(
    copy: Office,
    parent: Path,
    author: Author,
    *,
    label: str | None = None,
    codes: Sequence[str] = (),
    due_on: date | None = None,
    return_to: str = "",
    text: str = MESSAGE,
    progress: Progress | None = None,
    cancelled: CancelAsked | None = None,
) -> WrittenRun:
    """Write a run into a new folder in ``parent`` from a copy of the office; nothing is recorded yet.

    ``text`` is that of the mails, see ``lotse_mail``. Raises Cancelled or UserError; then nothing is left of it.
    """
    with copy.read() as reader:
        dispatch = plan(reader, label, codes, due_on)
        ticker = Ticker(len(dispatch.recipients), progress, cancelled)
        name = file_name("Lotsenmappen", dispatch.period.label, ending="")
        with new_folder(parent, name) as folder:
            run = _Run(reader, dispatch, copy.now, folder, return_to, text)
            written = [run.workbook(recipient, ticker) for recipient in dispatch.recipients]
            drafts = run.drafts(written)
            ticker.check()
    sheets = tuple(one.sheet for one in written)
    message = message_of(dispatch, return_to, text=text)
    change = recorded(dispatch, sheets, str(folder.target.absolute()), message, author)
    report = RunReport(folder.target, dispatch.period.label, sheets, drafts, tuple(run.notes))
    return WrittenRun(report, change)


class _Run:
    """One run in the making."""

    def __init__(
        self, reader: Reader, dispatch: Dispatch, now: datetime, folder: NewFolder, return_to: str, text: str
    ) -> None:
        self._near = LoadedNear(reader, BY_NAME)
        self._dispatch = dispatch
        self._folder = folder.path
        self._return_to = return_to
        self._text = text
        self._meta = reader.meta()
        self._step = reader.last_step()
        self._made_at = now.astimezone(UTC).isoformat(timespec="seconds")
        self._stand = Moment().show(now)
        self.notes: list[str] = []

    def workbook(self, recipient: Recipient, ticker: Ticker) -> _Written:
        """Write and check the workbook of one unit."""
        ticker.check()
        unit, person, period = recipient.unit, recipient.person, self._dispatch.period
        path = free_path(self._folder, file_name("Massnahmen", unit.name, period.label))
        text = CellText()
        forms = forms_of(content_of(self._near, self._dispatch, unit), self._near, text)
        origin = SheetFormat(
            office=self._meta["office"], branch=self._meta["branch"], run=self._dispatch.run.id, sheet=new_id(),
            export_id=f"{self._step.id if self._step else 0}-{new_id()[-8:].upper()}",
            step=self._step.uid if self._step else "", schema=SCHEMA_VERSION, period=period.id, unit=unit.id,
            made_at=self._made_at, values={key: stored for form in forms for key, stored in form.sent.items()},
        )  # fmt: skip
        facts = LotseFacts(
            unit=unit.name, lotse=self._near.name(person.id) if person else "", period=period.label,
            due_on=self._dispatch.due_on, return_to=self._return_to or REPLY, stand=self._stand,
            number=origin.export_id,
        )  # fmt: skip
        write_lotse_workbook(path, forms, facts, origin)
        if text.removed:
            self.notes.append(f"{unit.name}: {text.removed} Steuerzeichen wurden aus Texten entfernt.")
        sheet = Sheet.of(
            {
                "id": origin.sheet, "run": origin.run, "unit": unit.id, "person": person.id if person else None,
                "period": period.id, "file_name": path.name, "due_on": self._dispatch.due_on,
                "export_id": origin.export_id, "step": origin.step, "schema": str(origin.schema),
                "checksum": origin.checksum, "values": origin.to_json(),
            }
        )  # fmt: skip
        ticker.tick(1, unit.name)
        return _Written(recipient, path, sheet)

    def drafts(self, written: Sequence[_Written]) -> int:
        """Write a draft per Lotse (or mailbox) with all their files, and the list; return how many drafts."""
        by_person: dict[str, list[_Written]] = {}
        for one in written:
            person = one.recipient.person
            by_person.setdefault(person.id if person else one.recipient.unit.id, []).append(one)
        entries = []
        for group in by_person.values():
            first = group[0].recipient
            name = self._near.name_of(first.person) if first.person else first.unit.name
            path = free_path(self._folder, file_name("Mail", name, self._dispatch.period.label, ending=".eml"))
            recipients, files = [one.recipient for one in group], [one.path for one in group]
            path.write_bytes(draft_bytes(mail_to(recipients, files, self._dispatch, self._return_to, self._text)))
            if not is_sendable(first.address):
                self.notes.append(f"{name}: ohne gültige E-Mail-Adresse; der Entwurf hat keinen Empfänger.")
            holder = name if first.person else ""
            entries += [ListEntry(holder, to.unit.name, to.address, file.name, path.name)
                        for to, file in zip(recipients, files, strict=True)]  # fmt: skip
        write_dispatch_list(self._folder, entries, f"Versandliste {self._dispatch.period.label}", self._stand)
        return len(by_person)
