"""The open office as the window sees it: reads, and every verb, each told to whoever shows something."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from kn_desk.fields.spec import Record
from kn_desk.records.change import Change, ChangeSet
from kn_desk.services import edit
from kn_desk.services.edit import Author
from kn_desk.services.titles import title_of
from kn_desk.storage.drafts import Draft, Drafts
from kn_desk.storage.lists import ListQuery
from kn_desk.storage.office_file import Office
from kn_desk.storage.reader import Reader

__all__ = ["Desk", "Drafts", "ListQuery", "Reader"]


class Desk:
    """One office file and the person at it."""

    def __init__(
        self, office: Office, author: Author, announce: Callable[[Change], None], drafts: Drafts | None = None
    ) -> None:
        self.office = office
        self.author = author
        self._announce = announce
        self._drafts = drafts
        with office.read() as reader:
            self._uuid = reader.meta().get("office", "")

    def read(self) -> AbstractContextManager[Reader]:
        """Read in one short transaction."""
        return self.office.read()

    def create(self, *records: Record) -> Change:
        """Store new records as one step."""
        return self._told(edit.create(self.office, self.author, *records))

    def change(self, record: Record, values: Mapping[str, Any]) -> Change:
        """Give a record new values; ``record`` is the snapshot they start from."""
        return self._told(edit.change(self.office, self.author, record, values))

    def apply(self, change: ChangeSet) -> Change:
        """Write a ChangeSet."""
        return self._told(self.office.apply(change))

    def trash(self, *records: Record) -> Change:
        """Put records into the Papierkorb."""
        return self._told(edit.trash(self.office, self.author, *records))

    def restore(self, record: Record) -> Change:
        """Bring a record back from the Papierkorb."""
        return self._told(edit.restore_from_trash(self.office, self.author, record))

    def purge(self, record: Record) -> Change:
        """Delete a trashed record for good."""
        return self._told(edit.purge(self.office, self.author, record))

    def undo(self) -> Change:
        """Take back the last step."""
        return self._told(self.office.undo(self.author.by, self.author.source))

    def redo(self) -> Change:
        """Do again what was taken back last."""
        return self._told(self.office.redo(self.author.by, self.author.source))

    def undo_titles(self) -> tuple[str, str]:
        """Return the titles of the steps that undo and redo would take, "" where there is none."""
        with self.read() as reader:
            last = reader.last_step()
            ahead = (reader.step(last.undo_next), reader.step(last.redo_next)) if last else (None, None)
            undo_title, redo_title = (title_of(reader, step) if step else "" for step in ahead)
        return undo_title, redo_title

    def keep_draft(self, record: Record, typed: Mapping[str, str]) -> None:
        """Keep what is typed into the form of a record (field -> text) until it is saved or dismissed."""
        if self._drafts is None:
            return
        with self.read() as reader:
            last = reader.last_step()
        for field, text in typed.items():
            base = last.id if last else 0
            self._drafts.keep(Draft(self._uuid, record.id, record.spec.name, field, text, base))

    def drop_drafts(self, record: str) -> None:
        """Forget what was typed into the form of a record."""
        if self._drafts is not None:
            self._drafts.drop(self._uuid, record)

    def drafts(self) -> dict[tuple[str, str], dict[str, str]]:
        """Return {(type name, record id): {field: text}} of all that was typed and never saved."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for draft in self._drafts.of(self._uuid) if self._drafts is not None else ():
            found.setdefault((draft.type, draft.record), {})[draft.field] = draft.text
        return found

    def _told(self, change: Change) -> Change:
        self._announce(change)
        return change
