"""The open office as the window sees it: reads, and every verb, each told to whoever shows something."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.paths import Home
from kn_desk.records.catalogue import BY_NAME, RECORDS
from kn_desk.records.change import Change, ChangeSet, Edit
from kn_desk.services import edit
from kn_desk.services.edit import Author
from kn_desk.services.titles import title_of
from kn_desk.storage.connect import StorageFailure, is_busy
from kn_desk.storage.drafts import Draft, Drafts
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.office_file import Office
from kn_desk.storage.reader import Reader
from kn_desk.storage.scan import Scan

__all__ = ["Ahead", "Desk", "Drafts", "ListQuery", "ReadOnly", "Reader", "Scan", "StorageFailure"]


#: So often a save is tried while another program writes; each try waits as long as the office was opened with.
_TRIES = 4


class ReadOnly(UserError):
    """Nothing can be changed here; ``what`` says why."""


@dataclass(frozen=True)
class Ahead:
    """The step that undo or redo would take: what it did, when, by whom, to how many records; whether it is ours."""

    title: str
    at: datetime
    by: str
    records: int
    made_here: bool


class Desk:
    """One office file and the person at it."""

    def __init__(
        self, office: Office, author: Author, announce: Callable[[Change], None], drafts: Drafts | None = None
    ) -> None:
        self.office = office
        self.author = author
        #: Told of each write that the disk or another program refused, and None once one succeeds again.
        self.failed: Callable[[StorageFailure | None], None] | None = None
        self._announce = announce
        self._drafts = drafts
        self._read_only = ""
        self._own: set[int] = set()
        self._failing = False
        with office.read() as reader:
            self.uuid = reader.meta().get("office", "")
            self._known_step = _number(reader)

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, "" where it can."""
        return self._read_only

    def forbid_writing(self, why: str) -> None:
        """From now on refuse every change, saying why."""
        self._read_only = why

    def read(self) -> AbstractContextManager[Reader]:
        """Read in one short transaction."""
        return self.office.read()

    def scan(self, query: ListQuery, *, limit: int | None = None) -> Scan:
        """Begin to read the ids of a long list beside the window; a write stops it."""
        return self.office.scan(query, limit=limit)

    def create(self, *records: Record) -> Change:
        """Store new records as one step."""
        return self._write(lambda: edit.create(self.office, self.author, *records))

    def change(self, record: Record, values: Mapping[str, Any], *new: Record) -> Change:
        """Give a record new values; ``record`` is the snapshot they start from. ``new`` is stored in the same step."""
        return self._write(lambda: edit.change(self.office, self.author, record, values, *new))

    def apply(self, change: ChangeSet) -> Change:
        """Write a ChangeSet."""
        return self._write(lambda: self.office.apply(change))

    def trash(self, *records: Record) -> Change:
        """Put records into the Papierkorb."""
        return self._write(lambda: edit.trash(self.office, self.author, *records))

    def restore(self, record: Record) -> Change:
        """Bring a record back from the Papierkorb."""
        return self._write(lambda: edit.restore_from_trash(self.office, self.author, record))

    def purge(self, record: Record) -> Change:
        """Delete a trashed record for good; persons among it and its group go through ``purge_persons``."""
        return self._write(lambda: edit.purge(self.office, self.author, record))

    def purge_persons(self, record: Record, home: Home) -> list[Path]:
        """Delete a trashed record and its group for good, and take the persons in it out of the past too.

        Returns the older backups that still hold them; nothing of it can be undone.
        """
        if self._read_only:
            raise ReadOnly(self._read_only, "Nichts wurde geändert.")
        from kn_desk.services import privacy  # only here: nobody needs it at a start

        try:
            return privacy.purge_group(self.office, self.author, record, home)
        finally:
            self.catch_up()

    def undo(self) -> Change:
        """Take back the last step."""
        return self._write(lambda: self.office.undo(self.author.by, self.author.source))

    def redo(self) -> Change:
        """Do again what was taken back last."""
        return self._write(lambda: self.office.redo(self.author.by, self.author.source))

    def undo_titles(self) -> tuple[str, str]:
        """Return the titles of the steps that undo and redo would take, "" where there is none."""
        undo, redo = self.ahead()
        return undo.title if undo else "", redo.title if redo else ""

    def ahead(self) -> tuple[Ahead | None, Ahead | None]:
        """Return the steps that undo and redo would take."""
        with self.read() as reader:
            last = reader.last_step()
            if last is None or self._read_only:
                return None, None
            return self._ahead(reader, last.undo_next), self._ahead(reader, last.redo_next)

    def _ahead(self, reader: Reader, number: int | None) -> Ahead | None:
        step = reader.step(number)
        if step is None:
            return None
        original = step
        while original.verb in ("undo", "redo") and (before := reader.step(original.reverts)) is not None:
            original = before
        records = len(reader.touched(original.id))
        return Ahead(title_of(reader, original), step.at, step.by, records, step.id in self._own)

    def catch_up(self) -> Change | None:
        """Tell whoever shows something what somebody else wrote meanwhile; None where that was nothing of ours to see.

        Without a new step (values kept for today, say) all types count as changed.
        """
        with self.read() as reader:
            last = _number(reader)
            foreign = [number for number in range(self._known_step + 1, last + 1) if number not in self._own]
            touched = {key: name for number in foreign for key, name in reader.touched(number).items()}
        self._known_step = last
        return self.announce_all() if not touched else self._announced(touched, last)

    def announce_all(self) -> Change:
        """Tell whoever shows something that anything may be different: a new day, say."""
        return self._announced({cls.spec.name: cls.spec.name for cls in RECORDS}, self._known_step)

    def _announced(self, touched: Mapping[str, str], step: int) -> Change:
        edits = tuple(Edit("update", name, identity, {}) for identity, name in touched.items() if name in BY_NAME)
        change = Change(step, edits, "edit", "elsewhere")
        self._announce(change)
        return change

    def keep_draft(self, record: Record, typed: Mapping[str, str]) -> None:
        """Keep what is typed into the form of a record (field -> text) until it is saved or dismissed."""
        if self._drafts is None:
            return
        with suppress(UserError):  # what cannot be kept beside the file still stands in the form
            for field, text in typed.items():
                self._drafts.keep(Draft(self.uuid, record.id, record.spec.name, field, text, self._known_step))

    def drop_drafts(self, record: str) -> None:
        """Forget what was typed into the form of a record."""
        if self._drafts is not None:
            with suppress(UserError):
                self._drafts.drop(self.uuid, record)

    def drafts(self) -> dict[tuple[str, str], dict[str, str]]:
        """Return {(type name, record id): {field: text}} of all that was typed and never saved."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for draft in self._drafts.of(self.uuid) if self._drafts is not None else ():
            found.setdefault((draft.type, draft.record), {})[draft.field] = draft.text
        return found

    def _write(self, verb: Callable[[], Change]) -> Change:
        """Write, again where another program is at it; then tell whoever shows something."""
        if self._read_only:
            raise ReadOnly(self._read_only, "Nichts wurde geändert.")
        for attempt in range(1, _TRIES + 1):
            try:
                change = verb()
                break
            except StorageFailure as failure:
                if is_busy(failure) and attempt < _TRIES:
                    continue
                self._failing = True
                if self.failed is not None:
                    self.failed(failure)
                raise
        self._own.add(change.step)
        if change.step == self._known_step + 1:
            self._known_step = change.step
        if self._failing and self.failed is not None:
            self.failed(None)
        self._failing = False
        self._announce(change)
        return change


def _number(reader: Reader) -> int:
    last = reader.last_step()
    return last.id if last else 0
